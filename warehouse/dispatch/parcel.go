package dispatch

import (
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
)

// verdict is what a scanned parcel turned out to be.
type verdict string

const (
	right    verdict = "right"
	wrong    verdict = "wrong"
	twice    verdict = "twice"
	stopped  verdict = "stopped"
	unknown  verdict = "unknown"
	unpacked verdict = "unpacked" // its order is not packed as a whole; shown as no verdict
)

// thing is a parcel as it was scanned; one that is not ours has no row.
type thing struct {
	code string
	row  *job.Parcel
	job  *job.Job
	out  *Out // it is on a list
}

// judge says what a parcel is to a courier; "" is none yet, the parcel decides.
func judge(courier string, chosen bool, t *thing) verdict {
	switch {
	case t.row == nil || t.row.Closed.IsZero() || t.row.Void && !ended(t.job):
		return unknown
	case !t.row.Gone.IsZero():
		return twice
	case ended(t.job):
		return stopped
	case t.job.State != job.Packed:
		return unpacked
	case t.out != nil && !t.out.Stopped:
		return twice
	case chosen && t.row.Courier != courier:
		return wrong
	}
	return right
}

// chosen says whether parcels are scanned of one courier only.
func (w *work) chosen() bool { return w.st.step() == StepScan || w.st.step() == StepMissing }

// judge says what a parcel is to the courier whose parcels are scanned.
func (w *work) judge(t *thing) verdict { return judge(w.st.Courier, w.chosen(), t) }

// comesOff says whether a parcel comes off its list by its scan: it must, or is put on
// anew.
func (w *work) comesOff(v verdict, t *thing) bool {
	return t.out != nil && v != twice && t.row.Gone.IsZero()
}

func ended(j *job.Job) bool { return j.State == job.Stopped || j.State == job.Ended }

// meaning is a parcel with its order, and its list if it is on one.
func (w *work) meaning(code string, p *place.Place) (*thing, error) {
	t := &thing{code: code}
	row, err := job.GetParcel(w.tx, p.ID)
	if err != nil && fault.KindOf(err) == fault.NotFound {
		return t, nil
	}
	if err != nil {
		return nil, err
	}
	t.row = row
	if t.job, err = job.Get(w.tx, row.Order); err != nil {
		return nil, err
	}
	t.out, err = OutOf(w.tx, p.ID)
	return t, err
}

// scanned judges a parcel and puts it on the list of its courier when it is
// right. One that must come off the list comes off by its scan.
func (w *work) scanned(t *thing) (station.Reply, error) {
	v := w.judge(t)
	if w.comesOff(v, t) {
		if err := w.takeOff(t.out, v != right); err != nil {
			return station.Reply{}, err
		}
	}
	if v == right {
		return w.put(t)
	}
	last, err := w.refusal(v, t)
	if err != nil {
		return station.Reply{}, err
	}
	w.st.Last = last
	if w.chosen() {
		w.st.Step = StepScan
	}
	if v == unpacked {
		w.st.Last = nil
		return w.answer(station.CueWrong, station.Say("dispatch.unpacked", "parcel", t.row.Code, "order", t.job.Number))
	}
	if t.out != nil && v == stopped && t.row.Gone.IsZero() {
		return w.answer(station.CueWrong, station.Say("dispatch.taken_off", "parcel", t.row.Code))
	}
	return w.answer(station.CueWrong, station.Say("dispatch."+string(v), "parcel", t.code))
}

// refusal is the band of a parcel that does not go.
func (w *work) refusal(v verdict, t *thing) (*Last, error) {
	last := &Last{Verdict: string(v), Code: t.code}
	if t.row == nil || v == unknown {
		return last, nil
	}
	var err error
	if last.Parcel, err = w.parcel(t.row); err != nil {
		return nil, err
	}
	switch v {
	case wrong:
		if last.Belongs, err = w.courier(t.row.Courier); err != nil {
			return nil, err
		}
		last.Wrong, err = w.wrong(t)
	case twice:
		if last.Before = t.row.Gone; t.out != nil {
			last.Before = t.out.At
		}
	}
	return last, err
}

// wrong is a parcel of another courier beside the courier that was chosen.
func (w *work) wrong(t *thing) (*station.Wrong, error) {
	chosen, err := job.CourierOf(w.tx, w.s.Site, w.st.Courier)
	if err != nil {
		return nil, err
	}
	return &station.Wrong{
		Kind: "parcel", Needed: station.WrongSide{Text: name(chosen)}, Held: station.WrongSide{Code: t.code, Text: t.row.Code},
	}, nil
}

// put puts a parcel on the list of its courier.
func (w *work) put(t *thing) (station.Reply, error) {
	l, err := OpenList(w.tx, w.s.Site, t.row.Courier)
	if err != nil {
		return station.Reply{}, err
	}
	if l == nil {
		l = &List{ID: ListID(w.tx.Mint()), Site: w.s.Site, Courier: t.row.Courier, Opened: w.tx.Now(), Person: w.s.Person}
		if err := lists.Insert(w.tx, l); err != nil {
			return station.Reply{}, err
		}
	}
	on, err := l.all(w.tx)
	if err != nil {
		return station.Reply{}, err
	}
	if len(on) >= MaxParcels {
		w.st.Last = nil
		return w.answer(station.CueWrong, station.Say("dispatch.full", "max", MaxParcels))
	}
	if err := w.carry(t.row); err != nil {
		return station.Reply{}, err
	}
	o := &Out{Parcel: t.row.Place, List: l.ID, Order: t.row.Order, At: w.tx.Now(), Person: w.s.Person, Grams: t.row.Grams}
	if err := outs.Insert(w.tx, o); err != nil {
		return station.Reply{}, err
	}
	if err := ScannedOutKind.Record(w.tx, ScannedOut{o.Order, o.Parcel, o.List}, about(o.Order, o.Parcel)...); err != nil {
		return station.Reply{}, err
	}
	drawn, err := w.parcel(t.row)
	if err != nil {
		return station.Reply{}, err
	}
	w.st = state{Step: StepScan, Courier: t.row.Courier, Last: &Last{Verdict: string(right), Parcel: drawn, Code: t.code}}
	return w.answer(station.CueOK, station.Say("dispatch.right", "parcel", t.row.Code))
}

// carry stands a parcel at its courier's dock, where there is one.
func (w *work) carry(p *job.Parcel) error {
	c, err := job.CourierOf(w.tx, p.Site, p.Courier)
	if err != nil || c.Dock.IsZero() {
		return err
	}
	return stand(w.tx, p.Place, c.Dock)
}

// takeOff takes a parcel off its list.
func (w *work) takeOff(o *Out, wasStopped bool) error {
	if err := outs.Delete(w.tx, o.Parcel); err != nil {
		return err
	}
	return TakenOffKind.Record(w.tx, TakenOff{o.Order, o.Parcel, o.List, wasStopped}, about(o.Order, o.Parcel)...)
}

// undo takes the parcel that this person scanned last off the list again.
func (w *work) undo() (station.Reply, error) {
	o, err := w.mine()
	if err != nil {
		return station.Reply{}, err
	}
	row, err := job.GetParcel(w.tx, o.Parcel)
	if err != nil {
		return station.Reply{}, err
	}
	if err := w.takeOff(o, false); err != nil {
		return station.Reply{}, err
	}
	w.st.Last = nil
	return w.answer(station.CueOK, station.Say("dispatch.undone", "parcel", row.Code))
}

// mine is the parcel on the open list that this person scanned last, nil for
// none.
func (w *work) mine() (last *Out, err error) {
	l, err := OpenList(w.tx, w.s.Site, w.st.Courier)
	if err != nil || l == nil {
		return nil, err
	}
	on, err := l.all(w.tx)
	for _, o := range on {
		if o.Person == w.s.Person {
			last = o
		}
	}
	return last, err
}
