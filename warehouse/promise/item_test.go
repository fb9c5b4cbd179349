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

// TestTradeInWhatIsOrdered: nobody ends the trade in what an order waits for or
// was promised, and is told how much; once it is cancelled nothing hinders.
func TestTradeInWhatIsOrdered(t *testing.T) {
	s := newShop(t)
	var item warehouse.ItemID
	must(t, s.write(func(ctx context.Context, tx *store.Tx) error {
		a, err := catalog.Create.In(ctx, tx, &catalog.CreateRequest{Body: catalog.Body{Article: "TEA", Name: "Чай"}})
		if err == nil {
			item = a.ID
		}
		return err
	}))
	archive := func() error {
		return s.write(func(ctx context.Context, tx *store.Tx) error {
			_, err := catalog.Archive.In(ctx, tx, &catalog.ArchiveRequest{ID: item, Version: 1})
			return err
		})
	}
	first, err := s.order(promise.Demand{Item: item, Qty: 2})
	must(t, err)
	second, err := s.order(promise.Demand{Item: item, Qty: 3})
	must(t, err)
	if got := fault.Of(archive()); got.Code != "promise.item_still_wanted" || got.Args["name"] != "TEA" || got.Args["short"] != "5" || got.Args["promised"] != "0" {
		t.Errorf("while two orders wait: %v", got)
	}
	for _, o := range []warehouse.OrderID{first, second} {
		must(t, s.write(func(_ context.Context, tx *store.Tx) error {
			_, err := promise.Cancel(tx, o)
			return err
		}))
	}
	must(t, archive())
	s.check(t)
}
