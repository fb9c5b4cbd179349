package receive

import (
	"cmp"
	"slices"
	"strconv"

	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/station"
)

// offers are the actions of a step that a screen shows.
func (st *away) offers(f quay) ([]string, error) {
	switch st.Step {
	case StepTake, StepEmpty:
		if len(st.Puts) > 0 {
			return []string{ActUndo}, nil
		}
		return nil, nil
	case StepCount, StepGo:
		all := []string{ActUndo}
		if st.Step == StepGo {
			all = append(all, ActOther)
		}
		if st.Crate.IsZero() {
			there, err := f.At(st.Hand.Stock.Item)
			if err != nil {
				return nil, err
			}
			if _, ok := st.Hand.otherwise(there); ok {
				all = append(all, ActDamaged)
			}
		}
		return append(all, ActBack), nil
	}
	return []string{ActBack}, nil
}

// touch judges an action by the state. It writes nothing and asks only f.
func (st away) touch(action string, args map[string]string, f quay) (decision, error) {
	offered, err := st.offers(f)
	if err != nil {
		return decision{}, err
	}
	asks := st.Step.asks() || st.Step == StepCount
	if !slices.Contains(offered, action) && (action != ActConfirm || !asks) {
		return st.says(station.CueWrong, "receive.no_action"), nil
	}
	switch action {
	case ActConfirm:
		return st.confirm(args, f)
	case ActOther:
		return st.other(f)
	case ActDamaged:
		return st.turned(f)
	case ActUndo:
		return st.undo(), nil
	}
	if st.Step == StepWrong {
		return st.to(st.base()).says(station.CueOK, "putaway.scan"), nil
	}
	return st.free().says(station.CueOK, "putaway.scan"), nil
}

// confirm is a typed answer.
func (st away) confirm(args map[string]string, f quay) (decision, error) {
	if st.Step == StepCount {
		return st.counted(cmp.Or(args["qty"], strconv.FormatInt(int64(st.Hand.Qty()), 10)), f)
	}
	says, wrong := typed(st.Step, args, f.Now())
	if wrong.Code != "" {
		return decision{state: st, cue: station.CueWrong, say: wrong}, nil
	}
	st.Want.hears(st.Step, says)
	return st.find(&station.Scanned{}, f)
}

// counted is how many are in the hands, as a person says.
func (st away) counted(text string, f quay) (decision, error) {
	all, err := f.At(st.Hand.Stock.Item)
	if err != nil {
		return decision{}, err
	}
	most := st.Hand.most(all)
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 || measure.Qty(n) > most {
		return st.says(station.CueWrong, "putaway.fewer", "most", int64(most)), nil
	}
	if st.Hand.Qty() != measure.Qty(n) {
		st.Hand.Counts = []measure.Qty{measure.Qty(n)}
	}
	return st.seek(f)
}

// other asks for another bin than the one suggested.
func (st away) other(f quay) (decision, error) {
	if !st.Bin.IsZero() {
		st.Not = append(slices.Clone(st.Not), st.Bin)
	}
	d, err := st.seek(f)
	if err == nil && d.state.Bin.IsZero() {
		d.state.Not = nil // begin again with the first
	}
	return d, err
}

// turned takes the damaged ones of the same goods instead, or the good ones.
func (st away) turned(f quay) (decision, error) {
	all, err := f.At(st.Hand.Stock.Item)
	if err != nil {
		return decision{}, err
	}
	l, ok := st.Hand.otherwise(all)
	if !ok || l.Qty < st.Hand.Qty() || len(st.Hand.Units) > 0 {
		return st.says(station.CueWrong, "putaway.fewer", "most", int64(l.Qty)), nil
	}
	st.Hand.Stock, st.Not = l.Stock, nil
	return st.seek(f)
}

// undo takes the last scan of goods out of the hands, or the last put off its
// bin.
func (st away) undo() decision {
	if n := len(st.Hand.Counts); n > 1 {
		st.Hand.Taken = st.Hand.Less()
		return st.to(StepCount).says(station.CueOK, "putaway.took", "qty", int64(st.Hand.Qty()))
	}
	if st.busy() {
		return st.free().says(station.CueOK, "receive.undone")
	}
	d := st.says(station.CueOK, "receive.undone")
	d.deed = takeOff{}
	return d
}
