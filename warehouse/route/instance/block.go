package instance

import (
	"math"
	"math/bits"
	"strconv"

	"warehouse-node/warehouse/route"
)

// block is the rectangle of a text file.
type block struct {
	aisles, cells, depot                  int
	atTop                                 bool
	across, step, top, bottom, way, width route.Length
	after                                 int // the cell after which there is a cross-aisle, or -1
	unit                                  Unit
}

// block reads the header.
func (t *text) block(o Options) (b block, err error) {
	kind, err := t.choice(keyType, oneTrip, oneWave)
	switch {
	case err != nil:
		return b, err
	case kind == oneTrip && t.orders.line > 0:
		return b, wrong(t.orders.line, "several orders are %s : %s", keyType, oneWave)
	case kind == oneWave && t.orders.line == 0:
		return b, wrong(t.header[keyType].line, "%s needs %s", oneWave, numOrders)
	}
	if _, err = t.choice(keyLayout, "single-block"); err != nil {
		return b, err
	}
	if b.aisles, err = t.number(keyAisles, 1, route.MaxAisles); err != nil {
		return b, err
	}
	if b.cells, err = t.number(keyCells, 1, maxCells); err != nil {
		return b, err
	}
	if b.depot, err = t.number(keyDepotAisle, 0, b.aisles-1); err != nil {
		return b, err
	}
	end, err := t.choice(keyDepotEnd, "top", "bottom")
	if err != nil {
		return b, err
	}
	b.atTop = end == "top"
	var far [6]decimal
	for i, key := range []string{keyAisleAisle, keyCellCell, keyTopCell, keyBottomCell, keyDepot} {
		if far[i], err = t.distance(key); err != nil {
			return b, err
		}
	}
	b.after = -1
	if o.CrossAfter >= 0 {
		if far[5], err = parseDecimal(o.Width); err != nil || far[5].digits < 0 {
			return b, wrong(0, "width of the cross-aisle: %v: %q", errDecimal, cut(o.Width))
		}
		if b.after = o.CrossAfter; b.after >= b.cells-1 {
			return b, wrong(t.header[keyCells].line, "after cell %d there is no cell: there are %d, from 0", b.after, b.cells)
		}
	}
	b.unit = unit(far[:]...)
	if b.after >= 0 {
		b.unit++ // for half of a distance
	}
	for i, to := range []*route.Length{&b.across, &b.step, &b.top, &b.bottom, &b.way, &b.width} {
		*to = far[i].in(b.unit)
	}
	return b, nil
}

// cell is where along an aisle a cell lies; the top cross-aisle is at 0.
func (b *block) cell(c int) route.Length {
	at := b.top + route.Length(c)*b.step
	if b.after >= 0 && c > b.after {
		at += b.width
	}
	return at
}

// layout is the block, or the two.
func (b *block) layout() (l route.Layout, depot route.Point) {
	l.Cross = []route.Length{0}
	if b.after >= 0 {
		l.Cross = append(l.Cross, b.cell(b.after)+(b.step+b.width)/2)
	}
	l.Cross = append(l.Cross, b.cell(b.cells-1)+b.bottom)
	for i := range b.aisles {
		l.Aisles = append(l.Aisles, route.Aisle{X: route.Length(i) * b.across})
	}
	depot = route.Point{Aisle: b.depot, At: -b.way}
	if !b.atTop {
		depot.At = l.Cross[len(l.Cross)-1] + b.way
	}
	return l, depot
}

// instance puts together what was read.
func (t *text) instance(o Options) (*Instance, error) {
	b, err := t.block(o)
	if err != nil {
		return nil, err
	}
	in := &Instance{Name: t.header["NAME"].value, Unit: b.unit, Capacity: -1}
	in.Layout, in.Start = b.layout()
	in.End = in.Start
	if t.orders.line == 0 {
		in.Lines, err = t.lines(&b, t.wanted[0].rows)
	} else {
		err = t.wave(&b, in)
	}
	if err != nil {
		return nil, err
	}
	return in, in.check(t.header[keyAisleAisle].line)
}

// wave is the orders and what they take of a cart: of each article its weight.
func (t *text) wave(b *block, in *Instance) error {
	capacity, err := t.distance(keyCapacity)
	if err != nil {
		return err
	}
	all := []decimal{capacity}
	for _, w := range t.weights {
		all = append(all, w)
	}
	u := unit(all...)
	in.Capacity = int64(capacity.in(u))
	for i, w := range t.wanted {
		o := Order{ID: strconv.Itoa(i), Line: w.line}
		if o.Lines, err = t.lines(b, w.rows); err != nil {
			return err
		}
		for _, l := range o.Lines {
			o.Load = addLoad(o.Load, int64(t.weights[l.Article].in(u)), l.Quantity)
		}
		in.Orders = append(in.Orders, o)
	}
	return nil
}

// addLoad adds so many of a weight; what is more than any cart holds stays so.
func addLoad(load, weight, quantity int64) int64 {
	high, low := bits.Mul64(uint64(weight), uint64(quantity))
	if high > 0 || low > math.MaxInt64-uint64(load) {
		return math.MaxInt64
	}
	return load + int64(low)
}

// lines are what is asked for, each article once.
func (t *text) lines(b *block, rows []row) (lines []Line, err error) {
	at := map[string]int{}
	for _, w := range rows {
		if _, ok := t.weights[w.id]; !ok {
			return nil, wrong(w.line, "there is no article %s", w.id)
		}
		if i, ok := at[w.id]; ok {
			lines[i].Quantity += w.quantity
			continue
		}
		at[w.id] = len(lines)
		line := Line{Article: w.id, Line: w.line, Want: route.Want{Quantity: w.quantity}, shared: true}
		for _, r := range t.bins[w.id] {
			if r.aisle >= b.aisles || r.cell >= b.cells {
				return nil, wrong(r.line, "aisle %d, cell %d: there are %d aisles of %d cells, both from 0", r.aisle, r.cell, b.aisles, b.cells)
			}
			line.Bins = append(line.Bins, route.Bin{
				Stop: route.Stop{Aisle: r.aisle, At: b.cell(r.cell), Side: r.side}, Quantity: r.quantity,
			})
			line.Cells = append(line.Cells, r.cell)
		}
		lines = append(lines, line)
	}
	return lines, nil
}
