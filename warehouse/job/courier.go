package job

import (
	"iter"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/store"
)

// Courier is who takes parcels from a site, as people there call them, and where
// their parcels wait.
type Courier struct {
	Site warehouse.SiteID
	Code string // as orders name it
	Name string
	Dock warehouse.PlaceID // a bin of staging; zero for none
	// Retired is one that takes nothing from here any more; papers of before still
	// call it by its name.
	Retired bool
}

func courierRow(r *store.Row, c *Courier) {
	ident.Field(r, 1, &c.Site)
	store.Text(r, 2, &c.Code)
	store.Text(r, 3, &c.Name)
	ident.Field(r, 4, &c.Dock)
	store.Bool(r, 5, &c.Retired)
}

var (
	couriers = store.NewTable("job.couriers", func(c *Courier) courierKey { return store.Keys2(c.Site, store.Str(c.Code)) }, courierRow)
	atDock   = store.NewIndex(couriers, "dock", func(c *Courier) []warehouse.PlaceID {
		if c.Dock.IsZero() || c.Retired {
			return nil
		}
		return []warehouse.PlaceID{c.Dock}
	})
)

// PutCourier keeps what is known of a courier.
func PutCourier(tx *store.Tx, c *Courier) error { return couriers.Put(tx, c) }

// CourierOf is a courier of a site; one that nobody has entered is called by its
// code and has no dock.
func CourierOf(tx *store.Tx, site warehouse.SiteID, code string) (*Courier, error) {
	c, err := couriers.Find(tx, store.Keys2(site, store.Str(code)))
	if c == nil {
		c = &Courier{Site: site, Code: code, Name: code}
	}
	return c, err
}

// Couriers walks the couriers that were entered for a site and are not retired, by
// code.
func Couriers(tx *store.Tx, site warehouse.SiteID) iter.Seq2[*Courier, error] {
	return func(yield func(*Courier, error) bool) {
		for c, err := range couriers.Each(tx, site) {
			if (err != nil || !c.Retired) && !yield(c, err) {
				return
			}
		}
	}
}

// AtDock walks the couriers whose parcels wait at a dock.
func AtDock(tx *store.Tx, dock warehouse.PlaceID) iter.Seq2[*Courier, error] {
	return atDock.Each(tx, dock)
}
