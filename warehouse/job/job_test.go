package job_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal/journaltest"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

func TestGoldens(t *testing.T) { journaltest.Goldens(t, "job.") }

// TestRules: states move along the table, a tote has one job, a lease one holder.
func TestRules(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	db := store.Open(memory.New(), store.Options{Clock: func() time.Time { return now }})
	a, b := warehouse.OrderID{15: 1}, warehouse.OrderID{15: 2}
	olga, igor := warehouse.PersonID{15: 1}, warehouse.PersonID{15: 2}
	tote := warehouse.PlaceID{15: 9}
	write := func(fn func(tx *store.Tx) error) error {
		return db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error { return fn(tx) })
	}
	to := func(o warehouse.OrderID, s job.State) func(*store.Tx) error {
		return func(tx *store.Tx) error { _, err := job.To(tx, o, s); return err }
	}
	lease := func(p warehouse.PersonID) func(*store.Tx) error {
		return func(tx *store.Tx) error { _, err := job.Lease(tx, a, p, tx.Now().Add(time.Minute)); return err }
	}
	put := func(o warehouse.OrderID) func(*store.Tx) error {
		return func(tx *store.Tx) error { _, err := job.PutIn(tx, o, tote); return err }
	}
	for i, row := range []struct {
		do   func(*store.Tx) error
		fine bool
	}{
		{func(tx *store.Tx) error { return job.Offer(tx, &job.Job{Order: a, Number: "1"}) }, true},
		{func(tx *store.Tx) error { return job.Offer(tx, &job.Job{Order: b, Number: "2", Cutoff: now}) }, true},
		{to(a, job.Packed), false},
		{to(a, job.Released), true},
		{lease(olga), true},
		{lease(olga), true},
		{lease(igor), false},
		{func(*store.Tx) error { now = now.Add(2 * time.Minute); return nil }, true},
		{lease(igor), true},
		{put(a), true},
		{put(a), true},
		{put(b), false},
		{func(tx *store.Tx) error { _, err := job.TakeOut(tx, a, tote); return err }, true},
		{put(b), true},
		{to(b, job.Stopped), true},
		{to(b, job.Offered), false},
		{to(b, job.Ended), true},
	} {
		err := write(row.do)
		if row.fine != (err == nil) || err != nil && !errors.Is(err, fault.Conflict) {
			t.Errorf("step %d: %v", i, err)
		}
	}
}
