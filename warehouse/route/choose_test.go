package route_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"

	"warehouse-node/warehouse/route"
	"warehouse-node/warehouse/route/routetest"
)

// scattered makes articles that lie in several bins each.
func scattered(r *rand.Rand, f routetest.Floor, bins int) (*route.Layout, *route.Picking) {
	l, trip := f.Make(r)
	p := &route.Picking{Start: trip.Start, End: trip.End}
	for _, s := range trip.Stops {
		w := route.Want{Quantity: 1 + r.Int64N(4), Bins: []route.Bin{{Stop: s, Quantity: 4}}}
		for range r.IntN(bins) {
			w.Bins = append(w.Bins, route.Bin{Quantity: r.Int64N(5), Stop: route.Stop{
				Aisle: r.IntN(len(l.Aisles)), At: trip.Stops[r.IntN(len(trip.Stops))].At,
			}})
		}
		p.Wants = append(p.Wants, w)
	}
	return l, p
}

// picked checks that a choice takes what is wanted from bins that hold it, and
// nothing twice.
func picked(t *testing.T, l *route.Layout, p *route.Picking, c *route.Choice) {
	t.Helper()
	if err := routetest.Check(l, &c.Trip, c.Tour); err != nil {
		t.Fatal(err)
	}
	left, seen := map[int]int64{}, map[[2]int]bool{}
	for i := range p.Wants {
		left[i] = p.Wants[i].Quantity
	}
	for i, pick := range c.Picks {
		bin := p.Wants[pick.Want].Bins[pick.Bin]
		if pick.Quantity > bin.Quantity || bin.Stop != c.Trip.Stops[i] || seen[[2]int{pick.Want, pick.Bin}] {
			t.Fatalf("pick %+v of %+v at %+v", pick, bin, c.Trip.Stops[i])
		}
		seen[[2]int{pick.Want, pick.Bin}] = true
		left[pick.Want] -= pick.Quantity
	}
	for i, n := range left {
		if n != 0 {
			t.Fatalf("%d of want %d are left", n, i)
		}
	}
}

// anyBins is the shortest walk over all sets of bins that hold enough, tried one
// by one, those with a bin too many as well.
func anyBins(s *route.Solver, l *route.Layout, p *route.Picking) route.Length {
	best := route.Length(-1)
	var try func(want int, stops []route.Stop)
	try = func(want int, stops []route.Stop) {
		if want == len(p.Wants) {
			t, err := s.Tour(l, &route.Trip{Start: p.Start, End: p.End, Stops: stops})
			if err == nil && (best < 0 || t.Length < best) {
				best = t.Length
			}
			return
		}
		w := &p.Wants[want]
		for set := range 1 << len(w.Bins) {
			have, more := int64(0), stops[:len(stops):len(stops)]
			for i, b := range w.Bins {
				if set>>i&1 == 1 {
					have += b.Quantity
					more = append(more, b.Stop)
				}
			}
			if have >= w.Quantity {
				try(want+1, more)
			}
		}
	}
	try(0, nil)
	return best
}

// TestChoiceIsShortest: where the choices are few, no set of bins has a shorter
// walk.
func TestChoiceIsShortest(t *testing.T) {
	r, s := seeded(t), new(route.Solver)
	for range 60 {
		l, p := scattered(r, routetest.Floor{Crosses: 2 + r.IntN(2), Aisles: 6, Cells: 9, Picks: 4, Hurdles: 1}, 3)
		want := anyBins(s, l, p)
		got, err := s.Choose(context.Background(), l, p)
		if errors.Is(err, route.ErrUnreachable) && want < 0 {
			continue
		}
		if err != nil || got.Length != want || !got.Optimal {
			t.Fatalf("%d %v, want %d: %v\n%+v\n%+v", got.Length, got.Optimal, want, err, l, p)
		}
		picked(t, l, p, &got)
	}
}

// TestChoiceOfMany: where there are too many choices to try, the search ends with
// a walk that picks everything, is no longer than that to the first bins, and is
// the same for the same seed.
func TestChoiceOfMany(t *testing.T) {
	// A search promises nothing for every instance: these are always the same.
	r, s := rand.New(rand.NewPCG(20, 26)), new(route.Solver)
	for range 3 {
		l, p := scattered(r, routetest.Floor{Crosses: 2, Aisles: 12, Cells: 20, Picks: 15}, 5)
		first := route.Trip{Start: p.Start, End: p.End}
		for i := range p.Wants {
			first.Stops = append(first.Stops, p.Wants[i].Bins[0].Stop) // which hold enough
		}
		plain, _ := solved(t, s, l, &first)
		longest := plain.Length
		got, err := s.Choose(context.Background(), l, p)
		if err != nil || got.Length > longest {
			t.Fatalf("%d, of the first bins %d: %v", got.Length, longest, err)
		}
		picked(t, l, p, &got)
		if again, _ := s.Choose(context.Background(), l, p); again.Length != got.Length {
			t.Errorf("%d, then %d with the same seed", got.Length, again.Length)
		}
		over, cancel := context.WithCancel(context.Background())
		cancel()
		late, err := s.Choose(over, l, p)
		if err != nil {
			t.Fatal(err)
		}
		picked(t, l, p, &late)
	}
}

// TestChoiceOfTooLittle: what its bins do not hold is named.
func TestChoiceOfTooLittle(t *testing.T) {
	p := &route.Picking{Wants: []route.Want{
		{Quantity: 1, Bins: []route.Bin{{Quantity: 1}}},
		{Quantity: 5, Bins: []route.Bin{{Quantity: 2}, {Quantity: 2}}},
	}}
	_, err := new(route.Solver).Choose(context.Background(), grid(2), p)
	if where := new(route.PointError); !errors.As(err, &where) || where.Stop != 1 || !errors.Is(err, route.ErrNotEnough) {
		t.Error(err)
	}
	p.Wants = p.Wants[:1]
	p.Wants[0].Bins[0].Aisle = 7
	if _, err := new(route.Solver).Choose(context.Background(), grid(2), p); !errors.Is(err, route.ErrOutside) {
		t.Error(err)
	}
}
