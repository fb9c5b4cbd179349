package ship

import (
	"context"
	"testing"
	"time"

	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// TestPrune: an old label goes with its file when its order has ended; one of an order
// that goes on stays, however old, and so does a young one.
func TestPrune(t *testing.T) {
	now := time.Date(2026, 8, 1, 12, 0, 0, 0, time.UTC)
	db := store.Open(memory.New(), store.Options{Clock: func() time.Time { return now }})
	door := &command.Door{DB: db}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	write := func(fn func(context.Context, *store.Tx) error) { t.Helper(); must(db.Write(t.Context(), fn)) }
	var site warehouse.SiteID
	write(func(ctx context.Context, tx *store.Tx) error {
		a, err := place.CreateSite.In(ctx, tx, &place.CreateSiteRequest{Name: "Казань", Timezone: "Europe/Moscow", Currency: measure.RUB})
		if err == nil {
			site = a.IDs[0]
		}
		return err
	})
	order := func(id string) warehouse.OrderID {
		a, err := orders.Accept.Do(t.Context(), door, command.Command{Itself: true}, &orders.Incoming{Site: site, Channel: "shop", OuterID: id, Payment: orders.Prepaid,
			Lines: []orders.IncomingLine{{Article: "MUG", Name: "MUG", Qty: 1, Price: measure.Money{Minor: 100, Currency: measure.RUB}}}})
		must(err)
		return a.Order
	}
	bring := func(o warehouse.OrderID) (id LabelID) {
		write(func(_ context.Context, tx *store.Tx) error {
			id = LabelID(tx.Mint())
			if err := labels.Insert(tx, &Label{ID: id, Order: o, Format: ZPL, Pages: 1, Bytes: 9, At: tx.Now()}); err != nil {
				return err
			}
			return files.Insert(tx, &file{id, sealtest.Boxed("^XA^XZ")})
		})
		return id
	}
	ended, goesOn := order("1"), order("2")
	for range pruneSlice + 3 { // more than one transaction takes away
		bring(ended)
	}
	old := bring(goesOn)
	write(func(ctx context.Context, tx *store.Tx) error {
		_, err := orders.Cancel.In(ctx, tx, &orders.CancelRequest{Order: ended, Reason: sealtest.Boxed("changed their mind")})
		return err
	})
	kept := func() (all []LabelID) {
		must(db.Read(t.Context(), func(_ context.Context, tx *store.Tx) error {
			for l, err := range labels.All(tx) {
				if err != nil {
					return err
				}
				all = append(all, l.ID)
				if f, err := files.Find(tx, l.ID); err != nil || f == nil {
					t.Errorf("label %s is without its file, %v", l.ID, err)
				}
			}
			n := 0
			for _, err := range files.All(tx) {
				if err != nil {
					return err
				}
				n++
			}
			if n != len(all) {
				t.Errorf("%d files of %d labels", n, len(all))
			}
			return nil
		}))
		return all
	}
	now = now.Add(Keep - time.Hour)
	young := bring(ended)
	must(Prune(t.Context(), db))
	if n := len(kept()); n != pruneSlice+5 {
		t.Errorf("%d labels are left before their time", n)
	}
	now = now.Add(2 * time.Hour)
	must(Prune(t.Context(), db))
	if left := kept(); len(left) != 2 || left[0] != old || left[1] != young {
		t.Errorf("left are %v; want that of the order which goes on, and the young one", left)
	}
}
