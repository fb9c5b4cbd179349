package ledger

import (
	"bytes"
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/store"
)

// maxKinds is how many kinds of stock of one place Recent reads: those that were
// ever in a bin are few, those that passed a dock in a year are many.
const maxKinds = 3000

// Recent is the last n moves to and from a place, of any stock, newest first. Of
// a place that more than maxKinds kinds of stock have passed it tells the moves of
// some, what lies there now among them.
//
// An index of moves by place would be random keys in a table that only grows.
// Each balance names its last move instead, and each move the one before it; ids
// rise with time, so that the newest of all is the greatest of the last.
func Recent(tx *store.Tx, p warehouse.PlaceID, n int) ([]*Move, error) {
	heads, err := lastMoves(tx, p, n)
	if err != nil {
		return nil, err
	}
	var all []*Move
	for len(heads) > 0 && len(all) < n {
		at := newest(heads)
		m, err := moves.Get(tx, heads[at])
		if err != nil {
			return nil, err
		}
		all = append(all, m)
		before := m.beforeFrom
		if m.To == p {
			before = m.beforeTo
		}
		if heads[at] = before; before.IsZero() {
			heads = slices.Delete(heads, at, at+1)
		}
	}
	return all, nil
}

// newest is where the greatest id stands.
func newest(ids []MoveID) (at int) {
	for i := range ids {
		if bytes.Compare(ids[i][:], ids[at][:]) > 0 {
			at = i
		}
	}
	return at
}

// lastMoves are the last moves of the kinds of stock of a place, the newest n of
// them: no other kind can be among the newest n moves.
func lastMoves(tx *store.Tx, p warehouse.PlaceID, n int) (ids []MoveID, err error) {
	read := 0
	take := func(b *Balance) {
		read++
		if b.last.IsZero() || slices.Contains(ids, b.last) {
			return
		}
		if ids = append(ids, b.last); len(ids) <= 2*n {
			return
		}
		slices.SortFunc(ids, func(a, b MoveID) int { return bytes.Compare(b[:], a[:]) })
		ids = ids[:n]
	}
	for b, err := range balances.Each(tx, p) {
		if err != nil {
			return nil, err
		}
		if take(b); read == maxKinds {
			break
		}
	}
	if read < maxKinds {
		return ids, nil
	}
	for b, err := range Contents(tx, p) {
		if err != nil {
			return nil, err
		}
		if take(b); read == 2*maxKinds {
			break
		}
	}
	return ids, nil
}
