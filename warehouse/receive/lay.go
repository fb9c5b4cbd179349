package receive

import (
	"slices"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/stow"
)

// awayDeed is what a step of putting away decided to write.
type awayDeed interface {
	doAway(d *doer, v decision) (decision, error)
}

// putDown posts that what is in the hands lies in a bin.
type putDown struct{ bin *place.Place }

func (p putDown) doAway(d *doer, v decision) (decision, error) {
	st := v.state
	goods, err := d.goods(&st)
	if err != nil {
		return v, err
	}
	fits, err := stow.Fits(d.tx, p.bin, goods.Load)
	if err != nil {
		return v, err
	}
	done := laid{Hand: st.Hand, Crate: st.Crate, To: p.bin.ID}
	if st.Crate.IsZero() {
		done.Moves, err = d.lay(st.Hand, p.bin.ID)
	} else {
		err = d.setDown(&done)
	}
	if err != nil {
		return v, err
	}
	st.Near = p.bin.At.Walk
	st.Puts = station.Remember(st.Puts, done, MaxUndo)
	v.state = st.free()
	if !fits {
		v.cue, v.say = station.CueAttention, station.Say("putaway.over", "place", p.bin.Name)
	}
	return v, nil
}

// lay posts an armful into a bin.
func (d *doer) lay(hand armful, to warehouse.PlaceID) ([]ledger.MoveID, error) {
	m := &ledger.Move{Stock: hand.Stock, Qty: hand.Qty(), From: hand.Place, To: to, Reason: ReasonPutAway, Units: hand.Units}
	if err := ledger.Post(d.tx, m); err != nil {
		return nil, err
	}
	e := PutAway{Move: m.ID, Stock: ledger.Kind(m.Stock), From: m.From, To: m.To, Qty: m.Qty}
	return []ledger.MoveID{m.ID}, PutAwayKind.Record(d.tx, e, aboutItem(m.Stock.Item), aboutPlace(m.From), aboutPlace(m.To))
}

// setDown puts a container down: a pallet or cart stands in the bin with all that
// is in it, a tote is emptied into it and free again.
func (d *doer) setDown(done *laid) (err error) {
	if done.From, err = ledger.Where(d.tx, done.Crate); err != nil {
		return err
	}
	p, err := place.Get(d.tx, done.Crate)
	if err != nil {
		return err
	}
	to := done.To
	if p.Kind == place.KindTote {
		if done.Moves, err = d.pour(p.ID, to); err != nil {
			return err
		}
		to = warehouse.PlaceID{}
	}
	if err := ledger.Stand(d.tx, p.ID, to, time.Time{}); err != nil {
		return err
	}
	if p.Kind == place.KindTote {
		return nil
	}
	return CarriedKind.Record(d.tx, Carried{p.ID, done.From, done.To}, aboutPlace(p.ID), aboutPlace(done.From), aboutPlace(done.To))
}

// pour moves all that lies in a tote into a bin.
func (d *doer) pour(tote, to warehouse.PlaceID) (moves []ledger.MoveID, err error) {
	var all []armful
	for b, err := range ledger.Contents(d.tx, tote) {
		if err != nil {
			return nil, err
		}
		units, err := ledger.UnitsOf(d.tx, tote, b.Stock, b.OnHand())
		if err != nil {
			return nil, err
		}
		all = append(all, armful{Place: tote, Stock: b.Stock, Taken: station.Taken{Counts: []measure.Qty{b.OnHand()}, Units: units}})
	}
	for _, hand := range all {
		ids, err := d.lay(hand, to)
		if err != nil {
			return nil, err
		}
		moves = append(moves, ids...)
	}
	return moves, nil
}

// takeOff takes the last put off its bin again, back to the dock and into the
// hands.
type takeOff struct{}

func (takeOff) doAway(d *doer, v decision) (decision, error) {
	st := v.state
	p := st.Puts[len(st.Puts)-1]
	if able, err := d.canTakeOff(&p); err != nil || !able {
		return st.says(station.CueWrong, "receive.undo_gone"), err
	}
	if !p.From.IsZero() {
		if err := ledger.Stand(d.tx, p.Crate, p.From, d.tx.Now()); err != nil {
			return v, err
		}
		if len(p.Moves) == 0 {
			if err := CarriedKind.Record(d.tx, Carried{p.Crate, p.To, p.From}, aboutPlace(p.Crate), aboutPlace(p.To), aboutPlace(p.From)); err != nil {
				return v, err
			}
		}
	}
	for _, id := range slices.Backward(p.Moves) {
		back, err := ledger.Undo(d.tx, id, d.tx.Now())
		if err != nil {
			return v, err
		}
		e := PutUndone{Move: back.ID, Stock: ledger.Kind(back.Stock), From: back.From, To: back.To, Qty: back.Qty}
		if err := PutUndoneKind.Record(d.tx, e, aboutItem(back.Stock.Item), aboutPlace(back.From), aboutPlace(back.To)); err != nil {
			return v, err
		}
	}
	st.Puts = st.Puts[:len(st.Puts)-1]
	st = st.free()
	st.Hand, st.Crate = p.Hand, p.Crate
	again, err := st.seek(d)
	v.state = again.state
	return v, err
}

// canTakeOff says whether what was put down still lies there, and whether the
// container is still free.
func (d *doer) canTakeOff(p *laid) (bool, error) {
	for _, id := range p.Moves {
		m, err := ledger.GetMove(d.tx, id)
		if err != nil {
			return false, err
		}
		if able, err := d.canReturn(m); err != nil || !able {
			return false, err
		}
	}
	if p.Crate.IsZero() {
		return true, nil
	}
	at, err := ledger.Where(d.tx, p.Crate)
	if err != nil {
		return false, err
	}
	if len(p.Moves) == 0 {
		return at == p.To, nil
	}
	j, err := job.InTote(d.tx, p.Crate) // a tote that was emptied may be somebody's by now
	return at.IsZero() && j == nil, err
}
