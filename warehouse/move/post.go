package move

import (
	"slices"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/stow"
)

// Reasons of the moves of this package; what turned out damaged goes by way of
// place.Loss (ledger.ReasonDamage) and comes back in its new condition.
const (
	ReasonPutBack ledger.Reason = "put_back"
	ReasonByHand  ledger.Reason = "by_hand"
)

// deed is what a step decided to write. It may answer otherwise than decided,
// and then has written nothing.
type deed interface {
	do(d *doer, v verdict) (verdict, error)
}

// putDown posts that what is in the hand lies in a bin.
type putDown struct{ bin *place.Place }

func (p putDown) do(d *doer, v verdict) (verdict, error) {
	st := v.state
	i, err := catalog.Get(d.tx, st.Hand.Stock.Item)
	if err != nil {
		return v, err
	}
	fits, err := stow.Fits(d.tx, p.bin, stow.Of(i, st.Hand.Qty()))
	if err != nil {
		return v, err
	}
	done := laid{Hand: st.Hand, Damaged: st.Damaged, To: p.bin.ID, Shares: d.src.shares(i.ID, st.Hand.Qty())}
	if err := d.lay(&done); err != nil {
		return v, err
	}
	for _, s := range done.Shares {
		if err := promise.PutBack(d.tx, s.Line, s.Qty); err != nil {
			return v, err
		}
	}
	st.Puts = station.Remember(st.Puts, done, MaxUndo)
	v.state = st.free()
	if !fits {
		v.cue, v.say = station.CueAttention, station.Say("putback.over", "place", p.bin.Name)
	}
	return d.onward(v)
}

// lay posts the moves of a put and tells of it.
func (d *doer) lay(l *laid) error {
	job, stock, qty := d.src.job, l.Hand.Stock, l.Hand.Qty()
	ref := aboutOrder(job.Order)
	moves := []*ledger.Move{{Stock: stock, Qty: qty, From: d.src.place.ID, To: l.To, Reason: ReasonPutBack, Ref: ref, Units: l.Hand.Units}}
	if l.Damaged && stock.Condition != warehouse.Damaged {
		moves[0].To, moves[0].Reason = place.Loss, ledger.ReasonDamage
		stock.Condition = warehouse.Damaged
		moves = append(moves, &ledger.Move{Stock: stock, Qty: qty, From: place.Loss, To: l.To, Reason: ledger.ReasonDamage, Ref: ref, Units: l.Hand.Units})
	}
	if err := ledger.Post(d.tx, moves...); err != nil {
		return err
	}
	for _, m := range moves {
		l.Moves = append(l.Moves, m.ID)
	}
	e := PutBack{Order: job.Order, Stock: ledger.Kind(stock), From: d.src.place.ID, To: l.To, Qty: qty, Damaged: l.Damaged}
	return PutBackKind.Record(d.tx, e, aboutJob(job.Order), aboutItem(stock.Item), aboutPlace(e.From), aboutPlace(e.To))
}

// onward goes on with what is left in the tote, or ends with it.
func (d *doer) onward(v verdict) (verdict, error) {
	was := d.src
	if err := d.gather(&v.state); err != nil || d.src != nil {
		return v, err
	}
	if err := d.emptied(was); err != nil {
		return v, err
	}
	v.state = v.state.to(StepDone)
	if v.cue == station.CueOK {
		v.cue, v.say = station.CueDone, station.Say("putback.tote_done", "tote", was.place.Name)
	}
	return v, nil
}

// emptied frees a tote in which nothing is left, voids a parcel, and ends a
// cancelled order with the last of them.
func (d *doer) emptied(src *source) error {
	order := src.job.Order
	if left, err := holds(d, src.place.ID); err != nil {
		return err
	} else if !left {
		if err := d.release(src); err != nil {
			return err
		}
	}
	if src.job.State != job.Stopped {
		return nil
	}
	j, err := job.Get(d.tx, order)
	if err != nil {
		return err
	}
	places := slices.Clone(j.Totes)
	for p, err := range job.ParcelsOf(d.tx, order) {
		if err != nil {
			return err
		}
		if p.Gone.IsZero() {
			places = append(places, p.Place)
		}
	}
	for _, id := range places {
		if left, err := holds(d, id); err != nil || left {
			return err
		}
	}
	_, err = job.Edit(d.tx, order, func(j *job.Job) error {
		j.State, j.Totes, j.Holder, j.Until = job.Ended, nil, warehouse.PersonID{}, time.Time{}
		return nil
	})
	return err
}

// release takes an empty tote from its order, or says that a parcel is none any
// more. A tote in which somebody still picks or packs stays theirs.
func (d *doer) release(src *source) error {
	order, id := src.job.Order, src.place.ID
	if src.place.Kind == place.KindParcel {
		p, err := job.GetParcel(d.tx, id)
		if err != nil {
			return err
		}
		p.Void = true
		if err := job.PutParcel(d.tx, p); err != nil {
			return err
		}
	} else {
		if src.job.State == job.Picking || src.job.State == job.Packing {
			return nil
		}
		if _, err := job.TakeOut(d.tx, order, id); err != nil {
			return err
		}
	}
	if err := ledger.Stand(d.tx, id, warehouse.PlaceID{}, time.Time{}); err != nil {
		return err
	}
	return EmptiedKind.Record(d.tx, Emptied{order, id}, aboutJob(order), aboutPlace(id))
}

func holds(d *doer, at warehouse.PlaceID) (bool, error) {
	for _, err := range ledger.Contents(d.tx, at) {
		return true, err
	}
	return false, nil
}

// takeOff takes the last put off its bin again, into the tote and the hand.
type takeOff struct{}

func (takeOff) do(d *doer, v verdict) (verdict, error) {
	st := v.state
	p := st.Puts[len(st.Puts)-1]
	if able, err := d.canTakeOff(&st, &p); err != nil || !able {
		return st.says(station.CueWrong, "putback.undo_gone"), err
	}
	tote, err := place.Get(d.tx, st.From)
	if err != nil {
		return v, err
	}
	if tote.Kind == place.KindTote {
		if _, err := job.PutIn(d.tx, st.Order, st.From); err != nil {
			return v, err
		}
	}
	for _, id := range slices.Backward(p.Moves) {
		if _, err := ledger.Undo(d.tx, id, d.tx.Now()); err != nil {
			return v, err
		}
	}
	for _, s := range p.Shares {
		if err := promise.BackAgain(d.tx, s.Line, s.Qty); err != nil {
			return v, err
		}
	}
	e := Undone{Order: st.Order, Stock: ledger.Kind(p.Hand.Stock), From: p.To, To: st.From, Qty: p.Hand.Qty(), Damaged: p.Damaged}
	if err := UndoneKind.Record(d.tx, e, aboutJob(st.Order), aboutItem(e.Stock.Item), aboutPlace(e.From), aboutPlace(e.To)); err != nil {
		return v, err
	}
	st.Puts = st.Puts[:len(st.Puts)-1]
	st = st.free()
	st.Hand, st.Damaged = p.Hand, p.Damaged
	if err := d.gather(&st); err != nil {
		return v, err
	}
	again, err := st.seek(d)
	v.state = again.state
	return v, err
}

// canTakeOff says whether the goods of a put still lie in their bin, the order is
// not at its end and its tote not somebody else's.
func (d *doer) canTakeOff(st *state, p *laid) (bool, error) {
	j, err := job.Get(d.tx, st.Order)
	if err != nil || j.State == job.Ended || j.State == job.Gone {
		return false, err
	}
	from, err := place.Get(d.tx, st.From)
	if err != nil {
		return false, err
	}
	theirs, err := owner(d.tx, from)
	if err != nil || theirs != nil && theirs.Order != st.Order || theirs == nil && from.Kind == place.KindParcel {
		return false, err
	}
	if left, err := holds(d, st.From); err != nil || theirs == nil && left {
		return false, err
	}
	m, err := ledger.GetMove(d.tx, p.Moves[len(p.Moves)-1])
	if err != nil {
		return false, err
	}
	return ledger.StillThere(d.tx, m)
}

func errSomebodys(p *place.Place) error {
	return fault.New(fault.Conflict, "move.somebodys", "place", p.Name)
}
