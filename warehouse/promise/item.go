package promise

import (
	"context"

	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// The unit of an item stays while an order waits for it or has it promised: how
// many were ordered is counted in it. What is held and picked the ledger counts.
var _ = catalog.Watch(func(_ context.Context, tx *store.Tx, was, is *catalog.Item) error {
	if was.Unit == is.Unit && was.Family == is.Family {
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
		if short != nil || promised != nil {
			return fault.New(fault.Conflict, "promise.item_ordered", "name", was.Title())
		}
	}
	return nil
})
