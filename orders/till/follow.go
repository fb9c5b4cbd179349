package till

import (
	"context"
	"encoding/json"

	"warehouse-node/orders"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// Follow is the follower that spools receipts at their moments and mends them
// when their order is changed. It acts on this node's entries only.
func Follow() *journal.Follower {
	f := journal.NewFollower("till")
	journal.On(f, orders.PaidKind, func(tx *store.Tx, _ *journal.Entry, e orders.Paid) error {
		if err := due(tx, e.Order, Paid); err != nil {
			return err
		}
		return mend(tx, e.Order) // goods that came into it later may be paid by now
	})
	journal.On(f, orders.AcceptedKind, func(tx *store.Tx, _ *journal.Entry, e orders.Accepted) error { return due(tx, e.Order, Paid) }) // it may come paid
	journal.On(f, orders.EditedKind, func(tx *store.Tx, _ *journal.Entry, e orders.Edited) error {
		if err := mend(tx, e.Order); err != nil {
			return err
		}
		return due(tx, e.Order, Paid) // what is paid may be all of it by now
	})
	journal.On(f, orders.GivenUpKind, func(tx *store.Tx, _ *journal.Entry, e orders.GivenUp) error { return mend(tx, e.Order) })
	journal.On(f, job.ChangedKind, func(tx *store.Tx, _ *journal.Entry, e job.Changed) error {
		switch e.To {
		case job.Packed:
			return due(tx, e.Order, Packed)
		case job.Gone:
			return due(tx, e.Order, Gone)
		}
		return nil
	})
	journal.On(f, spool.DoneKind, func(tx *store.Tx, _ *journal.Entry, e spool.DoneEvent) error {
		if e.Kind != Receipts.Name {
			return nil
		}
		var result Registered
		if len(e.Result) > 0 { // none when a person said so
			if err := json.Unmarshal(e.Result, &result); err != nil {
				return err
			}
		}
		g, err := noted(tx, e.Job, spool.Done, result)
		if err != nil || g == nil {
			return err
		}
		return mend(tx, g.Order) // it may have been changed while the register was busy
	})
	journal.On(f, spool.ResolvedKind, func(tx *store.Tx, _ *journal.Entry, e spool.ResolvedEvent) error {
		if e.Kind != Receipts.Name || e.To != spool.Dropped {
			return nil
		}
		g, err := noted(tx, e.Job, spool.Dropped, Registered{})
		if err != nil || g == nil {
			return err
		}
		return mend(tx, g.Order)
	})
	return f
}

// Screens is the follower that keeps the screen of a closed parcel true: what
// became of its order's receipt is shown to the packer who still looks at it. It
// acts on this node's entries only.
func Screens() *journal.Follower {
	f := journal.NewFollower("till.screens")
	f.FromNow = true // screens of long ago are nobody's
	journal.On(f, spool.DoneKind, func(tx *store.Tx, _ *journal.Entry, e spool.DoneEvent) error {
		return tell(tx, e.Kind, e.Job, station.CueOK, "till.receipt_done")
	})
	journal.On(f, spool.UnknownKind, func(tx *store.Tx, _ *journal.Entry, e spool.UnknownEvent) error {
		if e.Asking {
			return tell(tx, e.Kind, e.Job, station.CueAttention, "till.receipt_asking")
		}
		return tell(tx, e.Kind, e.Job, station.CueAttention, "till.receipt_unknown")
	})
	journal.On(f, spool.DelayedKind, func(tx *store.Tx, _ *journal.Entry, e spool.DelayedEvent) error {
		return tell(tx, e.Kind, e.Job, station.CueAttention, "till.receipt_late")
	})
	journal.On(f, spool.RefusedKind, func(tx *store.Tx, _ *journal.Entry, e spool.RefusedEvent) error {
		return tell(tx, e.Kind, e.Job, station.CueAttention, "till.receipt_trouble")
	})
	return f
}

// tell draws the screens anew that show the order of a receipt. Jobs of other
// kinds are none of ours.
func tell(tx *store.Tx, kind string, id spool.JobID, cue station.Cue, code string) error {
	if kind != Receipts.Name {
		return nil
	}
	g, err := byJob.Find(tx, id)
	if err != nil || g == nil {
		return err
	}
	o, err := orders.Get(tx, g.Order)
	if err != nil {
		return err
	}
	if g.Moment.Back() && code == "till.receipt_done" {
		code = "till.return_done"
	}
	return pack.Tell(context.Background(), tx, g.Order, cue, station.Say(code, "order", o.Number))
}
