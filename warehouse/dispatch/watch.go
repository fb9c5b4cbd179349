package dispatch

import (
	"context"

	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// A parcel whose order was stopped or changed comes off the truck.
var _ = job.Watch(watch)

// watch marks the parcels of a changed order that are on an open list, and tells
// everybody at that dock. Scanned once more, each is judged anew.
func watch(ctx context.Context, tx *store.Tx, _, is *job.Job) error {
	var marked *Out
	for p, err := range job.ParcelsOf(tx, is.Order) {
		if err != nil {
			return err
		}
		o, err := OutOf(tx, p.Place)
		if err != nil {
			return err
		}
		if o == nil || !p.Gone.IsZero() {
			continue
		}
		o.Stopped = true
		if err := outs.Put(tx, o); err != nil {
			return err
		}
		marked = o
	}
	if marked == nil {
		return nil
	}
	all, err := station.All(tx)
	if err != nil {
		return err
	}
	for _, s := range all {
		if s.Flow != Flow || s.Site != is.Site {
			continue
		}
		st, err := station.Load[state](s)
		if err != nil {
			return err
		}
		if st.Courier != is.Courier || st.step() != StepScan && st.step() != StepMissing {
			continue
		}
		m := station.Say("dispatch.stopped_order", "order", is.Number)
		if err := station.Refresh(ctx, tx, s.Person, Flow, station.CueWrong, m); err != nil {
			return err
		}
	}
	return nil
}
