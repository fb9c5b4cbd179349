package read

import (
	"cmp"
	"context"
	"slices"

	"warehouse-node/orders/shop"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Entities are the legal entities of the company, for one who may change them:
// they belong to no warehouse.
func (r *Reader) Entities(ctx context.Context) (page api.EntitiesPage, err error) {
	err = r.view(ctx, func(tx *store.Tx) error {
		if page.Seq, err = seq(tx); err != nil {
			return err
		}
		if err := may(ctx, tx, place.SaveEntity.Right, warehouse.SiteID{}); fault.KindOf(err) == fault.Denied {
			return nil
		} else if err != nil {
			return err
		}
		all, err := place.Entities(tx)
		if err != nil {
			return err
		}
		sites, err := place.Sites(tx)
		if err != nil {
			return err
		}
		for _, e := range all {
			page.Rows = append(page.Rows, entityCard(e, sites))
		}
		slices.SortStableFunc(page.Rows, func(a, b api.EntityCard) int { return cmp.Compare(lastOf(a), lastOf(b)) })
		return nil
	})
	return page, err
}

// lastOf puts who has retired behind who has not.
func lastOf(e api.EntityCard) int {
	if e.Retired {
		return 1
	}
	return 0
}

func entityCard(e *place.Entity, sites []place.Site) api.EntityCard {
	card := api.EntityCard{Retired: e.Retired, EntitySave: api.EntitySave{
		ID: e.ID.String(), Version: e.Version, Name: e.Name, Full: e.Full, TaxID: e.TaxID, KPP: e.KPP, OGRN: e.OGRN,
		Address: e.Address, Country: e.Country, Tax: string(e.Tax),
	}}
	for _, s := range sites {
		if s.Owner == e.ID {
			card.Sites = append(card.Sites, api.SiteMark{ID: s.ID.String(), Name: s.Name})
		}
	}
	return card
}

// Closing is what stands against closing a warehouse, for one who may close it.
func (r *Reader) Closing(ctx context.Context, named string) (page api.ClosingPage, err error) {
	err = r.view(ctx, func(tx *store.Tx) error {
		site, err := at(ctx, tx, named, rightBins)
		if err != nil {
			return err
		}
		if err := may(ctx, tx, place.CloseSite.Right, warehouse.SiteID{}); err != nil {
			return err
		}
		against, err := place.Closing.Against(tx, site.ID)
		if err != nil {
			return err
		}
		for _, e := range against {
			page.Against = append(page.Against, saidOf(e.Code, e.Args))
		}
		if page.Shops, err = shop.ServedBy(tx, site.ID); err != nil {
			return err
		}
		page.Seq, err = seq(tx)
		return err
	})
	return page, err
}

// saidOf is a fault in the words of a screen.
func saidOf(code string, named fault.Args) api.Said {
	said := api.Said{Code: "fault." + code}
	for name, value := range named {
		if said.Args == nil {
			said.Args = map[string]api.Arg{}
		}
		said.Args[name] = textArg(value)
	}
	return said
}
