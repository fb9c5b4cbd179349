// Package ledger keeps stock by double entry: a move takes a quantity from
// one place and gives it to another, so the places always sum to zero.
package ledger

import (
	"errors"
	"fmt"
	"iter"
	"time"

	"warehouse-node/warehouse/store"
)

type (
	Place string // bin, tote, or the world: "supplier", "customer", "adjust"
	Item  string
	Qty   int64 // in the item's smallest unit
)

// World places may go below zero; everything else may not.
var World = map[Place]bool{"supplier": true, "customer": true, "adjust": true}

// Move is never changed. A mistake is undone by another move.
type Move struct {
	ID       string // made by whoever asked, so a retry is not a second move
	Item     Item
	Lot      string
	Qty      Qty
	From, To Place
	Why      string
	Ref      string
	Happened time.Time // when it was true on the floor; never after it was posted

	hold                 string // the hold it settled, if any
	posted               time.Time
	beforeFrom, beforeTo string // the moves before it at either end
}

// A hold is a move promised and not yet made; it is gone once settled.
type hold struct{ Move }

type Balance struct {
	Place           Place
	Item            Item
	Lot             string
	In, Out         Qty // all that ever came and went
	HeldIn, HeldOut Qty // promised by holds

	last string // the move posted last, from which before leads to the first
}

func (b *Balance) OnHand() Qty    { return b.In - b.Out }
func (b *Balance) Available() Qty { return b.OnHand() - b.HeldOut }

type balanceKey = store.Pair[store.Str, store.Pair[store.Str, store.Str]]

func keyOf(p Place, i Item, lot string) balanceKey {
	return balanceKey{A: store.Str(p), B: store.Pair[store.Str, store.Str]{A: store.Str(i), B: store.Str(lot)}}
}

var (
	moves    = store.NewTable("moves", func(m *Move) store.Str { return store.Str(m.ID) }, moveRow).AppendOnly()
	holds    = store.NewTable("holds", func(h *hold) store.Str { return store.Str(h.ID) }, holdRow)
	balances = store.NewTable("balances", func(b *Balance) balanceKey { return keyOf(b.Place, b.Item, b.Lot) }, balanceRow)
	whereIs  = store.NewIndex(balances, "item", func(b *Balance) []store.Str {
		if b.OnHand() == 0 && b.HeldIn == 0 {
			return nil // an empty place is not where the item is
		}
		return []store.Str{store.Str(b.Item)}
	})
)

func moveRow(r *store.Row, m *Move) {
	store.Text(r, 1, &m.ID)
	store.Text(r, 2, &m.Item)
	store.Text(r, 3, &m.Lot)
	store.Int(r, 4, &m.Qty)
	store.Text(r, 5, &m.From)
	store.Text(r, 6, &m.To)
	store.Text(r, 7, &m.Why)
	store.Text(r, 8, &m.Ref)
	store.Time(r, 9, &m.Happened)
	store.Time(r, 10, &m.posted)
	store.Text(r, 11, &m.beforeFrom)
	store.Text(r, 12, &m.beforeTo)
	store.Text(r, 13, &m.hold)
}

func holdRow(r *store.Row, h *hold) { moveRow(r, &h.Move) }

func balanceRow(r *store.Row, b *Balance) {
	store.Text(r, 1, &b.Place)
	store.Text(r, 2, &b.Item)
	store.Text(r, 3, &b.Lot)
	store.Int(r, 4, &b.In)
	store.Int(r, 5, &b.Out)
	store.Int(r, 6, &b.HeldIn)
	store.Int(r, 7, &b.HeldOut)
	store.Text(r, 8, &b.last)
}

var (
	ErrShort    = errors.New("not enough stock")
	ErrConflict = errors.New("conflict")
)

// Short says where and by how much a move would have overdrawn.
type Short struct {
	Place      Place
	Item       Item
	Want, Have Qty
}

func (s *Short) Error() string {
	return fmt.Sprintf("%s has %d of %s, %d wanted", s.Place, s.Have, s.Item, s.Want)
}
func (s *Short) Is(err error) bool { return err == ErrShort }

// Post makes moves true. A move already posted is left alone when it says the
// same, and is ErrConflict when it says anything else. As with all that takes
// tx: after an error the transaction must fail.
func Post(tx *store.Tx, ms ...*Move) error {
	for _, m := range ms {
		if done, err := posted(tx, m); err != nil {
			return err
		} else if done {
			continue
		}
		if err := post(tx, m, 0); err != nil {
			return err
		}
	}
	return nil
}

// post makes a new move true and lets go of what was held for it.
func post(tx *store.Tx, m *Move, held Qty) error {
	if err := m.check(); err != nil {
		return err
	}
	row := *m
	row.posted = tx.Now()
	if row.Happened.After(row.posted) {
		row.Happened = row.posted // a handheld's clock is fast
	}
	if err := shift(tx, &row, row.Qty, -held); err != nil {
		return err
	}
	return moves.Insert(tx, &row)
}

// posted says whether m is among the moves.
func posted(tx *store.Tx, m *Move) (bool, error) {
	old, err := moves.Find(tx, store.Str(m.ID))
	if err != nil || old == nil {
		return false, err
	}
	if old.body() != m.body() {
		return false, fmt.Errorf("ledger: move %s was posted with another body: %w", m.ID, ErrConflict)
	}
	return true, nil
}

// body is what the caller said; a retry may say another time.
func (m Move) body() Move {
	m.Happened, m.posted, m.beforeFrom, m.beforeTo = time.Time{}, time.Time{}, "", ""
	return m
}

// Hold promises moves: their quantity stops being available at From.
func Hold(tx *store.Tx, ms ...*Move) error {
	for _, m := range ms {
		if err := m.check(); err != nil {
			return err
		}
		if err := holds.Insert(tx, &hold{*m}); err != nil {
			return err
		}
		if err := shift(tx, m, 0, m.Qty); err != nil {
			return err
		}
	}
	return nil
}

func (m *Move) check() error {
	if m.Qty <= 0 || m.From == m.To || m.ID == "" {
		return fmt.Errorf("ledger: bad move %+v", *m)
	}
	return nil
}

// Settle turns qty of a hold into a move. The rest stays held until it is
// settled or released: a line picked unit by unit is never open to others.
func Settle(tx *store.Tx, id string, qty Qty, move string, at time.Time) error {
	if old, err := moves.Find(tx, store.Str(move)); err != nil {
		return err
	} else if old != nil { // a retry; the hold may be gone by now
		if old.hold != id || old.Qty != qty {
			return fmt.Errorf("ledger: move %s was posted with another body: %w", move, ErrConflict)
		}
		return nil
	}
	h, err := holds.Get(tx, store.Str(id))
	if err != nil {
		return err
	}
	if qty <= 0 || qty > h.Qty {
		return fmt.Errorf("ledger: settle %d of a hold of %d", qty, h.Qty)
	}
	m := h.Move
	m.ID, m.Qty, m.Happened, m.hold = move, qty, at, id
	if h.Qty -= qty; h.Qty > 0 {
		err = holds.Put(tx, h)
	} else {
		err = holds.Delete(tx, store.Str(id))
	}
	if err != nil {
		return err
	}
	return post(tx, &m, qty)
}

// Release lets go of what is left of a hold.
func Release(tx *store.Tx, id string) error {
	h, err := holds.Get(tx, store.Str(id))
	if err != nil {
		return err
	}
	if err := holds.Delete(tx, store.Str(id)); err != nil {
		return err
	}
	return shift(tx, &h.Move, 0, -h.Qty)
}

// Has says whether a move was posted.
func Has(tx *store.Tx, id string) (bool, error) {
	m, err := moves.Find(tx, store.Str(id))
	return m != nil, err
}

// AsOf is what was on hand in a place at a moment, told with all we know now:
// a move that happened earlier but was recorded later counts. It reads the
// moves of this stock posted since, and no other.
func AsOf(tx *store.Tx, p Place, item Item, lot string, at time.Time) (Qty, error) {
	b, err := balances.Find(tx, keyOf(p, item, lot))
	if err != nil || b == nil {
		return 0, err
	}
	q := b.OnHand()
	for m, err := range b.moves(tx) {
		switch {
		case err != nil:
			return 0, err
		case !m.posted.After(at):
			return q, nil // it and all before it had happened by then
		case !m.Happened.After(at):
		case m.To == p:
			q -= m.Qty
		default:
			q += m.Qty
		}
	}
	return q, nil
}

// moves walks what came and went, newest first.
func (b *Balance) moves(tx *store.Tx) iter.Seq2[*Move, error] {
	return func(yield func(*Move, error) bool) {
		for id := b.last; id != ""; {
			m, err := moves.Get(tx, store.Str(id))
			if !yield(m, err) || err != nil {
				return
			}
			if id = m.beforeFrom; m.To == b.Place {
				id = m.beforeTo
			}
		}
	}
}

// shift moves and holds quantities at both ends of m, each end read and written
// once; what is moved joins the chain of either end.
func shift(tx *store.Tx, m *Move, moved, held Qty) error {
	if moved == 0 && held == 0 {
		return nil
	}
	if err := edit(tx, m.From, m, func(b *Balance) error {
		had := b.Available()
		b.Out += moved
		b.HeldOut += held
		if moved != 0 {
			m.beforeFrom, b.last = b.last, m.ID
		}
		if has := b.Available(); !World[b.Place] && has < 0 && has < had {
			return &Short{b.Place, b.Item, had - has, had}
		}
		return nil
	}); err != nil {
		return err
	}
	return edit(tx, m.To, m, func(b *Balance) error {
		b.In += moved
		b.HeldIn += held
		if moved != 0 {
			m.beforeTo, b.last = b.last, m.ID
		}
		return nil
	})
}

func edit(tx *store.Tx, p Place, m *Move, fn func(*Balance) error) error {
	return balances.Edit(tx, keyOf(p, m.Item, m.Lot), func(b *Balance) (*Balance, error) {
		if b == nil {
			b = &Balance{Place: p, Item: m.Item, Lot: m.Lot}
		}
		return b, fn(b)
	})
}

// Check replays every move and compares: the proof that balances are only
// a memory of the moves.
func Check(tx *store.Tx) error {
	want := map[balanceKey]Balance{}
	sum := map[Item]Qty{}
	tally := func(m *Move, held bool) {
		for _, p := range []Place{m.From, m.To} {
			k := keyOf(p, m.Item, m.Lot)
			b := want[k]
			b.Place, b.Item, b.Lot = p, m.Item, m.Lot
			switch {
			case held && p == m.From:
				b.HeldOut += m.Qty
			case held:
				b.HeldIn += m.Qty
			case p == m.From:
				b.Out += m.Qty
			default:
				b.In += m.Qty
			}
			want[k] = b
		}
	}
	for m, err := range moves.All(tx) {
		if err != nil {
			return err
		}
		tally(m, false)
	}
	for h, err := range holds.All(tx) {
		if err != nil {
			return err
		}
		tally(&h.Move, true)
	}
	for b, err := range balances.All(tx) {
		if err != nil {
			return err
		}
		k := keyOf(b.Place, b.Item, b.Lot)
		if w := want[k]; w.In != b.In || w.Out != b.Out || w.HeldIn != b.HeldIn || w.HeldOut != b.HeldOut {
			return fmt.Errorf("ledger: %s/%s: balance %+v, moves say %+v", b.Place, b.Item, *b, want[k])
		}
		delete(want, k)
		sum[b.Item] += b.OnHand()
		if err := b.checkChain(tx); err != nil {
			return err
		}
		if !World[b.Place] && b.Available() < 0 {
			return fmt.Errorf("ledger: %s overdrawn", b.Place)
		}
	}
	for i, q := range sum {
		if q != 0 {
			return fmt.Errorf("ledger: %s sums to %d, not zero", i, q)
		}
	}
	if len(want) != 0 {
		return fmt.Errorf("ledger: %d balances missing", len(want))
	}
	return nil
}

// checkChain walks all moves of a balance: none is missing and none is foreign.
func (b *Balance) checkChain(tx *store.Tx) error {
	in, out := Qty(0), Qty(0)
	for m, err := range b.moves(tx) {
		switch {
		case err != nil:
			return err
		case m.Item != b.Item || m.Lot != b.Lot:
			return fmt.Errorf("ledger: move %s in the chain of %s/%s", m.ID, b.Place, b.Item)
		case m.To == b.Place:
			in += m.Qty
		case m.From == b.Place:
			out += m.Qty
		}
	}
	if in != b.In || out != b.Out {
		return fmt.Errorf("ledger: %s/%s: the chain says %d in and %d out of %+v", b.Place, b.Item, in, out, *b)
	}
	return nil
}
