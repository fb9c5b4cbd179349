package pick

import (
	"cmp"
	"slices"
	"strconv"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/station"
)

// Reasons are why there may be less than there should, in words under
// "short.<reason>".
var Reasons = []string{"empty", "damaged", "other"}

// scannedReason is the reason that a command barcode gives.
var scannedReason = map[string]string{ActEmpty: Reasons[0], ActDamaged: Reasons[1], ActSwapped: Reasons[2]}

// maxTyped is how many digits the answer to how many may have.
const maxTyped = 6

// silent are actions that need an answer on the screen and have no barcode.
var silent = []string{ActShort, ActQuantity, ActTour}

// offers are the actions of a state: the screen shows them, and no others are
// obeyed but those that a screen asks for by itself (asks).
func (st *state) offers(w *walk) []string {
	undo := len(st.Hand.Counts)+len(st.Puts) > 0
	several := w != nil && len(w.stops) > 1
	var names []string
	add := func(name string, when bool) {
		if when {
			names = append(names, name)
		}
	}
	switch st.Step {
	case StepGo:
		add(ActBlocked, true)
		add(ActSkip, several)
		add(ActTour, true)
		add(ActUndo, undo)
		add(ActLeave, w.picked() == 0)
	case StepItem:
		add(ActLot, st.Hand.Asked && st.asksLot(w))
		add(ActShort, true)
		add(ActUndo, undo)
		add(ActQuantity, st.mayType(w))
		add(ActTour, true)
		add(ActSkip, several && st.Hand.Qty() == 0)
		add(ActLeave, w.picked() == 0 && st.Hand.Qty() == 0)
	case StepTote:
		add(ActFull, !st.Into.IsZero())
		add(ActUndo, undo)
	case StepWrong:
		return st.offersWrong(w)
	case StepOffered, StepQuantity, StepShort, StepTour, StepStop:
		add(ActBack, true)
	case StepReturn:
		add(ActReturned, true)
	case StepDone:
		add(ActUndo, undo)
	}
	return names
}

// mayType says whether the item's rule lets a quantity be typed here.
func (st *state) mayType(w *walk) bool {
	s := w.find(st.Here)
	return s != nil && !s.units && (s.item.Typed || s.item.Unit != measure.Piece)
}

// offersWrong are the ways out of a refused scan beside the right one.
func (st *state) offersWrong(w *walk) []string {
	switch st.Under {
	case StepGo:
		return []string{ActBlocked, ActBack}
	case StepTote:
		return []string{ActFull, ActBack}
	}
	if st.Wrong != nil && st.liesHere(w) {
		return []string{ActHere, ActMislabel, ActBack}
	}
	return []string{ActMislabel, ActBack}
}

// liesHere says whether the goods in the hand are of the order too, and only not
// where the ledger knows them: the floor is right.
func (st *state) liesHere(w *walk) bool {
	r := st.Wrong
	if r.Item.IsZero() || r.Kind == "lot" || r.Qty <= 0 || st.Hand.Qty() > 0 || st.In != st.Here.Bin {
		return false
	}
	held, promised := w.open(r.Item)
	return held+promised >= r.Qty
}

// asks are the actions by which screens of their own answer.
func (st *state) asks() []string {
	switch st.Step {
	case StepTasks, StepDone, StepOffered:
		return []string{ActTake}
	case StepShort:
		return append([]string{ActFound, ActConfirm, ActEmpty, ActDamaged, ActSwapped}, station.Digits...)
	case StepQuantity:
		return append([]string{ActConfirm}, station.Digits...)
	}
	return nil
}

// touch judges an action by the state. It writes nothing and asks only f.
func (st state) touch(action string, args map[string]string, f floor) (verdict, error) {
	w := f.Walk()
	if !slices.Contains(st.offers(w), action) && !slices.Contains(st.asks(), action) {
		return st.says(station.CueWrong, "pick.no_action"), nil
	}
	switch action {
	case ActTake:
		return st.touchTake(args["task"], f)
	case ActBack:
		if st.Step == StepOffered || st.Step == StepStop {
			return st.leaves(), nil
		}
		return st.back().says(station.CueOK, "pick.back"), nil
	case ActLeave:
		v := st.idle().says(station.CueOK, "pick.left")
		v.deed = leave{st.Order}
		return v, nil
	case ActSkip:
		return st.skip(w), nil
	case ActBlocked:
		v := st.back().says(station.CueAttention, "pick.blocked")
		v.deed = blocked{}
		return v, nil
	case ActLot:
		return st.seenLot(), nil
	case ActReturned:
		return st.returned(), nil
	case ActTour:
		return st.over(StepTour).says(station.CueOK, "pick.tour"), nil
	case ActQuantity:
		return st.openQuantity(w), nil
	case ActFull:
		st = st.back()
		st.Into = warehouse.PlaceID{}
		return st.says(station.CueAttention, "pick.next_tote"), nil
	case ActUndo:
		return st.undo(w), nil
	case ActMislabel:
		v := st.back().says(station.CueAttention, "pick.mislabel")
		v.deed = mislabelled{*st.Wrong}
		return v, nil
	case ActHere:
		v := st.back().says(station.CueAttention, "pick.surplus")
		v.deed = surplus{*st.Wrong}
		return v, nil
	case ActShort:
		st = st.over(StepShort)
		st.Short = &shortage{st.Hand.Qty(), Reasons[0]}
		return st.says(station.CueAttention, "pick.short"), nil
	case ActFound:
		return st.found(w, args, false), nil
	case ActEmpty, ActDamaged, ActSwapped:
		return st.found(w, map[string]string{"reason": scannedReason[action]}, false), nil
	case ActConfirm:
		if st.Step == StepShort {
			return st.found(w, args, true), nil
		}
		return st.typed(w, args), nil
	}
	return st.digit(action), nil
}

// digit is one more digit of the answer to how many. It is judged when it is
// confirmed: 12 begins as 1.
func (st state) digit(d string) verdict {
	if len(st.Typed) == maxTyped {
		st.Typed = ""
	}
	st.Typed += d
	if st.Step == StepQuantity {
		return st.says(station.CueOK, "pick.count")
	}
	n, _ := strconv.ParseInt(st.Typed, 10, 64) // digits, and not many
	st.Short = &shortage{measure.Qty(n), st.Short.Reason}
	return st.says(station.CueOK, "pick.short")
}

// leaves an offered order, or one that was stopped.
func (st state) leaves() verdict {
	v := st.idle().says(station.CueOK, "pick.idle")
	if st.Step == StepOffered {
		v.deed = leave{st.Order}
	}
	return v
}

// touchTake takes an order of the list. It is this person's from now on, and
// its first tote is asked for; once more goes on without one.
func (st state) touchTake(task string, f floor) (verdict, error) {
	var id warehouse.OrderID
	if err := id.UnmarshalText([]byte(task)); err != nil || id.IsZero() {
		return st.says(station.CueWrong, "pick.gone"), nil
	}
	j, err := f.Ordered(id)
	if err != nil {
		return verdict{}, err
	}
	v, err := st.offer(j, f)
	switch {
	case err != nil || v.state.Step != StepOffered:
		return v, err
	case st.Step == StepOffered && st.Order == id, mine(j, f) && j.State == job.Picking && len(j.Totes) > 0:
		return v.state.taken(j, warehouse.PlaceID{}), nil
	case j.Holder.IsZero():
		v.deed = reserve{id}
	}
	return v, nil
}

func (st state) skip(w *walk) verdict {
	st = st.back()
	st.Late = append(slices.DeleteFunc(slices.Clone(st.Late), func(at spot) bool { return at == st.Here }), st.Here)
	sortStops(w.ground, w.stops, w.at, st.Late)
	return st.next(w).says(station.CueOK, "pick.skipped")
}

func (st state) openQuantity(w *walk) verdict {
	s := w.find(st.Here)
	if st.asksLot(w) {
		return st.asksLotOf(s)
	}
	return st.askQuantity(s)
}

// typed is the answer to how many: what was typed or scanned, and else all that
// is needed, as the screen shows.
func (st state) typed(w *walk, args map[string]string) verdict {
	s := w.find(st.Here)
	most := int64(s.Qty - st.Hand.Qty())
	text, told := args["qty"]
	if !told {
		text = cmp.Or(st.Typed, strconv.FormatInt(most, 10))
	}
	st.Typed = ""
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 || n > most {
		return st.says(station.CueWrong, "pick.limits", "least", 1, "most", most)
	}
	st = st.back()
	st.Hand.Taken = st.Hand.With(measure.Qty(n), warehouse.UnitID{})
	return st.counted(s)
}

// found is how many are there and why; confirmed, it is posted.
func (st state) found(w *walk, args map[string]string, confirmed bool) verdict {
	s := w.find(st.Here)
	short := *st.Short
	text, told := args["found"]
	if told {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			n = -1 // nothing that could be there
		}
		short.Found, st.Typed = measure.Qty(n), ""
	}
	if told || confirmed {
		if least := st.Hand.Qty(); short.Found < least || short.Found > s.Qty {
			if st.Typed != "" { // what was scanned is no answer: begin anew
				st.Typed, st.Short = "", &shortage{least, short.Reason}
			}
			return st.says(station.CueWrong, "pick.limits", "least", int64(least), "most", int64(s.Qty))
		}
	}
	if reason, told := args["reason"]; told {
		if !slices.Contains(Reasons, reason) {
			return st.says(station.CueWrong, "pick.no_action")
		}
		short.Reason = reason
	}
	st.Short = &short
	switch {
	case !confirmed:
		return st.says(station.CueAttention, "pick.short")
	case short.Found == s.Qty:
		return st.back().says(station.CueOK, "pick.not_short")
	}
	v := st.back().says(station.CueAttention, "pick.shorted")
	v.deed = shorten{short}
	return v
}

// undo takes back the last scan: out of the hand while something is in it, and
// else out of the tote into the hand, which the ledger shows as a move.
func (st state) undo(w *walk) verdict {
	if len(st.Hand.Counts) == 0 {
		v := st.says(station.CueAttention, "pick.undone")
		v.deed = takeBack{}
		return v
	}
	st = st.to(StepItem)
	st.Hand.Taken = st.Hand.Less()
	return st.says(station.CueOK, "pick.uncounted")
}
