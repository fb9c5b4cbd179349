package spool

import (
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// JobID names a job; ids of a node sort by the moment they were put.
type JobID = ident.ID[jobKind]

type jobKind struct{}

// Queue is where jobs go: the one device or site that carries them out, in
// turn. "printer/01J…", "shop/sever-yug".
type Queue string

// State is how far a job has come; see the package comment for the way.
type State string

// The states of a job.
const (
	Waiting State = "waiting" // for its turn, or for the next try
	Leased  State = "leased"  // a worker is at it
	Asking  State = "asking"  // may have been done; the machine is being asked
	Unknown State = "unknown" // may have been done; a person says
	Refused State = "refused" // was not done, and will not be by itself
	Done    State = "done"
	Dropped State = "dropped" // was not done, and nobody wants it any more
)

// Job is one thing to be done outside.
type Job struct {
	ID      JobID
	Kind    string
	Queue   Queue
	Site    warehouse.SiteID // whose people settle it; zero for the company
	Subject journal.Subject  // what it is about; "" for nothing in particular
	Body    []byte           // JSON of the kind's payload; about people only what is sealed

	// Who put it, and when; its end is recorded in their name.
	At       time.Time
	Person   warehouse.PersonID
	Station  warehouse.StationID
	Command  string
	Reprints JobID // the job that this one repeats because a person asked for it

	State State
	Tries int       // begun, since a person last took a hand in it
	Next  time.Time // of Waiting and Asking: not before; zero for at once
	// Fails is how often in a row the machine could not be reached, and Holds
	// says that the whole queue rests for it.
	Fails int
	Holds bool
	Lease string    // of Leased: the worker
	Began time.Time // of the last try
	// Intent is what the worker stored before it told the machine to do what
	// cannot be undone; nil when it came to no such thing.
	Intent []byte
	// Why is why it is not done yet, or was not at the last try: it stays until the
	// job is done, given up or fails otherwise. Trying says that nothing known
	// hinders it now: a worker is at it once more.
	Why    Why
	Trying bool
	// Denied says that a person says it was not done, of a machine that Remembers.
	Denied bool
	Result []byte     // of Done: JSON of the kind's result; nil when a person said so
	Said   seal.Words // what the person who settled it saw
	Ended  time.Time
}

// Open says that the job is not at its end.
func (j *Job) Open() bool { return j.State != Done && j.State != Dropped }

// Stuck says that the job waits for a person, or has failed and tries again.
func (j *Job) Stuck() bool { return j.Open() && j.Why.Code != "" }

// Why is the reason a job is not done: a sentence with arguments.
type Why struct {
	Code string     `json:"code"` // below "fault." in ui/locale
	Args fault.Args `json:"args,omitempty"`
	// Detail is for operators only. Whoever makes the error sees to it that no
	// text about a person stands in it.
	Detail string `json:"detail,omitempty"`
}

// MaxDetail is how many bytes of an error's text are kept.
const MaxDetail = 500

// whyOf is what a job keeps of an error; nothing of nil.
func whyOf(err error) Why {
	if err == nil {
		return Why{}
	}
	said := fault.Of(err)
	w := Why{Code: said.Code, Args: said.Args}
	if said.Cause != nil {
		w.Detail = said.Cause.Error()
		w.Detail = w.Detail[:min(len(w.Detail), MaxDetail)]
	}
	return w
}

func whyRow(r *store.Row, w *Why) {
	store.Text(r, 1, &w.Code)
	store.Map(r, 2, (*map[string]string)(&w.Args), store.Text[string])
	store.Text(r, 3, &w.Detail)
}

func jobRow(r *store.Row, j *Job) {
	ident.Field(r, 1, &j.ID)
	store.Text(r, 2, &j.Kind)
	store.Text(r, 3, &j.Queue)
	ident.Field(r, 4, &j.Site)
	store.Text(r, 5, &j.Subject)
	store.Bytes(r, 6, &j.Body)
	store.Time(r, 7, &j.At)
	ident.Field(r, 8, &j.Person)
	ident.Field(r, 9, &j.Station)
	store.Text(r, 10, &j.Command)
	ident.Field(r, 11, &j.Reprints)
	store.Text(r, 12, &j.State)
	store.Int(r, 13, &j.Tries)
	store.Time(r, 14, &j.Next)
	store.Text(r, 15, &j.Lease)
	store.Time(r, 16, &j.Began)
	store.Bytes(r, 17, &j.Intent)
	store.One(r, 18, &j.Why, whyRow)
	store.Bytes(r, 19, &j.Result)
	store.Text(r, 20, &j.Said.Plain)
	store.Time(r, 21, &j.Ended)
	store.Int(r, 22, &j.Fails)
	store.Bool(r, 23, &j.Holds)
	store.Bool(r, 24, &j.Denied)
	seal.Field(r, 25, &j.Said.Sealed)
	store.Bool(r, 26, &j.Trying)
}

var (
	jobs   = store.NewTable("spool.jobs", func(j *Job) JobID { return j.ID }, jobRow)
	byTurn = store.NewIndex(jobs, "turn", func(j *Job) []store.Str {
		if !j.Open() {
			return nil
		}
		return []store.Str{store.Str(j.Queue)}
	})
	bySubject = store.NewIndex(jobs, "subject", func(j *Job) []store.Str {
		if j.Subject == "" {
			return nil
		}
		return []store.Str{store.Str(j.Subject)}
	})
	byTrouble = store.NewIndex(jobs, "stuck", func(j *Job) []warehouse.SiteID {
		if !j.Stuck() {
			return nil
		}
		return []warehouse.SiteID{j.Site}
	})
	byEnd = store.NewIndex(jobs, "ended", func(j *Job) []store.I64 {
		if j.Open() {
			return nil
		}
		return []store.I64{store.When(j.Ended)}
	})
)

// Get is a job; NotFound when there is none, or it ended so long ago that it
// was forgotten.
func Get(tx *store.Tx, id JobID) (*Job, error) {
	j, err := jobs.Find(tx, id)
	if err == nil && j == nil {
		err = fault.New(fault.NotFound, "spool.none", "job", id)
	}
	return j, err
}

// move writes a job that has come to another state, keeps its queue's count and
// rings for the workers and whoever shows the job.
func move(tx *store.Tx, j *Job, to State) error {
	was := j.Open()
	j.State = to
	if to != Leased {
		j.Lease = ""
	}
	if to != Waiting && to != Asking {
		j.Next = time.Time{}
	}
	if was && !j.Open() {
		j.Ended = tx.Now()
		if err := count(tx, j.Queue, -1); err != nil {
			return err
		}
	}
	tx.Ring()
	return jobs.Put(tx, j)
}

// asPut makes what follows in tx happen in the name of whoever put the job.
func asPut(tx *store.Tx, j *Job) {
	tx.SetOrigin(store.Origin{Person: j.Person, Station: j.Station, Device: "spool " + string(j.Queue), Command: j.Command})
}

// about are the subjects of a job's events.
func (j *Job) about() []journal.Subject {
	if j.Subject == "" {
		return nil
	}
	return []journal.Subject{j.Subject}
}
