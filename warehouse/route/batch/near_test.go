package batch_test

import (
	"context"
	"slices"
	"testing"

	"warehouse-node/warehouse/route"
	"warehouse-node/warehouse/route/batch"
)

// TestSavingsAmongAlike: where each cart is compared with those that are alike, the
// walks are about those by all savings, no two carts that fit on one are left, and
// where all are compared, it is the same plan.
func TestSavingsAmongAlike(t *testing.T) {
	r, ctx := seeded(t), context.Background()
	var all, alike route.Length
	for range 3 {
		p := wave(r, 1+r.IntN(3), 120, 6, 24)
		exact, err := batch.Follow(ctx, batch.Savings, p)
		must(t, err)
		same, err := batch.FollowNear(ctx, p, len(p.Orders))
		must(t, err)
		if same.Length != exact.Length || len(same.Batches) != len(exact.Batches) {
			t.Errorf("all compared: %d on %d carts, want %d on %d", same.Length, len(same.Batches), exact.Length, len(exact.Batches))
		}
		for _, few := range []int{50, 1} {
			near, err := batch.FollowNear(ctx, p, few)
			must(t, err)
			check(t, p, near)
			full(t, p, near)
			all, alike = all+exact.Length, alike+near.Length
		}
	}
	if ratio := float64(alike) / float64(all); ratio > 1.02 {
		t.Errorf("walks are %.4f of those by all savings", ratio)
	}
}

// full says whether two carts of a plan fit on one.
func full(t *testing.T, p *batch.Problem, got batch.Plan) {
	t.Helper()
	var loads []int64
	for _, b := range got.Batches {
		sum := int64(0)
		for _, o := range b.Orders {
			sum += p.Orders[o].Load[0]
		}
		loads = append(loads, sum)
	}
	slices.Sort(loads)
	if len(loads) > 1 && loads[0]+loads[1] <= p.Capacity[0] {
		t.Errorf("carts of %d and %d are left, one holds %d", loads[0], loads[1], p.Capacity[0])
	}
}

// TestSavingsEndInTime: with no time at all every order is still on a cart.
func TestSavingsEndInTime(t *testing.T) {
	r := seeded(t)
	p := wave(r, 2, 120, 6, 24)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	got, _ := batch.FollowNear(ctx, p, 1)
	check(t, p, got)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
