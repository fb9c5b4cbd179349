package receive

import (
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/station"
)

// viewAway draws a step of putting away.
func (d *doer) viewAway(st *away, left waits) (v View, err error) {
	offered, err := st.offers(d)
	if err != nil {
		return v, err
	}
	v.Step, v.Actions, v.Left = st.Step, station.Actions(offered, needAnswer...), left.lines
	for _, l := range left.first {
		if st.Step != StepTake {
			break
		}
		t, err := drawTotal(d.tx, l.Stock, l.Qty)
		if err != nil {
			return v, err
		}
		v.Totals = append(v.Totals, t)
	}
	if err := d.drawHand(&v, st); err != nil {
		return v, err
	}
	if !st.Bin.IsZero() && st.base() == StepGo {
		if v.Bin, err = station.ShowGoal(d.tx, st.Bin); err != nil {
			return v, err
		}
	}
	if st.Step == StepWrong {
		v.Waits = st.base()
		v.Wrong, err = drawWrong(d.tx, st.Wrong, v.Item, v.Bin)
	}
	return v, err
}

// drawHand draws what is in the hands.
func (d *doer) drawHand(v *View, st *away) error {
	s, qty := st.Hand.Stock, st.Hand.Qty()
	if s.Item.IsZero() {
		s.Item, qty = st.Want.Item, st.Want.Says.Qty
	}
	if s.Item.IsZero() {
		return nil
	}
	i, err := catalog.Get(d.tx, s.Item)
	if err != nil {
		return err
	}
	item := station.ShowGoods(i)
	t, err := drawTotal(d.tx, s, qty)
	if err != nil {
		return err
	}
	v.Item, v.Qty, v.Lot, v.Expiry, v.Condition = &item, int64(qty), t.Lot, t.Expiry, t.Condition
	if st.base() == StepCount {
		all, err := d.At(s.Item)
		if err != nil {
			return err
		}
		v.Most = int64(st.Hand.most(all))
	}
	return nil
}
