package pack

import (
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/store"
)

// desk is an order as it lies on a bench: all that a step is judged by, read in
// its transaction.
type desk struct {
	job     *job.Job
	lines   []*promise.Line
	totes   []box
	parcels []parcel // of the order, without those that were taken apart
	begun   int      // parcels ever begun, those too
	goods   []*goods // in the order of the lines
}

// box is a place that goods of the order lie in.
type box struct {
	place *place.Place
	rows  []row
}

// row is one kind of stock in a box.
type row struct {
	stock warehouse.Stock
	lot   string // its code
	qty   measure.Qty
}

// parcel is a box that the order leaves in.
type parcel struct {
	*job.Parcel
	box
}

func (p *parcel) open() bool { return p.Closed.IsZero() }

// goods is one item of the order: how far its units have come by the lines, and
// where the ledger knows them. Both are in base units.
type goods struct {
	item                             *catalog.Item
	ordered, missing, picked, packed measure.Qty
	gone                             measure.Qty
	inTotes, inParcels               measure.Qty
}

// out is what lies in parcels and is no longer wanted there.
func (g *goods) out() measure.Qty { return g.inParcels - g.packed }

// load reads an order.
func load(tx *store.Tx, order warehouse.OrderID) (*desk, error) {
	d := &desk{}
	var err error
	if d.job, err = job.Get(tx, order); err != nil {
		return nil, err
	}
	for l, err := range promise.Of(tx, order) {
		if err != nil {
			return nil, err
		}
		d.lines = append(d.lines, l)
		g, err := d.of(tx, l.Item)
		if err != nil {
			return nil, err
		}
		g.ordered += l.Ordered()
		g.missing += l.Short + l.Promised + l.Held
		g.picked += l.Picked
		g.packed += l.Packed
		g.gone += l.Gone
	}
	for _, id := range d.job.Totes {
		b, err := d.look(tx, id, func(g *goods) *measure.Qty { return &g.inTotes })
		if err != nil {
			return nil, err
		}
		d.totes = append(d.totes, b)
	}
	for p, err := range job.ParcelsOf(tx, order) {
		if err != nil {
			return nil, err
		}
		if d.begun++; p.Void {
			continue
		}
		b, err := d.look(tx, p.Place, func(g *goods) *measure.Qty { return &g.inParcels })
		if err != nil {
			return nil, err
		}
		d.parcels = append(d.parcels, parcel{p, b})
	}
	return d, nil
}

// of is the goods of an item, made when they are met first.
func (d *desk) of(tx *store.Tx, id warehouse.ItemID) (*goods, error) {
	if g := d.find(id); g != nil {
		return g, nil
	}
	item, err := catalog.Get(tx, id)
	if err != nil {
		return nil, err
	}
	g := &goods{item: item}
	d.goods = append(d.goods, g)
	return g, nil
}

// find is the goods of an item, nil when the order never had any.
func (d *desk) find(id warehouse.ItemID) *goods {
	if i := slices.IndexFunc(d.goods, func(g *goods) bool { return g.item.ID == id }); i >= 0 {
		return d.goods[i]
	}
	return nil
}

// look reads what lies in a box and adds it up.
func (d *desk) look(tx *store.Tx, id warehouse.PlaceID, sum func(*goods) *measure.Qty) (b box, err error) {
	if b.place, err = place.Get(tx, id); err != nil {
		return b, err
	}
	for bal, err := range ledger.Contents(tx, id) {
		if err != nil {
			return b, err
		}
		r := row{stock: bal.Stock, qty: bal.OnHand()}
		if !r.stock.Lot.IsZero() {
			lot, err := ledger.GetLot(tx, r.stock.Lot)
			if err != nil {
				return b, err
			}
			r.lot = lot.Code
		}
		g, err := d.of(tx, bal.Stock.Item)
		if err != nil {
			return b, err
		}
		*sum(g) += r.qty
		b.rows = append(b.rows, r)
	}
	return b, nil
}

// units is how many base units lie in the box.
func (b *box) units() (n measure.Qty) {
	for _, r := range b.rows {
		n += r.qty
	}
	return n
}

// total adds up one figure of all goods.
func (d *desk) total(of func(*goods) measure.Qty) (n measure.Qty) {
	for _, g := range d.goods {
		n += of(g)
	}
	return n
}

func (d *desk) picked() measure.Qty  { return d.total(func(g *goods) measure.Qty { return g.picked }) }
func (d *desk) packed() measure.Qty  { return d.total(func(g *goods) measure.Qty { return g.packed }) }
func (d *desk) missing() measure.Qty { return d.total(func(g *goods) measure.Qty { return g.missing }) }

// out is what must come out of the parcels.
func (d *desk) out() measure.Qty {
	return d.total(func(g *goods) measure.Qty { return max(g.out(), 0) })
}

// filling is the open parcel, nil when the next unit begins one. A change may
// have opened a second one; one with goods in it goes first.
func (d *desk) filling() (open *parcel) {
	for i := range d.parcels {
		if p := &d.parcels[i]; p.open() && (open == nil || open.units() == 0) {
			open = p
		}
	}
	return open
}

// parcelAt is the parcel of a place, nil when it is none of the order, or was
// taken apart.
func (d *desk) parcelAt(id warehouse.PlaceID) *parcel {
	for i := range d.parcels {
		if d.parcels[i].Place == id {
			return &d.parcels[i]
		}
	}
	return nil
}

// has says whether a tote holds goods of the order.
func (d *desk) has(tote warehouse.PlaceID) bool { return slices.Contains(d.job.Totes, tote) }

// ended says whether the order was cancelled.
func (d *desk) ended() bool { return d.job.State == job.Stopped || d.job.State == job.Ended }

// unwanted says whether a tote holds goods of which more lie in the totes than the
// order wants from there.
func (d *desk) unwanted(tote *box) bool {
	return slices.ContainsFunc(tote.rows, func(r row) bool {
		g := d.find(r.stock.Item)
		return r.qty > 0 && g.inTotes > g.picked
	})
}

// complete says whether nothing is left to do but to close the box.
func (d *desk) complete() bool {
	return d.picked() == 0 && d.missing() == 0 && d.out() == 0 && d.packed() > 0
}

// outOf is how many parcels the order leaves in; zero while something of it is not
// packed yet, which may go into another.
func (d *desk) outOf() (n int) {
	if d.picked() > 0 || d.missing() > 0 || d.out() > 0 {
		return 0
	}
	for i := range d.parcels {
		if p := &d.parcels[i]; p.units() > 0 || !p.open() {
			n++
		}
	}
	return n
}

// first is the first of the goods that wait to be scanned, nil for none.
func (d *desk) first() *goods {
	for _, g := range d.goods {
		if g.picked > 0 {
			return g
		}
	}
	return nil
}

// expected is what a parcel weighs by the catalogue, in grams: its goods and the
// empty box. Zero when the weight of any is not known.
func (d *desk) expected(b *box, boxGrams int64) int64 {
	sum := boxGrams
	for _, r := range b.rows {
		w := grams(d.find(r.stock.Item).item)
		if w == 0 {
			return 0
		}
		sum += w * int64(r.qty)
	}
	return sum
}

// grams is the weight of one base unit, zero when it is not known.
func grams(i *catalog.Item) int64 {
	if i.Unit == measure.Gram {
		return 1
	}
	return i.Weight
}
