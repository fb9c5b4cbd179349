package pack

import (
	"context"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// Follow is the follower that keeps the screen of a closed parcel true: what
// became of its label is shown to the packer who still looks at it. Who may not pack
// any more loses the order on the bench, and who was let go the bench and its scanners. It acts on this node's entries only.
func Follow() *journal.Follower {
	f := journal.NewFollower("pack")
	f.FromNow = true // screens of long ago are nobody's
	journal.On(f, spool.DoneKind, func(tx *store.Tx, _ *journal.Entry, e spool.DoneEvent) error {
		return printedNow(tx, e.Job, station.CueOK, "pack.label_printed")
	})
	journal.On(f, spool.UnknownKind, func(tx *store.Tx, _ *journal.Entry, e spool.UnknownEvent) error {
		if e.Asking {
			return printedNow(tx, e.Job, station.CueOK, "pack.label_asking")
		}
		return printedNow(tx, e.Job, station.CueAttention, "pack.label_unknown")
	})
	journal.On(f, spool.RefusedKind, func(tx *store.Tx, _ *journal.Entry, e spool.RefusedEvent) error {
		return printedNow(tx, e.Job, station.CueAttention, "pack.label_trouble")
	})
	journal.On(f, spool.DelayedKind, func(tx *store.Tx, _ *journal.Entry, e spool.DelayedEvent) error {
		return printedNow(tx, e.Job, station.CueAttention, "pack.label_late")
	})
	job.OnRights(f, func(tx *store.Tx, who warehouse.PersonID) error {
		err := job.FreeStrangers(tx, job.Packing, RightWork, func(was *job.Job) error { return loses(context.Background(), tx, was) })
		if err != nil || who.IsZero() {
			return err
		}
		return station.Gone(tx, who)
	})
	return f
}

// printedNow tells those who look at the parcel of a label. Jobs of other kinds
// are none of ours.
func printedNow(tx *store.Tx, id spool.JobID, cue station.Cue, code string) error {
	j, err := spool.Get(tx, id)
	if err != nil && fault.KindOf(err) == fault.NotFound || err == nil && j.Kind != Labels.Name {
		return nil
	}
	if err != nil {
		return err
	}
	l, err := Labels.Body(j)
	if err != nil {
		return err
	}
	p, err := job.GetParcel(tx, l.Parcel)
	if err != nil {
		return err
	}
	return Tell(context.Background(), tx, p.Order, cue, station.Say(code, "parcel", l.Code))
}

// Tell draws anew the screens that show the closed parcel of an order, or that it
// stopped, because something of its effects has come further. Whoever answers for an Effect calls
// it.
func Tell(ctx context.Context, tx *store.Tx, order warehouse.OrderID, cue station.Cue, m station.Message) error {
	j, err := job.Get(tx, order)
	if err != nil {
		return err
	}
	people, err := packers(tx, j)
	if err != nil {
		return err
	}
	for _, who := range people {
		s, err := station.Of(tx, who)
		if err != nil {
			return err
		}
		if step := Step(s.Reply.Screen); step != StepClosed && step != StepStop {
			continue
		}
		if err := station.Refresh(ctx, tx, who, Flow, cue, m); err != nil {
			return err
		}
	}
	return nil
}
