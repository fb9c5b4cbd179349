package read

import (
	"context"
	"iter"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Layout is of what a warehouse is made. Before there is one, there are the
// legal entities that it can belong to.
func (r *Reader) Layout(ctx context.Context, named string) (page api.LayoutPage, err error) {
	err = r.view(ctx, func(tx *store.Tx) error {
		if page.Seq, err = seq(tx); err != nil {
			return err
		}
		if page.Entities, err = entitiesFor(ctx, tx); err != nil {
			return err
		}
		id, err := Site(ctx, tx, named)
		if err != nil || id.IsZero() {
			return err
		}
		site, err := at(ctx, tx, named, rightBins)
		if err != nil {
			return err
		}
		if page.Site, err = siteForm(ctx, tx, site); err != nil {
			return err
		}
		if page.Zones, err = marks(place.OfKind(tx, site.ID, place.KindZone)); err != nil {
			return err
		}
		if page.Benches, err = marks(place.OfKind(tx, site.ID, place.KindStation)); err != nil {
			return err
		}
		if page.Docks, err = marks(place.OfUse(tx, site.ID, place.Staging)); err != nil {
			return err
		}
		if page.Gates, err = marks(place.OfUse(tx, site.ID, place.Dock)); err != nil {
			return err
		}
		page.Couriers, err = couriersOf(tx, site.ID)
		return err
	})
	return page, err
}

// entitiesFor are all legal entities, for one who may make a warehouse of them.
func entitiesFor(ctx context.Context, tx *store.Tx) (all api.List[api.SiteEntity], err error) {
	if err := may(ctx, tx, place.CreateSite.Right, warehouse.SiteID{}); err != nil {
		if fault.KindOf(err) == fault.Denied {
			return nil, nil
		}
		return nil, err
	}
	entities, err := place.Entities(tx)
	for _, e := range entities {
		if e.Retired {
			continue
		}
		all = append(all, api.SiteEntity{ID: e.ID.String(), Name: e.Name})
	}
	return all, err
}

// siteForm is a warehouse as its form begins, for one who may change it.
func siteForm(ctx context.Context, tx *store.Tx, site place.Site) (*api.SiteEdit, error) {
	if err := may(ctx, tx, place.EditSite.Right, site.ID); err != nil {
		if fault.KindOf(err) == fault.Denied {
			err = nil
		}
		return nil, err
	}
	p, err := place.Get(tx, site.ID)
	if err != nil {
		return nil, err
	}
	form := &api.SiteEdit{ID: p.ID.String(), Version: p.Version, Name: p.Name, Timezone: p.Timezone, Currency: string(p.Currency)}
	if !p.Owner.IsZero() {
		form.Owner = p.Owner.String()
	}
	return form, nil
}

func marks(places iter.Seq2[*place.Place, error]) (all api.List[api.PlaceMark], err error) {
	for p, err := range places {
		if err != nil {
			return nil, err
		}
		all = append(all, placeMark(p))
	}
	return all, nil
}

func couriersOf(tx *store.Tx, site warehouse.SiteID) (all api.List[api.CourierMark], err error) {
	l := newLook(tx)
	for c, err := range job.Couriers(tx, site) {
		if err != nil {
			return nil, err
		}
		m := api.CourierMark{Code: c.Code, Name: c.Name}
		if !c.Dock.IsZero() {
			if m.Dock, err = l.placeMark(c.Dock); err != nil {
				return nil, err
			}
		}
		all = append(all, m)
	}
	return all, nil
}

// SchemeOf is the scheme of the core that a person's words mean. A part with no
// run at all is none of the address.
func SchemeOf(in api.BinScheme, use place.Use) place.Scheme {
	out := place.Scheme{Zone: in.Prefix, Separator: "-", Use: use, Sides: place.SidesAlternate}
	for _, a := range []place.Axis{
		{Part: "aisle", From: in.AisleFrom, To: in.AisleTo}, {Part: "bay", From: in.RackFrom, To: in.RackTo},
		{Part: "level", From: in.LevelFrom, To: in.LevelTo}, {Part: "slot", From: in.CellFrom, To: in.CellTo},
	} {
		if a.From != "" || a.To != "" {
			out.Axes = append(out.Axes, a)
		}
	}
	return out
}

// Scheme is what a scheme of addresses makes at a warehouse.
func (r *Reader) Scheme(ctx context.Context, ask api.SchemeAsk) (out api.SchemePreview, err error) {
	scheme := SchemeOf(ask.BinScheme, place.PickFace)
	bins, err := scheme.Bins()
	if err != nil {
		return out, err
	}
	scheme.OneWay = true // the last address is not where the walk ends
	byAddress, err := scheme.Bins()
	if err != nil {
		return out, err
	}
	out = api.SchemePreview{Count: int64(len(bins)), First: bins[0].Name, Last: byAddress[len(bins)-1].Name, Step: place.MaxBins}
	err = r.view(ctx, func(tx *store.Tx) error {
		site, err := at(ctx, tx, ask.Site, rightBins)
		if err != nil {
			return err
		}
		making := false
		for _, b := range bins {
			was, err := place.ByName(tx, site.ID, b.Name)
			switch {
			case err != nil:
				return err
			case was == nil:
				making = true
			case making || was.Kind != place.KindBin:
				out.Taken = b.Name
				return nil
			default:
				out.Made++
			}
		}
		return nil
	})
	return out, err
}
