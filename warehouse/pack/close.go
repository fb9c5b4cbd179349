package pack

import (
	"slices"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// closeParcel closes an open parcel: its weight stands, its label is on its way.
// One that is closed already is left alone, and Conflict says so.
func (w *work) closeParcel(id warehouse.PlaceID) error {
	p := w.d.parcelAt(id)
	if !p.open() {
		return errClosed(p.Code)
	}
	if !p.Corrected {
		p.Grams = w.d.expected(&p.box, w.rule.BoxGrams)
	}
	p.Closed, p.Packer = w.tx.Now(), w.s.Person
	if err := job.PutParcel(w.tx, p.Parcel); err != nil {
		return err
	}
	if err := spoolLabel(w.tx, w.s.Station, w.d, p); err != nil {
		return err
	}
	if err := count(w.tx, p.Parcel, 1); err != nil {
		return err
	}
	ev := ParcelClosed{w.st.Order, p.Place, p.Code, p.Grams, p.Courier}
	return ParcelClosedKind.Record(w.tx, ev, about(w.st.Order, p.Place)...)
}

// finish ends the order on the bench after its last parcel was closed: its totes
// are free, its job is packed.
func (w *work) finish(last warehouse.PlaceID) (station.Reply, error) {
	if err := finish(w.tx, w.d); err != nil {
		return station.Reply{}, err
	}
	number, code := w.d.job.Number, w.d.parcelAt(last).Code
	w.st = state{Step: StepClosed, Order: w.st.Order, Parcel: last, Last: w.st.Last}
	if err := w.reload(); err != nil {
		return station.Reply{}, err
	}
	return w.answer(station.CueDone, station.Say("pack.closed", "order", number, "parcel", code))
}

// finish makes the job of an order packed whose goods all lie in closed parcels,
// and frees its totes.
func finish(tx *store.Tx, d *desk) error {
	if err := freeTotes(tx, d); err != nil {
		return err
	}
	ev := Packed{Order: d.job.Order}
	for i := range d.parcels {
		p := &d.parcels[i]
		if p.units() > 0 {
			ev.Parcels = append(ev.Parcels, p.Place)
		} else if p.open() { // all that was in it was taken out again
			if err := void(tx, p, warehouse.PlaceID{}); err != nil {
				return err
			}
		}
	}
	for _, s := range wayTo(job.Packed, d.job.State) {
		if _, err := job.Edit(tx, d.job.Order, func(j *job.Job) error {
			j.State, j.Holder, j.Until = s, warehouse.PersonID{}, time.Time{}
			return nil
		}); err != nil {
			return err
		}
	}
	return PackedKind.Record(tx, ev, job.About(d.job.Order))
}

// wayTo is how a job gets on to a state from an earlier one: the table of
// transitions has no short cuts.
func wayTo(to, from job.State) []job.State {
	way := []job.State{job.Offered, job.Released, job.Picked, job.Packing, job.Packed}
	if from == job.Picking {
		from = job.Released
	}
	first, last := slices.Index(way, from)+1, slices.Index(way, to)+1
	return way[min(first, last):last]
}

// freeTotes gives the empty totes of an order to whoever needs one. A tote with
// goods that the order no longer wants stays its own until they are put back.
func freeTotes(tx *store.Tx, d *desk) error {
	for _, t := range d.totes {
		if t.units() > 0 {
			continue
		}
		if _, err := job.TakeOut(tx, d.job.Order, t.place.ID); err != nil {
			return err
		}
	}
	return nil
}

// next closes the present parcel, because the packer says so or it was weighed: the rest of the
// order goes into another one, which the next unit begins. When nothing is left
// to scan, the order is packed, or goes back to the pickers for what is missing.
func (w *work) next() (station.Reply, error) {
	p := w.d.filling()
	if p == nil || p.units() == 0 {
		return w.refused("pack.parcel_empty")
	}
	if _, err := w.lease(w.st.Order); err != nil {
		return station.Reply{}, err
	}
	if w.unweighed(p) {
		return w.askWeight()
	}
	if err := w.closeParcel(p.Place); err != nil {
		return station.Reply{}, err
	}
	w.st.Undo, w.st.Last, w.st.Weigh = nil, nil, false
	other := w.d.filling()
	switch {
	case other != nil && other.units() > 0 && w.d.picked() == 0:
		return w.answer(station.CueAttention, w.nothingLeft())
	case w.d.complete():
		return w.finish(p.Place)
	case w.d.picked() > 0:
		return w.answer(station.CueOK, station.Say("pack.new_parcel", "parcel", p.Code, "next", w.parcel(w.d.filling()).Index))
	}
	if err := freeTotes(w.tx, w.d); err != nil {
		return station.Reply{}, err
	}
	_, m, err := w.bring(closedBrings, "parcel", p.Code)
	if err != nil {
		return station.Reply{}, err
	}
	w.st = state{Step: StepClosed, Order: w.st.Order, Parcel: p.Place}
	if err := w.reload(); err != nil {
		return station.Reply{}, err
	}
	return w.answer(station.CueAttention, m)
}

// reopen takes a closed parcel apart that has not left: its goods go into a new
// one, so that the code and the label on the old one mean nothing any more.
func (w *work) reopen() (station.Reply, error) {
	if _, leased, err := w.leasedBy(w.d.job); err != nil {
		return station.Reply{}, err
	} else if leased {
		return w.refused("pack.no_action")
	}
	old := w.d.parcelAt(w.st.Parcel)
	if w.d.filling() != nil {
		return w.refused("pack.another_open")
	}
	if err := w.toBench(); err != nil {
		return station.Reply{}, err
	}
	if _, err := w.replace(old); err != nil {
		return station.Reply{}, err
	}
	w.st = state{Step: StepUnits, Order: w.st.Order}
	if err := w.reload(); err != nil {
		return station.Reply{}, err
	}
	return w.answer(station.CueAttention, station.Say("pack.reopened", "parcel", old.Code))
}

// toBench brings the order of a closed parcel back into this packer's hands.
func (w *work) toBench() error {
	for _, s := range wayTo(job.Picked, w.d.job.State) {
		if _, err := job.To(w.tx, w.st.Order, s); err != nil {
			return err
		}
	}
	_, err := w.lease(w.st.Order)
	return err
}

// replace moves the goods of a closed parcel into a new open one and voids it
// with its label.
func (w *work) replace(old *parcel) (*job.Parcel, error) {
	fresh, err := w.newParcel(old.Index)
	if err != nil {
		return nil, err
	}
	if _, err := ledger.Empty(w.tx, old.Place, fresh.Place, reasonRepack, ref(w.st.Order)); err != nil {
		return nil, err
	}
	if old.Corrected {
		fresh.Grams, fresh.Corrected = old.Grams, true
		if err := job.PutParcel(w.tx, fresh); err != nil {
			return nil, err
		}
	}
	return fresh, void(w.tx, old, fresh.Place)
}

// void says that a parcel is none any more: its label is taken off the queue if
// it still waits there, and a scan of one that was printed finds nothing.
func void(tx *store.Tx, p *parcel, into warehouse.PlaceID) error {
	p.Void = true
	if err := job.PutParcel(tx, p.Parcel); err != nil {
		return err
	}
	if !p.Closed.IsZero() {
		if err := dropLabels(tx, p.Place); err != nil {
			return err
		}
		if err := count(tx, p.Parcel, -1); err != nil {
			return err
		}
	}
	if err := ledger.Stand(tx, p.Place, warehouse.PlaceID{}, time.Time{}); err != nil {
		return err
	}
	return ParcelVoidedKind.Record(tx, ParcelVoided{p.Order, p.Place, p.Code, into}, about(p.Order, p.Place)...)
}
