package scanner

import (
	"bytes"
	"fmt"

	"warehouse-node/devices"
)

// MaxFrame is the longest code, in bytes: the largest QR code holds 7089 digits.
const MaxFrame = 8 << 10

// BadFrame is the error of Next for bytes that are not one whole code. The
// scanner is well: call Next again. The bytes themselves are not told, they
// may be part of a person's badge.
type BadFrame struct {
	Reason Reason
	Length int // bytes seen; of an endless frame as many as it took to give up
}

// Reason says what is wrong with a frame.
type Reason string

// What can be wrong with a frame.
const (
	Endless    Reason = "endless"     // longer than MaxFrame; dropped up to its end
	Unfinished Reason = "unfinished"  // its end did not come: half a code
	Glued      Reason = "glued"       // two codes, or noise and a code, without an end between them
	NoPrefix   Reason = "no prefix"   // does not begin as the scanner was set to
	NoAIM      Reason = "no AIM id"   // the symbology identifier, which is required, is missing
	NoCodeID   Reason = "no code id"  // the maker's own sign of the symbol, which the scanner was set to send, is missing
	Damaged    Reason = "damaged"     // its checksum does not fit, or half of it was lost
	UnknownKey Reason = "unknown key" // a key was pressed that types nothing: what it was meant for is lost
	Continued  Reason = "continued"   // a code in several packets, not all of which came as they should
)

func (e *BadFrame) Error() string {
	return fmt.Sprintf("not a whole code: %s, %d bytes", e.Reason, e.Length)
}

// Is makes it one of devices.ErrGarbled: the watch goes on.
func (e *BadFrame) Is(target error) bool { return target == devices.ErrGarbled }

// framer cuts a stream into codes. What it gives does not depend on how the
// bytes were split over reads.
type framer struct {
	suffix  string // "" when silence alone ends a code
	loneCR  bool   // an LF right after the suffix belongs to it
	buf     []byte // at most MaxFrame and one read
	endless bool   // dropping a frame that was too long, up to its end
	afterCR bool
}

func (f *framer) push(b []byte) { f.buf = append(f.buf, b...) }

// drop passes over n bytes that are no code.
func (f *framer) drop(n int) { f.buf = append(f.buf[:0], f.buf[n:]...) }

// begun says that the end of a frame is still awaited.
func (f *framer) begun() bool { return f.endless || len(f.buf) > 0 }

// next takes the next whole frame off the stream; nil and nil when its end is
// not there yet. The frame is the caller's.
func (f *framer) next() ([]byte, error) {
	for {
		if f.afterCR && len(f.buf) > 0 {
			f.buf, f.afterCR = bytes.TrimPrefix(f.buf, []byte("\n")), false
		}
		end := -1
		if f.suffix != "" {
			end = bytes.Index(f.buf, []byte(f.suffix))
		}
		if end < 0 {
			return nil, f.overflow()
		}
		frame := bytes.Clone(f.buf[:end])
		f.buf = append(f.buf[:0], f.buf[end+len(f.suffix):]...)
		f.afterCR = f.loneCR
		wasEndless := f.endless
		f.endless = false
		switch {
		case wasEndless || len(frame) == 0:
		case len(frame) > MaxFrame:
			return nil, &BadFrame{Endless, len(frame)}
		default:
			return frame, nil
		}
	}
}

// overflow drops what is too long to be a code and says so once a frame. What
// may be the first half of the suffix stays.
func (f *framer) overflow() error {
	n := len(f.buf)
	if !f.endless && n <= MaxFrame+max(0, len(f.suffix)-1) {
		return nil
	}
	keep := min(n, max(0, len(f.suffix)-1))
	f.buf = append(f.buf[:0], f.buf[n-keep:]...)
	if f.endless {
		return nil
	}
	f.endless = true
	return &BadFrame{Endless, n}
}

// silence tells the framer that the scanner stopped in the middle: without a
// suffix that is the end of a code, with one it is a code whose end was lost.
func (f *framer) silence() ([]byte, error) {
	frame, wasEndless := bytes.Clone(f.buf), f.endless
	f.buf, f.endless, f.afterCR = f.buf[:0], false, false
	switch {
	case wasEndless || len(frame) == 0:
		return nil, nil
	case f.suffix == "" && len(frame) <= MaxFrame:
		return frame, nil
	default:
		return nil, &BadFrame{Unfinished, len(frame)}
	}
}
