package job_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
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

// TestPassed: the timeline is told of an order that comes into other hands, and not of
// a lease that is prolonged.
func TestPassed(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	db := store.Open(memory.New(), store.Options{Clock: func() time.Time { return now }})
	order, olga, igor := warehouse.OrderID{15: 1}, warehouse.PersonID{15: 1}, warehouse.PersonID{15: 2}
	lease := func(who warehouse.PersonID) func(*store.Tx) error {
		return func(tx *store.Tx) error { _, err := job.Lease(tx, order, who, now.Add(time.Minute)); return err }
	}
	var nobody warehouse.PersonID
	for i, row := range []struct {
		after time.Duration
		do    func(*store.Tx) error
		told  []job.Passed
	}{
		{0, func(tx *store.Tx) error { return job.Offer(tx, &job.Job{Order: order, Number: "1"}) }, nil},
		{0, lease(olga), []job.Passed{{order, olga, nobody}}},
		{time.Second, lease(olga), nil},
		{2 * time.Minute, lease(olga), []job.Passed{{order, olga, nobody}}},
		{2 * time.Minute, lease(igor), []job.Passed{{order, igor, nobody}}},
		{0, func(tx *store.Tx) error {
			_, err := job.Edit(tx, order, func(j *job.Job) error { j.Holder = olga; return nil })
			return err
		}, []job.Passed{{order, olga, igor}}},
		{0, func(tx *store.Tx) error {
			_, err := job.Edit(tx, order, func(j *job.Job) error { j.Holder = nobody; return nil })
			return err
		}, []job.Passed{{order, nobody, olga}}},
		{0, func(tx *store.Tx) error { // the state tells it
			_, err := job.Edit(tx, order, func(j *job.Job) error {
				j.State, j.Holder, j.Until = job.Released, igor, now.Add(time.Minute)
				return nil
			})
			return err
		}, nil},
	} {
		now = now.Add(row.after)
		var told []job.Passed
		err := db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
			before, err := journal.Head(tx)
			if err != nil {
				return err
			}
			if err := row.do(tx); err != nil {
				return err
			}
			for e, err := range journal.From(tx, before+1) {
				if err != nil {
					return err
				}
				if e.Kind == job.PassedKind.Name {
					ev, err := job.PassedKind.Read(e)
					if err != nil {
						return err
					}
					told = append(told, ev)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(told, row.told) {
			t.Errorf("step %d: told %v, want %v", i, told, row.told)
		}
	}
}
