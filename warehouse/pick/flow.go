package pick

import (
	"slices"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
)

// floor is all that a step asks of the world.
type floor interface {
	// Walk is the order in hand as it is now, nil between orders.
	Walk() *walk
	// Whose says whose goods a tote holds.
	Whose(tote *place.Place) (owner, error)
	// Next is the order that waits longest for a picker; nil when none does.
	Next() (*job.Job, error)
	// Begun is the first order that was begun and that nobody else has in hand; nil
	// when there is none.
	Begun() (*job.Job, error)
	// Ordered is an order by its id, as a paper or the list names it; nil when
	// there is none on the floor.
	Ordered(id warehouse.OrderID) (*job.Job, error)
	// Lot is the lot of an item as a scan tells it, nil when it tells none or one
	// that nobody knows.
	Lot(item *catalog.Item, in *station.Scanned) (*ledger.Lot, error)
	// Unit is a piece of an item by what its scan says, nil when nobody knows it.
	Unit(item *catalog.Item, in *station.Scanned) (*ledger.Unit, error)
	// Named is how a colleague is called.
	Named(who warehouse.PersonID) (station.Person, error)
	// Who scans, and when.
	Who() warehouse.PersonID
	Now() time.Time
}

// mine says whether an order is this person's, and free whether they may take it
// from whoever had it: nobody, or one whose lease has ended.
func mine(j *job.Job, f floor) bool { return j.Holder == f.Who() }
func free(j *job.Job, f floor) bool { return !j.Leased(f.Now()) }

// owner is whose goods are in a tote.
type owner struct {
	Job   *job.Job // nil for nobody's
	Empty bool     // nothing lies in it
}

// verdict is what a step decided: the state after it, what is to be written,
// and what the person hears.
type verdict struct {
	state state
	deed  deed // nil writes nothing
	cue   station.Cue
	say   station.Message
}

func (st state) says(cue station.Cue, code string, args ...any) verdict {
	return verdict{state: st, cue: cue, say: station.Say(code, args...)}
}

// refuses is a wrong scan: nothing is written and the screen stays until the
// right one.
func (st state) refuses(r refusal, in *station.Scanned) verdict {
	r.Code = in.Text()
	st.Hand.Asked = false // who held something else looks again
	st = st.over(StepWrong)
	st.Wrong = &r
	return st.says(station.CueWrong, "pick.wrong_"+r.Kind)
}

// because says why the scan was refused, where the kind of what is wrong with it
// does not tell.
func (v verdict) because(code string, args ...any) verdict {
	v.say = station.Say(code, args...)
	wrong := *v.state.Wrong
	wrong.Said = &v.say
	v.state.Wrong = &wrong
	return v
}

// unknown is a scan that means nothing at this step, or nothing at all.
func (st state) unknown(in *station.Scanned) verdict {
	r := refusal{Kind: "unknown"}
	if t, _ := in.Item(); t != nil {
		r = refusal{Kind: "item", Item: t.Item.ID}
	} else if p, _ := in.Place(place.KindBin); p != nil {
		r = refusal{Kind: "bin", Bin: p.ID}
	} else if p, _ := in.Place(place.KindTote); p != nil {
		r = refusal{Kind: "tote", Tote: p.ID}
	}
	return st.refuses(r, in)
}

// scan judges a code by the state. It writes nothing and asks only f.
func (st state) scan(in *station.Scanned, f floor) (verdict, error) {
	if first := st.first(in); first != "" {
		return st.says(station.CueWrong, first), nil
	}
	if st.Step == StepReturn {
		return st.scanReturn(in), nil
	}
	switch st.base() {
	case StepOffered:
		return st.scanOffered(in, f)
	case StepStop:
		return st.scanStopped(in, f)
	case StepGo:
		return st.scanBin(in, f)
	case StepItem:
		return st.scanItem(in, f)
	case StepTote:
		return st.scanTote(in, f)
	}
	return st.scanIdle(in, f)
}

// use is what the step can do with a code of one meaning.
func (st state) use(in *station.Scanned, f floor) (station.Use, error) {
	v, err := st.scan(in, f)
	return station.Judged(v.cue, v.deed != nil, st.back(), v.state), err
}

// first says in a code what is to be answered before a scan; "" when it may be
// judged. Nothing scanned takes the place of a question of which a part was
// answered, nor other goods that of one which waits for those in hand: the answer
// would be lost without a word. "back" gives it up.
func (st *state) first(in *station.Scanned) string {
	t, _ := in.Item()
	same := t != nil && t.Item.ID == st.Here.Stock.Item
	switch st.Step {
	case StepQuantity:
		if st.Typed != "" || t != nil && !same {
			return "pick.first_quantity"
		}
	case StepShort: // goods of the stop answer too: one more is there
		if part := st.Typed != "" || *st.Short != (shortage{st.Hand.Qty(), Reasons[0]}); part && !same {
			return "pick.first_short"
		}
	}
	return ""
}

// scanIdle takes the next order with an empty tote, goes on with the order of a
// tote, or looks at the order of a paper.
func (st state) scanIdle(in *station.Scanned, f floor) (verdict, error) {
	if o, _ := in.Ordered(); o != nil {
		j, err := f.Ordered(o.Order)
		if err != nil {
			return verdict{}, err
		}
		return st.offer(j, f)
	}
	if bench, _ := in.Place(place.KindBin); bench != nil && st.Step == StepDone && (bench.Use == place.PackBench || bench.Use == place.Staging) {
		v := st.says(station.CueDone, "pick.stood", "place", bench.Name)
		v.deed = stand{bench.ID}
		return v, nil
	}
	tote, _ := in.Place(place.KindTote)
	if tote == nil {
		return st.says(station.CueWrong, "pick.scan_tote"), nil
	}
	whose, err := f.Whose(tote)
	if err != nil {
		return verdict{}, err
	}
	switch {
	case whose.Job != nil:
		v, err := st.offer(whose.Job, f)
		if err != nil {
			return v, err
		}
		if v.state.Step == StepOffered && (mine(whose.Job, f) || whose.Job.Holder.IsZero()) {
			return v.state.taken(whose.Job, tote.ID), nil
		}
		return v, nil
	case !whose.Empty || !tote.Open():
		return st.says(station.CueWrong, "pick.tote_not_empty", "tote", tote.Name), nil
	}
	j, err := f.Next()
	if err != nil {
		return verdict{}, err
	}
	if j != nil {
		return st.taken(j, tote.ID), nil
	}
	if j, err = f.Begun(); err != nil || j == nil {
		return st.says(station.CueAttention, "pick.nothing"), err
	}
	return st.offer(j, f)
}

// offer shows an order that the person may take, and says why when they may not.
func (st state) offer(j *job.Job, f floor) (verdict, error) {
	switch {
	case j == nil || j.State != job.Released && j.State != job.Picking:
		return st.says(station.CueWrong, "pick.gone"), nil
	case !mine(j, f) && !free(j, f):
		who, err := f.Named(j.Holder)
		return st.says(station.CueWrong, "pick.leased", "number", j.Number, "person", who.Name), err
	}
	st = st.idle()
	st.Step, st.Order = StepOffered, j.Order
	return st.says(station.CueAttention, "pick.offered", "number", j.Number), nil
}

// taken is the beginning of a walk.
func (st state) taken(j *job.Job, tote warehouse.PlaceID) verdict {
	st = st.idle()
	st.Order = j.Order
	v := st.says(station.CueOK, "pick.begun", "number", j.Number)
	v.deed = take{j.Order, tote}
	return v
}

// scanOffered takes the offered order with one of its totes or an empty one.
func (st state) scanOffered(in *station.Scanned, f floor) (verdict, error) {
	tote, _ := in.Place(place.KindTote)
	if tote == nil {
		return st.idle().scanIdle(in, f)
	}
	whose, err := f.Whose(tote)
	if err != nil {
		return verdict{}, err
	}
	j := f.Walk().job
	switch {
	case whose.Job != nil && whose.Job.Order == j.Order, whose.Job == nil && whose.Empty && tote.Open():
		return st.taken(j, tote.ID), nil
	case whose.Job != nil:
		return st.says(station.CueWrong, "pick.foreign_tote", "number", whose.Job.Number), nil
	}
	return st.says(station.CueWrong, "pick.tote_not_empty", "tote", tote.Name), nil
}

// scanStopped is told by a tote of the order that its picker knows. An order of
// which nothing was picked has none any more: then the tote that was taken along
// for it tells as well, or any that is nobody's.
func (st state) scanStopped(in *station.Scanned, f floor) (verdict, error) {
	no := st.says(station.CueWrong, "pick.stopped")
	tote, _ := in.Place(place.KindTote)
	if tote == nil {
		return no, nil
	}
	known := f.Walk().job.Totes
	if told := slices.Contains(known, tote.ID) || len(known) == 0 && tote.ID == st.Into; !told {
		whose, err := f.Whose(tote)
		if err != nil || len(known) > 0 || whose.Job != nil {
			return no, err
		}
	}
	return st.idle().says(station.CueOK, "pick.idle"), nil
}

// scanBin waits for the bin of the stop. Totes may be taken along.
func (st state) scanBin(in *station.Scanned, f floor) (verdict, error) {
	if tote, _ := in.Place(place.KindTote); tote != nil {
		return st.changeTote(tote, in, f)
	}
	bin, _ := in.Place(place.KindBin)
	if bin == nil || bin.ID != st.Here.Bin {
		return st.tell(in, f), nil
	}
	st = st.to(StepItem)
	st.At, st.In, st.Left = bin.ID, bin.ID, warehouse.PlaceID{}
	return st.says(station.CueOK, "pick.here", "bin", bin.Name), nil
}

// tell refuses a scan, and says so when it is of goods that were wanted, or that
// are, once their bin is scanned.
func (st state) tell(in *station.Scanned, f floor) verdict {
	v := st.unknown(in)
	t, _ := in.Item()
	if t == nil {
		return v
	}
	w := f.Walk()
	if here := w.find(st.Here); here != nil && here.Stock.Item == t.Item.ID {
		return v.because("pick.bin_first", "bin", here.place.Name)
	}
	held, promised := w.open(t.Item.ID)
	if w.asksFor(t.Item.ID) && held+promised == 0 {
		return v.because("pick.no_longer")
	}
	return v
}

// changeTote takes another tote of the order, or an empty one, for what follows.
func (st state) changeTote(tote *place.Place, in *station.Scanned, f floor) (verdict, error) {
	whose, err := f.Whose(tote)
	if err != nil {
		return verdict{}, err
	}
	if !whose.fits(st.Order) || !tote.Open() {
		return st.refuses(refusal{Kind: "tote", Tote: tote.ID}, in), nil
	}
	st = st.back()
	st.Into = tote.ID
	v := st.says(station.CueOK, "pick.tote", "tote", tote.Name)
	v.deed = carry{tote.ID}
	return v, nil
}

// fits says whether a tote may take goods of an order.
func (o owner) fits(order warehouse.OrderID) bool {
	return o.Job == nil && o.Empty || o.Job != nil && o.Job.Order == order
}

// scanTote puts what is in the hand into the tote in use; after "tote is full"
// into any that is empty or the order's.
func (st state) scanTote(in *station.Scanned, f floor) (verdict, error) {
	tote, _ := in.Place(place.KindTote)
	if tote == nil {
		if bin, _ := in.Place(place.KindBin); bin != nil && bin.ID == st.In {
			return st.back().says(station.CueOK, "pick.here", "bin", bin.Name), nil
		}
		if t, _ := in.Item(); t != nil && t.Item.ID == st.Here.Stock.Item {
			return st.back().says(station.CueWrong, "pick.enough"), nil
		}
		return st.unknown(in), nil
	}
	whose, err := f.Whose(tote)
	if err != nil {
		return verdict{}, err
	}
	own := whose.Job != nil && whose.Job.Order == st.Order
	if tote.ID != st.Into && !own && !(st.Into.IsZero() && whose.fits(st.Order)) || !tote.Open() {
		return st.refuses(refusal{Kind: "tote", Tote: tote.ID}, in), nil
	}
	if !whose.fits(st.Order) { // it was emptied into, or taken, since
		return st.refuses(refusal{Kind: "tote", Tote: tote.ID}, in), nil
	}
	st = st.back()
	v := st.says(station.CueOK, "pick.put", "qty", int64(st.Hand.Qty()), "tote", tote.Name)
	v.deed = fill{tote.ID}
	return v, nil
}
