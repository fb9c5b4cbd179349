package batchtest

import (
	"fmt"
	"math/rand/v2"

	"warehouse-node/warehouse/route"
	"warehouse-node/warehouse/route/batch"
)

// The floor of the published waves: one block of ten aisles with 45 bins on each
// side, an aisle five bins from the next, carts at the front of the first aisle.
// Lengths are in tenths of a bin.
const (
	Aisles = 10
	Cells  = 45
	Across = 50
	Step   = 10
)

// Kind is what a published set of waves has in common.
type Kind struct {
	Name        string
	Orders      int
	Least, Most int // different articles of an order, every number as likely
	Capacity    int64
}

// Kinds are the sizes after I. Muter and T. Öncan, An exact solution approach for the
// order batching problem, IIE Transactions 47 (2015): tight; and after S. Henn and
// G. Wäscher, Tabu search heuristics for the order batching problem in manual order
// picking systems, European Journal of Operational Research 222 (2012): loose. Few
// are those of which every plan can be looked at.
func Kinds() (all []Kind) {
	for _, orders := range []int{8, 10, 12} {
		for _, capacity := range []int64{24, 48} {
			all = append(all, Kind{"few", orders, 2, 10, capacity})
		}
	}
	for _, orders := range []int{20, 60, 100} {
		for _, capacity := range []int64{24, 36, 48} {
			all = append(all, Kind{"tight", orders, 2, 10, capacity})
		}
	}
	for _, orders := range []int{20, 60, 100} {
		for _, capacity := range []int64{30, 45, 60, 75} {
			all = append(all, Kind{"loose", orders, 5, 25, capacity})
		}
	}
	return all
}

// ID names a wave of a kind.
func (k Kind) ID() string { return fmt.Sprintf("%s-%d-%d", k.Name, k.Capacity, k.Orders) }

// Make makes a wave.
func (k Kind) Make(seed uint64) *batch.Problem {
	r := rand.New(rand.NewPCG(seed, uint64(k.Capacity)<<32|uint64(k.Orders)))
	l := &route.Layout{Cross: []route.Length{0, Cells * Step}}
	for i := range Aisles {
		l.Aisles = append(l.Aisles, route.Aisle{X: route.Length(i) * Across})
	}
	home := route.Point{At: Cells * Step}
	p := &batch.Problem{Layout: l, Start: home, End: home, Capacity: []int64{k.Capacity}, Seed: seed}
	for range k.Orders {
		n := k.Least + r.IntN(k.Most-k.Least+1)
		o := batch.Order{Load: []int64{int64(n)}}
		for _, bin := range r.Perm(Aisles * Cells * 2)[:n] {
			o.Stops = append(o.Stops, route.Stop{
				Aisle: bin / 2 / Cells, At: Step/2 + Step*route.Length(bin/2%Cells), Side: route.Side(bin % 2),
			})
		}
		p.Orders = append(p.Orders, o)
	}
	return p
}

// Check says what is wrong with a plan: an order that is on no cart or on two, a
// cart that is too full, a walk that is not as long as it says.
func Check(p *batch.Problem, got *batch.Plan) error {
	seen, far := make([]bool, len(p.Orders)), route.Length(0)
	for i, b := range got.Batches {
		load, trip := make([]int64, len(p.Capacity)), route.Trip{Start: p.Start, End: p.End}
		for _, o := range b.Orders {
			if o < 0 || o >= len(seen) || seen[o] {
				return fmt.Errorf("order %d is on two carts, or there is none", o)
			}
			seen[o] = true
			for k, l := range p.Orders[o].Load {
				load[k] += l
			}
			trip.Stops = append(trip.Stops, p.Orders[o].Stops...)
		}
		for k := range load {
			if load[k] > p.Capacity[k] {
				return fmt.Errorf("cart %d of %d carries %d", i, p.Capacity[k], load[k])
			}
		}
		if tour, err := route.Shortest(p.Layout, &trip); err != nil || tour.Length != b.Length {
			return fmt.Errorf("the walk of cart %d is %d long, it says %d: %w", i, tour.Length, b.Length, err)
		}
		far += b.Length
	}
	for o, on := range seen {
		if !on {
			return fmt.Errorf("order %d is on no cart", o)
		}
	}
	if far != got.Length {
		return fmt.Errorf("all walks are %d long, it says %d", far, got.Length)
	}
	return nil
}
