package sheet

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"warehouse-node/warehouse/fault"
)

// What a workbook can hold.
const (
	maxBookCell = 32_767    // letters in a cell
	maxBookRows = 1_048_576 // rows in a sheet
)

// Figures says how a workbook shows the numbers of a column, which it can then add up.
type Figures int

// The ways to show numbers. A column that has none is text: of a code, an article or a
// barcode no number is ever made.
const (
	Pieces   Figures = iota + 2 // 1 290, style 2 of a cell
	Money                       // 1 290.00, style 3
	Measured                    // 0.25 as it is, style 4
)

// number is one as a workbook writes it: zeros in front it would lose.
var number = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)

// maxDigits is how many digits of a number a workbook keeps, from the first that is
// not zero on; it rounds what has more.
const maxDigits = 15

// figure says whether a workbook keeps a cell as a number, digit for digit.
func figure(cell string) bool {
	digits := strings.TrimLeft(strings.ReplaceAll(cell, ".", ""), "-0")
	return number.MatchString(cell) && len(digits) <= maxDigits
}

// The parts of a workbook with one sheet. Style 1 is text, marked so that a cell
// which somebody types into again stays text: no formula and no number is ever
// made of it.
var bookParts = [][2]string{
	{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
		`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`},
	{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" ` +
		`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
	{"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ` +
		`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>`},
	{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`},
	{"xl/styles.xml", `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>` +
		`<cellXfs count="5"><xf/><xf numFmtId="49" quotePrefix="1" applyNumberFormat="1"/><xf numFmtId="3" applyNumberFormat="1"/>` +
		`<xf numFmtId="4" applyNumberFormat="1"/><xf/></cellXfs></styleSheet>`},
}

// WriteWorkbook writes a table as a workbook of one sheet, its first row held in
// view. Every cell is text, also one that begins as a formula does, but for the numbers
// below the heads of the columns that figures names by their place. Limit when there
// are more rows than a sheet has.
func WriteWorkbook(w io.Writer, rows Rows, figures map[int]Figures) error {
	z := zip.NewWriter(w)
	for _, p := range bookParts {
		f, err := z.Create(p[0])
		if err != nil {
			return err
		}
		if _, err := io.WriteString(f, xml.Header+p[1]); err != nil {
			return err
		}
	}
	f, err := z.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		return err
	}
	out := bufio.NewWriter(f)
	out.WriteString(xml.Header + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
		`<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
		`<sheetFormatPr defaultColWidth="18" defaultRowHeight="15"/><sheetData>`)
	i := -1
	for cells, err := range rows {
		if i++; err == nil && i == maxBookRows {
			err = fault.New(fault.Limit, "sheet.rows", "limit", maxBookRows)
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(out, `<row r="%d">`, i+1)
		for j, cell := range cells {
			style, known := figures[j]
			switch {
			case cell == "":
			case known && i > 0 && figure(cell):
				fmt.Fprintf(out, `<c r="%s%d" s="%d"><v>%s</v></c>`, columnName(j), i+1, style, cell)
			default:
				fmt.Fprintf(out, `<c r="%s%d" s="1" t="inlineStr"><is><t xml:space="preserve">`, columnName(j), i+1)
				if err := xml.EscapeText(out, []byte(escape(cell))); err != nil {
					return err
				}
				out.WriteString(`</t></is></c>`)
			}
		}
		out.WriteString(`</row>`)
	}
	out.WriteString(`</sheetData></worksheet>`)
	if err := out.Flush(); err != nil { // it remembers the first error of all above
		return err
	}
	return z.Close()
}

// columnName is "A" for 0, "AB" for 27.
func columnName(n int) (name string) {
	for n++; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

// escape is what unescape undoes: a text that only looks escaped, and a return,
// which XML would make a line end.
func escape(cell string) string {
	if utf8.RuneCountInString(cell) > maxBookCell {
		cell = string([]rune(cell)[:maxBookCell])
	}
	cell = escapedSign.ReplaceAllStringFunc(cell, func(s string) string { return "_x005F" + s })
	return strings.ReplaceAll(cell, "\r", "_x000D_")
}
