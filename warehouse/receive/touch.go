package receive

import (
	"cmp"
	"slices"
	"strconv"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/station"
)

// offers are the actions of a step that a screen shows.
func (st *state) offers() []string {
	switch st.Step {
	case StepItem:
		all := []string{ActClose, ActBack}
		if len(st.Puts) > 0 {
			all = append([]string{ActUndo}, all...)
		}
		return all
	case StepQuantity:
		if st.Line.Qty == 0 {
			return []string{ActBack}
		}
		return []string{ActUndo, ActDamaged, ActBack, ActPrint, ActClose}
	case StepLot, StepExpiry, StepBin:
		if len(st.Line.Held) > 0 {
			return []string{ActUndo, ActBack}
		}
		return []string{ActBack}
	case StepSerial, StepWrong, StepClosed:
		return []string{ActBack}
	}
	return nil
}

// asks are the actions that screens of their own answer with.
func (st *state) asks() []string {
	switch st.Step {
	case StepArrivals, StepClosed:
		return []string{ActOpen}
	case StepLot, StepExpiry, StepSerial, StepQuantity:
		return []string{ActConfirm}
	}
	return nil
}

// touch judges an action by the state. It writes nothing and asks only f.
func (st state) touch(action string, args map[string]string, f dock) (verdict, error) {
	if st.Step == StepArrivals && slices.Contains(station.Digits, action) {
		return st.nth(action, f)
	}
	if !slices.Contains(st.offers(), action) && !slices.Contains(st.asks(), action) {
		return st.says(station.CueWrong, "receive.no_action"), nil
	}
	switch action {
	case ActOpen:
		return st.open(args, f)
	case ActConfirm:
		return st.confirm(args, f)
	case ActBack:
		return st.back(), nil
	case ActUndo:
		if st.Line.pending() {
			return st.letGo(), nil
		}
		v := st.says(station.CueOK, "receive.undone")
		v.deed = undo{}
		return v, nil
	case ActDamaged:
		return st.spoil(), nil
	case ActPrint:
		return st.print(args["copies"]), nil
	}
	v := st.to(StepClosed).says(station.CueDone, "receive.closed_as")
	v.deed = closes{}
	return v, nil
}

// open goes on with an arrival of the list, or begins a new one.
func (st state) open(args map[string]string, f dock) (verdict, error) {
	if args["arrival"] == "" {
		return st.begin(OpenRequest{From: args["from"], Paper: args["paper"]}), nil
	}
	all, err := f.Arrivals()
	if err != nil {
		return verdict{}, err
	}
	for _, a := range all {
		if a.ID.String() == args["arrival"] {
			return st.enter(a), nil
		}
	}
	return st.idle().says(station.CueWrong, "receive.gone"), nil
}

// nth goes on with the arrival of the list that a scanned digit means.
func (st state) nth(digit string, f dock) (verdict, error) {
	all, err := f.Arrivals()
	if err != nil {
		return verdict{}, err
	}
	if n, ok := station.Nth(digit, len(all)); ok {
		return st.enter(all[n]), nil
	}
	return st.says(station.CueWrong, "receive.no_action"), nil
}

// confirm is a typed answer to what the step asks.
func (st state) confirm(args map[string]string, f dock) (verdict, error) {
	if st.Step == StepQuantity {
		return st.quantity(cmp.Or(args["qty"], strconv.FormatInt(int64(st.Line.Qty), 10)), f)
	}
	says, wrong := typed(st.Step, args, f.Now())
	if wrong.Code != "" {
		return verdict{state: st, cue: station.CueWrong, say: wrong}, nil
	}
	st.Line.hear(says)
	if st.Step == StepSerial {
		in := station.Scanned{}
		in.Code.Data = says.Serial
		if v, refused, err := st.judgeUnit(&in, f); refused || err != nil {
			return v, err
		}
	}
	return st.ask(f)
}

// back leaves what lies over the step, then the line, then the arrival.
func (st state) back() verdict {
	switch st.Step {
	case StepWrong:
		return st.to(st.base()).says(station.CueOK, "receive.scan")
	case StepItem, StepClosed:
		return st.idle().says(station.CueOK, "receive.choose")
	}
	if st.Line.pending() { // nothing scanned is forgotten without a word
		return st.next().says(station.CueAttention, "receive.not_taken")
	}
	return st.next().says(station.CueOK, "receive.scan")
}

// spoil says that what the last scan counted is damaged, or good after all. The
// next scan is good again.
func (st state) spoil() verdict {
	then := st.Line
	then.turn()
	cue, code := station.CueAttention, "receive.damaged"
	if then.Last.Condition == warehouse.Good {
		cue, code = station.CueOK, "receive.good"
	}
	v := st.says(cue, code, "qty", int64(then.Damaged), "of", int64(then.Qty))
	v.deed = turn{}
	return v
}

// letGo takes back the last scan that is not posted.
func (st state) letGo() verdict {
	st.Line.Held = st.Line.Held[:len(st.Line.Held)-1]
	if len(st.Line.Held) == 0 {
		st = st.next()
	}
	return st.says(station.CueOK, "receive.undone")
}

// shows says whether the line in hand is drawn, and counted by typing.
func (st *state) shows() bool {
	return !st.Line.Item.IsZero() && st.base() != StepItem
}
