package route_test

import (
	"errors"
	"math/rand/v2"
	"testing"

	"warehouse-node/warehouse/route"
	"warehouse-node/warehouse/route/routetest"
)

// shelves makes a floor and bins on it of two sizes, walked to by chance.
func shelves(r *rand.Rand, n int) (*route.Layout, route.Point, []route.Shelf) {
	l, trip := routetest.Block(r, 1+r.IntN(2), 6, 12, n)
	var all []route.Shelf
	for _, s := range trip.Stops {
		all = append(all, route.Shelf{Stop: s, Picks: r.Int64N(9), Size: r.IntN(2)})
	}
	return l, trip.Start, all
}

// walkedTo is how far everybody walked, each pick being a walk of its own.
func walkedTo(t *testing.T, l *route.Layout, home route.Point, all []route.Shelf) (far route.Length) {
	t.Helper()
	for _, s := range all {
		tour, err := route.Shortest(l, &route.Trip{Start: home, End: home, Stops: []route.Stop{s.Stop}})
		if err != nil {
			t.Fatal(err)
		}
		far += tour.Length * route.Length(s.Picks)
	}
	return far
}

// TestSlotting: each swap saves what it says, no other pair of bins saved more, and
// it ends only when nothing can be saved.
func TestSlotting(t *testing.T) {
	r, s := seeded(t), new(route.Solver)
	for range 25 {
		l, home, all := shelves(r, 2+r.IntN(10))
		got, err := s.Slotting(l, home, home, all, 4)
		if err != nil {
			t.Fatal(err)
		}
		swap := func(a, b int) { all[a].Picks, all[b].Picks = all[b].Picks, all[a].Picks }
		for n := range 4 {
			before, most := walkedTo(t, l, home, all), route.Length(0)
			for a := range all {
				for b := range a {
					if all[a].Size == all[b].Size {
						swap(a, b)
						most = max(most, before-walkedTo(t, l, home, all))
						swap(a, b)
					}
				}
			}
			if n == len(got) {
				if most > 0 {
					t.Fatalf("after %d swaps %d could be saved", n, most)
				}
				break
			}
			one := got[n]
			swap(one.A, one.B)
			if saved := before - walkedTo(t, l, home, all); all[one.A].Size != all[one.B].Size || saved != one.Saved || saved != most {
				t.Fatalf("%+v saves %d, the best swap %d", one, saved, most)
			}
		}
	}
}

// TestSlottingOfAWarehouse: ten swaps among three thousand bins.
func TestSlottingOfAWarehouse(t *testing.T) {
	r := seeded(t)
	l, trip := routetest.Block(r, 2, 50, 100, 3000)
	var all []route.Shelf
	for _, s := range trip.Stops {
		all = append(all, route.Shelf{Stop: s, Picks: r.Int64N(1000)})
	}
	got, err := new(route.Solver).Slotting(l, trip.Start, trip.End, all, 10)
	if err != nil || len(got) != 10 {
		t.Fatalf("%v, %v", got, err)
	}
	for i := 1; i < len(got); i++ {
		if got[i].Saved > got[i-1].Saved {
			t.Errorf("%+v comes before %+v", got[i-1], got[i])
		}
	}
	all[7].Picks = -1
	_, err = new(route.Solver).Slotting(l, trip.Start, trip.End, all, 10)
	if at := new(route.PointError); !errors.As(err, &at) || at.Stop != 7 || !errors.Is(err, route.ErrPicks) {
		t.Error(err)
	}
}
