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

// FreeRequest names an order that a picker has.
type FreeRequest struct {
	Order warehouse.OrderID `json:"order"`
}

// FreeAnswer says whose order it was.
type FreeAnswer struct {
	Person warehouse.PersonID `json:"person"`
}

// Free takes an order off its picker, who went home in the middle of it or is
// needed elsewhere: it is in everybody's list at once. What lies in its totes stays
// there; what the picker has in the hand is booked in its bin, as ever before a tote
// was scanned. Conflict when no picker has it.
var Free = command.Register("pick.free", "pick.release", func(tx *store.Tx, r *FreeRequest) (warehouse.SiteID, error) {
	j, err := job.Get(tx, r.Order)
	if err != nil {
		return warehouse.SiteID{}, err
	}
	return j.Site, nil
}, takeOff)

func takeOff(ctx context.Context, tx *store.Tx, r *FreeRequest) (*FreeAnswer, error) {
	j, err := job.Get(tx, r.Order)
	if err != nil {
		return nil, err
	}
	if !InHands(tx, j) {
		return nil, fault.New(fault.Conflict, "pick.nobody", "number", j.Number)
	}
	was, err := job.Free(tx, r.Order)
	if err != nil {
		return nil, err
	}
	return &FreeAnswer{was.Holder}, tell(ctx, tx, was, "pick.freed")
}

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
