package batch

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"

	"warehouse-node/warehouse/route"
)

const (
	fewCarts  = 16  // that are searched together
	lanes     = 2   // searches of the same few carts
	steps     = 400 // of a search before it is compared with the others
	coolAtOne = 250 // orders that are annealed together
	coolSteps = 400 // changes that are tried for each of them
)

// improve starts from the savings, and searches round by round.
func (w *wave) improve(ctx context.Context) [][]int32 {
	carts := w.start(ctx)
	w.tell(0, carts)
	for round := 1; (w.Rounds == 0 || round <= w.Rounds) && ctx.Err() == nil; round++ {
		carts = w.round(ctx, carts, round)
		w.tell(round, carts)
	}
	return carts
}

func (w *wave) tell(round int, carts [][]int32) {
	if w.Progress == nil {
		return
	}
	far := route.Length(0)
	for _, b := range w.plan(carts, false).Batches {
		far += b.Length
	}
	w.Progress(round, 0, far)
}

// start is a plan by savings, in a large wave among carts that are alike; where
// time runs out before, orders share a cart with their neighbours if that is shorter.
func (w *wave) start(ctx context.Context) [][]int32 {
	orders := make([]int32, len(w.Orders))
	for i := range orders {
		orders[i] = int32(i)
	}
	f := w.floor()
	carts := f.saveNear(ctx, orders, tabled)
	if ctx.Err() == nil {
		return lists(carts)
	}
	slices.SortStableFunc(orders, func(a, b int32) int { return cmp.Compare(w.middle(a), w.middle(b)) })
	if plain := f.inTurn(orders); total(plain) < total(carts) {
		carts = plain
	}
	return lists(carts)
}

// round searches all carts, if they are few in several ways at once of which the
// best is kept, else in groups of neighbours; and every third time all of them are annealed, if
// the wave is not large.
func (w *wave) round(ctx context.Context, carts [][]int32, round int) [][]int32 {
	if round%3 == 0 && len(w.Orders) <= coolAtOne {
		return w.cooled(ctx, carts, round)
	}
	if len(carts) <= fewCarts {
		found, far := make([][][]int32, lanes), make([]route.Length, lanes)
		w.share(lanes, func(f *floor, i int) {
			found[i], far[i] = w.group(ctx, f, carts, round, i)
		})
		best := 0
		for i := range far {
			if far[i] < far[best] {
				best = i
			}
		}
		return found[best]
	}
	w.arrange(carts, round)
	groups := (len(carts) + fewCarts - 1) / fewCarts
	found := make([][][]int32, groups)
	w.share(groups, func(f *floor, i int) {
		found[i], _ = w.group(ctx, f, carts[i*len(carts)/groups:(i+1)*len(carts)/groups], round, i)
	})
	return slices.Concat(found...)
}

// cooled anneals all carts, from a high temperature and from a low one.
func (w *wave) cooled(ctx context.Context, carts [][]int32, round int) [][]int32 {
	found, far := make([][][]int32, lanes), make([]route.Length, lanes)
	w.share(lanes, func(f *floor, i int) {
		s := f.on(carts, uint64(round)<<32|1<<30|uint64(i))
		s.cool(ctx, coolSteps*len(w.Orders), []float64{0.1, 0.02}[i])
		found[i], far[i] = lists(s.best), s.least
	})
	best := 0
	for i := range far {
		if far[i] < far[best] {
			best = i
		}
	}
	return found[best]
}

// on is a search that starts from carts.
func (f *floor) on(carts [][]int32, stream uint64) *search {
	made := make([]*cart, len(carts))
	for i, orders := range carts {
		made[i] = f.cart(orders)
	}
	return f.search(made, f.Seed, stream)
}

// group searches some carts.
func (w *wave) group(ctx context.Context, f *floor, carts [][]int32, round, lane int) ([][]int32, route.Length) {
	s := f.on(carts, uint64(round)<<32|uint64(lane))
	s.run(ctx, steps)
	return lists(s.best), s.least
}

// arrange sorts carts so that those come together which may have orders to
// exchange: by the middle of their walk, by its ends, and by turns from elsewhere,
// so that no two are apart for ever.
func (w *wave) arrange(carts [][]int32, round int) {
	by := func(orders []int32) (v float64) {
		switch round % 3 {
		case 0:
			for _, o := range orders {
				v += w.middle(o)
			}
			return v / float64(len(orders))
		case 1:
			for i, o := range orders {
				if m := w.middle(o); i == 0 || m < v {
					v = m
				}
			}
			return v
		}
		for _, o := range orders {
			v = max(v, w.middle(o))
		}
		return v
	}
	slices.SortStableFunc(carts, func(a, b []int32) int { return cmp.Compare(by(a), by(b)) })
	turn := round * 5 % fewCarts
	slices.Reverse(carts[:turn])
	slices.Reverse(carts[turn:])
	slices.Reverse(carts)
}

// middle is the aisle in the middle of an order's stops.
func (w *wave) middle(o int32) float64 {
	stops := w.Orders[o].Stops
	if len(stops) == 0 {
		return 0
	}
	sum := 0.0
	for i := range stops {
		sum += float64(stops[i].Aisle)
	}
	return sum / float64(len(stops))
}

// share does n pieces of work on all cores.
func (w *wave) share(n int, do func(f *floor, i int)) {
	var next sync.Mutex
	var all sync.WaitGroup
	at := 0
	for range min(n, runtime.GOMAXPROCS(0)) {
		all.Go(func() {
			f := w.floor()
			for {
				next.Lock()
				i := at
				at++
				next.Unlock()
				if i >= n {
					return
				}
				do(f, i)
			}
		})
	}
	all.Wait()
}

func lists(carts []*cart) [][]int32 {
	out := make([][]int32, len(carts))
	for i, c := range carts {
		out[i] = c.orders
	}
	return out
}
