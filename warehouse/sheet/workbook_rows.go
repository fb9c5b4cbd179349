package sheet

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"

	"warehouse-node/warehouse/fault"
)

// lastRow is the last that a worksheet can have.
const lastRow = 1 << 20

// rows are the rows of a sheet that are not empty, with the numbers that a
// spreadsheet shows beside them.
func (w *workbook) rows(name string) ([]Row, error) {
	r := &rowReader{book: w}
	err := w.walk(name, func(_ *part, t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			return r.begin(t)
		case xml.CharData:
			if r.taken {
				r.text.Write(t)
			}
		case xml.EndElement:
			return r.end(t.Name.Local)
		}
		return nil
	})
	return r.all, err
}

// rowReader puts the cells of a sheet together.
type rowReader struct {
	book *workbook
	all  []Row

	row    Row
	size   int // bytes of the row's cells
	column int // of the cell, from 0
	next   int // column of a cell that does not say where it is
	kind   string
	style  int
	text   strings.Builder
	taken  bool // what is read belongs to the cell
	asks   bool // it has a formula
	told   bool // it says what that came to, be it nothing
	aloud  bool // it says how the cell is read aloud
}

func (r *rowReader) begin(e xml.StartElement) (err error) {
	switch e.Name.Local {
	case "row":
		n := r.row.Number + 1
		if at := attribute(e, "r"); at != "" {
			if n, err = strconv.Atoi(at); err != nil || n <= r.row.Number || n > lastRow {
				return fault.New(fault.Invalid, "sheet.workbook").With(err)
			}
		}
		r.row, r.size, r.next = Row{Number: n}, 0, 0
	case "c":
		r.column = r.next
		if at := attribute(e, "r"); at != "" {
			if r.column = columnOf(at); r.column < r.next {
				return fault.New(fault.Invalid, "sheet.workbook")
			}
		}
		r.next, r.kind = r.column+1, attribute(e, "t")
		r.style, _ = strconv.Atoi(attribute(e, "s"))
		r.text.Reset()
		r.asks, r.told = false, false
	case "f":
		r.asks = true
	case "v":
		r.taken, r.told = true, true
	case "rPh":
		r.aloud = true
	case "t": // of a text that stands in the cell itself
		r.taken = !r.aloud
	}
	return nil
}

func (r *rowReader) end(name string) error {
	switch name {
	case "v", "t":
		r.taken = false
	case "rPh":
		r.aloud = false
	case "c":
		if r.asks && !r.told {
			return r.put(uncounted)
		}
		return r.put(tidy(r.book.value(r.kind, r.style, r.text.String())))
	case "row":
		if len(r.row.Cells) == 0 {
			return nil
		}
		if len(r.all) > MaxRows {
			return fault.New(fault.Limit, "sheet.rows", "limit", MaxRows)
		}
		r.all = append(r.all, r.row)
	case "sheetData":
		return errEnough
	}
	return nil
}

// put sets the cell that was read into its row; one that says nothing is none,
// wherever it is: whole rows are coloured.
func (r *rowReader) put(cell string) error {
	if cell == "" {
		return nil
	}
	switch {
	case r.column >= MaxColumns:
		return fault.New(fault.Limit, "sheet.columns", "row", r.row.Number, "limit", MaxColumns)
	case len(cell) > MaxCell:
		return fault.New(fault.Limit, "sheet.cell", "row", r.row.Number, "limit", MaxCell)
	}
	if r.size += len(cell); r.size > MaxRow {
		return fault.New(fault.Limit, "sheet.row", "row", r.row.Number, "limit", MaxRow)
	}
	for len(r.row.Cells) <= r.column {
		r.row.Cells = append(r.row.Cells, "")
	}
	r.row.Cells[r.column] = cell
	return nil
}

// columnOf is the column of "AB12", from 0; -1 for what names no cell.
func columnOf(at string) int {
	n := 0
	for i := range len(at) {
		c := at[i]
		if c >= '0' && c <= '9' {
			break
		}
		if c < 'A' || c > 'Z' || n > lastRow {
			return -1
		}
		n = n*26 + int(c-'A') + 1
	}
	return n - 1
}

// value is what a cell says, as a person would type it.
func (w *workbook) value(kind string, style int, text string) string {
	switch kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || i < 0 || i >= len(w.shared) {
			return ""
		}
		return w.shared[i]
	case "str", "inlineStr":
		return unescape(text)
	case "b":
		return strconv.FormatBool(truth(text))
	case "e":
		return text
	case "d":
		return strings.TrimSuffix(strings.Replace(text, "T", " ", 1), " 00:00:00")
	}
	f := general
	if style >= 0 && style < len(w.styles) {
		f = w.styles[style]
	}
	return f.write(strings.TrimSpace(text), w.epoch)
}

var escapedSign = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescape undoes how a text writes signs that XML cannot: "_x000D_".
func unescape(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	return escapedSign.ReplaceAllStringFunc(text, func(s string) string {
		n, err := strconv.ParseUint(s[2:6], 16, 16)
		if err != nil {
			return s
		}
		return string(rune(n))
	})
}
