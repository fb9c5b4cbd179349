package sheet

import (
	"context"
	"io"
	"slices"
	"strings"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
)

// ErrorTable is what of a run was refused: people mend the cells and send the
// table again.
type ErrorTable struct {
	Workbook  bool   // as the file that came
	Delimiter string // of a text
	Rows      [][]string
}

// Write writes the table in the format of the file that came.
func (t *ErrorTable) Write(w io.Writer) error {
	if t.Workbook {
		return WriteWorkbook(w, Whole(t.Rows...), nil)
	}
	return Write(w, t.Delimiter, Whole(t.Rows...))
}

// Faulty says which rows of a run with problems an error file has. They are never
// in one file: who mends the refused rows and sends them again must not write those
// twice that undo could not take back.
type Faulty bool

// The two kinds of rows with problems.
const (
	Refused  Faulty = false
	NotTaken Faulty = true // that undo kept
)

// Words are those of an error file, in the language of who mends it.
type Words struct {
	Title   string               // heads the column of what is wrong: "Ошибки"
	Warning string               // stands before what is only a warning: "Предупреждение"
	Say     func(Problem) string // makes a sentence of a problem
}

// ErrorFile is the rows of a run that have problems, as they came, with one more
// column that says what is wrong. Among the refused ones stand those that are only
// warned of, marked so: such a row is refused when it comes back as it went, since it
// may be written already.
func ErrorFile(ctx context.Context, db *store.DB, files Files, id RunID, which Faulty, words Words) (*ErrorTable, error) {
	var run *Run
	var wrong map[int][]string
	if err := db.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		if run, err = GetRun(tx, id); err != nil {
			return err
		}
		wrong, err = wrongRows(tx, run, which, words)
		return err
	}); err != nil {
		return nil, err
	}
	k := kinds[run.Kind]
	if k == nil {
		return nil, fault.New(fault.NotFound, "sheet.kind", "kind", run.Kind)
	}
	file, err := files.Open(run.File)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	table, err := Read(file, run.Options)
	if err != nil {
		return nil, err
	}
	_, rows, err := k.find(table, run.Options.Headings)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(table.Heading.Cells, isErrors) // of a file that went this way before
	if at < 0 {
		at = len(table.Heading.Cells)
	}
	out := [][]string{with(table.Heading.Cells, at, words.Title)}
	for _, r := range rows {
		if why := wrong[r.Number]; why != nil {
			out = append(out, with(r.Cells, at, strings.Join(why, "; ")))
		}
	}
	return &ErrorTable{table.Encoding == Workbook, table.Delimiter, out}, nil
}

// wrongRows is what is wrong with rows of a run, by row: what was refused before what
// is warned of.
func wrongRows(tx *store.Tx, run *Run, which Faulty, words Words) (map[int][]string, error) {
	wrong := map[int][]string{}
	for p, err := range Problems(tx, run.ID) {
		if err != nil {
			return nil, err
		}
		kept, err := Kept(tx, run.ID, p.Row)
		if err != nil {
			return nil, err
		}
		if Faulty(kept) == which {
			wrong[p.Row] = append(wrong[p.Row], words.Say(run.InFile(p)))
		}
	}
	if which != Refused {
		return wrong, nil
	}
	for p, err := range Warnings(tx, run.ID) {
		if err != nil {
			return nil, err
		}
		wrong[p.Row] = append(wrong[p.Row], words.Warning+markEnd+" "+words.Say(run.InFile(p)))
	}
	return wrong, nil
}

// with is a row with what is wrong in its cell at.
func with(cells []string, at int, why string) []string {
	row := make([]string, max(len(cells), at+1))
	copy(row, cells)
	row[at] = why
	return row
}
