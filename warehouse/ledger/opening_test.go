package ledger_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/sheet/sheettest"
	"warehouse-node/warehouse/store"
)

// TestOpeningBalances reads a table as an accounting program writes it, refuses
// it while rows are wrong, takes it when they are right, compares and undoes it.
func TestOpeningBalances(t *testing.T) {
	f := newFloor(t)
	door := &command.Door{DB: f.db}
	item := map[string]warehouse.ItemID{}
	mustT(t, f.write(func(ctx context.Context, tx *store.Tx) error {
		codes := map[string][]catalog.Barcode{"КР-42": {{Code: "4607034170424"}}}
		for article, tracking := range map[string]catalog.Tracking{"КР-42": {}, "ШАМПУНЬ": {Lots: true, Expiry: true}} {
			a, err := catalog.Create.In(ctx, tx, &catalog.CreateRequest{Body: catalog.Body{Article: article, Name: article, Tracking: tracking}, Barcodes: codes[article]})
			if err != nil {
				return err
			}
			item[article] = a.ID
		}
		_, err := place.CreateBins.In(ctx, tx, &place.CreateBinsRequest{Parent: f.site, Bins: []place.BinSpec{{Name: "R-1", Use: place.Staging}}})
		return err
	}))
	run := func(file string, undo sheet.RunID) *sheet.Run {
		t.Helper()
		text, err := charmap.Windows1251.NewEncoder().String(file)
		mustT(t, err)
		id := undo
		if undo.IsZero() {
			a, err := sheet.Start.Do(context.Background(), door, command.Command{Itself: true}, &sheet.StartRequest{Kind: "balances", Site: f.site, File: "f", Apply: true})
			mustT(t, err)
			id = a.Run
		} else {
			_, err := sheet.Undo.Do(context.Background(), door, command.Command{Itself: true}, &sheet.RunRequest{Run: undo})
			mustT(t, err)
		}
		r := sheettest.Work(t, &sheet.Runner{Door: door, Files: sheettest.Drawer{"f": text}}, id)
		f.check(t)
		return r
	}
	bad := run("Артикул;Ячейка;Количество;Серия;Годен до\nКР-42;A-9;5;;\nНЕТ;A-1;1;;\nШАМПУНЬ;A-1;3;;\nКР-42;A-1;-2;;\nКР-42;A-1;4607034175405;;\n", sheet.RunID{})
	if bad.Bad != 5 || bad.Created != 0 {
		t.Errorf("%d bad rows, %d made", bad.Bad, bad.Created)
	}
	odd := run("Артикул;Ячейка;Количество;Состояние;Серия;Годен до\nКР-42;T-001;5;\nКР-42;R-1;5;\nКР-42;A-1;5;\nкр-42;a-1;7;\nКР-42;A-2;7;\nКР-42;A-1;1;брак\n4607034170424;A-1;1;годный\n04607034170424;A-2;0;\nШАМПУНЬ;A-2;0;;S;21.11.2027\nШАМПУНЬ;A-2;2;;S;2027-11-21\n", sheet.RunID{})
	var said []string
	mustT(t, f.db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		for p, err := range sheet.Problems(tx, odd.ID) {
			if err != nil {
				return err
			}
			said = append(said, fmt.Sprint(p.Row, " ", p))
		}
		return nil
	}))
	want := []string{`2 bin: ledger.open_where name="T-001"`, `3 bin: ledger.open_where name="R-1"`, `5 bin: ledger.open_twice row="4"`,
		`8 bin: ledger.open_twice row="4"`, `9 bin: ledger.open_twice row="6"`, `11 bin: ledger.open_twice row="10"`}
	if odd.Created != 0 || !slices.Equal(said, want) {
		t.Errorf("%d made: %q", odd.Created, said)
	}
	good := run("Артикул;Ячейка;Количество;Серия;Годен до\nКР-42;A-1;1 205;;\nШАМПУНЬ;A-2;3;S-7;21.11.2027\n", sheet.RunID{})
	if good.State != sheet.Done || good.Created != 2 {
		t.Errorf("%s, %d made, %d bad", good.State, good.Created, good.Bad)
	}
	mustT(t, f.db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		free, err := ledger.FreeOf(tx, f.site, item["КР-42"])
		if err != nil || free.OnHand != 1205 {
			t.Errorf("%d may be sold, %v", free.OnHand, err)
		}
		a1, err := place.ByName(tx, f.site, "A-1")
		if err != nil {
			return err
		}
		a2, err := place.ByName(tx, f.site, "a-2")
		if err != nil {
			return err
		}
		mug, soap := ledger.Spot{Item: item["КР-42"], Bin: a1.ID}, ledger.Spot{Item: item["ШАМПУНЬ"], Bin: a2.ID}
		of := func(s ledger.Spot, lot string) ledger.Spot { s.Lot = lot; return s }
		nobody := ledger.Spot{Bin: a1.ID, Said: [2]string{"ШАПКА"}}
		for name, row := range map[string]struct {
			told map[ledger.Spot]measure.Qty
			want map[ledger.Spot][2]measure.Qty // ours, theirs
		}{
			"the same":          {map[ledger.Spot]measure.Qty{mug: 1205, soap: 3}, nil},
			"less, and a hat":   {map[ledger.Spot]measure.Qty{mug: 1200, soap: 3, nobody: 1}, map[ledger.Spot][2]measure.Qty{mug: {1205, 1200}, nobody: {0, 1}}},
			"the lot too":       {map[ledger.Spot]measure.Qty{mug: 1205, of(soap, "S-7"): 3}, nil},
			"another lot":       {map[ledger.Spot]measure.Qty{mug: 1205, of(soap, "S-8"): 3}, map[ledger.Spot][2]measure.Qty{of(soap, "S-8"): {0, 3}, of(soap, "S-7"): {3, 0}}},
			"a part of the lot": {map[ledger.Spot]measure.Qty{mug: 1205, of(soap, "S-7"): 2, soap: 1}, map[ledger.Spot][2]measure.Qty{of(soap, "S-7"): {3, 2}, soap: {0, 1}}},
			"nothing":           {nil, map[ledger.Spot][2]measure.Qty{mug: {1205, 0}, soap: {3, 0}}},
		} {
			off, err := ledger.Differs(tx, f.site, row.told)
			if err != nil {
				return err
			}
			got := map[ledger.Spot][2]measure.Qty{}
			for _, d := range off {
				got[d.Spot] = [2]measure.Qty{d.Ours, d.Theirs}
			}
			if !maps.Equal(got, row.want) || len(off) != len(row.want) {
				t.Errorf("%s: %v, want %v", name, got, row.want)
			}
		}
		return nil
	}))
	if undone := run("", good.ID); undone.State != sheet.Undone {
		t.Errorf("undo: %s", undone.State)
	}
	mustT(t, f.db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		off, err := ledger.Differs(tx, f.site, nil)
		if len(off) != 0 {
			t.Errorf("left after undo: %v", off)
		}
		return err
	}))
}
