package sheet

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"warehouse-node/warehouse/fault"
)

func read(t *testing.T, file string) *Table {
	t.Helper()
	table, err := Read(strings.NewReader(file), Options{})
	if err != nil {
		t.Fatalf("%q: %v", file, err)
	}
	return table
}

// TestReadsWhatPeopleSend: each file says the same three rows.
func TestReadsWhatPeopleSend(t *testing.T) {
	text := "Артикул;Наименование;Цена, руб.\r\nSEV-42;Кроссовки №1 чёрные;3990,50\r\nTGA;\"Кружка \"\"Тайга\"\"\";1 250,00\r\n"
	windows, err := charmap.Windows1251.NewEncoder().String(text)
	must(t, err)
	dos, err := charmap.CodePage866.NewEncoder().String(text)
	must(t, err)
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	must(t, err)
	bare, err := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String(text)
	must(t, err)
	want := [][]string{{"SEV-42", "Кроссовки №1 чёрные", "3990,50"}, {"TGA", `Кружка "Тайга"`, "1 250,00"}}
	for name, file := range map[string]string{
		"utf-8":          text,
		"utf-8 mark":     "\uFEFF" + text,
		"windows-1251":   windows,
		"cp866":          dos,
		"utf-16 mark":    wide,
		"utf-16 no mark": bare,
		"unix":           strings.ReplaceAll(text, "\r\n", "\n"),
		"old mac":        strings.ReplaceAll(text, "\r\n", "\r"),
		"no last end":    strings.TrimSpace(text),
		"blank edges":    strings.ReplaceAll(text, "\r\n", ";;;\r\n;;\r\n\r\n"),
		"said":           "sep=;\r\n" + text,
		"tabs":           strings.ReplaceAll(text, ";", "\t"),
		"commas":         strings.NewReplacer("Цена, руб.", `"Цена, руб."`, "3990,50", `"3990,50"`, "1 250,00", `"1 250,00"`, ";", ",").Replace(text),
	} {
		table := read(t, file)
		var got [][]string
		for _, r := range table.Rows {
			got = append(got, r.Cells)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s, read as %s with %q:\n%s", name, table.Encoding, table.Delimiter, diff)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestRowsAreNumberedAsASpreadsheetDoes(t *testing.T) {
	table := read(t, "a;b\n1;\"two\nlines\"\n\n;;\n4;x\n")
	if got := []int{table.Rows[0].Number, table.Rows[1].Number}; !slices.Equal(got, []int{2, 5}) {
		t.Errorf("rows %v", got)
	}
	if got := table.Rows[0].Cells[1]; got != "two\nlines" {
		t.Errorf("got %q", got)
	}
}

func TestCells(t *testing.T) {
	for cell, want := range map[string]string{
		`ТВ 32" Север`: `ТВ 32" Север`, ` "a" b `: "a b", `="0045"`: "0045", `"=""0045"""`: "0045",
		"'=1+1": "=1+1", "'quoted": "'quoted", "\u00a0x\u00a0": "x", `""`: "", "a\x00b": "ab", `"x"y"z"`: `xy"z"`,
	} {
		table := read(t, "h;i\n"+cell+";end\n")
		if got := table.Rows[0].Cells[0]; got != want {
			t.Errorf("%s: got %q, want %q", cell, got, want)
		}
	}
}

func TestRefuses(t *testing.T) {
	wide := strings.Repeat("x;", MaxColumns+1)
	for file, code := range map[string]string{
		"":                                 "sheet.empty",
		"\uFEFF;;\n\n":                     "sheet.empty",
		"PK\x03\x04a;b\n1;2\n":             "sheet.workbook",
		"PK\x05\x06":                       "sheet.workbook",
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "sheet.old_workbook",
		"\x1f\x8b\x08\x00":                 "sheet.archive",
		"a;b\n1;\"never closed\n2;3":       "sheet.quote",
		wide:                               "sheet.columns",
		"a;b\n" + long(MaxCell+1):          "sheet.cell",
		strings.Repeat("1\n", MaxRows+2):   "sheet.rows",
	} {
		_, err := Read(strings.NewReader(file), Options{})
		if fault.Of(err).Code != code {
			t.Errorf("%.20q…: got %v, want %s", file, err, code)
		}
	}
	if _, err := Read(strings.NewReader("a"), Options{Encoding: "ebcdic"}); !errors.Is(err, fault.Invalid) {
		t.Errorf("ebcdic: %v", err)
	}
	if _, err := Read(bytes.NewReader(make([]byte, MaxFile+1)), Options{}); !errors.Is(err, fault.Limit) {
		t.Errorf("too long: %v", err)
	}
}

func long(n int) string { return strings.Repeat("x", n) }

// TestWhatIsWrittenIsReadBack, and no cell of it is a formula.
func TestWhatIsWrittenIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.OneOf(rapid.StringMatching(`[ =+@'";,\t|a-zа-я0-9-]{0,8}`), rapid.String(), rapid.SampledFrom([]string{"=cmd|' /C calc'!A0", "-5", "+380501234567", "-2+3", "@SUM(1)", "'=x", "''@", `="0012"`}))
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, 2, 6), 1, 12).Draw(t, "rows")
		var want [][]string
		for i := range rows {
			for j := range rows[i] {
				rows[i][j] = tidy(strings.ToValidUTF8(rows[i][j], ""))
			}
			rows[i][0], rows[i][1] = "x", "y" // no row is empty
			want = append(want, rows[i])
		}
		var b bytes.Buffer
		if err := Write(&b, ";", Whole(rows...)); err != nil {
			t.Fatal(err)
		}
		table, err := Read(&b, Options{Delimiter: ";"})
		if err != nil {
			t.Fatal(err)
		}
		got := append([]Row{table.Heading}, table.Rows...)
		for i := range want {
			w := want[i]
			for len(w) > 0 && w[len(w)-1] == "" {
				w = w[:len(w)-1]
			}
			if !slices.Equal(got[i].Cells, w) {
				t.Fatalf("wrote %q, read %q", w, got[i].Cells)
			}
		}
	})
	var b bytes.Buffer
	must(t, Write(&b, ";", Whole([]string{"=cmd", "-5", "-2+3", "@x", "+x", "\tx", "\n=x", "＝x", "－2", "＠x", "＋x"})))
	if got, want := b.String(), "\uFEFF'=cmd;-5;'-2+3;'@x;'+x;'\tx;\"'\n=x\";'＝x;'－2;'＠x;'＋x\r\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// FuzzRead: any bytes are a table or a fault, never a panic; rows ascend and
// stay within the limits.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"a;b\n1;2", "\xff\xfea\x00;\x00", "sep=,\na,b", "a;\"b\"\"c\"\n", "\"", "\xcf\xf0\xe8;\xe2\n", "a\tb\r\r\n\"x\ny\"\tz"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		table, err := Read(bytes.NewReader(file), Options{})
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
			for _, c := range r.Cells {
				if clean(c) != c && clean(clean(c)) != clean(c) {
					t.Fatalf("cell %q is not clean", c)
				}
			}
		}
	})
}

var goods = &Kind{Name: "goods", Columns: []Column{
	{Name: "article", Titles: []string{"Артикул", "SKU"}, Required: true},
	{Name: "name", Titles: []string{"Наименование", "Назва"}, Required: true},
	{Name: "price", Titles: []string{"Цена, руб.", "Ціна"}},
	{Name: "attribute", Titles: []string{"Характеристика"}, Family: true},
}}

func TestHeadings(t *testing.T) {
	table := read(t, "Прайс от 21.11.2026\n\nАРТИКУЛ*;наименование ;Цена руб;Характеристика: Цвет;Остаток;Ошибки;Артикул\nA;Кружка;5;зелёный;7;;B\n")
	h, rows, err := goods.find(table, nil)
	must(t, err)
	if got := h.known(); !slices.Equal(got, []string{"article", "name", "price"}) {
		t.Errorf("columns %v", got)
	}
	if !slices.Equal(h.strange, []string{"Остаток", "Артикул"}) {
		t.Errorf("strange %v", h.strange)
	}
	r := &Record{Number: rows[0].Number, cells: rows[0].Cells, header: &h}
	if r.Number != 4 || r.Text("article") != "A" || r.Decimal("price", 2) != 500 || r.Family("attribute")["Цвет"] != "зелёный" {
		t.Errorf("row %+v: %v", r, r.Family("attribute"))
	}
	if _, _, err := goods.find(read(t, "Артикул;Цена\n1;2\n"), nil); fault.Of(err).Args["columns"] != "name" {
		t.Errorf("got %v", err)
	}
	h, _, err = goods.find(read(t, "Код;Что;Артикул\n1;2;3\n"), map[string]string{"Код": "article", "Что": "name", "Артикул": "-"})
	must(t, err)
	if h.at["article"] != 0 || h.at["name"] != 1 {
		t.Errorf("by hand: %v", h.at)
	}
}

func TestRecordRemembersAllThatIsWrong(t *testing.T) {
	h := goods.header([]string{"article", "name", "price"}, nil)
	r := &Record{Number: 7, cells: []string{"", "maybe", "12,345"}, header: &h}
	r.Need("article")
	r.Bool("name")
	r.Decimal("price", 2)
	r.Count("price")
	r.Day("name")
	var got []string
	for _, p := range r.problems {
		got = append(got, p.Column+" "+p.Code)
	}
	want := []string{"article sheet.cell_empty", "name sheet.yes_or_no", "price measure.too_fine", "price measure.too_fine", "name measure.day"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRecords(t *testing.T) {
	all, strange, err := goods.Records(read(t, "Артикул;Наименование;Остаток\nA;Кружка;7\n;Чайник;1\n"), Options{})
	must(t, err)
	if len(all) != 2 || all[0].Text("name") != "Кружка" || all[1].Number != 3 || !slices.Equal(strange, []string{"Остаток"}) {
		t.Errorf("got %+v, strange %v", all, strange)
	}
	if all[1].Need("article"); len(all[1].Problems()) != 1 || len(all[0].Problems()) != 0 {
		t.Errorf("problems %v", all[1].Problems())
	}
}

// TestListInACell: values with blanks and quotes within come apart as they were put
// together.
func TestListInACell(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOf(rapid.StringMatching(`[a-c"', ;]{1,6}`)).Draw(t, "values")
		r := &Record{cells: []string{JoinList(want)}, header: &header{at: map[string]int{"codes": 0}}}
		if got := r.List("codes"); !slices.Equal(got, want) {
			t.Fatalf("%q came apart as %q: %s", want, got, r.cells[0])
		}
	})
}
