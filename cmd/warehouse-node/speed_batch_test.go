package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"warehouse-node/warehouse/route"
	"warehouse-node/warehouse/route/batch"
	"warehouse-node/warehouse/route/batch/batchtest"
	"warehouse-node/warehouse/route/routetest"
)

// batchWave makes orders of up to so many articles on ten aisles of 45 cells, with
// a capacity in articles.
func batchWave(r *rand.Rand, orders, most int, capacity int64) *batch.Problem {
	l, home := routetest.Block(r, 1, 10, 45, 1)
	p := &batch.Problem{Layout: l, Start: home.Start, End: home.End, Capacity: []int64{capacity}, Seed: r.Uint64()}
	for range orders {
		_, trip := routetest.Block(r, 1, 10, 45, 1+r.IntN(most))
		p.Orders = append(p.Orders, batch.Order{Stops: trip.Stops, Load: []int64{int64(len(trip.Stops))}})
	}
	return p
}

// solveWithin is the plan that is found in a time.
func solveWithin(b *testing.B, p *batch.Problem, limit time.Duration) (batch.Plan, time.Duration) {
	b.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	began := time.Now()
	got, err := batch.Solve(ctx, p)
	if err != nil {
		b.Fatal(err)
	}
	return got, time.Since(began)
}

// BenchmarkSpeedBatches is how much longer the walks of the kept waves are after a
// while than the best known ones, beside those of the rules; and how long whole waves
// take. The best known plans, and for how long each was sought, are in
// testdata/batching.
func BenchmarkSpeedBatches(b *testing.B) {
	limits := []time.Duration{100 * time.Millisecond, time.Second, 10 * time.Second}
	if testing.Short() {
		limits = limits[:2]
	}
	seed := rand.Uint64()
	overKnown(b, limits, seed)
	r := rand.New(rand.NewPCG(seed, 0))
	inTime(b, r, seed)
	wholeWaves(b, r, seed)
}

// overKnown plans the kept waves within each limit.
func overKnown(b *testing.B, limits []time.Duration, seed uint64) {
	found := map[string]*overs{}
	for _, k := range knownPlans(b) {
		p := knownWave(b, k.ID)
		p.Seed = seed
		kind, _, _ := strings.Cut(k.ID, "-")
		if found[kind] == nil {
			found[kind] = &overs{gaps: make([]float64, len(limits)), worst: make([]float64, len(limits))}
		}
		o := found[kind]
		o.waves++
		for i, limit := range limits {
			got, _ := solveWithin(b, p, limit)
			if err := batchtest.Check(p, &got); err != nil {
				b.Fatal(err)
			}
			gap := over100(got.Length, k.Length)
			o.gaps[i] += gap
			o.worst[i] = max(o.worst[i], gap)
		}
		o.sought[0], o.sought[1] = o.sought[0]+k.Search.Seconds, o.sought[1]+k.Anneal.Seconds
		for i, rule := range []batch.Rule{batch.Savings, batch.FirstCome} {
			plain, err := batch.Follow(context.Background(), rule, p)
			if err != nil {
				b.Fatal(err)
			}
			o.rules[i] += over100(plain.Length, k.Length)
		}
	}
	for _, kind := range []string{"few", "tight", "loose"} {
		o := found[kind]
		n, text := float64(o.waves), ""
		for i, limit := range limits {
			text += fmt.Sprintf(", %v: %+.2f %% (worst %+.2f %%)", limit, o.gaps[i]/n, o.worst[i])
		}
		reportNote("%d %s waves over the best known (sought %.0f s by search and %.0f s by annealing each)%s; savings %+.1f %%, first come %+.1f %% (seed %d).",
			o.waves, kind, o.sought[0]/n, o.sought[1]/n, text, o.rules[0]/n, o.rules[1]/n, seed)
	}
}

// overs are the gaps of a kind of waves, in per cent and added up.
type overs struct {
	waves       int
	gaps, worst []float64
	rules       [2]float64
	sought      [2]float64
}

func over100(far, best route.Length) float64 { return 100 * (float64(far)/float64(best) - 1) }

// inTime is how late orders are when carts are filled in turn of the due times, and
// when they are planned for a second.
func inTime(b *testing.B, r *rand.Rand, seed uint64) {
	n, late, inTurn, longer := scaled(6), 0.0, 0.0, 0.0
	for range n {
		p := batchWave(r, 60, 8, 36)
		free, err := batch.Follow(context.Background(), batch.Savings, p)
		if err != nil {
			b.Fatal(err)
		}
		p.Pickers = 3
		for i := range p.Orders { // all can be in time only with luck
			p.Orders[i].Due = 1 + route.Length(r.Int64N(int64(free.Length)/3))
		}
		first := route.Length(-1)
		p.Progress = func(_ int, late, _ route.Length) {
			if first < 0 {
				first = late
			}
		}
		got, _ := solveWithin(b, p, time.Second)
		late, inTurn = late+float64(got.Late), inTurn+float64(first)
		longer += float64(got.Length)/float64(free.Length) - 1
	}
	reportNote("%d waves of 60 orders with due times, three pickers: lateness after 1 s is %.2f of that of the better start (in turn, or savings among neighbours in time); walks %+.1f %% against savings without due times (seed %d).",
		n, late/inTurn, 100*longer/float64(n), seed)
}

// wholeWaves is how long a large wave takes, and its walks over those by savings.
func wholeWaves(b *testing.B, r *rand.Rand, seed uint64) {
	for _, wave := range []struct {
		orders int
		limit  time.Duration
	}{{1000, 2 * time.Second}, {10_000, 30 * time.Second}} {
		p := batchWave(r, scaled(wave.orders), 8, 36)
		began := cpuTime()
		got, took := solveWithin(b, p, wave.limit-wave.limit/20)
		worked := cpuTime() - began
		plain, err := batch.Follow(context.Background(), batch.Savings, p)
		if err != nil {
			b.Fatal(err)
		}
		reportNote("A wave of %d orders took %.1f s, %.1f s of CPU; its walks are %.3f of those by savings (seed %d).",
			len(p.Orders), took.Seconds(), worked.Seconds(), float64(got.Length)/float64(plain.Length), seed)
	}
}
