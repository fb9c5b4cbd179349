package receive

import (
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
)

// Reasons of the moves that receiving makes.
const (
	ReasonReceive   ledger.Reason = "receive"   // supplier -> dock
	ReasonRecount   ledger.Reason = "recount"   // dock -> supplier: fewer came than was said first
	ReasonCondition ledger.Reason = "condition" // it came in another condition than was said first
	ReasonPutAway   ledger.Reason = "put_away"  // dock -> bin
)

// deed is what a step decided to write. It may answer otherwise than decided,
// and then has written nothing.
type deed interface {
	do(d *doer, v verdict) (verdict, error)
}

// opens begins an arrival.
type opens struct{ OpenRequest }

func (o opens) do(d *doer, v verdict) (verdict, error) {
	o.Site = d.site.ID
	a, err := Open.In(d.ctx, d.tx, &o.OpenRequest)
	if err != nil {
		return v, err
	}
	v.state = state{Step: StepItem, Arrival: a.Arrival}
	return v, nil
}

// chain does a deed, if there is one, and judges the scan in the state after it.
type chain struct {
	first deed
	in    *station.Scanned
}

func (c chain) do(d *doer, v verdict) (_ verdict, err error) {
	if c.first != nil {
		if v, err = c.first.do(d, v); err != nil {
			return v, err
		}
	}
	if v, err = v.state.scan(c.in, d); err != nil || v.deed == nil {
		return v, err
	}
	return v.deed.do(d, v)
}

// takeIn posts what waits of the line in hand, scan by scan, so that one scan can
// be taken back.
type takeIn struct{}

func (takeIn) do(d *doer, v verdict) (verdict, error) {
	st := v.state
	held := st.Line.Held
	st.Line.Held = nil
	for _, n := range held {
		before := st.Line
		m, err := d.comes(&st, counted{n, warehouse.Good})
		if err != nil {
			return v, err
		}
		st.Line.Qty += n
		st.Line.Last = counted{n, warehouse.Good}
		st = st.did(before, m.ID)
	}
	v.state = st
	return v, nil
}

// takeTyped posts what is missing up to the quantity that a person typed, which
// counts as one scan.
type takeTyped struct{}

func (takeTyped) do(d *doer, v verdict) (verdict, error) {
	v, err := takeIn{}.do(d, v)
	v.state.Line.recount()
	return v, err
}

// comes posts so much of the line from the supplier to the dock.
func (d *doer) comes(st *state, n counted) (*ledger.Move, error) {
	s, err := d.stock(&st.Line, n.Condition)
	if err != nil {
		return nil, err
	}
	m := &ledger.Move{Stock: s, Qty: n.Qty, From: place.Supplier, To: st.Dock, Reason: ReasonReceive, Ref: string(aboutArrival(st.Arrival))}
	if m.Units, err = d.units(&st.Line, s); err != nil {
		return nil, err
	}
	return m, d.post(st.Arrival, m)
}

// goes posts so much of the line from the dock back to the supplier.
func (d *doer) goes(st *state, n counted, why ledger.Reason) (*ledger.Move, error) {
	s, err := d.stock(&st.Line, n.Condition)
	if err != nil {
		return nil, err
	}
	m := &ledger.Move{Stock: s, Qty: n.Qty, From: st.Dock, To: place.Supplier, Reason: why, Ref: string(aboutArrival(st.Arrival))}
	if m.Units, err = d.units(&st.Line, s); err != nil {
		return nil, err
	}
	return m, d.post(st.Arrival, m)
}

// post makes a move of an arrival true, counts it and tells of it.
func (d *doer) post(a ArrivalID, m *ledger.Move) error {
	if err := ledger.Post(d.tx, m); err != nil {
		return err
	}
	return d.tally(a, m)
}

// tally counts a move of an arrival that the ledger knows.
func (d *doer) tally(a ArrivalID, m *ledger.Move) error {
	e := Received{Arrival: a, Move: m.ID, Stock: ledger.Kind(m.Stock), Place: m.To, Qty: m.Qty}
	if place.World(m.To) == nil {
		if err := count(d.tx, a, m.Stock, m.Qty); err != nil {
			return err
		}
		return ReceivedKind.Record(d.tx, e, aboutArrival(a), aboutItem(m.Stock.Item), aboutPlace(m.To))
	}
	if err := count(d.tx, a, m.Stock, -m.Qty); err != nil {
		return err
	}
	e.Place = m.From
	return UndoneKind.Record(d.tx, Undone(e), aboutArrival(a), aboutItem(m.Stock.Item), aboutPlace(m.From))
}

// stock is the kind of stock of a line in a condition; a lot that is new is made.
func (d *doer) stock(l *line, c warehouse.Condition) (warehouse.Stock, error) {
	s := warehouse.Stock{Item: l.Item, Owner: d.site.Owner, Condition: c}
	if l.Lot == "" && l.Expiry == 0 {
		return s, nil
	}
	lot, err := ledger.LotFor(d.tx, l.Item, l.Lot, l.Expiry, l.Produced, d.Today())
	if err == nil {
		s.Lot = lot.ID
	}
	return s, err
}

// units are the pieces of a line that have names.
func (d *doer) units(l *line, s warehouse.Stock) ([]warehouse.UnitID, error) {
	if l.Serial == "" {
		return nil, nil
	}
	u, err := ledger.UnitFor(d.tx, s, l.Serial, place.Supplier)
	if err != nil {
		return nil, err
	}
	return []warehouse.UnitID{u.ID}, nil
}

// lessen posts that fewer came than was said first: of the good ones, as long as
// there are any.
type lessen struct{ by measure.Qty }

func (l lessen) do(d *doer, v verdict) (verdict, error) {
	st := v.state
	good := min(l.by, st.Line.Qty-st.Line.Damaged)
	parts := []counted{{good, warehouse.Good}, {l.by - good, warehouse.Damaged}}
	for _, n := range parts {
		if able, err := d.lies(&st, n); err != nil || !able {
			return st.says(station.CueWrong, "receive.undo_gone"), err
		}
	}
	before := st.Line
	var moves []ledger.MoveID
	for _, n := range parts {
		if n.Qty == 0 {
			continue
		}
		m, err := d.goes(&st, n, ReasonRecount)
		if err != nil {
			return v, err
		}
		moves = append(moves, m.ID)
	}
	st.Line.Qty -= l.by
	st.Line.Damaged -= parts[1].Qty
	st.Line.recount()
	v.state = st.did(before, moves...)
	return v, nil
}

// turn makes what the last scan counted damaged, or good again: a pair of moves.
type turn struct{}

func (turn) do(d *doer, v verdict) (verdict, error) {
	st := v.state
	if able, err := d.lies(&st, st.Line.Last); err != nil || !able {
		return st.says(station.CueWrong, "receive.undo_gone"), err
	}
	before := st.Line
	out, err := d.goes(&st, st.Line.Last, ReasonCondition)
	if err != nil {
		return v, err
	}
	st.Line.turn()
	back, err := d.comes(&st, st.Line.Last)
	if err != nil {
		return v, err
	}
	v.state = st.did(before, out.ID, back.ID)
	return v, nil
}

// lies says whether so much of the line still lies where it was put.
func (d *doer) lies(st *state, n counted) (bool, error) {
	s, err := d.stock(&st.Line, n.Condition)
	if err != nil {
		return false, err
	}
	b, err := ledger.BalanceOf(d.tx, st.Dock, s)
	return b.Available() >= n.Qty, err
}

// undo takes back what the last scan or answer posted.
type undo struct{}

func (undo) do(d *doer, v verdict) (verdict, error) {
	st := v.state
	p, err := st.Puts[len(st.Puts)-1].Get()
	if err != nil {
		return v, err
	}
	for _, id := range slices.Backward(p.Moves) {
		m, err := ledger.GetMove(d.tx, id)
		if err != nil {
			return v, err
		}
		if able, err := d.canReturn(m); err != nil {
			return v, err
		} else if !able {
			if id != p.Moves[len(p.Moves)-1] {
				return v, errHalf(id)
			}
			return st.says(station.CueWrong, "receive.undo_gone"), nil
		}
		back, err := ledger.Undo(d.tx, id, d.tx.Now())
		if err != nil {
			return v, err
		}
		if err := d.tally(st.Arrival, back); err != nil {
			return v, err
		}
		if place.World(m.To) == nil {
			st.Dock = m.To
		}
	}
	st.Puts = st.Puts[:len(st.Puts)-1]
	st.Line = p.Before
	if v.state = st.to(StepQuantity); st.Line.Qty == 0 {
		v.state = st.next()
	}
	return v, nil
}

// canReturn says whether what a move brought still lies there.
func (d *doer) canReturn(m *ledger.Move) (bool, error) {
	if place.World(m.To) != nil {
		return true, nil
	}
	return ledger.StillThere(d.tx, m)
}

// closes ends the arrival.
type closes struct{}

func (closes) do(d *doer, v verdict) (verdict, error) {
	a, err := Close.In(d.ctx, d.tx, &CloseRequest{v.state.Arrival})
	if err != nil {
		return v, err
	}
	if a.Number == "" {
		return v.state.idle().says(station.CueOK, "receive.dropped"), nil
	}
	v.state = state{Step: StepClosed, Arrival: v.state.Arrival}
	v.say = station.Say("receive.closed_as", "number", a.Number)
	return v, nil
}
