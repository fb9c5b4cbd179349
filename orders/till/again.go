package till

import (
	"slices"
	"strings"

	"warehouse-node/devices/receipt"
	"warehouse-node/orders"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// Untaxed is why a receipt cannot be registered whose seller was taxed, when it was
// spooled, in no way that registers know; nil for another. It names the legal
// entity.
func Untaxed(tx *store.Tx, r *Receipt) error {
	if r.Receipt.TaxSystem != "" {
		return nil
	}
	o, err := orders.Get(tx, r.Order)
	if err != nil {
		return err
	}
	return untaxed(tx, o)
}

func untaxed(tx *store.Tx, o *orders.Order) error {
	name := ""
	if !o.Owner.IsZero() {
		e, err := place.GetEntity(tx, o.Owner)
		if err != nil {
			return err
		}
		name = e.Name
	}
	return fault.New(fault.Invalid, "till.no_taxation", "entity", name)
}

// again sends a job of the till once more. A receipt of which nobody had said how
// its seller is taxed is written anew by what is said now.
func again(tx *store.Tx, id spool.JobID, reason seal.Words) error {
	g, err := byJob.Find(tx, id)
	if err != nil {
		return err
	}
	j, err := spool.Get(tx, id)
	if err != nil {
		return err
	}
	if g == nil || j.State != spool.Refused {
		return spool.Retry(tx, id, reason)
	}
	had, err := g.body(tx) // a row of an older release has no lines of its own
	if err != nil {
		return err
	}
	if had.TaxSystem != "" {
		return spool.Retry(tx, id, reason)
	}
	o, err := orders.Get(tx, g.Order)
	if err != nil {
		return err
	}
	country, tax, err := sellerOf(tx, o)
	if err != nil {
		return err
	}
	if tax == "" {
		return untaxed(tx, o)
	}
	if err := g.withdraw(tx, reason); err != nil {
		return err
	}
	before, err := tallyOf(tx, g.Order)
	if err != nil {
		return err
	}
	lines := slices.Clone(had.Lines)
	for i := range lines {
		_, percent, _ := strings.Cut(string(lines[i].Rate), "-")
		lines[i].Rate = receipt.Rate(ratePrefix[country] + "-" + percent)
	}
	return give(tx, o, before, &Given{Moment: g.Moment, Tax: tax, Lines: lines, Payments: had.Payments, Credit: g.Credit})
}
