package receive

import (
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// How many lines a screen shows.
const (
	maxRecent = 5
	maxTotals = 200
)

// view draws a step of taking goods in.
func (d *doer) view(st *state) (v View, err error) {
	v.Step, v.Actions = st.Step, station.Actions(st.offers(), needAnswer...)
	if st.Arrival.IsZero() {
		v.Arrivals, err = d.arrivals()
		return v, err
	}
	a, err := Get(d.tx, st.Arrival)
	if err != nil {
		return v, err
	}
	v.Arrival = drawArrival(a)
	if err := d.hand(&v, st); err != nil {
		return v, err
	}
	switch st.Step {
	case StepItem:
		v.Totals, err = d.totals(a, maxRecent)
	case StepClosed:
		v.Totals, err = d.totals(a, maxTotals)
	case StepWrong:
		v.Waits = st.base()
		v.Wrong, err = drawWrong(d.tx, st.Wrong, nil, v.Bin) // no goods are needed: whatever comes is right
	}
	return v, err
}

// hand draws the line in hand and where it is put.
func (d *doer) hand(v *View, st *state) error {
	if !st.Dock.IsZero() {
		p, err := place.Get(d.tx, st.Dock)
		if err != nil {
			return err
		}
		bin := station.ShowBin(p)
		v.Bin = &bin
	}
	if !st.shows() {
		return nil
	}
	i, err := catalog.Get(d.tx, st.Line.Item)
	if err != nil {
		return err
	}
	item := station.ShowGoods(i)
	v.Item, v.Qty = &item, int64(st.Line.Qty+st.Line.held())
	v.Lot, v.Expiry, v.Typed = st.Line.Lot, st.Line.Expiry.String(), st.Line.typed(i)
	v.Damaged = int64(st.Line.Damaged)
	return nil
}

func (d *doer) arrivals() (all []Arrival, err error) {
	open, err := Opened(d.tx, d.site.ID)
	for _, a := range open {
		all = append(all, *drawArrival(a))
	}
	return all, err
}

func drawArrival(a *Document) *Arrival {
	return &Arrival{ID: a.ID.String(), Number: a.Name(), From: a.From, Lines: a.Lines, Units: int64(a.Units)}
}

func (d *doer) totals(a *Document, most int) (all []Total, err error) {
	lines, err := LinesOf(d.tx, a.ID, most)
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		t, err := drawTotal(d.tx, l.Stock, l.Qty)
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, nil
}

// conditions are what screens call the conditions of goods; good is not said.
var conditions = map[warehouse.Condition]string{
	warehouse.Damaged: "damaged", warehouse.Quarantined: "quarantine", warehouse.SecondGrade: "second",
}

func drawTotal(tx *store.Tx, s warehouse.Stock, qty measure.Qty) (t Total, err error) {
	i, err := catalog.Get(tx, s.Item)
	if err != nil {
		return t, err
	}
	t = Total{Item: station.ShowItem(i), Qty: int64(qty), Condition: conditions[s.Condition]}
	if !s.Lot.IsZero() {
		l, err := ledger.GetLot(tx, s.Lot)
		if err != nil {
			return t, err
		}
		t.Lot, t.Expiry = l.Code, l.Expiry.String()
	}
	return t, nil
}

// needAnswer are the actions that a command barcode alone cannot do.
var needAnswer = []string{ActOpen, ActConfirm}

// drawWrong draws what was scanned beside what was needed: an item, or where a place
// was scanned, a bin.
func drawWrong(tx *store.Tx, r *station.Refusal, item *station.Item, bin *station.Bin) (*station.Wrong, error) {
	w, err := r.Show(tx)
	if err != nil {
		return nil, err
	}
	if r.Kind == "bin" || r.Kind == "tote" {
		w.Needed.Bin = bin
	} else {
		w.Needed.Item = item
	}
	return w, nil
}
