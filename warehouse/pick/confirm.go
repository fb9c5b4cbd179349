package pick

import (
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/station"
)

// ReasonPick is why goods go from a bin into a tote.
const ReasonPick ledger.Reason = "pick"

// deed is what a step decided to write. It may answer otherwise than decided,
// and then has written nothing.
type deed interface {
	do(d *doer, v verdict) (verdict, error)
}

// reserve keeps an order for the person who looks at it.
type reserve struct{ order warehouse.OrderID }

func (r reserve) do(d *doer, v verdict) (verdict, error) {
	until, err := leaseEnd(d.tx, d.site.ID)
	if err != nil {
		return v, err
	}
	if _, err := job.Lease(d.tx, r.order, d.me, until); err != nil {
		return v, err
	}
	return v, d.gather(v.state)
}

// take begins or goes on with an order's walk.
type take struct {
	order warehouse.OrderID
	tote  warehouse.PlaceID // zero asks for one when it is needed
}

func (t take) do(d *doer, v verdict) (verdict, error) {
	until, err := leaseEnd(d.tx, d.site.ID)
	if err != nil {
		return v, err
	}
	j, err := job.Edit(d.tx, t.order, func(j *job.Job) error {
		j.State, j.Holder, j.Until = job.Picking, d.me, until
		return nil
	})
	if err != nil {
		return v, err
	}
	if err := freshen(d.tx, j); err != nil {
		return v, err
	}
	if v.state.Into = t.tote; !t.tote.IsZero() {
		err = d.carry(t.order, t.tote)
	} else if n := len(j.Totes); n > 0 {
		v.state.Into = j.Totes[n-1]
	}
	if err != nil {
		return v, err
	}
	v, err = d.onward(v)
	v.state.Off = d.w.off()
	return v, err
}

// carry takes a tote along for the order in hand.
type carry struct{ tote warehouse.PlaceID }

func (c carry) do(d *doer, v verdict) (verdict, error) {
	if err := d.carry(v.state.Order, c.tote); err != nil {
		return v, err
	}
	return v, d.gather(v.state)
}

// carry makes a tote the order's and takes it off where it stood.
func (d *doer) carry(order warehouse.OrderID, tote warehouse.PlaceID) error {
	if _, err := job.PutIn(d.tx, order, tote); err != nil {
		return err
	}
	return ledger.Stand(d.tx, tote, warehouse.PlaceID{}, d.tx.Now())
}

// fill posts what is in the hand: out of the bin into a tote, unit for unit of
// the holds.
type fill struct{ tote warehouse.PlaceID }

func (f fill) do(d *doer, v verdict) (verdict, error) {
	st := v.state
	if err := d.carry(st.Order, f.tote); err != nil {
		return v, err
	}
	p, err := d.settle(st, f.tote)
	if err != nil {
		return v, err
	}
	st.Into, st.Hand = f.tote, hand{}
	st.Puts = station.Remember(st.Puts, p, MaxUndo)
	v.state = st
	return d.onward(v)
}

// settle turns the hand's part of the stop's holds into moves.
func (d *doer) settle(st state, tote warehouse.PlaceID) (put, error) {
	s := d.w.find(st.Here)
	p := put{Spot: st.Here, Tote: tote, Hand: st.Hand}
	left, units := st.Hand.Qty(), st.Hand.Units
	for _, h := range s.holds {
		n := min(left, h.Qty)
		if n == 0 {
			break
		}
		how := ledger.Settlement{Qty: n, To: tote, Reason: ReasonPick}
		if len(units) > 0 {
			how.Units, units = units[:n], units[n:]
		}
		m, err := ledger.Settle(d.tx, h.ID, how)
		if err != nil {
			return p, err
		}
		if err := promise.Picked(d.tx, h.Line, n); err != nil {
			return p, err
		}
		p.Moves = append(p.Moves, settled{m.ID, h.Line, n})
		left -= n
	}
	return p, PickedKind.Record(d.tx, d.picked(st.Order, p), d.about(st.Order, p.Spot)...)
}

func (d *doer) picked(order warehouse.OrderID, p put) Picked {
	return Picked{Order: order, Item: p.Spot.Stock.Item, Lot: p.Spot.Stock.Lot, Place: p.Spot.Bin, Tote: p.Tote, Qty: p.Hand.Qty()}
}

func (d *doer) about(order warehouse.OrderID, at spot) []journal.Subject {
	return []journal.Subject{job.About(order), aboutItem(at.Stock.Item), aboutPlace(at.Bin)}
}

// onward goes to the next stop of what is left, or ends the walk when nothing
// is. What was promised to the order meanwhile is held first and picked on this
// walk.
func (d *doer) onward(v verdict) (verdict, error) {
	if err := d.gather(v.state); err != nil {
		return v, err
	}
	if len(d.w.stops) == 0 && len(wants(d.w.lines)) > 0 {
		if err := holdRest(d.tx, d.w.job); err != nil {
			return v, err
		}
		if err := d.gather(v.state); err != nil {
			return v, err
		}
	}
	if v.state = v.state.next(d.w); len(d.w.stops) > 0 {
		return v, nil
	}
	return d.finish(v)
}

// finish ends a walk. With all of its goods in totes the order is picked; else
// it waits for the rest, its totes kept for it.
func (d *doer) finish(v verdict) (verdict, error) {
	st := v.state.to(StepDone)
	st.Here, st.Hand, st.Into = spot{}, hand{}, warehouse.PlaceID{}
	missing := d.w.missing()
	var taken measure.Qty
	for _, l := range d.w.lines {
		taken += l.Picked + l.Packed
	}
	totes, err := d.filled(d.w.job.Totes)
	if err != nil {
		return v, err
	}
	if _, err := job.Edit(d.tx, st.Order, func(j *job.Job) error {
		j.Holder, j.Totes, j.State = warehouse.PersonID{}, totes, job.Offered
		if missing == 0 && taken > 0 {
			j.State = job.Picked
		}
		return nil
	}); err != nil {
		return v, err
	}
	v.state, v.deed = st, nil
	v.cue, v.say = station.CueDone, station.Say("pick.done", "number", d.w.job.Number)
	if missing > 0 {
		v.cue, v.say = station.CueAttention, station.Say("pick.done_missing", "number", d.w.job.Number, "qty", int64(missing))
	}
	return v, d.gather(st)
}

// filled are the totes in which something lies.
func (d *doer) filled(totes []warehouse.PlaceID) (all []warehouse.PlaceID, err error) {
	for _, t := range totes {
		empty, err := ledger.IsEmpty(d.tx, t)
		if err != nil {
			return nil, err
		}
		if !empty {
			all = append(all, t)
		}
	}
	return all, nil
}

// leave gives an order back of which nothing was taken.
type leave struct{ order warehouse.OrderID }

func (l leave) do(d *doer, v verdict) (verdict, error) {
	_, err := job.Edit(d.tx, l.order, func(j *job.Job) error {
		if j.Holder != d.me || j.State != job.Picking && j.State != job.Released {
			return nil
		}
		totes, err := d.filled(j.Totes)
		if err != nil || len(totes) > 0 {
			return err
		}
		j.Holder, j.Totes, j.State = warehouse.PersonID{}, nil, job.Released
		return nil
	})
	if err != nil {
		return v, err
	}
	return v, d.gather(v.state)
}

// stand puts the totes of a finished order down where they were carried.
type stand struct{ at warehouse.PlaceID }

func (s stand) do(d *doer, v verdict) (verdict, error) {
	for _, tote := range d.w.job.Totes {
		if err := ledger.Stand(d.tx, tote, s.at, d.tx.Now()); err != nil {
			return v, err
		}
	}
	return v, nil
}
