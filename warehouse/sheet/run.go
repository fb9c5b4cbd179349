package sheet

import (
	"iter"
	"maps"
	"slices"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/store"
)

// RunID names one import of one file.
type RunID = ident.ID[runKind]

type runKind struct{}

// State is how far a run has come.
type State string

// The states of a run. Checking, running and undoing are the runner's to move
// on; the others wait for a person or are the end.
const (
	Checking  State = "checking" // the file is read and tried
	Ready     State = "ready"    // tried; its problems are listed; waits for Apply
	Running   State = "running"
	Done      State = "done"
	Cancelled State = "cancelled" // stopped by a person; Resume goes on, Undo takes back
	Failed    State = "failed"    // the file cannot be read, or a right was taken away
	Undoing   State = "undoing"
	Undone    State = "undone"
)

// Open says whether the runner has work with a run.
func (s State) Open() bool { return s == Checking || s == Running || s == Undoing }

// Run is one import of one file.
type Run struct {
	ID      RunID
	Kind    string
	Site    warehouse.SiteID // of a kind that is Sited
	File    string           // hash under which Files keeps it
	Name    string           // as the person called it
	Options Options
	Person  warehouse.PersonID // whose rights it has; zero for the node itself
	// Currency is that of prices for which the file names none; "" for none.
	Currency measure.Currency
	SkipBad  bool // rows with problems are left out; otherwise they stop it before it begins
	Apply    bool // go on by itself when the check finds nothing that stops it

	State   State
	Why     Problem  // of a failed run
	Columns []string // that were found, in the order of the file
	Heads   []string // what the file calls each of Columns
	Strange []string // headings that mean nothing to the kind
	Rows    int      // in the file
	At      int      // rows behind us
	Passed  int      // of those, passed over because they were refused
	Bad     int      // rows with problems
	Warned  int      // rows that were right when they were checked, and are warned of
	Told    int      // warnings that the check noted
	Created int      // things made
	Changed int      // things changed
	Back    int      // rows that undo took back
	Kept    int      // rows that undo could not take back
	Marks   int      // rows refused while running or undoing
	Steps   int      // chunks taken back; with Marks it names the next command
	Started time.Time
	Ended   time.Time
}

func runRow(r *store.Row, v *Run) {
	ident.Field(r, 1, &v.ID)
	store.Text(r, 2, &v.Kind)
	ident.Field(r, 3, &v.Site)
	store.Text(r, 4, &v.File)
	store.Text(r, 5, &v.Name)
	store.Text(r, 6, &v.Options.Encoding)
	store.Text(r, 7, &v.Options.Delimiter)
	store.Map(r, 8, &v.Options.Headings, store.Text[string])
	ident.Field(r, 9, &v.Person)
	store.Bool(r, 10, &v.SkipBad)
	store.Bool(r, 11, &v.Apply)
	store.Text(r, 12, &v.State)
	store.One(r, 13, &v.Why, problemRow)
	store.Strings(r, 14, &v.Columns)
	store.Strings(r, 15, &v.Strange)
	store.Int(r, 16, &v.Rows)
	store.Int(r, 17, &v.At)
	store.Int(r, 18, &v.Bad)
	store.Int(r, 19, &v.Created)
	store.Int(r, 20, &v.Changed)
	store.Int(r, 21, &v.Kept)
	store.Int(r, 22, &v.Marks)
	store.Int(r, 23, &v.Steps)
	store.Time(r, 24, &v.Started)
	store.Time(r, 25, &v.Ended)
	store.Strings(r, 26, &v.Heads)
	store.Text(r, 27, &v.Currency)
	store.Int(r, 28, &v.Passed)
	store.Text(r, 29, &v.Options.Sheet)
	store.Int(r, 30, &v.Back)
	store.Int(r, 31, &v.Warned)
	store.Int(r, 32, &v.Told)
}

func problemRow(r *store.Row, p *Problem) {
	store.Int(r, 1, &p.Row)
	store.Text(r, 2, &p.Column)
	store.Text(r, 3, &p.Code)
	args := map[string]string(p.Args)
	store.Map(r, 4, &args, store.Text[string])
	p.Args = args
}

// problem is one Problem of a run.
type problem struct {
	Run RunID
	N   int // of its row
	Problem
}

func (p *problem) key() problemKey { return store.Keys3(p.Run, store.U64(p.Row), store.U64(p.N)) }

func problemOf(r *store.Row, p *problem) {
	ident.Field(r, 1, &p.Run)
	store.Int(r, 2, &p.N)
	store.One(r, 3, &p.Problem, problemRow)
}

// result is what a row of a run did.
type result struct {
	Run RunID
	Row int
	Did
}

type (
	problemKey = store.Triple[RunID, store.U64, store.U64]
	resultKey  = store.Pair[RunID, store.U64]
)

var (
	runs     = store.NewTable("sheet.runs", func(r *Run) RunID { return r.ID }, runRow)
	openRuns = store.NewIndex(runs, "open", func(r *Run) []RunID {
		if !r.State.Open() {
			return nil
		}
		return []RunID{r.ID}
	})

	byFile = store.NewIndex(runs, "file", func(r *Run) []store.Str { return []store.Str{fileKey(r.File)} })

	problems = store.NewTable("sheet.problems", (*problem).key, problemOf)
	warnings = store.NewTable("sheet.warnings", (*problem).key, problemOf) // of rows that are made true all the same

	results = store.NewTable("sheet.results", func(d *result) resultKey { return store.Keys2(d.Run, store.U64(d.Row)) }, func(r *store.Row, d *result) {
		ident.Field(r, 1, &d.Run)
		store.Int(r, 2, &d.Row)
		store.Text(r, 3, &d.Thing)
		store.Bool(r, 4, &d.Created)
		store.Bytes(r, 5, &d.Trace)
	})
)

// Written is how many rows were made true so far, those that changed nothing
// among them.
func (r *Run) Written() int { return max(0, min(r.At-r.Passed, r.Rows-r.Bad)) }

// Effects is how many rows did something, which is what undo can take back.
func (r *Run) Effects() int { return r.Created + r.Changed }

// TakenBack is how many of them are undone. Of a run that was undone before this
// was counted it is what undo did not keep.
func (r *Run) TakenBack() int {
	if r.State == Undone {
		return r.Effects() - r.Kept
	}
	return r.Back
}

// Heading is what the file of a run calls a column; the column's own name when
// the file has none such.
func (r *Run) Heading(column string) string {
	if i := slices.Index(r.Columns, column); i >= 0 && i < len(r.Heads) {
		return r.Heads[i]
	}
	return column
}

// InFile is a problem in the words of the file: a column is called as its heading
// calls it.
func (r *Run) InFile(p Problem) Problem { return p.called(r.Heading) }

// called is a problem with its column called otherwise.
func (p Problem) called(heading func(column string) string) Problem {
	if p.Column != "" {
		p.Column = heading(p.Column)
	}
	if column, ok := p.Args["column"]; ok {
		p.Args = maps.Clone(p.Args)
		p.Args["column"] = heading(column)
	}
	return p
}

// fileKey is as much of a hash as tells files apart: whoever names a file may name it
// longer than a key can be.
func fileKey(file string) store.Str { return store.Str(file[:min(len(file), 64)]) }

// ByFile is the migration of a file of a release in which runs could not be found by
// their table.
var ByFile = store.Rebuild(runs)

// GetRun returns a run; NotFound when there is none.
func GetRun(tx *store.Tx, id RunID) (*Run, error) {
	r, err := runs.Find(tx, id)
	if err == nil && r == nil {
		err = fault.New(fault.NotFound, "sheet.run", "run", id)
	}
	return r, err
}

// Runs walks all runs, the newest first.
func Runs(tx *store.Tx) iter.Seq2[*Run, error] { return runs.Back(tx, nil, nil) }

// Kept says whether a row of a run stands written; what is wrong with it is then
// why undo could not take it back.
func Kept(tx *store.Tx, id RunID, row int) (bool, error) {
	d, err := results.Find(tx, store.Keys2(id, store.U64(row)))
	return d != nil, err
}

// Problems walks what is wrong with the rows of a run, by row: with those that
// were refused, and with those that undo kept.
func Problems(tx *store.Tx, id RunID) iter.Seq2[Problem, error] { return told(tx, problems, id) }

// Warnings walks what is likely wrong with rows of a run that are not refused.
func Warnings(tx *store.Tx, id RunID) iter.Seq2[Problem, error] { return told(tx, warnings, id) }

// noted is what a check or an undo has to say of rows.
type noted = store.Table[problemKey, problem]

func told(tx *store.Tx, in *noted, id RunID) iter.Seq2[Problem, error] {
	return func(yield func(Problem, error) bool) {
		for p, err := range in.Each(tx, id) {
			if err != nil {
				yield(Problem{}, err)
				return
			}
			if !yield(p.Problem, nil) {
				return
			}
		}
	}
}

// badRows are the rows of a run that have problems.
func badRows(tx *store.Tx, id RunID) (map[int]bool, error) {
	bad := map[int]bool{}
	for p, err := range problems.Each(tx, id) {
		if err != nil {
			return nil, err
		}
		bad[p.Row] = true
	}
	return bad, nil
}

// forget takes what is noted of a run away, as far as which agrees to.
func forget(tx *store.Tx, in *noted, id RunID, which func(*problem) (bool, error)) error {
	var old []problemKey
	for p, err := range in.Each(tx, id) {
		if err != nil {
			return err
		}
		yes, err := which(p)
		if err != nil {
			return err
		}
		if yes {
			old = append(old, store.Keys3(id, store.U64(p.Row), store.U64(p.N)))
		}
	}
	for _, k := range old {
		if err := in.Delete(tx, k); err != nil {
			return err
		}
	}
	return nil
}

// addProblems keeps problems behind those that their rows have.
func addProblems(tx *store.Tx, in *noted, id RunID, all []Problem) error {
	for _, p := range all {
		last, err := in.Last(tx, store.Keys2(id, store.U64(p.Row)))
		if err != nil {
			return err
		}
		n := 0
		if last != nil {
			n = last.N + 1
		}
		if err := in.Insert(tx, &problem{id, n, p}); err != nil {
			return err
		}
	}
	return nil
}
