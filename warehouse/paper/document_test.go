package paper_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"warehouse-node/devices/label"
	"warehouse-node/warehouse/paper"
)

// page is what stands on one page of a PDF: its lines of text in the order in
// which they were put, and its filled rectangles as ink.
type page struct {
	lines []string
	rects [][4]float64 // x, y, width, height in points from the lower left corner
}

// dotsPerPoint is how fine a page is drawn for the barcode reader.
const dotsPerPoint = 4

var (
	streams = regexp.MustCompile(`(?s)stream\r?\n(.*?)\r?\nendstream`)
	shown   = regexp.MustCompile(`(?s)\((.*?)\) ?Tj`)
	filled  = regexp.MustCompile(`([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) re f`)
)

// pagesOf reads a PDF of ours: the streams that show text are its pages.
func pagesOf(t *testing.T, pdf []byte) (all []page) {
	t.Helper()
	for _, m := range streams.FindAllSubmatch(pdf, -1) {
		z, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			continue
		}
		content, err := io.ReadAll(z)
		if err != nil || !bytes.Contains(content, []byte(" Tj")) {
			continue
		}
		var p page
		for _, s := range shown.FindAllSubmatch(content, -1) {
			p.lines = append(p.lines, utf16Text(s[1]))
		}
		for _, r := range filled.FindAllSubmatch(content, -1) {
			var rect [4]float64
			for i := range rect {
				if rect[i], err = strconv.ParseFloat(string(r[i+1]), 64); err != nil {
					t.Fatal(err)
				}
			}
			p.rects = append(p.rects, rect)
		}
		all = append(all, p)
	}
	return all
}

// ink draws the rectangles of a page.
func (p page) ink() *image.Gray {
	const wide, high = 596 * dotsPerPoint, 842 * dotsPerPoint
	ink := image.NewGray(image.Rect(0, 0, wide, high))
	for i := range ink.Pix {
		ink.Pix[i] = 0xff
	}
	for _, r := range p.rects {
		x, y, w, h := r[0]*dotsPerPoint, r[1]*dotsPerPoint, r[2]*dotsPerPoint, r[3]*dotsPerPoint
		area := image.Rect(int(x+0.5), high-int(y+0.5), int(x+w+0.5), high-int(y+h+0.5))
		for row := area.Min.Y; row < area.Max.Y; row++ {
			clear(ink.Pix[ink.PixOffset(area.Min.X, row):ink.PixOffset(area.Max.X, row)])
		}
	}
	return ink
}

// utf16Text undoes the escapes of a PDF string.
func utf16Text(s []byte) string {
	s = bytes.ReplaceAll(s, []byte(`\r`), []byte{'\r'})
	var plain []byte
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		plain = append(plain, s[i])
	}
	units := make([]uint16, len(plain)/2)
	for i := range units {
		units[i] = uint16(plain[2*i])<<8 | uint16(plain[2*i+1])
	}
	return string(utf16.Decode(units))
}

func (p page) has(line string) bool {
	for _, l := range p.lines {
		if l == line {
			return true
		}
	}
	return false
}

// code reads the barcode in the right upper corner.
func (p page) code(t *testing.T) string {
	t.Helper()
	ink := p.ink()
	w, h := ink.Rect.Dx(), ink.Rect.Dy()
	return reads(t, label.Code128, ink.SubImage(image.Rect(w/2, 0, w, h/9)))
}

// TestPages: what a model says stands on the pages in letters and bars, each
// page has its head and foot, and evil names are text like any other.
func TestPages(t *testing.T) {
	docs := documents(t, look)
	for name, want := range map[string]struct {
		pages int
		code  string
		first []string // lines of the first page
		last  []string
	}{
		"pick_list": {3, "N1187",
			[]string{"Лист подбора №\u00a0118", "Склад Подольск", "21.11.2026 14:05", "21.11.2026 16:05", "10482, 10483", "Олена Коваль", "Ячейка",
				"A-07-12-3", "Партия L-2291, годен до 31.03.2027", "1\u00a0шт", "2\u00a0г", "Рождественская Александра-", "Шампунь ^XZ~JA^XA^FO0,0 №1",
				"=cmd|' /C calc'!A0", "Чашка \ufffd таблица[2J", "стр. 1 из 3"},
			[]string{"Ячейка", "30", "Собрал", "подпись", "стр. 3 из 3"}},
		"packing_slip": {1, "P0017452",
			[]string{"Заказ 10482", "Упаковочный лист", "+380 44 123-45-67", "1 из 2", "3,742\u00a0кг", "1\u00a0250\u00a0г", "8\u00a0862,30\u00a0₴", "Итого",
				"9\u00a0462,00\u00a0₴", "Позвоните за час. <script>alert('x')</script> & \"Ёлка\"", "Упаковал Дарья Котова"}, nil},
		"manifest": {4, "M-118",
			[]string{"Акт приёма-передачи №\u00a0СДЭК-2026-118", "Наложенный", "4\u00a0731,00\u00a0₴", "2 из 2"},
			[]string{"Отправитель передал, а перевозчик принял перечисленные посылки, упаковка не нарушена.", "Сдал", "Котова Дарья", "Принял", "стр. 4 из 4"}},
		"command_sheet": {1, "", []string{"Команды, Стол 2", "Отменить скан", "X-UNDO-6", "<script>alert('x')</scri…"}, nil},
		"enrol_sheet":   {1, "", []string{"Новый терминал: Терминал 3 <script>alert('x')</script> & \"Ёлка\"", "1. Доверять складу", "2. Впустить терминал", "ABCD-EFGH-JKLM"}, nil},
	} {
		pages := pagesOf(t, pdfOf(t, docs[name]))
		if len(pages) != want.pages {
			t.Errorf("%s has %d pages, want %d", name, len(pages), want.pages)
			continue
		}
		for _, line := range want.first {
			if !pages[0].has(line) {
				t.Errorf("%s, first page: no line %q in %q", name, line, pages[0].lines)
			}
		}
		for _, line := range want.last {
			if last := pages[len(pages)-1]; !last.has(line) {
				t.Errorf("%s, last page: no line %q in %q", name, line, last.lines)
			}
		}
		if want.code != "" {
			if got := pages[0].code(t); got != want.code {
				t.Errorf("%s: the barcode reads %q, want %q", name, got, want.code)
			}
		}
	}
}

// TestSheetIsReadable: every barcode on a sheet of commands is read off it.
func TestSheetIsReadable(t *testing.T) {
	p := pagesOf(t, pdfOf(t, documents(t, look)["command_sheet"]))[0]
	ink := p.ink()
	w := ink.Rect.Dx()
	for i, c := range commandSheet.Commands {
		x, y := i%3*w/3, 180*dotsPerPoint/2+i/3*40*72*dotsPerPoint*10/254
		area := image.Rect(x, y, x+w/3, y+50*dotsPerPoint)
		if got := reads(t, label.Code128, ink.SubImage(area)); got != c.Code {
			t.Errorf("card %d reads %q, want %q", i, got, c.Code)
		}
	}
}

// TestSameBytes: the same paper is the same bytes; in another language it is
// not.
func TestSameBytes(t *testing.T) {
	same := documents(t, look)["packing_slip"]
	for lang, want := range map[paper.Lang]bool{paper.RU: true, paper.UK: false, paper.EN: false} {
		other := documents(t, paper.Look{Lang: lang, Zone: look.Zone})["packing_slip"]
		if got := bytes.Equal(pdfOf(t, same), pdfOf(t, other)); got != want {
			t.Errorf("%s: the same bytes: %v", lang, got)
		}
	}
}

// TestNoEnd: a paper that would never end is refused.
func TestNoEnd(t *testing.T) {
	rows := make([][]paper.Cell, 40*paper.MaxPages)
	for i := range rows {
		rows[i] = []paper.Cell{{Text: "x"}}
	}
	doc := &paper.Document{Title: "x", Blocks: []paper.Block{paper.Table{Columns: []paper.Column{{Title: "x", Share: 1}}, Rows: rows}}}
	if err := doc.PDF(io.Discard); err == nil || !strings.Contains(err.Error(), "more than") {
		t.Errorf("%v", err)
	}
}

// TestHTML: a preview shows evil names as text, asks for nothing from outside,
// and its only style is the one that the policy names.
func TestHTML(t *testing.T) {
	for name, doc := range documents(t, look) {
		var b bytes.Buffer
		if err := doc.HTML(&b); err != nil {
			t.Fatal(err)
		}
		html := b.String()
		for _, evil := range []string{"<script", "http:", "https:", "javascript:", " on", "url(", "style=", "\u202e"} {
			if i := strings.Index(html, evil); i >= 0 && !(evil == " on" && !regexp.MustCompile(` on\w+=`).MatchString(html)) {
				t.Errorf("%s has %q: …%s…", name, evil, html[max(0, i-40):min(len(html), i+40)])
			}
		}
		if !strings.Contains(html, "&lt;script&gt;") && name != "manifest" {
			t.Errorf("%s lost a name", name)
		}
		if n := strings.Count(html, "<svg"); n == 0 {
			t.Errorf("%s has no barcode", name)
		}
		if styles := strings.Count(html, "<style>"); styles != 1 {
			t.Errorf("%s has %d styles", name, styles)
		}
		if fmt.Sprint(strings.Count(html, "<html"), strings.Count(html, "</html>")) != "1 1" {
			t.Errorf("%s is no page", name)
		}
	}
}
