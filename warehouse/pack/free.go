package pack

import (
	"context"

	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// Free takes an order off its packer, who went home in the middle of it: whoever
// scans its tote goes on with what is in the box. Conflict when no packer has it.
var Free = command.Register("pack.free", "pick.release", job.SiteOf,
	func(ctx context.Context, tx *store.Tx, r *job.FreeRequest) (*job.FreeAnswer, error) {
		return job.TakeOff(tx, r, InHands, func(was *job.Job) error { return loses(ctx, tx, was) })
	})

// InHands says whether a packer has an order now.
func InHands(tx *store.Tx, j *job.Job) bool { return j.State == job.Packing && j.Leased(tx.Now()) }

// loses draws the screen of whoever had an order on the bench anew.
func loses(ctx context.Context, tx *store.Tx, was *job.Job) error {
	looks := func(st state) bool { return st.Order == was.Order }
	return station.RefreshWhere(ctx, tx, was.Holder, Flow, looks, station.Say("pack.freed", "order", was.Number))
}
