package batch

import (
	"context"
	"math"
	"slices"

	"warehouse-node/warehouse/route"
)

// Rule is a plain way to fill carts; plans are measured by what it finds.
type Rule int

// The rules.
const (
	// FirstCome puts orders onto a cart in the order in which they came, as long as
	// they fit.
	FirstCome Rule = iota
	// Savings merges the two carts that save most, until no two fit on one.
	Savings
)

func (r Rule) String() string { return [...]string{"first come", "savings"}[r] }

// Follow puts the orders onto carts by a rule. Errors are those of Solve, and that
// of ctx when it ends before.
func Follow(ctx context.Context, r Rule, p *Problem) (Plan, error) {
	w, err := newWave(p)
	if err != nil {
		return Plan{}, err
	}
	f := w.floor()
	orders := make([]int32, len(p.Orders))
	for i := range orders {
		orders[i] = int32(i)
	}
	var carts []*cart
	if r == Savings {
		carts = f.save(ctx, orders)
	} else {
		carts = f.inTurn(orders)
	}
	return w.plan(lists(carts), false), ctx.Err()
}

func (f *floor) inTurn(orders []int32) (carts []*cart) {
	for _, o := range orders {
		if last := len(carts) - 1; last >= 0 && f.fits(carts[last], o) {
			carts[last] = f.add(carts[last], o)
		} else {
			carts = append(carts, f.cart([]int32{o}))
		}
	}
	return carts
}

// tabled is up to how many carts what each two save is kept: eight bytes a pair. Of
// more it is measured whenever it is asked for.
const tabled = 2000

// savings are carts that become fewer. Cart i stays number i until it is merged into
// another, and is nil from then on.
type savings struct {
	*floor
	carts []*cart
	mates []mate
	table []route.Length // of each pair what it saves, or unfit
}

// mate is the cart with which another saves most; with is negative when it fits
// with none.
type mate struct {
	by   route.Length
	with int
}

const unfit = route.Length(math.MinInt64)

// save puts each order onto a cart of its own and merges them by saveCarts.
func (f *floor) save(ctx context.Context, orders []int32) []*cart {
	return f.saveCarts(ctx, f.singles(orders))
}

func (f *floor) singles(orders []int32) []*cart {
	carts := make([]*cart, len(orders))
	for i, o := range orders {
		carts[i] = f.cart([]int32{o})
	}
	return carts
}

// saveCarts merges the two carts that save most until no two fit on one, measuring
// anew what a merged cart saves with each other one. When ctx ends, the carts stay
// as they are by then.
func (f *floor) saveCarts(ctx context.Context, carts []*cart) []*cart {
	s := &savings{floor: f, carts: carts, mates: make([]mate, len(carts))}
	if s.pair(ctx); ctx.Err() != nil {
		return s.carts
	}
	for ctx.Err() == nil {
		a := -1
		for i, m := range s.mates {
			if s.carts[i] != nil && m.with >= 0 && (a < 0 || m.by > s.mates[a].by) {
				a = i
			}
		}
		if a < 0 {
			break
		}
		s.merge(a, s.mates[a].with)
	}
	return slices.DeleteFunc(s.carts, func(c *cart) bool { return c == nil })
}

// pair finds every cart's mate, on all cores: of many orders this is most of the work.
func (s *savings) pair(ctx context.Context) {
	n := len(s.carts)
	if n <= tabled {
		s.table = make([]route.Length, n*n)
		s.share(n, func(f *floor, i int) {
			for k := 0; k < i && (k%64 > 0 || ctx.Err() == nil); k++ {
				by := f.saving(s.carts[i], s.carts[k])
				s.table[i*n+k], s.table[k*n+i] = by, by
			}
		})
	}
	s.share(n, func(f *floor, i int) {
		if ctx.Err() == nil {
			s.mates[i] = s.mate(f, i)
		}
	})
}

// merge puts cart b onto cart a.
func (s *savings) merge(a, b int) {
	s.carts[a] = s.cart(slices.Concat(s.carts[a].orders, s.carts[b].orders))
	s.carts[b], s.mates[a] = nil, mate{with: -1}
	for i, c := range s.carts {
		if c == nil || i == a {
			continue
		}
		by := s.saving(c, s.carts[a])
		if s.table != nil {
			s.table[i*len(s.carts)+a], s.table[a*len(s.carts)+i] = by, by
		}
		if by != unfit && (s.mates[a].with < 0 || by > s.mates[a].by) {
			s.mates[a] = mate{by, i}
		}
		switch had := s.mates[i].with; {
		case had == a || had == b:
			s.mates[i] = s.mate(s.floor, i)
		case by != unfit && by > s.mates[i].by:
			s.mates[i] = mate{by, a}
		}
	}
}

// mate finds a cart's mate, with somebody's way to measure.
func (s *savings) mate(f *floor, i int) mate {
	best, n := mate{with: -1}, len(s.carts)
	for k, c := range s.carts {
		if c == nil || k == i {
			continue
		}
		var by route.Length
		if s.table != nil {
			by = s.table[i*n+k]
		} else {
			by = f.saving(s.carts[i], c)
		}
		if by != unfit && (best.with < 0 || by > best.by) {
			best = mate{by, k}
		}
	}
	return best
}

// saving is what two carts save when they are one; unfit if they do not fit.
func (f *floor) saving(a, b *cart) route.Length {
	far, ok := f.merged(a, b)
	if !ok {
		return unfit
	}
	return a.length + b.length - far
}
