package batch_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"warehouse-node/warehouse/route"
	"warehouse-node/warehouse/route/batch"
	"warehouse-node/warehouse/route/batch/batchtest"
	"warehouse-node/warehouse/route/routetest"
)

// seeded is a source of waves; a failure names its seed.
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

// wave makes orders of a few articles each, on a floor of ten aisles.
func wave(r *rand.Rand, blocks, orders, most int, capacity int64) *batch.Problem {
	l, home := routetest.Block(r, blocks, 10, 45, 1)
	p := &batch.Problem{Layout: l, Start: home.Start, End: home.End, Capacity: []int64{capacity}, Seed: r.Uint64()}
	for range orders {
		_, trip := routetest.Block(r, blocks, 10, 45, 1+r.IntN(most))
		p.Orders = append(p.Orders, batch.Order{Stops: trip.Stops, Load: []int64{int64(len(trip.Stops))}})
	}
	return p
}

// check says what is wrong with a plan.
func check(t *testing.T, p *batch.Problem, got batch.Plan) {
	t.Helper()
	seen, far := make([]bool, len(p.Orders)), route.Length(0)
	for _, b := range got.Batches {
		load, trip := make([]int64, len(p.Capacity)), route.Trip{Start: p.Start, End: p.End}
		for _, o := range b.Orders {
			if seen[o] {
				t.Fatalf("order %d is on two carts", o)
			}
			seen[o] = true
			for k, l := range p.Orders[o].Load {
				load[k] += l
			}
			trip.Stops = append(trip.Stops, p.Orders[o].Stops...)
		}
		for k := range load {
			if load[k] > p.Capacity[k] {
				t.Fatalf("a cart of %d carries %d", p.Capacity[k], load[k])
			}
		}
		if tour, err := route.Shortest(p.Layout, &trip); err != nil || tour.Length != b.Length {
			t.Fatalf("a walk of %d is %d long (%v)", b.Length, tour.Length, err)
		}
		far += b.Length
	}
	if far != got.Length || slices.Contains(seen, false) {
		t.Fatalf("%d long in all, it says %d; carried: %v", far, got.Length, seen)
	}
}

// TestFewOrdersAreProven: nothing that full enumeration finds is shorter, and the
// search finds the same when it may not look at everything.
func TestFewOrdersAreProven(t *testing.T) {
	r := seeded(t)
	for range 6 {
		p := wave(r, 1+r.IntN(2), 5+r.IntN(4), 8, 15)
		want, err := batchtest.Every(p)
		if err != nil {
			t.Fatal(err)
		}
		got, err := batch.Solve(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		check(t, p, got)
		if !got.Optimal || got.Length != want {
			t.Fatalf("%d (proven: %v), want %d", got.Length, got.Optimal, want)
		}
		// The same orders, each twice as one wave too large to enumerate, are no longer than twice.
		twice := *p
		twice.Orders, twice.Rounds = append(slices.Clone(p.Orders), p.Orders...), 2
		if len(twice.Orders) <= batch.MaxExact {
			continue
		}
		both, err := batch.Solve(t.Context(), &twice)
		if err != nil {
			t.Fatal(err)
		}
		check(t, &twice, both)
		if float64(both.Length) > 2.02*float64(want) {
			t.Errorf("twice the orders are %d, once %d", both.Length, want)
		}
	}
}

// TestPlansKeepTheRules: every order once, no cart too full, walks as long as they
// say, and never longer than what was told before.
func TestPlansKeepTheRules(t *testing.T) {
	r := seeded(t)
	for _, size := range []struct {
		orders, most int
		capacity     int64
		rounds       int // the third one anneals
	}{{15, 3, 24, 3}, {18, 6, 24, 3}, {50, 3, 4, 1}} {
		p := wave(r, 1+r.IntN(2), size.orders, size.most, size.capacity)
		p.Rounds = size.rounds
		last := route.Length(-1)
		p.Progress = func(round int, _, far route.Length) {
			if last >= 0 && far > last {
				t.Errorf("round %d made %d of %d", round, far, last)
			}
			last = far
		}
		got, err := batch.Solve(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		check(t, p, got)
		if got.Length != last {
			t.Errorf("%d, the last that was told is %d", got.Length, last)
		}
	}
}

// TestSearchBeatsTheRules: it starts from savings among all orders, and each rule keeps
// the rules of carts.
func TestSearchBeatsTheRules(t *testing.T) {
	r := seeded(t)
	for blocks := 1; blocks <= 2; blocks++ {
		p := wave(r, blocks, 24, 8, 24)
		p.Rounds = 1
		var told []route.Length
		p.Progress = func(_ int, _, far route.Length) { told = append(told, far) }
		got, err := batch.Solve(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		if saved, err := batch.Follow(t.Context(), batch.Savings, p); err != nil || told[0] != saved.Length {
			t.Errorf("it starts from %d, savings are %d (%v)", told[0], saved.Length, err)
		}
		last := route.Length(0)
		for _, rule := range []batch.Rule{batch.Savings, batch.FirstCome} {
			plain, err := batch.Follow(t.Context(), rule, p)
			if err != nil {
				t.Fatal(err)
			}
			check(t, p, plain)
			if plain.Length < got.Length || plain.Length <= last {
				t.Errorf("%v finds %d, the search %d, the better rule %d", rule, plain.Length, got.Length, last)
			}
			last = plain.Length
		}
	}
}

// TestSameSeedSamePlan: whatever the number of cores.
func TestSameSeedSamePlan(t *testing.T) {
	p := wave(seeded(t), 1, 50, 3, 4) // more carts than are searched together
	p.Rounds = 2
	first, err := batch.Solve(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	again, err := batch.Solve(t.Context(), p)
	if err != nil || first.Length != again.Length || len(first.Batches) != len(again.Batches) {
		t.Fatalf("%d on %d carts, then %d on %d (%v)", first.Length, len(first.Batches), again.Length, len(again.Batches), err)
	}
	for i := range first.Batches {
		if !slices.Equal(first.Batches[i].Orders, again.Batches[i].Orders) {
			t.Fatalf("cart %d: %v, then %v", i, first.Batches[i], again.Batches[i])
		}
	}
}

// TestThereIsAPlanAtAnyTime: when no time is left at all, too.
func TestThereIsAPlanAtAnyTime(t *testing.T) {
	p := wave(seeded(t), 2, 300, 6, 24)
	for _, after := range []time.Duration{0, time.Millisecond, 30 * time.Millisecond} {
		ctx, cancel := context.WithTimeout(t.Context(), after)
		got, err := batch.Solve(ctx, p)
		cancel()
		if err != nil {
			t.Fatal(err)
		}
		check(t, p, got)
		alone := route.Length(0)
		for i := range p.Orders {
			one := *p
			one.Orders = p.Orders[i : i+1]
			plan, err := batch.Solve(t.Context(), &one)
			if err != nil {
				t.Fatal(err)
			}
			alone += plan.Length
		}
		if 4*got.Length > 3*alone {
			t.Errorf("after %v %d, one by one %d", after, got.Length, alone)
		}
	}
}

// TestWhatIsWrongIsSaid: with the order's number.
func TestWhatIsWrongIsSaid(t *testing.T) {
	for want, change := range map[error]func(*batch.Problem){
		batch.ErrTooLarge: func(p *batch.Problem) { p.Orders[2].Load[0] = 25 },
		batch.ErrLoad:     func(p *batch.Problem) { p.Orders[2].Load = nil },
		route.ErrOutside:  func(p *batch.Problem) { p.Orders[2].Stops[0].Aisle = 77 },
		route.ErrUnreachable: func(p *batch.Problem) {
			p.Orders[2].Stops[0] = route.Stop{Aisle: 3, At: 40}
			p.Layout.Aisles[3].Blocked = []route.Length{39, 41}
		},
	} {
		p := wave(seeded(t), 1, 5, 4, 24)
		p.Orders[2].Stops = p.Orders[2].Stops[:1]
		for i := range p.Orders {
			if i != 2 {
				p.Orders[i].Stops = []route.Stop{{Aisle: 1, At: 2}}
			}
		}
		change(p)
		_, err := batch.Solve(t.Context(), p)
		if at := new(batch.OrderError); !errors.As(err, &at) || at.Order != 2 || !errors.Is(err, want) {
			t.Errorf("%v, want %v of order 2", err, want)
		}
	}
}
