package ledger_test

import (
	"context"
	"errors"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// TestItemInStock: what an item's numbers mean does not change under them, its
// family's change not either; what changes no number goes.
func TestItemInStock(t *testing.T) {
	f := newFloor(t)
	var family, item warehouse.ItemID
	mustT(t, f.write(func(ctx context.Context, tx *store.Tx) error {
		a, err := catalog.Create.In(ctx, tx, &catalog.CreateRequest{Body: catalog.Body{Article: "F", Name: "Чай"}})
		if err != nil {
			return err
		}
		b, err := catalog.Create.In(ctx, tx, &catalog.CreateRequest{Parent: a.ID, Body: catalog.Body{Article: "F-1", Differs: catalog.Differs{Value: "1"}}})
		if err != nil {
			return err
		}
		family, item = a.ID, b.ID
		return nil
	}))
	edit := func(id warehouse.ItemID, how func(*catalog.Body)) error {
		return f.write(func(ctx context.Context, tx *store.Tx) error {
			i, err := catalog.Own(tx, id)
			if err != nil {
				return err
			}
			how(&i.Body)
			_, err = catalog.Edit.In(ctx, tx, &catalog.EditRequest{ID: id, Version: i.Version, Body: i.Body})
			return err
		})
	}
	archive := func() error {
		return f.write(func(ctx context.Context, tx *store.Tx) error {
			i, err := catalog.Own(tx, item)
			if err != nil {
				return err
			}
			_, err = catalog.Archive.In(ctx, tx, &catalog.ArchiveRequest{ID: item, Version: i.Version})
			return err
		})
	}
	post := func(qty measure.Qty, from, to warehouse.PlaceID) {
		mustT(t, f.write(func(_ context.Context, tx *store.Tx) error {
			return ledger.Post(tx, &ledger.Move{Stock: warehouse.Stock{Item: item}, Qty: qty, From: from, To: to, Reason: "receive"})
		}))
	}
	grams := func(b *catalog.Body) { b.Unit = measure.Gram }
	pieces := func(b *catalog.Body) { b.Unit = measure.Piece }
	lots := func(b *catalog.Body) { b.Tracking = catalog.Tracking{Lots: true, Expiry: true, ShelfLifeDays: 10} }
	noLots := func(b *catalog.Body) { b.Tracking = catalog.Tracking{} }
	lasts := func(b *catalog.Body) { b.Tracking.ShelfLifeDays = 30 }
	refused := func(what, code string, err error) {
		t.Helper()
		if !errors.Is(err, fault.New(fault.Conflict, code)) {
			t.Errorf("%s: %v, want %s", what, err, code)
		}
	}

	mustT(t, edit(family, grams)) // nothing was counted yet
	mustT(t, edit(family, pieces))
	mustT(t, edit(family, noLots))
	mustT(t, edit(family, lots))

	post(3, place.Supplier, f.bins[0])
	refused("the unit with stock", "ledger.item_counted", edit(family, grams))
	refused("lots with stock", "ledger.item_lies", edit(family, noLots))
	refused("archived with stock", "ledger.item_lies", archive())
	mustT(t, edit(family, lasts))
	mustT(t, edit(family, func(b *catalog.Body) { b.Name = "Чай листовой" }))
	mustT(t, f.write(func(ctx context.Context, tx *store.Tx) error {
		_, err := catalog.SavePack.In(ctx, tx, &catalog.PackRequest{ID: item, Pack: catalog.Pack{Name: "carton", Factor: measure.Factor{Num: 12, Den: 1}}})
		return err
	}))

	post(3, f.bins[0], place.Customer)
	refused("the unit of what was sold", "ledger.item_counted", edit(family, grams))
	mustT(t, edit(family, noLots))
	mustT(t, archive())
	f.check(t)
}
