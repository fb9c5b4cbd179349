package scanner

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"warehouse-node/devices/sim"
)

// ErrUnplugged is the answer of a scanner that hangs nowhere.
var ErrUnplugged = errors.New("the simulated scanner is unplugged")

// maxHeard is how much of what the scanner is told is kept: the latest.
const maxHeard = 64 << 10

// Options are how the scanner was set up.
type Options struct {
	Path   string // where its port appears: a symbolic link that is made anew at each Plug
	Prefix string // in front of each code
	Suffix string // behind each code; "" means "\r". For none use Send
	NoAIM  bool   // codes go without a symbology identifier
	Menu   *Menu  // that of a Honeywell, whose commands it takes; nil for none
}

// Scanner is one simulated scanner. All methods are safe for all goroutines.
type Scanner struct {
	options Options
	faults  sim.Faults
	typing  sync.Mutex // keeps codes whole

	mu    sync.Mutex // guards the rest
	line  io.ReadWriteCloser
	tty   *os.File
	heard []byte
	done  chan struct{} // closed when nobody listens to line any more
}

// New makes a scanner and plugs it in.
func New(o Options) (*Scanner, error) {
	if o.Suffix == "" {
		o.Suffix = "\r"
	}
	s := &Scanner{options: o}
	return s, s.Plug()
}

// Path is the port to open; it stays.
func (s *Scanner) Path() string { return s.options.Path }

// Faults are those of its line.
func (s *Scanner) Faults() *sim.Faults { return &s.faults }

// Plug connects the scanner. One that is connected is connected anew.
func (s *Scanner) Plug() error {
	if err := s.Unplug(); err != nil {
		return err
	}
	device, tty, err := open()
	if err != nil {
		return fmt.Errorf("simulated scanner: %w", err)
	}
	if err := errors.Join(raw(tty), link(tty.Name(), s.options.Path)); err != nil {
		return errors.Join(fmt.Errorf("simulated scanner: %w", err), device.Close(), tty.Close())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.line, s.tty, s.done = s.faults.Line(device), tty, make(chan struct{})
	go s.listen(s.line, s.done)
	return nil
}

// link puts a name on a terminal in one step: who opens the path meets the old
// one or the new one.
func link(tty, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	fresh := path + ".new"
	if err := os.Remove(fresh); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := os.Symlink(tty, fresh); err != nil {
		return err
	}
	return os.Rename(fresh, path)
}

// Unplug pulls the cable: the port is gone, and who reads it gets an error.
func (s *Scanner) Unplug() error {
	s.mu.Lock()
	line, tty, done := s.line, s.tty, s.done
	s.line, s.tty = nil, nil
	s.mu.Unlock()
	if line == nil {
		return nil
	}
	err := os.Remove(s.options.Path)
	_ = line.Close() // it may have been cut before
	err = errors.Join(err, tty.Close())
	<-done
	return err
}

// Close ends the simulator.
func (s *Scanner) Close() error { return s.Unplug() }

// listen keeps what the scanner is told: beeps.
func (s *Scanner) listen(line io.Reader, done chan struct{}) {
	defer close(done)
	buf := make([]byte, 256)
	for {
		n, err := line.Read(buf)
		s.mu.Lock()
		s.heard = append(s.heard, buf[:n]...)
		s.heard = s.heard[max(0, len(s.heard)-maxHeard):]
		var answers []string
		if s.options.Menu != nil {
			answers = s.options.Menu.hear(buf[:n])
		}
		s.mu.Unlock()
		for _, answer := range answers {
			_ = s.Send([]byte(answer)) // one that was unplugged meanwhile answers nobody
		}
		if err != nil {
			return
		}
	}
}

// Heard is what the scanner was told since it was made.
func (s *Scanner) Heard() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return string(s.heard)
}

// Scan types one code. Its identifier is the one that a scanner would most
// likely send for such data; data that begin with one ("]d2…") keep it.
func (s *Scanner) Scan(code string) error {
	if len(code) >= 3 && code[0] == ']' {
		return s.ScanAs(code[:3], code[3:])
	}
	return s.ScanAs(aimOf(code), code)
}

// ScanAs types one code of the symbology that an AIM identifier names.
func (s *Scanner) ScanAs(aim, data string) error {
	if s.options.NoAIM {
		aim = ""
	}
	return s.Send([]byte(s.options.Prefix + aim + data + s.options.Suffix))
}

func aimOf(code string) string {
	switch {
	case strings.Contains(code, "\x1d"):
		return "]C1"
	case strings.Trim(code, "0123456789") != "":
		return "]C0"
	case len(code) == 13:
		return "]E0"
	case len(code) == 8:
		return "]E4"
	}
	return "]C0"
}

// Send types bytes as they are: noise, halves of codes. It waits while nobody
// reads them, for what is more than the line holds.
func (s *Scanner) Send(b []byte) error {
	s.typing.Lock()
	defer s.typing.Unlock()
	s.mu.Lock()
	line := s.line
	s.mu.Unlock()
	if line == nil {
		return ErrUnplugged
	}
	_, err := line.Write(b)
	return err
}
