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
	return changed(ctx, tx, is, was)
})

// Follow is the follower that re-allocates: what gave way to a count is taken
// from another bin, and what arrived for an order on the floor is picked with
// it. Who may not pick any more loses the order in hand. It acts on this node's
// entries only.
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
	job.OnRights(f, freeStrangers)
	return f
}

func follow(tx *store.Tx, order warehouse.OrderID) error {
	j, err := job.Get(tx, order)
	if err != nil && fault.KindOf(err) == fault.NotFound {
		return nil
	} else if err != nil {
		return err
	}
	return changed(context.Background(), tx, j, j)
}

// changed brings an order in line with what is promised to it and shows whoever had
// it. A walk of which nothing is left, and that nobody is on, ends by itself.
func changed(ctx context.Context, tx *store.Tx, j, had *job.Job) error {
	if err := keepUp(tx, j); err != nil {
		return err
	}
	if err := tell(ctx, tx, had, "pick.changed"); err != nil {
		return err
	}
	j, err := job.Get(tx, j.Order)
	if err != nil || j.State != job.Released && j.State != job.Picking {
		return err
	}
	walks, err := walked(tx, j)
	if err != nil || walks {
		return err
	}
	return endWalk(tx, j)
}

// walked says whether whoever has an order is on its walk now, and not just looking
// something up.
func walked(tx *store.Tx, j *job.Job) (bool, error) {
	if !j.Leased(tx.Now()) {
		return false, nil
	}
	s, err := station.Of(tx, j.Holder)
	if fault.KindOf(err) == fault.NotFound {
		return false, nil
	}
	return err == nil && (s.Flow == Flow || s.Waits() == Flow), err
}

// endWalk makes an order picked whose goods all lie in its totes.
func endWalk(tx *store.Tx, j *job.Job) error {
	lines, err := linesOf(tx, j.Order)
	if err != nil {
		return err
	}
	w := &walk{job: j, lines: lines}
	if w.missing() > 0 || w.picked() == 0 || slices.ContainsFunc(lines, func(l *promise.Line) bool { return l.Held > 0 }) {
		return nil
	}
	_, err = job.Edit(tx, j.Order, func(j *job.Job) error {
		j.State, j.Holder = job.Picked, warehouse.PersonID{}
		return nil
	})
	return err
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
	j, err := job.To(tx, j.Order, job.Released)
	if err != nil {
		return err
	}
	_, _, err = job.Stay(tx, j)
	return err
}

// tell draws the screen of an order's picker anew.
func tell(ctx context.Context, tx *store.Tx, j *job.Job, code string) error {
	if j.Holder.IsZero() {
		return nil
	}
	looks := func(st state) bool { return st.Order == j.Order && st.Step != StepTasks }
	return station.RefreshWhere(ctx, tx, j.Holder, Flow, looks, station.Say(code, "number", j.Number))
}
