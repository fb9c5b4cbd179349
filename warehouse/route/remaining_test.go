package route_test

import (
	"errors"
	"slices"
	"testing"

	"warehouse-node/warehouse/route"
	"warehouse-node/warehouse/route/routetest"
)

// rest is a walk that is half done, on a floor of up to seven aisles.
func rest(t *testing.T, crosses, picks int) func() (*route.Layout, *route.Rest) {
	r := seeded(t)
	f := routetest.Floor{Crosses: crosses, Aisles: 7, Cells: 9, Picks: picks, Apart: true}
	return func() (*route.Layout, *route.Rest) {
		l, trip := f.Make(r)
		return l, &route.Rest{At: trip.Start, End: trip.End, Stops: trip.Stops}
	}
}

// tripOf is a rest as a trip past some of its stops.
func tripOf(r *route.Rest, stops ...int) *route.Trip {
	trip := &route.Trip{Start: r.At, End: r.End}
	for _, i := range stops {
		trip.Stops = append(trip.Stops, r.Stops[i])
	}
	return trip
}

// TestRemainingIsTheTour: with nothing in the way it is the shortest tour, and
// after its first stop it is what was left of it.
func TestRemainingIsTheTour(t *testing.T) {
	for crosses := 1; crosses <= 3; crosses++ {
		next, s := rest(t, crosses, 12), new(route.Solver)
		for range 60 {
			l, r := next()
			trip := route.Trip{Start: r.At, End: r.End, Stops: r.Stops}
			want, err := route.Shortest(l, &trip)
			if err != nil {
				t.Fatal(err)
			}
			left := want.Length
			for len(r.Stops) > 0 {
				got, err := s.Remaining(l, r)
				if err != nil || got.Length != left {
					t.Fatalf("%d stops: %d, want %d: %v", len(r.Stops), got.Length, left, err)
				}
				if err := routetest.Check(l, &route.Trip{Start: r.At, End: r.End, Stops: r.Stops}, got.Tour); err != nil {
					t.Fatal(err)
				}
				first := got.Order[0]
				at := route.Point{Aisle: r.Stops[first].Aisle, At: r.Stops[first].At}
				leg, err := route.Shortest(l, &route.Trip{Start: r.At, End: at})
				if err != nil {
					t.Fatal(err)
				}
				left -= leg.Length
				r.At, r.Stops = at, slices.Delete(r.Stops, first, first+1)
			}
		}
	}
}

// TestExpressIsFirst: and no walk that comes to the express stops first is shorter,
// says every order of the stops.
func TestExpressIsFirst(t *testing.T) {
	next, s := rest(t, 2, 6), new(route.Solver)
	for range 60 {
		l, r := next()
		for i := range r.Stops {
			if i%2 == 0 {
				r.Express = append(r.Express, i)
			}
		}
		got, err := s.Remaining(l, r)
		if err != nil {
			t.Fatal(err)
		}
		trip := tripOf(r, upTo(len(r.Stops))...)
		if err := routetest.Check(l, trip, got.Tour); err != nil {
			t.Fatal(err)
		}
		for _, i := range got.Order[:len(r.Express)] {
			if !slices.Contains(r.Express, i) {
				t.Fatalf("%v, express are %v", got.Order, r.Express)
			}
		}
		if want := expressByHand(t, l, trip, r.Express); got.Length != want {
			t.Fatalf("%d, want %d", got.Length, want)
		}
	}
}

func upTo(n int) []int {
	var all []int
	for i := range n {
		all = append(all, i)
	}
	return all
}

// expressByHand tries every order in which the express stops are first.
func expressByHand(t *testing.T, l *route.Layout, trip *route.Trip, express []int) route.Length {
	t.Helper()
	g, e, err := l.Graph(trip)
	if err != nil {
		t.Fatal(err)
	}
	far := make([][]route.Length, g.Nodes)
	for i := range far {
		far[i], _ = g.From(i)
	}
	best := route.Length(-1)
	var try func(at int, walked route.Length, left []int)
	try = func(at int, walked route.Length, left []int) {
		if len(left) == 0 {
			if walked += far[at][e.End]; best < 0 || walked < best {
				best = walked
			}
			return
		}
		waits := slices.ContainsFunc(left, func(i int) bool { return slices.Contains(express, i) })
		for k, i := range left {
			if !waits || slices.Contains(express, i) {
				try(e.Stops[i], walked+far[at][e.Stops[i]], slices.Delete(slices.Clone(left), k, k+1))
			}
		}
	}
	try(e.Start, 0, upTo(len(e.Stops)))
	return best
}

// TestClosedAislesAreNotEntered: their stops wait, the others are walked to by the
// shortest walk that stays out of them.
func TestClosedAislesAreNotEntered(t *testing.T) {
	next, s := rest(t, 2, 10), new(route.Solver)
	waited := 0
	for range 100 {
		l, r := next()
		r.Closed = []int{0, len(l.Aisles) / 2}
		got, err := s.Remaining(l, r)
		if at := new(route.PointError); errors.As(err, &at) && at.Stop == route.AtEnd && slices.Contains(r.Closed, r.End.Aisle) {
			continue // it ends inside
		}
		if err != nil {
			t.Fatal(err)
		}
		waited += len(got.Waiting)
		stuck := !slices.Contains(l.Cross, r.At.At) // stands in an aisle, not on a way across
		inside := func(aisle int) bool { return slices.Contains(r.Closed, aisle) && !(stuck && aisle == r.At.Aisle) }
		for i, stop := range r.Stops {
			if slices.Contains(got.Waiting, i) != inside(stop.Aisle) || slices.Contains(got.Order, i) == inside(stop.Aisle) {
				t.Fatalf("closed are %v, stop %d in aisle %d: waiting %v, order %v", r.Closed, i, stop.Aisle, got.Waiting, got.Order)
			}
		}
		for i := 1; i < len(got.Path); i++ {
			a, b := got.Path[i-1], got.Path[i]
			if a.Aisle == b.Aisle && a.At != b.At && inside(a.Aisle) && b.Point != r.End {
				t.Fatalf("from %v to %v in a closed aisle", a, b)
			}
		}
	}
	if waited == 0 {
		t.Error("nothing ever waited")
	}
}

// TestColleagueIsLeftAlone: their aisle comes last when that costs no more than
// was allowed, and else where the shortest walk has it.
func TestColleagueIsLeftAlone(t *testing.T) {
	next, s := rest(t, 2, 10), new(route.Solver)
	moved := 0
	for range 100 {
		l, r := next()
		r.Busy = []int{r.Stops[0].Aisle}
		plain, err := s.Remaining(l, r)
		if err != nil {
			t.Fatal(err)
		}
		r.Detour = 1 << 30
		last, err := s.Remaining(l, r)
		if err != nil {
			t.Fatal(err)
		}
		trip := tripOf(r, upTo(len(r.Stops))...)
		if err := routetest.Check(l, trip, last.Tour); err != nil {
			t.Fatal(err)
		}
		seen := false
		for _, i := range last.Order {
			if busy := slices.Contains(r.Busy, r.Stops[i].Aisle); seen && !busy {
				t.Fatalf("%v comes to aisle %d too early", last.Order, r.Busy[0])
			} else if busy {
				seen = true
			}
		}
		free := *r
		free.Busy = nil
		best, err := s.Remaining(l, &free)
		if err != nil || plain.Length != best.Length || last.Length < best.Length {
			t.Fatalf("%d without a detour, %d with, the shortest is %d (%v)", plain.Length, last.Length, best.Length, err)
		}
		if last.Length > best.Length {
			moved++
			r.Detour = last.Length - best.Length - 1
			if kept, err := s.Remaining(l, r); err != nil || kept.Length != best.Length {
				t.Fatalf("a detour of %d where %d are allowed (%v)", kept.Length-best.Length, r.Detour, err)
			}
		}
	}
	if moved == 0 {
		t.Error("nobody was ever waited for")
	}
}
