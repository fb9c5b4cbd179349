package sheet

import (
	"context"
	"errors"

	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
)

// Limits of one command of a run, so that no transaction holds up the floor,
// and of what is remembered of a run.
const (
	chunkRows     = 40
	chunkText     = 128 << 10 // bytes of cells, but for a first row that is longer
	chunkProblems = 400
	MaxProblems   = 20_000 // kept of one run; the count goes on
)

// The commands of the runner, which gives them in the name of who began the run.
var (
	noteProblems = command.Register("sheet.note", right, ofRun(func(r *noteRequest) RunID { return r.Run }), note).Raw("problems")
	endCheck     = command.Register("sheet.checked", right, ofRun(func(r *checkedRequest) RunID { return r.Run }), checked).Raw("columns", "heads", "strange")
	writeChunk   = command.Register("sheet.chunk", right, ofRun(func(r *chunkRequest) RunID { return r.Run }), chunk).Raw("columns", "families", "rows")
	markRow      = command.Register("sheet.mark", right, ofRun(func(r *markRequest) RunID { return r.Run }), mark).Raw("problems")
	undoChunk    = command.Register("sheet.undo_chunk", right, ofRun(func(r *undoRequest) RunID { return r.Run }), undoSome)
	failRun      = command.Register("sheet.fail", right, ofRun(func(r *failRequest) RunID { return r.Run }), fail)
)

// atWork is in, for the runner alone: what a run did is what its file says, so
// nobody else may speak for it.
func atWork(tx *store.Tx, id RunID, states ...State) (*Run, error) {
	if tx.Origin().Device != device {
		return nil, fault.New(fault.Denied, "sheet.runner")
	}
	return in(tx, id, states...)
}

// noteRequest keeps some of the problems that a check found, from the From-th
// on; the first forget what an unfinished check has noted.
type noteRequest struct {
	Run      RunID     `json:"run"`
	From     int       `json:"from"`
	Mild     bool      `json:"mild,omitempty"` // they are warnings
	Problems []Problem `json:"problems"`
}

func note(_ context.Context, tx *store.Tx, q *noteRequest) (*RunAnswer, error) {
	r, err := atWork(tx, q.Run, Checking)
	if err != nil {
		return nil, err
	}
	in := problems
	if q.Mild {
		in = warnings
	}
	if q.From == 0 {
		if err := forget(tx, in, r.ID, func(*problem) (bool, error) { return true, nil }); err != nil {
			return nil, err
		}
	}
	return &RunAnswer{r.ID, r.State}, addProblems(tx, in, r.ID, q.Problems)
}

// checkedRequest ends the check of a run.
type checkedRequest struct {
	Run     RunID    `json:"run"`
	Rows    int      `json:"rows"`
	Bad     int      `json:"bad"`
	Warned  int      `json:"warned,omitempty"`
	Told    int      `json:"told,omitempty"`
	Columns []string `json:"columns"`
	Heads   []string `json:"heads"`
	Strange []string `json:"strange"`
}

func checked(_ context.Context, tx *store.Tx, q *checkedRequest) (*RunAnswer, error) {
	r, err := atWork(tx, q.Run, Checking)
	if err != nil {
		return nil, err
	}
	r.Rows, r.Bad, r.Warned, r.Told, r.Columns, r.Heads, r.Strange = q.Rows, q.Bad, q.Warned, q.Told, q.Columns, q.Heads, q.Strange
	if r.Apply && (r.Bad == 0 || r.SkipBad) && (r.Warned == 0 || !kinds[r.Kind].Adds) {
		return begin(tx, r)
	}
	return &RunAnswer{r.ID, Ready}, move(tx, r, Ready)
}

// chunkRequest writes the next rows of a run. Rows with problems are not among
// them, but they count: To is where the run is afterwards.
type chunkRequest struct {
	Run      RunID                     `json:"run"`
	From     int                       `json:"from"`
	To       int                       `json:"to"`
	Columns  map[string]int            `json:"columns"`
	Families map[string]map[string]int `json:"families,omitempty"`
	Rows     []Row                     `json:"rows"`
}

func chunk(ctx context.Context, tx *store.Tx, q *chunkRequest) (*RunAnswer, error) {
	r, err := atWork(tx, q.Run, Running)
	if err != nil {
		return nil, err
	}
	if r.At != q.From || q.To <= q.From || q.To > r.Rows {
		return nil, fault.New(fault.Conflict, "sheet.state", "state", string(r.State))
	}
	k := kinds[r.Kind]
	h := &header{at: q.Columns, families: q.Families}
	for _, row := range q.Rows {
		did, bad := k.do(ctx, tx, r, h, row, func(rec *Record) error { return untold(tx, r, rec) })
		if bad != nil {
			return nil, bad
		}
		if did.Thing == "" {
			continue
		}
		if did.Created {
			r.Created++
		} else {
			r.Changed++
		}
		if err := results.Insert(tx, &result{r.ID, row.Number, did}); err != nil {
			return nil, err
		}
	}
	r.Passed += q.To - q.From - len(q.Rows)
	if r.At = q.To; r.At == r.Rows {
		return &RunAnswer{r.ID, Done}, move(tx, r, Done)
	}
	tx.Ring()
	return &RunAnswer{r.ID, Running}, runs.Put(tx, r)
}

// refused is a row that cannot be made true; the whole chunk goes back, and the
// runner sends it again without this row.
type refused struct {
	problems []Problem
	cause    error
}

func (r *refused) Error() string { return r.problems[0].String() }
func (r *refused) Unwrap() error { return r.cause }

// do makes a row true, and shows one that is right to judge, which may refuse it. An
// error is a refused, or Internal.
func (k *Kind) do(ctx context.Context, tx *store.Tx, run *Run, h *header, row Row, judge func(*Record) error) (Did, error) {
	rec := &Record{Number: row.Number, Site: run.Site, Currency: run.Currency, cells: row.Cells, header: h}
	rec.refuseWarned()
	if rec.refuseBroken(); rec.Bad() { // a row of them says nothing that could be true
		return Did{}, &refused{rec.problems, nil}
	}
	for _, check := range k.also {
		if err := check(tx, rec); err != nil {
			return Did{}, err
		}
	}
	did, err := k.Row(ctx, tx, rec)
	if err != nil {
		if fault.KindOf(err) == fault.Internal {
			return Did{}, err
		}
		rec.Refuse("", err)
	}
	if !rec.Bad() {
		if err := judge(rec); err != nil {
			return Did{}, err
		}
	}
	if rec.Bad() {
		return Did{}, &refused{rec.problems, err}
	}
	return did, nil
}

// markRequest sets a row aside that was refused while a run was written or
// taken back.
type markRequest struct {
	Run      RunID     `json:"run"`
	Row      int       `json:"row"`
	Problems []Problem `json:"problems"`
}

func mark(_ context.Context, tx *store.Tx, q *markRequest) (*RunAnswer, error) {
	r, err := atWork(tx, q.Run, Running, Undoing)
	if err != nil {
		return nil, err
	}
	if r.Marks++; r.State == Undoing {
		r.Kept++
	} else {
		r.Bad++
	}
	for i := range q.Problems {
		q.Problems[i].Row = q.Row
	}
	if err := addProblems(tx, problems, r.ID, q.Problems); err != nil {
		return nil, err
	}
	return &RunAnswer{r.ID, r.State}, runs.Put(tx, r)
}

// undoRequest takes the last rows back that are not yet.
type undoRequest struct {
	Run  RunID `json:"run"`
	Step int   `json:"step"` // chunks that were taken back before
}

func undoSome(ctx context.Context, tx *store.Tx, q *undoRequest) (*RunAnswer, error) {
	r, err := atWork(tx, q.Run, Undoing)
	if err != nil {
		return nil, err
	}
	if r.Steps != q.Step {
		return nil, fault.New(fault.Conflict, "sheet.state", "state", string(r.State))
	}
	r.Steps++
	some, err := r.last(tx)
	if err != nil {
		return nil, err
	}
	for _, d := range some {
		if err := kinds[r.Kind].takeBack(ctx, tx, d); err != nil {
			return nil, err
		}
	}
	r.Back += len(some)
	if len(some) < chunkRows {
		return &RunAnswer{r.ID, Undone}, move(tx, r, Undone)
	}
	tx.Ring()
	return &RunAnswer{r.ID, Undoing}, runs.Put(tx, r)
}

// last are the last results of a run that can still be taken back, the last one
// first.
func (r *Run) last(tx *store.Tx) (some []*result, err error) {
	for d, err := range results.EachBack(tx, r.ID) {
		if err != nil {
			return nil, err
		}
		kept, err := problems.First(tx, store.Keys2(r.ID, store.U64(d.Row)))
		if err != nil {
			return nil, err
		}
		if kept == nil {
			some = append(some, d)
		}
		if len(some) == chunkRows {
			break
		}
	}
	return some, nil
}

// takeBack undoes one row.
func (k *Kind) takeBack(ctx context.Context, tx *store.Tx, d *result) error {
	if err := k.Undo(ctx, tx, d.Did); err != nil {
		if e := fault.Of(err); e.Kind != fault.Internal {
			return &refused{[]Problem{{Row: d.Row, Code: e.Code, Args: e.Args}}, err}
		}
		return err
	}
	return results.Delete(tx, store.Keys2(d.Run, store.U64(d.Row)))
}

// failRequest ends a run that cannot go on.
type failRequest struct {
	Run RunID   `json:"run"`
	Why Problem `json:"why"`
}

func fail(_ context.Context, tx *store.Tx, q *failRequest) (*RunAnswer, error) {
	r, err := atWork(tx, q.Run, Checking, Running, Undoing)
	if err != nil {
		return nil, err
	}
	r.Why = q.Why
	return &RunAnswer{r.ID, Failed}, move(tx, r, Failed)
}

// asRefused finds a refused in what a door answered.
func asRefused(err error) *refused {
	r, _ := errors.AsType[*refused](err)
	return r
}

// next takes a chunk off the front of rows: those without problems, and how many
// rows there are of both.
func next(rows []Row, bad map[int]bool) (good []Row, n int) {
	text := 0
	for _, r := range rows[:min(chunkRows, len(rows))] {
		for _, c := range r.Cells {
			text += len(c)
		}
		if text > chunkText && n > 0 {
			break
		}
		if n++; !bad[r.Number] {
			good = append(good, r)
		}
	}
	return good, n
}
