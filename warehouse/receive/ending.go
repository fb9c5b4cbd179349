package receive

import (
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// A warehouse that takes goods in is not closed.
var _ = place.Closing.Ask(func(tx *store.Tx, site warehouse.SiteID) error {
	all, err := Opened(tx, site)
	if err == nil && len(all) > 0 {
		err = fault.New(fault.Conflict, "receive.site_open", "count", len(all))
	}
	return err
})
