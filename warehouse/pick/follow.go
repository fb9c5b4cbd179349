package pick

import (
	"context"
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// An order that is stopped or asks for other goods changes the walk of its
// picker in the same transaction.
var _ = job.Watch(func(ctx context.Context, tx *store.Tx, was, is *job.Job) error {
	if is.State == job.Stopped {
		return tell(ctx, tx, was, "pick.stopped")
	}
	if err := keepUp(tx, is); err != nil {
		return err
	}
	return tell(ctx, tx, was, "pick.changed")
})

// Follow is the follower that re-allocates: what gave way to a count is taken
// from another bin, and what arrived for an order on the floor is picked with
// it. It acts on this node's entries only.
func Follow() *journal.Follower {
	f := journal.NewFollower("pick")
	journal.On(f, ledger.HoldCutKind, func(tx *store.Tx, _ *journal.Entry, e ledger.HoldCut) error {
		if e.Line.IsZero() {
			return nil
		}
		l, err := promise.Get(tx, e.Line)
		if err != nil {
			return err
		}
		return follow(tx, l.Order)
	})
	journal.On(f, promise.FilledKind, func(tx *store.Tx, _ *journal.Entry, e promise.Filled) error { return follow(tx, e.Order) })
	return f
}

func follow(tx *store.Tx, order warehouse.OrderID) error {
	j, err := job.Get(tx, order)
	if err != nil && fault.KindOf(err) == fault.NotFound {
		return nil
	} else if err != nil {
		return err
	}
	if err := keepUp(tx, j); err != nil {
		return err
	}
	return tell(context.Background(), tx, j, "pick.changed")
}

// keepUp brings an order on the floor in line with what is promised to it: it
// holds what can be picked, and moves the job where its goods are.
func keepUp(tx *store.Tx, j *job.Job) error {
	switch j.State {
	case job.Released, job.Picking:
		return holdRest(tx, j)
	case job.Picked, job.Offered:
	default:
		return nil
	}
	lines, err := linesOf(tx, j.Order)
	if err != nil {
		return err
	}
	w := &walk{job: j, lines: lines}
	complete := w.missing() == 0 && w.picked() > 0
	switch {
	case j.State == job.Offered && complete: // what it waited for is not wanted any more
		if _, err := job.To(tx, j.Order, job.Released); err != nil {
			return err
		}
		_, err = job.To(tx, j.Order, job.Picked)
	case j.State == job.Picked && !complete: // more is wanted than lies in its totes
		err = again(tx, j)
	}
	return err
}

// again sends a picked order back to the floor for what was added to it, or lets
// it wait when that is not there.
func again(tx *store.Tx, j *job.Job) error {
	if err := holdRest(tx, j); err != nil {
		return err
	}
	if _, err := job.To(tx, j.Order, job.Released); err != nil {
		return err
	}
	lines, err := linesOf(tx, j.Order)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(lines, func(l *promise.Line) bool { return l.Held > 0 }) {
		return nil
	}
	_, err = job.To(tx, j.Order, job.Offered)
	return err
}

// tell draws the screen of an order's picker anew.
func tell(ctx context.Context, tx *store.Tx, j *job.Job, code string) error {
	if j.Holder.IsZero() {
		return nil
	}
	s, err := station.Of(tx, j.Holder)
	if err != nil && fault.KindOf(err) == fault.NotFound {
		return nil
	} else if err != nil || s.Flow != Flow {
		return err
	}
	st, err := station.Load[state](s)
	if err != nil || st.Order != j.Order || st.Step == StepTasks {
		return err
	}
	return station.Refresh(ctx, tx, j.Holder, Flow, station.CueAttention, station.Say(code, "number", j.Number))
}
