package orders

import (
	"slices"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/store"
)

// Status is how far an order has come.
type Status string

// The statuses of an order.
const (
	Problem  Status = "problem"   // a line waits for a person: its item is unknown, or so much is unlikely
	Waiting  Status = "waiting"   // some of its goods are not there
	Promised Status = "promised"  // all of them are, and nobody else gets them
	Picking  Status = "picking"   // on the floor
	Packing  Status = "packing"   // picked, or on a bench
	Ready    Status = "ready"     // in closed parcels, waits for its courier
	Gone     Status = "gone"      // handed over
	Canceled Status = "cancelled" // given up; goods already taken are put back
)

// transitions are all moves between statuses that are allowed: the one table. The
// floor may be several steps on by the time that its follower looks.
var transitions = map[Status][]Status{
	"":       {Problem, Waiting, Promised, Canceled},
	Problem:  {Waiting, Promised, Canceled},
	Waiting:  {Problem, Promised, Picking, Packing, Ready, Gone, Canceled},
	Promised: {Problem, Waiting, Picking, Packing, Ready, Gone, Canceled},
	Picking:  {Problem, Waiting, Promised, Packing, Ready, Gone, Canceled},
	Packing:  {Problem, Waiting, Promised, Picking, Ready, Gone, Canceled},
	Ready:    {Problem, Waiting, Promised, Picking, Packing, Gone, Canceled}, // back, when more is asked for
	Gone:     {},
	Canceled: {},
}

// Allowed are the statuses an order may go to from s.
func Allowed(s Status) []Status { return slices.Clone(transitions[s]) }

// derive works out the status from what is promised and what the floor says.
func derive(o *Order, lines []*promise.Line, floor *job.Job) Status {
	if !o.Cancel.At.IsZero() {
		return Canceled
	}
	if floor != nil {
		switch floor.State {
		case job.Gone:
			return Gone
		case job.Packed:
			return Ready
		case job.Picked, job.Packing:
			return Packing
		case job.Released, job.Picking:
			return Picking
		}
	}
	if o.unclear() {
		return Problem
	}
	for _, l := range lines {
		if l.Short > 0 {
			return Waiting
		}
	}
	return Promised
}

// refresh brings an order's status in line with promise and floor, keeps the
// order, and tells the timeline when the status changed.
func refresh(tx *store.Tx, o *Order) error {
	is, err := statusNow(tx, o)
	if err != nil {
		return err
	}
	if err := job.SetUnclear(tx, o.ID, o.unclear()); err != nil {
		return err
	}
	if err := job.SetOwes(tx, o.ID, string(o.owes())); err != nil {
		return err
	}
	was := o.Status
	if was == is {
		return put(tx, o)
	}
	if !slices.Contains(transitions[was], is) {
		return fault.New(fault.Conflict, "orders.status", "number", o.Number, "was", was, "wanted", is)
	}
	o.Status, o.Since = is, tx.Now()
	o.reach(is)
	if err := put(tx, o); err != nil {
		return err
	}
	return StatusKind.Record(tx, StatusChanged{o.ID, o.Channel, was, is}, About(o.ID))
}

func statusNow(tx *store.Tx, o *Order) (Status, error) {
	var lines []*promise.Line
	for l, err := range promise.Of(tx, o.ID) {
		if err != nil {
			return "", err
		}
		lines = append(lines, l)
	}
	floor, err := job.Get(tx, o.ID)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return "", err
	}
	return derive(o, lines, floor), nil
}

// reach notes when an order came to a stage, and by when to those before it.
func (o *Order) reach(s Status) {
	for _, stage := range []struct {
		status Status
		at     *time.Time
	}{{Picking, &o.Reached.Picking}, {Packing, &o.Reached.Picked}, {Ready, &o.Reached.Packed}, {Gone, &o.Reached.Gone}} {
		if s == stage.status {
			*stage.at = o.Since
			return
		}
		if (s == Packing || s == Ready || s == Gone) && stage.at.IsZero() {
			*stage.at = o.Since
		}
	}
}

// Follow is the follower that keeps orders in step with the floor and the
// promise. It acts on this node's entries only.
func Follow() *journal.Follower {
	f := journal.NewFollower("orders")
	journal.On(f, job.ChangedKind, func(tx *store.Tx, _ *journal.Entry, e job.Changed) error { return follow(tx, e.Order) })
	journal.On(f, promise.FilledKind, func(tx *store.Tx, _ *journal.Entry, e promise.Filled) error { return follow(tx, e.Order) })
	journal.On(f, promise.ShortedKind, func(tx *store.Tx, _ *journal.Entry, e promise.Shorted) error { return follow(tx, e.Order) })
	return f
}

// follow works an order's status out anew; nothing is written when it stands.
func follow(tx *store.Tx, id warehouse.OrderID) error {
	o, err := Get(tx, id)
	if err != nil {
		return err
	}
	if is, err := statusNow(tx, o); err != nil || is == o.Status {
		return err
	}
	return refresh(tx, o)
}
