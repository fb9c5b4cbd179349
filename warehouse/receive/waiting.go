package receive

import (
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/stow"
)

// docks are the places at the docks of a site where goods may lie: open bins, and
// the containers in them that hold nobody's order.
func docks(tx *store.Tx, site warehouse.SiteID) (all []warehouse.PlaceID, err error) {
	for dock, err := range place.OfUse(tx, site, place.Dock) {
		if err != nil {
			return nil, err
		}
		if !dock.Open() {
			continue
		}
		if all, err = inside(tx, dock.ID, append(all, dock.ID)); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func inside(tx *store.Tx, at warehouse.PlaceID, all []warehouse.PlaceID) (_ []warehouse.PlaceID, err error) {
	for s, err := range ledger.StandingIn(tx, at) {
		if err != nil {
			return nil, err
		}
		if j, err := job.InTote(tx, s.Container); err != nil {
			return nil, err
		} else if j != nil {
			continue
		}
		if all, err = inside(tx, s.Container, append(all, s.Container)); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// waits is what waits to be put away.
type waits struct {
	lines int
	first []lying
}

// waiting counts what waits at the docks, with the first few of it.
func waiting(tx *store.Tx, site warehouse.SiteID, few int) (w waits, err error) {
	places, err := docks(tx, site)
	if err != nil {
		return w, err
	}
	for _, at := range places {
		for b, err := range ledger.Contents(tx, at) {
			if err != nil || w.lines == MaxCounted {
				return w, err
			}
			if b.Available() <= 0 {
				continue
			}
			if w.lines++; len(w.first) < few {
				w.first = append(w.first, lying{Place: at, Stock: b.Stock, Qty: b.Available()})
			}
		}
	}
	return w, nil
}

// doer is the quay.

func (d *doer) At(item warehouse.ItemID) (all []lying, err error) {
	places, err := docks(d.tx, d.site.ID)
	if err != nil {
		return nil, err
	}
	for _, at := range places {
		for b, err := range ledger.ContentsOf(d.tx, at, item) {
			if err != nil {
				return nil, err
			}
			if b.Available() <= 0 {
				continue
			}
			l := lying{Place: at, Stock: b.Stock, Qty: b.Available()}
			if !b.Stock.Lot.IsZero() {
				if l.Lot, err = ledger.GetLot(d.tx, b.Stock.Lot); err != nil {
					return nil, err
				}
			}
			all = append(all, l)
		}
	}
	return all, nil
}

func (d *doer) Laden(p *place.Place) (bool, error) {
	places, err := docks(d.tx, d.site.ID)
	if err != nil || !p.Open() || !p.Kind.Carried() || !slices.Contains(places, p.ID) {
		return false, err
	}
	load, err := stow.In(d.tx, p.ID)
	return load.Units > 0, err
}

func (d *doer) Home(st *away) (*place.Place, error) {
	g, err := d.goods(st)
	if err != nil {
		return nil, err
	}
	return stow.Find(d.tx, g, st.Not...)
}

// Apart says in a code why what is in the hands may not lie in a bin.
func (d *doer) Apart(st *away, bin *place.Place) (string, error) {
	g, err := d.goods(st)
	if err != nil {
		return "", err
	}
	return stow.Apart(d.tx, bin, g.Stock)
}

// goods are what is in the hands, as they want a bin. Of a container with one kind
// of stock it is that kind.
func (d *doer) goods(st *away) (g stow.Goods, err error) {
	g = stow.Goods{Site: d.site.ID, Near: st.Near}
	if st.Crate.IsZero() {
		i, err := d.Item(st.Hand.Stock.Item)
		if err == nil {
			g.Stock, g.Load = st.Hand.Stock, stow.Of(i, st.Hand.Qty())
		}
		return g, err
	}
	n := 0
	for b, err := range ledger.Contents(d.tx, st.Crate) {
		if err != nil {
			return g, err
		}
		n++
		g.Stock = b.Stock
	}
	if n != 1 {
		g.Stock = warehouse.Stock{}
	}
	g.Load, err = stow.In(d.tx, st.Crate)
	return g, err
}
