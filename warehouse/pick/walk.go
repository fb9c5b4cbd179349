package pick

import (
	"bytes"
	"cmp"
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// stop is what an order takes from a spot: the holds of its lines there.
type stop struct {
	spot
	Qty   measure.Qty // base units that are not in a tote yet
	place *place.Place
	item  *catalog.Item
	lot   *ledger.Lot // nil where the item is not kept by lots
	lots  int         // how many lots of the item lie in the bin
	units bool        // each piece is named when it is moved
	holds []*ledger.Hold
}

// walk is an order on its way as it stands now.
type walk struct {
	job   *job.Job
	lines []*promise.Line
	stops []stop       // in the order in which they are walked
	at    *place.Place // the bin scanned last, nil for nowhere yet
	// ground is the floor under it, nil where that is not known.
	ground *ground
}

// find is the stop at a spot, nil when nothing is to be taken there.
func (w *walk) find(at spot) *stop {
	if i := slices.IndexFunc(w.stops, func(s stop) bool { return s.spot == at }); i >= 0 {
		return &w.stops[i]
	}
	return nil
}

// open is what lines of the order hold of an item somewhere, and what is promised
// to them and held nowhere.
func (w *walk) open(item warehouse.ItemID) (held, promised measure.Qty) {
	for _, l := range w.lines {
		if l.Item == item {
			held += l.Held
			promised += l.Promised
		}
	}
	return held, promised
}

// asksFor says whether the order has a line of an item at all.
func (w *walk) asksFor(item warehouse.ItemID) bool {
	return slices.ContainsFunc(w.lines, func(l *promise.Line) bool { return l.Item == item })
}

// off are the goods of which the order wants nothing any more.
func (w *walk) off() (all []warehouse.ItemID) {
	wanted := func(item warehouse.ItemID) bool {
		return slices.ContainsFunc(w.lines, func(l *promise.Line) bool { return l.Item == item && l.Ordered() > 0 })
	}
	for _, l := range w.lines {
		if !wanted(l.Item) {
			all = append(all, l.Item)
		}
	}
	return all
}

// missing is what of the order was not found, or lies where nobody can pick it.
func (w *walk) missing() (q measure.Qty) {
	for _, l := range w.lines {
		q += l.Short + l.Promised
	}
	return q
}

// picked is what of the order lies in totes.
func (w *walk) picked() (q measure.Qty) {
	for _, l := range w.lines {
		q += l.Picked
	}
	return q
}

// count counts the lines of an order of which nothing is left to pick, and all.
func count(lines []*promise.Line) (n station.Ribbon) {
	for _, l := range lines {
		if l.Ordered() == 0 {
			continue
		}
		if n.Of++; l.Held == 0 {
			n.Done++
		}
	}
	return n
}

// walkOf gathers an order's walk for a person who stands at a place, nil for
// nowhere yet, and has put some stops off.
func (d *doer) walkOf(order warehouse.OrderID, at *place.Place, late []spot) (*walk, error) {
	j, err := job.Get(d.tx, order)
	if err != nil {
		return nil, err
	}
	w := &walk{job: j, at: at}
	if w.lines, err = linesOf(d.tx, order); err != nil {
		return nil, err
	}
	if w.stops, err = stopsOf(d.tx, order, w.lines); err != nil {
		return nil, err
	}
	if w.ground, err = d.groundOf(at, w.stops); err != nil {
		return nil, err
	}
	sortStops(w.ground, w.stops, at, late)
	return w, nil
}

// stopsOf are the stops of an order in no order; lines are its promises, read
// here when nil.
func stopsOf(tx *store.Tx, order warehouse.OrderID, lines []*promise.Line) (all []stop, err error) {
	if lines == nil {
		if lines, err = linesOf(tx, order); err != nil {
			return nil, err
		}
	}
	for _, l := range lines {
		if l.Held == 0 {
			continue
		}
		for h, err := range ledger.HoldsOf(tx, l.ID) {
			if err != nil {
				return nil, err
			}
			at := spot{Bin: h.Place, Stock: h.Stock}
			i := slices.IndexFunc(all, func(s stop) bool { return s.spot == at })
			if i < 0 {
				s, err := stopAt(tx, at)
				if err != nil {
					return nil, err
				}
				i = len(all)
				all = append(all, s)
			}
			all[i].Qty += h.Qty
			all[i].holds = append(all[i].holds, h)
		}
	}
	return all, nil
}

func stopAt(tx *store.Tx, at spot) (s stop, err error) {
	s.spot = at
	if s.place, err = place.Get(tx, at.Bin); err != nil {
		return s, err
	}
	if s.item, err = catalog.Get(tx, at.Stock.Item); err != nil {
		return s, err
	}
	if s.lot, err = lotOf(tx, at.Stock); err != nil {
		return s, err
	}
	last := warehouse.LotID{0xff} // balances of one lot stand together
	for b, err := range ledger.ContentsOf(tx, at.Bin, at.Stock.Item) {
		if err != nil {
			return s, err
		}
		if b.OnHand() > 0 && b.Stock.Lot != last {
			s.lots++
			last = b.Stock.Lot
		}
	}
	for _, err := range ledger.UnitsIn(tx, at.Bin, at.Stock.Item) {
		s.units = true
		return s, err
	}
	return s, nil
}

// sortStops puts stops into the order of the walk, from where the person stands
// on: the shortest there is, or where the ground is not known, that of the bins'
// numbers. What was put off comes last.
func sortStops(g *ground, stops []stop, at *place.Place, late []spot) {
	byNumber(stops, at, late)
	ahead := len(stops)
	for ahead > 0 && slices.Contains(late, stops[ahead-1].spot) {
		ahead--
	}
	if g != nil && ahead > 1 {
		g.sort(stops[:ahead], at)
	}
}

// byNumber sorts stops by the numbers of their bins, those before the person's own
// behind all others.
func byNumber(stops []stop, at *place.Place, late []spot) {
	from := int64(0)
	if at != nil {
		from = at.At.Walk
	}
	slices.SortStableFunc(stops, func(a, b stop) int {
		if x, y := slices.Index(late, a.spot), slices.Index(late, b.spot); x != y {
			return cmp.Compare(x, y)
		}
		if x, y := a.place.At.Walk < from, b.place.At.Walk < from; x != y {
			if x {
				return 1
			}
			return -1
		}
		if at != nil && (a.Bin == at.ID) != (b.Bin == at.ID) && a.place.At.Walk == b.place.At.Walk {
			if a.Bin == at.ID {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.place.At.Walk, b.place.At.Walk), bytes.Compare(a.Bin[:], b.Bin[:]),
			bytes.Compare(a.Stock.Item[:], b.Stock.Item[:]), bytes.Compare(a.Stock.Lot[:], b.Stock.Lot[:]),
			bytes.Compare(a.Stock.Owner[:], b.Stock.Owner[:]), cmp.Compare(a.Stock.Condition, b.Stock.Condition))
	})
}

// between is how many millimetres a person walks from one bin to another where the
// ways across are not known: along the aisle, or out of it at the front, across,
// and into the other; 0 when the site has no geometry.
func between(a, b *place.Place) int64 {
	if a == nil || b == nil || a.ID == b.ID {
		return 0
	}
	across := abs(a.At.X - b.At.X)
	if a.Parent == b.Parent && a.At.Aisle == b.At.Aisle {
		return across + abs(a.At.Y-b.At.Y)
	}
	return abs(a.At.Y) + across + abs(b.At.Y)
}

func abs(n int64) int64 { return max(n, -n) }

// length is how far a walk is, in millimetres.
func length(g *ground, at *place.Place, stops []stop) (mm int64) {
	for _, s := range stops {
		mm += g.far(at, s.place)
		at = s.place
	}
	return mm
}
