package ledger_test

import (
	"context"
	"errors"
	"testing"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// TestFindings: whatever is wrong with the books is found as what it is, and
// named by the item.
func TestFindings(t *testing.T) {
	for code, spoil := range ledger.Spoils {
		t.Run(code, func(t *testing.T) {
			f := newFloor(t)
			mustT(t, f.write(func(_ context.Context, tx *store.Tx) error {
				if err := ledger.Post(tx, &ledger.Move{Stock: shoe, Qty: 5, From: place.Supplier, To: f.bins[0], Reason: "receive"}); err != nil {
					return err
				}
				return ledger.Set(tx, &ledger.Hold{Stock: shoe, Qty: 2, Place: f.bins[0]})
			}))
			f.check(t)
			mustT(t, f.write(func(_ context.Context, tx *store.Tx) error {
				return spoil(tx, ledger.Lies{Site: f.site, Bin: f.bins[0], Goods: shoe})
			}))
			err := f.db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error { return ledger.Check(tx) })
			found, ok := errors.AsType[*fault.Finding](err)
			if !ok || found.Code != code || found.Args["item"] != shoe.Item.String() {
				t.Errorf("found %v", err)
			}
		})
	}
}
