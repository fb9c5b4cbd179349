package cashreg

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"warehouse-node/devices/wire"
)

// Limits of the dialogue.
const (
	maxNoise  = 4096            // bytes that are no answer, before we call it noise
	maxDrain  = 2 * time.Second // a line that is not quiet after that stays so
	maxRounds = 100             // of ENQ within one command, whatever happens
)

var (
	errSilent  = errors.New("the register does not answer")
	errNoise   = errors.New("what comes is no answer")
	errNoWord  = errors.New("the register is ready for a command and shows no answer to the last one")
	errRefuses = errors.New("the register takes every frame for damaged")
)

// linkError says that no answer came to a command.
type linkError struct {
	// Sent: the register may have taken and executed the command. When false it
	// has not, for certain.
	Sent bool
	Err  error
}

func (e *linkError) Error() string {
	if e.Sent {
		return fmt.Sprintf("the answer was lost: %v", e.Err)
	}
	return fmt.Sprintf("the command was not taken: %v", e.Err)
}

func (e *linkError) Unwrap() error { return e.Err }

// link is the low level of protocol 1, our side of it (appendix 3, page 73).
type link struct {
	line
	// noisy: something came that should not, or may still come, so the line is
	// let run dry before the next ENQ.
	noisy bool
	// sure: all that we sent was answered in its turn, so the next answer is no
	// late one to something before.
	sure bool
	// heard: anything at all came.
	heard bool
}

func newLink(p wire.Port, c shtrihConfig) *link { return &link{line: newLine(p, c)} }

// exchange sends a command and returns the body of its answer, which begins with
// the command's own code. Errors are *linkError.
//
// A command that was written and not answered is sent again only when that does
// no harm: when the register said NAK to the frame, or when the command may be
// executed twice.
func (l *link) exchange(ctx context.Context, body []byte, codeLen int, spec shtrihCommand) ([]byte, error) {
	defer l.follow(ctx)()
	x := round{frame: encodeFrame(body), code: body[:codeLen], once: spec.once, timeout: spec.timeout, patience: spec.patience()}
	if len(body) > maxBody {
		return nil, &linkError{Err: fmt.Errorf("a body of %d bytes, at most %d", len(body), maxBody)}
	}
	if ctx.Err() != nil {
		return nil, &linkError{Err: ctx.Err()}
	}
	var last error = errSilent
	for n := 0; x.goOn(n, l.retries); n++ {
		answer, err := l.attempt(ctx, &x)
		switch {
		case answer != nil:
			return answer, nil
		case ctx.Err() != nil:
			return nil, &linkError{x.written, ctx.Err()}
		case l.dead != nil:
			return nil, &linkError{x.written, l.dead}
		case errors.Is(err, errNoWord):
			return nil, &linkError{true, err}
		case err != nil:
			last = err
		}
	}
	return nil, &linkError{x.written, last}
}

// round is how far one command came.
type round struct {
	frame   []byte
	code    []byte
	once    bool
	timeout time.Duration
	// patience is how long one attempt waits for the answer to begin.
	patience time.Duration

	// written: the frame went out, and the register may have executed it.
	written bool
	// refused: it answered the last one with NAK. That is believed once the next
	// ENQ, on a line that had run dry, finds it ready for a command.
	refused bool
	since   time.Time // when the frame went out last
}

// goOn says whether to try once more. A register that has taken the command may
// be deaf while it works, so it is given the command's own time.
func (x *round) goOn(n, retries int) bool {
	return n <= retries || n < maxRounds && x.written && time.Since(x.since) < x.timeout
}

// attempt is one way from ENQ to the answer. It returns the answer, or an error
// after which another attempt may help.
func (l *link) attempt(ctx context.Context, x *round) ([]byte, error) {
	if l.noisy {
		l.drain()
	}
	ready, answer, err := l.enquire(x)
	if answer != nil || err != nil || !ready || ctx.Err() != nil {
		return answer, err
	}
	switch {
	case l.left():
		l.upset() // more came than the answer to our ENQ
		return nil, errNoise
	case x.refused:
		x.written = false
	case x.written && x.once:
		return nil, errNoWord
	}
	// Also of a write that fails some may have left, and that may be all.
	x.written, x.refused, x.since = true, false, time.Now()
	if err := l.write(x.frame); err != nil {
		return nil, err
	}
	switch b, err := l.control(l.replyIn); {
	case err != nil:
		return nil, err
	case b == nak:
		x.refused = l.sure
		l.upset()
		return nil, errRefuses
	}
	answer, err = l.answer(x.patience)
	if err == nil && !bytes.HasPrefix(answer, x.code) {
		l.upset()
		return nil, errNoise
	}
	l.sure = err == nil
	return answer, err
}

// enquire asks whether the register is ready for a command. An answer that it
// still held is taken when it can only be the answer to our frame, and dropped
// when it belongs to a command of before.
func (l *link) enquire(x *round) (ready bool, answer []byte, err error) {
	if err := l.write([]byte{enq}); err != nil {
		return false, nil, err
	}
	for {
		b, err := l.control(l.replyIn)
		if err != nil || b == nak {
			return err == nil, nil, err
		}
		answer, err := l.answer(max(x.patience, l.replyIn))
		if err != nil {
			return false, nil, err
		}
		l.upset() // our ENQ may have called for the answer once more
		if x.written && bytes.HasPrefix(answer, x.code) {
			return false, answer, nil
		}
		if b == ack {
			return false, nil, nil // dropped; the next ENQ finds the register ready
		}
		// A frame came by itself: what answers our ENQ is still to come.
	}
}

// upset: the line is not in step any more.
func (l *link) upset() { l.noisy, l.sure = true, false }

// control waits for ACK, NAK or the STX of a frame, whose ACK was lost; STX
// stays to be read. Fillers are skipped, and so is anything else, which makes
// the line noisy.
func (l *link) control(within time.Duration) (byte, error) {
	deadline := time.Now().Add(within)
	for seen := 0; seen < maxNoise; seen++ {
		if err := l.fill(deadline); err != nil {
			l.upset()
			return 0, err
		}
		l.heard = true
		b := l.in[0]
		if b == stx {
			return b, nil
		}
		l.in = l.in[1:]
		switch b {
		case ack, nak:
			return b, nil
		case filler:
		default:
			l.upset()
		}
	}
	return 0, errNoise
}

// answer reads a frame and acknowledges it. A damaged one is answered with NAK;
// the register then waits for ENQ to give it again (page 8).
func (l *link) answer(within time.Duration) ([]byte, error) {
	deadline := time.Now().Add(within)
	for seen := 0; seen < maxNoise; {
		body, used, is := cutFrame(l.in)
		if seen += used; is != framePart {
			l.in = l.in[used:]
		}
		switch is {
		case frameWhole:
			// The LRC of a frame that gained or lost a byte may be right by
			// chance; then its true end is left over.
			if l.left() {
				l.upset()
				return nil, errors.Join(errNoise, l.write([]byte{nak}))
			}
			body = bytes.Clone(body)
			return body, l.write([]byte{ack})
		case frameBad:
			l.upset()
			return nil, errors.Join(errNoise, l.write([]byte{nak}))
		}
		l.in = l.in[used:]
		begun := len(l.in) > 0
		if begun {
			deadline = time.Now().Add(l.byteGap)
		}
		if err := l.more(deadline); err != nil {
			l.upset()
			if begun && l.dead == nil {
				return nil, errors.Join(errNoise, l.write([]byte{nak}))
			}
			return nil, err
		}
	}
	l.upset()
	return nil, errNoise
}

// left says whether more was received than was used, fillers aside.
func (l *link) left() bool {
	for len(l.in) > 0 && l.in[0] == filler {
		l.in = l.in[1:]
	}
	return len(l.in) > 0
}

// drain lets the line run dry, so that the next byte answers our next ENQ.
func (l *link) drain() {
	l.in = nil
	for end := time.Now().Add(maxDrain); time.Now().Before(end); l.in = nil {
		if l.more(time.Now().Add(l.byteGap)) != nil {
			break
		}
	}
	l.noisy = false
}
