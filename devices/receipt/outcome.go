package receipt

import (
	"fmt"
	"strings"
	"time"
)

// DocumentType is what a document in the fiscal memory is.
type DocumentType string

const (
	TypeReceipt    DocumentType = "receipt"
	TypeCorrection DocumentType = "correction"
	TypeShiftOpen  DocumentType = "shift-open"
	TypeShiftClose DocumentType = "shift-close"
	TypeOther      DocumentType = "other" // registration, a report, a slip
)

// Document is one entry of a fiscal memory.
type Document struct {
	Memory string // number of the memory
	Number uint32 // ФД, counted without gaps by the memory
	Sign   uint32 // ФП, the fiscal sign
	Type   DocumentType
	Kind   Kind      // of a receipt
	Sum    int64     // of a receipt, minor units
	At     time.Time // the register's clock, to the minute
	Shift  int       // of a shift's document
	Job    string    // of a receipt, as far as it was read back
	Sent   bool      // the operator has confirmed it
}

// QR is what stands in the code on the paper, by which anybody can check the
// receipt; "" for what is no receipt.
func (d Document) QR() string {
	if d.Kind.FFD() == 0 {
		return ""
	}
	return fmt.Sprintf("t=%s&s=%d.%02d&fn=%s&i=%d&fp=%d&n=%d", d.At.Format("20060102T1504"),
		d.Sum/100, d.Sum%100, d.Memory, d.Number, d.Sign, d.Kind.FFD())
}

// Action is what an intent is about.
type Action string

const (
	ActReceipt Action = "receipt"
	ActCashIn  Action = "cash-in"
	ActCashOut Action = "cash-out"
)

// Intent is what the caller has stored before the register is told to do what
// cannot be undone. With it the register can be asked later, by anyone, whether
// that was done.
type Intent struct {
	Job      string
	Action   Action
	Kind     Kind   // of a receipt
	Corrects bool   // it is a receipt of correction
	Sum      int64  // minor units
	Memory   string // number of the fiscal memory that is to register it
	// Number is the one that the document will get: the memory's last and one
	// more. Of cash moves it is the register's own count of them.
	Number uint32
	At     time.Time // the register's clock when it was asked
}

// State is how an attempt ended.
type State string

const (
	StateDone    State = "done"
	StateNotDone State = "not-done"
	StateUnknown State = "unknown"
)

// Outcome is how an attempt ended. The zero value is none.
type Outcome struct {
	State State
	// Document is what was registered; of Done. Cash moves have none, and a
	// shift that had been opened long ago may have none either.
	Document Document
	// Unprinted: it is registered, but the paper did not come out whole.
	Unprinted bool
	// Unchecked are the lines whose marking code nobody could check, counted from 1:
	// they went with that flag. What Resolve finds does not tell of them.
	Unchecked []int
	Reason    Reason // why not, or why it is not known
	Detail    string // for the log and the operator
	Seen      Seen   // of Unknown: what the register showed
}

// Seen is what is known when the outcome is not.
type Seen struct {
	Asked    bool     // the register answered; else it could not be asked
	Memory   string   // number of the memory that stands there now
	Last     uint32   // its last document
	Document Document // the one that may be ours and may not
}

// Done says that a document was registered.
func Done(d Document) Outcome { return Outcome{State: StateDone, Document: d} }

// NotDone says that nothing was registered, for certain: it may be tried again.
func NotDone(why Reason, detail string) Outcome {
	return Outcome{State: StateNotDone, Reason: why, Detail: detail}
}

// NotKnown says that nobody may try again until the register was asked, or a
// person has decided.
func NotKnown(why Reason, detail string, seen Seen) Outcome {
	return Outcome{State: StateUnknown, Reason: why, Detail: detail, Seen: seen}
}

func (o Outcome) String() string {
	switch o.State {
	case StateDone:
		s := fmt.Sprintf("done, document %d of %s, %d", o.Document.Number, o.Document.Memory, o.Document.Sum)
		if o.Unprinted {
			s += ", not printed"
		}
		return s
	case "":
		return "none"
	}
	return strings.TrimSuffix(fmt.Sprintf("%s, %s: %s", o.State, o.Reason, o.Detail), ": ")
}

// Reason is why something was not done or is not known.
type Reason string

const (
	BadReceipt    Reason = "bad-receipt"   // it does not pass Validate
	NotSupported  Reason = "not-supported" // this register cannot do it
	NoTaxCode     Reason = "no-tax-code"   // the driver's table has no code for the rate
	NotStored     Reason = "not-stored"    // the caller could not store the intent
	LinkLost      Reason = "link-lost"     // the register does not answer
	Interrupted   Reason = "interrupted"   // the caller gave up waiting
	Busy          Reason = "busy"          // it prints, or finishes an earlier command
	NoPaper       Reason = "no-paper"
	CoverIsOpen   Reason = "cover-open"
	ShiftNotOpen  Reason = "shift-closed"
	ShiftIsOpen   Reason = "shift-open"
	ShiftTooLong  Reason = "shift-expired" // over 24 hours
	WrongShift    Reason = "wrong-shift"   // another shift than the one named
	MemoryClosed  Reason = "memory-closed" // the fiscal memory is not set up, or closed
	MemoryFull    Reason = "memory-full"
	MemoryExpired Reason = "memory-expired"
	MemoryFailed  Reason = "memory-failed"
	OtherMemory   Reason = "other-memory"    // not the fiscal memory of the intent
	UnsentTooLong Reason = "unsent-too-long" // 30 days without the operator
	WrongClock    Reason = "wrong-clock"
	WrongPassword Reason = "wrong-password"
	NoCash        Reason = "no-cash"   // less in the drawer than to be given
	WrongSum      Reason = "wrong-sum" // the register counts another total
	BadMark       Reason = "bad-mark"  // a marking code is forged, or its goods must not be sold
	Refused       Reason = "refused"   // for another reason; see the detail
	Ambiguous     Reason = "ambiguous" // a document may be ours and may not
)

// Passes says whether the same thing may go through later by itself, so that it
// is worth trying again without a person.
func (r Reason) Passes() bool { return r == LinkLost || r == Busy || r == Interrupted }
