package ledger_test

import (
	"context"
	"slices"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// TestRecent: the last moves of a place are told newest first, of all kinds of
// stock, also of those of which nothing lies there any more, and each once.
func TestRecent(t *testing.T) {
	f := newFloor(t)
	var all []ledger.MoveID // of the first bin, newest first
	post := func(s warehouse.Stock, from, to warehouse.PlaceID) {
		t.Helper()
		mustT(t, f.write(func(_ context.Context, tx *store.Tx) error {
			m := &ledger.Move{Stock: s, Qty: 1, From: from, To: to, Reason: "move"}
			err := ledger.Post(tx, m)
			if from == f.bins[0] || to == f.bins[0] {
				all = append([]ledger.MoveID{m.ID}, all...)
			}
			return err
		}))
	}
	kinds := []warehouse.Stock{shoe, {Item: shoe.Item, Condition: warehouse.Damaged}, {Item: shoe.Item, Condition: warehouse.SecondGrade}, {Item: shoe.Item, Condition: warehouse.Quarantined}}
	for i := range 40 {
		s := kinds[(i+i/4)%len(kinds)]
		post(s, place.Supplier, f.bins[0])
		if i%3 != 0 {
			post(s, f.bins[0], f.bins[1])
		}
	}
	for _, n := range []int{1, 2, 3, 20, len(all), 1000} {
		mustT(t, f.write(func(_ context.Context, tx *store.Tx) error {
			got, err := ledger.Recent(tx, f.bins[0], n)
			var ids []ledger.MoveID
			for _, m := range got {
				ids = append(ids, m.ID)
			}
			if want := all[:min(n, len(all))]; !slices.Equal(ids, want) {
				t.Errorf("the last %d: got %d, want %d: %v, %v", n, len(ids), len(want), ids, want)
			}
			return err
		}))
	}
	mustT(t, f.write(func(_ context.Context, tx *store.Tx) error {
		got, err := ledger.Recent(tx, f.bins[2], 20)
		if len(got) != 0 {
			t.Errorf("%d moves of a bin where nothing was", len(got))
		}
		return err
	}))
}
