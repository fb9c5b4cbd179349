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
	lineConfig{Suffix: "CR", AIM: "auto", SilenceMS: 1000, Beep: "none"}, openLine)

// lineConfig is what was set in the scanner's own menu.
type lineConfig struct {
	Suffix    string `choice:"CR LF CRLF TAB ETX none"` // what ends a code; an LF after a CR is part of the end
	Prefix    string // what begins a code, control characters as \x02
	AIM       string `choice:"off auto required"` // symbology identifiers in front: "]E0"
	SilenceMS int    // without a suffix this much silence ends a code; with one it gives up half a code
	Beep      string `choice:"none BEL honeywell"` // how to make it beep
}

var suffixes = map[string]string{"CR": "\r", "LF": "\n", "CRLF": "\r\n", "TAB": "\t", "ETX": "\x03", "none": ""}

// beeps are what one short beep costs on the wire. Honeywell: SYN BEL CR.
var beeps = map[string]string{"none": "", "BEL": "\x07", "honeywell": "\x16\x07\r"}

func (c lineConfig) Check() error {
	if _, ok := suffixes[c.Suffix]; !ok {
		return fmt.Errorf("field Suffix: %q is none of CR, LF, CRLF, TAB, ETX, none", c.Suffix)
	}
	if _, err := c.prefix(); err != nil {
		return fmt.Errorf("field Prefix: %q: %w", c.Prefix, err)
	}
	if c.AIM != "off" && c.AIM != "auto" && c.AIM != "required" {
		return fmt.Errorf("field AIM: %q is none of off, auto, required", c.AIM)
	}
	if c.SilenceMS < 10 || c.SilenceMS > 60_000 {
		return fmt.Errorf("field SilenceMS: %d is not between 10 and 60000", c.SilenceMS)
	}
	if _, ok := beeps[c.Beep]; !ok {
		return fmt.Errorf("field Beep: %q is none of none, BEL, honeywell", c.Beep)
	}
	return nil
}

func (c lineConfig) prefix() (string, error) {
	return strconv.Unquote(`"` + strings.ReplaceAll(c.Prefix, `"`, `\"`) + `"`)
}

type line struct {
	port    wire.Port
	config  lineConfig
	prefix  string
	silence time.Duration
	framer  framer
	read    [4 << 10]byte
	heard   time.Time // when the last bytes came
	gone    error     // how reading ended; frames before it are given first
}

// loudLine is a line scanner that can beep.
type loudLine struct {
	*line
	beep string
}

func openLine(_ context.Context, p wire.Port, c lineConfig) (Scanner, error) {
	prefix, err := c.prefix()
	if err != nil {
		return nil, err
	}
	l := &line{port: p, config: c, prefix: prefix, silence: time.Duration(c.SilenceMS) * time.Millisecond,
		framer: framer{suffix: suffixes[c.Suffix], loneCR: c.Suffix == "CR"}}
	if beep := beeps[c.Beep]; beep != "" {
		return loudLine{l, beep}, nil
	}
	return l, nil
}

// sounds is how many short beeps say what became of a scan, where a scanner has
// one kind of beep. What was no scan is not answered: on a line that sends back
// what it hears the answers would never end.
var sounds = map[devices.Answer]int{devices.Taken: 1, devices.Look: 2, devices.Refused: 3}

// Beep sounds once for yes, twice for a question and three times for no.
func (l loudLine) Beep(a devices.Answer) error {
	if sounds[a] == 0 {
		return nil
	}
	_, err := io.WriteString(l.port, strings.Repeat(l.beep, sounds[a]))
	return err
}

func (l *line) Close() error { return l.port.Close() }

func (l *line) Next(ctx context.Context) (scan.Scan, error) {
	defer wakes(ctx, l.port)()
	for {
		frame, err := l.framer.next()
		if frame == nil && err == nil && l.gone == nil {
			frame, err = l.fill(ctx)
		}
		switch {
		case err != nil:
			return scan.Scan{}, err
		case frame != nil:
			return l.decode(string(frame))
		case l.gone != nil:
			return scan.Scan{}, l.gone
		}
	}
}

// wakes ends a read that waits when ctx ends. The next call of Next finds no trace
// of that, since this one calls done, which returns after it happened.
func wakes(ctx context.Context, p wire.Port) (done func()) {
	woken := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		_ = p.SetReadDeadline(time.Unix(1, 0)) // a port that is gone wakes by itself
		close(woken)
	})
	return func() {
		if !stop() {
			<-woken
		}
	}
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

// decode takes prefix and identifier off a frame.
func (l *line) decode(frame string) (scan.Scan, error) {
	data, ok := strings.CutPrefix(frame, l.prefix)
	switch {
	case !ok && !strings.Contains(frame, l.prefix):
		return scan.Scan{}, &BadFrame{NoPrefix, len(frame)}
	case !ok, l.prefix != "" && l.prefix[0] < ' ' && strings.Contains(data, l.prefix):
		return scan.Scan{}, &BadFrame{Glued, len(frame)}
	}
	s := scan.Scan{Data: data, At: l.heard}
	if l.config.AIM != "off" {
		if s.AIM, s.Symbology, s.Data, ok = scan.CutAIM(data); !ok && l.config.AIM == "required" {
			return scan.Scan{}, &BadFrame{NoAIM, len(frame)}
		}
	}
	if s.Data == "" {
		return scan.Scan{}, &BadFrame{Unfinished, len(frame)}
	}
	if s.AIM != "" && s.Symbology.Numeric() && strings.Trim(s.Data, "0123456789") != "" {
		return scan.Scan{}, &BadFrame{Glued, len(frame)}
	}
	return s, nil
}
