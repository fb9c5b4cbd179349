package ledger_test

import (
	"context"
	"testing"

	"warehouse-node/devices/scan"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// TestStillThere: what a move brought is there until a part of it goes on, is
// held for somebody, or is another piece of the same goods.
func TestStillThere(t *testing.T) {
	var unit warehouse.UnitID
	for name, row := range map[string]struct {
		stock warehouse.Stock
		after func(f *floor, tx *store.Tx) error
		want  bool
	}{
		"untouched": {shoe, nil, true},
		"more came": {shoe, func(f *floor, tx *store.Tx) error {
			return ledger.Post(tx, &ledger.Move{Stock: shoe, Qty: 1, From: place.Supplier, To: f.bins[0], Reason: "receive"})
		}, true},
		"some went on": {shoe, func(f *floor, tx *store.Tx) error {
			return ledger.Post(tx, &ledger.Move{Stock: shoe, Qty: 1, From: f.bins[0], To: f.bins[1], Reason: "move"})
		}, false},
		"some is held": {shoe, func(f *floor, tx *store.Tx) error {
			return ledger.Set(tx, &ledger.Hold{Place: f.bins[0], Stock: shoe, Qty: 1, Line: warehouse.LineID{15: 1}})
		}, false},
		"the piece": {phone, nil, true},
		"another piece of it": {phone, func(f *floor, tx *store.Tx) error {
			other, err := ledger.UnitFor(tx, phone, "SN9", place.Supplier)
			if err != nil {
				return err
			}
			return ledger.Post(tx,
				&ledger.Move{Stock: phone, Qty: 1, From: f.bins[0], To: f.bins[1], Reason: "move", Units: []warehouse.UnitID{unit}},
				&ledger.Move{Stock: phone, Qty: 1, From: place.Supplier, To: f.bins[0], Reason: "receive", Units: []warehouse.UnitID{other.ID}})
		}, false},
	} {
		f := newFloor(t)
		mustT(t, f.write(func(_ context.Context, tx *store.Tx) error {
			m := &ledger.Move{Stock: row.stock, Qty: 1, From: place.Supplier, To: f.bins[0], Reason: "receive"}
			if row.stock == phone {
				u, err := ledger.UnitFor(tx, phone, "SN1", place.Supplier)
				if err != nil {
					return err
				}
				unit = u.ID
				m.Units = []warehouse.UnitID{unit}
			}
			if err := ledger.Post(tx, m); err != nil {
				return err
			}
			if row.after != nil {
				if err := row.after(f, tx); err != nil {
					return err
				}
			}
			got, err := ledger.StillThere(tx, m)
			if got != row.want {
				t.Errorf("%s: %t", name, got)
			}
			return err
		}))
		f.check(t)
	}
}

// TestUnitScanned: a piece is found by its whole code and by the serial number in
// it, and never as a piece of other goods.
func TestUnitScanned(t *testing.T) {
	f := newFloor(t)
	mustT(t, f.write(func(_ context.Context, tx *store.Tx) error {
		for _, code := range []string{"SN1", "0104607034173029211SN2"} {
			if _, err := ledger.UnitFor(tx, phone, code, place.Supplier); err != nil {
				return err
			}
		}
		serial := func(data, sn string) scan.Code {
			return scan.Code{Data: data, Elements: []scan.Element{{AI: "21", Value: sn}}}
		}
		for _, row := range []struct {
			item warehouse.ItemID
			code scan.Code
			want string
		}{
			{phone.Item, scan.Code{Data: "SN1"}, "SN1"},
			{phone.Item, serial("010460703417302921SN1", "SN1"), "SN1"},
			{phone.Item, serial("0104607034173029211SN2", "SN1"), "0104607034173029211SN2"}, // as it was marked, first
			{phone.Item, scan.Code{Data: "4607034173029"}, ""},
			{shoe.Item, scan.Code{Data: "SN1"}, ""},
		} {
			u, err := ledger.UnitScanned(tx, row.item, row.code)
			if err != nil {
				return err
			}
			got := ""
			if u != nil {
				got = u.Code
			}
			if got != row.want {
				t.Errorf("%q: got %q, want %q", row.code.Data, got, row.want)
			}
		}
		return nil
	}))
}

// TestIsEmpty: a place is empty of goods and of what stands in it.
func TestIsEmpty(t *testing.T) {
	f := newFloor(t)
	mustT(t, f.write(func(_ context.Context, tx *store.Tx) error {
		if err := ledger.Stand(tx, f.cars[0], f.bins[0], tx.Now()); err != nil {
			return err
		}
		if err := ledger.Post(tx, &ledger.Move{Stock: shoe, Qty: 1, From: place.Supplier, To: f.bins[1], Reason: "receive"}); err != nil {
			return err
		}
		for i, want := range []bool{false, false, true} {
			if got, err := ledger.IsEmpty(tx, f.bins[i]); err != nil || got != want {
				t.Errorf("bin %d: %t, %v", i, got, err)
			}
		}
		return nil
	}))
}
