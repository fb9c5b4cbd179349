package scanner

import (
	"strings"
	"sync"

	"warehouse-node/devices/sim"
)

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
	options  Options
	terminal sim.Terminal

	mu    sync.Mutex // guards the rest
	heard []byte
}

// New makes a scanner and plugs it in.
func New(o Options) (*Scanner, error) {
	if o.Suffix == "" {
		o.Suffix = "\r"
	}
	s := &Scanner{options: o, terminal: sim.Terminal{Path: o.Path}}
	return s, s.Plug()
}

// Path is the port to open; it stays.
func (s *Scanner) Path() string { return s.options.Path }

// Faults are those of its line.
func (s *Scanner) Faults() *sim.Faults { return &s.terminal.Faults }

// Plug connects the scanner. One that is connected is connected anew.
func (s *Scanner) Plug() error { return s.terminal.Plug(s.listen) }

// Unplug pulls the cable: the port is gone, and who reads it gets an error.
func (s *Scanner) Unplug() error { return s.terminal.Unplug() }

// Close ends the simulator.
func (s *Scanner) Close() error { return s.Unplug() }

// listen keeps what the scanner is told: beeps.
func (s *Scanner) listen(b []byte) {
	s.mu.Lock()
	s.heard = append(s.heard, b...)
	s.heard = s.heard[max(0, len(s.heard)-maxHeard):]
	var answers []string
	if s.options.Menu != nil {
		answers = s.options.Menu.hear(b)
	}
	s.mu.Unlock()
	for _, answer := range answers {
		_ = s.Send([]byte(answer)) // one that was unplugged meanwhile answers nobody
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
func (s *Scanner) Send(b []byte) error { return s.terminal.Send(b) }
