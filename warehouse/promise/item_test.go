package promise_test

import (
	"context"
	"errors"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/store"
)

// TestUnitOfWhatIsOrdered: goods that never came are counted by their orders, so
// their unit stays until nobody waits for them.
func TestUnitOfWhatIsOrdered(t *testing.T) {
	s := newShop(t)
	var item warehouse.ItemID
	must(t, s.write(func(ctx context.Context, tx *store.Tx) error {
		a, err := catalog.Create.In(ctx, tx, &catalog.CreateRequest{Body: catalog.Body{Article: "TEA", Name: "Чай"}})
		if err == nil {
			item = a.ID
		}
		return err
	}))
	grams := func() error {
		return s.write(func(ctx context.Context, tx *store.Tx) error {
			i, err := catalog.Own(tx, item)
			if err != nil {
				return err
			}
			i.Body.Unit = measure.Gram
			_, err = catalog.Edit.In(ctx, tx, &catalog.EditRequest{ID: item, Version: i.Version, Body: i.Body})
			return err
		})
	}
	order, err := s.order(promise.Demand{Item: item, Qty: 2})
	must(t, err)
	if err := grams(); !errors.Is(err, fault.New(fault.Conflict, "promise.item_ordered")) {
		t.Errorf("while somebody waits: %v", err)
	}
	must(t, s.write(func(_ context.Context, tx *store.Tx) error {
		_, err := promise.Cancel(tx, order)
		return err
	}))
	must(t, grams())
	s.check(t)
}
