package pick

import (
	"slices"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
)

// scanItem waits for goods of the stop, counts them, and lets a tote take what
// is in the hand so far.
func (st state) scanItem(in *station.Scanned, f floor) (verdict, error) {
	if tote, _ := in.Place(place.KindTote); tote != nil {
		if st.Hand.Qty() > 0 {
			return st.scanTote(in, f)
		}
		return st.changeTote(tote, in, f)
	}
	if bin, _ := in.Place(place.KindBin); bin != nil {
		if bin.ID == st.In {
			return st.back().says(station.CueOK, "pick.here", "bin", bin.Name), nil
		}
		return st.unknown(in), nil
	}
	t, _ := in.Item()
	if t == nil {
		if st.asksLot(f.Walk()) && st.isLotCode(in, f.Walk()) {
			return st.seenLot(), nil
		}
		return st.unknown(in), nil
	}
	s, err := st.among(t.Item, in, f)
	if err != nil {
		return verdict{}, err
	}
	if s == nil {
		return st.refuseItem(t, in, f)
	}
	if st.Here != s.spot {
		st = st.to(StepItem)
		st.Here, st.Hand = s.spot, hand{}
	}
	return st.count(s, t, in, f)
}

// among is the stop of the confirmed bin that a scanned item is taken for: the
// one in hand, or while the hand is empty another of the same bin.
func (st *state) among(item *catalog.Item, in *station.Scanned, f floor) (*stop, error) {
	w := f.Walk()
	lot, err := f.Lot(item, in)
	if err != nil {
		return nil, err
	}
	here := w.find(st.Here)
	if here != nil && here.Stock.Item == item.ID && (lot == nil || here.Stock.Lot == lot.ID || st.Hand.Qty() > 0) {
		return here, nil
	}
	if st.Hand.Qty() > 0 {
		return nil, nil
	}
	for i := range w.stops {
		s := &w.stops[i]
		if s.Bin == st.In && s.Stock.Item == item.ID && (lot == nil || s.Stock.Lot == lot.ID) {
			return s, nil
		}
	}
	if here != nil && here.Stock.Item == item.ID {
		return here, nil
	}
	return nil, nil
}

// refuseItem shows the goods that are needed beside those in the hand.
func (st state) refuseItem(t *station.Thing, in *station.Scanned, f floor) (verdict, error) {
	lot, err := f.Lot(t.Item, in)
	if err != nil {
		return verdict{}, err
	}
	r := refusal{Kind: "item", Item: t.Item.ID, Qty: t.Qty}
	if lot != nil {
		r.Lot = lot.ID
	}
	if here := f.Walk().find(st.Here); here != nil && !t.Item.Parent.IsZero() && t.Item.Parent == here.item.Parent {
		r.Kind = "size"
	}
	v := st.refuses(r, in)
	held, promised := f.Walk().open(t.Item.ID)
	switch {
	case !f.Walk().asksFor(t.Item.ID):
		return v, nil
	case held+promised == 0:
		return v.because("pick.no_longer"), nil
	}
	return v.because("pick.elsewhere"), nil
}

// count takes one scan of the right goods into the hand, never more than needed.
func (st state) count(s *stop, t *station.Thing, in *station.Scanned, f floor) (verdict, error) {
	if v, wrong, err := st.judgeLot(s, t, in, f); err != nil || wrong {
		return v, err
	}
	n, unit := t.Qty, warehouse.UnitID{}
	if s.units {
		u, err := f.Unit(t.Item, in)
		if err != nil {
			return verdict{}, err
		}
		switch {
		case u == nil:
			return st.back().says(station.CueWrong, "pick.unit_needed"), nil
		case u.Place != s.Bin || u.Stock != s.Stock:
			return st.back().says(station.CueWrong, "pick.unit_elsewhere"), nil
		case slices.Contains(st.Hand.Units, u.ID):
			return st.back().says(station.CueAttention, "pick.unit_twice"), nil
		}
		n, unit = 1, u.ID
	}
	if t.Item.Unit != measure.Piece && n == 1 {
		grams, told := in.Code.NetGrams()
		if !told || t.Item.Unit != measure.Gram {
			return st.askQuantity(s), nil
		}
		n = measure.Qty(grams)
	}
	st = st.back()
	switch {
	case n <= 0:
		return st.says(station.CueWrong, "pick.unpacked"), nil
	case st.Hand.Qty()+n > s.Qty:
		return st.says(station.CueWrong, "pick.only", "qty", int64(s.Qty-st.Hand.Qty())), nil
	}
	st.Hand.Taken = st.Hand.With(n, unit)
	st.Hand.Lot = true
	return st.counted(s), nil
}

// counted is the screen after units came into the hand.
func (st state) counted(s *stop) verdict {
	if st.Hand.Qty() == s.Qty {
		return st.to(StepTote).says(station.CueOK, "pick.all")
	}
	return st.to(StepItem).says(station.CueOK, "pick.took", "done", int64(st.Hand.Qty()), "need", int64(s.Qty))
}

// askQuantity opens the question how many.
func (st state) askQuantity(s *stop) verdict {
	st = st.back()
	if st.Hand.Qty() >= s.Qty {
		return st.says(station.CueWrong, "pick.enough")
	}
	st.Hand.Lot = true
	return st.over(StepQuantity).says(station.CueAttention, "pick.count")
}

// mayAskLot says whether a lot that nobody looked at may be asked for, before the walk
// is read.
func (st *state) mayAskLot() bool {
	return st.base() == StepItem && !st.Hand.Lot && !st.Here.Stock.Lot.IsZero()
}

// asksLot says whether the lot of the stop in hand must be looked at: the bin
// holds another.
func (st *state) asksLot(w *walk) bool {
	s := w.find(st.Here)
	return s != nil && s.lot != nil && s.lots > 1 && !st.Hand.Lot
}

// asksLotOf asks for the lot. Many have no barcode of theirs: the goods scanned once
// more say that somebody looked, as does the answer on the screen.
func (st state) asksLotOf(s *stop) verdict {
	st = st.back()
	st.Hand.Asked = true
	return st.says(station.CueAttention, "pick.which_lot", "lot", lotName(s.lot))
}

// seenLot is the answer that the goods are of the lot asked for.
func (st state) seenLot() verdict {
	st = st.back()
	st.Hand.Lot = true
	return st.says(station.CueOK, "pick.lot")
}

// isLotCode says whether a scan is what stands on the goods for the lot in hand:
// its code, or its day for a lot that has none.
func (st *state) isLotCode(in *station.Scanned, w *walk) bool {
	s := w.find(st.Here)
	if s == nil || s.lot == nil {
		return false
	}
	if s.lot.Code != "" {
		return place.Fold(in.Code.Data) == place.Fold(s.lot.Code)
	}
	day, err := measure.ParseDay(in.Code.Data)
	return err == nil && day != 0 && day == s.lot.Expiry
}

// judgeLot refuses goods of another lot than the one held, and asks once for the lot
// where the bin holds several and the scan does not tell.
func (st state) judgeLot(s *stop, t *station.Thing, in *station.Scanned, f floor) (v verdict, wrong bool, err error) {
	if s.lot == nil {
		return v, false, nil
	}
	code, day := lotIn(in, f.Now())
	if code == "" && day == 0 {
		if s.lots > 1 && !st.Hand.Lot && !st.Hand.Asked {
			return st.asksLotOf(s), true, nil
		}
		return v, false, nil
	}
	if (code == "" || place.Fold(code) == place.Fold(s.lot.Code)) && (day == 0 || s.lot.Expiry == 0 || day == s.lot.Expiry) {
		return v, false, nil
	}
	r := refusal{Kind: "lot", Text: lotName(s.lot), Held: code, Item: t.Item.ID, Qty: t.Qty}
	if r.Held == "" {
		r.Held = day.String()
	}
	return st.refuses(r, in), true, nil
}

// lotIn is what a scan says of the lot.
func lotIn(in *station.Scanned, now time.Time) (code string, expiry measure.Day) {
	if d, told := in.Code.Expiry(now); told {
		expiry = measure.DayFrom(d.Year, d.Month, d.Day)
	}
	return in.Code.Lot(), expiry
}

// lotName is what a person is told of a lot.
func lotName(l *ledger.Lot) string {
	if l.Code != "" {
		return l.Code
	}
	return l.Expiry.String()
}
