package pick

import (
	"context"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// Free takes an order off its picker, who went home in the middle of it or is
// needed elsewhere: it is in everybody's list at once. What lies in its totes stays
// there; what the picker has in the hand is booked in its bin, as ever before a tote
// was scanned. Conflict when no picker has it.
var Free = command.Register("pick.free", "pick.release", job.SiteOf,
	func(ctx context.Context, tx *store.Tx, r *job.FreeRequest) (*job.FreeAnswer, error) {
		return job.TakeOff(tx, r, InHands, func(was *job.Job) error { return tell(ctx, tx, was, "pick.freed") })
	})

// InHands says whether a picker has an order now.
func InHands(tx *store.Tx, j *job.Job) bool {
	return (j.State == job.Picking || j.State == job.Released) && j.Leased(tx.Now())
}

// freeStrangers frees the orders of pickers who may not pick any more, and of one
// who may have lost the right also what they only look at.
func freeStrangers(tx *store.Tx, who warehouse.PersonID) error {
	told := func(was *job.Job) error { return tell(context.Background(), tx, was, "pick.freed") }
	if err := job.FreeStrangers(tx, job.Picking, RightWork, told); err != nil || who.IsZero() {
		return err
	}
	s, err := station.Of(tx, who)
	if err != nil && fault.KindOf(err) == fault.NotFound {
		return nil
	} else if err != nil || s.Flow != Flow {
		return err
	}
	st, err := station.Load[state](s)
	if err != nil || st.Order.IsZero() {
		return err
	}
	j, err := job.Get(tx, st.Order)
	if err != nil || j.State != job.Released || j.Holder != who {
		return err
	}
	lost, err := job.InStrangeHands(tx, j, RightWork)
	if err == nil && lost {
		_, err = job.Free(tx, st.Order)
	}
	return err
}
