package api

import (
	"context"
	"io"
	"time"
)

// ImportsReader reads the runs of tables that people sent.
type ImportsReader interface {
	Imports(ctx context.Context, page Page) (ImportsPage, error)
	Import(ctx context.Context, id string) (ImportCard, error)
	// ErrorFile is the rows that were refused or are warned of, each with its reasons,
	// in the format they came in.
	ErrorFile(ctx context.Context, id string) (TableFile, error)
	// KeptFile is the rows that undo could not take back, likewise.
	KeptFile(ctx context.Context, id string) (TableFile, error)
	// Compare sets our balances beside those of a kept second file.
	Compare(ctx context.Context, site, hash string) (BalanceComparison, error)
}

// TableFile is a table on its way out.
type TableFile struct {
	Workbook bool // CSV otherwise
	Write    func(io.Writer) error
}

// head is the content type of the file, and how it is called.
func (f TableFile) head() (kind, ext string) {
	if f.Workbook {
		return workbookType, "xlsx"
	}
	return "text/csv; charset=utf-8", "csv"
}

const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// ImportsPage is runs, newest first.
type ImportsPage struct {
	Rows  List[ImportRun]  `json:"rows"`
	Kinds List[ImportKind] `json:"kinds" doc:"what tables there can be"`
	Next  string           `json:"next,omitempty"`
	Seq   int64            `json:"seq"`
}

// ImportKind is a kind of table and the columns that it can have.
type ImportKind struct {
	Kind   string            `json:"kind" enum:"items,barcodes,bins,bin_changes,balances"`
	Fields List[ImportField] `json:"fields"`
}

// ImportField is a column that a table can have.
type ImportField struct {
	Field    string       `json:"field"`
	Required bool         `json:"required,omitempty"`
	Headings List[string] `json:"headings" doc:"by which it is known, whatever the case and punctuation"`
}

// ImportRun is one table and what became of it.
type ImportRun struct {
	ID     string       `json:"id"`
	Kind   string       `json:"kind" enum:"items,barcodes,bins,bin_changes,balances"`
	File   string       `json:"file" doc:"name it had"`
	State  string       `json:"state" enum:"checking,checked,running,done,cancelled,failed,undoing,undone,partly_undone"`
	Rows   int64        `json:"rows"`
	Good   int64        `json:"good"`
	Bad    int64        `json:"bad"`
	Warned int64        `json:"warned" doc:"rows that are written as they stand and look wrong; they are among the good"`
	Done   int64        `json:"done" doc:"rows that stand written"`
	Undone int64        `json:"undone" doc:"rows that were taken back"`
	Kept   int64        `json:"kept" doc:"rows that the undo could not take back"`
	At     time.Time    `json:"at"`
	Person *PersonMark  `json:"person,omitempty"`
	May    List[string] `json:"may" doc:"sheet.run, sheet.undo, sheet.cancel"`
}

// ImportCard is a run with what the dry run saw.
type ImportCard struct {
	ImportRun
	Columns  List[ImportColumn] `json:"columns"`
	Faults   List[ImportFault]  `json:"faults" doc:"the first 200"`
	Warnings List[ImportFault]  `json:"warnings" doc:"of rows that are written as they stand and look wrong, the first 200"`
	Sample   List[List[string]] `json:"sample" doc:"the first rows as they were read"`
	Format   Said               `json:"format" doc:"separator, encoding, decimal sign that were recognised"`
	Changes  List[Tally]        `json:"changes" doc:"what a run would do"`
}

// Tally counts one kind of change.
type Tally struct {
	What  Said  `json:"what"`
	Count int64 `json:"count"`
}

// ImportColumn is a column of the file and the field it was taken for.
type ImportColumn struct {
	Header string `json:"header"`
	Field  string `json:"field,omitempty" doc:"empty: not read"`
}

// ImportFault is one refused cell.
type ImportFault struct {
	Row    int64  `json:"row" doc:"line of the file"`
	Column string `json:"column,omitempty"`
	Text   string `json:"text,omitempty" doc:"what stood there, cut"`
	Why    Said   `json:"why"`
	Kept   bool   `json:"kept,omitempty" doc:"the row stands written: the undo could not take it back"`
}

// ImportStart begins a dry run over a kept file.
type ImportStart struct {
	Kind   string            `json:"kind" enum:"items,barcodes,bins,bin_changes,balances"`
	Hash   string            `json:"hash" pattern:"^[0-9a-f]{64}$"`
	File   string            `json:"file" maxLength:"200"`
	Site   string            `json:"site,omitempty"`
	Fields map[string]string `json:"fields,omitempty" doc:"header to field, where the guess was wrong"`
	Sheet  string            `json:"sheet,omitempty" maxLength:"100" doc:"of a workbook, by its name; absent: the first that is not empty"`
}

// ImportName names a run.
type ImportName struct {
	Import string `json:"import"`
}

// BalanceComparison is our balances beside a file's.
type BalanceComparison struct {
	Rows   List[BalanceDifference] `json:"rows" doc:"those that differ"`
	Same   int64                   `json:"same"`
	Ours   int64                   `json:"ours" doc:"lines that the file does not have"`
	Faults List[ImportFault]       `json:"faults"`
}

// BalanceDifference is one line where the two disagree.
type BalanceDifference struct {
	Item  ItemMark   `json:"item"`
	Place *PlaceMark `json:"place,omitempty"`
	Lot   string     `json:"lot,omitempty"`
	Ours  int64      `json:"ours"`
	File  int64      `json:"file"`
	Unit  string     `json:"unit"`
}

func (s *surface) imports() {
	read(s, "/api/imports", "import.read", "Tables that people sent",
		func(ctx context.Context, in *Page) (ImportsPage, error) { return s.core.Imports.Imports(ctx, *in) })
	read(s, "/api/imports/{id}", "import.read", "One table: what the dry run saw", func(ctx context.Context, in *ByID) (ImportCard, error) {
		return s.core.Imports.Import(ctx, in.ID)
	})
	read(s, "/api/balances/compare", "import.read", "Our balances beside a second file", func(ctx context.Context, in *struct {
		AtSite
		Hash string `query:"hash" required:"true" pattern:"^[0-9a-f]{64}$"`
	}) (BalanceComparison, error) {
		return s.core.Imports.Compare(ctx, in.Site, in.Hash)
	})
	file(s, "get-import-errors", "/api/imports/{id}/errors", "import.read", "The rows that were refused or are warned of as a file", "errors", func(ctx context.Context, in *ByID) (TableFile, error) {
		return s.core.Imports.ErrorFile(ctx, in.ID)
	})
	file(s, "get-import-kept", "/api/imports/{id}/kept", "import.read", "The rows that the undo could not take back as a file", "kept", func(ctx context.Context, in *ByID) (TableFile, error) {
		return s.core.Imports.KeptFile(ctx, in.ID)
	})
	command[ImportStart, ImportName](s, "sheet.check", "Dry run of a table: nothing is written")
	command[ImportName, Done](s, "sheet.run", "Write the good rows")
	command[ImportName, Done](s, "sheet.cancel", "Stop a run between two chunks")
	command[ImportName, Done](s, "sheet.undo", "Undo a run")
}
