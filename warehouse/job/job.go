package job

import (
	"iter"
	"slices"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// State is how far the floor has come with a job.
type State string

// The states of a job.
const (
	Offered  State = "offered"  // its order may be released when its goods are there
	Released State = "released" // in a wave: held in bins, waits for a picker
	Picking  State = "picking"  // leased by a picker
	Picked   State = "picked"   // all that could be found is in totes
	Packing  State = "packing"  // on a bench
	Packed   State = "packed"   // all in closed parcels, with labels on their way
	Gone     State = "gone"     // handed to the courier
	Stopped  State = "stopped"  // cancelled: what was taken is being put back
	Ended    State = "ended"    // cancelled, and everything is back
)

// transitions are all moves between states that are allowed.
var transitions = map[State][]State{
	Offered:  {Released, Stopped},
	Released: {Picking, Offered, Picked, Stopped},
	Picking:  {Picked, Released, Offered, Stopped},
	Picked:   {Packing, Picking, Released, Stopped},
	Packing:  {Packed, Picked, Released, Stopped},
	Packed:   {Gone, Packing, Stopped},
	Stopped:  {Ended},
}

// Line is an order line as the floor needs it.
type Line struct {
	ID   warehouse.LineID
	Item warehouse.ItemID
	Qty  measure.Qty // base units
}

// Job is the floor's side of an order.
type Job struct {
	Order   warehouse.OrderID
	Number  string // of the order, for people
	Site    warehouse.SiteID
	Courier string      // its code: who takes the parcels
	Cutoff  time.Time   // when the courier leaves; zero for none
	Since   time.Time   // when the order was accepted
	Comment seal.Sealed // the buyer's word to the packer
	From    seal.Sealed // who says it, as the packer may know it
	Gift    bool
	Lines   []Line
	Unclear bool // a line of the order waits for a person: it is not released
	// Owes is how the order is to be paid, as orders calls it, while money for it is
	// yet to come; "" when none is, or when a person let it go so.
	Owes string
	// Short says that a line of the order waits for goods.
	Short bool

	State State
	Wave  string              // the wave it was released in
	Totes []warehouse.PlaceID // which hold its goods
	// Holder is who picks or packs it now, and Until when their lease ends.
	Holder warehouse.PersonID
	Until  time.Time
	Halt   Halt
}

// Halt is why a job was stopped.
type Halt struct {
	Code   string     // sentence under "say.<code>"
	Said   seal.Words // the reason, by who gave it
	Person warehouse.PersonID
	At     time.Time
}

func lineRow(r *store.Row, l *Line) {
	ident.Field(r, 1, &l.ID)
	ident.Field(r, 2, &l.Item)
	store.Int(r, 3, &l.Qty)
}

func haltRow(r *store.Row, h *Halt) {
	store.Text(r, 1, &h.Code)
	store.Text(r, 2, &h.Said.Plain)
	ident.Field(r, 3, &h.Person)
	store.Time(r, 4, &h.At)
	seal.Field(r, 5, &h.Said.Sealed)
}

func jobRow(r *store.Row, j *Job) {
	ident.Field(r, 1, &j.Order)
	store.Text(r, 2, &j.Number)
	ident.Field(r, 3, &j.Site)
	store.Text(r, 4, &j.Courier)
	store.Time(r, 5, &j.Cutoff)
	store.Time(r, 6, &j.Since)
	seal.Field(r, 7, &j.Comment)
	seal.Field(r, 8, &j.From)
	store.Bool(r, 9, &j.Gift)
	store.List(r, 10, &j.Lines, lineRow)
	store.Text(r, 11, &j.State)
	store.Text(r, 12, &j.Wave)
	store.List(r, 13, &j.Totes, func(r *store.Row, p *warehouse.PlaceID) { ident.Field(r, 1, p) })
	ident.Field(r, 14, &j.Holder)
	store.Time(r, 15, &j.Until)
	store.One(r, 16, &j.Halt, haltRow)
	store.Bool(r, 17, &j.Unclear)
	store.Text(r, 18, &j.Owes)
	store.Bool(r, 19, &j.Short)
}

// stateKey orders the jobs of a site and state by their cut-off, those without
// one last, and then by age.
type stateKey = store.Triple[warehouse.SiteID, store.Str, store.Pair[store.I64, store.I64]]

func (j *Job) rank() store.Pair[store.I64, store.I64] {
	cutoff := store.I64(1<<63 - 1)
	if !j.Cutoff.IsZero() {
		cutoff = store.When(j.Cutoff)
	}
	return store.Keys2(cutoff, store.When(j.Since))
}

var (
	jobs    = store.NewTable("job.jobs", func(j *Job) warehouse.OrderID { return j.Order }, jobRow)
	byState = store.NewIndex(jobs, "state", func(j *Job) []stateKey {
		if j.State == Gone || j.State == Ended {
			return nil
		}
		return []stateKey{store.Keys3(j.Site, store.Str(j.State), j.rank())}
	})
	byTote = store.NewIndex(jobs, "tote", func(j *Job) []warehouse.PlaceID { return j.Totes }).Unique()
)

// Changed is on the timeline for every change of a job's state.
type Changed struct {
	Order warehouse.OrderID `json:"order"`
	From  State             `json:"from,omitempty"`
	To    State             `json:"to"`
}

// ChangedKind is the kind of Changed.
var ChangedKind = journal.Register("job.changed/1", Changed{warehouse.OrderID{1}, Picking, Picked})

// About is the subject of everything that happens to an order's job.
func About(order warehouse.OrderID) journal.Subject { return journal.About("order", order) }

// Offer makes a job of an accepted order. orders calls it.
func Offer(tx *store.Tx, j *Job) error {
	j.State = Offered
	if j.Since.IsZero() {
		j.Since = tx.Now()
	}
	short, err := promise.IsShort(tx, j.Order)
	if err != nil {
		return err
	}
	j.Short = short
	if err := jobs.Insert(tx, j); err != nil {
		return err
	}
	return ChangedKind.Record(tx, Changed{Order: j.Order, To: Offered}, About(j.Order))
}

// Get is the job of an order; NotFound when there is none.
func Get(tx *store.Tx, order warehouse.OrderID) (*Job, error) {
	j, err := jobs.Find(tx, order)
	if err == nil && j == nil {
		err = fault.New(fault.NotFound, "job.none", "order", order)
	}
	return j, err
}

// InTote is the job whose goods a tote holds, nil when it is nobody's.
func InTote(tx *store.Tx, tote warehouse.PlaceID) (*Job, error) { return byTote.First(tx, tote) }

// In walks the jobs of a site in a state, the earliest cut-off first.
func In(tx *store.Tx, site warehouse.SiteID, s State) iter.Seq2[*Job, error] {
	return byState.Each(tx, store.Keys2(site, store.Str(s)))
}

// Edit changes a job in place; its state only to one the table allows from
// where it is (Conflict otherwise), and then the timeline is told, as it is of
// other hands. A lease that is only prolonged is told to nobody.
func Edit(tx *store.Tx, order warehouse.OrderID, fn func(*Job) error) (*Job, error) {
	j, err := Get(tx, order)
	if err != nil {
		return nil, err
	}
	was, had := j.State, j.hands(tx.Now())
	if err := fn(j); err != nil {
		return nil, err
	}
	if j.State == was {
		return j, j.passed(tx, had)
	}
	if !slices.Contains(transitions[was], j.State) {
		return nil, fault.New(fault.Conflict, "job.state", "number", j.Number, "was", was, "wanted", j.State)
	}
	if err := jobs.Put(tx, j); err != nil {
		return nil, err
	}
	return j, ChangedKind.Record(tx, Changed{Order: order, From: was, To: j.State}, About(order))
}

// To is Edit of nothing but the state.
func To(tx *store.Tx, order warehouse.OrderID, s State) (*Job, error) {
	return Edit(tx, order, func(j *Job) error { j.State = s; return nil })
}

// PutIn says that a tote holds goods of the job; Conflict when it is another's.
func PutIn(tx *store.Tx, order warehouse.OrderID, tote warehouse.PlaceID) (*Job, error) {
	if other, err := InTote(tx, tote); err != nil {
		return nil, err
	} else if other != nil && other.Order != order {
		return nil, fault.New(fault.Conflict, "job.tote_taken", "number", other.Number)
	}
	return Edit(tx, order, func(j *Job) error {
		if !slices.Contains(j.Totes, tote) {
			j.Totes = append(j.Totes, tote)
		}
		return nil
	})
}

// TakeOut says that a tote holds nothing of the job any more.
func TakeOut(tx *store.Tx, order warehouse.OrderID, tote warehouse.PlaceID) (*Job, error) {
	return Edit(tx, order, func(j *Job) error {
		j.Totes = slices.DeleteFunc(j.Totes, func(p warehouse.PlaceID) bool { return p == tote })
		return nil
	})
}
