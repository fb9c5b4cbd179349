package promise_test

import (
	"context"
	"testing"

	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/store"
)

// TestHoldsOutsideOfWhatIsSold: what is held in a bin that was blocked since, and
// what a count finds gone there, is not promised to anybody afterwards.
func TestHoldsOutsideOfWhatIsSold(t *testing.T) {
	for name, let := range map[string]func(tx *store.Tx, h *ledger.Hold) error{
		"unhold": func(tx *store.Tx, h *ledger.Hold) error { return promise.Unhold(tx, h.ID, 0) },
		"count": func(tx *store.Tx, h *ledger.Hold) error {
			_, err := ledger.Correct(tx, h.Place, h.Stock, 0, ledger.ReasonCount, "")
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newShop(t)
			s.receive(t, shoe, 3)
			ds := []promise.Demand{{Item: shoe.Item, Qty: 2}}
			_, err := s.order(ds...)
			must(t, err)
			hold := &ledger.Hold{Stock: shoe, Qty: 2, Place: s.bins[0], Line: ds[0].Line}
			must(t, s.write(func(ctx context.Context, tx *store.Tx) error {
				if err := promise.Hold(tx, hold); err != nil {
					return err
				}
				_, err := place.Block.In(ctx, tx, &place.BlockRequest{ID: s.bins[0], Reason: "shelf"})
				return err
			}))
			s.check(t)
			must(t, s.write(func(_ context.Context, tx *store.Tx) error { return let(tx, hold) }))
			s.check(t)
			if got := s.line(t, ds[0].Line); got != "2 short " {
				t.Errorf("got %q", got)
			}
		})
	}
}
