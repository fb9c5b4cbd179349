package catalog_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/sheet"
)

// shop is the goods to which tables of barcodes are loaded: a mug that has one,
// coffee without any, shoes that come in sizes.
const shop = `article;name;parent;variant;barcode
TGA-450-GR;Термокружка;;;4607034171186
KOF-1;Кофе в зёрнах;;;
SEV-KR;Кроссовки;;;
SEV-KR-42;;SEV-KR;42;
`

// codesTable is a table of barcodes as 1С writes it: the first row is the third.
func codesTable(rows ...string) string {
	return "Регистр «Штрихкоды номенклатуры»;;;\nАртикул;Штрихкод;Упаковка;Кратность\n" + strings.Join(rows, "\n") + "\n"
}

func TestBarcodesFromWindows1251(t *testing.T) {
	m := newImporter(t)
	m.run(shop, false)
	label := m.byArticle("KOF-1").Code
	before := m.items()
	bin := ident.Label(ident.PrefixBin, 7)
	table := codesTable(
		"KOF-1;4607034172251;;",            // 3
		label+";14607034172258;короб;12,0", // 4: by our own label, a pack that it brings
		"KOF-1;24607034172255, BOX-6;;6",   // 5: two in a cell, a pack without a name
		"4607034171186;4607034170424;;",    // 6: by a barcode that it has
		"KOF-1;4607034171186;;",            // 7: the mug's
		"KOF-1;4607034172259;;",            // 8: a slip
		"KOF-1;"+bin+";;",                  // 9: a code of ours
		"NO-1;4600000000008;;",             // 10
		"KOF-1;34607034172252;паллета;",    // 11: how many?
		"KOF-1;34607034172252;короб;24",    // 12: twelve, it said
		"KOF-1;34607034172252;;0",          // 13
		"SEV-KR;4600000000015;;",           // 14: the family
		"TGA-450-GR;4607034172251;;",       // 15: given to the coffee above
		"TGA-450-GR;;;",                    // 16
		"SEV-KR-42;4607034170431;;",        // 17
		"KOF-1;4607034172251;;",            // 18: once more
		"KOF-1;4607034172251;короб;",       // 19: on another pack
		"KOF-1;34607034172252;;сколько?",   // 20
	)
	file, err := charmap.Windows1251.NewEncoder().String(table)
	if err != nil {
		t.Fatal(err)
	}
	run := m.runAs("barcodes", file, false)
	if run.State != sheet.Ready || run.Rows != 18 || run.Bad != 12 || m.items() != before {
		t.Fatalf("got %+v: %v\n%s", run, m.problems(run.ID), m.items())
	}
	want := []string{
		`7 barcode: catalog.barcode_taken code="4607034171186" name="TGA-450-GR"`,
		`8 barcode: catalog.check_digit code="4607034172259"`,
		`9 barcode: catalog.barcode_ours code="` + bin + `"`,
		`10 item: catalog.unknown code="NO-1"`,
		`11 pack: catalog.no_pack name="KOF-1" pack="паллета"`,
		`12 pack quantity: catalog.pack_taken name="KOF-1" pack="короб"`,
		`13 pack quantity: measure.factor den="1" num="0"`,
		`14 barcode: catalog.family_code name="SEV-KR"`,
		`15 barcode: catalog.barcode_taken code="4607034172251" name="KOF-1"`,
		`16 barcode: sheet.cell_empty column="barcode"`,
		`19 barcode: catalog.barcode_taken code="4607034172251" name="KOF-1"`,
		`20 pack quantity: measure.number text="сколько?"`,
	}
	if diff := cmp.Diff(want, m.problems(run.ID)); diff != "" {
		t.Error(diff)
	}

	do(m.shelf, sheet.Apply, &sheet.ApplyRequest{Run: run.ID, SkipBad: true})
	if run = m.work(run.ID); run.State != sheet.Done || run.Created != 5 || run.Changed != 0 {
		t.Fatalf("got %+v", run)
	}
	for code, means := range map[string]string{
		"4607034172251": "KOF-1×1", "14607034172258": "KOF-1×12", "24607034172255": "KOF-1×6", "BOX-6": "KOF-1×6",
		"4607034170424": "TGA-450-GR×1", "4607034171186": "TGA-450-GR×1", "4607034170431": "SEV-KR-42×1",
		"34607034172252": "KOF-1×0", // refused: a carton that nobody has counted
	} {
		if got := m.resolve(code); got != means {
			t.Errorf("%s is %q, want %q", code, got, means)
		}
	}

	var errors bytes.Buffer
	if table, err := sheet.ErrorFile(context.Background(), m.door.DB, m.files, run.ID, sheet.Refused, sheet.Words{Title: "Ошибки", Say: sheet.Problem.String}); err != nil || table.Write(&errors) != nil {
		t.Fatal(err)
	}
	if got := strings.Count(errors.String(), "\r\n"); got != 13 || !strings.Contains(errors.String(), "Кратность") {
		t.Errorf("the error file has %d lines:\n%s", got, errors.String())
	}
	if run = m.undo(run.ID); run.State != sheet.Undone || run.Kept != 0 {
		t.Errorf("undo: %+v: %v", run, m.problems(run.ID))
	}
	if diff := cmp.Diff(before, m.items()); diff != "" {
		t.Error(diff)
	}
}

// TestBarcodesTakenBackAlone: undo of a table of barcodes leaves alone what else
// was said of the goods since, and says what it had to leave.
func TestBarcodesTakenBackAlone(t *testing.T) {
	m := newImporter(t)
	m.run(shop, false)
	run := m.runAs("barcodes", codesTable("KOF-1;4607034172251;;", "TGA-450-GR;14607034171183;короб;12", "KOF-1;BOX-6;пачка;6"), false)
	if run.State != sheet.Done || run.Created != 3 {
		t.Fatalf("got %+v: %v", run, m.problems(run.ID))
	}
	coffee, mug := m.byArticle("KOF-1"), m.byArticle("TGA-450-GR")
	body := coffee.Body
	body.Name = "Кофе молотый"
	do(m.shelf, catalog.Edit, &catalog.EditRequest{ID: coffee.ID, Version: coffee.Version, Body: body})
	do(m.shelf, catalog.RemoveBarcode, &catalog.CodeRequest{ID: mug.ID, Code: "14607034171183"})
	do(m.shelf, catalog.AddBarcode, &catalog.BarcodeRequest{ID: coffee.ID, Barcode: catalog.Barcode{Code: "PACK-6", Pack: "пачка"}})

	run = m.undo(run.ID)
	want := []string{`4 catalog.changed_since name="TGA-450-GR"`, `5 catalog.changed_since name="KOF-1"`}
	if diff := cmp.Diff(want, m.problems(run.ID)); run.Kept != 2 || diff != "" {
		t.Errorf("got %+v: %s", run, diff)
	}
	coffee = m.byArticle("KOF-1")
	if got := m.resolve("4607034172251") + m.resolve("BOX-6") + m.resolve("PACK-6"); coffee.Name != "Кофе молотый" || got != "KOF-1×6KOF-1×6" {
		t.Errorf("got %s %+v", got, coffee.Barcodes)
	}
}

// TestBarcodesKnownPack: a row names a pack of the item by its name or by how
// many it holds, and an unknown one is made once.
func TestBarcodesKnownPack(t *testing.T) {
	m := newImporter(t)
	m.run(shop, false)
	coffee := m.byArticle("KOF-1")
	do(m.shelf, catalog.SavePack, &catalog.PackRequest{ID: coffee.ID, Pack: catalog.Pack{Name: "короб", Factor: measure.Factor{Num: 12, Den: 1}}})
	run := m.runAs("barcodes", "артикул\tштрих-код\tупаковка\tв упаковке\nkof-1\tA-12\tкороб\t\nKOF-1\tB-12\t\t12\nKOF-1\tC-1\t\t1\nKOF-1\tD-6\t\t6\nKOF-1\tE-6\t\t6\n", false)
	if run.State != sheet.Done || run.Created != 5 {
		t.Fatalf("got %+v: %v", run, m.problems(run.ID))
	}
	if got := m.resolve("A-12") + " " + m.resolve("B-12") + " " + m.resolve("C-1") + " " + m.resolve("D-6") + " " + m.resolve("E-6"); got != "KOF-1×12 KOF-1×12 KOF-1×1 KOF-1×6 KOF-1×6" {
		t.Errorf("got %s", got)
	}
	if packs := m.byArticle("KOF-1").Packs; len(packs) != 2 || packs[1].Name != "×6" {
		t.Errorf("got %+v", packs)
	}
	if run = m.undo(run.ID); run.Kept != 0 || len(m.byArticle("KOF-1").Packs) != 1 || len(m.byArticle("KOF-1").Barcodes) != 0 {
		t.Errorf("got %+v: %v", run, m.problems(run.ID))
	}
}
