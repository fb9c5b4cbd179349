package orders

import (
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Ended says whether an order leaves the status no more.
func (s Status) Ended() bool { return len(transitions[s]) == 0 }

// openAt walks the orders of a site that have not ended.
func openAt(tx *store.Tx, site warehouse.SiteID, fn func(*Order)) error {
	for s := range transitions {
		if s == "" || s.Ended() {
			continue
		}
		for o, err := range With(tx, site, s) {
			if err != nil {
				return err
			}
			fn(o)
		}
	}
	return nil
}

// A warehouse that still owes somebody goods is not closed.
var _ = place.Closing.Ask(func(tx *store.Tx, site warehouse.SiteID) error {
	n := 0
	if err := openAt(tx, site, func(*Order) { n++ }); err != nil || n == 0 {
		return err
	}
	return fault.New(fault.Conflict, "orders.site_open", "count", n)
})

// A legal entity that still owes somebody goods does not retire.
var _ = place.Retiring.Ask(func(tx *store.Tx, seller warehouse.EntityID) error {
	sites, err := place.Sites(tx)
	if err != nil {
		return err
	}
	n := 0
	for _, s := range sites {
		if err := openAt(tx, s.ID, func(o *Order) {
			if o.Owner == seller {
				n++
			}
		}); err != nil {
			return err
		}
	}
	if n > 0 {
		return fault.New(fault.Conflict, "orders.entity_open", "count", n)
	}
	return nil
})
