package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"warehouse-node/warehouse/route"
	"warehouse-node/warehouse/route/routetest"
)

// BenchmarkSpeedRoute is how short tours are and how long they take. Every length
// is proved by another method; the floor of time is the rule of the largest gap on
// the same trips.
func BenchmarkSpeedRoute(b *testing.B) {
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 0))
	for blocks := 1; blocks <= 2; blocks++ {
		proveTours(b, r, blocks, scaled(5000), seed)
	}
	for i, bound := range []float64{5, 25} {
		blocks := i + 1
		trips := makeTrips(r, blocks, scaled(200), func() (int, int) { return 5 + r.IntN(46), 30 })
		ours, floor, again := lapTours(b, trips, route.LargestGap), lapTours(b, trips, route.LargestGap), lapTours(b, trips, route.LargestGap)
		for range rounds() {
			floor.run()
			ours.exact()
			again.run()
		}
		reportFigure(figure{
			what: fmt.Sprintf("tour of 30 stops, %d block(s), over largest gap, CPU", blocks),
			ours: fmt.Sprintf("%.1f µs", median(ours.took)), floor: fmt.Sprintf("%.1f µs", median(floor.took)),
			ratio: over(ours.took, floor.took), self: over(again.took, floor.took), bound: bound,
		})
	}
	growTours(b, r)
	planAnew(b, r, seed)
	var each []string
	for blocks := 1; blocks <= 5; blocks++ {
		l := lapTours(b, makeTrips(r, blocks, scaled(50), func() (int, int) { return 20, 30 }), route.LargestGap)
		for range 3 {
			l.exact()
		}
		each = append(each, fmt.Sprintf("%.0f", median(l.took)))
	}
	reportNote("A tour of 30 stops in 20 aisles takes %v µs of CPU with 1, 2, 3, 4 and 5 blocks.", each)
}

// proveTours compares tours with those grown way by way, and the rules with both.
func proveTours(b *testing.B, r *rand.Rand, blocks, n int, seed uint64) {
	var s route.Solver
	var best float64
	walked := map[route.Rule]float64{}
	for range n {
		l, t := routetest.Block(r, blocks, 5+r.IntN(46), 30+r.IntN(151), 3+r.IntN(28))
		g, e, err := l.Graph(t)
		if err != nil {
			b.Fatal(err)
		}
		want, _ := routetest.Shortest(g, e)
		got, err := s.Tour(l, t)
		if err == nil {
			err = routetest.Check(l, t, got)
		}
		if err != nil || got.Length != want {
			b.Fatalf("seed %d: %d, the shortest is %d: %v\n%+v\n%+v", seed, got.Length, want, err, l, t)
		}
		best += float64(want)
		for _, rule := range route.Rules {
			w, err := s.Rule(rule, l, t)
			if err != nil {
				b.Fatal(err)
			}
			walked[rule] += float64(w.Length)
		}
	}
	more := ""
	for _, rule := range route.Rules {
		more += fmt.Sprintf(", %v +%.1f %%", rule, 100*(walked[rule]/best-1))
	}
	reportNote("Of %d tours through %d block(s), all are the shortest (seed %d); longer than these, all together%s.", n, blocks, seed, more)
}

// oneTrip is a trip to be timed.
type oneTrip struct {
	l *route.Layout
	t *route.Trip
}

func makeTrips(r *rand.Rand, blocks, n int, size func() (aisles, picks int)) (all []oneTrip) {
	for range n {
		aisles, picks := size()
		l, t := routetest.Block(r, blocks, aisles, 30+r.IntN(151), picks)
		all = append(all, oneTrip{l, t})
	}
	return all
}

// tourLap is trips that are solved again and again, and µs a trip of each time:
// of the processor, for that is all that a tour takes, and a busy machine does not
// count.
type tourLap struct {
	b     *testing.B
	s     route.Solver
	trips []oneTrip
	rule  route.Rule
	took  []float64
}

func lapTours(b *testing.B, trips []oneTrip, rule route.Rule) *tourLap {
	return &tourLap{b: b, trips: trips, rule: rule}
}

func (l *tourLap) time(do func(*oneTrip) error) {
	const times = 5
	began := cpuTime()
	for range times {
		for i := range l.trips {
			if err := do(&l.trips[i]); err != nil {
				l.b.Fatal(err)
			}
		}
	}
	l.took = append(l.took, float64((cpuTime()-began).Nanoseconds())/1000/float64(times*len(l.trips)))
}

func (l *tourLap) exact() {
	l.time(func(t *oneTrip) error { _, err := l.s.Tour(t.l, t.t); return err })
}

func (l *tourLap) run() {
	l.time(func(t *oneTrip) error { _, err := l.s.Rule(l.rule, t.l, t.t); return err })
}

// planAnew is how long it takes to plan the rest of a walk, at a scan in the middle
// of it: plainly, with a colleague in an aisle and another one closed, and with
// express stops among the others.
func planAnew(b *testing.B, r *rand.Rand, seed uint64) {
	var s route.Solver
	for blocks := 1; blocks <= 2; blocks++ {
		var took [3][]float64
		for range scaled(100) {
			l, t := routetest.Block(r, blocks, 5+r.IntN(46), 30+r.IntN(151), 31)
			rest := route.Rest{At: route.Point{Aisle: t.Stops[0].Aisle, At: t.Stops[0].At}, End: t.End, Stops: t.Stops[1:]}
			for kind := range took {
				switch kind {
				case 1:
					rest.Busy, rest.Closed, rest.Detour = []int{t.Stops[1].Aisle}, []int{t.Stops[2].Aisle}, 1000
				case 2:
					rest.Express = []int{0, 1, 2}
				}
				began := cpuTime()
				if _, err := s.Remaining(l, &rest); err != nil {
					b.Fatalf("seed %d: %v", seed, err)
				}
				took[kind] = append(took[kind], float64((cpuTime()-began).Nanoseconds())/1000)
			}
		}
		reportNote("The rest of a walk of 30 stops, planned anew in %d block(s): %.0f µs of CPU, %.0f with a closed aisle and a colleague, %.0f with three express stops; the slowest %.0f (seed %d).",
			blocks, median(took[0]), median(took[1]), median(took[2]), slices.Max(slices.Concat(took[:]...)), seed)
	}
}

// growTours is the time of tours with ten times the aisles and the stops.
func growTours(b *testing.B, r *rand.Rand) {
	for blocks := 1; blocks <= 2; blocks++ {
		few := makeTrips(r, blocks, scaled(200), func() (int, int) { return 10, 20 })
		ours := lapTours(b, makeTrips(r, blocks, scaled(200), func() (int, int) { return 100, 200 }), 0)
		floor, again := lapTours(b, few, 0), lapTours(b, few, 0)
		for range rounds() {
			floor.exact()
			ours.exact()
			again.exact()
		}
		reportFigure(figure{
			what: fmt.Sprintf("tour, %d block(s), 100 aisles over 10, CPU", blocks),
			ours: fmt.Sprintf("%.1f µs", median(ours.took)), floor: fmt.Sprintf("%.1f µs", median(floor.took)),
			ratio: over(ours.took, floor.took), self: over(again.took, floor.took), bound: 12,
		})
	}
}

// BenchmarkSpeedGraph is how much longer walks over a general graph are than the
// shortest ones, and than the gap says that they can be: on the graphs of floors whose
// shortest tours are known by another method.
func BenchmarkSpeedGraph(b *testing.B) {
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 0))
	for _, stops := range []int{12, 20, 40} {
		n, gap, stated, longest, best := scaled(20), 0.0, 0.0, time.Duration(0), 0
		for range n {
			l, t := routetest.Block(r, 2, 5+r.IntN(16), 30+r.IntN(61), stops)
			want, err := route.Shortest(l, t)
			if err != nil {
				b.Fatal(err)
			}
			g, e, err := l.Graph(t)
			if err != nil {
				b.Fatal(err)
			}
			began := cpuTime()
			got, err := g.Walk(e)
			longest = max(longest, cpuTime()-began)
			if err != nil || got.Length < want.Length || got.AtLeast > want.Length {
				b.Fatalf("seed %d: %+v, the shortest is %d: %v", seed, got, want.Length, err)
			}
			if gap, stated = gap+float64(got.Length)/float64(want.Length)-1, stated+float64(got.Length)/float64(got.AtLeast)-1; got.Length == want.Length {
				best++
			}
		}
		reportNote("Of %d walks past %d stops of a general graph, %d are the shortest; in the mean they are %.2f %% longer, and say that it is at most %.2f %%; the slowest took %.0f ms of CPU (seed %d).",
			n, stops, best, 100*gap/float64(n), 100*stated/float64(n), longest.Seconds()*1000, seed)
	}
}

// BenchmarkSpeedChoice is how much more the choice costs than the best one when
// articles lie in several bins and there are 50 ms to choose: one piece of each, or
// several that may have to come from several bins, where what expires first goes
// first. The best is proved by another method that takes its time.
func BenchmarkSpeedChoice(b *testing.B) {
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 0))
	for _, kind := range []struct {
		bins, wants int
		several     bool
	}{{2, 14, false}, {2, 25, false}, {2, 20, true}, {5, 6, false}, {5, 12, false}, {5, 10, true}} {
		n, gap, longest, optimal, proven := scaled(20), 0.0, time.Duration(0), 0, 0
		for range n {
			l, p := makePicking(r, kind.bins, kind.wants, kind.several)
			var s route.Solver
			ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
			began := time.Now()
			got, err := s.Choose(ctx, l, p)
			longest = max(longest, time.Since(began))
			cancel()
			if err != nil {
				b.Fatal(err)
			}
			best, ok := routetest.CheapestChoice(l, p, got.Length, 100_000)
			if !ok {
				continue
			}
			proven++
			if gap += float64(got.Length)/float64(best) - 1; got.Length == best {
				optimal++
			}
		}
		what := "one piece of each"
		if kind.several {
			what = "one to four pieces, by two days of expiry"
		}
		reportNote("Of %d trips for %d articles in %d bins each, %s, the best is proven of %d; %d of these are found within 50 ms, the mean is %.2f %% longer; the slowest took %.0f ms (seed %d).",
			n, kind.wants, kind.bins, what, proven, optimal, 100*gap/float64(max(1, proven)), longest.Seconds()*1000, seed)
	}
}

// makePicking makes articles in so many bins each.
func makePicking(r *rand.Rand, bins, wants int, several bool) (*route.Layout, *route.Picking) {
	l, t := routetest.Block(r, 1, 5+r.IntN(20), 30+r.IntN(60), bins*wants)
	p := &route.Picking{Start: t.Start, End: t.End}
	for i := 0; i < len(t.Stops); i += bins {
		w := route.Want{Quantity: 1}
		if several {
			w.Quantity += r.Int64N(4)
		}
		have := int64(0)
		for _, s := range t.Stops[i : i+bins] {
			bin := route.Bin{Stop: s, Quantity: 1}
			if several {
				bin.Quantity, bin.Class = 1+r.Int64N(4), r.Int64N(2)
			}
			have += bin.Quantity
			w.Bins = append(w.Bins, bin)
		}
		w.Quantity = min(w.Quantity, have)
		p.Wants = append(p.Wants, w)
	}
	return l, p
}
