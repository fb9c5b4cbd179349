package place

import (
	"context"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// CloseSiteRequest takes a warehouse out of use. Its bins must be gone and its
// people must have been sent elsewhere; zones, benches and empty totes go with
// it. Whoever is asked by Closing may stand against it.
type CloseSiteRequest struct {
	ID      warehouse.SiteID `json:"id"`
	Version uint64           `json:"version"` // the one that was seen
}

// goneWith are the kinds of place that leave together with their site, what
// stands in others first.
var goneWith = [...]Kind{KindTote, KindCart, KindPallet, KindStation, KindAisle, KindZone}

func closeSite(ctx context.Context, tx *store.Tx, r *CloseSiteRequest) (*EditAnswer, error) {
	if _, err := siteOpen(tx, r.ID); err != nil {
		return nil, err
	}
	if err := Closing.none(tx, r.ID); err != nil {
		return nil, err
	}
	for _, k := range goneWith {
		var all []*Place
		for p, err := range OfKind(tx, r.ID, k) {
			if err != nil {
				return nil, err
			}
			all = append(all, p)
		}
		for _, p := range all {
			if _, err := change(ctx, tx, p.ID, p.Version, archived); err != nil {
				return nil, err
			}
		}
	}
	return change(ctx, tx, r.ID, r.Version, archived)
}

func archived(p *Place) error { p.Archived = true; return nil }

// A site with bins is not closed: whoever archives them is told of each that
// something lies in it.
var _ = Closing.Ask(func(tx *store.Tx, site warehouse.SiteID) error {
	n := 0
	for _, err := range Bins(tx, site) {
		if err != nil {
			return err
		}
		n++
	}
	if n > 0 {
		return fault.New(fault.Conflict, "place.site_bins", "count", n)
	}
	return nil
})

// People who have a role at a site have somewhere to work until they are told
// otherwise; who may everywhere may elsewhere.
var _ = Closing.Ask(func(tx *store.Tx, site warehouse.SiteID) error {
	n, one := 0, ""
	for p, err := range staff.People(tx) {
		if err != nil {
			return err
		}
		if p.Active && p.WorksAt(site) {
			n++
			one = p.Name
		}
	}
	if n > 0 {
		return fault.New(fault.Conflict, "place.site_people", "count", n, "name", one)
	}
	return nil
})
