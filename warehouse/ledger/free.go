package ledger

import (
	"context"
	"iter"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Free is what of an item lies at a site where it may be sold: in good
// condition, not expired, in an open bin that is sellable up to its root.
// What lies in a tote or a parcel is not: it is in somebody's hands, and nobody
// is sent there to pick. That holds for a tote of no order too, into which goods
// were moved by hand: they are sold once they lie in a bin again.
type Free struct {
	Site   warehouse.SiteID
	Item   warehouse.ItemID
	OnHand measure.Qty
	Held   measure.Qty // of OnHand, set aside for orders
}

// Unheld is what may still be promised against.
func (f *Free) Unheld() measure.Qty { return f.OnHand - f.Held }

func freeRow(r *store.Row, f *Free) {
	ident.Field(r, 1, &f.Site)
	ident.Field(r, 2, &f.Item)
	store.Int(r, 3, &f.OnHand)
	store.Int(r, 4, &f.Held)
}

type siteItem = store.Pair[warehouse.SiteID, warehouse.ItemID]

var frees = store.NewTable("ledger.free", func(f *Free) siteItem { return siteItem{A: f.Site, B: f.Item} }, freeRow)

// FreeOf is what of an item may be sold at a site; a zero row when there was
// never any.
func FreeOf(tx *store.Tx, site warehouse.SiteID, item warehouse.ItemID) (*Free, error) {
	f, err := frees.Find(tx, siteItem{A: site, B: item})
	if f == nil {
		f = &Free{Site: site, Item: item}
	}
	return f, err
}

// FreeAt walks what may be sold at a site, by item.
func FreeAt(tx *store.Tx, site warehouse.SiteID) iter.Seq2[*Free, error] { return frees.Each(tx, site) }

// Keeper is told, in the transaction, what it has promised against. warehouse/promise
// is it; there is one.
type Keeper interface {
	// FreeChanged is called after what may be sold of an item at a site changed
	// and is not held; free is how it stands now.
	FreeChanged(tx *store.Tx, free *Free) error
	// HoldCut is called when a hold has to give way, before it is released.
	HoldCut(tx *store.Tx, c Cut) error
}

var keeper Keeper

// Keep names the keeper; use it in a package-level var. Twice is a panic.
func Keep(k Keeper) struct{} {
	if keeper != nil {
		panic("ledger: two keepers")
	}
	keeper = k
	return struct{}{}
}

// end is one end of a move as far as selling goes.
type end struct {
	site     warehouse.SiteID
	sellable bool
}

// endOf says where a place is, and whether stock in it may be sold.
func endOf(tx *store.Tx, id warehouse.PlaceID, s warehouse.Stock) (end, error) {
	return endAs(tx, id, s, nil)
}

// endAs is endOf with a root as it is about to be, if one is given.
func endAs(tx *store.Tx, id warehouse.PlaceID, s warehouse.Stock, as *place.Place) (end, error) {
	if place.World(id) != nil {
		return end{}, nil
	}
	root, err := Root(tx, id)
	if err != nil {
		return end{}, err
	}
	if as != nil && as.ID == root.ID {
		root = as
	}
	e := end{root.Site, sells(root) && s.Condition == warehouse.Good}
	if e.sellable && root.ID != id {
		own, err := place.Get(tx, id)
		if err != nil {
			return end{}, err
		}
		e.sellable = own.Kind == place.KindPallet || own.Kind == place.KindCart // not totes and parcels
	}
	if e.sellable && !s.Lot.IsZero() {
		l, err := GetLot(tx, s.Lot)
		if err != nil {
			return end{}, err
		}
		e.sellable = !l.Expired
	}
	return e, nil
}

// sells says whether what lies in a root may be sold.
func sells(root *place.Place) bool {
	return root.Kind == place.KindBin && root.Flags.Sellable && root.Open()
}

// freeChange is by how much an end of a move changes what may be sold.
type freeChange struct {
	end
	onHand, held measure.Qty
}

// changeFree keeps Free and tells the keeper once for each site whose unheld
// stock changed. Changes of one site are added up first: a move between two
// sellable bins changes nothing.
func changeFree(tx *store.Tx, item warehouse.ItemID, changes ...freeChange) error {
	for i := range changes {
		c := changes[i]
		if !c.sellable {
			continue
		}
		for j := i + 1; j < len(changes); j++ {
			if d := &changes[j]; d.sellable && d.site == c.site {
				c.onHand += d.onHand
				c.held += d.held
				d.sellable = false
			}
		}
		if c.onHand == 0 && c.held == 0 {
			continue
		}
		var now Free
		if err := frees.Edit(tx, siteItem{A: c.site, B: item}, func(f *Free) (*Free, error) {
			if f == nil {
				f = &Free{Site: c.site, Item: item}
			}
			f.OnHand += c.onHand
			f.Held += c.held
			now = *f
			return f, nil
		}); err != nil {
			return err
		}
		if keeper != nil && c.onHand != c.held {
			if err := keeper.FreeChanged(tx, &now); err != nil {
				return err
			}
		}
	}
	return nil
}

// reflag recounts Free for all that lies in a container, and in what stands in
// it, around a carry.
func reflag(tx *store.Tx, at warehouse.PlaceID, carry func() error) error {
	before, err := sellableIn(tx, at, nil)
	if err != nil {
		return err
	}
	if err := carry(); err != nil {
		return err
	}
	after, err := sellableIn(tx, at, nil)
	if err != nil {
		return err
	}
	return changeMany(tx, before, after)
}

// A place with goods or containers is not archived, and what a bin's block or
// flags change of Free is changed with them.
var _ = place.Watch(func(_ context.Context, tx *store.Tx, was, is *place.Place) error {
	if is.Archived {
		if empty, err := IsEmpty(tx, is.ID); err != nil {
			return err
		} else if !empty {
			return fault.New(fault.Conflict, "ledger.not_empty", "name", is.Name)
		}
	}
	if sells(was) == sells(is) {
		return nil
	}
	before, err := sellableIn(tx, is.ID, nil)
	if err != nil {
		return err
	}
	after, err := sellableIn(tx, is.ID, is)
	if err != nil {
		return err
	}
	return changeMany(tx, before, after)
})

// lying is the contents of places as far as they may be sold, in the order in
// which they were met, so that a replay does the same.
type lying struct {
	at  siteItem
	qty freeChange
}

func changeMany(tx *store.Tx, before, after []lying) error {
	for _, l := range before {
		l.qty.onHand, l.qty.held = -l.qty.onHand, -l.qty.held
		after = append(after, l)
	}
	var order []siteItem
	sum := map[siteItem]freeChange{}
	for _, l := range after {
		c, met := sum[l.at]
		if !met {
			order = append(order, l.at)
		}
		c.end = l.qty.end
		c.onHand += l.qty.onHand
		c.held += l.qty.held
		sum[l.at] = c
	}
	for _, at := range order {
		if err := changeFree(tx, at.B, sum[at]); err != nil {
			return err
		}
	}
	return nil
}

// sellableIn is what may be sold of a place's contents, with its root as it is
// about to be, if that is given.
func sellableIn(tx *store.Tx, at warehouse.PlaceID, as *place.Place) (all []lying, err error) {
	for b, err := range Contents(tx, at) {
		if err != nil {
			return nil, err
		}
		e, err := endAs(tx, at, b.Stock, as)
		if err != nil {
			return nil, err
		}
		if e.sellable {
			all = append(all, lying{siteItem{A: e.site, B: b.Stock.Item}, freeChange{e, b.OnHand(), b.Held}})
		}
	}
	for c, err := range StandingIn(tx, at) {
		if err != nil {
			return nil, err
		}
		inner, err := sellableIn(tx, c.Container, as)
		if err != nil {
			return nil, err
		}
		all = append(all, inner...)
	}
	return all, nil
}
