package pick_test

import (
	"context"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// TestSerials: pieces with serial numbers move by their names, out of the bin,
// back by undo, and as lost when they are not found.
func TestSerials(t *testing.T) {
	h := newHouse(t)
	serial := func(n string) string { return "0104607034179106" + "21" + n }
	h.write(func(ctx context.Context, tx *store.Tx) error {
		a, err := catalog.Create.In(ctx, tx, &catalog.CreateRequest{
			Body: catalog.Body{Article: "PHONE", Name: "Телефон", Tracking: catalog.Tracking{Units: true}}, Barcodes: []catalog.Barcode{{Code: "4607034179106"}},
		})
		if err != nil {
			return err
		}
		h.items["PHONE"] = a.ID
		s := warehouse.Stock{Item: a.ID}
		var ids []warehouse.UnitID
		for _, n := range []string{"S1", "S2", "S3", "S4"} {
			u, err := ledger.UnitFor(tx, s, n, place.Supplier)
			if err != nil {
				return err
			}
			ids = append(ids, u.ID)
		}
		return ledger.Post(tx, &ledger.Move{Stock: s, Qty: 4, From: place.Supplier, To: h.bins["A-01-01-1"].ID, Reason: "receive", Units: ids})
	})
	h.released(line{"PHONE", 3})
	t0 := h.totes[0].Name
	h.steps(t,
		step{"T0", "go A-01-01-1 0/3 pick.begun"},
		step{"A-01-01-1", "item A-01-01-1 0/3 pick.here"},
		step{"4607034179106", "item A-01-01-1 0/3 pick.unit_needed"},
		step{serial("S9"), "item A-01-01-1 0/3 pick.unit_needed"},
		step{serial("S2"), "item A-01-01-1 1/3 pick.took"},
		step{serial("S2"), "item A-01-01-1 1/3 pick.unit_twice"},
		step{"T0", "item A-01-01-1 0/2 pick.put"},
		step{serial("S2"), "item A-01-01-1 0/2 pick.unit_elsewhere"},
		step{"!undo", "tote " + t0 + " 1/3 pick.undone"},
		step{"T0", "item A-01-01-1 0/2 pick.put"},
		step{serial("S4"), "item A-01-01-1 1/2 pick.took"},
		step{"!short", "short A-01-01-1 1/2 pick.short"},
		step{"!confirm reason=damaged", "tote " + t0 + " 1/1 pick.shorted"},
		step{"T0", "done pick.done_missing"},
	)
	h.read(func(tx *store.Tx) error {
		for n, want := range map[string]struct {
			at   warehouse.PlaceID
			cond warehouse.Condition
		}{
			"S1": {h.bins["A-01-01-1"].ID, warehouse.Damaged}, "S2": {h.totes[0].ID, warehouse.Good},
			"S3": {h.bins["A-01-01-1"].ID, warehouse.Damaged}, "S4": {h.totes[0].ID, warehouse.Good},
		} {
			u, err := ledger.FindUnit(tx, h.items["PHONE"], n)
			if err != nil {
				return err
			}
			if u.Place != want.at || u.Stock.Condition != want.cond {
				t.Errorf("%s lies in %s, %s", n, u.Place, u.Stock.Condition)
			}
		}
		return nil
	})
}
