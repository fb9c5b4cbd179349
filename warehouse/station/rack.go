package station

import (
	"cmp"
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// ShowCodes are the barcodes of an item and of its packs, and how many base
// units each counts: what a handheld needs to go on without its network.
func ShowCodes(i *catalog.Item) (all []Barcode) {
	for _, b := range i.Barcodes {
		qty := measure.Qty(1)
		if pack := i.Pack(b.Pack); pack != nil {
			whole, err := pack.Factor.Base(1)
			if err != nil {
				continue // a pack that is no whole number of units counts nothing
			}
			qty = whole
		}
		all = append(all, Barcode{b.Code, int64(qty)})
	}
	return append(all, Barcode{i.Code, 1})
}

// ShowGoal is how the bin is drawn to which a person walks: with the piece of rack
// around it.
func ShowGoal(tx *store.Tx, bin warehouse.PlaceID) (*Bin, error) {
	p, err := place.Get(tx, bin)
	if err != nil {
		return nil, err
	}
	shown := ShowBin(p)
	shown.Rack, err = ShowRack(tx, p)
	return &shown, err
}

// ShowGoods is how an item is drawn for a handheld, which must know its codes when
// the network is gone.
func ShowGoods(i *catalog.Item) Item {
	shown := ShowItem(i)
	shown.Codes = ShowCodes(i)
	return shown
}

// ShowBin is how a bin is drawn, without its rack and the way to it.
func ShowBin(p *place.Place) Bin {
	m := Bin{Code: p.Name}
	for _, part := range p.At.Parts() {
		m.Parts = append(m.Parts, BinPart{BinPartKind(part.Kind), part.Text})
	}
	if p.Code != "" {
		m.Codes = append(m.Codes, p.Code)
	}
	m.Codes = append(m.Codes, p.Aliases...)
	return m
}

// bays is how many bays of a rack a screen shows.
const bays = 6

// ShowRack is the piece of rack around a bin as a person in the aisle sees it;
// nil for a bin whose address has no bay or no level.
func ShowRack(tx *store.Tx, bin *place.Place) (*Rack, error) {
	if bin.At.Bay == "" || bin.At.Level == "" {
		return nil, nil
	}
	var across, up []*place.Place // the first bin of each bay, and of each level
	for p, err := range place.Rack(tx, bin) {
		if err != nil {
			return nil, err
		}
		if p.At.Side != bin.At.Side || p.At.Bay == "" || p.At.Level == "" {
			continue
		}
		if !slices.ContainsFunc(across, func(q *place.Place) bool { return q.At.Bay == p.At.Bay }) {
			across = append(across, p)
		}
		if !slices.ContainsFunc(up, func(q *place.Place) bool { return q.At.Level == p.At.Level }) {
			up = append(up, p)
		}
	}
	if bin.At.Side == place.SideRight { // who faces the right side has the way ahead on the left
		slices.Reverse(across)
	}
	slices.SortStableFunc(up, func(a, b *place.Place) int {
		return cmp.Or(cmp.Compare(a.At.Z, b.At.Z), cmp.Compare(len(a.At.Level), len(b.At.Level)), cmp.Compare(a.At.Level, b.At.Level))
	})
	r := &Rack{}
	at := slices.IndexFunc(across, func(p *place.Place) bool { return p.At.Bay == bin.At.Bay })
	from := max(0, min(at-bays/2, len(across)-bays))
	for i, p := range across[from:min(len(across), from+bays)] {
		if r.Bays = append(r.Bays, p.At.Bay); from+i == at {
			r.Bay = i
		}
	}
	for i, p := range up {
		if r.Levels = append(r.Levels, p.At.Level); p.At.Level == bin.At.Level {
			r.Level = i
		}
	}
	return r, nil
}
