package receive

import (
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/station"
)

// state is what a session remembers of taking goods in. All else is read anew at
// every scan.
type state struct {
	Step    Step                `json:"step"`
	Under   Step                `json:"under,omitempty"` // where a refusal lies over it
	Arrival ArrivalID           `json:"arrival,omitzero"`
	Dock    warehouse.PlaceID   `json:"dock,omitzero"` // where goods are put: a bin at the dock, or a container in it
	Line    line                `json:"line,omitzero"`
	Puts    []station.Kept[put] `json:"puts,omitempty"` // what was posted, newest last
	Wrong   *station.Refusal    `json:"wrong,omitempty"`
}

// line is the goods in hand: of one item and lot, good and damaged.
type line struct {
	Item     warehouse.ItemID `json:"item,omitzero"`
	Lot      string           `json:"lot,omitempty"`
	Expiry   measure.Day      `json:"expiry,omitempty"`
	Produced measure.Day      `json:"produced,omitempty"`
	Serial   string           `json:"serial,omitempty"` // of the piece in hand
	Held     []measure.Qty    `json:"held,omitempty"`   // of each scan that is not posted yet: something is asked first
	Qty      measure.Qty      `json:"qty,omitempty"`    // posted
	Damaged  measure.Qty      `json:"damaged,omitempty"`
	Last     counted          `json:"last,omitzero"`
}

// counted is the part of a line that the last scan or typed quantity counted, in
// the condition that was said of it.
type counted struct {
	Qty       measure.Qty         `json:"qty"`
	Condition warehouse.Condition `json:"condition,omitempty"`
}

// recount makes a typed quantity the last that was counted: what is good of the
// line, or when nothing is, all of it.
func (l *line) recount() {
	l.Last = counted{l.Qty - l.Damaged, warehouse.Good}
	if l.Last.Qty == 0 {
		l.Last = counted{l.Damaged, warehouse.Damaged}
	}
}

// turn says that what the last scan counted is in the other condition.
func (l *line) turn() {
	if l.Last.Condition == warehouse.Damaged {
		l.Last.Condition = warehouse.Good
		l.Damaged -= l.Last.Qty
		return
	}
	l.Last.Condition = warehouse.Damaged
	l.Damaged += l.Last.Qty
}

// held is how much of the line is scanned and not posted.
func (l *line) held() measure.Qty { return station.Taken{Counts: l.Held}.Qty() }

// hold adds a scan to those that are not posted. Of more than can be taken back
// the oldest are counted as one.
func (l *line) hold(n measure.Qty) {
	all := append(slices.Clone(l.Held), n)
	if len(all) > MaxUndo {
		all[1] += all[0]
		all = all[1:]
	}
	l.Held = all
}

// pending says whether something is asked of goods in the hand that were not
// taken in: nothing else may take their place.
func (l *line) pending() bool { return len(l.Held) > 0 || !l.Item.IsZero() && l.Qty == 0 }

// put is what one scan or answer posted, and the line before it.
type put struct {
	Moves  []ledger.MoveID `json:"moves"`
	Before line            `json:"before"`
}

// MaxUndo is how many scans can be taken back.
const MaxUndo = 30

// base is the step that waits for a scan, also when a refusal lies over it.
func (st *state) base() Step {
	if st.Under != "" {
		return st.Under
	}
	return st.Step
}

// to is the plain step s.
func (st state) to(s Step) state {
	st.Step, st.Under, st.Wrong = s, "", nil
	return st
}

// idle is a person without an arrival.
func (st state) idle() state { return state{Step: StepArrivals} }

// next waits for other goods.
func (st state) next() state {
	st.Line = line{}
	return st.to(StepItem)
}

// did is the state after something was posted.
func (st state) did(before line, moves ...ledger.MoveID) state {
	st.Puts = station.Remember(st.Puts, station.KeptOf(put{moves, before}), MaxUndo)
	return st
}

// typed says whether a person may say how many of an item there are. They may of
// an unknown carton, since only they can know how many are in it.
func (l *line) typed(i *catalog.Item) bool {
	return l.Qty == 0 && len(l.Held) == 0 || !i.Tracking.Units && (i.Typed || i.Unit != measure.Piece)
}
