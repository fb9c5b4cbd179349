package ledger

import (
	"iter"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/store"
)

// BalanceOf is how a kind of stock stands at a place; a zero row when it was
// never there.
func BalanceOf(tx *store.Tx, p warehouse.PlaceID, s warehouse.Stock) (*Balance, error) {
	b, err := balances.Find(tx, stockKey{p, s})
	if b == nil {
		b = &Balance{Place: p, Stock: s}
	}
	return b, err
}

// Contents walks what lies in a place now, by item, and not what lies in what
// stands in it.
func Contents(tx *store.Tx, p warehouse.PlaceID) iter.Seq2[*Balance, error] {
	return here.Each(tx, p)
}

// ContentsOf walks what lies of one item in a place.
func ContentsOf(tx *store.Tx, p warehouse.PlaceID, item warehouse.ItemID) iter.Seq2[*Balance, error] {
	return here.Each(tx, placeItem{A: p, B: item})
}

// Taken walks the places in which something lies now, each once, the world
// outside included.
func Taken(tx *store.Tx) iter.Seq2[warehouse.PlaceID, error] {
	return func(yield func(warehouse.PlaceID, error) bool) {
		var last warehouse.PlaceID
		for key, err := range here.Keys(tx, nil) {
			if err != nil {
				yield(last, err)
				return
			}
			p := warehouse.PlaceID(key[:len(last)]) // a balance's key begins with its place
			if p == last {
				continue
			}
			if last = p; !yield(p, nil) {
				return
			}
		}
	}
}

// Places walks where an item lies now, the world outside included.
func Places(tx *store.Tx, item warehouse.ItemID) iter.Seq2[*Balance, error] {
	return whereIs.Each(tx, item)
}

// PlacesAt walks where an item lies now at one site, bins before what is carried.
func PlacesAt(tx *store.Tx, site warehouse.SiteID, item warehouse.ItemID) iter.Seq2[*Balance, error] {
	return whereIs.Each(tx, itemSite{A: item, B: site})
}

// NotGood walks what lies inside in another condition than good, by item.
func NotGood(tx *store.Tx) iter.Seq2[*Balance, error] { return notGood.All(tx) }

// GetMove is a move by its id; store.ErrNotFound when there is none.
func GetMove(tx *store.Tx, id MoveID) (*Move, error) { return moves.Get(tx, id) }

// StillThere says whether all that a move brought lies where it brought it, its
// units among it, and is held for nobody: whether Undo can take it back.
func StillThere(tx *store.Tx, m *Move) (bool, error) {
	b, err := BalanceOf(tx, m.To, m.Stock)
	if err != nil || b.Available() < m.Qty {
		return false, err
	}
	for _, id := range m.Units {
		u, err := GetUnit(tx, id)
		if err != nil || u.Place != m.To {
			return false, err
		}
	}
	return true, nil
}

// History walks what came to and went from a place of one kind of stock,
// newest first.
func History(tx *store.Tx, p warehouse.PlaceID, s warehouse.Stock) iter.Seq2[*Move, error] {
	return func(yield func(*Move, error) bool) {
		b, err := BalanceOf(tx, p, s)
		if err != nil {
			yield(nil, err)
			return
		}
		for m, err := range b.moves(tx) {
			if !yield(m, err) {
				return
			}
		}
	}
}

// moves walks what came and went, newest first.
func (b *Balance) moves(tx *store.Tx) iter.Seq2[*Move, error] {
	return func(yield func(*Move, error) bool) {
		for id := b.last; !id.IsZero(); {
			m, err := moves.Get(tx, id)
			if !yield(m, err) || err != nil {
				return
			}
			if id = m.beforeFrom; m.To == b.Place {
				id = m.beforeTo
			}
		}
	}
}

// AsOf is what was on hand in a place at a moment, told with all we know now: a
// move that happened earlier but was recorded later counts. It reads the moves
// of this stock posted since, and no other.
func AsOf(tx *store.Tx, p warehouse.PlaceID, s warehouse.Stock, at time.Time) (measure.Qty, error) {
	b, err := BalanceOf(tx, p, s)
	if err != nil {
		return 0, err
	}
	q := b.OnHand()
	for m, err := range b.moves(tx) {
		switch {
		case err != nil:
			return 0, err
		case !m.Posted.After(at):
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
