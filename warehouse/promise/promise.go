package promise

import (
	"slices"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/store"
)

// Demand is what an order line asks for.
type Demand struct {
	Line warehouse.LineID
	Item warehouse.ItemID
	Qty  measure.Qty
}

// Can is how much of an item can be promised at a site now: what shops and
// sellers are told, never what lies there.
func Can(tx *store.Tx, site warehouse.SiteID, item warehouse.ItemID) (measure.Qty, error) {
	free, err := ledger.FreeOf(tx, site, item)
	if err != nil {
		return 0, err
	}
	sum, err := sumOf(tx, site, item)
	return max(free.Unheld()-sum, 0), err
}

// Reserve promises an order's lines what there is, in the order of the lines;
// the rest is short and waits. Several lines on one item are judged as one sum.
// since ranks the order among others; weight is its importance.
func Reserve(tx *store.Tx, order warehouse.OrderID, site warehouse.SiteID, since time.Time, weight int, ds ...Demand) error {
	for _, d := range ds {
		if d.Qty <= 0 || d.Item.IsZero() || d.Line.IsZero() {
			return fault.New(fault.Invalid, "promise.demand", "qty", d.Qty)
		}
		can, err := Can(tx, site, d.Item)
		if err != nil {
			return err
		}
		l := &Line{ID: d.Line, Order: order, Site: site, Item: d.Item, Since: since, Weight: weight}
		l.Promised = min(can, d.Qty)
		l.Short = d.Qty - l.Promised
		if err := lines.Insert(tx, l); err != nil {
			return err
		}
		if err := put(tx, l, l.Promised); err != nil {
			return err
		}
		if err := turn(tx, site, d.Item); err != nil {
			return err
		}
		if l.Short > 0 {
			if err := tell(tx, order); err != nil {
				return err
			}
		}
	}
	return nil
}

// Change makes a line ask for another quantity; zero is no longer wanted. More
// is promised as far as there is any. Less gives back the units that have come
// least far: short, promised, held (their holds are released, and pick is told
// by the event), and at last picked and packed ones, which become Back. What is
// gone stays: Conflict for less than that.
func Change(tx *store.Tx, id warehouse.LineID, qty measure.Qty) (*Line, error) {
	l, err := Get(tx, id)
	if err != nil {
		return nil, err
	}
	if qty < l.Gone {
		return nil, fault.New(fault.Conflict, "promise.gone", "line", id, "gone", l.Gone)
	}
	if more := qty - l.Ordered(); more >= 0 {
		can, err := Can(tx, l.Site, l.Item)
		if err != nil {
			return nil, err
		}
		changed, err := edit(tx, id, func(l *Line) error {
			now := min(can, more)
			l.Promised += now
			l.Short += more - now
			return nil
		})
		if err != nil {
			return nil, err
		}
		return changed, turn(tx, l.Site, l.Item)
	}
	return less(tx, l, l.Ordered()-qty)
}

// less takes off a line what it no longer asks for.
func less(tx *store.Tx, l *Line, off measure.Qty) (*Line, error) {
	var unheld measure.Qty
	changed, err := edit(tx, l.ID, func(l *Line) error {
		for _, state := range []*measure.Qty{&l.Short, &l.Promised, &l.Held, &l.Picked, &l.Packed} {
			n := min(off, *state)
			*state -= n
			off -= n
			switch state {
			case &l.Held:
				unheld = n
			case &l.Picked, &l.Packed:
				l.Back += n
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := releaseOf(tx, changed, unheld); err != nil {
		return nil, err
	}
	return changed, fill(tx, l.Site, l.Item) // what was promised to it
}

// releaseOf lets go of the youngest holds of a line.
func releaseOf(tx *store.Tx, l *Line, qty measure.Qty) error {
	if qty == 0 {
		return nil
	}
	var hs []*ledger.Hold
	for h, err := range ledger.HoldsOf(tx, l.ID) {
		if err != nil {
			return err
		}
		hs = append(hs, h)
	}
	released := qty
	for _, h := range slices.Backward(hs) {
		n := min(qty, h.Qty)
		if n == 0 {
			break
		}
		if err := ledger.Release(tx, h.ID, n); err != nil {
			return err
		}
		qty -= n
	}
	if qty > 0 {
		return fault.New(fault.Internal, "internal").With(errHolds(l.ID))
	}
	return ReleasedKind.Record(tx, Released{Order: l.Order, Line: l.ID, Item: l.Item, Qty: released}, journal.About("order", l.Order))
}

// Cancel gives back all that an order took and says what is still to be put
// back: what of it was picked or packed. What is gone stays gone.
func Cancel(tx *store.Tx, order warehouse.OrderID) (back measure.Qty, err error) {
	var all []*Line
	for l, err := range Of(tx, order) {
		if err != nil {
			return 0, err
		}
		all = append(all, l)
	}
	for _, l := range all {
		l, err := Change(tx, l.ID, l.Gone)
		if err != nil {
			return 0, err
		}
		back += l.Back
	}
	return back, nil
}

// Hold sets a promise aside in a bin: promised becomes held, and h is made.
// Conflict for more than is promised, Short when the bin has not enough.
func Hold(tx *store.Tx, h *ledger.Hold) error {
	l, err := edit(tx, h.Line, func(l *Line) error {
		l.Promised -= h.Qty
		l.Held += h.Qty
		return nil
	})
	if err != nil {
		return err
	}
	h.At = l.Since
	if err := ledger.Set(tx, h); err != nil {
		return err
	}
	return look(tx, l.Site, l.Item)
}

// Unhold takes qty of a hold back (all of it when qty is zero): held becomes
// promised again.
func Unhold(tx *store.Tx, id ledger.HoldID, qty measure.Qty) error {
	h, err := ledger.FindHold(tx, id)
	if err != nil {
		return err
	}
	if h == nil {
		return fault.New(fault.NotFound, "ledger.hold_gone", "hold", id)
	}
	if qty == 0 {
		qty = h.Qty
	}
	l, err := edit(tx, h.Line, func(l *Line) error {
		l.Held -= qty
		l.Promised += qty
		return nil
	})
	if err != nil {
		return err
	}
	if err := ledger.Release(tx, id, qty); err != nil {
		return err
	}
	return look(tx, l.Site, l.Item)
}

// Picked, Unpicked, Packed, Unpacked and Left follow a unit's way through the
// house; the ledger's move stands beside each. Conflict when the line has no
// such units.
func Picked(tx *store.Tx, line warehouse.LineID, qty measure.Qty) error {
	return step(tx, line, func(l *Line) { l.Held -= qty; l.Picked += qty })
}

// Unpicked is for units that were put back into their bin and are held there.
func Unpicked(tx *store.Tx, line warehouse.LineID, qty measure.Qty) error {
	return step(tx, line, func(l *Line) { l.Picked -= qty; l.Held += qty })
}

// Packed is for units that went from a tote into a parcel.
func Packed(tx *store.Tx, line warehouse.LineID, qty measure.Qty) error {
	return step(tx, line, func(l *Line) { l.Picked -= qty; l.Packed += qty })
}

// Unpacked is for units that went from a parcel back into a tote.
func Unpacked(tx *store.Tx, line warehouse.LineID, qty measure.Qty) error {
	return step(tx, line, func(l *Line) { l.Packed -= qty; l.Picked += qty })
}

// Left is for units that were handed to the courier.
func Left(tx *store.Tx, line warehouse.LineID, qty measure.Qty) error {
	return step(tx, line, func(l *Line) { l.Packed -= qty; l.Gone += qty })
}

// Lost is for units that were picked and are not where they should be: the line
// waits for others. Who calls it has posted the loss.
func Lost(tx *store.Tx, line warehouse.LineID, qty measure.Qty) error {
	l, err := edit(tx, line, func(l *Line) error { l.Picked -= qty; l.Short += qty; return nil })
	if err != nil {
		return err
	}
	return fill(tx, l.Site, l.Item)
}

// PutBack is for units that were no longer wanted and lie in a bin again. The
// ledger's move has made them free to sell.
func PutBack(tx *store.Tx, line warehouse.LineID, qty measure.Qty) error {
	return step(tx, line, func(l *Line) { l.Back -= qty })
}

// BackAgain is for units that were put back by mistake and are in their tote
// again, still not wanted.
func BackAgain(tx *store.Tx, line warehouse.LineID, qty measure.Qty) error {
	return step(tx, line, func(l *Line) { l.Back += qty })
}

func step(tx *store.Tx, line warehouse.LineID, fn func(*Line)) error {
	_, err := edit(tx, line, func(l *Line) error { fn(l); return nil })
	return err
}
