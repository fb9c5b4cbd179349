package batchtest_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"warehouse-node/warehouse/route/batch"
	"warehouse-node/warehouse/route/batch/batchtest"
)

// TestAnneal: it keeps the rules, and of few orders it finds what is proven to be the
// shortest.
func TestAnneal(t *testing.T) {
	kinds := batchtest.Kinds()
	p := kinds[0].Make(7)
	best, err := batch.Solve(t.Context(), p)
	if err != nil || !best.Optimal {
		t.Fatal(best, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	p.Seed = 1
	got, err := batchtest.Anneal(stopAt{ctx, new(int)}, p)
	if err != nil || got.Length != best.Length {
		t.Errorf("%d, the shortest is %d (%v)", got.Length, best.Length, err)
	}
	if err := batchtest.Check(p, &got); err != nil {
		t.Error(err)
	}
	got.Batches[0].Orders = slices.Clone(got.Batches[1].Orders)
	if batchtest.Check(p, &got) == nil {
		t.Error("an order on two carts is let pass")
	}
}

// stopAt ends after it was asked so often: time plays no part in a test.
type stopAt struct {
	context.Context
	asked *int
}

func (s stopAt) Err() error {
	if *s.asked++; *s.asked > 120 {
		return context.Canceled
	}
	return s.Context.Err()
}
