package move

import (
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
)

// view draws a step.
func (d *doer) view(st *state) (v View, err error) {
	v.Step, v.Actions = st.Step, station.Actions(st.offers())
	if st.From.IsZero() {
		v.Totes, err = d.waiting()
	} else if err = d.work(&v, st); err == nil && !st.Hand.empty() && st.base() == StepGo {
		err = d.hand(&v, st)
	}
	if err == nil && st.Step == StepDone {
		v.Totes, err = d.waiting()
	}
	if err == nil && st.Step == StepWrong {
		v.Waits = st.base()
		v.Wrong, err = d.wrong(st, &v)
	}
	return v, err
}

// work draws the tote in work and what is left in it.
func (d *doer) work(v *View, st *state) error {
	p, err := place.Get(d.tx, st.From)
	if err != nil {
		return err
	}
	j, err := job.Get(d.tx, st.Order)
	if err != nil {
		return err
	}
	tote := station.ShowTote(p, units(d.src))
	v.Tote, v.Order = &tote, j.Number
	v.Lines = station.Ribbon{Done: st.Of, Of: st.Of}
	if d.src == nil {
		return nil
	}
	v.Lines = station.Ribbon{Done: max(0, st.Of-len(d.src.goods)), Of: max(st.Of, len(d.src.goods))}
	for i := range d.src.goods {
		g := &d.src.goods[i]
		v.Left = append(v.Left, Line{station.ShowGoods(g.item), int64(g.back)})
	}
	return nil
}

// units is what is to be put back of a source.
func units(src *source) (n measure.Qty) {
	if src == nil {
		return 0
	}
	for i := range src.goods {
		n += src.goods[i].back
	}
	return n
}

// hand draws what is in the hand and where it goes.
func (d *doer) hand(v *View, st *state) error {
	i, err := catalog.Get(d.tx, st.Hand.Stock.Item)
	if err != nil {
		return err
	}
	item := station.ShowItem(i)
	v.Item, v.Qty = &item, int64(st.Hand.Qty())
	if !st.Hand.Stock.Lot.IsZero() {
		lot, err := ledger.GetLot(d.tx, st.Hand.Stock.Lot)
		if err != nil {
			return err
		}
		v.Lot, v.Expiry = lot.Code, lot.Expiry.String()
	}
	if st.Bin.IsZero() {
		return nil
	}
	v.Bin, err = station.ShowGoal(d.tx, st.Bin)
	return err
}

// waiting draws the totes that wait, and where they stand.
func (d *doer) waiting() (all []Waiting, err error) {
	list, err := sources(d.tx, d.site)
	if err != nil {
		return nil, err
	}
	for _, src := range list {
		w := Waiting{Tote: station.ShowTote(src.place, units(src)), Order: src.job.Number}
		root, err := ledger.Root(d.tx, src.place.ID)
		if err != nil {
			return nil, err
		}
		if root.ID != src.place.ID {
			w.Place = root.Name
		}
		all = append(all, w)
	}
	return all, nil
}

// wrong draws what was scanned beside what was needed.
func (d *doer) wrong(st *state, v *View) (*station.Wrong, error) {
	w, err := st.Wrong.Show(d.tx)
	if err == nil && st.base() == StepGo {
		if w.Needed.Bin = v.Bin; w.Kind == "item" {
			w.Needed = station.WrongSide{Item: v.Item}
		}
	}
	return w, err
}
