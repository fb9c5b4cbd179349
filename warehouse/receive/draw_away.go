package receive

import (
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/ledger"
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
		if v.Wrong, err = drawWrong(d.tx, st.Wrong, v.Item, v.Bin); err == nil && v.Waits == StepTake {
			err = d.needDock(v.Wrong, st, left)
		}
	}
	return v, err
}

// needDock draws beside a place that was scanned with empty hands where goods wait:
// what lies in the person's arms there was not scanned. The place where they put
// something down last is only read twice.
func (d *doer) needDock(w *station.Wrong, st *away, left waits) error {
	at := st.From
	if n := len(st.Puts); st.Wrong.Place.IsZero() || n > 0 && (st.Puts[n-1].To == st.Wrong.Place || st.Puts[n-1].Crate == st.Wrong.Place) {
		return nil
	}
	if at.IsZero() && len(left.first) > 0 {
		at = left.first[0].Place
	}
	if at.IsZero() {
		return nil
	}
	dock, err := ledger.Root(d.tx, at)
	if err != nil {
		return err
	}
	bin := station.ShowBin(dock)
	w.Needed.Bin = &bin
	return nil
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
