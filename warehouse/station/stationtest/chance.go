package stationtest

import (
	"context"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Allowed lets a simulation be refused what it tries, and ends it when the program
// failed.
func Allowed(t T, what string, err error) {
	t.Helper()
	if err != nil && fault.KindOf(err) == fault.Internal {
		t.Fatalf("%s: %v", what, err)
	}
}

// Shut closes a bin to the work of a simulation, or opens it again.
func Shut(t T, db *store.DB, bin warehouse.PlaceID, shut bool) {
	t.Helper()
	Allowed(t, "block", db.Write(context.Background(), func(ctx context.Context, tx *store.Tx) (err error) {
		if shut {
			_, err = place.Block.In(ctx, tx, &place.BlockRequest{ID: bin, Reason: "spill"})
		} else {
			_, err = place.Unblock.In(ctx, tx, &place.UnblockRequest{ID: bin})
		}
		return err
	}))
}
