package sim

import (
	"slices"
	"sync"
	"time"
)

// Faults are the harm that waits for one device. The zero value harms nothing.
type Faults struct {
	mu    sync.Mutex
	armed []*Fault // At counts down to the byte where it happens
}

// Arm adds faults; their bytes are counted from now on.
func (f *Faults) Arm(faults ...Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, one := range faults {
		f.armed = append(f.armed, &one)
	}
}

// Clear takes back what has not happened yet, and ends what goes on for ever.
func (f *Faults) Clear() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.armed = nil
}

// Armed counts the faults that are still to come or going on: a test that
// armed one sees that it happened.
func (f *Faults) Armed() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.armed)
}

// piece is what becomes of some bytes: after wait they pass, or the link ends.
type piece struct {
	wait time.Duration
	data []byte
	cut  bool
}

// harm turns bytes of one direction into what the other end gets.
func (f *Faults) harm(dir Dir, b []byte) []piece {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []piece
	for len(b) > 0 {
		next := f.nextIn(dir, len(b))
		if next == nil {
			f.pass(dir, len(b))
			return append(out, piece{data: b})
		}
		if next.At > 0 {
			at := next.At
			f.pass(dir, at)
			out, b = append(out, piece{data: b[:at]}), b[at:]
		}
		pieces, n := next.happen(b)
		out, b = append(out, pieces...), b[n:]
		f.pass(dir, n)
		if next.Act == "" {
			f.armed = slices.DeleteFunc(f.armed, func(x *Fault) bool { return x == next })
		}
		if len(pieces) > 0 && pieces[0].cut {
			return out
		}
	}
	return out
}

// nextIn finds what happens first within n bytes. What goes on for ever gives
// way to what happens once.
func (f *Faults) nextIn(dir Dir, n int) *Fault {
	var first *Fault
	for _, x := range f.armed {
		if x.Dir != dir || x.At >= n {
			continue
		}
		if first == nil || x.At < first.At || x.At == first.At && first.lasting() && !x.lasting() {
			first = x
		}
	}
	return first
}

func (x *Fault) lasting() bool { return x.Act == Dribble || x.Act == Drop }

// pass counts n bytes for every fault that waits.
func (f *Faults) pass(dir Dir, n int) {
	for _, x := range f.armed {
		if x.Dir == dir {
			x.At = max(0, x.At-n)
		}
	}
}

// happen does the harm to the front of b and says how many bytes it took. A
// fault that is over has no Act left. A lasting one goes byte by byte, so that
// others may happen within it.
func (x *Fault) happen(b []byte) (out []piece, n int) {
	endless := x.Count == 0
	switch x.Act {
	case Cut:
		out, n = []piece{{cut: true}}, len(b)
		endless = false
	case Delay:
		out, n = []piece{{wait: x.Wait}}, 0
		endless = false
	case Corrupt:
		n = min(x.Count, len(b))
		turned := make([]byte, n)
		for i := range turned {
			turned[i] = ^b[i]
		}
		out = []piece{{data: turned}}
	case Duplicate:
		n = min(x.Count, len(b))
		out = []piece{{data: b[:n]}, {data: b[:n]}}
	case Dribble:
		out, n = []piece{{wait: x.Wait, data: b[:1]}}, 1
	case Drop:
		n = 1
	}
	if x.Count = max(0, x.Count-n); x.Count == 0 && !endless {
		x.Act = ""
	}
	return out, n
}
