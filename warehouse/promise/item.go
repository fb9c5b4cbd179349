package promise

import (
	"context"

	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// The unit of an item stays while an order waits for it or has it promised: how
// many were ordered is counted in it; and nobody ends the trade in what somebody
// still expects. What is held and picked the ledger counts.
var _ = catalog.Watch(func(_ context.Context, tx *store.Tx, was, is *catalog.Item) error {
	ends := !was.Archived && is.Archived
	if was.Unit == is.Unit && was.Family == is.Family && !ends {
		return nil
	}
	sites, err := place.Sites(tx)
	if err != nil {
		return err
	}
	for _, s := range sites {
		at := siteItem{A: s.ID, B: is.ID}
		short, err := waiting.First(tx, at)
		if err != nil {
			return err
		}
		promised, err := ranked.First(tx, at)
		if err != nil {
			return err
		}
		switch {
		case short == nil && promised == nil:
		case ends:
			return stillOrdered(tx, sites, is)
		default:
			return fault.New(fault.Conflict, "promise.item_ordered", "name", was.Title())
		}
	}
	return nil
})

// rightRead is what a person needs to be told what is ordered at a site.
const rightRead = "orders.read"

// stillOrdered refuses to end the trade in what is ordered, and says how much of
// it at the sites whose orders the person may see.
func stillOrdered(tx *store.Tx, sites []place.Site, i *catalog.Item) error {
	var short, promised measure.Qty
	for _, s := range sites {
		switch err := staff.May(tx, tx.Origin().Person, rightRead, s.ID); {
		case err == nil:
		case fault.KindOf(err) == fault.Denied:
			continue
		default:
			return err
		}
		for l, err := range Waiting(tx, s.ID, i.ID) {
			if err != nil {
				return err
			}
			short += l.Short
		}
		sum, err := sumOf(tx, s.ID, i.ID)
		if err != nil {
			return err
		}
		promised += sum
	}
	if short == 0 && promised == 0 {
		return fault.New(fault.Conflict, "promise.item_wanted", "name", i.Title())
	}
	return fault.New(fault.Conflict, "promise.item_still_wanted", "name", i.Title(), "promised", promised, "short", short)
}
