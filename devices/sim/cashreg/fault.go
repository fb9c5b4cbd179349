package cashreg

import (
	"slices"
	"time"
)

// Act is what goes wrong with a command. What goes wrong with bytes is set on
// [Register.Link].
type Act string

const (
	CutBefore   Act = "cut-before"   // the frame was taken, the link is cut, nothing is done
	CutAfter    Act = "cut-after"    // it is done, the link is cut before the answer
	PowerBefore Act = "power-before" // power fails before it is done
	PowerAfter  Act = "power-after"  // it is done, then power fails
	Blink       Act = "blink"        // it is done, then power fails for a moment; the link stays
	Misnamed    Act = "misnamed"     // it is done, but the answer names the document before (of FF45)
	Uncorrected Act = "uncorrected"  // it opens a receipt where a correction was asked for (of 8D)
	Again       Act = "again"        // it is done twice, as if it had been sent twice
	Silent      Act = "silent"       // it is done, the answer is kept but not sent
	Late        Act = "late"         // it is done, the answer comes after Delay
	BadLRC      Act = "bad-lrc"      // the answer's check byte is wrong
	Twice       Act = "twice"        // the answer comes twice
	Nak         Act = "nak"          // the frame is refused as if it were damaged
	FalseNak    Act = "false-nak"    // it is done, but its ACK came as NAK
	PaperEnds   Act = "paper-ends"   // it is done, and paper ends while it prints
	Refuse      Act = "refuse"       // it is not done, the answer is the error Code
)

var (
	actsBefore = []Act{Nak, CutBefore, PowerBefore}
	actsAfter  = []Act{CutAfter, PowerAfter, Blink, Again, Misnamed, Uncorrected, Silent, Late, BadLRC, Twice, FalseNak, PaperEnds, Refuse}
)

// Fault is one thing that goes wrong with the next command of its code, once or
// Times times.
type Fault struct {
	Command uint16 // 0x10, 0xFF45; zero is any
	Act     Act
	Times   int           // zero is once
	Delay   time.Duration // of Late
	Code    byte          // of Refuse
}

// Break sets faults, on top of those that are waiting.
func (r *Register) Break(faults ...Fault) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, f := range faults {
		f.Times = max(f.Times, 1)
		r.faults = append(r.faults, f)
	}
}

// Mend takes all faults away, those of the link too.
func (r *Register) Mend() {
	r.mu.Lock()
	r.faults = nil
	r.mu.Unlock()
	r.Link.Clear()
}

// Waiting counts the faults that have not struck yet.
func (r *Register) Waiting() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.faults) + r.Link.Armed()
}

// strike finds what goes wrong with a command and uses it up. Under r.mu.
func (r *Register) strike(command uint16, acts []Act) Fault {
	for i := range r.faults {
		f := &r.faults[i]
		if f.Command != 0 && f.Command != command || !slices.Contains(acts, f.Act) {
			continue
		}
		struck := *f
		if f.Times--; f.Times == 0 {
			r.faults = slices.Delete(r.faults, i, i+1)
		}
		return struck
	}
	return Fault{}
}
