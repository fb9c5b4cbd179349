package pack

import (
	"context"
	"slices"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// A job that was stopped or changed stops whoever packs it, in the same breath.
var _ = job.Watch(watch)

// watch brings a job in step with what it asks for now, and shows its packers.
func watch(ctx context.Context, tx *store.Tx, was, is *job.Job) error {
	if was.State == job.Packing && is.State == job.Released {
		return nil // given back (job.Bring), by this package
	}
	if begun, err := begun(tx, is.Order); err != nil || !begun && was.State != job.Packing {
		return err // nothing of it was ever packed
	}
	d, err := load(tx, is.Order)
	if err != nil {
		return err
	}
	people, err := packers(tx, d.job)
	if err != nil {
		return err
	}
	if d.ended() {
		if err := stopLabels(tx, d); err != nil {
			return err
		}
	} else if err := settle(ctx, tx, d); err != nil {
		return err
	}
	cue, m := station.CueWrong, station.Say("pack.stopped", "order", d.job.Number)
	if !d.ended() && d.out() == 0 {
		cue, m = station.CueAttention, station.Say("pack.changed", "order", d.job.Number)
	}
	for _, p := range people {
		if err := station.Refresh(ctx, tx, p, Flow, cue, m); err != nil {
			return err
		}
	}
	return nil
}

// begun says whether an order has a parcel.
func begun(tx *store.Tx, order warehouse.OrderID) (bool, error) {
	for p, err := range job.ParcelsOf(tx, order) {
		if err != nil || !p.Void {
			return true, err
		}
	}
	return false, nil
}

// packers are the people on whose screens an order is.
func packers(tx *store.Tx, j *job.Job) (all []warehouse.PersonID, err error) {
	may := []warehouse.PersonID{j.Holder}
	for p, err := range job.ParcelsOf(tx, j.Order) {
		if err != nil {
			return nil, err
		}
		may = append(may, p.Packer)
	}
	for _, id := range may {
		if id.IsZero() || slices.Contains(all, id) {
			continue
		}
		s, err := station.Of(tx, id)
		if err != nil && fault.KindOf(err) == fault.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		if s.Flow != Flow {
			continue
		}
		st, err := station.Load[state](s)
		if err != nil {
			return nil, err
		}
		if st.Order == j.Order {
			all = append(all, id)
		}
	}
	return all, nil
}

// stopLabels takes the labels of a cancelled order off the queue that were not
// printed yet.
func stopLabels(tx *store.Tx, d *desk) error {
	for _, p := range d.parcels {
		if p.open() || !p.Gone.IsZero() {
			continue
		}
		if err := dropLabels(tx, p.Place); err != nil {
			return err
		}
	}
	return nil
}

// settle gives a job whose lines were changed the state that is true now. One
// that is packed and asks for more goes back to the pickers; one that asks for
// less waits for a bench where it is taken out; and one that waited only for
// what is wanted no longer is packed.
func settle(ctx context.Context, tx *store.Tx, d *desk) error {
	if d.job.State == job.Packing {
		return nil // its packer sees to it
	}
	allClosed := d.filling() == nil || d.filling().units() == 0
	switch {
	case d.job.State == job.Packed && d.out() > 0:
		_, err := job.To(tx, d.job.Order, job.Packing)
		return err
	case d.job.State == job.Packed && d.missing() > 0:
		if _, err := job.To(tx, d.job.Order, job.Packing); err != nil {
			return err
		}
		_, err := job.Bring(ctx, tx, d.job.Order)
		return err
	case d.job.State == job.Packed || !d.complete():
		return nil
	case allClosed:
		return finish(tx, d)
	default: // its open box waits for a bench again
		for _, s := range wayTo(job.Picked, d.job.State) {
			if _, err := job.To(tx, d.job.Order, s); err != nil {
				return err
			}
		}
	}
	return nil
}

// stop draws why the work stops, what was not done, and what hands do now.
func (w *work) stop() (*Stop, error) {
	s := &Stop{AfterScan: w.st.Scans}
	h, by := w.d.job.Halt, w.d.job.Halt.Person
	s.Halt = station.Halt{Why: station.Say(h.Code), At: h.At}
	if w.st.Halt != nil {
		by = w.st.Halt.Person
		s.Halt = station.Halt{Why: station.Say("pack.changed", "order", w.d.job.Number), At: w.st.Halt.At}
	}
	var err error
	if s.Who, err = station.ShowPerson(w.tx, by); err != nil {
		return nil, err
	}
	if s.Undone, err = w.undone(); err != nil {
		return nil, err
	}
	w.chooseInto()
	for _, t := range w.d.totes {
		if t.place.ID == w.st.Into {
			tote := station.ShowTote(t.place, t.units())
			s.Into = &tote
		}
	}
	for _, g := range w.d.goods {
		done := w.st.cameOut(g.item.ID)
		if need := done + max(g.out(), 0); need > 0 {
			s.Back = append(s.Back, BackLine{Item: station.ShowItem(g.item), Need: int64(need), Done: int64(done)})
		}
	}
	return s, nil
}

// undone says of each effect of packing what became of it.
func (w *work) undone() ([]Effect, error) {
	label, err := w.labelLeft()
	if err != nil {
		return nil, err
	}
	more, err := beyond(w.tx, w.d.job.Order)
	return append([]Effect{label}, more...), err
}

// labelLeft is what became of the labels of the parcels that were closed: of the
// last that still stands, and without one of the last that was opened again,
// whose paper is on the bench all the same.
func (w *work) labelLeft() (Effect, error) {
	none := Effect{Kind: EffectLabel, State: "none"}
	stands, opened := none, none
	for p, err := range job.ParcelsOf(w.tx, w.d.job.Order) {
		if err != nil {
			return none, err
		}
		if p.Closed.IsZero() {
			continue
		}
		e, _, err := labelEffect(w.tx, p.Place)
		switch {
		case err != nil:
			return none, err
		case e.State == "none" && e.Why == nil:
		case p.Void:
			opened = e
		default:
			stands = e
		}
	}
	label := stands
	if label.State == "none" && label.Why == nil {
		label = opened
	}
	if label.Why != nil && label.State == "none" {
		label = Effect{Kind: EffectLabel, State: "waiting"} // it was taken off the queue
	}
	return label, nil
}

// chooseInto takes a tote of the order, which stands on the bench, for what comes
// out, until the packer scans another.
func (w *work) chooseInto() {
	if w.d.has(w.st.Into) || w.d.out() == 0 {
		return
	}
	w.st.Into = warehouse.PlaceID{}
	for _, t := range w.d.totes {
		if w.st.Into.IsZero() || t.place.ID == w.st.Tote {
			w.st.Into = t.place.ID
		}
	}
}

// cameOut is how much of an item was taken out since the stop.
func (st *state) cameOut(item warehouse.ItemID) measure.Qty {
	for _, b := range st.Back {
		if b.Item == item {
			return b.Done
		}
	}
	return 0
}

// into makes a tote the one that takes the goods back.
func (w *work) into(t *thing) (station.Reply, error) {
	if _, err := job.PutIn(w.tx, w.st.Order, t.tote.ID); err != nil {
		return station.Reply{}, err
	}
	if err := ledger.Stand(w.tx, t.tote.ID, w.s.Station, time.Time{}); err != nil {
		return station.Reply{}, err
	}
	w.st.Into = t.tote.ID
	tote := station.ShowTote(t.tote, t.units)
	w.st.Last = &Last{Tote: &tote, Code: t.code}
	if err := w.reload(); err != nil {
		return station.Reply{}, err
	}
	return w.answer(station.CueOK, station.Say("pack.tote_open", "tote", t.tote.Name))
}

// takeOut moves units from their parcel into the tote, from where they are put
// back. When it was the last, the stop is over by itself.
func (w *work) takeOut(t *thing) (station.Reply, error) {
	if slices.Contains([]job.State{job.Packing, job.Picked, job.Packed}, w.d.job.State) { // otherwise the pickers have it
		if _, err := w.lease(w.st.Order); err != nil {
			return station.Reply{}, err
		}
	}
	if err := w.unpack(t); err != nil {
		return station.Reply{}, err
	}
	i := slices.IndexFunc(w.st.Back, func(b back) bool { return b.Item == t.item.ID })
	if i < 0 {
		i = len(w.st.Back)
		w.st.Back = append(w.st.Back, back{Item: t.item.ID})
	}
	w.st.Back[i].Done += t.qty
	w.st.Scans++
	if err := w.reload(); err != nil {
		return station.Reply{}, err
	}
	if w.d.out() == 0 {
		return w.stopOver()
	}
	item := station.ShowItem(t.item)
	w.st.Last = &Last{Item: &item, Code: t.code}
	return w.answer(station.CueOK, station.Say("pack.taken_out", "tote", w.intoName()))
}

func (w *work) intoName() string {
	for _, t := range w.d.totes {
		if t.place.ID == w.st.Into {
			return t.place.Name
		}
	}
	return ""
}

// unpack takes units of an item out of the parcels, the open one first. A closed
// parcel that is opened for it is another parcel from then on.
func (w *work) unpack(t *thing) error {
	left := t.qty
	for i := range w.d.parcels {
		p := &w.d.parcels[i]
		n := min(left, p.of(t.item.ID))
		if n == 0 || t.unit != nil && t.unit.Place != p.Place {
			continue
		}
		if err := w.unpackFrom(p, t, n); err != nil {
			return err
		}
		if left -= n; left == 0 {
			return nil
		}
	}
	return fault.New(fault.Conflict, "pack.not_in_box", "order", w.d.job.Number)
}

func (w *work) unpackFrom(p *parcel, t *thing, qty measure.Qty) error {
	from := p.Parcel
	if !p.open() {
		fresh, err := w.replace(p)
		if err != nil {
			return err
		}
		from = fresh
	}
	if err := w.weighIn(from, t.item.ID, -qty); err != nil {
		return err
	}
	left := qty
	for _, r := range p.rows {
		n := min(left, r.qty)
		if r.stock.Item != t.item.ID || n == 0 || t.unit != nil && t.unit.Stock != r.stock {
			continue
		}
		m := &ledger.Move{Stock: r.stock, Qty: n, From: from.Place, To: w.st.Into, Reason: reasonUnpack, Ref: ref(w.st.Order)}
		if t.unit != nil {
			m.Units = []warehouse.UnitID{t.unit.ID}
		}
		if err := ledger.Post(w.tx, m); err != nil {
			return err
		}
		left -= n
	}
	ev := UnitUnpacked{Order: w.st.Order, Parcel: from.Place, Item: t.item.ID, Qty: qty, Back: true}
	return UnitUnpackedKind.Record(w.tx, ev, about(w.st.Order, from.Place)...)
}

// stopOver ends a stop after the last unit came out: parcels that are empty now
// are none any more. A cancelled order leaves the bench, and one that the
// pickers have; any other goes on.
func (w *work) stopOver() (station.Reply, error) {
	for i := range w.d.parcels {
		p := &w.d.parcels[i]
		if p.units() > 0 || !p.Gone.IsZero() {
			continue
		}
		if err := void(w.tx, p, warehouse.PlaceID{}); err != nil {
			return station.Reply{}, err
		}
	}
	m := station.Say("pack.stop_done", "order", w.d.job.Number, "tote", w.intoName())
	if w.d.ended() {
		if _, err := job.Edit(w.tx, w.st.Order, func(j *job.Job) error {
			j.Holder, j.Until = warehouse.PersonID{}, time.Time{}
			return nil
		}); err != nil {
			return station.Reply{}, err
		}
		return w.leave(station.CueDone, m)
	}
	if w.d.job.State == job.Offered && w.d.complete() {
		if err := w.toBench(); err != nil {
			return station.Reply{}, err
		}
	}
	w.st.Step, w.st.Halt, w.st.Back, w.st.Last, w.st.Undo = StepUnits, nil, nil, nil, nil
	if err := w.reload(); err != nil {
		return station.Reply{}, err
	}
	if w.follow(); w.d == nil {
		return w.leave(station.CueDone, m)
	}
	return w.answer(station.CueDone, m)
}

// again prints the label of the closed parcel once more, marked as a copy.
func (w *work) again() (station.Reply, error) {
	p := w.d.parcelAt(w.st.Parcel)
	n, err := copyLabel(w.tx, PrinterQueue(w.s.Station), w.d, p.Parcel)
	if err != nil {
		return station.Reply{}, err
	}
	return w.answer(station.CueOK, station.Say("pack.label_again", "parcel", p.Code, "copy", n))
}
