package orders

import (
	"context"
	"slices"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// pay notes what has come for an order. Money also comes for what has gone; for
// what was given up only a channel says so, and a person gives it back.
func pay(_ context.Context, tx *store.Tx, r *PaidRequest) (*OrderAnswer, error) {
	o, err := Get(tx, r.Order)
	if err != nil {
		return nil, err
	}
	if r.Version != 0 {
		if err := o.payable(tx, r); err != nil {
			return nil, err
		}
	}
	if err := paid(tx, o, r.Sum, r.By, r.On); err != nil {
		return nil, err
	}
	if err := put(tx, o); err != nil {
		return nil, err
	}
	return &OrderAnswer{o.Version, o.Status, 0}, nil
}

// longBefore is how many days before its order money may have come: a deposit
// does, a mistyped year does not.
const longBefore = 366

// payable refuses what a person cannot have seen: an older version, money for an
// order that was given up, less than had come before, more than it costs (what is
// noted once never gets less), a day that is yet to come or long over.
func (o *Order) payable(tx *store.Tx, r *PaidRequest) error {
	site, err := place.GetSite(tx, o.Site)
	if err != nil {
		return err
	}
	switch {
	case r.Version != o.Version:
		return fault.New(fault.Conflict, "orders.changed", "number", o.Number, "seen", r.Version, "version", o.Version)
	case o.Status == Canceled:
		return fault.New(fault.Conflict, "orders.closed", "number", o.Number, "status", o.Status)
	case !slices.Contains([]PaidBy{ByBank, ByCard, ByCash}, r.By), r.Sum.Minor <= o.Payment.Paid.Minor:
		return fault.New(fault.Invalid, "orders.paid", "number", o.Number, "sum", r.Sum)
	case r.Sum.Minor > o.Total.Minor:
		return fault.New(fault.Invalid, "orders.paid_more", "number", o.Number, "sum", r.Sum, "total", o.Total)
	case r.On == 0, r.On > site.Day(tx.Now()):
		return fault.New(fault.Invalid, "orders.paid_day", "day", r.On)
	case r.On < site.Day(o.Accepted)-longBefore:
		return fault.New(fault.Invalid, "orders.paid_early", "day", r.On, "number", o.Number)
	}
	return nil
}

// paid notes how much has come for an order, once for each sum.
func paid(tx *store.Tx, o *Order, sum measure.Money, by PaidBy, on measure.Day) error {
	if sum == o.Payment.Paid || sum.Minor == 0 {
		return nil
	}
	if sum.Minor < 0 || sum.Currency != o.Total.Currency {
		return fault.New(fault.Invalid, "orders.paid", "number", o.Number, "sum", sum)
	}
	o.Payment.came(sum, by)
	o.Payment.Paid, o.Payment.PaidAt, o.Payment.By, o.Payment.On = sum, tx.Now(), by, on
	if err := job.SetOwes(tx, o.ID, string(o.owes())); err != nil {
		return err
	}
	return PaidKind.Record(tx, Paid{o.ID, sum, by, on}, About(o.ID))
}

// Ways are in which ways what is paid came, each once; they sum to it.
func (p *Payment) Ways() []PaidPart {
	if len(p.Parts) == 0 && p.Paid.Minor != 0 {
		return []PaidPart{{p.By, p.Paid}}
	}
	return p.Parts
}

// came notes in which way what is more than before came. Where it is less, a
// channel took money back and nobody knows which: all is as it says.
func (p *Payment) came(sum measure.Money, by PaidBy) {
	more := sum
	more.Minor -= p.Paid.Minor
	if more.Minor < 0 {
		p.Parts = nil
		return
	}
	p.Parts = slices.Clone(p.Ways())
	i := slices.IndexFunc(p.Parts, func(part PaidPart) bool { return part.By == by })
	if i < 0 {
		p.Parts = append(p.Parts, PaidPart{by, more})
		return
	}
	p.Parts[i].Sum.Minor += more.Minor
}
