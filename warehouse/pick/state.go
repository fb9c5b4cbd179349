package pick

import (
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/station"
)

// state is what a session remembers of picking. All else is read anew at every
// scan: the world may have changed under the walk.
type state struct {
	Step  Step              `json:"step"`
	Under Step              `json:"under,omitempty"` // go, item or tote, where a question or a refusal lies over it
	Order warehouse.OrderID `json:"order,omitzero"`
	At    warehouse.PlaceID `json:"at,omitzero"`   // the bin scanned last: where the way begins
	In    warehouse.PlaceID `json:"in,omitzero"`   // the bin that was confirmed on this walk
	Here  spot              `json:"here,omitzero"` // the stop in hand
	Hand  hand              `json:"hand,omitzero"`
	Into  warehouse.PlaceID `json:"into,omitzero"`  // the tote being filled; zero asks for an empty one
	Rest  *rest             `json:"rest,omitempty"` // what is in the hand and not wanted any more, until it is put back
	Late  []spot            `json:"late,omitempty"`
	Puts  []put             `json:"puts,omitempty"` // what was put into totes on this walk, newest last
	Wrong *refusal          `json:"wrong,omitempty"`
	Short *shortage         `json:"short,omitempty"`
	Typed string            `json:"typed,omitempty"` // digits scanned so far for a question how many

	// What the order wanted until it was changed under the person's hands: scanned
	// all the same, it is no mistake of theirs.
	Off  []warehouse.ItemID `json:"off,omitempty"` // goods that it wanted no more before the walk began
	Cut  []warehouse.ItemID `json:"cut,omitempty"` // goods of which it wanted less while they were picked
	Left warehouse.PlaceID  `json:"left,omitzero"` // the bin of a stop that ceased to be, until another bin is scanned
}

// hand is what was taken from the stop and is in no tote yet.
type hand struct {
	station.Taken
	Lot   bool `json:"lot,omitempty"`   // somebody looked at the lot,
	Asked bool `json:"asked,omitempty"` // and was asked to
}

// rest is what was taken from a stop, in no tote yet, when the order ceased to want
// it: by the books it lies in its bin all the while.
type rest struct {
	Spot spot        `json:"spot"`
	Qty  measure.Qty `json:"qty"`
}

// put is one scan of a tote: what went into it, and by which moves.
type put struct {
	Spot  spot              `json:"spot"`
	Tote  warehouse.PlaceID `json:"tote"`
	Hand  hand              `json:"hand"`
	Moves []settled         `json:"moves"`
}

// settled is the part of a put that was one line's.
type settled struct {
	Move ledger.MoveID    `json:"move"`
	Line warehouse.LineID `json:"line"`
	Qty  measure.Qty      `json:"qty"`
}

// MaxUndo is how many puts of a walk can be taken back.
const MaxUndo = 30

// refusal is a scan that was refused: what was scanned, and the kind of what is
// wrong with it. What was needed follows from the step below.
type refusal struct {
	Kind string            `json:"kind"`
	Code string            `json:"code,omitempty"`
	Item warehouse.ItemID  `json:"item,omitzero"`
	Bin  warehouse.PlaceID `json:"bin,omitzero"`
	Tote warehouse.PlaceID `json:"tote,omitzero"`
	Text string            `json:"text,omitempty"` // the lot that was needed,
	Held string            `json:"held,omitempty"` // and the one in the hand
	Lot  warehouse.LotID   `json:"lot,omitzero"`   // of the goods in the hand, where the scan told
	Qty  measure.Qty       `json:"qty,omitempty"`  // how many the scan counts
	Said *station.Message  `json:"said,omitempty"` // why, where Kind does not say it
}

// shortage is the answer to "how many are there" as far as it was given.
type shortage struct {
	Found  measure.Qty `json:"found"`
	Reason string      `json:"reason"`
}

// walking says whether the person is on the way with an order.
func (st *state) walking() bool {
	switch st.Step {
	case "", StepTasks, StepOffered, StepStop, StepDone:
		return false
	}
	return true
}

// base is the step that waits for a scan, also when something lies over it.
func (st *state) base() Step {
	if st.Under != "" {
		return st.Under
	}
	return st.Step
}

// over puts a question or a refusal over the present step.
func (st state) over(s Step) state {
	st.Under, st.Step = st.base(), s
	return st
}

// back takes away what lies over the step.
func (st state) back() state {
	if st.Under != "" {
		st.Step, st.Under = st.Under, ""
	}
	st.Wrong, st.Short, st.Typed = nil, nil, ""
	return st
}

// to is the plain step s.
func (st state) to(s Step) state {
	st = st.back()
	st.Step = s
	return st
}

// idle is a person without an order, who stands where they stood.
func (st state) idle() state { return state{Step: StepTasks, At: st.At} }

// inHand is what was taken and is in no tote yet, with what is to be put back.
func (st *state) inHand() rest {
	r := rest{st.Here, st.Hand.Qty()}
	if st.Rest != nil {
		r = rest{st.Rest.Spot, r.Qty + st.Rest.Qty}
	}
	return r
}

// next goes on to the first stop of what is left; a bin is asked once for all
// its lines. Without stops it is the caller's to finish.
func (st state) next(w *walk) state {
	st = st.back()
	st.Hand = hand{}
	st.Late = slices.DeleteFunc(slices.Clone(st.Late), func(at spot) bool { return w.find(at) == nil })
	if len(w.stops) == 0 {
		st.Here = spot{}
		return st
	}
	st.Here = w.stops[0].spot
	if st.Step = StepGo; st.Here.Bin == st.In {
		st.Step = StepItem
	}
	return st
}

// meet holds the state against the walk as it is now, and says in a code what
// has changed under the person; "" when all is as it was.
func (st state) meet(w *walk, me warehouse.PersonID) (state, string) {
	if st.Order.IsZero() || st.Step == StepTasks {
		return st, ""
	}
	j := w.job
	switch {
	case st.Step == StepStop:
		return st, ""
	case j.State == job.Stopped || j.State == job.Ended:
		if st.Step == StepOffered {
			return st.idle(), "pick.gone"
		}
		if st.Step == StepDone { // the totes left this person's hands
			return st, ""
		}
		st = st.back()
		st.Step = StepStop // what is in the hand goes back to its bin
		return st, "pick.stopped"
	case st.Step == StepDone:
		return st, ""
	case st.Step == StepOffered:
		if j.State != job.Released && j.State != job.Picking {
			return st.idle(), "pick.gone"
		}
		return st, ""
	case j.State != job.Picking || j.Holder != me:
		return st.idle(), "pick.lost"
	}
	return st.meetStop(w)
}

// meetStop holds what is in the hand against the stop it was taken for. What is not
// wanted any more is put back before anything else.
func (st state) meetStop(w *walk) (state, string) {
	at, had := st.Here, st.Hand.Qty()
	if at == (spot{}) { // nothing is wanted any more, and something is to be put back
		return st, ""
	}
	st, said := st.shrink(w)
	if n := had - st.Hand.Qty(); n > 0 {
		if st.Rest != nil { // of the same stop: nothing is taken before it is put back
			n += st.Rest.Qty
		}
		st.Rest, said = &rest{at, n}, "pick.put_back"
	}
	if st.Rest != nil && st.Step != StepReturn {
		st = st.back().over(StepReturn)
	}
	return st, said
}

// shrink leaves in the hand what is still wanted of the stop.
func (st state) shrink(w *walk) (state, string) {
	s := w.find(st.Here)
	if s == nil {
		had := st.base() != StepGo
		st.Left = st.Here.Bin
		st = st.cut()
		if st = st.next(w); had {
			return st, "pick.no_longer"
		}
		return st, ""
	}
	base, was := st.base(), st.Hand.Qty()
	for st.Hand.Qty() > s.Qty {
		st.Hand.Taken = st.Hand.Less()
	}
	n := st.Hand.Qty()
	if n != was {
		st = st.cut()
	}
	switch {
	case n == s.Qty && (n != was || base == StepItem):
		return st.to(StepTote), "pick.fewer"
	case n != was:
		return st.to(StepItem), ""
	case n == 0 && base == StepTote:
		return st.to(StepItem), ""
	}
	return st, ""
}

// cut remembers that less of the goods at the stop is wanted than when the person
// came to it.
func (st state) cut() state {
	if item := st.Here.Stock.Item; !item.IsZero() && !slices.Contains(st.Cut, item) {
		st.Cut = append(slices.Clone(st.Cut), item)
	}
	return st
}

// excused says whether what was refused was needed until the order was changed
// under the person's hands.
func (st *state) excused(w *walk) bool {
	r := st.Wrong
	if r.Item.IsZero() {
		return !r.Bin.IsZero() && r.Bin == st.Left
	}
	if held, promised := w.open(r.Item); held+promised > 0 || !w.asksFor(r.Item) {
		return false
	}
	return slices.Contains(st.Cut, r.Item) || slices.Contains(w.off(), r.Item) && !slices.Contains(st.Off, r.Item)
}
