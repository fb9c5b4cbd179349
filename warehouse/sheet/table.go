package sheet

import (
	"io"

	"warehouse-node/warehouse/fault"
)

// Limits of a table that somebody sent.
const (
	MaxFile    = 64 << 20 // bytes
	MaxRows    = 100_000
	MaxColumns = 200
	MaxCell    = 32 << 10 // bytes of one cell
	MaxRow     = 96 << 10 // bytes of all cells of a row
)

// Options say what a file does not; the zero value finds everything out.
type Options struct {
	Encoding  Encoding `json:"encoding,omitempty"`
	Delimiter string   `json:"delimiter,omitempty"` // ";", ",", "|" or a tab
	// Headings says by hand which column a heading of the file is, by its name
	// in Kind.Columns; "-" is a column to pass over.
	Headings map[string]string `json:"headings,omitempty"`
	Sheet    string            `json:"sheet,omitempty"` // of a workbook, by its name
}

// Table is a file as rows of cells, and how it was read.
type Table struct {
	Encoding  Encoding
	Delimiter string // "" in a workbook
	Heading   Row
	Rows      []Row // without empty ones; a row is never longer than it must be
}

// Read reads a table of text, or a sheet of a workbook (.xlsx, .xlsm). Invalid and Limit faults say what is wrong with
// the file as a whole; what is wrong within a row is for Kind.Row to say.
func Read(r io.Reader, o Options) (*Table, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil {
		return nil, err
	}
	if len(raw) > MaxFile {
		return nil, fault.New(fault.Limit, "sheet.file", "limit", MaxFile>>20)
	}
	if book, err := isWorkbook(raw); err != nil {
		return nil, err
	} else if book {
		return readWorkbook(raw, o, MaxUnpacked)
	}
	text, encoding, err := decode(raw, o.Encoding)
	if err != nil {
		return nil, err
	}
	if encoding != UTF8 && o.Encoding == "" && !isText(text) { // the encoding is a guess then
		return nil, fault.New(fault.Invalid, "sheet.archive")
	}
	comma, rest := delimiter(string(text))
	if len(o.Delimiter) == 1 {
		comma = o.Delimiter[0]
	}
	t := &Table{Encoding: encoding, Delimiter: string(comma)}
	p := parser{text: rest, comma: comma}
	for {
		row, err := p.next()
		if err != nil {
			return nil, err
		}
		if row == nil {
			break
		}
		for len(row.Cells) > 0 && row.Cells[len(row.Cells)-1] == "" {
			row.Cells = row.Cells[:len(row.Cells)-1]
		}
		switch {
		case len(row.Cells) == 0:
		case t.Heading.Number == 0:
			t.Heading = *row
		case len(t.Rows) == MaxRows:
			return nil, fault.New(fault.Limit, "sheet.rows", "limit", MaxRows)
		default:
			t.Rows = append(t.Rows, *row)
		}
	}
	if t.Heading.Number == 0 {
		return nil, fault.New(fault.Invalid, "sheet.empty")
	}
	return t, nil
}

// strays is among how many letters of a text one may be none: scanners and old programs
// leave some in their tables.
const strays = 50

// isText says whether people may have written this: other files are full of bytes that
// are no letters in any encoding.
func isText(text []byte) bool {
	text = text[:min(len(text), sample)]
	none := 0
	for _, b := range text {
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' {
			none++
		}
	}
	return none*strays <= len(text)
}
