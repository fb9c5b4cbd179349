package promise

import (
	"iter"
	"math"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/store"
)

// Turn is the newest change of what can be promised of an item at a site. N
// rises with every change of any item: who tells others remembers how far they
// have come.
type Turn struct {
	Site warehouse.SiteID
	Item warehouse.ItemID
	Can  measure.Qty // then; Can says what it is now
	N    uint64
}

func turnRow(r *store.Row, t *Turn) {
	ident.Field(r, 1, &t.Site)
	ident.Field(r, 2, &t.Item)
	store.Int(r, 3, &t.Can)
	store.Uint(r, 4, &t.N)
}

var (
	turns  = store.NewTable("promise.turns", func(t *Turn) siteItem { return siteItem{A: t.Site, B: t.Item} }, turnRow)
	byTurn = store.NewIndex(turns, "turn", func(t *Turn) []turnKey { return []turnKey{{A: t.Site, B: store.U64(t.N)}} })
)

type turnKey = store.Pair[warehouse.SiteID, store.U64]

// Turned walks the items of a site of which another quantity can be promised
// than at turn n, the longest ago first.
func Turned(tx *store.Tx, site warehouse.SiteID, n uint64) iter.Seq2[*Turn, error] {
	return byTurn.Range(tx, turnKey{A: site, B: store.U64(n + 1)}, turnKey{A: site, B: math.MaxUint64})
}

// turn notes that something was done to what can be promised of an item. What
// comes out the same, as when a promise becomes a hold, is no change.
func turn(tx *store.Tx, site warehouse.SiteID, item warehouse.ItemID) error {
	can, err := Can(tx, site, item)
	if err != nil {
		return err
	}
	t, err := turns.Find(tx, siteItem{A: site, B: item})
	if err != nil || t != nil && t.Can == can {
		return err
	}
	n, err := ident.Next(tx, "promise.turns")
	if err != nil {
		return err
	}
	tx.Ring()
	return turns.Put(tx, &Turn{site, item, can, n})
}

// checkTurns proves that each turn says what can be promised now.
func checkTurns(tx *store.Tx) error {
	for t, err := range turns.All(tx) {
		if err != nil {
			return err
		}
		can, err := Can(tx, t.Site, t.Item)
		if err != nil {
			return err
		}
		if can != t.Can {
			return fault.Found("promise.turn", "item", t.Item, "site", t.Site, "said", t.Can, "can", can)
		}
	}
	return nil
}
