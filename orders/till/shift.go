package till

import (
	"context"
	"time"

	"warehouse-node/devices/receipt"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// RightShift is the right of opening and closing the shift of a register.
const RightShift staff.Right = "till.shift"

// ShiftJob is what a register is to do with its shift.
type ShiftJob struct {
	Register string `json:"register"`
	Shift    int    `json:"shift,omitempty"` // that is to be closed
}

// ShiftDone is what became of it.
type ShiftDone struct {
	Shift    int       `json:"shift,omitempty"`
	Document uint32    `json:"document,omitempty"` // of the fiscal memory
	At       time.Time `json:"at,omitzero"`        // by the register's clock
}

// The jobs of a register's own queue. Opening twice and printing figures twice
// harms nobody; a closing names its shift, so that the next is never closed in
// its place, and after a lost answer the register is asked which shift it is at.
var (
	Opens   = spool.Declare[ShiftJob, ShiftDone]("shift.open", spool.Policy{Effect: spool.Repeatable, Right: "till.resolve", Pause: time.Second, MaxPause: time.Minute})
	Closes  = spool.Declare[ShiftJob, ShiftDone]("shift.close", spool.Policy{Effect: spool.AfterIntent, Blocks: spool.SameSubject, Ask: true, Remembers: true, Right: "till.resolve", Pause: time.Second, MaxPause: time.Minute})
	Reports = spool.Declare[struct{}, struct{}]("register.report", spool.Policy{Effect: spool.Repeatable})
)

// OwnQueue is where the jobs wait that one very device must do.
func OwnQueue(register string) spool.Queue { return spool.Queue("device/" + register) }

// Answer says nothing: what becomes of a wish is seen at the register.
type Answer struct{}

// JobAnswer names the job that a command put, or had put before.
type JobAnswer struct {
	Job spool.JobID `json:"job"`
}

// RegisterRequest names a register.
type RegisterRequest struct {
	Register string `json:"register"`
}

// CloseRequest closes the shift of that number, which the person saw.
type CloseRequest struct {
	Register string `json:"register"`
	Shift    int    `json:"shift"`
}

// ShiftAsked is on the timeline when somebody wanted something of a register's
// shift; what came of it is ShiftOpened and ShiftClosed.
type ShiftAsked struct {
	Register string           `json:"register"`
	Site     warehouse.SiteID `json:"site"`
	What     string           `json:"what"` // "open", "close" or "report"
	Shift    int              `json:"shift,omitempty"`
}

// ShiftAskedKind is the kind under which it stands in the journal.
var ShiftAskedKind = journal.Register("register.shift_asked/1", ShiftAsked{"register bench 1", warehouse.SiteID{1}, "close", 118})

func siteOfRegister(tx *store.Tx, name string) (warehouse.SiteID, error) {
	r, err := GetRegister(tx, name)
	if err != nil {
		return warehouse.SiteID{}, err
	}
	return r.Site, nil
}

// OpenShift opens the shift of a register. Conflict when one is open.
var OpenShift = command.Register("till.shift.open", RightShift,
	func(tx *store.Tx, r *RegisterRequest) (warehouse.SiteID, error) {
		return siteOfRegister(tx, r.Register)
	},
	func(_ context.Context, tx *store.Tx, r *RegisterRequest) (*JobAnswer, error) {
		reg, err := GetRegister(tx, r.Register)
		switch {
		case err != nil:
			return nil, err
		case reg.Shift == receipt.ShiftExpired:
			return nil, fault.New(fault.Conflict, "till.shift_expired", "shift", reg.Number)
		case reg.Shift == receipt.ShiftOpen:
			return nil, fault.New(fault.Conflict, "till.shift_open", "shift", reg.Number)
		}
		return askShift(tx, reg, Opens, ShiftAsked{What: "open"})
	})

// ReportShift prints the figures of the shift and closes nothing (X).
var ReportShift = command.Register("till.shift.report", RightShift,
	func(tx *store.Tx, r *RegisterRequest) (warehouse.SiteID, error) {
		return siteOfRegister(tx, r.Register)
	},
	func(_ context.Context, tx *store.Tx, r *RegisterRequest) (*JobAnswer, error) {
		reg, err := GetRegister(tx, r.Register)
		if err != nil {
			return nil, err
		}
		job, err := Reports.Put(tx, reg.to(), &struct{}{})
		if err != nil {
			return nil, err
		}
		return &JobAnswer{job}, ShiftAskedKind.Record(tx, ShiftAsked{reg.Name, reg.Site, "report", reg.Number}, AboutRegister(reg.Name))
	})

// CloseShift closes the shift of a register with its report (Z). Conflict when it
// is closed, when another one is open than the one that was seen, and while
// nobody knows whether a receipt or a cash move of the register is registered.
var CloseShift = command.Register("till.shift.close", RightShift,
	func(tx *store.Tx, r *CloseRequest) (warehouse.SiteID, error) { return siteOfRegister(tx, r.Register) },
	func(_ context.Context, tx *store.Tx, r *CloseRequest) (*JobAnswer, error) {
		reg, err := GetRegister(tx, r.Register)
		switch {
		case err != nil:
			return nil, err
		case reg.Number != r.Shift:
			return nil, fault.New(fault.Conflict, "till.shift_another", "shift", reg.Number, "seen", r.Shift)
		case reg.Shift == receipt.ShiftClosed:
			return nil, fault.New(fault.Conflict, "till.shift_closed", "shift", reg.Number)
		}
		if err := settled(tx, reg); err != nil {
			return nil, err
		}
		return askShift(tx, reg, Closes, ShiftAsked{What: "close", Shift: r.Shift})
	})

// askShift puts a job for the shift of a register, unless the same one waits.
func askShift(tx *store.Tx, reg *Register, kind *spool.Kind[ShiftJob, ShiftDone], asked ShiftAsked) (*JobAnswer, error) {
	for j, err := range spool.InQueue(tx, OwnQueue(reg.Name)) {
		if err != nil {
			return nil, err
		}
		if j.Kind != kind.Name {
			continue
		}
		if was, err := kind.Body(j); err != nil {
			return nil, err
		} else if was.Shift == asked.Shift {
			return &JobAnswer{j.ID}, nil
		}
	}
	job, err := kind.Put(tx, reg.to(), &ShiftJob{reg.Name, asked.Shift})
	if err != nil {
		return nil, err
	}
	asked.Register, asked.Site = reg.Name, reg.Site
	return &JobAnswer{job}, ShiftAskedKind.Record(tx, asked, AboutRegister(reg.Name))
}

// to is where the jobs of a register go.
func (r *Register) to() spool.To {
	return spool.To{Queue: OwnQueue(r.Name), Site: r.Site, Subject: AboutRegister(r.Name)}
}

// settled refuses a Conflict while something of a register is in doubt.
func settled(tx *store.Tx, reg *Register) error {
	doubt, err := InDoubt(tx, reg.Site, reg.Name, spool.JobID{})
	if err == nil && doubt != "" {
		err = fault.New(fault.Conflict, "till.in_doubt", "what", doubt)
	}
	return err
}

// InDoubt names a receipt of a warehouse, by its order, or a cash move of the
// register of which nobody knows at this moment whether it was registered; "" for
// none. A shift is not closed over it: what the register is asked about shall be
// in the shift where it was. The job that asks this is not looked at.
func InDoubt(tx *store.Tx, site warehouse.SiteID, register string, asks spool.JobID) (string, error) {
	for _, q := range []spool.Queue{RegisterQueue(site), OwnQueue(register)} {
		for j, err := range spool.InQueue(tx, q) {
			if err != nil {
				return "", err
			}
			under := j.State == spool.Leased && j.Intent != nil
			if j.ID == asks || !under && j.State != spool.Unknown && j.State != spool.Asking {
				continue
			}
			switch j.Kind {
			case Receipts.Name:
				body, err := Receipts.Body(j)
				return body.Number, err
			case CashMoves.Name:
				body, err := CashMoves.Body(j)
				if err != nil {
					return "", err
				}
				return body.Sum.String(), nil
			}
		}
	}
	return "", nil
}

// DueCloses are the shifts that the policy of their warehouse wants closed by
// now: opened before the hour of the day that came last. One over which something
// is in doubt, or that is being closed, is not among them.
func DueCloses(tx *store.Tx, location func(warehouse.SiteID) (*time.Location, error)) (due []CloseRequest, err error) {
	for reg, err := range Registers(tx) {
		if err != nil {
			return nil, err
		}
		policy, err := ShiftRules.At(tx, reg.Site)
		if err != nil {
			return nil, err
		}
		if reg.Shift == receipt.ShiftClosed || policy.CloseAt == "" {
			continue
		}
		zone, err := location(reg.Site)
		if err != nil {
			return nil, err
		}
		if !reg.Opened.Before(policy.lastClose(tx.Now().In(zone))) {
			continue
		}
		if doubt, err := InDoubt(tx, reg.Site, reg.Name, spool.JobID{}); err != nil {
			return nil, err
		} else if doubt == "" {
			due = append(due, CloseRequest{reg.Name, reg.Number})
		}
	}
	return due, nil
}
