package receipt

import "time"

// ShiftState is whether the register may sell by its shift.
type ShiftState string

const (
	ShiftClosed  ShiftState = "closed"
	ShiftOpen    ShiftState = "open"
	ShiftExpired ShiftState = "expired" // open for more than 24 hours: only closing is left
)

// PaperState is what the register can print on.
type PaperState string

const (
	PaperReady   PaperState = "ready"
	PaperOut     PaperState = "out"
	PaperWaiting PaperState = "waiting" // there is paper again; a document waits to be finished
)

// Status is what every register can be asked.
type Status struct {
	Model    string // as the register names itself; "" when it does not
	Serial   string
	Clock    time.Time // of the register, when it was asked
	Shift    ShiftState
	ShiftNo  int // of the open shift, or of the last one
	Receipts int // registered in this shift
	// DocumentOpen: a receipt was begun and neither closed nor cancelled.
	DocumentOpen bool
	Printing     bool
	Paper        PaperState
	CoverOpen    bool
	Memory       Memory
	Unsent       Unsent
}

// Memory is the fiscal memory (ФН).
type Memory struct {
	Number   string // of the memory, 16 digits
	Last     uint32 // number of the last document in it
	Fiscal   bool   // it was set up for this register and is not closed
	Expires  Day    // "" when the register does not tell
	Urgent   bool   // replace it within 3 days
	Ending   bool   // its key ends within 30 days
	NearFull bool   // over 90 % full
}

// Unsent is what the fiscal data operator (ОФД) has not yet received.
type Unsent struct {
	Documents int
	First     uint32    // number of the oldest
	Since     time.Time // its time; zero when all is sent
	Late      bool      // the memory itself complains of the wait
}

// UnsentLock is how old the oldest unsent document may grow before the memory
// refuses new ones.
const UnsentLock = 30 * 24 * time.Hour

// Blocks says why no sale can be registered now, worst first; empty when one
// can. Ask before money is taken.
func (s Status) Blocks() []Reason {
	var all []Reason
	if !s.Memory.Fiscal {
		all = append(all, MemoryClosed)
	}
	if s.Unsent.Documents > 0 && !s.Unsent.Since.IsZero() && s.Clock.Sub(s.Unsent.Since) >= UnsentLock {
		all = append(all, UnsentTooLong)
	}
	switch s.Shift {
	case ShiftExpired:
		all = append(all, ShiftTooLong)
	case ShiftClosed:
		all = append(all, ShiftNotOpen)
	}
	if s.CoverOpen {
		all = append(all, CoverIsOpen)
	}
	if s.Paper == PaperOut {
		all = append(all, NoPaper)
	}
	return all
}
