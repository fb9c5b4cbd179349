package till

import (
	"context"
	"time"

	"warehouse-node/devices/receipt"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// RightCash is the right of putting cash into a drawer and taking it out.
const RightCash staff.Right = "till.cash"

// Way is where cash goes that is no sale.
type Way string

// The ways.
const (
	CashIn  Way = "in"
	CashOut Way = "out"
)

// CashJob is cash that a register is to count as put in or taken out.
type CashJob struct {
	Register string        `json:"register"`
	Way      Way           `json:"way"`
	Sum      measure.Money `json:"sum"`
	Said     seal.Sealed   `json:"said,omitzero" personal:"message"` // why
	Reason   string        `json:"reason,omitempty"`                 // why, as an earlier release put it
}

// CashMoves are the jobs of it. Nothing happens before the register's own count
// is stored; after it the register is asked, never told twice.
var CashMoves = spool.Declare[CashJob, Registered]("cash", spool.Policy{
	Effect: spool.AfterIntent, Blocks: spool.SameSubject, Ask: true, Remembers: true, Right: "till.resolve", Pause: time.Second, MaxPause: time.Minute,
})

// CashAsked is on the timeline when somebody put cash in or took it out; what came
// of it is CashMoved or CashRefused.
type CashAsked struct {
	Register string           `json:"register"`
	Site     warehouse.SiteID `json:"site"`
	Way      Way              `json:"way"`
	Sum      measure.Money    `json:"sum"`
	Reason   seal.Words       `json:"reason,omitzero"`
	Job      spool.JobID      `json:"job"`
}

// cashAsked1 is CashAsked when the reason stood in the open.
type cashAsked1 struct {
	Register string           `json:"register"`
	Site     warehouse.SiteID `json:"site"`
	Way      Way              `json:"way"`
	Sum      measure.Money    `json:"sum"`
	Reason   string           `json:"reason"`
	Job      spool.JobID      `json:"job"`
}

func (old cashAsked1) now() CashAsked {
	return CashAsked{old.Register, old.Site, old.Way, old.Sum, seal.Words{Plain: old.Reason}, old.Job}
}

// CashAskedKind is the kind under which it stands in the journal.
var CashAskedKind = journal.Upcast(journal.Register("register.cash_asked/2", exampleCash), "register.cash_asked/1", exampleCash1, cashAsked1.now)

var (
	exampleCash1 = cashAsked1{
		"register bench 1", warehouse.SiteID{1}, CashOut, measure.Money{Minor: 5_000_00, Currency: measure.RUB}, "to the bank", spool.JobID{5: 1, 7: 1, 9: 1, 15: 3},
	}
	exampleCash = CashAsked{
		exampleCash1.Register, exampleCash1.Site, CashOut, exampleCash1.Sum,
		seal.Typed(seal.Sealed{Subject: warehouse.SubjectID{4}, Box: []byte("sealed")}), exampleCash1.Job,
	}
)

// CashRequest puts cash into the drawer of a register, or takes it out.
type CashRequest struct {
	Register string        `json:"register"`
	Way      Way           `json:"way"`
	Sum      measure.Money `json:"sum"`
	Reason   seal.Sealed   `json:"reason,omitzero" personal:"message"`
}

// maxReason is the longest reason, in bytes: a letter has up to four.
const maxReason = 1200

// MoveCash counts cash as put in or taken out that is no sale. Invalid for a sum
// that is none, another currency than the warehouse's, and without a reason;
// Conflict while no shift is open, when less lies in the drawer, and while an
// earlier move of the register is in doubt.
var MoveCash = command.Register("till.cash", RightCash,
	func(tx *store.Tx, r *CashRequest) (warehouse.SiteID, error) { return siteOfRegister(tx, r.Register) },
	func(_ context.Context, tx *store.Tx, r *CashRequest) (*JobAnswer, error) {
		reg, err := GetRegister(tx, r.Register)
		if err != nil {
			return nil, err
		}
		job := &CashJob{Register: reg.Name, Way: r.Way, Sum: r.Sum, Said: r.Reason}
		if err := job.check(tx, reg); err != nil {
			return nil, err
		}
		id, err := CashMoves.Put(tx, reg.to(), job)
		if err != nil {
			return nil, err
		}
		return &JobAnswer{id}, CashAskedKind.Record(tx, CashAsked{reg.Name, reg.Site, job.Way, job.Sum, job.why(), id}, AboutRegister(reg.Name))
	})

// why are the words of who moves the cash.
func (j *CashJob) why() seal.Words { return seal.Words{Sealed: j.Said, Plain: j.Reason} }

func (j *CashJob) check(tx *store.Tx, reg *Register) error {
	site, err := place.GetSite(tx, reg.Site)
	switch {
	case err != nil:
		return err
	case j.Way != CashIn && j.Way != CashOut:
		return fault.New(fault.Invalid, "till.cash_way", "way", j.Way)
	case j.Sum.Minor <= 0 || j.Sum.Minor > receipt.MaxSum || j.Sum.Currency != site.Currency:
		return fault.New(fault.Invalid, "till.cash_sum", "sum", j.Sum)
	case j.Said.IsZero():
		return fault.New(fault.Invalid, "till.cash_reason")
	case j.Said.Size() > maxReason:
		return fault.New(fault.Limit, "till.cash_long", "limit", maxReason/4)
	case reg.Shift == receipt.ShiftExpired:
		return fault.New(fault.Conflict, "till.shift_expired", "shift", reg.Number)
	case reg.Shift == receipt.ShiftClosed:
		return fault.New(fault.Conflict, "till.shift_none")
	case j.Way == CashOut && reg.Counted && j.Sum.Minor > reg.Drawer:
		return fault.New(fault.Conflict, "till.cash_short", "has", measure.Money{Minor: reg.Drawer, Currency: site.Currency})
	}
	for waits, err := range spool.InQueue(tx, OwnQueue(reg.Name)) {
		if err != nil {
			return err
		}
		if waits.Kind == CashMoves.Name && waits.State != spool.Waiting {
			return fault.New(fault.Conflict, "till.cash_waits")
		}
	}
	return nil
}
