package batch

import (
	"cmp"
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"warehouse-node/warehouse/route"
)

// datedSteps is how many changes a round tries for each order.
const datedSteps = 400

// worth is what a plan is worth: first how late its orders are, then how far is
// walked.
type worth struct{ late, far route.Length }

func (a worth) less(b worth) bool {
	return a.late < b.late || a.late == b.late && a.far < b.far
}

// improveDated starts from orders by when they are due, and searches round by round,
// in several ways at once of which the best is kept. The carts come in the order in
// which they are begun: whoever is free takes the next.
func (w *wave) improveDated(ctx context.Context) []*cart {
	carts := w.startDated(ctx)
	tell := func(round int) {
		if w.Progress != nil {
			got := w.worth(carts)
			w.Progress(round, got.late, got.far)
		}
	}
	tell(0)
	for round := 1; (w.Rounds == 0 || round <= w.Rounds) && ctx.Err() == nil && len(w.Orders) > 1; round++ {
		found := make([][]*cart, lanes)
		w.share(lanes, func(f *floor, i int) { found[i] = f.line(carts, round, i).run(ctx) })
		for _, other := range found {
			if w.worth(other).less(w.worth(carts)) {
				carts = other
			}
		}
		tell(round)
	}
	return carts
}

// startDated takes orders one by one as they are due, fills carts by that, and by savings among those that are
// due about the same time, for several meanings of about; and takes the best.
func (w *wave) startDated(ctx context.Context) (best []*cart) {
	orders := make([]int32, len(w.Orders))
	for i := range orders {
		orders[i] = int32(i)
	}
	slices.SortStableFunc(orders, func(a, b int32) int { return cmp.Compare(w.due(a), w.due(b)) })
	f := w.floor()
	alone := make([]*cart, len(orders))
	for i, o := range orders {
		alone[i] = f.cart([]int32{o})
	}
	best = w.begun(f.inTurn(orders))
	if alone = w.begun(alone); w.worth(alone).less(w.worth(best)) {
		best = alone
	}
	for size := 8; size < 2*len(orders) && size <= savedInTurn && ctx.Err() == nil; size *= 2 {
		var carts []*cart
		for part := range slices.Chunk(orders, size) {
			carts = append(carts, f.save(ctx, part)...)
		}
		if carts = w.begun(carts); w.worth(carts).less(w.worth(best)) {
			best = carts
		}
	}
	return best
}

// savedInTurn is how many neighbours in time are compared at most: each doubling
// costs twice as much.
const savedInTurn = 1000

// due is when an order is, or long after all others.
func (w *wave) due(o int32) route.Length {
	if d := w.Orders[o].Due; d > 0 {
		return d
	}
	return math.MaxInt64
}

// begun sorts carts by the first of their orders that is due.
func (w *wave) begun(carts []*cart) []*cart {
	first := func(c *cart) route.Length {
		d := route.Length(math.MaxInt64)
		for _, o := range c.orders {
			d = min(d, w.due(o))
		}
		return d
	}
	slices.SortStableFunc(carts, func(a, b *cart) int { return cmp.Compare(first(a), first(b)) })
	return carts
}

// takes is how long a cart takes: its walk, its stops and its making ready.
func (w *wave) takes(c *cart) route.Length {
	stops := 0
	for _, o := range c.orders {
		stops += len(w.Orders[o].Stops)
	}
	return w.PerCart + c.length + w.PerStop*route.Length(stops)
}

// late is how late the orders of a cart are that is back at a time.
func (w *wave) late(c *cart, done route.Length) (sum route.Length) {
	for _, o := range c.orders {
		if d := w.Orders[o].Due; d > 0 && done > d {
			sum += (done - d) * route.Length(max(1, w.Orders[o].Weight))
		}
	}
	return sum
}

// each gives the carts to the pickers, in their order to whoever is free first, and
// says who takes each and when it is back.
func (w *wave) each(carts []*cart, took func(c *cart, picker int, done route.Length)) {
	free := make([]route.Length, max(1, w.Pickers))
	for _, c := range carts {
		next := 0
		for i := range free {
			if free[i] < free[next] {
				next = i
			}
		}
		free[next] += w.takes(c)
		took(c, next, free[next])
	}
}

func (w *wave) worth(carts []*cart) (sum worth) {
	w.each(carts, func(c *cart, _ int, done route.Length) {
		sum.far += c.length
		sum.late += w.late(c, done)
	})
	return sum
}

// datedPlan is carts with who walks them and when.
func (w *wave) datedPlan(carts []*cart) Plan {
	out := Plan{Batches: []Batch{}}
	w.each(carts, func(c *cart, picker int, done route.Length) {
		b := Batch{Length: c.length, Picker: picker, Done: done}
		for _, o := range c.orders {
			b.Orders = append(b.Orders, int(o))
		}
		slices.Sort(b.Orders)
		out.Length += c.length
		out.Late += w.late(c, done)
		out.Batches = append(out.Batches, b)
	})
	return out
}

// line is a search over carts in the order in which they are begun.
type line struct {
	*floor
	rand *rand.Rand
	now  []*cart
	is   worth
	best []*cart
	top  worth
}

func (f *floor) line(carts []*cart, round, lane int) *line {
	l := &line{floor: f, rand: rand.New(rand.NewPCG(f.Seed, uint64(round)<<32|1<<31|uint64(lane)))}
	l.now, l.best = slices.Clone(carts), carts
	l.is = f.worth(carts)
	l.top = l.is
	return l
}

// run cools down: at first a plan may become worse, by lateness as well, in the last
// third it may become longer only where it does not become later.
func (l *line) run(ctx context.Context) []*cart {
	steps := datedSteps * len(l.Orders)
	heat := float64(l.is.far) / float64(len(l.Orders)) / 4
	cool := math.Pow(1.0/500, 1/float64(steps))
	for n := range steps {
		if n%64 == 0 && ctx.Err() != nil {
			break
		}
		next := l.change()
		if next == nil {
			continue
		}
		to := l.worth(next)
		heat *= cool
		more := float64(to.far - l.is.far)
		if n < steps*2/3 {
			more += 4 * float64(to.late-l.is.late)
		} else if to.late != l.is.late {
			more = float64(to.late - l.is.late)
			if more > 0 {
				continue
			}
		}
		if more > 0 && l.rand.Float64() >= math.Exp(-more/max(heat, 1e-9)) {
			continue
		}
		l.now, l.is = next, to
		if to.less(l.top) {
			l.best, l.top = next, to
		}
	}
	return l.best
}

// change is the carts after a change, nil when it cannot be: an order goes to another
// cart or to one of its own, two orders change places, two carts do, or a cart is
// begun at another time.
func (l *line) change() []*cart {
	a, b := l.rand.IntN(len(l.now)), l.rand.IntN(len(l.now)+1)
	switch kind := l.rand.IntN(8); {
	case kind < 3:
		return l.move(a, b)
	case b == len(l.now) || a == b:
		return nil
	case kind < 6:
		return l.swap(a, b)
	case kind == 6:
		next := slices.Clone(l.now)
		next[a], next[b] = next[b], next[a]
		return next
	}
	c := l.now[a]
	return slices.Insert(slices.Delete(slices.Clone(l.now), a, a+1), b, c)
}

func (l *line) move(a, b int) []*cart {
	from := l.now[a]
	o := from.orders[l.rand.IntN(len(from.orders))]
	left := func() *cart { return l.take(from, func(x int32) bool { return x == o }) }
	next := slices.Clone(l.now)
	switch {
	case b == len(l.now):
		if len(from.orders) == 1 {
			return nil
		}
		next[a] = left()
		return slices.Insert(next, l.rand.IntN(len(next)+1), l.cart([]int32{o}))
	case a == b || !l.fits(l.now[b], o):
		return nil
	}
	next[b] = l.add(l.now[b], o)
	if next[a] = left(); next[a] == nil {
		return slices.Delete(next, a, a+1)
	}
	return next
}

func (l *line) swap(a, b int) []*cart {
	one, two := l.now[a], l.now[b]
	o, p := one.orders[l.rand.IntN(len(one.orders))], two.orders[l.rand.IntN(len(two.orders))]
	if !l.fitsFor(one, p, o) || !l.fitsFor(two, o, p) {
		return nil
	}
	instead := func(c *cart, out, in int32) *cart {
		orders := slices.Clone(c.orders)
		orders[slices.Index(orders, out)] = in
		return l.cart(orders)
	}
	next := slices.Clone(l.now)
	next[a], next[b] = instead(one, o, p), instead(two, p, o)
	return next
}
