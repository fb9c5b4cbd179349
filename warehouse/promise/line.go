package promise

import (
	"iter"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/store"
)

// Line is the demand of one order line for one plain item, and how far each of
// its units has come. Quantities are in the item's base unit.
type Line struct {
	ID     warehouse.LineID
	Order  warehouse.OrderID
	Site   warehouse.SiteID
	Item   warehouse.ItemID
	Since  time.Time // when it was ordered: the youngest give way first
	Weight int       // importance; a line of higher weight gives way later

	Short    measure.Qty // waits for goods
	Promised measure.Qty // nobody else gets them
	Held     measure.Qty // set aside in a bin
	Picked   measure.Qty // in a tote
	Packed   measure.Qty // in a parcel
	Gone     measure.Qty // left the house
	Back     measure.Qty // picked or packed, no longer wanted, not yet put away
}

// Ordered is what the order asks for.
func (l *Line) Ordered() measure.Qty {
	return l.Short + l.Promised + l.Held + l.Picked + l.Packed + l.Gone
}

func lineRow(r *store.Row, l *Line) {
	ident.Field(r, 1, &l.ID)
	ident.Field(r, 2, &l.Order)
	ident.Field(r, 3, &l.Site)
	ident.Field(r, 4, &l.Item)
	store.Time(r, 5, &l.Since)
	store.Int(r, 6, &l.Weight)
	store.Int(r, 7, &l.Short)
	store.Int(r, 8, &l.Promised)
	store.Int(r, 9, &l.Held)
	store.Int(r, 10, &l.Picked)
	store.Int(r, 11, &l.Packed)
	store.Int(r, 12, &l.Gone)
	store.Int(r, 13, &l.Back)
}

// promised is the sum over the lines of a site and item.
type promised struct {
	Site warehouse.SiteID
	Item warehouse.ItemID
	Qty  measure.Qty
}

func promisedRow(r *store.Row, p *promised) {
	ident.Field(r, 1, &p.Site)
	ident.Field(r, 2, &p.Item)
	store.Int(r, 3, &p.Qty)
}

type (
	siteItem = store.Pair[warehouse.SiteID, warehouse.ItemID]
	// rankKey orders the lines of a site and item: the most important and then
	// the oldest first.
	rankKey = store.Pair[siteItem, store.Pair[store.Desc[store.I64], store.I64]]
)

func (l *Line) rank() rankKey {
	return rankKey{A: siteItem{A: l.Site, B: l.Item}, B: store.Keys2(store.Desc[store.I64]{K: store.I64(l.Weight)}, store.When(l.Since))}
}

var (
	lines   = store.NewTable("promise.lines", func(l *Line) warehouse.LineID { return l.ID }, lineRow)
	byOrder = store.NewIndex(lines, "order", func(l *Line) []warehouse.OrderID { return []warehouse.OrderID{l.Order} })
	waiting = store.NewIndex(lines, "short", func(l *Line) []rankKey {
		if l.Short == 0 {
			return nil
		}
		return []rankKey{l.rank()}
	})
	ranked = store.NewIndex(lines, "promised", func(l *Line) []rankKey {
		if l.Promised == 0 {
			return nil
		}
		return []rankKey{l.rank()}
	})
	// shorts finds out whether any line of an order waits for goods.
	shorts = store.NewIndex(lines, "waits", func(l *Line) []warehouse.OrderID {
		if l.Short == 0 {
			return nil
		}
		return []warehouse.OrderID{l.Order}
	})
	owed = store.NewIndex(lines, "back", func(l *Line) []warehouse.SiteID {
		if l.Back == 0 {
			return nil
		}
		return []warehouse.SiteID{l.Site}
	})
	sums = store.NewTable("promise.promised", func(p *promised) siteItem { return siteItem{A: p.Site, B: p.Item} }, promisedRow)
)

// Get is a line; NotFound when there is none.
func Get(tx *store.Tx, id warehouse.LineID) (*Line, error) {
	l, err := lines.Find(tx, id)
	if err == nil && l == nil {
		err = fault.New(fault.NotFound, "promise.line", "line", id)
	}
	return l, err
}

// Of walks the lines of an order, in the order in which they were made.
func Of(tx *store.Tx, order warehouse.OrderID) iter.Seq2[*Line, error] {
	return byOrder.Each(tx, order)
}

// Waiting walks the lines of a site and item that are short, who is served next
// first.
func Waiting(tx *store.Tx, site warehouse.SiteID, item warehouse.ItemID) iter.Seq2[*Line, error] {
	return waiting.Each(tx, siteItem{A: site, B: item})
}

// Owed walks the lines of a site of which something is still to be put back.
func Owed(tx *store.Tx, site warehouse.SiteID) iter.Seq2[*Line, error] { return owed.Each(tx, site) }

// ShortAt walks the lines of a site that are short, by item.
func ShortAt(tx *store.Tx, site warehouse.SiteID) iter.Seq2[*Line, error] {
	return waiting.Each(tx, site)
}

// WithPromise walks the lines of a site and item that have a promise not yet held.
func WithPromise(tx *store.Tx, site warehouse.SiteID, item warehouse.ItemID) iter.Seq2[*Line, error] {
	return ranked.Each(tx, siteItem{A: site, B: item})
}

// sumOf is what of an item is promised at a site and not yet held.
func sumOf(tx *store.Tx, site warehouse.SiteID, item warehouse.ItemID) (measure.Qty, error) {
	p, err := sums.Find(tx, siteItem{A: site, B: item})
	if err != nil || p == nil {
		return 0, err
	}
	return p.Qty, nil
}

// edit changes a line and keeps the sum of what is promised in step.
func edit(tx *store.Tx, id warehouse.LineID, fn func(*Line) error) (*Line, error) {
	l, err := Get(tx, id)
	if err != nil {
		return nil, err
	}
	was, short := l.Promised, l.Short > 0
	if err := fn(l); err != nil {
		return nil, err
	}
	for _, q := range []measure.Qty{l.Short, l.Promised, l.Held, l.Picked, l.Packed, l.Gone, l.Back} {
		if q < 0 {
			return nil, fault.New(fault.Conflict, "promise.state", "line", id)
		}
	}
	if err := put(tx, l, l.Promised-was); err != nil || short == (l.Short > 0) {
		return l, err
	}
	return l, tell(tx, l.Order)
}

// Watcher is told, in the transaction, whether an order waits for goods, when one of
// its lines began or ended to.
type Watcher func(tx *store.Tx, order warehouse.OrderID, short bool) error

var watchers []Watcher

// Watch registers a watcher; use it in a package-level var. What is done for an order
// stands above this package, which therefore asks and does not call.
func Watch(w Watcher) Watcher {
	watchers = append(watchers, w)
	return w
}

func tell(tx *store.Tx, order warehouse.OrderID) error {
	short, err := IsShort(tx, order)
	for _, w := range watchers {
		if err == nil {
			err = w(tx, order, short)
		}
	}
	return err
}

// IsShort says whether any line of an order waits for goods.
func IsShort(tx *store.Tx, order warehouse.OrderID) (bool, error) {
	l, err := shorts.First(tx, order)
	return l != nil, err
}

// ByShort is the migration of a file in which nobody could ask that.
var ByShort = store.Rebuild(lines)

func put(tx *store.Tx, l *Line, more measure.Qty) error {
	if err := lines.Put(tx, l); err != nil || more == 0 {
		return err
	}
	return sums.Edit(tx, siteItem{A: l.Site, B: l.Item}, func(p *promised) (*promised, error) {
		if p == nil {
			p = &promised{Site: l.Site, Item: l.Item}
		}
		p.Qty += more
		return p, nil
	})
}
