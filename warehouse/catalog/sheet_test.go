package catalog_test

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/sheet/sheettest"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
)

// importer imports tables of items into a shelf.
type importer struct {
	*shelf
	files  *catalog.Folder
	runner *sheet.Runner
}

func newImporter(t *testing.T) *importer {
	files, err := catalog.OpenFolder(filepath.Join(t.TempDir(), "files"))
	if err != nil {
		t.Fatal(err)
	}
	s := newShelf(t)
	return &importer{s, files, &sheet.Runner{Door: s.door, Files: files}}
}

// run imports a file of items as far as it goes by itself.
func (m *importer) run(file string, skipBad bool) *sheet.Run {
	m.Helper()
	return m.runAs("items", file, skipBad)
}

// runAs imports a file of a kind as far as it goes by itself.
func (m *importer) runAs(kind, file string, skipBad bool) *sheet.Run {
	m.Helper()
	hash, err := m.files.Put(context.Background(), strings.NewReader(file))
	if err != nil {
		m.Fatal(err)
	}
	a := do(m.shelf, sheet.Start, &sheet.StartRequest{Kind: kind, File: hash, Name: "Товары.csv", Apply: true, SkipBad: skipBad})
	return m.work(a.Run)
}

func (m *importer) work(id sheet.RunID) *sheet.Run {
	m.Helper()
	return sheettest.Work(m, m.runner, id)
}

func (m *importer) undo(id sheet.RunID) *sheet.Run {
	m.Helper()
	do(m.shelf, sheet.Undo, &sheet.RunRequest{Run: id})
	return m.work(id)
}

func (m *importer) problems(id sheet.RunID) []string {
	m.Helper()
	return sheettest.Problems(m, m.door.DB, id)
}

// items is the whole catalogue as text, archived items left out.
func (m *importer) items() string {
	m.Helper()
	var b strings.Builder
	m.read(func(tx *store.Tx) error {
		for i, err := range catalog.All(tx, warehouse.ItemID{}) {
			if err != nil {
				return err
			}
			if i.Archived {
				continue
			}
			fmt.Fprintln(&b, i.Article, i.Family, i.Body, i.Barcodes, i.Packs, i.External)
		}
		return nil
	})
	return b.String()
}

func (m *importer) byArticle(article string) (i *catalog.Item) {
	m.Helper()
	m.read(func(tx *store.Tx) (err error) { i, err = catalog.ByArticle(tx, article); return err })
	if i == nil {
		m.Fatalf("no item %s", article)
	}
	return i
}

// goods is what 1С writes on the first day, with what goes wrong in it: a
// barcode mistyped, one given twice, a price that is none, a family too late.
const goods = `Справочник «Номенклатура» на 21.11.2026;;;;;;;;;;;;
;;;;;;;;;;;;
Артикул;Наименование;Артикул модели;Вариант;Признак варианта;Группа;Ед.;Ставка НДС;Цена, руб.;Вес, кг;Штрихкод;Кол-во;Характеристика: Материал
TGA-450-GR;"Термокружка ""Тайга"", 450 мл";;;;Посуда / Кружки;шт;20%;1 290,00;0,318;4607034171186;5;сталь
CHN-17;Чайник «Самовар-мини»;;;;Посуда;шт;20%;сколько?;1,24;4607034172251;2;
SEV-KR-42;;SEV-KR;42;размер;;;;;0,812;4607034170424;1;
SEV-KR;Кроссовки «Север» чёрные;;;;Обувь;шт;20%;3990;0,8;;;замша
SEV-KR-43;;SEV-KR;43;размер;;;;;0,826;4607034170432;1;
KOF-1;Кофе в зёрнах;;;;Бакалея;кг;10;899,90;;4607034171186;7;
ZIP;=HYPERLINK("x");;;;;шт;без НДС;10;;;;
`

func TestImportFromWindows1251(t *testing.T) {
	m := newImporter(t)
	file, err := charmap.Windows1251.NewEncoder().String(goods)
	if err != nil {
		t.Fatal(err)
	}
	empty := m.items()
	run := m.run(file, false)
	if run.State != sheet.Ready || run.Rows != 7 || run.Bad != 4 || !cmp.Equal(run.Strange, []string{"Кол-во"}) {
		t.Fatalf("got %+v", run)
	}
	if got := m.items(); got != empty {
		t.Fatalf("the check wrote %s", got)
	}
	want := []string{
		`5 price rub: measure.number text="сколько?"`,
		`6 parent: catalog.family_missing article="SEV-KR"`,
		`8 barcode: catalog.check_digit code="4607034170432"`,
		`9 catalog.barcode_taken code="4607034171186" name="TGA-450-GR"`,
	}
	if diff := cmp.Diff(want, m.problems(run.ID)); diff != "" {
		t.Error(diff)
	}

	do(m.shelf, sheet.Apply, &sheet.ApplyRequest{Run: run.ID, SkipBad: true})
	first := m.work(run.ID)
	if first.State != sheet.Done || first.Created != 3 {
		t.Fatalf("got %+v", first)
	}
	mug := m.byArticle("TGA-450-GR")
	body := catalog.Body{
		Article: "TGA-450-GR", Name: `Термокружка "Тайга", 450 мл`, Category: []string{"Посуда", "Кружки"}, VAT: measure.Percent(20), Weight: 318,
		Price: measure.Money{Minor: 129000, Currency: measure.RUB}, Attributes: []catalog.Attribute{{Name: "Материал", Value: "сталь"}},
	}
	if diff := cmp.Diff(body, mug.Body); diff != "" {
		t.Error(diff)
	}
	if got := m.byArticle("ZIP"); got.Name != `=HYPERLINK("x")` || got.VAT.Applies {
		t.Errorf("got %+v", got.Body)
	}

	var errors bytes.Buffer
	if table, err := sheet.ErrorFile(context.Background(), m.door.DB, m.files, run.ID, sheet.Refused, sheet.Words{Title: "Ошибки", Say: sheet.Problem.String}); err != nil || table.Write(&errors) != nil {
		t.Fatal(err)
	}
	mended := strings.NewReplacer("сколько?", "2490", "4607034170432", "4607034170431", "899,90;;4607034171186", "899,90;;").Replace(errors.String())
	second := m.run(mended, false)
	if second.State != sheet.Done || second.Bad != 0 || second.Created != 4 {
		t.Fatalf("got %+v: %v", second, m.problems(second.ID))
	}
	if i := m.byArticle("SEV-KR-43"); i.Name != "Кроссовки «Север» чёрные" || i.Differs.Value != "43" || i.Weight != 826 {
		t.Errorf("got %+v", i.Body)
	}
	if got := m.byArticle("KOF-1"); got.Unit != measure.Gram || got.VAT != measure.Percent(10) || got.Price.Minor != 89990 {
		t.Errorf("got %+v", got.Body)
	}

	whole := m.items()
	again := m.run(mended, false)
	if again.State != sheet.Done || again.Created+again.Changed+again.Bad != 0 || m.items() != whole {
		t.Errorf("the same file again: %+v", again)
	}
	for _, id := range []sheet.RunID{second.ID, first.ID} {
		if run := m.undo(id); run.State != sheet.Undone || run.Kept != 0 {
			t.Errorf("undo: %+v: %v", run, m.problems(id))
		}
	}
	if got := m.items(); got != empty {
		t.Errorf("left: %s", got)
	}
}

// TestImportChangesAndTakesBack: a second table of known items says more of
// them; undo puts all back as it was, but for what was changed since.
func TestImportChangesAndTakesBack(t *testing.T) {
	m := newImporter(t)
	m.run("article;name;price;currency;weight g;barcode;ид\nA;Apple;10;UAH;100;4607034171186;1\nB;Bread;20,5;UAH;;;2\nC;Corn;1;UAH;;;\n", false)
	before := m.items()
	run := m.run("артикул;название;ціна, грн;в упаковке;штрихкод упаковки;штрихкод;ид\nA;Apple;11,50;12;14607034171183;036000291452;\nA;Apple;;6;24607034171180;;\n;Bread!;;;;;2\nC;Corn;2;;;;7\n", false)
	if run.State != sheet.Done || run.Changed != 4 || run.Created != 0 {
		t.Fatalf("got %+v: %v", run, m.problems(run.ID))
	}
	if got := m.resolve("14607034171183") + " " + m.resolve("24607034171180") + " " + m.resolve("0036000291452"); got != "A×12 A×6 A×1" {
		t.Errorf("got %s", got)
	}
	if i := m.byArticle("A"); i.Price.Minor != 1150 || i.Weight != 100 || m.byArticle("B").Name != "Bread!" {
		t.Errorf("got %+v", i.Body)
	}
	c := m.byArticle("C")
	body := c.Body
	body.Name = "Maize"
	do(m.shelf, catalog.Edit, &catalog.EditRequest{ID: c.ID, Version: c.Version, Body: body})
	run = m.undo(run.ID)
	if run.Kept != 1 || !cmp.Equal(m.problems(run.ID), []string{`5 catalog.changed_since name="C"`}) {
		t.Errorf("got %+v: %v", run, m.problems(run.ID))
	}
	c = m.byArticle("C")
	body = c.Body
	body.Name = "Corn"
	do(m.shelf, catalog.Edit, &catalog.EditRequest{ID: c.ID, Version: c.Version, Body: body})
	if run = m.undo(run.ID); run.Kept != 0 {
		t.Errorf("got %+v: %v", run, m.problems(run.ID))
	}
	if diff := cmp.Diff(before, m.items()); diff != "" {
		t.Error(diff)
	}
}

// TestImportOfOddMoney: a rate that no country has and a currency that is none
// are problems of their rows; the rest of the file is taken.
func TestImportOfOddMoney(t *testing.T) {
	m := newImporter(t)
	run := m.run("name;article;vat;price;currency\nG;AB-4;99;;\nG;AB-8;22;5;ZZZ\nG;AB-9;14%;5;uah\n", true)
	want := []string{`2 vat: catalog.vat_unknown known="0 5 7 10 14 20 22" text="99"`, `3 currency: catalog.currency currency="ZZZ"`}
	if got := m.problems(run.ID); run.Created != 1 || !cmp.Equal(got, want) {
		t.Errorf("got %+v: %q", run, got)
	}
	if i := m.byArticle("AB-9"); i.VAT != measure.Percent(14) || i.Price != (measure.Money{Minor: 500, Currency: measure.UAH}) {
		t.Errorf("got %+v", i.Body)
	}
}

// TestWeightsAreRounded to the grams that an item has, and no row is refused for them.
func TestWeightsAreRounded(t *testing.T) {
	m := newImporter(t)
	run := m.run("Артикул;Наименование;Вес, г;Вес, кг\nA;А;80,5;\nB;Б;80.4;\nC;В;;1,2345\nD;Г;81;\n", false)
	if run.Bad != 0 {
		t.Fatalf("%+v", run)
	}
	want := map[string]int64{"A": 81, "B": 80, "C": 1235, "D": 81}
	m.read(func(tx *store.Tx) error {
		for article, grams := range want {
			i, err := catalog.ByArticle(tx, article)
			if err != nil || i.Weight != grams {
				m.Errorf("%s weighs %d, %v; want %d", article, i.Weight, err, grams)
			}
		}
		return nil
	})
}

// TestImportKnowsByAnyBarcode: a row without an article is about the item that
// has one of its barcodes, the first or a later one.
func TestImportKnowsByAnyBarcode(t *testing.T) {
	m := newImporter(t)
	m.run("article;name;barcode\nA;Apple;4607034171186\n", false)
	run := m.run("name;barcode\nGreen apple;036000291452,4607034171186\n", false)
	if run.State != sheet.Done || run.Created != 0 || run.Changed != 1 || m.byArticle("A").Name != "Green apple" {
		t.Fatalf("got %+v: %v\n%s", run, m.problems(run.ID), m.items())
	}
	if got := m.resolve("036000291452"); got != "A×1" {
		t.Errorf("got %s", got)
	}
}

// TestImportedGoodsInUseStay: whoever counts stock stands against it.
func TestImportedGoodsInUseStay(t *testing.T) {
	m := newImporter(t)
	run := m.run("article;name\nA;Apple\nUSED;Bread\n", false)
	inUse = "USED"
	defer func() { inUse = "" }()
	run = m.undo(run.ID)
	if run.Kept != 1 || !cmp.Equal(m.problems(run.ID), []string{"3 test.in_use"}) || m.byArticle("USED") == nil {
		t.Errorf("got %+v: %v", run, m.problems(run.ID))
	}
}

func BenchmarkImport(b *testing.B) {
	var file strings.Builder
	file.WriteString("артикул;название;бренд;группа;цена, руб;вес, г;штрихкод\n")
	for i := range 20_000 {
		fmt.Fprintf(&file, "ART-%05d;Товар номер %d;Тайга;Посуда/Кружки;%d,50;318;int-%d\n", i, i, i%1000, i)
	}
	text := file.String()
	for range b.N {
		engine, err := bolt.Open(filepath.Join(b.TempDir(), "node.db"), nil)
		if err != nil {
			b.Fatal(err)
		}
		files, err := catalog.OpenFolder(b.TempDir())
		if err != nil {
			b.Fatal(err)
		}
		hash, err := files.Put(context.Background(), strings.NewReader(text))
		if err != nil {
			b.Fatal(err)
		}
		door := &command.Door{DB: store.Open(engine)}
		a, err := sheet.Start.Do(context.Background(), door, command.Command{Itself: true}, &sheet.StartRequest{Kind: "items", File: hash, Apply: true})
		if err != nil {
			b.Fatal(err)
		}
		if run := sheettest.Work(b, &sheet.Runner{Door: door, Files: files}, a.Run); run.State != sheet.Done || run.Created != 20_000 {
			b.Fatalf("got %+v", run)
		}
		if err := engine.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(20_000*b.N)/b.Elapsed().Seconds(), "rows/s")
}

// TestRowsThatSayOtherwise: a second row of an article that names it, prices it or
// weighs it otherwise is refused, with the row that it gainsays, before anything
// is written and when the rest is; one that adds a barcode is right.
func TestRowsThatSayOtherwise(t *testing.T) {
	m := newImporter(t)
	run := m.run(`Артикул;Наименование;Цена, руб.;Вес, кг;Штрихкод
SKV-24;Сковорода чугунная 24 см;2490,50;2,35;4607034171186
skv-24;Сковорода повтор;1;1;
SKV-24;Сковорода чугунная 24 см;2 490.5;2,350;4607034172251
`, false)
	if run.State != sheet.Ready || run.Rows != 3 || run.Bad != 1 {
		t.Fatalf("got %+v", run)
	}
	want := []string{
		`3 name: catalog.said_twice article="skv-24" row="2" text="Сковорода чугунная 24 см"`,
		`3 price rub: catalog.said_twice article="skv-24" row="2" text="2490,50"`,
		`3 weight kg: catalog.said_twice article="skv-24" row="2" text="2,35"`,
	}
	if diff := cmp.Diff(want, m.problems(run.ID)); diff != "" {
		t.Error(diff)
	}
	do(m.shelf, sheet.Apply, &sheet.ApplyRequest{Run: run.ID, SkipBad: true})
	if run := m.work(run.ID); run.State != sheet.Done {
		t.Fatalf("got %+v", run)
	}
	pan := m.byArticle("SKV-24")
	if pan.Name != "Сковорода чугунная 24 см" || pan.Price.Minor != 249050 || pan.Weight != 2350 || len(pan.Barcodes) != 2 {
		t.Errorf("got %+v", pan)
	}
}
