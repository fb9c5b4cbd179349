package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
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
	err := archive()
	refused("archived with stock", "ledger.item_lies_at", err)
	if got := fault.Of(err).Args; got["name"] != "F-1" || got["where"] != "A-1: 3" {
		t.Errorf("what lies where: %v", got)
	}
	mustT(t, edit(family, lasts))
	mustT(t, edit(family, func(b *catalog.Body) { b.Name = "Чай листовой" }))
	mustT(t, f.write(func(ctx context.Context, tx *store.Tx) error {
		_, err := catalog.SavePack.In(ctx, tx, &catalog.PackRequest{ID: item, Pack: catalog.Pack{Name: "carton", Factor: measure.Factor{Num: 12, Den: 1}}})
		return err
	}))

	// A tote that stands nowhere is a place as well.
	post(1, f.bins[0], f.cars[0])
	if got := fault.Of(archive()).Args["where"]; !strings.HasPrefix(got, "A-1: 2, ") || !strings.HasSuffix(got, ": 1") {
		t.Errorf("what lies where: %q", got)
	}
	post(1, f.cars[0], f.bins[0])

	post(3, f.bins[0], place.Customer)
	refused("the unit of what was sold", "ledger.item_counted", edit(family, grams))
	mustT(t, edit(family, noLots))
	mustT(t, archive())
	f.check(t)
}

// TestWhereItLiesIsNotForAll: an item is the company's, so people of one
// warehouse may end the trade in it; what lies in another they are not told, and
// of many places only the first are named.
func TestWhereItLiesIsNotForAll(t *testing.T) {
	f := newFloor(t)
	var item warehouse.ItemID
	var other []warehouse.PlaceID
	var person warehouse.PersonID
	mustT(t, f.write(func(ctx context.Context, tx *store.Tx) error {
		i, err := catalog.Create.In(ctx, tx, &catalog.CreateRequest{Body: catalog.Body{Article: "TEA", Name: "Чай"}})
		if err != nil {
			return err
		}
		item = i.ID
		s, err := place.CreateSite.In(ctx, tx, &place.CreateSiteRequest{Name: "Тверь", Timezone: "Europe/Moscow", Currency: measure.RUB})
		if err != nil {
			return err
		}
		spec := make([]place.BinSpec, 7)
		for n := range spec {
			spec[n] = place.BinSpec{Name: fmt.Sprintf("T-%d", n+1), Use: place.PickFace}
		}
		b, err := place.CreateBins.In(ctx, tx, &place.CreateBinsRequest{Parent: s.IDs[0], Bins: spec})
		if err != nil {
			return err
		}
		other = b.IDs
		p, err := staff.Add(ctx, tx, &staff.AddRequest{Name: "Катя", Locale: "ru", Roles: []staff.RoleAt{{Role: "manager", Site: f.site}}})
		if err == nil {
			person = p.Person
		}
		return err
	}))
	for _, b := range other {
		mustT(t, f.write(func(_ context.Context, tx *store.Tx) error {
			return ledger.Post(tx, &ledger.Move{Stock: warehouse.Stock{Item: item}, Qty: 2, From: place.Supplier, To: b, Reason: "receive"})
		}))
	}
	archive := func(by warehouse.PersonID) *fault.Error {
		t.Helper()
		err := f.write(func(ctx context.Context, tx *store.Tx) error {
			tx.SetOrigin(store.Origin{Person: by})
			_, err := catalog.Archive.In(ctx, tx, &catalog.ArchiveRequest{ID: item, Version: 1})
			return err
		})
		return fault.Of(err)
	}
	if got := archive(person); got.Code != "ledger.item_lies" || got.Args["where"] != "" {
		t.Errorf("to a stranger: %v", got)
	}
	if got, want := archive(warehouse.PersonID{}).Args["where"], "T-1: 2, T-2: 2, T-3: 2, T-4: 2, T-5: 2, …"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
