package sheet

import (
	"bufio"
	"io"
	"iter"
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

// guarded says whether a cell is written with an apostrophe in front: one that a
// spreadsheet would run, and one from which Read would take its own apostrophe.
func guarded(cell string) bool { return live(strings.TrimLeft(cell, "'")) }

// Rows is a table on its way out, row by row, so that none is ever held whole. An
// error ends it.
type Rows = iter.Seq2[[]string, error]

// Whole is a table that is there already.
func Whole(rows ...[]string) Rows {
	return func(yield func([]string, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}

// Write writes a table as spreadsheets open it on a double click: UTF-8 with
// its mark, the delimiter of the table that came, quotes where they are needed.
// A cell that would be taken for a formula gets an apostrophe, which Read takes
// away again.
func Write(w io.Writer, delimiter string, rows Rows) error {
	b := bufio.NewWriter(w) // it remembers its first error
	b.WriteString("\uFEFF")
	for cells, err := range rows {
		if err != nil {
			return err
		}
		for i, cell := range cells {
			if i > 0 {
				b.WriteString(delimiter)
			}
			if guarded(cell) {
				cell = "'" + cell
			}
			if strings.ContainsAny(cell, "\"\r\n"+delimiter) || strings.TrimSpace(cell) != cell {
				cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
			b.WriteString(cell)
		}
		b.WriteString("\r\n")
	}
	return b.Flush()
}
