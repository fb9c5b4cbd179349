package wire

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Replay is the device's side of a recorded conversation. It never waits: what
// the device says is there at once, and its silence ("~") is over at once.
type Replay struct {
	Source string   // the text after "# source:"; "" when nobody said
	Config string   // the driver's config, JSON; "" for the defaults
	Calls  []string // the texts after "# call:", what was asked of the driver; in order
	Want   []string // what the driver must report, in order
	Report []byte   // the bytes after "# descriptor:", in hexadecimal: how a HID device builds its reports

	mu     sync.Mutex // guards all below
	steps  []step
	closed bool
	cut    bool
	err    error
}

type step struct {
	dir  byte // '<' from the device, '>' to it, '~' silence, '!' cut
	data []byte
	line int
}

// maxStep is the longest line of a recording, in bytes of its text.
const maxStep = 4 << 20

// ParseReplay reads a recording; the form is in the package comment. Its errors
// name the line.
func ParseReplay(text string) (*Replay, error) {
	r := &Replay{}
	for i, line := range strings.Split(text, "\n") {
		if len(line) > maxStep {
			return nil, fmt.Errorf("line %d: longer than %d bytes", i+1, maxStep)
		}
		if err := r.parseLine(i+1, strings.TrimSpace(line)); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
	}
	return r, nil
}

func (r *Replay) parseLine(n int, line string) error {
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "":
	case "#":
		if source, ok := strings.CutPrefix(strings.TrimSpace(rest), "source:"); ok && r.Source == "" {
			r.Source = strings.TrimSpace(source)
		}
		if report, ok := strings.CutPrefix(strings.TrimSpace(rest), "descriptor:"); ok {
			d, err := hex.DecodeString(strings.ReplaceAll(report, " ", ""))
			if err != nil {
				return fmt.Errorf("descriptor: %w", err)
			}
			r.Report = append(r.Report, d...)
		}
		if call, ok := strings.CutPrefix(rest, "call: "); ok {
			r.Calls = append(r.Calls, strings.TrimSpace(call))
		}
	case "config":
		if r.Config != "" {
			return fmt.Errorf("config twice")
		}
		r.Config = rest
	case "=":
		r.Want = append(r.Want, rest)
	case "<", ">":
		data, err := strconv.Unquote(strings.TrimSpace(rest))
		if err != nil {
			return fmt.Errorf("%s is not a Go string: %w", rest, err)
		}
		if data != "" {
			r.steps = append(r.steps, step{word[0], []byte(data), n})
		}
	case "~", "!":
		if rest = strings.TrimSpace(rest); rest != "" && !strings.HasPrefix(rest, "#") {
			return fmt.Errorf("%q after %s", rest, word)
		}
		r.steps = append(r.steps, step{dir: word[0], line: n})
	default:
		return fmt.Errorf("%q is none of # config < > ~ ! =", word)
	}
	return nil
}

// Descriptor makes it a Described: how the device builds its reports.
func (r *Replay) Descriptor() []byte { return r.Report }

// Read gives at most one "<" step. At the end of the recording the device is
// gone: io.EOF.
func (r *Replay) Read(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.err != nil:
		return 0, r.err
	case r.closed:
		return 0, net.ErrClosed
	case r.cut || len(r.steps) == 0:
		return 0, io.EOF
	case len(p) == 0:
		return 0, nil
	}
	switch s := &r.steps[0]; s.dir {
	case '<':
		n := copy(p, s.data)
		if s.data = s.data[n:]; len(s.data) == 0 {
			r.steps = r.steps[1:]
		}
		return n, nil
	case '~':
		r.steps = r.steps[1:]
		return 0, os.ErrDeadlineExceeded
	case '!':
		r.steps, r.cut = r.steps[1:], true
		return 0, io.EOF
	default:
		r.err = fmt.Errorf("line %d: the driver reads, but should send %q", s.line, s.data)
		return 0, r.err
	}
}

// Write compares with what the recording says we send; one Write may be part of
// a ">" step or several of them.
func (r *Replay) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	done := 0
	for done < len(p) {
		switch {
		case r.err != nil:
			return done, r.err
		case r.closed:
			return done, net.ErrClosed
		case r.cut:
			return done, syscall.EPIPE
		case len(r.steps) == 0:
			r.err = fmt.Errorf("after the end: the driver sends %q", p[done:])
			return done, r.err
		}
		s := &r.steps[0]
		if s.dir == '!' {
			r.steps, r.cut = r.steps[1:], true
			continue
		}
		n := min(len(s.data), len(p)-done)
		if s.dir != '>' || !bytes.Equal(s.data[:n], p[done:done+n]) {
			r.err = fmt.Errorf("line %d: the driver sends %q, the recording has %c %q", s.line, p[done:], s.dir, s.data)
			return done, r.err
		}
		done += n
		if s.data = s.data[n:]; len(s.data) == 0 {
			r.steps = r.steps[1:]
		}
	}
	return done, nil
}

// SetReadDeadline does nothing: the recording says where the device is silent.
func (r *Replay) SetReadDeadline(time.Time) error { return nil }

func (r *Replay) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed = true
	return nil
}

// Reopen mends the link after a cut or a Close: the same Replay goes on with
// what stands after it, as the device's next connection.
func (r *Replay) Reopen() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed, r.cut = false, false
}

// Left counts the steps that did not take place.
func (r *Replay) Left() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.steps)
}

// At is the line of the first step that did not take place; 0 when all did.
func (r *Replay) At() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.steps) == 0 {
		return 0
	}
	return r.steps[0].line
}

// Err says where the driver first left the recording, or nil.
func (r *Replay) Err() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.err
}
