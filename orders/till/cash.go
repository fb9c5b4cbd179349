package till

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"warehouse-node/devices/receipt"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
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
	Reason   string        `json:"reason"`
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
	Reason   string           `json:"reason"`
	Job      spool.JobID      `json:"job"`
}

// CashAskedKind is the kind under which it stands in the journal.
var CashAskedKind = journal.Register("register.cash_asked/1", exampleCash)

var exampleCash = CashAsked{
	"register bench 1", warehouse.SiteID{1}, CashOut, measure.Money{Minor: 5_000_00, Currency: measure.RUB}, "to the bank", spool.JobID{5: 1, 7: 1, 9: 1, 15: 3},
}

// CashRequest puts cash into the drawer of a register, or takes it out.
type CashRequest struct {
	Register string        `json:"register"`
	Way      Way           `json:"way"`
	Sum      measure.Money `json:"sum"`
	Reason   string        `json:"reason"`
}

// maxReason is the longest reason, in letters.
const maxReason = 300

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
		job := &CashJob{reg.Name, r.Way, r.Sum, strings.TrimSpace(r.Reason)}
		if err := job.check(tx, reg); err != nil {
			return nil, err
		}
		id, err := CashMoves.Put(tx, reg.to(), job)
		if err != nil {
			return nil, err
		}
		return &JobAnswer{id}, CashAskedKind.Record(tx, CashAsked{reg.Name, reg.Site, job.Way, job.Sum, job.Reason, id}, AboutRegister(reg.Name))
	})

func (j *CashJob) check(tx *store.Tx, reg *Register) error {
	site, err := place.GetSite(tx, reg.Site)
	switch {
	case err != nil:
		return err
	case j.Way != CashIn && j.Way != CashOut:
		return fault.New(fault.Invalid, "till.cash_way", "way", j.Way)
	case j.Sum.Minor <= 0 || j.Sum.Minor > receipt.MaxSum || j.Sum.Currency != site.Currency:
		return fault.New(fault.Invalid, "till.cash_sum", "sum", j.Sum)
	case j.Reason == "":
		return fault.New(fault.Invalid, "till.cash_reason")
	case utf8.RuneCountInString(j.Reason) > maxReason:
		return fault.New(fault.Limit, "till.cash_long", "limit", maxReason)
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
