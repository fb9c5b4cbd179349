package read_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/sheet/sheettest"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// written is the bytes of a table.
func written(t testing.TB, table api.TableFile, err error) string {
	t.Helper()
	must(t, err)
	var b bytes.Buffer
	must(t, table.Write(&b))
	return b.String()
}

// oddGoods are items with all that tables find hard: formulas, codes with blanks
// and leading zeros, several packs and shops, a family, every unit.
func (h *house) oddGoods(ctx context.Context, tx *store.Tx) error {
	for _, name := range []string{"Материал", "%", "cut: length"} {
		if _, err := catalog.DefineAttribute.In(ctx, tx, &catalog.Definition{Name: name, Type: catalog.TypeText}); err != nil {
			return err
		}
	}
	dozen := catalog.Pack{Name: "=1+1", Factor: measure.Factor{Num: 24, Den: 2}, Weight: 70}
	all := []*catalog.CreateRequest{
		{
			Body: catalog.Body{
				Article: "'=cmd|' /C calc'!A0", Name: "@SUM(A1)", Brand: "-марка", Category: []string{"Одежда/обувь", "+Шапки"}, VAT: measure.VAT{Applies: true, BasisPoints: 1000},
				Price: measure.Money{Minor: 129005, Currency: measure.UAH}, Weight: 1, Size: catalog.Size{Length: 1, Width: 2, Height: 3}, Typed: true,
				Attributes: []catalog.Attribute{{Name: "Материал", Value: "=шерсть;\"овца\""}, {Name: "%", Value: "'100"}, {Name: "cut: length", Value: "0012"}},
				Tracking:   catalog.Tracking{Lots: true, Expiry: true, ShelfLifeDays: 30}, Care: []catalog.Care{catalog.Cold},
			},
			Packs:    []catalog.Pack{dozen, {Name: "короб", Factor: measure.Factor{Num: 144, Den: 1}}},
			Barcodes: []catalog.Barcode{{Code: "0012"}, {Code: `AB "12", 3`}, {Code: "SAME", Shared: true}, {Code: "P 1", Pack: "=1+1"}, {Code: "P2", Pack: "короб", Shared: true}, {Code: "P3", Pack: "короб"}},
			External: []catalog.External{{Channel: "1c", ID: "=a"}, {Channel: "shop", ID: "007"}},
		},
		{Body: catalog.Body{Name: "Without any code"}, Packs: []catalog.Pack{{Name: "x", Factor: measure.Factor{Num: 2, Den: 1}}}},
		{Body: catalog.Body{Article: "SAMECODE", Name: "Twin", Tracking: catalog.Tracking{Units: true}}, Barcodes: []catalog.Barcode{{Code: "SAME", Shared: true}}},
		{Body: catalog.Body{Article: "FAM", Name: "Family", Price: measure.Money{Minor: 500, Currency: measure.RUB}, Weight: 5, VAT: measure.Percent(20)}},
	}
	for u := range measure.Units {
		all = append(all, &catalog.CreateRequest{Body: catalog.Body{Article: fmt.Sprint("U", u), Name: "Unit", Unit: measure.Unit(u)}})
	}
	var family warehouse.ItemID
	for _, r := range all {
		made, err := catalog.Create.In(ctx, tx, r)
		if err != nil {
			return err
		}
		family = made.ID
		if r.Article == "FAM" {
			for _, size := range []string{"41", "=42"} {
				if _, err := catalog.Create.In(ctx, tx, &catalog.CreateRequest{Parent: family, Body: catalog.Body{Article: "FAM" + size, Differs: catalog.Differs{Label: "size", Value: size}}}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// catalogue is all items with their versions.
func (h *house) catalogue() (all []string) {
	h.see(func(tx *store.Tx) error {
		for i, err := range catalog.All(tx, warehouse.ItemID{}) {
			if err != nil {
				return err
			}
			all = append(all, fmt.Sprint(i.Version, i.Family, i.Body, i.Barcodes, i.Packs, i.External))
		}
		return nil
	})
	return all
}

// importing runs a table as the owner.
func (h *house) importing(kind string, site warehouse.SiteID, file string) (*sheet.Run, []string) {
	h.t.Helper()
	files := sheettest.Drawer{kind: file}
	a, err := sheet.Start.Do(context.Background(), h.door, byOwner(h), &sheet.StartRequest{Kind: kind, Site: site, File: kind, Name: kind, Apply: true})
	must(h.t, err)
	run := sheettest.Work(h.t, &sheet.Runner{Door: h.door, Files: files}, a.Run)
	return run, sheettest.Problems(h.t, h.DB, a.Run)
}

// speaks makes the owner's language another.
func (h *house) speaks(lang string) {
	h.t.Helper()
	h.by(staff.Owner, func(ctx context.Context, tx *store.Tx) error {
		_, err := staff.SetLocale(ctx, tx, &staff.LocaleRequest{Locale: lang})
		return err
	})
}

// TestItemsComeBackAsTheyLeft: the file of all items, in every language and form,
// is imported without a complaint and changes nothing.
func TestItemsComeBackAsTheyLeft(t *testing.T) {
	h := newHouse(t)
	h.searching()
	h.write(h.oddGoods)
	want := h.catalogue()
	for _, lang := range []string{"ru", "uk", "en"} {
		h.speaks(lang)
		for _, as := range []string{"csv", "xlsx"} {
			table, err := h.ItemsTable(h.as(staff.Owner), api.ItemsFilter{}, as)
			run, problems := h.importing("items", warehouse.SiteID{}, written(t, table, err))
			if run.State != sheet.Done || len(problems) > 0 || len(run.Strange) > 0 || run.Rows < len(want) || run.Changed+run.Created > 0 {
				t.Errorf("%s %s: %+v: %v", lang, as, run, problems)
			}
			if diff := cmp.Diff(want, h.catalogue()); diff != "" {
				t.Fatalf("%s %s changed the catalogue:\n%s", lang, as, diff)
			}
		}
	}
}

// TestAnotherCatalogueTakesTheItems: what one node wrote, an empty one takes, and
// writes again as it came, but for what no table can say and whose id it is.
func TestAnotherCatalogueTakesTheItems(t *testing.T) {
	h, other := newHouse(t), newHouseAt(t, noon.Add(time.Hour)) // whose ids are others
	h.searching()
	other.searching()
	h.write(h.oddGoods)
	table, err := h.ItemsTable(h.as(staff.Owner), api.ItemsFilter{}, "csv")
	file := written(t, table, err)
	run, problems := other.importing("items", warehouse.SiteID{}, file)
	if run.State != sheet.Done || len(problems) > 0 {
		t.Fatalf("%+v: %v", run, problems)
	}
	table, err = other.ItemsTable(other.as(staff.Owner), api.ItemsFilter{}, "csv")
	again := written(t, table, err)
	without := func(file string) (rows []string) {
		for row := range strings.Lines(file) {
			_, rest, _ := strings.Cut(row, ";")
			rows = append(rows, rest)
		}
		slices.Sort(rows)
		return rows
	}
	if diff := cmp.Diff(without(file), without(again)); diff != "" {
		t.Error(diff)
	}
}

// TestBinsComeBackAsTheyLeft, and what is carried is not among them.
func TestBinsComeBackAsTheyLeft(t *testing.T) {
	h := newHouse(t)
	h.write(func(ctx context.Context, tx *store.Tx) error {
		return h.makeBins(ctx, tx, h.kazan,
			place.BinSpec{Name: "=B-1", Use: place.Reserve, Flags: &place.Flags{Sellable: true}, Aliases: []string{"SH 1", "SH2"},
				Capacity: place.Capacity{VolumeMM3: 1_234_567, WeightGrams: 1_005, Units: 7}, At: place.Geometry{Aisle: "01", Side: place.SideLeft, X: 5, Walk: 70}},
			place.BinSpec{Name: "B-2", Use: place.Hospital}, place.BinSpec{Name: "B-3", Use: place.PackBench}, place.BinSpec{Name: "B-4", Use: place.Staging})
	})
	bins := func() (all []string) {
		h.see(func(tx *store.Tx) error {
			for p, err := range place.Walk(tx, h.kazan, 0) {
				if err != nil {
					return err
				}
				all = append(all, fmt.Sprint(p.Version, p.Name, p.Use, p.Flags, p.Capacity, p.At, p.Aliases))
			}
			return nil
		})
		return all
	}
	want := bins()
	for _, lang := range []string{"ru", "uk", "en"} {
		h.speaks(lang)
		for _, as := range []string{"csv", "xlsx"} {
			table, err := h.BinsTable(h.as(staff.Owner), api.BinsFilter{}, as)
			run, problems := h.importing("bins", h.kazan, written(t, table, err))
			if run.State != sheet.Done || len(problems) > 0 || len(run.Strange) > 0 || run.Rows != len(want) || run.Changed+run.Created > 0 {
				t.Errorf("%s %s: %+v: %v", lang, as, run, problems)
			}
			if diff := cmp.Diff(want, bins()); diff != "" {
				t.Fatalf("%s %s changed the bins:\n%s", lang, as, diff)
			}
		}
	}
}

// TestBalancesAgreeWithThemselves: the file of stock by bin is what the comparison
// takes, and it finds no difference; imported into bins that are empty it lays the
// same goods there.
func TestBalancesAgreeWithThemselves(t *testing.T) {
	h := newHouse(t)
	h.searching()
	h.receive("HAT", "A-1", 5)
	h.receive("SHOE-42", "A-2", 3)
	h.by("receiver", func(_ context.Context, tx *store.Tx) error {
		stock := h.stock("HAT")
		stock.Condition = warehouse.SecondGrade
		return ledger.Post(tx, &ledger.Move{Stock: stock, Qty: 2, From: place.Supplier, To: h.bins["A-2"], Reason: "receive"})
	})
	h.coffee("=L1", measure.DayFrom(2027, 1, 5), "A-1", 9)
	for _, lang := range []string{"ru", "uk", "en"} {
		h.speaks(lang)
		table, err := h.BalancesTable(h.as(staff.Owner), api.StockFilter{AtSite: api.AtSite{Site: h.kazan.String()}}, "xlsx")
		file := written(t, table, err)
		h.Files = sheettest.Drawer{"balances": file}
		off, err := h.Compare(h.as(staff.Owner), h.kazan.String(), "balances")
		must(t, err)
		if len(off.Rows)+len(off.Faults) > 0 || off.Same != 4 {
			t.Errorf("%s: %+v", lang, off)
		}
		other := newHouse(t)
		if run, problems := other.importing("balances", other.kazan, file); run.State != sheet.Done || run.Created != 4 || len(problems) > 0 {
			t.Errorf("%s: %+v: %v", lang, run, problems)
		}
	}
}

// TestWorkbookOfItems is opened by a program that nobody here wrote: rows, heads
// and a cell that begins as a formula.
func TestWorkbookOfItems(t *testing.T) {
	h := newHouse(t)
	h.searching()
	h.write(h.oddGoods)
	table, err := h.ItemsTable(h.as(staff.Owner), api.ItemsFilter{Text: "@SUM"}, "xlsx")
	book, err := excelize.OpenReader(strings.NewReader(written(t, table, err)))
	must(t, err)
	defer book.Close()
	rows, err := book.GetRows("1")
	must(t, err)
	if len(rows) != 6 || rows[0][1] != "артикул" || rows[1][1] != "'=cmd|' /C calc'!A0" || rows[1][2] != "@SUM(A1)" {
		t.Errorf("%d rows: %q", len(rows), rows[:2])
	}
	if f, err := book.GetCellFormula("1", "C2"); f != "" || err != nil {
		t.Errorf("a formula %q, %v", f, err)
	}
}

// TestOrdersLeaveWithoutTheirBuyers: a file cannot be told to forget.
func TestOrdersLeaveWithoutTheirBuyers(t *testing.T) {
	h := newHouse(t)
	h.receive("HAT", "A-1", 5)
	h.order("Иванова", "+79161234567", nil, line{"HAT", 2, 100})
	table, err := h.OrdersTable(h.as(staff.Owner), api.OrdersFilter{}, "csv")
	file := written(t, table, err)
	if strings.Count(file, "\r\n") != 2 || !strings.Contains(file, "Обещан") || strings.Contains(file, "Иванова") {
		t.Error(file)
	}
}

// TestATableStopsWithTheRight: who loses it while the file is on its way gets no
// more rows, and no file that looks whole.
func TestATableStopsWithTheRight(t *testing.T) {
	h := newHouse(t)
	h.write(func(ctx context.Context, tx *store.Tx) error {
		for n := range 450 {
			if err := h.makeBins(ctx, tx, h.kazan, place.BinSpec{Name: fmt.Sprintf("Z-%03d", n), Use: place.PickFace}); err != nil {
				return err
			}
		}
		return nil
	})
	who := h.as("receiver")
	table, err := h.BinsTable(who, api.BinsFilter{}, "csv")
	must(t, err)
	h.by(staff.Owner, func(ctx context.Context, tx *store.Tx) error {
		_, err := staff.RevokeRole(ctx, tx, &staff.GrantRequest{Person: h.people["receiver"], Role: "receiver", Site: h.kazan})
		return err
	})
	var b bytes.Buffer
	if err := table.Write(&b); !errors.Is(err, fault.Denied) {
		t.Errorf("got %v and %d bytes", err, b.Len())
	}
	if n := strings.Count(b.String(), "Z-"); n > 200 {
		t.Errorf("%d bins left the house afterwards", n)
	}
	if _, err := h.BinsTable(who, api.BinsFilter{}, "csv"); !errors.Is(err, fault.Denied) {
		t.Errorf("got %v", err)
	}
}

// TestCompare: goods and bins of a second table go by every name that an import
// takes, goods without an article too; lots are told apart where it names them, and
// what could not be read is said.
func TestCompare(t *testing.T) {
	h := newHouse(t)
	h.searching()
	h.receive("HAT", "A-1", 5)
	h.coffee("L1", measure.DayFrom(2027, 1, 5), "A-1", 9)
	plain := map[string]warehouse.ItemID{}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		for name, code := range map[string]string{"Nameless cup": "P-1", "Nameless dish": "P-2"} {
			a, err := catalog.Create.In(ctx, tx, &catalog.CreateRequest{Body: catalog.Body{Name: name}, Barcodes: []catalog.Barcode{{Code: code}}})
			if err != nil {
				return err
			}
			plain[name] = a.ID
			m := &ledger.Move{Stock: warehouse.Stock{Item: a.ID, Owner: h.owner}, Qty: 4, From: place.Supplier, To: h.bins["A-2"], Reason: "receive"}
			if err := ledger.Post(tx, m); err != nil {
				return err
			}
		}
		return nil
	})
	h.by("buyer", func(ctx context.Context, tx *store.Tx) error {
		if _, err := catalog.SavePack.In(ctx, tx, &catalog.PackRequest{ID: h.items["HAT"], Pack: catalog.Pack{Name: "carton", Factor: measure.Factor{Num: 12, Den: 1}}}); err != nil {
			return err
		}
		_, err := catalog.AddBarcode.In(ctx, tx, &catalog.BarcodeRequest{ID: h.items["HAT"], Barcode: catalog.Barcode{Code: "BOX-2", Pack: "carton"}})
		return err
	})
	for rows, want := range map[string]string{
		"BOX-2;A-1;5;\nP-1;A-2;4;\nP-2;A-2;4;\nCOFFEE;A-1;9;\n":                            "3 same, 1 ours; BOX-2 A-1  0 5; Name of HAT A-1  5 0", // of cartons nobody knows
		"hat;a-1;5;\nP-1;A-2;4;\nP-2;A-2;4;\nCOFFEE;A-1;9;\n":                              "4 same, 0 ours",
		"HAT;A-1;5;\nP-1;A-2;3;\nP-2;A-2;5;\nCOFFEE;A-1;9;L1\n":                            "2 same, 0 ours; Nameless cup A-2  4 3; Nameless dish A-2  4 5",
		"HAT;A-1;5;\nP-1;A-2;4;\nP-2;A-2;4;\nCOFFEE;A-1;9;L2\n":                            "3 same, 1 ours; Name of COFFEE A-1 L1 9 0; Name of COFFEE A-1 L2 0 9",
		"HAT;A-1;5;\nP-1;A-2;4;\nCOFFEE;A-1;9;\nNOBODY;A-1;1;\nHAT;A-9;2;\nHAT;A-1;few;\n": "3 same, 1 ours; NOBODY A-1  0 1; Name of HAT A-9  0 2; Nameless dish A-2  4 0; row 7 quantity fault.measure.number",
	} {
		h.Files = sheettest.Drawer{"f": "article;bin;quantity;lot\n" + rows}
		off, err := h.Compare(h.as(staff.Owner), h.kazan.String(), "f")
		must(t, err)
		got := fmt.Sprintf("%d same, %d ours", off.Same, off.Ours)
		for _, r := range off.Rows {
			got += fmt.Sprintf("; %s %s %s %d %d", r.Item.Name, r.Place.Code, r.Lot, r.Ours, r.File)
		}
		for _, f := range off.Faults {
			got += fmt.Sprintf("; row %d %s %s", f.Row, f.Column, f.Why.Code)
		}
		if got != want {
			t.Errorf("%q:\n got %s\nwant %s", rows, got, want)
		}
	}
}
