package look

import (
	"cmp"
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/stow"
)

// maxLots is how many lots with one code are read for one answer.
const maxLots = 1000

// meant are the things that a code means; what is known by nothing else may be
// the lot that is printed on goods.
func meant(tx *store.Tx, site warehouse.SiteID, in *station.Scanned) (all []thing, err error) {
	for i := range in.Things {
		switch t := &in.Things[i]; {
		case t.Place != nil && t.Place.Kind != place.KindWorld:
			all = append(all, thing{Place: t.Place.ID})
		case !t.Order.IsZero():
			all = append(all, thing{Order: t.Order, Number: t.Number})
		case t.Item != nil:
			some, err := ofItem(tx, site, t.Item, in)
			if err != nil {
				return nil, err
			}
			all = append(all, some...)
		}
	}
	if len(in.Things) > 0 {
		return all, nil
	}
	var lots []*ledger.Lot
	for l, err := range ledger.LotsCalled(tx, in.Code.Data) {
		if err != nil {
			return nil, err
		}
		if lots = append(lots, l); len(lots) == maxLots {
			break
		}
	}
	if _, err := likeliest(tx, site, lots); err != nil {
		return nil, err
	}
	for _, l := range lots {
		all = append(all, thing{Item: l.Item, Lot: l.ID})
	}
	return all, nil
}

// ofItem is an item with the lot and the piece that its scan tells, if they are
// known. Of several lots that only their day tells apart it is each of which
// something lies here, or where none does, each.
func ofItem(tx *store.Tx, site warehouse.SiteID, i *catalog.Item, in *station.Scanned) (all []thing, err error) {
	one := thing{Item: i.ID}
	if i.Tracking.Units {
		u, err := ledger.UnitScanned(tx, i.ID, in.Code)
		if err != nil {
			return nil, err
		}
		if u != nil {
			one.Unit = u.ID
		}
	}
	lots, err := lotsTold(tx, i, in)
	if err != nil {
		return nil, err
	}
	here, err := likeliest(tx, site, lots)
	if err != nil {
		return nil, err
	}
	if here > 0 {
		lots = lots[:here]
	}
	for _, l := range lots {
		one.Lot = l.ID
		all = append(all, one)
	}
	if len(all) == 0 {
		all = []thing{one}
	}
	return all, nil
}

// lotsTold are the lots of an item that its scan may mean; none when it tells none.
func lotsTold(tx *store.Tx, i *catalog.Item, in *station.Scanned) (all []*ledger.Lot, err error) {
	code, day := in.Code.Lot(), measure.Day(0)
	if d, told := in.Code.Expiry(tx.Now()); told {
		day = measure.DayFrom(d.Year, d.Month, d.Day)
	}
	if code == "" || !in.Code.Whole() {
		return nil, nil
	}
	for l, err := range ledger.LotsOf(tx, i.ID, code) {
		if err != nil {
			return nil, err
		}
		if day != 0 && l.Expiry != day {
			continue
		}
		if all = append(all, l); len(all) == maxLots {
			break
		}
	}
	return all, nil
}

// likeliest sorts lots by how likely they are meant: first those of which something
// lies at a warehouse, in the order in which picking takes them, what has expired
// behind the rest; it returns how many those are.
func likeliest(tx *store.Tx, site warehouse.SiteID, lots []*ledger.Lot) (here int, err error) {
	if len(lots) < 2 {
		return len(lots), nil
	}
	p, err := newPicture(tx, site)
	if err != nil {
		return 0, err
	}
	lying, err := p.lying(lots)
	if err != nil {
		return 0, err
	}
	today := p.site.Day(tx.Now())
	rank := func(l *ledger.Lot) int {
		switch {
		case !lying[l.ID]:
			return 2
		case stow.Expired(l, today):
			return 1
		}
		return 0
	}
	slices.SortStableFunc(lots, func(a, b *ledger.Lot) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(lastDay(a), lastDay(b)))
	})
	return len(lying), nil
}

// lying are those of some lots of which something lies at this warehouse.
func (p *picture) lying(lots []*ledger.Lot) (map[warehouse.LotID]bool, error) {
	asked, of := map[warehouse.LotID]bool{}, map[warehouse.ItemID]bool{}
	for _, l := range lots {
		asked[l.ID], of[l.Item] = true, true
	}
	lying, read := map[warehouse.LotID]bool{}, 0
	for item := range of {
		for b, err := range ledger.PlacesAt(p.tx, p.site.ID, item) {
			if err != nil {
				return nil, err
			}
			if read++; read > maxRead {
				return lying, nil
			}
			if !asked[b.Stock.Lot] || lying[b.Stock.Lot] || b.OnHand() <= 0 {
				continue
			}
			at, err := p.spot(b.Place)
			if err != nil {
				return nil, err
			}
			if at != nil {
				lying[b.Stock.Lot] = true
			}
		}
	}
	return lying, nil
}

// lastDay is the day after which a lot may not be sold; none is the last of all.
func lastDay(l *ledger.Lot) int64 {
	if l == nil || l.Expiry == 0 {
		return 1 << 62
	}
	return int64(l.Expiry)
}
