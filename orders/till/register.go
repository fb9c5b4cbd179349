package till

import (
	"context"
	"iter"
	"time"

	"warehouse-node/devices/receipt"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/store"
)

// Register is a cash register of a warehouse as it told of itself last: it stays
// when the register is switched off, since what it waits for goes on. Its moments
// are by our clock, whatever its own says.
type Register struct {
	Name string // of the device
	Site warehouse.SiteID
	At   time.Time // when it last told another thing than before

	Shift    receipt.ShiftState
	Number   int       // of the open shift, or of the last one
	Opened   time.Time // zero while closed, or when nobody knows
	Document uint32    // by which it was opened; 0 likewise
	Receipts int       // in it

	Counted         bool // it tells the sums that follow
	Sales           receipt.Payments
	Returns         receipt.Payments
	Drawer          int64 // minor units of the warehouse's currency, as the rest
	PutIn, TakenOut int64

	Unsent int       // documents that the operator does not have
	First  uint32    // the oldest of them
	Since  time.Time // of that; zero when all is sent

	Memory   string // number of the fiscal memory
	Fiscal   bool   // it registers: it was set up and is not closed
	Expires  receipt.Day
	Urgent   bool // it says itself that it must be replaced in 3 days
	Ending   bool // or within 30
	NearFull bool
}

func registerRow(r *store.Row, v *Register) {
	store.Text(r, 1, &v.Name)
	ident.Field(r, 2, &v.Site)
	store.Time(r, 3, &v.At)
	store.Text(r, 4, &v.Shift)
	store.Int(r, 5, &v.Number)
	store.Time(r, 6, &v.Opened)
	store.Uint(r, 7, &v.Document)
	store.Int(r, 8, &v.Receipts)
	store.Bool(r, 9, &v.Counted)
	store.One(r, 10, &v.Sales, paymentsRow)
	store.One(r, 11, &v.Returns, paymentsRow)
	store.Int(r, 12, &v.Drawer)
	store.Int(r, 13, &v.PutIn)
	store.Int(r, 14, &v.TakenOut)
	store.Int(r, 15, &v.Unsent)
	store.Uint(r, 16, &v.First)
	store.Time(r, 17, &v.Since)
	store.Text(r, 18, &v.Memory)
	store.Bool(r, 19, &v.Fiscal)
	store.Text(r, 20, &v.Expires)
	store.Bool(r, 21, &v.Urgent)
	store.Bool(r, 22, &v.Ending)
	store.Bool(r, 23, &v.NearFull)
}

var registers = store.NewTable("till.registers", func(r *Register) store.Str { return store.Str(r.Name) }, registerRow)

// Registers walks all registers that ever told of themselves, by name.
func Registers(tx *store.Tx) iter.Seq2[*Register, error] { return registers.All(tx) }

// GetRegister is a register by the name of its device; NotFound for one that has
// not told of itself yet.
func GetRegister(tx *store.Tx, name string) (*Register, error) {
	r, err := registers.Find(tx, store.Str(name))
	if err == nil && r == nil {
		err = fault.New(fault.NotFound, "till.no_register", "register", name)
	}
	return r, err
}

// AboutRegister is the subject of a register.
func AboutRegister(name string) journal.Subject { return journal.Subject("device/" + name) }

// Told is what a register says of itself. Figures is nil for one that counts no
// sums.
type Told struct {
	Register string           `json:"register"`
	Site     warehouse.SiteID `json:"site"`
	Status   receipt.Status   `json:"status"`
	Figures  *receipt.Figures `json:"figures,omitempty"`
}

// ShiftOpened is on the timeline when a register was seen with another shift than
// before, whoever opened it; ShiftClosed when it was seen without. The sums are
// the last that it told of the shift.
type (
	ShiftOpened struct {
		Register string           `json:"register"`
		Site     warehouse.SiteID `json:"site"`
		Shift    int              `json:"shift"`
		Document uint32           `json:"document,omitempty"`
		Opened   time.Time        `json:"opened,omitzero"`
	}
	ShiftClosed struct {
		Register string           `json:"register"`
		Site     warehouse.SiteID `json:"site"`
		Shift    int              `json:"shift"`
		Receipts int              `json:"receipts"`
		Sales    int64            `json:"sales"`   // minor units of the warehouse's currency
		Returns  int64            `json:"returns"` // likewise
		Drawer   int64            `json:"drawer"`
	}

	// RegisterTold is on the timeline when a register told another thing of itself
	// than before: screens draw it anew.
	RegisterTold struct {
		Register string           `json:"register"`
		Site     warehouse.SiteID `json:"site"`
		Shift    int              `json:"shift"`
		Receipts int              `json:"receipts,omitempty"`
		Unsent   int              `json:"unsent,omitempty"`
	}
)

var exampleOpened = time.Date(2026, 2, 3, 6, 58, 0, 0, time.UTC)

// The kinds under which they stand in the journal.
var (
	ShiftOpenedKind  = journal.Register("register.shift_opened/1", ShiftOpened{"register bench 1", warehouse.SiteID{1}, 118, 20417, exampleOpened})
	ShiftClosedKind  = journal.Register("register.shift_closed/1", ShiftClosed{"register bench 1", warehouse.SiteID{1}, 118, 42, 18_400_00, 900_00, 5_000_00})
	RegisterToldKind = journal.Register("register.told/1", RegisterTold{"register bench 1", warehouse.SiteID{1}, 118, 42, 3})
)

// Tell is the node's own command: only the register says how it is.
var Tell = command.Register("till.tell", RightShift, nil,
	func(_ context.Context, tx *store.Tx, t *Told) (*Answer, error) {
		if tx.Origin().Person != [16]byte{} {
			return nil, fault.New(fault.Denied, "staff.itself")
		}
		was, err := registers.Find(tx, store.Str(t.Register))
		if err != nil {
			return nil, err
		}
		if was == nil {
			was = &Register{Name: t.Register, Shift: receipt.ShiftClosed}
		}
		is := t.register(was, tx.Now())
		if is.same(was) {
			return &Answer{}, nil // a new connection, and nothing new
		}
		if err := tellShift(tx, was, is); err != nil {
			return nil, err
		}
		tx.Ring()
		if err := registers.Put(tx, is); err != nil {
			return nil, err
		}
		return &Answer{}, RegisterToldKind.Record(tx, RegisterTold{is.Name, is.Site, is.Number, is.Receipts, is.Unsent}, AboutRegister(is.Name))
	})

// register is the row of what a register told, at a moment of ours.
func (t *Told) register(was *Register, now time.Time) *Register {
	s := t.Status
	ours := func(their time.Time) time.Time {
		if their.IsZero() || s.Clock.IsZero() {
			return time.Time{}
		}
		return now.Add(their.Sub(s.Clock))
	}
	is := &Register{
		Name: t.Register, Site: t.Site, At: now, Shift: s.Shift, Number: s.ShiftNo, Receipts: s.Receipts,
		Unsent: s.Unsent.Documents, First: s.Unsent.First, Since: ours(s.Unsent.Since),
		Memory: s.Memory.Number, Fiscal: s.Memory.Fiscal, Expires: s.Memory.Expires,
		Urgent: s.Memory.Urgent, Ending: s.Memory.Ending, NearFull: s.Memory.NearFull,
	}
	if f := t.Figures; f != nil {
		is.Counted, is.Sales, is.Returns = true, f.Sales, f.Returns
		is.Drawer, is.PutIn, is.TakenOut = f.Drawer, f.CashIn, f.CashOut
	}
	if was.First == is.First && near(was.Since, is.Since) {
		is.Since = was.Since
	}
	if is.Shift == receipt.ShiftClosed {
		is.Receipts = 0
		return is
	}
	if f := t.Figures; f != nil && f.Shift == is.Number {
		is.Opened, is.Document = ours(f.Opened), f.Document
	}
	same := was.Number == is.Number && was.Shift != receipt.ShiftClosed
	switch {
	case same && near(was.Opened, is.Opened): // the same moment, seen again through two clocks
		is.Opened = was.Opened
	case same && is.Opened.IsZero():
		is.Opened, is.Document = was.Opened, was.Document
	case !same && is.Opened.IsZero() && was.Memory == is.Memory && s.Shift == receipt.ShiftOpen:
		is.Opened = now // it was closed when it was last seen
	}
	return is
}

// same says that a register tells what is known of it.
func (r *Register) same(was *Register) bool {
	now := *r
	now.At = was.At
	return now == *was
}

// near says that two moments may be one: documents have minutes only.
func near(a, b time.Time) bool { return a.Sub(b).Abs() <= 2*time.Minute }

// tellShift records what has become of the shift since the register was seen last.
// Another memory in it is another register.
func tellShift(tx *store.Tx, was, is *Register) error {
	closed := was.Shift != receipt.ShiftClosed && (is.Shift == receipt.ShiftClosed || is.Number != was.Number)
	opened := is.Shift != receipt.ShiftClosed && (was.Shift == receipt.ShiftClosed || is.Number != was.Number)
	if closed && was.Memory == is.Memory {
		e := ShiftClosed{was.Name, was.Site, was.Number, was.Receipts, was.Sales.Sum(), was.Returns.Sum(), was.Drawer}
		if err := ShiftClosedKind.Record(tx, e, AboutRegister(was.Name)); err != nil {
			return err
		}
	}
	if !opened {
		return nil
	}
	return ShiftOpenedKind.Record(tx, ShiftOpened{is.Name, is.Site, is.Number, is.Document, is.Opened}, AboutRegister(is.Name))
}
