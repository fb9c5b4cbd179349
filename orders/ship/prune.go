package ship

import (
	"context"
	"time"

	"warehouse-node/orders"
	"warehouse-node/warehouse/store"
)

// Keep is how long a label stays after it was brought, when its order has ended: a
// parcel that came back is looked into by then. A label is up to MaxFile bytes, and a
// year of them would be most of the store.
const Keep = 90 * 24 * time.Hour

// pruneSlice is how many labels are taken away in one transaction.
const pruneSlice = 200

// Prune takes away the old labels of orders that have ended. The turn of the day calls
// it. That a label was brought stays on the timeline of its order.
func Prune(ctx context.Context, db *store.DB) error {
	return db.Slices(ctx, pruneSlice, pruneSome)
}

// pruneSome takes away the oldest; labels are named by the moment they came.
func pruneSome(_ context.Context, tx *store.Tx) (int, error) {
	var old []LabelID
	for l, err := range labels.All(tx) {
		if err != nil {
			return 0, err
		}
		if tx.Now().Sub(l.At) < Keep || len(old) == pruneSlice {
			break
		}
		o, err := orders.Get(tx, l.Order)
		if err != nil {
			return 0, err
		}
		if o.Status.Ended() {
			old = append(old, l.ID)
		}
	}
	for _, id := range old {
		if err := files.Delete(tx, id); err != nil {
			return 0, err
		}
		if err := labels.Delete(tx, id); err != nil {
			return 0, err
		}
	}
	return len(old), nil
}
