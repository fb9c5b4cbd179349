package shop

import (
	"context"
	"slices"
	"strings"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Configured says which shops the configuration names: the others take no orders
// any more, and stand against nothing.
func Configured(ctx context.Context, db *store.DB, names []string) error {
	return db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		var gone []string
		for s, err := range Shops(tx) {
			if err != nil {
				return err
			}
			if !s.Left && !slices.Contains(names, s.Name) {
				gone = append(gone, s.Name)
			}
		}
		for _, name := range gone {
			if err := edit(tx, name, func(s *Shop) { s.Left = true }); err != nil {
				return err
			}
		}
		return nil
	})
}

// ServedBy are the names of the shops whose orders a site takes.
func ServedBy(tx *store.Tx, site warehouse.SiteID) (names []string, err error) {
	for s, err := range Shops(tx) {
		if err != nil {
			return nil, err
		}
		if s.Site == site && !s.Left {
			names = append(names, s.Name)
		}
	}
	return names, nil
}

// A warehouse for which a shop still takes orders is not closed: nobody would
// carry them out.
var _ = place.Closing.Ask(func(tx *store.Tx, site warehouse.SiteID) error {
	names, err := ServedBy(tx, site)
	if err != nil || len(names) == 0 {
		return err
	}
	return fault.New(fault.Conflict, "shop.site_served", "shops", strings.Join(names, ", "))
})
