package read

import (
	"context"
	"slices"

	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// maxFaults is how many refused cells a card shows, and how many rows that undo
// kept; their files have all.
const maxFaults = 200

// rightImports is the right of reading what became of tables.
const rightImports staff.Right = "import.read"

// mayImport refuses a run of a warehouse whose imports the actor may not read;
// one of goods belongs to none.
func mayImport(ctx context.Context, tx *store.Tx, run *sheet.Run) error {
	site := run.Site
	if site.IsZero() {
		site = staff.Anywhere
	}
	return may(ctx, tx, rightImports, site)
}

// Imports are the tables that people sent, newest first: those of goods, and
// those of the warehouses where the actor may see them.
func (r *Reader) Imports(ctx context.Context, page api.Page) (out api.ImportsPage, err error) {
	err = r.view(ctx, func(tx *store.Tx) error {
		limit := page.Limit
		if limit <= 0 {
			limit = 100
		}
		past := page.Cursor == ""
		for run, err := range sheet.Runs(tx) {
			if err != nil {
				return err
			}
			if !past {
				past = run.ID.String() == page.Cursor
				continue
			}
			if len(out.Rows) == limit {
				out.Next = out.Rows[limit-1].ID
				break
			}
			if err := mayImport(ctx, tx, run); err != nil && fault.KindOf(err) == fault.Denied {
				continue
			} else if err != nil {
				return err
			}
			row, err := importRow(tx, run)
			if err != nil {
				return err
			}
			out.Rows = append(out.Rows, row)
		}
		out.Kinds = importKinds()
		out.Seq, err = seq(tx)
		return err
	})
	return out, err
}

// importKinds are the tables that can be sent, with their columns.
func importKinds() (all api.List[api.ImportKind]) {
	for _, k := range sheet.Kinds() {
		one := api.ImportKind{Kind: k.Name}
		for _, c := range k.Columns {
			one.Fields = append(one.Fields, api.ImportField{Field: c.Name, Required: c.Required, Headings: append(api.List[string]{c.Name}, c.Titles...)})
		}
		all = append(all, one)
	}
	return all
}

// importStates says how screens call the states of a run.
var importStates = map[sheet.State]string{sheet.Ready: "checked"}

// partlyUndone is an undone run of which rows are left.
const partlyUndone = "partly_undone"

// importMay are the commands that a run knows in each state.
var importMay = map[sheet.State]api.List[string]{
	sheet.Checking: {"sheet.cancel"}, sheet.Ready: {"sheet.run", "sheet.cancel"}, sheet.Running: {"sheet.cancel"},
	sheet.Done: {"sheet.undo"}, sheet.Cancelled: {"sheet.undo"}, sheet.Failed: {"sheet.undo"},
}

func importRow(tx *store.Tx, run *sheet.Run) (api.ImportRun, error) {
	row := api.ImportRun{
		ID: run.ID.String(), Kind: run.Kind, File: run.Name, State: string(run.State), Rows: int64(run.Rows),
		Good: int64(max(run.Rows-run.Bad, 0)), Bad: int64(run.Bad), Warned: int64(run.Warned), Done: int64(run.Written()),
		Undone: int64(run.TakenBack()), Kept: int64(run.Kept), At: run.Started, May: importMay[run.State],
	}
	if row.Undone > 0 || run.State == sheet.Undoing || run.State == sheet.Undone {
		row.Done = int64(run.Effects()) - row.Undone
	}
	if run.State == sheet.Ready && row.Good == 0 {
		row.May = api.List[string]{"sheet.cancel"}
	}
	if run.State == sheet.Undone && run.Kept > 0 {
		row.State = partlyUndone
		row.May = api.List[string]{"sheet.undo"} // what was kept may go later
	}
	if slices.Contains(row.May, "sheet.undo") && run.Effects() == run.TakenBack() {
		row.May = nil // nothing was written
	}
	if state := importStates[run.State]; state != "" {
		row.State = state
	}
	if run.Person.IsZero() {
		return row, nil
	}
	p, err := staff.Get(tx, run.Person)
	if err != nil {
		return row, err
	}
	mark := personMark(p)
	row.Person = &mark
	return row, nil
}

// Import is one table with what its check saw.
func (r *Reader) Import(ctx context.Context, id string) (card api.ImportCard, err error) {
	var rid sheet.RunID
	if err := rid.UnmarshalText([]byte(id)); err != nil {
		return card, err
	}
	err = r.view(ctx, func(tx *store.Tx) error {
		run, err := sheet.GetRun(tx, rid)
		if err != nil {
			return err
		}
		if err := mayImport(ctx, tx, run); err != nil {
			return err
		}
		lang, err := language(ctx, tx)
		if err != nil {
			return err
		}
		if card.ImportRun, err = importRow(tx, run); err != nil {
			return err
		}
		for _, name := range run.Columns {
			card.Columns = append(card.Columns, api.ImportColumn{Header: run.Heading(name), Field: name})
		}
		for _, name := range run.Strange {
			card.Columns = append(card.Columns, api.ImportColumn{Header: name})
		}
		if run.Why.Code != "" {
			card.Faults = append(card.Faults, importFault(inFile(run, lang, run.Why)))
		}
		if err := importFaults(tx, run, lang, &card); err != nil {
			return err
		}
		for p, err := range sheet.Warnings(tx, run.ID) {
			if err != nil || len(card.Warnings) == maxFaults {
				return err
			}
			card.Warnings = append(card.Warnings, importFault(inFile(run, lang, p)))
		}
		return nil
	})
	return card, err
}

// importFaults are what is wrong with the rows of a run, the first of each kind.
func importFaults(tx *store.Tx, run *sheet.Run, lang locale.Lang, card *api.ImportCard) error {
	shown := map[bool]int{}
	for p, err := range sheet.Problems(tx, run.ID) {
		if err != nil {
			return err
		}
		kept, err := sheet.Kept(tx, run.ID, p.Row)
		if err != nil {
			return err
		}
		if shown[kept]++; shown[kept] > maxFaults {
			if shown[!kept] >= maxFaults || shown[true] >= run.Kept {
				break
			}
			continue
		}
		fault := importFault(inFile(run, lang, p))
		fault.Kept = kept
		card.Faults = append(card.Faults, fault)
	}
	return nil
}

// inFile is a problem in the words of the file; a column that the file has not is called
// by its word in the language of who reads.
func inFile(run *sheet.Run, lang locale.Lang, p sheet.Problem) sheet.Problem {
	has := slices.Contains(run.Columns, p.Column)
	if p = run.InFile(p); !has {
		p.Column = locale.InWords(lang, locale.Args{"column": p.Column})["column"]
	}
	return p
}

func importFault(p sheet.Problem) api.ImportFault {
	return api.ImportFault{Row: int64(p.Row), Column: p.Column, Why: saidOf(p.Code, p.Args)}
}

// ErrorFile is the refused rows with what is wrong, and those that are warned of, in
// the person's language.
func (r *Reader) ErrorFile(ctx context.Context, id string) (api.TableFile, error) {
	return r.faulty(ctx, id, sheet.Refused)
}

// KeptFile is the rows that undo could not take back, with why.
func (r *Reader) KeptFile(ctx context.Context, id string) (api.TableFile, error) {
	return r.faulty(ctx, id, sheet.NotTaken)
}

// errorWords are those by which sheet knows an error file that comes back.
var errorWords = map[locale.Lang]sheet.Words{
	locale.RU: {Title: "Ошибки", Warning: "Предупреждение"},
	locale.UK: {Title: "Помилки", Warning: "Попередження"},
	locale.EN: {Title: "Errors", Warning: "Warning"},
}

func (r *Reader) faulty(ctx context.Context, id string, which sheet.Faulty) (file api.TableFile, err error) {
	var rid sheet.RunID
	if err := rid.UnmarshalText([]byte(id)); err != nil {
		return file, err
	}
	var lang locale.Lang
	if err := r.view(ctx, func(tx *store.Tx) error {
		run, err := sheet.GetRun(tx, rid)
		if err != nil {
			return err
		}
		if err := mayImport(ctx, tx, run); err != nil {
			return err
		}
		lang, err = language(ctx, tx)
		return err
	}); err != nil {
		return file, err
	}
	words := errorWords[lang]
	words.Say = func(p sheet.Problem) string { return locale.Fault(lang, p.Code, p.Args) }
	table, err := sheet.ErrorFile(ctx, r.DB, r.Files, rid, which, words)
	if err != nil {
		return file, err
	}
	return api.TableFile{Workbook: table.Workbook, Write: table.Write}, nil
}
