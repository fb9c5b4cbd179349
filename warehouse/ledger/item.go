package ledger

import (
	"context"
	"fmt"
	"strings"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
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
	if !was.Archived && is.Archived {
		if err := liesStill(tx, is); err != nil {
			return err
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

// rightRead is what a person needs to be told what lies at a site.
const rightRead = "stock.read"

// maxNamed is how many places a refusal names before it says that there are
// more.
const maxNamed = 5

// liesStill refuses to end the trade in what lies somewhere, and names the
// places as far as who asks may see them: items are the company's, but what lies
// in a warehouse is not everybody's to know.
func liesStill(tx *store.Tx, i *catalog.Item) error {
	var where []string
	var at *place.Place
	var qty measure.Qty
	name := func() {
		if at != nil {
			where = append(where, fmt.Sprintf("%s: %d", at.Name, qty))
		}
	}
	for b, err := range Places(tx, i.ID) {
		if err != nil {
			return err
		}
		if at != nil && b.Place == at.ID { // another lot of it in the same place
			qty += b.OnHand()
			continue
		}
		p, err := shown(tx, b.Place)
		if err != nil {
			return err
		}
		if p == nil {
			continue
		}
		name()
		at, qty = p, b.OnHand()
		if len(where) == maxNamed {
			where, at = append(where, "…"), nil
			break
		}
	}
	if name(); len(where) == 0 {
		return nil // what lies where they may not look is refused without a name
	}
	return fault.New(fault.Conflict, "ledger.item_lies_at", "name", i.Title(), "where", strings.Join(where, ", "))
}

// shown is a place of ours that the person of this transaction may look into;
// nil for any other.
func shown(tx *store.Tx, id warehouse.PlaceID) (*place.Place, error) {
	if place.World(id) != nil {
		return nil, nil
	}
	site, err := siteOf(tx, id)
	if err != nil {
		return nil, err
	}
	if err := staff.May(tx, tx.Origin().Person, rightRead, site); err != nil {
		if fault.KindOf(err) == fault.Denied {
			err = nil
		}
		return nil, err
	}
	return place.Get(tx, id)
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
