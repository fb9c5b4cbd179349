package job_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// In these tests what owes in advance may not begin at the first site.
var _ = job.Guard(func(_ *store.Tx, site warehouse.SiteID, owes string) (string, error) {
	if owes == "advance" && site == (warehouse.SiteID{15: 1}) {
		return "job.shut", nil
	}
	return "", nil
})

// TestReady: jobs that may begin are met in the order of their cut-offs, in
// whatever way they owe, each at its own site; while one is met, it and others may
// change.
func TestReady(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	db := store.Open(memory.New(), store.Options{Clock: func() time.Time { return now }})
	one, two := warehouse.SiteID{15: 1}, warehouse.SiteID{15: 2}
	write := func(fn func(tx *store.Tx) error) {
		t.Helper()
		if err := db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error { return fn(tx) }); err != nil {
			t.Fatal(err)
		}
	}
	ready := func(site warehouse.SiteID, each func(tx *store.Tx, j *job.Job) error) (met []string) {
		t.Helper()
		write(func(tx *store.Tx) error {
			for j, err := range job.Ready(tx, site, warehouse.OrderID{}) {
				if err != nil {
					return err
				}
				met = append(met, j.Number)
				if err := each(tx, j); err != nil {
					return err
				}
			}
			return nil
		})
		return met
	}
	look := func(*store.Tx, *job.Job) error { return nil }
	ids := map[string]warehouse.OrderID{}
	hour := func(n int) time.Time { return now.Add(time.Duration(n) * time.Hour) }
	write(func(tx *store.Tx) error {
		for i, j := range []*job.Job{
			{Number: "5 none", Site: one, Since: hour(1)},
			{Number: "3 later", Site: one, Owes: "later", Cutoff: hour(3)},
			{Number: "1 paid", Site: one, Cutoff: hour(1)},
			{Number: "advance", Site: one, Owes: "advance", Cutoff: hour(0)},
			{Number: "unclear", Site: one, Unclear: true, Cutoff: hour(0)},
			{Number: "4 paid", Site: one, Cutoff: hour(4)},
			{Number: "4 too", Site: one, Owes: "zero", Cutoff: hour(4)},
			{Number: "4 also", Site: one, Cutoff: hour(4)},
			{Number: "2 zero", Site: one, Owes: "zero", Cutoff: hour(2)},
			{Number: "of two", Site: two, Owes: "advance", Cutoff: hour(1)},
		} {
			j.Order = warehouse.OrderID{15: byte(i + 1)}
			ids[j.Number] = j.Order
			if err := job.Offer(tx, j); err != nil {
				return err
			}
		}
		return nil
	})
	want := []string{"1 paid", "2 zero", "3 later", "4 paid", "4 too", "4 also", "5 none"}
	if met := ready(one, look); !slices.Equal(met, want) {
		t.Errorf("met %q, want %q", met, want)
	}
	if met := ready(two, look); !slices.Equal(met, []string{"of two"}) {
		t.Errorf("at the second site %q", met)
	}
	if met := ready(warehouse.SiteID{15: 3}, look); met != nil {
		t.Errorf("at no site %q", met)
	}
	for i, number := range want { // from each of them on, and behind the last
		write(func(tx *store.Tx) error {
			var left []string
			for j, err := range job.Ready(tx, one, ids[number]) {
				if err != nil {
					return err
				}
				left = append(left, j.Number)
			}
			if !slices.Equal(left, want[i+1:]) && len(left)+len(want[i+1:]) > 0 {
				t.Errorf("behind %q there are %q", number, left)
			}
			return nil
		})
	}
	write(func(tx *store.Tx) error { return job.SetOwes(tx, warehouse.OrderID{15: 4}, "") })
	if met := ready(one, func(tx *store.Tx, j *job.Job) error { _, err := job.To(tx, j.Order, job.Released); return err }); !slices.Equal(met, append([]string{"advance"}, want...)) {
		t.Errorf("while they go: %q", met)
	}
	if met := ready(one, look); met != nil {
		t.Errorf("all went, and %q is met", met)
	}
}
