package job

import (
	"context"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/store"
)

// Watcher is told, in the transaction, that a job was stopped, asks for other
// goods than before, or was given back for what it lacks (Bring). It draws the
// screens of those who work on it anew; an error stops the change.
type Watcher func(ctx context.Context, tx *store.Tx, was, is *Job) error

var watchers []Watcher

// Watch registers a watcher; use it in a package-level var. The flows stand
// above this package, which therefore asks and does not call.
func Watch(w Watcher) Watcher {
	watchers = append(watchers, w)
	return w
}

// Stop ends the work on a job: Stopped while something of it is still to be put
// back, Ended when nothing is. A job that is Gone, Stopped or Ended is a
// Conflict.
func Stop(ctx context.Context, tx *store.Tx, order warehouse.OrderID, back bool, h Halt) (*Job, error) {
	return changed(ctx, tx, order, func(j *Job) error {
		j.State = Stopped
		j.Halt = h
		j.Halt.At = tx.Now()
		return nil
	}, func(is *Job) (*Job, error) {
		if back {
			return is, nil
		}
		return Edit(tx, order, func(j *Job) error {
			j.State, j.Totes = Ended, nil // a tote with nothing in it is anybody's
			return nil
		})
	})
}

// SetLines makes a job ask for other goods.
func SetLines(ctx context.Context, tx *store.Tx, order warehouse.OrderID, lines []Line) (*Job, error) {
	return changed(ctx, tx, order, func(j *Job) error {
		j.Lines = lines
		return nil
	}, func(is *Job) (*Job, error) { return is, nil })
}

// Bring gives a job that lacks goods back to the pickers, out of the hands of
// whoever had it. It is Released when some of what it lacks is held in bins now,
// to which its watchers see, else Offered, until a wave takes it. It answers how
// many base units are held.
func Bring(ctx context.Context, tx *store.Tx, order warehouse.OrderID) (held measure.Qty, err error) {
	_, err = changed(ctx, tx, order, func(j *Job) error {
		j.State, j.Holder, j.Until = Released, warehouse.PersonID{}, time.Time{}
		return nil
	}, func(is *Job) (*Job, error) {
		is, held, err = Stay(tx, is)
		return is, err
	})
	return held, err
}

// Stay leaves a job that is Released on the floor while some of its goods are held in
// bins, and has it wait for a wave (Offered) while none are. It answers how many base
// units are held.
func Stay(tx *store.Tx, j *Job) (is *Job, held measure.Qty, err error) {
	for l, err := range promise.Of(tx, j.Order) {
		if err != nil {
			return nil, 0, err
		}
		held += l.Held
	}
	if held > 0 {
		return j, held, nil
	}
	is, err = To(tx, j.Order, Offered)
	return is, 0, err
}

// SetUnclear says whether a line of an order waits for a person. An order without
// a job is none of the floor's.
func SetUnclear(tx *store.Tx, order warehouse.OrderID, unclear bool) error {
	j, err := jobs.Find(tx, order)
	if err != nil || j == nil || j.Unclear == unclear {
		return err
	}
	j.Unclear = unclear
	return jobs.Put(tx, j)
}

// SetOwes says how an order that owes money is to be paid, "" once it owes none.
// An order without a job is none of the floor's.
func SetOwes(tx *store.Tx, order warehouse.OrderID, owes string) error {
	j, err := jobs.Find(tx, order)
	if err != nil || j == nil || j.Owes == owes {
		return err
	}
	j.Owes = owes
	return jobs.Put(tx, j)
}

// changed edits a job, tells the watchers and then finishes.
func changed(ctx context.Context, tx *store.Tx, order warehouse.OrderID, edit func(*Job) error, finish func(*Job) (*Job, error)) (*Job, error) {
	was, err := Get(tx, order)
	if err != nil {
		return nil, err
	}
	is, err := Edit(tx, order, edit)
	if err != nil {
		return nil, err
	}
	for _, w := range watchers {
		if err := w(ctx, tx, was, is); err != nil {
			return nil, err
		}
	}
	return finish(is)
}
