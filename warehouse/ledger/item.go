package ledger

import (
	"context"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// What stands in the moves of an item must go on meaning the same. Its unit is
// that of every number ever posted, so it stays once anything was; goods that
// lie inside keep what is known of each lot and piece, and their item. A pack is
// only a way to count a scan: a change of its factor changes no stock.
var _ = catalog.Watch(func(_ context.Context, tx *store.Tx, was, is *catalog.Item) error {
	if was.Unit != is.Unit {
		counted, err := anywhere(tx, is.ID, func(*Balance) bool { return true })
		if err != nil {
			return err
		}
		if counted {
			return fault.New(fault.Conflict, "ledger.item_counted", "name", was.Title(), "unit", was.Unit.String())
		}
	}
	if sameStock(was, is) {
		return nil
	}
	lies, err := anywhere(tx, is.ID, func(b *Balance) bool { return place.World(b.Place) == nil })
	if err == nil && lies {
		err = fault.New(fault.Conflict, "ledger.item_lies", "name", was.Title())
	}
	return err
})

// sameStock says whether an item's stock may lie as it does after a change. How
// long goods last is only asked when they come.
func sameStock(was, is *catalog.Item) bool {
	a, b := was.Tracking, is.Tracking
	a.ShelfLifeDays, b.ShelfLifeDays = 0, 0
	return a == b && was.Archived == is.Archived && was.Family == is.Family
}

// anywhere says whether an item has a balance like that.
func anywhere(tx *store.Tx, item warehouse.ItemID, like func(*Balance) bool) (bool, error) {
	for b, err := range Places(tx, item) {
		if err != nil {
			return false, err
		}
		if like(b) {
			return true, nil
		}
	}
	return false, nil
}
