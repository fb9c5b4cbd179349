package route_test

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"warehouse-node/warehouse/route"
	"warehouse-node/warehouse/route/routetest"
)

// stocked makes articles with days on which they expire and whole packs.
func stocked(r *rand.Rand, wants, bins int) (*route.Layout, *route.Picking) {
	l, p := scattered(r, routetest.Floor{Crosses: 2 + r.IntN(2), Aisles: 6, Cells: 9, Picks: wants}, bins)
	p.Remnant = route.Length(r.IntN(60))
	for i := range p.Wants {
		w := &p.Wants[i]
		w.Pack = r.Int64N(4)
		have := int64(0)
		for k := range w.Bins {
			w.Bins[k].Class = r.Int64N(3)
			have += w.Bins[k].Quantity
		}
		w.Quantity = 1 + r.Int64N(have)
	}
	return l, p
}

// TestChoiceByClassAndPack: nothing that may be taken at all costs less, says every
// amount from every bin; what expires first is taken first, and in whole packs.
func TestChoiceByClassAndPack(t *testing.T) {
	r, s := seeded(t), new(route.Solver)
	for range 80 {
		l, p := stocked(r, 4, 4)
		want, proven := routetest.CheapestChoice(l, p, math.MaxInt64, math.MaxInt)
		got, err := s.Choose(context.Background(), l, p)
		if err != nil || !proven {
			t.Fatalf("%v (%v)\n%+v\n%+v", err, proven, l, p)
		}
		picked(t, l, p, &got)
		left := 0
		for _, pick := range got.Picks {
			if pick.Quantity < p.Wants[pick.Want].Bins[pick.Bin].Quantity {
				left++
			}
		}
		if cost := got.Length + p.Remnant*route.Length(left); cost != want || got.Remnants != left || !got.Optimal {
			t.Fatalf("%d (%d remnants of %d, proven: %v), want %d\n%+v\n%+v", cost, got.Remnants, left, got.Optimal, want, p, got.Picks)
		}
		byClass(t, p, &got)
	}
}

// byClass checks that nothing was taken from a bin while one of a lower class holds
// something.
func byClass(t *testing.T, p *route.Picking, c *route.Choice) {
	t.Helper()
	took := map[[2]int]int64{}
	for _, pick := range c.Picks {
		took[[2]int{pick.Want, pick.Bin}] = pick.Quantity
	}
	for at := range took {
		w := &p.Wants[at[0]]
		for k, lower := range w.Bins {
			if lower.Class < w.Bins[at[1]].Class && took[[2]int{at[0], k}] < lower.Quantity {
				t.Fatalf("want %d is taken from bin %d, bin %d expires first", at[0], at[1], k)
			}
		}
	}
}

// TestChoiceOfManyByClass: a search keeps to the classes as well.
func TestChoiceOfManyByClass(t *testing.T) {
	r, s := seeded(t), new(route.Solver)
	for range 5 {
		l, p := stocked(r, 20, 14)
		got, err := s.Choose(context.Background(), l, p)
		if err != nil {
			t.Fatal(err)
		}
		picked(t, l, p, &got)
		byClass(t, p, &got)
	}
}
