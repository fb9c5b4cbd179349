package sheet

import (
	"io"
	"strings"
	"unicode/utf8"

	"warehouse-node/warehouse/measure"
)

// live says whether a spreadsheet would take a cell for a formula, or for a
// command to another program: the wide signs are what some of them read as the
// narrow ones. A plain number is none.
func live(cell string) bool {
	if first, _ := utf8.DecodeRuneInString(cell); cell == "" || !strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
		return false
	}
	_, err := measure.ParseDecimal(cell, 9)
	return err != nil
}

// Write writes a table as spreadsheets open it on a double click: UTF-8 with
// its mark, the delimiter of the table that came, quotes where they are needed.
// A cell that would be taken for a formula gets an apostrophe, which Read takes
// away again.
func Write(w io.Writer, delimiter string, rows ...[]string) error {
	var b strings.Builder
	b.WriteString("\uFEFF")
	for _, cells := range rows {
		for i, cell := range cells {
			if i > 0 {
				b.WriteString(delimiter)
			}
			if live(cell) {
				cell = "'" + cell
			}
			if strings.ContainsAny(cell, "\"\r\n"+delimiter) || strings.TrimSpace(cell) != cell {
				cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
			b.WriteString(cell)
		}
		b.WriteString("\r\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}
