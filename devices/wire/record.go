package wire

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
)

// Tap shows every piece of the conversation to fn as it passes: dir is '<' for
// bytes from the device and '>' for bytes that it took; b is only lent. fn is
// called from the goroutines that read and write, so it must be safe for both.
func Tap(p Port, fn func(dir byte, b []byte)) Port { return &tap{p, fn} }

type tap struct {
	Port
	fn func(dir byte, b []byte)
}

func (t *tap) Unwrap() Port { return t.Port }

func (t *tap) Read(b []byte) (int, error) {
	n, err := t.Port.Read(b)
	if n > 0 {
		t.fn('<', b[:n])
	}
	return n, err
}

func (t *tap) Write(b []byte) (int, error) {
	n, err := t.Port.Write(b)
	if n > 0 {
		t.fn('>', b[:n])
	}
	return n, err
}

// Record writes the conversation to w as it goes, in the form that ParseReplay
// reads, behind the report descriptor of a HID device; the caller writes "# source:"
// above it. A writer that fails does not
// stop the device: the recording ends there, and Close returns the error.
func Record(p Port, w io.Writer) Port {
	r := &recorder{Port: p, w: w}
	if d := Descriptor(p); len(d) > 0 {
		r.line("# descriptor: %x", d)
	}
	return r
}

type recorder struct {
	Port
	mu  sync.Mutex // guards w and err
	w   io.Writer
	err error
}

func (r *recorder) Unwrap() Port { return r.Port }

func (r *recorder) line(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err == nil {
		_, r.err = fmt.Fprintf(r.w, format+"\n", args...)
	}
}

// fail notes how a read or write ended: in silence, or with the link.
func (r *recorder) fail(err error) {
	switch {
	case err == nil:
	case errors.Is(err, os.ErrDeadlineExceeded):
		r.line("~")
	default:
		r.line("!")
	}
}

func (r *recorder) Read(b []byte) (int, error) {
	n, err := r.Port.Read(b)
	if n > 0 {
		r.line("< %q", b[:n])
	}
	r.fail(err)
	return n, err
}

func (r *recorder) Write(b []byte) (int, error) {
	n, err := r.Port.Write(b)
	if n > 0 {
		r.line("> %q", b[:n])
	}
	r.fail(err)
	return n, err
}

func (r *recorder) Close() error {
	err := r.Port.Close()
	r.mu.Lock()
	defer r.mu.Unlock()
	return errors.Join(err, r.err)
}
