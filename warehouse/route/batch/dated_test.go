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
)

// dated makes a wave of which most orders are due while it is walked.
func dated(r *rand.Rand, orders, pickers int) *batch.Problem {
	p := wave(r, 1+r.IntN(2), orders, 6, 12)
	p.Pickers, p.PerCart, p.PerStop = pickers, route.Length(r.IntN(100)), route.Length(r.IntN(10))
	for i := range p.Orders {
		if r.IntN(4) > 0 {
			p.Orders[i].Due = 1 + route.Length(r.IntN(200*orders/pickers))
		}
		p.Orders[i].Weight = int64(r.IntN(3))
	}
	return p
}

// told is how late a plan is by what it says of its carts, which is checked.
func told(t *testing.T, p *batch.Problem, got batch.Plan) (late route.Length) {
	t.Helper()
	free := make([]route.Length, max(1, p.Pickers))
	for _, b := range got.Batches {
		if free[b.Picker] != slices.Min(free) {
			t.Fatalf("picker %d takes a cart at %d, another is free at %d", b.Picker, free[b.Picker], slices.Min(free))
		}
		free[b.Picker] += p.PerCart + b.Length
		for _, o := range b.Orders {
			free[b.Picker] += p.PerStop * route.Length(len(p.Orders[o].Stops))
		}
		if b.Done != free[b.Picker] {
			t.Fatalf("picker %d is back at %d, it says %d", b.Picker, free[b.Picker], b.Done)
		}
		for _, o := range b.Orders {
			if due := p.Orders[o].Due; due > 0 {
				late += max(0, b.Done-due) * route.Length(max(1, p.Orders[o].Weight))
			}
		}
	}
	return late
}

// TestDatedPlansKeepTheRules: every order once, no cart too full, nobody waits for a
// cart, lateness as it says, and never worse than what was told before.
func TestDatedPlansKeepTheRules(t *testing.T) {
	r := seeded(t)
	for _, orders := range []int{1, 9, 40} {
		p := dated(r, orders, 1+r.IntN(3))
		p.Orders[0].Due = 1
		p.Rounds = 2
		n, late, far := 0, route.Length(0), route.Length(0)
		p.Progress = func(_ int, nowLate, nowFar route.Length) {
			if n > 0 && (nowLate > late || nowLate == late && nowFar > far) {
				t.Errorf("%d late and %d long, then %d and %d", late, far, nowLate, nowFar)
			}
			n, late, far = n+1, nowLate, nowFar
		}
		got, err := batch.Solve(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		check(t, p, got)
		if want := told(t, p, got); got.Late != want || got.Late != late || got.Length != far {
			t.Errorf("%d late and %d long, it was told %d and %d; it is %d late", got.Late, got.Length, late, far, want)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		p.Progress, p.Rounds = nil, 0
		if got, err = batch.Solve(ctx, p); err != nil {
			t.Fatal(err)
		}
		cancel()
		check(t, p, got)
	}
}

// TestDatedPlansAreTheBest: of few orders, every way to fill carts and to begin them
// one after the other finds nothing that is less late, or as late and shorter.
func TestDatedPlansAreTheBest(t *testing.T) {
	sometimes := 0
	for seed := range uint64(4) { // kept: a search proves nothing
		r := rand.New(rand.NewPCG(seed, 9))
		p := dated(r, 5, 1+r.IntN(2))
		for i := range p.Orders {
			p.Orders[i].Due *= 1 + route.Length(seed%2*5) // half of the waves can be in time
		}
		p.Orders[0].Due += 1000 * route.Length(seed%2+1)
		p.Rounds = 4
		got, err := batch.Solve(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		late, far := bestInTurn(t, p)
		if got.Late != late || got.Length != far {
			t.Errorf("seed %d: %d late and %d long, want %d and %d", seed, got.Late, got.Length, late, far)
		}
		if late > 0 {
			sometimes++
		}
	}
	if sometimes == 0 || sometimes == 4 {
		t.Errorf("%d of 4 waves cannot be in time", sometimes)
	}
}

// bestInTurn looks at every order of the orders, cut into carts in every way.
func bestInTurn(t *testing.T, p *batch.Problem) (late, far route.Length) {
	t.Helper()
	first, walks := true, map[int]route.Length{}
	var turn func(order, left []int)
	turn = func(order, left []int) {
		for i, o := range left {
			turn(append(slices.Clone(order), o), slices.Delete(slices.Clone(left), i, i+1))
		}
		if len(left) > 0 {
			return
		}
		for cuts := range 1 << (len(order) - 1) {
			l, f, ok := inTurn(t, p, order, cuts, walks)
			if ok && (first || l < late || l == late && f < far) {
				late, far, first = l, f, false
			}
		}
	}
	all := make([]int, len(p.Orders))
	for i := range all {
		all[i] = i
	}
	turn(nil, all)
	return late, far
}

// inTurn is how late and how long carts are that are filled in turn, a new one after
// each bit of cuts; false if one is too full. A walk past the same orders is looked up
// by their bits.
func inTurn(t *testing.T, p *batch.Problem, order []int, cuts int, walks map[int]route.Length) (late, far route.Length, ok bool) {
	t.Helper()
	free := make([]route.Length, p.Pickers)
	load, took := int64(0), p.PerCart
	trip := route.Trip{Start: p.Start, End: p.End}
	var on []int
	for i, o := range order {
		if load += p.Orders[o].Load[0]; load > p.Capacity[0] {
			return 0, 0, false
		}
		on = append(on, o)
		trip.Stops = append(trip.Stops, p.Orders[o].Stops...)
		took += p.PerStop * route.Length(len(p.Orders[o].Stops))
		if i < len(order)-1 && cuts>>i&1 == 0 {
			continue
		}
		cart := 0
		for _, o := range on {
			cart |= 1 << o
		}
		if _, ok := walks[cart]; !ok {
			tour, err := route.Shortest(p.Layout, &trip)
			if err != nil {
				t.Fatal(err)
			}
			walks[cart] = tour.Length
		}
		far += walks[cart]
		next := slices.Index(free, slices.Min(free))
		free[next] += took + walks[cart]
		for _, o := range on {
			if due := p.Orders[o].Due; due > 0 {
				late += max(0, free[next]-due) * route.Length(max(1, p.Orders[o].Weight))
			}
		}
		load, took, on, trip.Stops = 0, p.PerCart, nil, nil
	}
	return late, far, true
}

// TestSameSeedSameDatedPlan: whatever the number of cores.
func TestSameSeedSameDatedPlan(t *testing.T) {
	p := dated(seeded(t), 30, 2)
	p.Orders[0].Due, p.Rounds = 1, 2
	first, err := batch.Solve(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	again, err := batch.Solve(t.Context(), p)
	if err != nil || first.Late != again.Late || first.Length != again.Length || len(first.Batches) != len(again.Batches) {
		t.Fatalf("%d late and %d long, then %d and %d (%v)", first.Late, first.Length, again.Late, again.Length, err)
	}
	for i := range first.Batches {
		if !slices.Equal(first.Batches[i].Orders, again.Batches[i].Orders) {
			t.Fatalf("cart %d: %v, then %v", i, first.Batches[i], again.Batches[i])
		}
	}
}

// TestPolicies: each keeps its rule, and what may do more walks no further.
func TestPolicies(t *testing.T) {
	r := seeded(t)
	p := wave(r, 2, 9, 5, 15)
	p.Totes = 2
	last := route.Length(-1)
	for _, policy := range []batch.Policy{batch.SingleOrder, batch.Cluster, batch.BatchAndSort} {
		work, err := batch.Arrange(t.Context(), policy, p, nil)
		if err != nil || len(work) != 1 || !work[0].Optimal {
			t.Fatalf("%v: %+v (%v)", policy, work, err)
		}
		check(t, p, work[0].Plan)
		for _, b := range work[0].Batches {
			if n := len(b.Orders); policy == batch.SingleOrder && n > 1 || policy == batch.Cluster && n > 2 {
				t.Errorf("%v: a cart with %d orders", policy, n)
			}
		}
		if last >= 0 && work[0].Length > last {
			t.Errorf("%v walks %d, the one before %d", policy, work[0].Length, last)
		}
		last = work[0].Length
	}
	if _, err := batch.Arrange(t.Context(), batch.Cluster, wave(r, 1, 3, 2, 9), nil); !errors.Is(err, batch.ErrPolicy) {
		t.Errorf("a cart without totes: %v", err)
	}
	p.Rounds, p.Totes = 1, 3
	for range 11 {
		p.Orders = append(p.Orders, p.Orders[len(p.Orders)-9])
	}
	work, err := batch.Arrange(t.Context(), batch.Cluster, p, nil)
	if err != nil {
		t.Fatal(err)
	}
	check(t, p, work[0].Plan)
	for _, b := range work[0].Batches {
		if len(b.Orders) > 3 {
			t.Errorf("a search puts %d orders into three totes", len(b.Orders))
		}
	}
}

// TestZones: every stop is walked to in its own zone, and nowhere else.
func TestZones(t *testing.T) {
	p := wave(seeded(t), 1, 9, 8, 15)
	zones := []int{0, 0, 0, 7, 7, 7, 7, 2, 2, 2}
	work, err := batch.Arrange(t.Context(), batch.Zone, p, zones)
	if err != nil {
		t.Fatal(err)
	}
	seen := make([]int, len(p.Orders))
	for _, w := range work {
		part := *p
		part.Orders = slices.Clone(p.Orders)
		for i := range part.Orders {
			o := &part.Orders[i]
			o.Stops = slices.DeleteFunc(slices.Clone(o.Stops), func(s route.Stop) bool { return zones[s.Aisle] != w.Zone })
			o.Load = []int64{int64(len(o.Stops))} // an article a stop
		}
		for _, b := range w.Batches {
			trip, load := route.Trip{Start: p.Start, End: p.End}, int64(0)
			for _, o := range b.Orders {
				seen[o] += len(part.Orders[o].Stops)
				load += part.Orders[o].Load[0]
				trip.Stops = append(trip.Stops, part.Orders[o].Stops...)
			}
			if tour, err := route.Shortest(p.Layout, &trip); err != nil || tour.Length != b.Length || load > 15 {
				t.Errorf("zone %d: %+v carries %d and is %d long (%v)", w.Zone, b, load, tour.Length, err)
			}
		}
	}
	for o, n := range seen {
		if n != len(p.Orders[o].Stops) {
			t.Errorf("order %d: %d of %d stops", o, n, len(p.Orders[o].Stops))
		}
	}
	if _, err := batch.Arrange(t.Context(), batch.Zone, p, zones[1:]); !errors.Is(err, batch.ErrPolicy) {
		t.Errorf("an aisle without a zone: %v", err)
	}
}

// TestWhatCannotBeDue: and who cannot walk.
func TestWhatCannotBeDue(t *testing.T) {
	for want, change := range map[error]func(*batch.Problem){
		batch.ErrDue:      func(p *batch.Problem) { p.Orders[3].Due = -1 },
		batch.ErrNegative: func(p *batch.Problem) { p.Pickers = -1 },
	} {
		p := dated(seeded(t), 5, 1)
		change(p)
		if _, err := batch.Solve(t.Context(), p); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
}
