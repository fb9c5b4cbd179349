package spool

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// MaxBody is the largest body of a job, in bytes of JSON; a result has the same
// limit.
const MaxBody = 1 << 20

// RightStuck is what settling a job needs unless its kind says otherwise.
const RightStuck staff.Right = "stuck.resolve"

// Effect is what carrying a job out twice would do. The zero value is the safe
// one.
type Effect uint8

// The effects.
const (
	// Irreversible: any try may have had its effect, unless the worker says for
	// certain that it had none. A pallet that a robot fetches.
	Irreversible Effect = iota
	// AfterIntent: nothing happens before Try.Intend, and anything may after it.
	// A receipt, a label.
	AfterIntent
	// Repeatable: doing it twice is doing it once. A status sent to a shop.
	Repeatable
)

// Blocks is who waits for a job of a kind that is not at its end: one that
// will be tried later, is in doubt, or was refused.
type Blocks uint8

// Who waits.
const (
	Nobody      Blocks = iota // the rest of the queue goes on
	SameSubject               // later jobs of this kind and subject, in whatever queue
	WholeQueue                // everything behind it
)

// Policy is how jobs of a kind are treated.
type Policy struct {
	Effect Effect
	Blocks Blocks
	// Ask says that the worker can ask the machine what became of a job. Without
	// it a doubt is a person's business at once.
	Ask bool
	// Remembers says that the machine keeps for good what it did, as a register
	// does: a person who says that a job was not done is believed once the machine
	// has said so too, or cannot tell.
	Remembers bool
	// Tries is after how many a job is refused; 0 for never.
	Tries int
	// Pause is how long a job rests after its first failure, twice that after
	// the next, and so on up to MaxPause. 5 s and 5 min when zero.
	Pause, MaxPause time.Duration
	// Right is what settling a job by hand needs; RightStuck when empty.
	Right staff.Right
}

func (p Policy) filled() Policy {
	if p.Pause <= 0 {
		p.Pause = 5 * time.Second
	}
	if p.MaxPause <= 0 {
		p.MaxPause = 5 * time.Minute
	}
	if p.Right == "" {
		p.Right = RightStuck
	}
	return p
}

// rest is how long to wait after so many failures.
func (p Policy) rest(failures int) time.Duration {
	d := p.Pause
	for range min(failures-1, 30) {
		if d *= 2; d >= p.MaxPause {
			return p.MaxPause
		}
	}
	return min(d, p.MaxPause)
}

// Kind is a declared kind of job: B is what is to be done, R what came of it.
// Both are plain data that goes through JSON; what they say about a person is
// sealed.
type Kind[B, R any] struct {
	Name   string
	Policy Policy
}

// Described is what is known of a declared kind without its types.
type Described struct {
	Name         string
	Policy       Policy
	Body, Result reflect.Type // for the law on personal data
}

var (
	kinds    = map[string]Described{}
	goodName = regexp.MustCompile(`^[a-z][a-z_.]*$`)
)

// Declare declares a kind of job; use it in a package-level var. Twice is a
// panic.
//
//	var Labels = spool.Declare[LabelJob, LabelResult]("label", spool.Policy{Ask: true})
func Declare[B, R any](name string, p Policy) *Kind[B, R] {
	if _, dup := kinds[name]; dup || !goodName.MatchString(name) {
		panic("spool: bad or second kind " + name)
	}
	p = p.filled()
	kinds[name] = Described{name, p, reflect.TypeFor[B](), reflect.TypeFor[R]()}
	return &Kind[B, R]{name, p}
}

// Kinds are all declared kinds, by name.
func Kinds() []Described {
	var all []Described
	for _, name := range slices.Sorted(maps.Keys(kinds)) {
		all = append(all, kinds[name])
	}
	return all
}

// policyOf is how jobs of a kind are treated; one that this program does not
// know is treated as carefully as can be.
func policyOf(kind string) Policy {
	if d, ok := kinds[kind]; ok {
		return d.Policy
	}
	return Policy{}.filled()
}

// To says where a job goes and what it is about.
type To struct {
	Queue    Queue
	Site     warehouse.SiteID // whose people settle it; zero for the company
	Subject  journal.Subject
	Reprints JobID     // the job that a person wants once more
	After    time.Time // not before; zero for at once
}

// Put spools a job in the caller's transaction: it will be carried out if that
// commits, and not before. Limit when the body is too large or the queue full.
func (k *Kind[B, R]) Put(tx *store.Tx, to To, body *B) (JobID, error) {
	raw, err := json.Marshal(body)
	switch {
	case err != nil:
		return JobID{}, fmt.Errorf("spool: %s: %w", k.Name, err)
	case to.Queue == "":
		return JobID{}, fault.New(fault.Invalid, "spool.no_queue", "kind", k.Name)
	case len(raw) > MaxBody:
		return JobID{}, fault.New(fault.Limit, "spool.too_large", "kind", k.Name, "limit", MaxBody)
	}
	o := tx.Origin()
	j := &Job{
		ID: ident.New[jobKind](tx), Kind: k.Name, Queue: to.Queue, Site: to.Site, Subject: to.Subject, Body: raw,
		At: tx.Now(), Person: o.Person, Station: o.Station, Command: o.Command, Reprints: to.Reprints,
		State: Waiting, Next: to.After,
	}
	if err := join(tx, j); err != nil {
		return JobID{}, err
	}
	tx.Ring()
	return j.ID, jobs.Insert(tx, j)
}

// Body is what a job of this kind asks for.
func (k *Kind[B, R]) Body(j *Job) (B, error) { return read[B](k.Name, j, j.Body) }

// Result is what came of a job of this kind that is Done; ok is false when a
// person said that it was done, and nothing more is known.
func (k *Kind[B, R]) Result(j *Job) (result R, ok bool, err error) {
	if j.State != Done || j.Result == nil {
		return result, false, nil
	}
	result, err = read[R](k.Name, j, j.Result)
	return result, err == nil, err
}

func read[T any](kind string, j *Job, raw []byte) (v T, err error) {
	if j.Kind != kind {
		return v, fmt.Errorf("spool: job %s is a %s, not a %s", j.ID, j.Kind, kind)
	}
	if err := json.Unmarshal(raw, &v); err != nil {
		return v, fmt.Errorf("spool: job %s: %w", j.ID, err)
	}
	return v, nil
}
