package sheet

import (
	"slices"
	"strings"

	"warehouse-node/warehouse/fault"
)

// Row is one record of a table. Number is what a spreadsheet shows beside it:
// the heading is row 1, an empty row counts, a cell with line breaks does not.
type Row struct {
	Number int      `json:"n"`
	Cells  []string `json:"cells"`
}

// parser takes a text apart into records, as RFC 4180 and what people make of
// it: any line end, quotes inside a bare cell, spaces around a quoted one.
type parser struct {
	text   string
	at     int
	comma  byte
	number int // records so far
}

// next returns the next record, nil at the end. A quote that is never closed is
// Invalid and names the record where it stands, since all after it is one cell.
func (p *parser) next() (*Row, error) {
	if p.at >= len(p.text) {
		return nil, nil
	}
	p.number++
	row := &Row{Number: p.number}
	text := 0
	for {
		cell, ended, err := p.cell()
		if err != nil {
			return nil, err
		}
		if len(row.Cells) == MaxColumns {
			return nil, fault.New(fault.Limit, "sheet.columns", "row", p.number, "limit", MaxColumns)
		}
		if text += len(cell); text > MaxRow {
			return nil, fault.New(fault.Limit, "sheet.row", "row", p.number, "limit", MaxRow)
		}
		row.Cells = append(row.Cells, cell)
		if ended {
			return row, nil
		}
	}
}

// cell reads one cell and what ends it; ended says that the record is over.
func (p *parser) cell() (cell string, ended bool, err error) {
	start := p.at
	for p.at < len(p.text) && p.text[p.at] == ' ' {
		p.at++
	}
	if p.at < len(p.text) && p.text[p.at] == '"' {
		if cell, err = p.quoted(); err != nil {
			return "", false, err
		}
		start = p.at // what stands between the quote and the delimiter belongs to the cell
	}
	for p.at < len(p.text) {
		switch c := p.text[p.at]; c {
		case p.comma:
			cell += p.text[start:p.at]
			p.at++
			return clean(cell), false, p.fits(cell)
		case '\n', '\r':
			cell += p.text[start:p.at]
			if p.at++; c == '\r' && p.at < len(p.text) && p.text[p.at] == '\n' {
				p.at++
			}
			return clean(cell), true, p.fits(cell)
		}
		p.at++
	}
	cell += p.text[start:]
	return clean(cell), true, p.fits(cell)
}

// quoted reads from an opening quote to behind its closing one.
func (p *parser) quoted() (string, error) {
	var b strings.Builder
	rest := p.text[p.at+1:]
	for {
		plain, after, found := strings.Cut(rest, `"`)
		if !found {
			return "", fault.New(fault.Invalid, "sheet.quote", "row", p.number)
		}
		b.WriteString(plain)
		if !strings.HasPrefix(after, `"`) {
			p.at = len(p.text) - len(after)
			return b.String(), nil
		}
		b.WriteByte('"')
		rest = after[1:]
	}
}

func (p *parser) fits(cell string) error {
	if len(cell) > MaxCell {
		return fault.New(fault.Limit, "sheet.cell", "row", p.number, "limit", MaxCell)
	}
	return nil
}

// tidy takes away what people cannot see: blanks around a cell, zero bytes and
// byte order marks that were pasted into the middle of a file.
func tidy(cell string) string {
	if strings.ContainsAny(cell, "\x00\uFEFF") {
		cell = strings.NewReplacer("\x00", "", "\uFEFF", "").Replace(cell)
	}
	return strings.Trim(cell, " \t\r\n\u00a0\u202f")
}

// clean is tidy of a cell of text, without the apostrophe by which a spreadsheet
// is told that "=5" is text, and the formula ="0012" by which it is told to keep
// the zeros of a code.
func clean(cell string) string {
	cell = tidy(cell)
	if bare, ok := strings.CutPrefix(cell, "'"); ok && guarded(bare) {
		return bare
	}
	if inner, ok := strings.CutPrefix(cell, `="`); ok {
		if code, ok := strings.CutSuffix(inner, `"`); ok && !strings.ContainsAny(code, "\"()&") {
			return code
		}
	}
	return cell
}

// guessRecords is how many records are looked at to guess the delimiter.
const guessRecords = 30

// delimiters are tried in this order, and the first of equals is taken.
var delimiters = []byte{';', '\t', ',', '|'}

// delimiter finds the sign that makes the first records equally long; a line
// "sep=;", which some programs put first, says it outright and is skipped.
func delimiter(text string) (comma byte, rest string) {
	line, after, _ := strings.Cut(text, "\n")
	if sep, ok := strings.CutPrefix(strings.TrimRight(line, "\r"), "sep="); ok && len(sep) == 1 && slices.Contains(delimiters, sep[0]) {
		return sep[0], after
	}
	best, bestAlike, bestWidth := delimiters[0], -1, 0
	for _, c := range delimiters {
		p := parser{text: text[:min(len(text), sample)], comma: c}
		width, alike := 0, 0
		for range guessRecords {
			row, err := p.next()
			if err != nil || row == nil {
				break // an open quote is also how the sample ends
			}
			switch n := len(row.Cells); {
			case blank(row.Cells):
			case width == 0:
				width = n
			case n == width:
				alike++
			}
		}
		if width > 1 && (alike > bestAlike || alike == bestAlike && width > bestWidth) {
			best, bestAlike, bestWidth = c, alike, width
		}
	}
	return best, text
}

func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return c != "" })
}
