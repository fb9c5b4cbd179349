package look

import (
	"cmp"
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/stow"
)

// maxPlaces is how many places of this warehouse where one item lies are drawn or
// counted for one answer, and maxRead how many are gone through in search of lots.
const (
	maxPlaces = 2000
	maxRead   = 20_000
)

// item draws where an item is: the bin that an order would be picked from first,
// then what is
// free, what is set aside and what may not be sold; in each what expires first in
// front.
func (p *picture) item(v *View, t *thing) error {
	i, err := p.goods(t.Item)
	if err != nil {
		return err
	}
	v.Item = &Item{Item: station.ShowItem(i)}
	can, err := promise.Can(p.tx, p.site.ID, i.ID)
	if err != nil {
		return err
	}
	v.Item.Can = int64(can)
	if err := p.told(v.Item, t); err != nil {
		return err
	}
	best, err := p.best(t)
	if err != nil {
		return err
	}
	all, err := p.everywhere(v.Item, t)
	if err != nil {
		return err
	}
	today := p.site.Day(p.tx.Now())
	rank := func(l *lies) int {
		switch {
		case best != nil && l.Place == best.Bin && l.Stock == best.Stock:
			return 0
		case l.Stock.Condition != warehouse.Good || l.stop(today) != "":
			return 3
		case l.Available() <= 0:
			return 2
		}
		return 1
	}
	slices.SortStableFunc(all, func(a, b *lies) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(lastDay(a.lot), lastDay(b.lot)), cmp.Compare(a.at.root.At.Walk, b.at.root.At.Walk))
	})
	v.More = max(0, len(all)-MaxLines)
	for _, l := range all[:len(all)-v.More] {
		row, err := p.line(l)
		if err != nil {
			return err
		}
		row.At, row.Best = &l.at.shown, rank(l) == 0
		if row.Stop == "taken" && l.at.job != nil && len(row.For) == 0 {
			row.For = []Share{{l.at.job.Number, row.Qty}}
		}
		v.Lines = append(v.Lines, row)
	}
	return nil
}

// told draws the lot and the piece that the scan told.
func (p *picture) told(v *Item, t *thing) error {
	if !t.Lot.IsZero() {
		l, err := ledger.GetLot(p.tx, t.Lot)
		if err != nil {
			return err
		}
		v.Lot = cmp.Or(l.Code, l.Expiry.String())
	}
	if t.Unit.IsZero() {
		return nil
	}
	u, err := ledger.GetUnit(p.tx, t.Unit)
	if err != nil {
		return err
	}
	v.Piece = station.Clip(u.Code)
	if place.World(u.Place) != nil {
		return nil
	}
	at, err := p.spot(u.Place)
	if err == nil && at != nil {
		v.At = at.Name
	}
	return err
}

// best is where picking would take one unit from; nil when nothing is free.
func (p *picture) best(t *thing) (*stow.Spot, error) {
	sources, err := stow.Sources(p.tx, p.site, t.Item, func(s stow.Spot) bool { return !t.fits(s.Stock) })
	if err != nil {
		return nil, err
	}
	if first, _ := stow.Take(1, sources); len(first) > 0 {
		return &first[0].Spot, nil
	}
	return nil, nil
}

// fits says whether a kind of stock is of the lot that was told.
func (t *thing) fits(s warehouse.Stock) bool { return t.Lot.IsZero() || s.Lot == t.Lot }

// everywhere reads where an item lies at this warehouse, and adds it up.
func (p *picture) everywhere(v *Item, t *thing) (all []*lies, err error) {
	read := 0
	for b, err := range ledger.PlacesAt(p.tx, p.site.ID, t.Item) {
		if err != nil {
			return nil, err
		}
		if read++; read > maxRead || len(all) == maxPlaces {
			break
		}
		if !t.fits(b.Stock) {
			continue
		}
		l, err := p.lies(b)
		if err != nil {
			return nil, err
		}
		if l != nil {
			v.On += int64(b.OnHand())
			all = append(all, l)
		}
	}
	return all, nil
}
