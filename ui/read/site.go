package read

import (
	"context"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// Limits of one page.
const (
	defaultPage = 100
	maxPage     = 500
)

// limit is how many rows a page has.
func limit(p api.Page) int {
	if p.Limit <= 0 {
		return defaultPage
	}
	return min(p.Limit, maxPage)
}

// at is the site that a read is about, once its actor may read there: the one
// it names, or the one where the person works.
func at(ctx context.Context, tx *store.Tx, named string, right staff.Right) (place.Site, error) {
	id, err := Site(ctx, tx, named)
	if err != nil {
		return place.Site{}, err
	}
	if err := may(ctx, tx, right, id); err != nil {
		return place.Site{}, err
	}
	return place.GetSite(tx, id)
}

// may refuses an actor who lacks a right at a site: what belongs to a foreign
// warehouse is Denied, also when it is asked for by its id.
func may(ctx context.Context, tx *store.Tx, right staff.Right, site warehouse.SiteID) error {
	who, err := Who(ctx)
	if err != nil {
		return err
	}
	return staff.May(tx, who.Person, right, site)
}

func isNotFound(err error) bool { return err != nil && fault.KindOf(err) == fault.NotFound }
