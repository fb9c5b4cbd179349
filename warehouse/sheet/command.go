package sheet

import (
	"context"
	"fmt"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/store"
)

// right is what it takes to run imports; what each row does needs the rights of
// its own commands as well.
const right = "import.run"

// The commands for people.
var (
	Start  = command.Register("sheet.start", right, startSite, start)
	Apply  = command.Register("sheet.apply", right, ofRun(func(r *ApplyRequest) RunID { return r.Run }), apply)
	Cancel = command.Register("sheet.cancel", right, ofRun(func(r *RunRequest) RunID { return r.Run }), cancel)
	Resume = command.Register("sheet.resume", right, ofRun(func(r *RunRequest) RunID { return r.Run }), resume)
	Undo   = command.Register("sheet.undo", right, ofRun(func(r *RunRequest) RunID { return r.Run }), undo)
)

// Moved says that a run came into a state.
type Moved struct {
	Run     RunID            `json:"run"`
	Kind    string           `json:"kind"`
	Site    warehouse.SiteID `json:"site"`
	File    string           `json:"file"`
	Name    string           `json:"name"`
	State   State            `json:"state"`
	Rows    int              `json:"rows"`
	Bad     int              `json:"bad"`
	Created int              `json:"created"`
	Changed int              `json:"changed"`
	Kept    int              `json:"kept"`
}

// MovedKind is the kind of Moved.
var MovedKind = journal.Register("sheet.moved/1", Moved{
	Run: RunID{5: 1, 7: 1, 9: 1, 15: 1}, Kind: "items", Site: warehouse.SiteID{5: 1, 7: 1, 9: 1, 15: 2}, File: "9f86d081", Name: "Товары.csv",
	State: Done, Rows: 120, Bad: 3, Created: 100, Changed: 17, Kept: 1,
})

// move puts a run into a state and tells of it.
func move(tx *store.Tx, r *Run, to State) error {
	r.State = to
	if !to.Open() && to != Ready {
		r.Ended = tx.Now()
	}
	if err := runs.Put(tx, r); err != nil {
		return err
	}
	return MovedKind.Record(tx, Moved{
		Run: r.ID, Kind: r.Kind, Site: r.Site, File: r.File, Name: r.Name, State: to,
		Rows: r.Rows, Bad: r.Bad, Created: r.Created, Changed: r.Changed, Kept: r.Kept,
	}, journal.About("run", r.ID))
}

// in returns a run that is in one of some states; Conflict when it is not.
func in(tx *store.Tx, id RunID, states ...State) (*Run, error) {
	r, err := GetRun(tx, id)
	if err != nil {
		return nil, err
	}
	for _, s := range states {
		if r.State == s {
			return r, nil
		}
	}
	return nil, fault.New(fault.Conflict, "sheet.state", "state", string(r.State))
}

func startSite(tx *store.Tx, r *StartRequest) (warehouse.SiteID, error) { return where(tx, r.Site) }

// where is the site whose right a run needs: its own, or any.
func where(tx *store.Tx, site warehouse.SiteID) (warehouse.SiteID, error) {
	if site.IsZero() {
		return command.Anywhere(tx, &site)
	}
	return site, nil
}

// ofRun is the site whose right it takes to steer a run. A run of the whole
// company is its beginner's, whose rights its rows need each; to move another's,
// which acts with the rights of that person, takes the right at every site.
func ofRun[Req any](id func(*Req) RunID) func(*store.Tx, *Req) (warehouse.SiteID, error) {
	return func(tx *store.Tx, r *Req) (warehouse.SiteID, error) {
		run, err := GetRun(tx, id(r))
		if err != nil {
			return warehouse.SiteID{}, err
		}
		if run.Site.IsZero() && run.Person != tx.Origin().Person {
			return run.Site, nil
		}
		return where(tx, run.Site)
	}
}

// StartRequest begins a run of a file that Files keeps. It is checked at once;
// then it waits for Apply, unless Apply says otherwise.
type StartRequest struct {
	Kind    string           `json:"kind"`
	Site    warehouse.SiteID `json:"site,omitzero"`
	File    string           `json:"file"` // its hash
	Name    string           `json:"name"`
	Options Options          `json:"options,omitzero"`
	// Currency is that of prices for which the file names none.
	Currency measure.Currency `json:"currency,omitempty"`
	SkipBad  bool             `json:"skipBad,omitempty"`
	Apply    bool             `json:"apply,omitempty"`
}

// RunAnswer names a run and its state.
type RunAnswer struct {
	Run   RunID `json:"run"`
	State State `json:"state"`
}

func start(_ context.Context, tx *store.Tx, q *StartRequest) (*RunAnswer, error) {
	k := kinds[q.Kind]
	if k == nil {
		return nil, fault.New(fault.NotFound, "sheet.kind", "kind", q.Kind)
	}
	if k.Sited == q.Site.IsZero() {
		return nil, fault.New(fault.Invalid, "sheet.site", "kind", q.Kind)
	}
	if q.Currency != "" && !q.Currency.Known() {
		return nil, fault.New(fault.Invalid, "sheet.currency", "currency", q.Currency)
	}
	r := &Run{
		ID: ident.New[runKind](tx), Kind: q.Kind, Site: q.Site, File: q.File, Name: q.Name, Options: q.Options,
		Currency: q.Currency, Person: tx.Origin().Person, SkipBad: q.SkipBad, Apply: q.Apply, Started: tx.Now(),
	}
	if err := notTwice(tx, r); err != nil {
		return nil, err
	}
	return &RunAnswer{r.ID, Checking}, move(tx, r, Checking)
}

// ApplyRequest lets a checked run write.
type ApplyRequest struct {
	Run     RunID `json:"run"`
	SkipBad bool  `json:"skipBad,omitempty"`
}

func apply(_ context.Context, tx *store.Tx, q *ApplyRequest) (*RunAnswer, error) {
	r, err := in(tx, q.Run, Ready)
	if err != nil {
		return nil, err
	}
	if r.Bad > 0 && !q.SkipBad {
		return nil, fault.New(fault.Invalid, "sheet.has_problems", "count", r.Bad)
	}
	r.SkipBad = q.SkipBad
	return begin(tx, r)
}

// begin lets a run write, or go on.
func begin(tx *store.Tx, r *Run) (*RunAnswer, error) {
	if err := notTwice(tx, r); err != nil {
		return nil, err
	}
	return &RunAnswer{r.ID, Running}, move(tx, r, Running)
}

// RunRequest names a run.
type RunRequest struct {
	Run RunID `json:"run"`
}

func cancel(_ context.Context, tx *store.Tx, q *RunRequest) (*RunAnswer, error) {
	r, err := in(tx, q.Run, Checking, Ready, Running)
	if err != nil {
		return nil, err
	}
	return &RunAnswer{r.ID, Cancelled}, move(tx, r, Cancelled)
}

// resume goes on with a run that was cancelled, or that failed for a reason
// that is gone, where it was. A run that was not checked to its end is begun
// anew with Start.
func resume(_ context.Context, tx *store.Tx, q *RunRequest) (*RunAnswer, error) {
	r, err := in(tx, q.Run, Cancelled, Failed)
	if err != nil {
		return nil, err
	}
	if r.Rows == 0 {
		return nil, fault.New(fault.Conflict, "sheet.state", "state", string(r.State))
	}
	r.Why, r.Ended = Problem{}, time.Time{}
	if r.At > 0 {
		return begin(tx, r)
	}
	return &RunAnswer{r.ID, Ready}, move(tx, r, Ready)
}

func undo(_ context.Context, tx *store.Tx, q *RunRequest) (*RunAnswer, error) {
	r, err := in(tx, q.Run, Done, Cancelled, Failed, Undone)
	if err != nil {
		return nil, err
	}
	k := kinds[r.Kind]
	if k == nil || k.Undo == nil {
		return nil, fault.New(fault.Invalid, "sheet.no_undo", "kind", r.Kind)
	}
	if r.State == Undone && r.Kept == 0 {
		return nil, fault.New(fault.Conflict, "sheet.state", "state", string(r.State))
	}
	if r.Effects() == 0 {
		return nil, fault.New(fault.Conflict, "sheet.nothing")
	}
	r.Back, r.Kept = r.TakenBack(), 0
	if err := forget(tx, problems, r.ID, func(p *problem) (bool, error) { // what an earlier undo kept may be tried again
		return Kept(tx, r.ID, p.Row)
	}); err != nil {
		return nil, err
	}
	return &RunAnswer{r.ID, Undoing}, move(tx, r, Undoing)
}

// String is a problem for a log or a cell: its code and arguments.
func (p Problem) String() string {
	e := fault.Error{Code: p.Code, Args: p.Args}
	if p.Column == "" {
		return e.Error()
	}
	return fmt.Sprintf("%s: %s", p.Column, e.Error())
}
