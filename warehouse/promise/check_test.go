package promise_test

import (
	"context"
	"errors"
	"testing"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/store"
)

// TestFindings: whatever is wrong with what is promised is found as what it is,
// and named by the item.
func TestFindings(t *testing.T) {
	for code, spoil := range promise.Spoils {
		t.Run(code, func(t *testing.T) {
			s := newShop(t)
			s.receive(t, shoe, 5)
			line := []promise.Demand{{Item: shoe.Item, Qty: 3}}
			_, err := s.order(line...)
			must(t, err)
			s.check(t)
			must(t, s.write(func(_ context.Context, tx *store.Tx) error { return spoil(tx, line[0].Line) }))
			err = s.db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error { return promise.Check(tx) })
			found, ok := errors.AsType[*fault.Finding](err)
			if !ok || found.Code != code || found.Args["item"] != shoe.Item.String() || found.Args["site"] != s.site.String() {
				t.Errorf("found %v", err)
			}
		})
	}
}
