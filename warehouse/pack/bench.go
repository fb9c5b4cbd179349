package pack

import (
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/station"
)

// open brings an order to the bench: by one of its totes, by its papers, or by
// one of its parcels that must be looked into again.
func (w *work) open(t *thing) (station.Reply, error) {
	if w.s.Station.IsZero() {
		w.st.Last = &Last{Code: t.code}
		return w.answer(station.CueAttention, station.Say("pack.bench_first"))
	}
	looks := t.owner.State == job.Stopped && !t.boxed
	busy := t.owner.State != job.Picking && !looks // whose picker does not mind
	if who, leased, err := w.leasedBy(t.owner); err != nil {
		return station.Reply{}, err
	} else if leased && busy {
		wrong := &station.Wrong{Kind: "tote", Held: held(t)}
		return w.refuse(t, no(wrong, "pack.leased", "order", t.owner.Number, "person", who.Name))
	}
	w.st = state{Order: t.owner.Order, Last: &Last{Code: t.code}}
	var err error
	switch t.owner.State {
	case job.Packed:
		err = w.showClosed(t)
	case job.Picked, job.Packing:
		err = w.begin(t)
	default: // something must come out of its parcels, and no more
		w.st.Step = StepStop
		err = w.reload()
	}
	if err != nil {
		return station.Reply{}, err
	}
	if t.tote != nil {
		tote := station.ShowTote(t.tote, t.units)
		w.st.Last.Tote = &tote
	}
	w.follow()
	return w.answer(station.CueOK, w.opened())
}

// opened is the sentence beside an order that has just come to the bench.
func (w *work) opened() station.Message {
	switch {
	case w.st.Step == StepStop:
		return station.Say("pack.stopped", "order", w.d.job.Number)
	case w.st.Step == StepClosed:
		return station.Say("pack.already_closed", "order", w.d.job.Number)
	case w.d.picked() == 0:
		w.awaitWeight()
		return w.nothingLeft()
	}
	return station.Say("pack.opened", "order", w.d.job.Number)
}

// leasedBy says who else has a job in their hands now.
func (w *work) leasedBy(j *job.Job) (who station.Person, leased bool, err error) {
	if j.Holder == w.s.Person || !j.Leased(w.tx.Now()) {
		return who, false, nil
	}
	who, err = station.ShowPerson(w.tx, j.Holder)
	return who, true, err
}

// begin leases the order to this packer and carries its tote to the bench.
func (w *work) begin(t *thing) error {
	w.st.Step = StepUnits
	if _, err := w.lease(t.owner.Order); err != nil {
		return err
	}
	if was := t.owner.Holder; !was.IsZero() && was != w.s.Person { // whose lease ran out
		m := station.Say("pack.taken_over", "order", t.owner.Number)
		if err := station.Refresh(w.ctx, w.tx, was, Flow, station.CueAttention, m); err != nil {
			return err
		}
	}
	if t.tote != nil {
		w.st.Tote = t.tote.ID
		if err := ledger.Stand(w.tx, t.tote.ID, w.s.Station, time.Time{}); err != nil {
			return err
		}
	}
	return w.reload()
}

// lease makes the order this packer's for a while longer.
func (w *work) lease(order warehouse.OrderID) (*job.Job, error) {
	if _, err := job.Lease(w.tx, order, w.s.Person, w.tx.Now().Add(time.Duration(w.rule.LeaseMinutes)*time.Minute)); err != nil {
		return nil, err
	}
	return job.To(w.tx, order, job.Packing)
}

// take makes another tote of the order the one that units come from.
func (w *work) take(t *thing) (station.Reply, error) {
	w.st.Tote = t.tote.ID
	if w.st.Step == StepShort {
		w.st.Step = StepUnits
	}
	if err := ledger.Stand(w.tx, t.tote.ID, w.s.Station, time.Time{}); err != nil {
		return station.Reply{}, err
	}
	tote := station.ShowTote(t.tote, t.units)
	w.st.Last = &Last{Tote: &tote, Code: t.code}
	return w.answer(station.CueOK, station.Say("pack.tote_open", "tote", t.tote.Name))
}

// aside takes the order off the bench with its totes: back to those that wait,
// or to the pickers when something of it still has to be picked.
func (w *work) aside() (station.Reply, error) {
	number := w.d.job.Number
	if w.d.missing() > 0 {
		if p := w.d.filling(); p == nil || p.units() == 0 { // a tote without goods says nothing then
			if err := freeTotes(w.tx, w.d); err != nil {
				return station.Reply{}, err
			}
		}
		cue, m, err := w.bring(restBrings, "order", number)
		if err != nil {
			return station.Reply{}, err
		}
		return w.leave(cue, m)
	}
	if err := w.release(job.Picked); err != nil {
		return station.Reply{}, err
	}
	return w.leave(station.CueOK, station.Say("pack.aside", "order", number))
}

// release ends the lease and gives the job a state.
func (w *work) release(to job.State) error {
	_, err := job.Edit(w.tx, w.st.Order, func(j *job.Job) error {
		j.State, j.Holder, j.Until = to, warehouse.PersonID{}, time.Time{}
		return nil
	})
	return err
}

// brings are the sentences of an order that was given back to the pickers: what is
// missing waits, they bring a part of it now, or all.
type brings struct{ waits, part, picked string }

var (
	restBrings   = brings{"pack.rest_waits", "pack.rest_part", "pack.rest_picked"}
	closedBrings = brings{"pack.closed_waits", "pack.closed_part", "pack.closed_picked"}
)

// bring gives the order back to the pickers for what is missing of it, and says
// whether they bring it. name is what the sentences call the order or its parcel.
func (w *work) bring(say brings, key, name string) (station.Cue, station.Message, error) {
	missing := w.d.missing()
	held, err := job.Bring(w.ctx, w.tx, w.st.Order)
	switch {
	case err != nil:
		return "", station.Message{}, err
	case held == 0:
		return station.CueAttention, station.Say(say.waits, key, name, "count", missing), nil
	case held < missing:
		return station.CueAttention, station.Say(say.part, key, name, "held", held, "count", missing-held), nil
	}
	return station.CueOK, station.Say(say.picked, key, name, "count", missing), nil
}

// leave clears the bench.
func (w *work) leave(cue station.Cue, m station.Message) (station.Reply, error) {
	w.st, w.d = w.st.cleared(), nil
	w.st.Last = nil
	return w.answer(cue, m)
}

// back leaves the question what is short, or the screen of a stop whose box is
// empty.
func (w *work) back() (station.Reply, error) {
	if w.st.Step == StepShort {
		w.st.Step = StepUnits
		return w.answer(station.CueOK, station.Message{})
	}
	return w.leave(station.CueOK, station.Message{})
}

// showClosed shows a parcel of an order that is packed: the one scanned, or the
// last.
func (w *work) showClosed(t *thing) error {
	if err := w.reload(); err != nil {
		return err
	}
	w.st.Step = StepClosed
	if t.parcel != nil {
		w.st.Parcel = t.parcel.ID
	} else if n := len(w.d.parcels); n > 0 {
		w.st.Parcel = w.d.parcels[n-1].Place
	}
	return nil
}
