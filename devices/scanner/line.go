package scanner

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"warehouse-node/devices"
	"warehouse-node/devices/scan"
	"warehouse-node/devices/wire"
)

// Any serial scanner that ends a code with a control character or with silence.
var _ = devices.Register(Drivers, "line", "Serial, code per line",
	lineConfig{Suffix: "CR", AIM: "auto", CodeID: "none", SilenceMS: 1000, Beep: "none", Flow: "none"}, openLine)

// lineConfig is what was set in the scanner's own menu.
type lineConfig struct {
	Suffix    string `choice:"CR LF CRLF TAB ETX none"` // what ends a code; an LF after a CR is part of the end
	Prefix    string // what begins a code, control characters as \x02
	AIM       string `choice:"off auto required"`                                  // symbology identifiers in front: "]E0"
	CodeID    string `choice:"none zebra"`                                         // the maker's own signs in front, in place of AIM's
	SilenceMS int    `within:"10 60000"`                                           // without a suffix this much silence ends a code; with one it gives up half a code
	Beep      string `choice:"none BEL ACK honeywell hostack datalogic cipherlab"` // how to tell it what became of a code
	Flow      string `choice:"none xonxoff"`                                       // whether it is held while a code is worked on
}

var suffixes = map[string]string{"CR": "\r", "LF": "\n", "CRLF": "\r\n", "TAB": "\t", "ETX": "\x03", "none": ""}

func (c lineConfig) Check() error {
	if _, err := c.prefix(); err != nil {
		return &devices.SettingError{Name: "Prefix", Why: fmt.Sprintf("%q: %s", c.Prefix, err)}
	}
	return nil
}

func (c lineConfig) prefix() (string, error) {
	return strconv.Unquote(`"` + strings.ReplaceAll(c.Prefix, `"`, `\"`) + `"`)
}

type line struct {
	port    wire.Port
	dress   dress
	silence time.Duration
	framer  framer
	read    [4 << 10]byte
	heard   time.Time // when the last bytes came
	gone    error     // how reading ended; frames before it are given first
	flow    bool      // the scanner is held by XOFF from a code until the next is asked for
	// answer, when set, looks at the beginning of a frame for what is no code but
	// an answer to us: n bytes of one, or more when it is not all there yet.
	answer func(b []byte) (n int, more bool, err error)
}

// loudLine is a line scanner that can beep.
type loudLine struct {
	*line
	beeps feedback
}

func openLine(_ context.Context, p wire.Port, c lineConfig) (Scanner, error) {
	l, err := newLine(p, c)
	if err != nil {
		return nil, err
	}
	if beeps := feedbacks[c.Beep]; beeps != nil {
		return loudLine{l, beeps}, nil
	}
	return l, nil
}

func newLine(p wire.Port, c lineConfig) (*line, error) {
	prefix, err := c.prefix()
	if err != nil {
		return nil, err
	}
	return &line{port: p, flow: c.Flow == "xonxoff", dress: dress{prefix: prefix, aim: c.AIM, codeID: c.CodeID}, silence: time.Duration(c.SilenceMS) * time.Millisecond,
		framer: framer{suffix: suffixes[c.Suffix], loneCR: c.Suffix == "CR"}}, nil
}

// Beep says what became of a scan as the scanner was set up to hear it.
func (l loudLine) Beep(a devices.Answer) error {
	said := l.beeps[a]
	if said == "" {
		return nil
	}
	_, err := io.WriteString(l.port, said)
	return err
}

func (l *line) Close() error { return l.port.Close() }

// What holds a scanner and lets it go on (ASCII DC3 and DC1).
const (
	xoff = "\x13"
	xon  = "\x11"
)

// hold tells a scanner that heeds it to wait, or to go on: one that was held when
// its host went down would wait for ever, so it is let go on whenever a code is
// awaited.
func (l *line) hold(sign string) error {
	if !l.flow {
		return nil
	}
	_, err := io.WriteString(l.port, sign)
	return err
}

func (l *line) Next(ctx context.Context) (scan.Scan, error) {
	defer wire.Wakes(ctx, l.port)()
	if err := l.hold(xon); err != nil && l.gone == nil {
		l.gone = err
	}
	for {
		frame, err := l.next(ctx)
		switch {
		case err != nil:
			return scan.Scan{}, err
		case frame != nil:
			if err := l.hold(xoff); err != nil && l.gone == nil {
				l.gone = err
			}
			return l.dress.off(string(frame), l.heard)
		case l.gone != nil:
			return scan.Scan{}, l.gone
		}
	}
}

// next takes a frame off the stream; nil and nil when there is more to come.
func (l *line) next(ctx context.Context) ([]byte, error) {
	for l.answer != nil {
		n, more, err := l.answer(l.framer.buf)
		if more {
			return nil, l.await(ctx)
		}
		if l.framer.drop(n); err != nil {
			return nil, err
		}
		if n == 0 {
			break
		}
	}
	frame, err := l.framer.next()
	if frame == nil && err == nil && l.gone == nil {
		frame, err = l.fill(ctx)
	}
	return frame, err
}

// await reads the rest of an answer. Half of one is no code, whatever ended it.
func (l *line) await(ctx context.Context) error {
	begun := len(l.framer.buf)
	if l.gone == nil {
		if frame, err := l.fill(ctx); frame == nil {
			return err
		}
	}
	l.framer.drop(len(l.framer.buf))
	return &BadFrame{Unfinished, begun}
}

// fill reads more bytes, or takes what silence ended. The last frame before
// the device went is given up to silence too: without a suffix it is whole.
func (l *line) fill(ctx context.Context) ([]byte, error) {
	var deadline time.Time
	if l.framer.begun() {
		deadline = l.heard.Add(l.silence)
	}
	if err := l.port.SetReadDeadline(deadline); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	n, err := l.port.Read(l.read[:])
	if n > 0 {
		l.heard = time.Now()
		l.framer.push(l.read[:n])
	}
	switch {
	case err == nil:
		return nil, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, os.ErrDeadlineExceeded) && n == 0:
		return l.framer.silence()
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, nil
	}
	l.gone = err
	if n > 0 {
		return nil, nil
	}
	return l.framer.silence()
}
