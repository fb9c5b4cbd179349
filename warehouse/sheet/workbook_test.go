package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"warehouse-node/warehouse/fault"
)

// book writes a workbook by a program that is not ours.
func book(t *testing.T, fill func(f *excelize.File)) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var b bytes.Buffer
	must(t, f.Write(&b))
	return b.String()
}

func cells(table *Table) (all [][]string) {
	for _, r := range table.Rows {
		all = append(all, r.Cells)
	}
	return all
}

// TestWorkbookSaysWhatAPersonSees: codes keep their zeros and all their digits,
// days are days however they are shown, and of a formula there is what it gave.
func TestWorkbookSaysWhatAPersonSees(t *testing.T) {
	shown := func(f *excelize.File, code string) int {
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
		must(t, err)
		return style
	}
	at := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name, want string
		put        func(f *excelize.File)
	}{
		{"EAN as a number", "4607034171186", func(f *excelize.File) { must(t, f.SetCellValue("Sheet1", "A2", 4607034171186)) }},
		{"EAN as a fraction", "4607034171186", func(f *excelize.File) { must(t, f.SetCellValue("Sheet1", "A2", 4607034171186.0)) }},
		{"15 digits", "123456789012345", func(f *excelize.File) { must(t, f.SetCellValue("Sheet1", "A2", 123456789012345.0)) }},
		{"EAN as text", "0012345678905", func(f *excelize.File) { must(t, f.SetCellStr("Sheet1", "A2", "0012345678905")) }},
		{"zeros shown", "0012345678905", func(f *excelize.File) {
			must(t, f.SetCellValue("Sheet1", "A2", 12345678905))
			must(t, f.SetCellStyle("Sheet1", "A2", "A2", shown(f, "0000000000000")))
		}},
		{"a sum of tenths", "0.3", func(f *excelize.File) { must(t, f.SetCellValue("Sheet1", "A2", 0.1+0.2)) }},
		{"a price shown short", "1990.55", func(f *excelize.File) {
			must(t, f.SetCellValue("Sheet1", "A2", 1990.55))
			must(t, f.SetCellStyle("Sheet1", "A2", "A2", shown(f, `# ##0" ₽"`)))
		}},
		{"a share", "20%", func(f *excelize.File) {
			must(t, f.SetCellValue("Sheet1", "A2", 0.2))
			must(t, f.SetCellStyle("Sheet1", "A2", "A2", shown(f, "0%")))
		}},
		{"a day", "2026-11-22", func(f *excelize.File) { must(t, f.SetCellValue("Sheet1", "A2", at)) }},
		{"a day without its year", "2026-11-22", func(f *excelize.File) {
			must(t, f.SetCellValue("Sheet1", "A2", at))
			must(t, f.SetCellStyle("Sheet1", "A2", "A2", shown(f, `[$-419]d mmm;@`)))
		}},
		{"a moment", "2026-11-22 09:30", func(f *excelize.File) { must(t, f.SetCellValue("Sheet1", "A2", at.Add(9*time.Hour+30*time.Minute))) }},
		{"a time", "09:30", func(f *excelize.File) {
			must(t, f.SetCellValue("Sheet1", "A2", 9.5/24))
			must(t, f.SetCellStyle("Sheet1", "A2", "A2", shown(f, "hh:mm")))
		}},
		{"a day of an old Mac", "2026-11-22", func(f *excelize.File) {
			yes := true
			must(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
			must(t, f.SetCellValue("Sheet1", "A2", at))
		}},
		{"yes", "true", func(f *excelize.File) { must(t, f.SetCellBool("Sheet1", "A2", true)) }},
		{"what a formula gave", "7", func(f *excelize.File) {
			must(t, f.SetCellValue("Sheet1", "A2", 7))
			must(t, f.SetCellFormula("Sheet1", "A2", "3+4"))
		}},
		{"letters in two colours", "Кружка «Тайга»", func(f *excelize.File) {
			must(t, f.SetCellRichText("Sheet1", "A2", []excelize.RichTextRun{{Text: "Кружка "}, {Text: "«Тайга»", Font: &excelize.Font{Bold: true}}}))
		}},
		{"blanks", "x", func(f *excelize.File) { must(t, f.SetCellStr("Sheet1", "A2", " \u00a0x ")) }},
	} {
		table := read(t, book(t, func(f *excelize.File) {
			must(t, f.SetCellStr("Sheet1", "A1", "h"))
			c.put(f)
		}))
		if got := cells(table); table.Encoding != Workbook || len(got) != 1 || !slices.Equal(got[0], []string{c.want}) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// TestWorkbookSheets: without a name the first that can be seen and is not empty
// is read; rows and columns that are only coloured are none.
func TestWorkbookSheets(t *testing.T) {
	file := book(t, func(f *excelize.File) {
		for _, name := range []string{"Тайный", "Товары", "Остатки"} {
			_, err := f.NewSheet(name)
			must(t, err)
		}
		must(t, f.SetCellStr("Тайный", "A1", "secret"))
		must(t, f.SetSheetVisible("Тайный", false))
		must(t, f.SetSheetRow("Товары", "B3", &[]any{"Артикул", "Название"}))
		must(t, f.SetSheetRow("Товары", "B7", &[]any{"A-1", "Кружка"}))
		must(t, f.SetSheetRow("Остатки", "A1", &[]any{"Артикул"}))
		style, err := f.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Color: []string{"FFFF00"}, Pattern: 1}})
		must(t, err)
		must(t, f.SetCellStyle("Товары", "A1", "ZZ20", style))
	})
	table := read(t, file)
	if table.Heading.Number != 3 || !slices.Equal(table.Heading.Cells, []string{"", "Артикул", "Название"}) {
		t.Errorf("heading %+v", table.Heading)
	}
	if len(table.Rows) != 1 || table.Rows[0].Number != 7 || !slices.Equal(table.Rows[0].Cells, []string{"", "A-1", "Кружка"}) {
		t.Errorf("rows %+v", table.Rows)
	}
	for name, want := range map[string]string{"остатки": "", "Тайный": "", "Цены": "sheet.no_sheet", "Sheet1": "sheet.empty"} {
		if _, err := Read(strings.NewReader(file), Options{Sheet: name}); (err == nil) != (want == "") || want != "" && fault.Of(err).Code != want {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
}

// parts is a workbook put together by hand: what other programs write.
func parts(t *testing.T, more map[string]string) string {
	t.Helper()
	files := map[string]string{}
	for _, p := range bookParts {
		files[p[0]] = p[1]
	}
	for name, text := range more {
		files[name] = text
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range files {
		f, err := z.Create(name)
		must(t, err)
		_, err = f.Write([]byte(xml.Header + text))
		must(t, err)
	}
	must(t, z.Close())
	return b.String()
}

const one = "xl/worksheets/sheet1.xml"

// TestWorkbooksOfOthers: parts with other letters, tags with prefixes, cells that
// do not say where they are, texts with instructions how they are read aloud.
func TestWorkbooksOfOthers(t *testing.T) {
	got := read(t, parts(t, map[string]string{
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="/xl/worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="x/styles" Target="styles.xml"/></Relationships>`,
		`xl\SharedStrings.xml`: `<x:sst xmlns:x="y"><x:si><x:t>h</x:t></x:si><x:si><x:r><x:t>東</x:t></x:r><x:rPh sb="0"><x:t>トウ</x:t></x:rPh><x:r><x:t>京</x:t></x:r></x:si></x:sst>`,
		one: `<x:worksheet xmlns:x="y"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="str"><x:v>i</x:v></x:c></x:row>` +
			`<x:row><x:c t="s"><x:v>1</x:v></x:c><x:c><x:v>4.607034171186E12</x:v></x:c><x:c t="inlineStr"><x:is><x:t>a_x000D_b_x005F_x000D_</x:t></x:is></x:c>` +
			`<x:c t="e"><x:v>#N/A</x:v></x:c><x:c t="d"><x:v>2026-11-22T00:00:00</x:v></x:c><x:c t="s"><x:v>99</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
	}))
	want := [][]string{{"東京", "4607034171186", "a\rb_x000D_", "#N/A", "2026-11-22"}}
	if diff := cmp.Diff(want, cells(got)); diff != "" || got.Heading.Cells[1] != "i" {
		t.Errorf("heading %q\n%s", got.Heading.Cells, diff)
	}
}

// TestWorkbooksRefused: each is told in its own words, and none is unpacked
// further than it must be.
func TestWorkbooksRefused(t *testing.T) {
	sheetOf := func(body string) string {
		return parts(t, map[string]string{one: "<worksheet><sheetData>" + body + "</sheetData></worksheet>"})
	}
	row := func(n int, cell string) string {
		return fmt.Sprintf(`<row r="%d"><c t="str"><v>%s</v></c></row>`, n, cell)
	}
	whole := book(t, func(f *excelize.File) { must(t, f.SetCellStr("Sheet1", "A1", "h")) })
	var locked bytes.Buffer
	f := excelize.NewFile()
	must(t, f.SetCellStr("Sheet1", "A1", "h"))
	must(t, f.Write(&locked, excelize.Options{Password: "secret"}))
	for name, c := range map[string]struct{ file, code string }{
		"a password":          {locked.String(), "sheet.locked"},
		"an old one":          {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on", "sheet.old_workbook"},
		"a binary one":        {parts(t, map[string]string{"_rels/.rels": `<Relationships><Relationship Id="1" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>`}), "sheet.old_workbook"},
		"gzip":                {"\x1f\x8b\x08\x00", "sheet.archive"},
		"a zip of something":  {parts(t, map[string]string{"_rels/.rels": "<Relationships/>"}), "sheet.archive"},
		"a letter":            {parts(t, map[string]string{"xl/workbook.xml": "<document/>"}), "sheet.archive"},
		"half of it":          {whole[:len(whole)/2], "sheet.workbook"},
		"no XML":              {sheetOf("<row><c></v"), "sheet.workbook"},
		"an entity":           {parts(t, map[string]string{one: `<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData>` + row(1, "&a;") + `</sheetData></worksheet>`}), "sheet.workbook"},
		"rows backwards":      {sheetOf(row(2, "a") + row(1, "b")), "sheet.workbook"},
		"cells backwards":     {sheetOf(`<row><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>`), "sheet.workbook"},
		"a cell nowhere":      {sheetOf(`<row><c r="я"><v>1</v></c></row>`), "sheet.workbook"},
		"a row nowhere":       {sheetOf(row(9_999_999, "a")), "sheet.workbook"},
		"nothing":             {sheetOf(""), "sheet.empty"},
		"columns":             {sheetOf(`<row><c r="ZZ1"><v>1</v></c></row>`), "sheet.columns"},
		"a cell too long":     {sheetOf(row(1, long(MaxCell+1))), "sheet.cell"},
		"a text without end":  {sheetOf(row(1, strings.Repeat("x", maxToken+10_000))), "sheet.unpacked"},
		"tags that never end": {sheetOf(strings.Repeat("<a>", 300_000)), "sheet.empty"},
	} {
		if _, err := Read(strings.NewReader(c.file), Options{}); fault.Of(err).Code != c.code {
			t.Errorf("%s: got %v, want %s", name, err, c.code)
		}
	}
}

// TestWorkbookIsNoBomb: however little a file is, so much of it is unpacked and no
// more.
func TestWorkbookIsNoBomb(t *testing.T) {
	bomb := parts(t, map[string]string{one: "<worksheet><sheetData>" + strings.Repeat("<row/>", 500_000)})
	if len(bomb) > 20_000 {
		t.Fatalf("a bomb of %d bytes is none", len(bomb))
	}
	w, err := openWorkbook([]byte(bomb), 1<<20)
	must(t, err)
	if _, err := w.rows(one); fault.Of(err).Code != "sheet.unpacked" || w.left < -maxToken {
		t.Errorf("%v, %d bytes left", err, w.left)
	}
}

// TestWorkbookIsReadBack: what we write another program reads, and so do we; a
// cell that begins as a formula is text to both.
func TestWorkbookIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.OneOf(rapid.StringMatching(`[ =+@'"<&;,\t|_xa-zа-я0-9-]{0,9}`), rapid.SampledFrom([]string{"=cmd|' /C calc'!A0", "-5", "+380501234567", "_x000D_", "a\rb\nc", "<script>", "0012", "^XZ~JA"}))
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, 2, 6), 1, 12).Draw(t, "rows")
		for i := range rows {
			for j := range rows[i] {
				rows[i][j] = tidy(rows[i][j])
			}
			rows[i][0], rows[i][len(rows[i])-1] = "x", "y" // no row is empty, and none ends so
		}
		var b bytes.Buffer
		if err := WriteWorkbook(&b, Whole(rows...), nil); err != nil {
			t.Fatal(err)
		}
		table, err := Read(bytes.NewReader(b.Bytes()), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(rows, append([][]string{table.Heading.Cells}, cells(table)...)); diff != "" {
			t.Fatal(diff)
		}
		f, err := excelize.OpenReader(&b)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		theirs, err := f.GetRows("1")
		if err != nil || len(theirs) != len(rows) {
			t.Fatalf("another program reads %d rows of %d: %v", len(theirs), len(rows), err)
		}
		for i := range rows {
			for j, want := range rows[i] {
				name, _ := excelize.CoordinatesToCellName(j+1, i+1)
				kind, err := f.GetCellType("1", name)
				formula, _ := f.GetCellFormula("1", name)
				if want != "" && (err != nil || kind != excelize.CellTypeInlineString || formula != "") {
					t.Fatalf("%q is of type %v, formula %q: %v", want, kind, formula, err)
				}
				if got := theirs[i][j]; got != want && !strings.ContainsAny(want, "\r_") {
					t.Fatalf("another program reads %q for %q", got, want)
				}
			}
		}
	})
}

// TestBrokenCells: what a formula left an error in is no text of a row.
func TestBrokenCells(t *testing.T) {
	d := newDesk(t)
	run := d.start("Кличка;Лапы;Цвет\nРекс;4;#N/A\n#N/A;4;\nЖужа;#ССЫЛКА!;\n", StartRequest{})
	got := fmt.Sprint(d.problems(run.ID))
	for _, want := range []string{`3 name: sheet.cell_broken text="#N/A"`, `4 legs: sheet.cell_broken text="#ССЫЛКА!"`} {
		if run.Bad != 2 || !strings.Contains(got, want) {
			t.Errorf("%d bad: %s, want %s", run.Bad, got, want)
		}
	}
}

// TestNoTable: bytes that are no text are told so, whatever their name; a text with a
// stray sign is read.
func TestNoTable(t *testing.T) {
	random := make([]byte, 4096)
	rand.NewChaCha8([32]byte{7}).Read(random)
	for name, file := range map[string]string{"random": string(random), "a picture": "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00"} {
		if _, err := Read(strings.NewReader(file), Options{}); fault.Of(err).Code != "sheet.archive" {
			t.Errorf("%s: %v", name, err)
		}
	}
	stray := "Кличка;Лапы\r\nРекс\x1d01;4\r\n" + strings.Repeat("Жужа;4\r\n", 10) + "\x1a"
	if got := read(t, stray); len(got.Rows) < 11 {
		t.Errorf("a stray sign: %d rows", len(got.Rows))
	}
}

// TestUncountedCells: a formula whose result nobody stored is told of, and one that came
// to nothing is an empty cell.
func TestUncountedCells(t *testing.T) {
	d := newDesk(t)
	text := func(s string) string { return `<c t="inlineStr"><is><t>` + s + `</t></is></c>` }
	row := func(name, legs string) string { return `<row>` + text(name) + legs + `</row>` }
	run := d.start(parts(t, map[string]string{one: `<worksheet><sheetData>` + row("Кличка", text("Лапы")) + row("Рекс", `<c><f>2+2</f><v>4</v></c>`) +
		row("Жужа", `<c><f>2+2</f></c>`) + row("Мурка", `<c><f t="shared" si="0"/></c>`) + row("Шарик", `<c t="str"><f>""</f><v></v></c>`) + `</sheetData></worksheet>`}), StartRequest{})
	got := fmt.Sprint(d.problems(run.ID))
	for _, want := range []string{"3 legs: sheet.cell_uncounted", "4 legs: sheet.cell_uncounted"} {
		if run.Rows != 4 || run.Bad != 2 || !strings.Contains(got, want) {
			t.Errorf("%d rows, %d bad: %s, want %s", run.Rows, run.Bad, got, want)
		}
	}
}

// TestErrorFileIsAWorkbook when a workbook came, and it can be sent again.
func TestErrorFileIsAWorkbook(t *testing.T) {
	d := newDesk(t)
	var b bytes.Buffer
	must(t, WriteWorkbook(&b, Whole([]string{"Кличка", "Лапы"}, []string{"Рекс", "4"}, []string{"=Жужа", "много"}), nil))
	run := d.start(b.String(), StartRequest{Options: Options{Sheet: "1"}})
	if run.Rows != 2 || run.Bad != 1 || run.Options.Sheet != "1" {
		t.Fatalf("got %+v: %s", run, d.problems(run.ID))
	}
	table, err := ErrorFile(context.Background(), d.runner.Door.DB, d.files, run.ID, Refused, Words{"Ошибки", "Предупреждение", Problem.String})
	must(t, err)
	var errors bytes.Buffer
	must(t, table.Write(&errors))
	again := read(t, errors.String())
	want := [][]string{{"=Жужа", "много", `Лапы: measure.number text="много"`}}
	if diff := cmp.Diff(want, cells(again)); diff != "" || again.Encoding != Workbook || again.Heading.Cells[2] != "Ошибки" {
		t.Errorf("%s, heading %q:\n%s", again.Encoding, again.Heading.Cells, diff)
	}
}

// FuzzWorkbook: any XML of a sheet is a table or a fault.
func FuzzWorkbook(f *testing.F) {
	for _, s := range []string{`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`, `<row><c><f>1</f><v>2</v></c></row>`, `<row r="-1">`, `<c><v>1E999</v></c>`, "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		table, err := Read(strings.NewReader(parts(t, map[string]string{one: "<worksheet><sheetData>" + body})), Options{})
		if err != nil {
			if fault.KindOf(err) == fault.Internal {
				t.Fatalf("an internal error: %v", err)
			}
			return
		}
		last := table.Heading.Number
		for _, r := range table.Rows {
			if r.Number <= last || len(r.Cells) == 0 || len(r.Cells) > MaxColumns {
				t.Fatalf("row %d after %d has %d cells", r.Number, last, len(r.Cells))
			}
			last = r.Number
		}
	})
}

// TestFiguresOfAWorkbook: quantities and sums are numbers to another program, with a
// format, and are read back as they were; a code in any column, a number that would be
// rounded and what is no number stay text.
func TestFiguresOfAWorkbook(t *testing.T) {
	rows := [][]string{
		{"Barcode", "Qty", "Price", "Weight, kg"},
		{"4607034171186", "1290", "1290.50", "0.25"},
		{"0012", "-3", "0.07", "12"},
		{"460703417118", "007", "12345678901234.56", "=1+1"},
		{"1E+12", "0", "много", "0.1234567"},
		{"7", "7.5", "1234567890123.45", "0.000168"}, // a box of 8 × 7 × 3 mm in litres
		{"8", "-0.5", "1.", "0.1234567890123456"},
	}
	var b bytes.Buffer
	must(t, WriteWorkbook(&b, Whole(rows...), map[int]Figures{1: Pieces, 2: Money, 3: Measured}))
	table, err := Read(bytes.NewReader(b.Bytes()), Options{})
	must(t, err)
	if diff := cmp.Diff([][]string{{"4607034171186", "1290", "1290.5", "0.25"}, rows[2], rows[3], rows[4], rows[5], rows[6]}, cells(table)); diff != "" {
		t.Error(diff)
	}
	f, err := excelize.OpenReader(&b)
	must(t, err)
	defer f.Close()
	for cell, want := range map[string]string{
		"B2": "1,290", "C2": "1,290.50", "D2": "0.25", "B3": "-3", "C3": "0.07", "D3": "12", "B5": "0",
		"A2": "4607034171186", "A3": "0012", "B4": "007", "C4": "12345678901234.56", "D4": "=1+1", "C5": "много", "D5": "0.1234567", "B1": "Qty",
		"A6": "7", "C6": "1,234,567,890,123.45", "D6": "0.000168", "A7": "8", "C7": "1.", "D7": "0.1234567890123456",
	} {
		shown, err := f.GetCellValue("1", cell)
		kind, wrong := f.GetCellType("1", cell)
		must(t, errors.Join(err, wrong))
		number := kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber
		if shown != want || number != strings.Contains("B2 C2 D2 B3 C3 D3 B5 D5 C6 D6", cell) {
			t.Errorf("%s shows %q as type %v, want %q", cell, shown, kind, want)
		}
	}
}
