package pick

import (
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// reasonOf is what stands on the move that corrects a bin.
func reasonOf(why string) ledger.Reason {
	if why == "damaged" {
		return ledger.ReasonDamage
	}
	return ReasonShort
}

// ReasonShort is why a bin is corrected by a picker who found less in it.
const ReasonShort ledger.Reason = "short"

// shorten posts a short pick: the bin has what was found, all of it in the
// picker's hand, somebody is asked to count, and the rest is held elsewhere for
// this walk or waits for goods.
type shorten struct{ shortage }

func (a shorten) do(d *doer, v verdict) (verdict, error) {
	st := v.state
	s := d.w.find(st.Here)
	e := ShortPick{Order: st.Order, Item: s.Stock.Item, Lot: s.Stock.Lot, Place: s.Bin, Need: s.Qty, Found: a.Found, Reason: a.Reason}
	if err := s.unhold(d.tx, s.Qty-a.Found); err != nil {
		return v, err
	}
	if err := d.correct(s, st.Hand, a.shortage); err != nil {
		return v, err
	}
	if err := holdRest(d.tx, d.w.job); err != nil {
		return v, err
	}
	before, _ := d.w.open(s.Stock.Item)
	if err := d.gather(st); err != nil {
		return v, err
	}
	after, _ := d.w.open(s.Stock.Item)
	rest := s.Qty - a.Found
	e.Instead = min(rest, after-(before-rest)) // other units may have waited for a hold as well
	e.Missing = rest - e.Instead
	if err := ShortKind.Record(d.tx, e, d.about(st.Order, s.spot)...); err != nil {
		return v, err
	}
	switch {
	case a.Found == 0:
		return d.onward(v)
	case st.Hand.Qty() == a.Found:
		v.state = st.to(StepTote)
	default:
		v.state = st.to(StepItem)
	}
	return v, nil
}

// correct makes the ledger say of the bin what was found there. What others
// hold of it gives way, and never what is in the picker's hand.
func (d *doer) correct(s *stop, h hand, a shortage) error {
	b, err := ledger.BalanceOf(d.tx, s.Bin, s.Stock)
	if err != nil {
		return err
	}
	var own []warehouse.LineID
	for _, l := range d.w.lines {
		own = append(own, l.ID)
	}
	if err := ledger.GiveWay(d.tx, s.Bin, s.Stock, b.Held-a.Found, own...); err != nil {
		return err
	}
	var gone []warehouse.UnitID
	if s.units {
		for u, err := range ledger.UnitsIn(d.tx, s.Bin, s.Stock.Item) {
			if err != nil {
				return err
			}
			if u.Stock == s.Stock && !slices.Contains(h.Units, u.ID) {
				gone = append(gone, u.ID)
			}
		}
		gone = gone[:min(len(gone), int(b.OnHand()-a.Found))]
	}
	less, err := ledger.Correct(d.tx, s.Bin, s.Stock, a.Found, reasonOf(a.Reason), s.holds[0].Ref, gone...)
	if err != nil {
		return err
	}
	if a.Reason == "damaged" && less < 0 { // it is there, and nobody may have it
		bad := s.Stock
		bad.Condition = warehouse.Damaged
		if err := ledger.Post(d.tx, &ledger.Move{
			Stock: bad, Qty: -less, From: place.Loss, To: s.Bin, Reason: ledger.ReasonDamage, Ref: s.holds[0].Ref, Units: gone,
		}); err != nil {
			return err
		}
	}
	return ledger.AskCount(d.tx, s.Bin, s.Stock.Item, reasonOf(a.Reason))
}

// surplus takes goods from a bin where the ledger did not know them, or not for
// this order: the floor is right. They are held here for a line that needs them,
// and no longer where they were held.
type surplus struct{ refusal }

func (a surplus) do(d *doer, v verdict) (verdict, error) {
	st := v.state
	stock, why, err := d.stockOf(a.refusal)
	if err != nil || why != "" {
		return st.says(station.CueWrong, why), err
	}
	at := spot{Bin: st.In, Stock: stock}
	b, err := ledger.BalanceOf(d.tx, at.Bin, at.Stock)
	if err != nil {
		return v, err
	}
	if lack := a.Qty - b.Available(); lack > 0 {
		if _, err := ledger.Surplus(d.tx, at.Bin, at.Stock, lack, refOf(st.Order)); err != nil {
			return v, err
		}
	}
	if err := d.holdHere(st, at, a.Qty); err != nil {
		return v, err
	}
	if err := d.gather(st); err != nil {
		return v, err
	}
	s := d.w.find(at)
	if s == nil {
		return st.says(station.CueAttention, "pick.no_longer"), nil
	}
	st.Here, st.Hand = at, hand{Taken: station.Taken{}.With(a.Qty, warehouse.UnitID{})}
	st.Hand.Lot = true
	said := v.say
	v = st.counted(s)
	v.say = said
	return v, nil
}

// holdHere holds qty of a spot for the order, instead of what it holds of the
// item on the stops that come last.
func (d *doer) holdHere(st state, at spot, qty measure.Qty) error {
	_, promised := d.w.open(at.Stock.Item)
	for i := len(d.w.stops) - 1; i >= 0 && promised < qty; i-- {
		s := &d.w.stops[i]
		if s.Stock.Item != at.Stock.Item || s.spot == at {
			continue
		}
		n := min(qty-promised, s.Qty)
		if !sellable(s) { // once let go, it could not be promised again
			qty -= n
			if err := s.rehold(d.tx, at, n); err != nil {
				return err
			}
			continue
		}
		if err := s.unhold(d.tx, n); err != nil {
			return err
		}
		promised += n
	}
	return holdPortions(d.tx, st.Order, at.Stock.Item, []portion{{Spot: at, Qty: min(qty, promised)}})
}

// rehold holds n of a stop in another spot, for the same lines.
func (s *stop) rehold(tx *store.Tx, at spot, n measure.Qty) error {
	for _, h := range slices.Backward(s.holds) {
		part := min(n, h.Qty)
		if part == 0 {
			break
		}
		if err := ledger.Release(tx, h.ID, part); err != nil {
			return err
		}
		if err := ledger.Set(tx, &ledger.Hold{Stock: at.Stock, Qty: part, Place: at.Bin, Line: h.Line, Ref: h.Ref, At: h.At}); err != nil {
			return err
		}
		n -= part
	}
	return nil
}

// stockOf is the kind of stock that goods in the hand are, or why nobody can say.
func (d *doer) stockOf(r refusal) (s warehouse.Stock, why string, err error) {
	item, err := catalog.Get(d.tx, r.Item)
	if err != nil {
		return s, "", err
	}
	s = warehouse.Stock{Item: r.Item, Lot: r.Lot, Owner: d.site.Owner}
	for _, l := range d.w.stops {
		if l.Stock.Item == r.Item {
			if s.Owner = l.Stock.Owner; l.units {
				return s, "pick.unit_needed", nil
			}
		}
	}
	switch {
	case item.Tracking.Units:
		return s, "pick.unit_needed", nil
	case s.Lot.IsZero() && (item.Tracking.Lots || item.Tracking.Expiry):
		return s, "pick.lot_needed", nil
	}
	return s, "", nil
}

// blocked notes that there is no way to the bin in hand, and takes its goods
// from others or comes back to it at the end.
type blocked struct{}

func (blocked) do(d *doer, v verdict) (verdict, error) {
	st := v.state
	s := d.w.find(st.Here)
	if err := ReportedKind.Record(d.tx, Reported{Order: st.Order, What: "blocked", Place: s.Bin, Item: s.Stock.Item}, d.about(st.Order, s.spot)...); err != nil {
		return v, err
	}
	moved, err := s.move(d.tx, d.site, st.Order)
	if err != nil {
		return v, err
	}
	if !moved {
		return st.skip(d.w), nil
	}
	return d.onward(v)
}

// holdPortions holds what a plan says as far as it is still promised.
func holdPortions(tx *store.Tx, order warehouse.OrderID, item warehouse.ItemID, portions []portion) error {
	lines, err := linesOf(tx, order)
	if err != nil {
		return err
	}
	for _, w := range wants(lines) {
		if w.item == item {
			return plan{want: w, portions: portions}.hold(tx, order)
		}
	}
	return nil
}

// mislabelled notes for the office that the label on goods is wrong.
type mislabelled struct{ refusal }

func (m mislabelled) do(d *doer, v verdict) (verdict, error) {
	e := Reported{Order: v.state.Order, What: "mislabel", Place: v.state.In, Item: v.state.Here.Stock.Item, Code: m.Code}
	return v, ReportedKind.Record(d.tx, e, d.about(v.state.Order, v.state.Here)...)
}
