package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"warehouse-node/warehouse/route"
	"warehouse-node/warehouse/route/batch"
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

// BenchmarkSpeedBatches is how long the walks of a wave are after a while, over
// those of a run that is several times as long, and over the rules.
func BenchmarkSpeedBatches(b *testing.B) {
	limits, long := []time.Duration{100 * time.Millisecond, time.Second}, 6*time.Second
	if testing.Short() {
		long = 3 * time.Second
	}
	judgeBatches(b, 3*time.Second, limits, long)
}

// BenchmarkBatches is the same with all the time that a plan may want: it takes
// half an hour, so `make bench` leaves it out.
func BenchmarkBatches(b *testing.B) {
	judgeBatches(b, time.Minute, []time.Duration{100 * time.Millisecond, time.Second, 10 * time.Second}, 40*time.Second)
}

// judgeBatches plans few orders until it is proven or the patience ends, many
// orders within each limit and within a long one, and whole waves.
func judgeBatches(b *testing.B, patience time.Duration, limits []time.Duration, long time.Duration) {
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 0))
	proven := 0
	few := scaled(20)
	for range few {
		got, _ := solveWithin(b, batchWave(r, 8+r.IntN(5), 8, 24), patience)
		if got.Optimal {
			proven++
		}
	}
	reportNote("Of %d waves of 8 to 12 orders, %d plans are proven within %v each (seed %d).", few, proven, patience, seed)
	againstLonger(b, r, limits, long, seed)
	inTime(b, r, seed)
	wholeWaves(b, r, seed)
}

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

// againstLonger is the walks within each limit over the best that is found in a
// longer time.
func againstLonger(b *testing.B, r *rand.Rand, limits []time.Duration, long time.Duration, seed uint64) {
	for _, kind := range []struct {
		name       string
		most       int
		capacities []int64
	}{{"tight", 24, []int64{24, 36, 48}}, {"loose", 8, []int64{30, 45, 75}}} {
		gaps := make([]float64, len(limits))
		n := 0
		var rules [2]float64
		for _, capacity := range kind.capacities {
			for _, orders := range []int{20, 60, 100} {
				p := batchWave(r, orders, kind.most, capacity)
				best, _ := solveWithin(b, p, long)
				plans := make([]batch.Plan, len(limits))
				for i, limit := range limits {
					if plans[i], _ = solveWithin(b, p, limit); plans[i].Length < best.Length {
						best = plans[i]
					}
				}
				over := func(far route.Length) float64 { return 100 * (float64(far)/float64(best.Length) - 1) }
				for i := range plans {
					gaps[i] += over(plans[i].Length)
				}
				for i, rule := range []batch.Rule{batch.Savings, batch.FirstCome} {
					plain, err := batch.Follow(context.Background(), rule, p)
					if err != nil {
						b.Fatal(err)
					}
					rules[i] += over(plain.Length)
				}
				n++
			}
		}
		text := ""
		for i, limit := range limits {
			text += fmt.Sprintf(", %v: +%.2f %%", limit, gaps[i]/float64(n))
		}
		reportNote("%d %s waves of 20 to 100 orders, over the best that was found in %v%s; savings +%.1f %%, first come +%.1f %% (seed %d).",
			n, kind.name, long, text, rules[0]/float64(n), rules[1]/float64(n), seed)
	}
}

// wholeWaves is how long a large wave takes, and its walks over those by savings.
func wholeWaves(b *testing.B, r *rand.Rand, seed uint64) {
	for _, wave := range []struct {
		orders int
		limit  time.Duration
	}{{1000, 2 * time.Second}, {10_000, 30 * time.Second}} {
		p := batchWave(r, scaled(wave.orders), 8, 36)
		got, took := solveWithin(b, p, wave.limit-wave.limit/20)
		plain, err := batch.Follow(context.Background(), batch.Savings, p)
		if err != nil {
			b.Fatal(err)
		}
		reportNote("A wave of %d orders took %.1f s; its walks are %.3f of those by savings (seed %d).",
			len(p.Orders), took.Seconds(), float64(got.Length)/float64(plain.Length), seed)
	}
}
