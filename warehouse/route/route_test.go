package route_test

import (
	"errors"
	"math/rand/v2"
	"testing"

	"warehouse-node/warehouse/route"
	"warehouse-node/warehouse/route/routetest"
)

// seeded is a source of instances; a failure names its seed.
func seeded(t *testing.T) *rand.Rand {
	t.Helper()
	seed := rand.Uint64()
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("seed %d", seed)
		}
	})
	return rand.New(rand.NewPCG(seed, 1))
}

// solved is the tour of a trip, checked; false when there is none.
func solved(t *testing.T, s *route.Solver, l *route.Layout, trip *route.Trip) (route.Tour, bool) {
	t.Helper()
	got, err := s.Tour(l, trip)
	if errors.Is(err, route.ErrUnreachable) {
		return got, false
	}
	if err == nil {
		err = routetest.Check(l, trip, got)
	}
	if err != nil {
		t.Fatalf("%v\n%+v\n%+v\n%+v", err, l, trip, got)
	}
	return got, true
}

// floors are kinds of floors, small enough to look at every order of the stops.
var floors = map[string]routetest.Floor{
	"one cross-aisle": {Crosses: 1, Aisles: 5, Cells: 9, Picks: 6, Apart: true},
	"one block":       {Crosses: 2, Aisles: 6, Cells: 9, Picks: 7},
	"one way out":     {Crosses: 2, Aisles: 6, Cells: 9, Picks: 6, Apart: true, Hurdles: 2},
	"two blocks":      {Crosses: 3, Aisles: 6, Cells: 5, Picks: 7, Apart: true},
	"uneven":          {Crosses: 3, Aisles: 6, Cells: 5, Picks: 6, Apart: true, Uneven: true},
	"hurdles":         {Crosses: 3, Aisles: 5, Cells: 5, Picks: 6, Apart: true, Uneven: true, Hurdles: 3},
	"three blocks":    {Crosses: 4, Aisles: 5, Cells: 4, Picks: 7, Apart: true, Uneven: true},
	"four blocks":     {Crosses: 5, Aisles: 4, Cells: 3, Picks: 6, Apart: true, Hurdles: 1},
	"one-way":         {Crosses: 3, Aisles: 7, Cells: 6, Picks: 6, Apart: true, OneWay: true},
	"five blocks":     {Crosses: 6, Aisles: 3, Cells: 2, Picks: 5, Hurdles: 1},
}

// TestTourIsShortest: the method of Held and Karp on the distances between the
// points finds nothing shorter, and reaches what the tour reaches.
func TestTourIsShortest(t *testing.T) {
	for name, f := range floors {
		t.Run(name, func(t *testing.T) {
			r, s, reached := seeded(t), new(route.Solver), 0
			for range 60 {
				l, trip := f.Make(r)
				g, e, err := l.Graph(trip)
				if err != nil {
					t.Fatal(err)
				}
				want, _, err := g.Exact(e)
				got, ok := solved(t, s, l, trip)
				if ok != (err == nil) || ok && got.Length != want {
					t.Fatalf("%d, want %d (%v)\n%+v\n%+v\n%+v", got.Length, want, err, l, trip, got)
				}
				if ok {
					reached++
				}
			}
			if reached < 8 {
				t.Errorf("only %d of 60 trips were possible", reached)
			}
		})
	}
}

// TestLongTourIsShortest: trips too long to try every order, against tours grown
// way by way.
func TestLongTourIsShortest(t *testing.T) {
	for name, f := range map[string]routetest.Floor{
		"one block":    {Crosses: 2, Aisles: 20, Cells: 30, Picks: 40},
		"two blocks":   {Crosses: 3, Aisles: 12, Cells: 20, Picks: 30},
		"uneven":       {Crosses: 3, Aisles: 8, Cells: 20, Picks: 20, Uneven: true, Hurdles: 3, Apart: true},
		"three blocks": {Crosses: 4, Aisles: 5, Cells: 10, Picks: 15},
	} {
		t.Run(name, func(t *testing.T) {
			r, s := seeded(t), new(route.Solver)
			for range 30 {
				l, trip := f.Make(r)
				g, e, err := l.Graph(trip)
				if err != nil {
					t.Fatal(err)
				}
				want, possible := routetest.Shortest(g, e)
				got, ok := solved(t, s, l, trip)
				if ok != possible || ok && got.Length != want {
					t.Fatalf("%d, want %d\n%+v\n%+v\n%+v", got.Length, want, l, trip, got)
				}
			}
		})
	}
}

// TestRulesAreNoShorter: every rule does the trip, and none beats the tour.
func TestRulesAreNoShorter(t *testing.T) {
	r, s, worse := seeded(t), new(route.Solver), map[route.Rule]int{}
	for i := range 300 {
		f := routetest.Floor{Crosses: 2 + i%2, Aisles: 10, Cells: 20, Picks: 20}
		l, trip := f.Make(r)
		best, _ := solved(t, s, l, trip)
		length := best.Length
		for _, rule := range route.Rules {
			got, err := s.Rule(rule, l, trip)
			if err == nil {
				err = routetest.Check(l, trip, got)
			}
			if err != nil || got.Length < length {
				t.Fatalf("%v: %d, shortest %d: %v\n%+v\n%+v", rule, got.Length, length, err, l, trip)
			}
			if got.Length > length {
				worse[rule]++
			}
		}
	}
	for _, rule := range route.Rules {
		if worse[rule] == 0 {
			t.Errorf("%v was always the shortest", rule)
		}
	}
}

// TestCombinedIsBestOfPassing: of the walks that pass or return from each aisle
// from left to right, S-shape and return are two.
func TestCombinedIsBestOfPassing(t *testing.T) {
	r, s := seeded(t), new(route.Solver)
	for range 200 {
		l, trip := routetest.Floor{Crosses: 2, Aisles: 10, Cells: 20, Picks: 20}.Make(r)
		combined, err := s.Rule(route.Combined, l, trip)
		if err != nil {
			t.Fatal(err)
		}
		for _, rule := range []route.Rule{route.SShape, route.Return} {
			if other, _ := s.Rule(rule, l, trip); combined.Length > other.Length {
				t.Fatalf("combined %d, %v %d\n%+v\n%+v", combined.Length, rule, other.Length, l, trip)
			}
		}
	}
}

// TestMirrored: a layout seen from the other end, from behind or backwards in time
// has tours as long.
func TestMirrored(t *testing.T) {
	many := routetest.Floor{Crosses: 3, Aisles: 8, Cells: 10, Picks: 20, Uneven: true, Hurdles: 2, Apart: true}
	oneWay := many
	oneWay.Picks, oneWay.OneWay = 8, true
	r, s := seeded(t), new(route.Solver)
	for i := range 100 {
		l, trip := []routetest.Floor{many, oneWay}[i%2].Make(r)
		want, ok := solved(t, s, l, trip)
		length := want.Length
		for name, turn := range map[string]func(*route.Layout, *route.Trip) (*route.Layout, *route.Trip){
			"left to right": flip, "upside down": overturn,
			"backwards": func(l *route.Layout, t *route.Trip) (*route.Layout, *route.Trip) {
				back := *l
				back.Aisles = nil
				for _, a := range l.Aisles {
					a.Way = against(a.Way)
					back.Aisles = append(back.Aisles, a)
				}
				return &back, &route.Trip{Start: t.End, End: t.Start, Stops: t.Stops}
			},
		} {
			ml, mt := turn(l, trip)
			if got, still := solved(t, s, ml, mt); still != ok || got.Length != length {
				t.Fatalf("%s: %d, was %d\n%+v\n%+v", name, got.Length, length, l, trip)
			}
		}
	}
}

func against(w route.Way) route.Way {
	return map[route.Way]route.Way{route.Ascending: route.Descending, route.Descending: route.Ascending}[w]
}

// flip is a layout seen from behind.
func flip(l *route.Layout, trip *route.Trip) (*route.Layout, *route.Trip) {
	last := len(l.Aisles) - 1
	ml, mt := &route.Layout{Cross: l.Cross}, &route.Trip{}
	for i := range l.Aisles {
		a := l.Aisles[last-i]
		a.X = -a.X
		ml.Aisles = append(ml.Aisles, a)
	}
	for _, p := range l.Shut {
		ml.Shut = append(ml.Shut, route.Piece{Cross: p.Cross, Aisle: last - 1 - p.Aisle})
	}
	point := func(p route.Point) route.Point { return route.Point{Aisle: last - p.Aisle, At: p.At, Off: -p.Off} }
	for _, s := range trip.Stops {
		s.Aisle = last - s.Aisle
		mt.Stops = append(mt.Stops, s)
	}
	mt.Start, mt.End = point(trip.Start), point(trip.End)
	return ml, mt
}

// overturn is a layout seen from the other end of the aisles.
func overturn(l *route.Layout, trip *route.Trip) (*route.Layout, *route.Trip) {
	turned := func(at []route.Length) (out []route.Length) {
		for i := range at {
			out = append(out, -at[len(at)-1-i])
		}
		return out
	}
	ml, mt := &route.Layout{Cross: turned(l.Cross)}, &route.Trip{}
	for _, a := range l.Aisles {
		ml.Aisles = append(ml.Aisles, route.Aisle{X: a.X, Cross: turned(a.Cross), Blocked: turned(a.Blocked), Way: against(a.Way)})
	}
	for _, p := range l.Shut {
		ml.Shut = append(ml.Shut, route.Piece{Cross: len(l.Cross) - 1 - p.Cross, Aisle: p.Aisle})
	}
	for _, s := range trip.Stops {
		s.At = -s.At
		mt.Stops = append(mt.Stops, s)
	}
	point := func(p route.Point) route.Point { p.At = -p.At; return p }
	mt.Start, mt.End = point(trip.Start), point(trip.End)
	return ml, mt
}

// TestMoreIsNoShorter: a stop more, a cross-aisle less, a hurdle more: no tour
// gets shorter by it.
func TestMoreIsNoShorter(t *testing.T) {
	f := routetest.Floor{Crosses: 3, Aisles: 8, Cells: 10, Picks: 15}
	r, s, longer := seeded(t), new(route.Solver), 0
	for range 100 {
		l, trip := f.Make(r)
		before, _ := solved(t, s, l, trip)
		length := before.Length
		more := *trip
		more.Stops = append([]route.Stop{{Aisle: r.IntN(len(l.Aisles)), At: l.Cross[0] + 5}}, trip.Stops...)
		closed := *l
		closed.Cross = []route.Length{l.Cross[0], l.Cross[2]}
		walled := *l
		walled.Aisles = append([]route.Aisle(nil), l.Aisles...)
		walled.Aisles[r.IntN(len(l.Aisles))].Blocked = []route.Length{l.Cross[1] + 3}
		for name, try := range map[string]struct {
			l    *route.Layout
			trip *route.Trip
		}{"a stop": {l, &more}, "a closed cross-aisle": {&closed, trip}, "a wall": {&walled, trip}} {
			after, ok := solved(t, s, try.l, try.trip)
			if ok && after.Length < length {
				t.Fatalf("%s: %d, was %d\n%+v\n%+v", name, after.Length, length, l, trip)
			}
			if after.Length > length {
				longer++
			}
		}
	}
	if longer == 0 {
		t.Error("nothing ever made a tour longer")
	}
}

// TestSteadySolver: the second time, a solver takes no memory; and what it did
// before does not change what it does.
func TestSteadySolver(t *testing.T) {
	r, s := seeded(t), new(route.Solver)
	for _, crosses := range []int{2, 3, 4} {
		l, trip := routetest.Floor{Crosses: crosses, Aisles: 20, Cells: 40, Picks: 30}.Make(r)
		used, _ := solved(t, s, l, trip)
		if fresh, err := route.Shortest(l, trip); err != nil || fresh.Length != used.Length {
			t.Errorf("%d by a fresh solver, %d by a used one: %v", fresh.Length, used.Length, err)
		}
		if n := testing.AllocsPerRun(10, func() { _, _ = s.Tour(l, trip) }); n > 0 {
			t.Errorf("%d cross-aisles: %v allocations", crosses, n)
		}
		if n := testing.AllocsPerRun(10, func() { _, _ = s.Rule(route.LargestGap, l, trip) }); n > 0 {
			t.Errorf("%d cross-aisles, largest gap: %v allocations", crosses, n)
		}
	}
}
