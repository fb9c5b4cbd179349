package sheet

import (
	"maps"
	"math"
	"slices"
	"strings"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
)

// Problem is what is wrong with a cell, or with a row when Column is "": a
// fault's code with its arguments, which ui/locale turns into a sentence.
type Problem struct {
	Row    int        `json:"row"`
	Column string     `json:"column,omitempty"`
	Code   string     `json:"code"`
	Args   fault.Args `json:"args,omitempty"`
}

// Record is one row as its kind reads it: cells by column. What a cell should
// not say is remembered as a Problem, so that a person is told of all of them
// at once; a value that is wrong reads as zero.
type Record struct {
	Number   int
	Site     warehouse.SiteID // of a kind that is Sited
	Currency measure.Currency // of a price that names none; "" when nobody said
	cells    []string
	header   *header
	problems []Problem
	warnings []Problem
	meaning  string
}

// Text is a cell; "" when it is empty or the table has no such column.
func (r *Record) Text(column string) string {
	if i, ok := r.header.at[column]; ok && i < len(r.cells) {
		return r.cells[i]
	}
	return ""
}

// Has says whether a cell says anything.
func (r *Record) Has(column string) bool { return r.Text(column) != "" }

// Need is Text of a cell that must say something.
func (r *Record) Need(column string) string {
	s := r.Text(column)
	if s == "" {
		r.Refuse(column, fault.New(fault.Invalid, "sheet.cell_empty", "column", column))
	}
	return s
}

// Decimal is a number in units of 10^-digits; zero when the cell is empty.
func (r *Record) Decimal(column string, digits int) int64 {
	s := r.Text(column)
	if s == "" {
		return 0
	}
	n, err := measure.ParseDecimal(s, digits)
	if err != nil {
		r.Refuse(column, err)
	}
	return n
}

// Count is a whole number that is not negative.
func (r *Record) Count(column string) int64 { return r.Within(column, 0, math.MaxInt64) }

// Within is Decimal of a number that is not negative and at most max, which is in
// units of 10^-digits too.
func (r *Record) Within(column string, digits int, max int64) int64 {
	switch n := r.Decimal(column, digits); {
	case n < 0:
		r.Refuse(column, fault.New(fault.Invalid, "sheet.negative", "column", column))
	case n > max:
		limit := max
		for range digits {
			limit /= 10
		}
		r.Refuse(column, fault.New(fault.Invalid, "sheet.above", "column", column, "limit", limit))
	default:
		return n
	}
	return 0
}

// Day is a date; the zero Day when the cell is empty.
func (r *Record) Day(column string) measure.Day {
	d, err := measure.ParseDay(r.Text(column))
	if err != nil {
		r.Refuse(column, err)
	}
	return d
}

// answers are how people say yes and no in a cell.
var answers = map[string]bool{
	"да": true, "так": true, "yes": true, "true": true, "истина": true, "1": true, "+": true, "x": true, "х": true,
	"нет": false, "ні": false, "no": false, "false": false, "ложь": false, "0": false, "-": false, "": false,
}

// Bool is a yes or a no; an empty cell is a no.
func (r *Record) Bool(column string) bool {
	s := r.Text(column)
	yes, known := answers[strings.ToLower(s)]
	if !known {
		r.Refuse(column, fault.New(fault.Invalid, "sheet.yes_or_no", "text", s))
	}
	return yes
}

// Choice is one of several words; "" when the cell is empty. titles are other
// spellings and what each means.
func (r *Record) Choice(column string, titles map[string]string) string {
	s := r.Text(column)
	if s == "" {
		return ""
	}
	for title, means := range titles {
		if f := fold(s); f == fold(title) || f == fold(means) {
			return means
		}
	}
	r.Refuse(column, fault.New(fault.Invalid, "sheet.choice", "text", s))
	return ""
}

// List is a cell that holds several values with commas, semicolons, bars, line
// breaks or spaces between them; one in quotes is whole, as JoinList writes it.
func (r *Record) List(column string) (all []string) {
	rest := r.Text(column)
	for rest = strings.TrimLeft(rest, listSigns); rest != ""; rest = strings.TrimLeft(rest, listSigns) {
		one, after, ok := inQuotes(rest)
		if !ok {
			end := strings.IndexAny(rest+" ", listSigns)
			one, after = rest[:end], rest[end:]
		}
		all, rest = append(all, one), after
	}
	return all
}

// listSigns stand between the values of a list.
const listSigns = ",;|\n\r\t "

// JoinList is the cell that List reads as these values.
func JoinList(values []string) string {
	all := make([]string, len(values))
	for i, v := range values {
		if all[i] = v; strings.ContainsAny(v, listSigns+`"`) {
			all[i] = `"` + strings.ReplaceAll(v, `"`, `""`) + `"`
		}
	}
	return strings.Join(all, " ")
}

// inQuotes takes a value in quotes off a list; a quote within it is doubled.
func inQuotes(list string) (value, after string, ok bool) {
	rest, ok := strings.CutPrefix(list, `"`)
	for ok {
		part, tail, closed := strings.Cut(rest, `"`)
		value += part
		if rest, ok = strings.CutPrefix(tail, `"`); !ok {
			return value, tail, closed && value != ""
		}
		value += `"`
	}
	return "", list, false
}

// Family is all cells of a family of columns that say something, by what
// follows the title.
func (r *Record) Family(column string) map[string]string {
	all := map[string]string{}
	for rest, i := range r.header.families[column] {
		if i < len(r.cells) && r.cells[i] != "" {
			all[rest] = r.cells[i]
		}
	}
	return all
}

// Refuse remembers what is wrong with a cell.
func (r *Record) Refuse(column string, err error) {
	e := fault.Of(err)
	r.problems = append(r.problems, Problem{Row: r.Number, Column: column, Code: e.Code, Args: e.Args})
}

// Warn remembers what is likely wrong with a cell, or with the row where column is "".
// The row is made true as it stands; whoever checks the table is told before.
func (r *Record) Warn(column string, err error) {
	e := fault.Of(err)
	r.warnings = append(r.warnings, Problem{Row: r.Number, Column: column, Code: e.Code, Args: e.Args})
}

// formulaErrors are what a cell of a workbook says whose formula came to nothing, as a
// table program writes it in files and in what is copied out of them.
var formulaErrors = []string{"#N/A", "#Н/Д", "#REF!", "#ССЫЛКА!", "#VALUE!", "#ЗНАЧ!", "#DIV/0!", "#ДЕЛ/0!", "#NAME?", "#ИМЯ?", "#NUM!", "#ЧИСЛО!", "#NULL!", "#ПУСТО!", "#SPILL!", "#CALC!"}

// uncounted is what a cell of a workbook says whose formula nobody has worked out: who
// writes workbooks without a table program stores none of their results.
const uncounted = "#UNCOUNTED!"

// refuseBroken refuses each cell that a formula left an error in, or nothing.
func (r *Record) refuseBroken() {
	for _, column := range slices.Sorted(maps.Keys(r.header.at)) {
		switch text := strings.TrimSpace(r.Text(column)); {
		case text == uncounted:
			r.Refuse(column, fault.New(fault.Invalid, "sheet.cell_uncounted"))
		case slices.Contains(formulaErrors, strings.ToUpper(text)):
			r.Refuse(column, fault.New(fault.Invalid, "sheet.cell_broken", "text", text))
		}
	}
}

// refuseWarned refuses a row of an error file that was only warned of: where the table
// that it came from was written, it stands written.
func (r *Record) refuseWarned() {
	if at := r.header.errors - 1; at >= 0 && at < len(r.cells) && isWarning(r.cells[at]) {
		r.Refuse("", fault.New(fault.Invalid, "sheet.warned", "column", r.header.wrong))
	}
}

// InFile is a problem in the words of the file, as Run.InFile.
func (r *Record) InFile(p Problem) Problem {
	return p.called(func(column string) string {
		if i, ok := r.header.at[column]; ok && i < len(r.header.cells) {
			return r.header.cells[i]
		}
		return column
	})
}

// Mean notes what a row came out to be of, for Kind.Twice: two that say it in other
// words mean the same.
func (r *Record) Mean(key string) { r.meaning = key }

// Meaning is what Mean noted; "" when the row is of nothing.
func (r *Record) Meaning() string { return r.meaning }

// Bad says whether anything was refused. Kind.Row asks before it writes.
func (r *Record) Bad() bool { return len(r.problems) > 0 }

// Problems are what was refused so far.
func (r *Record) Problems() []Problem { return r.problems }

// Records are the rows of a table as k reads them, for who only wants to look:
// a second opinion on balances is compared and not imported. strange are the
// headings that mean nothing to k. Invalid when a required column is missing.
func (k *Kind) Records(t *Table, o Options) (all []*Record, strange []string, err error) {
	h, rows, err := k.find(t, o.Headings)
	if err != nil {
		return nil, nil, err
	}
	for _, row := range rows {
		all = append(all, &Record{Number: row.Number, cells: row.Cells, header: &h})
	}
	return all, h.strange, nil
}
