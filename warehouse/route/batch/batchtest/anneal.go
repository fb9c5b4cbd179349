package batchtest

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"warehouse-node/warehouse/route"
	"warehouse-node/warehouse/route/batch"
)

// Anneal puts orders onto carts by simulated annealing (S. Kirkpatrick, C. D.
// Gelatt and M. P. Vecchi, Optimization by simulated annealing, Science 220 (1983)):
// one order goes to another cart, or two change places, and what makes the plan
// longer is kept by a chance that falls with the temperature. It cools down, warms
// up again from the best plan and goes on until ctx ends. Nothing of it is taken from
// package batch; only the walks are measured by route.Meter.
func Anneal(ctx context.Context, p *batch.Problem) (batch.Plan, error) {
	a, err := newAnnealing(p)
	if err != nil {
		return batch.Plan{}, err
	}
	best, least := a.copied(), a.far
	hot, moves := a.warmth(), 4000*len(p.Orders)
	for heat := hot; ctx.Err() == nil; heat = max(hot/2, 1) {
		end := math.Max(heat/500, 0.5)
		cool := math.Pow(end/heat, 1/float64(moves))
		for n := range moves {
			if n%1024 == 0 && ctx.Err() != nil {
				break
			}
			a.step(heat)
			heat *= cool
			if a.far < least {
				best, least = a.copied(), a.far
			}
		}
		a.put(best)
	}
	a.put(best)
	return a.plan(), nil
}

// annealing is which orders are on which cart now. The last cart is always empty.
type annealing struct {
	p     *batch.Problem
	rand  *rand.Rand
	meter *route.Meter
	sets  []route.Set
	cart  []int // of each order
	on    [][]int
	long  []route.Length // of each cart
	far   route.Length
	union route.Set
}

func newAnnealing(p *batch.Problem) (*annealing, error) {
	var stops []route.Stop
	for i := range p.Orders {
		stops = append(stops, p.Orders[i].Stops...)
	}
	m, err := route.NewMeter(p.Layout, p.Start, p.End, stops)
	if err != nil {
		return nil, err
	}
	a := &annealing{p: p, rand: rand.New(rand.NewPCG(p.Seed, 77)), meter: m, union: m.Empty()}
	plan := make([][]int, 0, len(p.Orders))
	for i := range p.Orders {
		a.sets = append(a.sets, m.Set(p.Orders[i].Stops))
		plan = append(plan, []int{i})
	}
	a.put(plan)
	return a, nil
}

// put makes a plan the one that is changed.
func (a *annealing) put(plan [][]int) {
	a.on, a.long, a.far, a.cart = nil, nil, 0, make([]int, len(a.p.Orders))
	for c, orders := range plan {
		a.on = append(a.on, slices.Clone(orders))
		for _, o := range orders {
			a.cart[o] = c
		}
		a.long = append(a.long, a.measure(orders, -1, -1))
		a.far += a.long[c]
	}
	a.on, a.long = append(a.on, nil), append(a.long, 0)
}

func (a *annealing) copied() (plan [][]int) {
	for _, orders := range a.on {
		if len(orders) > 0 {
			plan = append(plan, slices.Clone(orders))
		}
	}
	return plan
}

// measure is how long the walk of some orders is, without one of them and with
// another; negative: none.
func (a *annealing) measure(orders []int, without, with int) route.Length {
	clear(a.union)
	for _, o := range orders {
		if o != without {
			a.union.Add(a.sets[o])
		}
	}
	if with >= 0 {
		a.union.Add(a.sets[with])
	}
	return a.meter.Length(a.union)
}

// warmth is a temperature at which a usual change is often kept.
func (a *annealing) warmth() float64 {
	return float64(a.far) / float64(len(a.p.Orders)) / 4
}

// step tries one change.
func (a *annealing) step(heat float64) {
	o := a.rand.IntN(len(a.cart))
	if a.rand.IntN(2) == 0 {
		a.move(o, a.rand.IntN(len(a.on)), heat)
		return
	}
	a.swap(o, a.rand.IntN(len(a.cart)), heat)
}

func (a *annealing) move(o, to int, heat float64) {
	from := a.cart[o]
	if from == to || !a.fits(to, o, -1) {
		return
	}
	left, there := a.measure(a.on[from], o, -1), a.measure(a.on[to], -1, o)
	if !a.take(left+there-a.long[from]-a.long[to], heat) {
		return
	}
	a.long[from], a.long[to] = left, there
	a.leave(o)
	a.on[to], a.cart[o] = append(a.on[to], o), to
	if to == len(a.on)-1 {
		a.on, a.long = append(a.on, nil), append(a.long, 0)
	}
	if len(a.on[from]) == 0 {
		a.drop(from)
	}
}

// drop forgets a cart that is empty and not the last: the one before the last takes
// its number.
func (a *annealing) drop(c int) {
	last := len(a.on) - 2
	a.on[c], a.long[c] = a.on[last], a.long[last]
	for _, o := range a.on[c] {
		a.cart[o] = c
	}
	a.on, a.long = a.on[:last+1], a.long[:last+1]
	a.on[last], a.long[last] = nil, 0
}

func (a *annealing) swap(o, p int, heat float64) {
	from, to := a.cart[o], a.cart[p]
	if from == to || !a.fits(to, o, p) || !a.fits(from, p, o) {
		return
	}
	one, two := a.measure(a.on[from], o, p), a.measure(a.on[to], p, o)
	if !a.take(one+two-a.long[from]-a.long[to], heat) {
		return
	}
	a.long[from], a.long[to] = one, two
	a.leave(o)
	a.leave(p)
	a.on[from], a.cart[p] = append(a.on[from], p), from
	a.on[to], a.cart[o] = append(a.on[to], o), to
}

// leave takes an order off its cart.
func (a *annealing) leave(o int) {
	c := a.cart[o]
	i := slices.Index(a.on[c], o)
	last := len(a.on[c]) - 1
	a.on[c][i] = a.on[c][last]
	a.on[c] = a.on[c][:last]
}

// take decides on a change that makes the plan longer by so much.
func (a *annealing) take(more route.Length, heat float64) bool {
	if more > 0 && a.rand.Float64() >= math.Exp(-float64(more)/heat) {
		return false
	}
	a.far += more
	return true
}

// fits says whether a cart holds one order more, without another of its own.
func (a *annealing) fits(c, in, out int) bool {
	for k, most := range a.p.Capacity {
		load := a.p.Orders[in].Load[k]
		for _, o := range a.on[c] {
			if o != out {
				load += a.p.Orders[o].Load[k]
			}
		}
		if load > most {
			return false
		}
	}
	return true
}

func (a *annealing) plan() batch.Plan {
	var out batch.Plan
	for c, orders := range a.on {
		if len(orders) == 0 {
			continue
		}
		b := batch.Batch{Orders: slices.Sorted(slices.Values(orders)), Length: a.long[c]}
		out.Batches = append(out.Batches, b)
		out.Length += b.Length
	}
	slices.SortFunc(out.Batches, func(a, b batch.Batch) int { return a.Orders[0] - b.Orders[0] })
	return out
}
