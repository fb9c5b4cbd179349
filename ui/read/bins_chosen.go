package read

import (
	"context"
	"iter"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// Chosen are the bins of a warehouse that a choice means, as many as a table has
// rows. Invalid when it means none.
func (r *Reader) Chosen(ctx context.Context, named string, c api.BinsChoice) (site warehouse.SiteID, bins []*place.Place, err error) {
	err = r.view(ctx, func(tx *store.Tx) error {
		at, err := at(ctx, tx, named, rightBins)
		if err != nil {
			return err
		}
		site = at.ID
		for _, right := range []staff.Right{place.EditBin.Right, sheet.Start.Right} { // before anything is kept
			if err := may(ctx, tx, right, site); err != nil {
				return err
			}
		}
		b := &binList{look: newLook(tx), site: at, filter: api.BinsFilter{View: c.View, Text: c.Text}}
		walk, err := b.chosen(ctx, c)
		if err != nil {
			return err
		}
		for p, err := range walk {
			if err != nil {
				return err
			}
			if p.Kind != place.KindBin || p.Site != site || p.Archived {
				continue
			}
			if len(bins) == sheet.MaxRows {
				return fault.New(fault.Limit, "sheet.rows", "limit", sheet.MaxRows)
			}
			bins = append(bins, p)
		}
		if len(bins) == 0 {
			return fault.New(fault.Invalid, "place.none_chosen")
		}
		return nil
	})
	return site, bins, err
}

// chosen walks what a choice means, first the narrowest that it says.
func (b *binList) chosen(ctx context.Context, c api.BinsChoice) (iter.Seq2[*place.Place, error], error) {
	switch {
	case len(c.Places) > 0:
		return b.byID(ctx, c.Places)
	case c.From != "" || c.To != "":
		return filtered(place.Walk(b.tx, b.site.ID, 0), func(p *place.Place) bool { return place.Between(p.Name, c.From, c.To) }), nil
	case c.Zone != "":
		var zone warehouse.PlaceID
		if err := zone.UnmarshalText([]byte(c.Zone)); err != nil {
			return nil, err
		}
		return b.under(ctx, zone)
	case c.View != "" || c.Text != "":
		return b.everyPage()
	}
	return nil, fault.New(fault.Invalid, "place.none_chosen")
}

func filtered(walk iter.Seq2[*place.Place, error], in func(*place.Place) bool) iter.Seq2[*place.Place, error] {
	return func(yield func(*place.Place, error) bool) {
		for p, err := range walk {
			if (err != nil || in(p)) && !yield(p, err) {
				return
			}
		}
	}
}

func (b *binList) byID(ctx context.Context, texts []string) (iter.Seq2[*place.Place, error], error) {
	var all []*place.Place
	for _, text := range texts {
		var id warehouse.PlaceID
		if err := id.UnmarshalText([]byte(text)); err != nil {
			return nil, err
		}
		p, err := b.own(ctx, id)
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return each(all), nil
}

// own is a place of the warehouse that the list is of; one of another is Denied to
// who may not read there.
func (b *binList) own(ctx context.Context, id warehouse.PlaceID) (*place.Place, error) {
	p, err := place.Get(b.tx, id)
	if err != nil || p.Site == b.site.ID {
		return p, err
	}
	if err := may(ctx, b.tx, rightBins, p.Site); err != nil {
		return nil, err
	}
	return nil, fault.New(fault.NotFound, "place.none", "place", id)
}

func each(all []*place.Place) iter.Seq2[*place.Place, error] {
	return func(yield func(*place.Place, error) bool) {
		for _, p := range all {
			if !yield(p, nil) {
				return
			}
		}
	}
}

// under walks the bins of a zone and of its aisles.
func (b *binList) under(ctx context.Context, zone warehouse.PlaceID) (iter.Seq2[*place.Place, error], error) {
	if _, err := b.own(ctx, zone); err != nil {
		return nil, err
	}
	return func(yield func(*place.Place, error) bool) {
		for in := []warehouse.PlaceID{zone}; len(in) > 0; in = in[1:] {
			for p, err := range place.Children(b.tx, in[0]) {
				if err == nil && p.Kind == place.KindAisle {
					in = append(in, p.ID)
					continue
				}
				if !yield(p, err) || err != nil {
					return
				}
			}
		}
	}, nil
}

// everyPage walks all pages of the list.
func (b *binList) everyPage() (iter.Seq2[*place.Place, error], error) {
	sources, err := b.sources()
	if err != nil {
		return nil, err
	}
	return func(yield func(*place.Place, error) bool) {
		for _, s := range sources {
			walk, err := s.from("")
			if err != nil {
				yield(nil, err)
				return
			}
			for p, err := range walk {
				in := err == nil
				if in {
					in, err = s.in(p)
				}
				if (in || err != nil) && !yield(p, err) {
					return
				}
			}
		}
	}, nil
}
