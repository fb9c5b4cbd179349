package score

import (
	"errors"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/receive"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// Follow is the follower that counts. It begins with what happens after it came to
// a node: replies of an older release do not say what they answer.
func Follow() *journal.Follower {
	f := journal.NewFollower("score")
	f.FromNow = true
	journal.On(f, station.RepliedKind, replied)
	journal.On(f, pick.PickedKind, picked)
	journal.On(f, pick.UndoneKind, func(tx *store.Tx, e *journal.Entry, ev pick.Undone) error { return unpicked(tx, e, pick.Picked(ev)) })
	journal.On(f, pick.ShortKind, func(tx *store.Tx, e *journal.Entry, ev pick.ShortPick) error {
		return ofOrder(tx, e, ev.Order, pick.Flow, func(f *Figures) { f.Short++ })
	})
	journal.On(f, pack.UnitPackedKind, func(tx *store.Tx, e *journal.Entry, ev pack.UnitPacked) error {
		return ofOrder(tx, e, ev.Order, pack.Flow, func(f *Figures) { f.Lines, f.Units = f.Lines+1, f.Units+ev.Qty })
	})
	journal.On(f, pack.UnitUnpackedKind, func(tx *store.Tx, e *journal.Entry, ev pack.UnitUnpacked) error {
		if ev.Back { // the order wants it no more
			return nil
		}
		return ofOrder(tx, e, ev.Order, pack.Flow, func(f *Figures) { f.Undone++ })
	})
	journal.On(f, pack.ParcelClosedKind, closed)
	journal.On(f, pack.ParcelVoidedKind, voided)
	journal.On(f, pack.ShortedKind, shorted)
	journal.On(f, receive.ReceivedKind, func(tx *store.Tx, e *journal.Entry, ev receive.Received) error {
		return atPlace(tx, e, ev.Place, func(f *Figures) { f.Lines, f.Units = f.Lines+1, f.Units+ev.Qty })
	})
	journal.On(f, receive.UndoneKind, func(tx *store.Tx, e *journal.Entry, ev receive.Undone) error {
		return atPlace(tx, e, ev.Place, func(f *Figures) { f.Undone++ })
	})
	journal.On(f, job.ChangedKind, func(tx *store.Tx, _ *journal.Entry, ev job.Changed) error {
		if ev.To != job.Gone && ev.To != job.Ended {
			return nil
		}
		return forget(tx, ev.Order)
	})
	return f
}

// replied counts a scan of the person whose session it is.
func replied(tx *store.Tx, e *journal.Entry, ev station.Replied) error {
	if ev.To != station.ToScan || ev.Flow == "" || ev.Flow == station.MenuFlow || ev.Person != e.Person {
		return nil
	}
	day, err := dayAt(tx, ev.Site, e.At)
	if err != nil {
		return err
	}
	f := &Figures{Site: ev.Site, Day: day, Person: ev.Person, Work: Work(ev.Flow)}
	var wrong *Slip
	if err := add(tx, f, func(f *Figures) {
		f.Scans++
		if ev.Cue != station.CueWrong {
			return
		}
		count := &f.Noise
		if ev.Slip != nil {
			if of := f.Wrong.of(ev.Slip.Kind); of != nil {
				count = of
				wrong = &Slip{Kind: ev.Slip.Kind, Number: ev.Slip.Order, Item: ev.Slip.Item, Bin: ev.Slip.Bin, Tote: ev.Slip.Tote}
			}
		}
		*count++
	}); err != nil || wrong == nil {
		return err
	}
	wrong.Person, wrong.Seq, wrong.At, wrong.Site, wrong.Day, wrong.Work = ev.Person, e.Seq, e.At, ev.Site, day, f.Work
	return slips.Put(tx, wrong)
}

// picked counts a pick and remembers whose it was.
func picked(tx *store.Tx, e *journal.Entry, ev pick.Picked) error {
	f, err := figuresOf(tx, e, ev.Order, pick.Flow)
	if err != nil || f == nil {
		return err
	}
	if err := add(tx, f, func(f *Figures) { f.Lines, f.Units = f.Lines+1, f.Units+ev.Qty }); err != nil {
		return err
	}
	return picks.Put(tx, &pickedBy{ev.Order, ev.Item, e.Seq, e.Person, f.Site, f.Day, ev.Tote, ev.Qty})
}

// unpicked counts a pick that was taken back, for which nobody is charged any more.
func unpicked(tx *store.Tx, e *journal.Entry, ev pick.Picked) error {
	if err := ofOrder(tx, e, ev.Order, pick.Flow, func(f *Figures) { f.Undone++ }); err != nil {
		return err
	}
	_, err := take(tx, ev.Order, ev.Item, ev.Qty, func(p *pickedBy) bool { return p.Tote == ev.Tote })
	return err
}

// closed counts a parcel and remembers whose it is.
func closed(tx *store.Tx, e *journal.Entry, ev pack.ParcelClosed) error {
	f, err := figuresOf(tx, e, ev.Order, pack.Flow)
	if err != nil || f == nil {
		return err
	}
	if err := add(tx, f, func(f *Figures) { f.Parcels++ }); err != nil {
		return err
	}
	return boxes.Put(tx, &closedBy{ev.Order, ev.Parcel, e.Person, f.Site, f.Day})
}

// voided takes a parcel that was opened again off the figures of whoever closed it:
// closed once more it counts anew. One that was taken apart for good stays counted.
func voided(tx *store.Tx, _ *journal.Entry, ev pack.ParcelVoided) error {
	if ev.Into.IsZero() {
		return nil
	}
	was, err := boxes.Find(tx, store.Keys2(ev.Order, ev.Parcel))
	if err != nil || was == nil {
		return err
	}
	if err := add(tx, &Figures{Site: was.Site, Day: was.Day, Person: was.Person, Work: pack.Flow}, func(f *Figures) { f.Parcels-- }); err != nil {
		return err
	}
	return boxes.Delete(tx, was.key())
}

// shorted charges what a packer found wrong to whoever picked it.
func shorted(tx *store.Tx, e *journal.Entry, ev pack.Shorted) error {
	if ev.Reason == pack.ReasonDamaged {
		return nil
	}
	charged, err := take(tx, ev.Order, ev.Item, ev.Qty, func(*pickedBy) bool { return true })
	if err != nil {
		return err
	}
	kind := "missing"
	if ev.Reason == pack.ReasonOther {
		kind = "other"
	}
	for _, p := range charged {
		if err := add(tx, &Figures{Site: p.Site, Day: p.Day, Person: p.Person, Work: pick.Flow}, func(f *Figures) {
			if kind == "other" {
				f.Other += int(p.Qty)
			} else {
				f.Missing += int(p.Qty)
			}
		}); err != nil {
			return err
		}
		s := &Slip{Person: p.Person, Seq: e.Seq, At: e.At, Site: p.Site, Day: p.Day, Work: pick.Flow, Kind: kind, Order: ev.Order, Item: ev.Item, By: e.Person}
		if was, err := slips.Find(tx, s.key()); err != nil {
			return err
		} else if was != nil { // two picks of one person
			s.Units = was.Units
		}
		if s.Units += p.Qty; p.Qty > 0 {
			if err := slips.Put(tx, s); err != nil {
				return err
			}
		}
	}
	return nil
}

// take takes picks of an item out of what is remembered of an order, the newest
// first, until it has so many units; it returns each with what was taken of it.
func take(tx *store.Tx, order warehouse.OrderID, item warehouse.ItemID, qty measure.Qty, of func(*pickedBy) bool) (taken []*pickedBy, err error) {
	var all []*pickedBy
	for p, err := range picks.EachBack(tx, store.Keys2(order, item)) {
		if err != nil {
			return nil, err
		}
		if of(p) {
			all = append(all, p)
		}
	}
	for _, p := range all {
		n := min(qty, p.Qty)
		if n <= 0 {
			break
		}
		left := *p
		if left.Qty, qty = left.Qty-n, qty-n; left.Qty > 0 {
			err = picks.Put(tx, &left)
		} else {
			err = picks.Delete(tx, p.key())
		}
		if err != nil {
			return nil, err
		}
		p.Qty = n
		taken = append(taken, p)
	}
	return taken, nil
}

// forget drops who picked and packed what for an order that left the house.
func forget(tx *store.Tx, order warehouse.OrderID) error {
	if err := drop(tx, picks, order, (*pickedBy).key); err != nil {
		return err
	}
	return drop(tx, boxes, order, (*closedBy).key)
}

// drop deletes all rows of an order.
func drop[K store.Key, V any](tx *store.Tx, t *store.Table[K, V], order warehouse.OrderID, key func(*V) K) error {
	var all []K
	for v, err := range t.Each(tx, order) {
		if err != nil {
			return err
		}
		all = append(all, key(v))
	}
	for _, k := range all {
		if err := t.Delete(tx, k); err != nil {
			return err
		}
	}
	return nil
}

// ofOrder counts something that the person of an entry did for an order.
func ofOrder(tx *store.Tx, e *journal.Entry, order warehouse.OrderID, work Work, count func(*Figures)) error {
	f, err := figuresOf(tx, e, order, work)
	if err != nil || f == nil {
		return err
	}
	return add(tx, f, count)
}

// figuresOf names the figures of the person of an entry at the warehouse of an
// order; nil for what the node did itself.
func figuresOf(tx *store.Tx, e *journal.Entry, order warehouse.OrderID, work Work) (*Figures, error) {
	if e.Person.IsZero() {
		return nil, nil
	}
	j, err := job.Get(tx, order)
	if err != nil {
		return nil, err
	}
	day, err := dayAt(tx, j.Site, e.At)
	return &Figures{Site: j.Site, Day: day, Person: e.Person, Work: work}, err
}

// atPlace counts something that the person of an entry received at a place.
func atPlace(tx *store.Tx, e *journal.Entry, at warehouse.PlaceID, count func(*Figures)) error {
	if e.Person.IsZero() {
		return nil
	}
	p, err := place.Get(tx, at)
	if err != nil {
		return err
	}
	day, err := dayAt(tx, p.Site, e.At)
	if err != nil {
		return err
	}
	return add(tx, &Figures{Site: p.Site, Day: day, Person: e.Person, Work: receive.Flow}, count)
}

// dayAt is the day of a warehouse at a moment; in UTC for one that is none.
func dayAt(tx *store.Tx, id warehouse.SiteID, at time.Time) (measure.Day, error) {
	site, err := place.GetSite(tx, id)
	if errors.Is(err, fault.NotFound) {
		return measure.DayOf(at, time.UTC), nil
	}
	if err != nil {
		return 0, err
	}
	return site.Day(at), nil
}

// add counts something into the figures that f names.
func add(tx *store.Tx, f *Figures, count func(*Figures)) error {
	return days.Edit(tx, f.key(), func(now *Figures) (*Figures, error) {
		if now == nil {
			now = f
		}
		count(now)
		return now, nil
	})
}
