package pack

import (
	"context"
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// RightWork lets a person pack.
const RightWork staff.Right = "pack.work"

// flow is packing as station runs it.
type flow struct{}

var _ = station.Register(flow{})

func (flow) Name() string       { return Flow }
func (flow) Right() staff.Right { return RightWork }

// Waiting is how many orders wait for a bench.
func (flow) Waiting(tx *store.Tx, site warehouse.SiteID) (n int, err error) {
	for _, err := range job.In(tx, site, job.Picked) {
		if err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}

// Begin comes back to the order that was left on the bench, or to the empty
// bench.
func (flow) Begin(ctx context.Context, tx *store.Tx, s *station.Session) (station.Reply, error) {
	w, err := begin(ctx, tx, s)
	if err != nil {
		return station.Reply{}, err
	}
	return w.answer(station.CueOK, station.Say("pack.begun"))
}

// Busy says that an order lies on the bench.
func (flow) Busy(s *station.Session) (bool, error) {
	st, err := station.Load[state](s)
	return st.step() != StepTote && st.step() != StepClosed, err
}

// Opens says that a tote at a bench is brought to be packed; which of several with one
// code, is asked over the empty bench.
func (flow) Opens(_ *store.Tx, s *station.Session, in *station.Scanned) (bool, error) {
	tote, several := in.Place(place.KindTote)
	return (tote != nil || several) && !s.Station.IsZero(), nil
}

// Show draws the bench as it is now.
func (flow) Show(ctx context.Context, tx *store.Tx, s *station.Session) (station.Reply, error) {
	w, err := begin(ctx, tx, s)
	if err != nil {
		return station.Reply{}, err
	}
	return w.answer(station.CueOK, station.Message{})
}

// Scan decides what a code means here and does it.
func (flow) Scan(ctx context.Context, tx *store.Tx, s *station.Session, in *station.Scanned) (station.Reply, error) {
	w, err := begin(ctx, tx, s)
	if err != nil {
		return station.Reply{}, err
	}
	if len(in.Things) > 1 { // none of them is of use
		return station.Unknown(ctx, tx, s, in)
	}
	t, err := w.meaning(in)
	if err != nil {
		return station.Reply{}, err
	}
	w.st.Serial = warehouse.ItemID{}
	return w.do(t, decide(&w.st, w.d, t))
}

// Use judges one meaning of a code by what its scan would do. A piece whose own code
// was awaited is that piece, whatever else the code means.
func (flow) Use(ctx context.Context, tx *store.Tx, s *station.Session, in *station.Scanned) (station.Use, error) {
	w, err := begin(ctx, tx, s)
	if err != nil {
		return station.Useless, err
	}
	if u, err := w.piece(in.Code.Data); err != nil || u != nil {
		return station.Harmless, err
	}
	t, err := w.meaning(in)
	if err != nil {
		return station.Useless, err
	}
	switch is := decide(&w.st, w.d, t); {
	case is.do != refuse:
		return station.Useful, nil
	case is.cue != station.CueWrong, t.item != nil && w.d != nil && w.d.find(t.item.ID) != nil: // it says why not now
		return station.Harmless, nil
	}
	return station.Useless, nil
}

// Wants is how much of an item is to be packed yet.
func (flow) Wants(ctx context.Context, tx *store.Tx, s *station.Session, i *catalog.Item) (measure.Qty, error) {
	w, err := begin(ctx, tx, s)
	if err != nil || w.d == nil || w.d.find(i.ID) == nil {
		return 0, err
	}
	return w.d.find(i.ID).picked, nil
}

// work is one step of a session.
type work struct {
	ctx  context.Context
	tx   *store.Tx
	s    *station.Session
	st   state
	d    *desk // nil while nothing lies on the bench
	rule Policy
}

// begin reads the session's state and the order it is about, and brings both in
// step: an order that was cancelled, changed, or taken over since.
func begin(ctx context.Context, tx *store.Tx, s *station.Session) (*work, error) {
	w := &work{ctx: ctx, tx: tx, s: s}
	var err error
	if w.st, err = station.Load[state](s); err != nil {
		return nil, err
	}
	if w.rule, err = Rules.At(tx, s.Site); err != nil {
		return nil, err
	}
	if w.st.Order.IsZero() {
		return w, nil
	}
	if err := w.reload(); err != nil {
		return nil, err
	}
	w.follow()
	return w, nil
}

func (w *work) reload() (err error) {
	w.d, err = load(w.tx, w.st.Order)
	return err
}

// follow brings the step in line with what became of the order.
func (w *work) follow() {
	packing := w.d.job.State == job.Packing
	mine := packing && w.d.job.Holder == w.s.Person
	nobodys := (!packing || w.d.job.Holder.IsZero()) && (w.st.Step == StepClosed || w.st.Step == StepStop)
	switch {
	case w.d.ended():
		w.st.Step, w.st.Halt = StepStop, nil
	case w.d.out() > 0 && (mine || nobodys):
		w.halt()
	case w.st.Step == StepClosed:
	case !mine: // somebody else has it, or it went back to the pickers
		w.st, w.d = w.st.cleared(), nil
	case w.st.Step == StepStop:
		w.st.Step, w.st.Halt, w.st.Back, w.st.Weigh = StepUnits, nil, nil, false
	}
}

// halt stops the work for a change that leaves too much in the parcels, and
// notes who made it: whoever the present transaction is for, if it is another.
func (w *work) halt() {
	if w.st.Step == StepStop && w.st.Halt != nil {
		return
	}
	w.st.Step, w.st.Halt = StepStop, &halt{At: w.tx.Now()}
	if by := warehouse.PersonID(w.tx.Origin().Person); by != w.s.Person {
		w.st.Halt.Person = by
	}
}

// meaning is the one thing that a code means, as far as packing cares.
func (w *work) meaning(in *station.Scanned) (t *thing, err error) {
	t = &thing{code: in.Code.Data, lot: in.Code.Lot()}
	if u, err := w.piece(in.Code.Data); err != nil || u != nil {
		t.unit, t.qty = u, 1
		if u != nil {
			t.item, t.lot = w.d.find(u.Stock.Item).item, ""
		}
		return t, err
	}
	item, _ := in.Item()
	tote, _ := in.Place(place.KindTote)
	box, _ := in.Place(place.KindParcel)
	order, _ := in.Ordered()
	switch {
	case tote != nil:
		err = w.ofTote(t, tote)
	case box != nil:
		err = w.ofParcel(t, box)
	case item != nil:
		t.item, t.qty = item.Item, item.Qty
		t.unit, err = w.unitOf(t, in)
	case order != nil:
		t.order = order.Order
		if t.owner, err = job.Get(w.tx, order.Order); err == nil {
			err = w.ofOrder(t)
		}
	}
	return t, err
}

// piece is the unit whose own code was awaited.
func (w *work) piece(code string) (*ledger.Unit, error) {
	if w.st.Serial.IsZero() || w.d == nil || w.d.find(w.st.Serial) == nil {
		return nil, nil
	}
	return ledger.FindUnit(w.tx, w.st.Serial, code)
}

// unitOf is the piece that the code of an item names: by its serial number, or
// by the whole code as it was marked.
func (w *work) unitOf(t *thing, in *station.Scanned) (*ledger.Unit, error) {
	if !t.item.Tracking.Units {
		return nil, nil
	}
	return ledger.UnitScanned(w.tx, t.item.ID, in.Code)
}

func (w *work) ofTote(t *thing, p *place.Place) (err error) {
	t.tote = p
	if t.owner, err = job.InTote(w.tx, p.ID); err != nil {
		return err
	}
	if t.units, err = content(w.tx, p.ID); err != nil || t.owner == nil {
		return err
	}
	return w.ofOrder(t)
}

// ofOrder looks whether too much lies in the parcels of a thing's order, and who
// picks it now.
func (w *work) ofOrder(t *thing) error {
	d, err := load(w.tx, t.owner.Order)
	if err != nil {
		return err
	}
	t.boxed = d.out() > 0
	if t.owner.State == job.Picking {
		t.picker, err = station.ShowPerson(w.tx, t.owner.Holder)
	}
	return err
}

func (w *work) ofParcel(t *thing, p *place.Place) error {
	t.parcel = p
	row, err := job.GetParcel(w.tx, p.ID)
	if fault.KindOf(err) == fault.NotFound && err != nil || err == nil && row.Void {
		return nil
	}
	if err != nil {
		return err
	}
	if t.owner, err = job.Get(w.tx, row.Order); err != nil {
		return err
	}
	return w.ofOrder(t)
}

// content is how many base units lie in a place.
func content(tx *store.Tx, p warehouse.PlaceID) (n measure.Qty, err error) {
	for b, err := range ledger.Contents(tx, p) {
		if err != nil {
			return 0, err
		}
		n += b.OnHand()
	}
	return n, nil
}

// do carries a deed out and answers.
func (w *work) do(t *thing, is deed) (station.Reply, error) {
	switch is.do {
	case open:
		return w.open(t)
	case take:
		return w.take(t)
	case pack:
		return w.pack(t)
	case serial:
		w.st.Serial = t.item.ID
	case into:
		return w.into(t)
	case takeOut:
		return w.takeOut(t)
	}
	return w.refuse(t, is)
}

// refuse answers a scan that did nothing.
func (w *work) refuse(t *thing, is deed) (station.Reply, error) {
	w.st.Last = &Last{Code: t.code, Wrong: is.wrong}
	if is.wrong != nil {
		w.st.Last.Said = &is.say
	}
	return w.answer(is.cue, is.say)
}

// Touch does an action of the view.
func (flow) Touch(ctx context.Context, tx *store.Tx, s *station.Session, action string, args map[string]string) (station.Reply, error) {
	w, err := begin(ctx, tx, s)
	if err != nil {
		return station.Reply{}, err
	}
	if !slices.ContainsFunc(w.actions(), func(a station.Action) bool { return a.Name == action }) {
		return w.refused("pack.no_action")
	}
	switch action {
	case ActUndo:
		return w.undo()
	case ActLabel:
		return w.again()
	case ActShort:
		return w.short(args)
	case ActParcel:
		return w.next()
	case ActAside:
		return w.aside()
	case ActReopen:
		return w.reopen()
	case ActWeight:
		return w.weigh(args["grams"])
	}
	return w.back()
}

// refused answers an action that cannot be done now; nothing happened.
func (w *work) refused(code string, args ...any) (station.Reply, error) {
	return w.answer(station.CueWrong, station.Say(code, args...))
}
