package scale

import (
	"bytes"
	"fmt"
	"sync"
	"time"

	"warehouse-node/devices/sim"
	"warehouse-node/devices/weight"
)

// Options are how the scale was set up.
type Options struct {
	Path  string        // where its port appears
	Every time.Duration // it sends a line that often; zero for one that speaks MT-SICS when asked
	Most  int64         // the heaviest that it can weigh, in grams; zero is 30 kg
}

// Scale is one simulated scale. All methods are safe for all goroutines.
type Scale struct {
	options  Options
	terminal sim.Terminal
	end      chan struct{} // closed with the scale, for one that sends by itself
	ended    sync.WaitGroup

	mu     sync.Mutex // guards the rest
	grams  int64      // what lies on it
	tare   int64
	moving bool
	asked  []byte // the beginning of a command
	told   int    // answers and lines so far
}

// maxAsked is the longest command that is listened to, in bytes.
const maxAsked = 64

// New makes a scale with nothing on it and plugs it in.
func New(o Options) (*Scale, error) {
	if o.Most == 0 {
		o.Most = 30_000
	}
	s := &Scale{options: o, terminal: sim.Terminal{Path: o.Path}, end: make(chan struct{})}
	if err := s.Plug(); err != nil {
		return nil, err
	}
	if o.Every > 0 {
		s.ended.Go(s.sends)
	}
	return s, nil
}

// Path is the port to open; it stays.
func (s *Scale) Path() string { return s.options.Path }

// Faults are those of its line.
func (s *Scale) Faults() *sim.Faults { return &s.terminal.Faults }

// Plug connects it; Unplug pulls the cable.
func (s *Scale) Plug() error { return s.terminal.Plug(s.hears) }

// Unplug pulls the cable: the port is gone.
func (s *Scale) Unplug() error { return s.terminal.Unplug() }

// Close ends the simulator.
func (s *Scale) Close() error {
	close(s.end)
	s.ended.Wait()
	return s.Unplug()
}

// Put lays so many grams on it, which lie still.
func (s *Scale) Put(grams int64) { s.set(grams, false) }

// Move is a load that does not lie still yet.
func (s *Scale) Move(grams int64) { s.set(grams, true) }

func (s *Scale) set(grams int64, moving bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.grams, s.moving = grams, moving
}

// Told is how often it has said what it was asked, or what lies on it.
func (s *Scale) Told() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.told
}

// sends says what lies on it all the time.
func (s *Scale) sends() {
	tick := time.NewTicker(s.options.Every)
	defer tick.Stop()
	for {
		select {
		case <-s.end:
			return
		case <-tick.C:
			_ = s.terminal.Send(s.line()) // one that is unplugged tells nobody
		}
	}
}

// line is what lies on it in A&D's standard format.
func (s *Scale) line() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.told++
	if s.beyond() != "" {
		return []byte("OL,GS,+999999999kg\r\n")
	}
	head := "ST"
	if s.moving {
		head = "US"
	}
	return fmt.Appendf(nil, "%s,GS,%+9.3fkg\r\n", head, float64(s.grams-s.tare)/1000)
}

func (s *Scale) beyond() weight.Beyond {
	switch {
	case s.grams > s.options.Most:
		return weight.Over
	case s.grams < 0:
		return weight.Under
	}
	return ""
}

// hears answers what it is asked, line by line.
func (s *Scale) hears(b []byte) {
	if s.options.Every > 0 {
		return
	}
	for _, answer := range s.answers(b) {
		_ = s.terminal.Send(answer) // one that was unplugged meanwhile answers nobody
	}
}

func (s *Scale) answers(b []byte) (all [][]byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, b...)
	for {
		line, rest, whole := bytes.Cut(s.asked, []byte("\r\n"))
		if !whole {
			s.asked = s.asked[max(0, len(s.asked)-maxAsked):]
			return all
		}
		all = append(all, s.sics(string(line)))
		s.told++
		s.asked = bytes.Clone(rest)
	}
}

// sics answers one command of MT-SICS.
func (s *Scale) sics(command string) []byte {
	switch command {
	case "SI":
		return s.value("S")
	case "S":
		if s.moving {
			return []byte("S I\r\n")
		}
		return s.value("S")
	case "Z":
		s.tare = s.grams
		return []byte("Z A\r\n")
	case "T":
		s.tare = s.grams
		return s.value("T")
	}
	return []byte("ES\r\n")
}

// value is an answer with a weight: ten characters, right-aligned, and the unit.
func (s *Scale) value(id string) []byte {
	switch s.beyond() {
	case weight.Over:
		return []byte(id + " +\r\n")
	case weight.Under:
		return []byte(id + " -\r\n")
	}
	state := "S"
	if s.moving {
		state = "D"
	}
	return fmt.Appendf(nil, "%s %s %10.2f g\r\n", id, state, float64(s.grams-s.tare))
}
