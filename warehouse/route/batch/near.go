package batch

import (
	"cmp"
	"context"
	"slices"

	"warehouse-node/warehouse/route"
)

// nearby is how many others a cart of a large wave is compared with.
const nearby = 128

// saveNear merges carts as save does. While they are many, each is compared only
// with those that would save most with it if every aisle were left where it was
// entered (the return rule): that is told in nanoseconds, and the shortest walks of two
// such carts mostly save as much. Once they are as few as said, all are compared.
func (f *floor) saveNear(ctx context.Context, orders []int32, few int) []*cart {
	carts := f.singles(orders)
	for len(carts) > few && ctx.Err() == nil {
		n := newNear(f, carts)
		n.pair(ctx)
		n.join(ctx, few)
		if carts = n.left(); len(carts) == len(n.carts) {
			return carts // no two fit on one
		}
	}
	return f.saveCarts(ctx, carts)
}

// near are carts that become fewer, of each of which some mates are known. Cart i
// stays number i until it is merged into another, and is nil from then on.
type near struct {
	*floor
	carts []*cart
	count int   // of the carts that are left
	into  []int // the cart that each was merged into, itself while it is left
	age   []int // how often each took another
	mates [][]nearMate
	best  []int          // of each cart, which of its mates saves most
	most  []route.Length // what that saves; unfit for none
	seen  []int          // by which merge each was last looked at
	turn  int
}

// nearMate is a mate as it was measured: since then it may have taken others, or
// have been taken.
type nearMate struct {
	mate
	age int
}

func newNear(f *floor, carts []*cart) *near {
	n := &near{
		floor: f, carts: carts, count: len(carts), into: make([]int, len(carts)), age: make([]int, len(carts)),
		mates: make([][]nearMate, len(carts)), best: make([]int, len(carts)), most: make([]route.Length, len(carts)), seen: make([]int, len(carts)),
	}
	for i := range n.into {
		n.into[i] = i
	}
	return n
}

// pair finds the mates of every cart, on all cores.
func (n *near) pair(ctx context.Context) {
	shapes := make([]shape, len(n.carts))
	for i, c := range n.carts {
		shapes[i] = n.shape(c)
	}
	n.share(len(n.carts), func(f *floor, i int) {
		if ctx.Err() != nil {
			return
		}
		for _, k := range f.nearest(n.carts, shapes, i) {
			n.mates[i] = append(n.mates[i], nearMate{mate{f.saving(n.carts[i], n.carts[k]), k}, 0})
		}
	})
	for i := range n.carts {
		n.rate(i)
	}
}

// join merges the two that save most, until no cart has a mate or they are few.
func (n *near) join(ctx context.Context, few int) {
	for n.count > few && ctx.Err() == nil {
		a := 0
		for i, by := range n.most {
			if by > n.most[a] {
				a = i
			}
		}
		if n.most[a] == unfit {
			return
		}
		if n.renew(a) {
			n.merge(a, n.mates[a][n.best[a]].with)
		}
	}
}

// renew says whether a cart's best mate is as it was measured; else it is measured
// anew.
func (n *near) renew(a int) bool {
	m := &n.mates[a][n.best[a]]
	with := n.standing(m.with)
	if with == m.with && m.age == n.age[with] {
		return true
	}
	m.with, m.age, m.by = with, n.age[with], unfit
	if with != a {
		m.by = n.saving(n.carts[a], n.carts[with])
	}
	n.rate(a)
	return false
}

// standing is the cart that a cart has become part of.
func (n *near) standing(i int) int {
	for n.into[i] != i {
		n.into[i] = n.into[n.into[i]]
		i = n.into[i]
	}
	return i
}

// merge puts cart b onto cart a, whose mates are those of both.
func (n *near) merge(a, b int) {
	n.carts[a] = n.cart(slices.Concat(n.carts[a].orders, n.carts[b].orders))
	n.carts[b], n.into[b], n.most[b] = nil, a, unfit
	n.age[a]++
	n.count--
	n.turn++
	n.seen[a] = n.turn
	var mates []nearMate
	for _, m := range slices.Concat(n.mates[a], n.mates[b]) {
		k := n.standing(m.with)
		if n.seen[k] == n.turn {
			continue
		}
		n.seen[k] = n.turn
		if by := n.saving(n.carts[a], n.carts[k]); by != unfit {
			mates = append(mates, nearMate{mate{by, k}, n.age[k]})
		}
	}
	slices.SortFunc(mates, func(x, y nearMate) int { return cmp.Or(cmp.Compare(y.by, x.by), x.with-y.with) })
	n.mates[a], n.mates[b] = mates[:min(len(mates), nearby)], nil
	n.rate(a)
}

// rate finds which of a cart's mates saves most.
func (n *near) rate(i int) {
	n.most[i] = unfit
	for at, m := range n.mates[i] {
		if m.by > n.most[i] {
			n.best[i], n.most[i] = at, m.by
		}
	}
}

func (n *near) left() []*cart {
	return slices.DeleteFunc(slices.Clone(n.carts), func(c *cart) bool { return c == nil })
}

// shape is how a cart is walked when every aisle is left where it was entered.
type shape struct {
	aisles      []reach
	left, right route.Length // how far to both sides of the start
}

// reach is how far one walks into an aisle.
type reach struct {
	aisle int
	far   route.Length
}

func (f *floor) shape(c *cart) (s shape) {
	home := f.Layout.Aisles[f.Start.Aisle].X
	for _, o := range c.orders {
		for _, stop := range f.Orders[o].Stops {
			s.aisles = append(s.aisles, reach{stop.Aisle, max(stop.At-f.Start.At, f.Start.At-stop.At)})
			x := f.Layout.Aisles[stop.Aisle].X
			s.left, s.right = max(s.left, home-x), max(s.right, x-home)
		}
	}
	slices.SortFunc(s.aisles, func(a, b reach) int { return cmp.Or(a.aisle-b.aisle, cmp.Compare(b.far, a.far)) })
	s.aisles = slices.CompactFunc(s.aisles, func(a, b reach) bool { return a.aisle == b.aisle })
	return s
}

// shared is half of what two walks save when they become one.
func (s *shape) shared(o *shape) route.Length {
	far := min(s.left, o.left) + min(s.right, o.right)
	for i, k := 0, 0; i < len(s.aisles) && k < len(o.aisles); {
		a, b := s.aisles[i], o.aisles[k]
		switch {
		case a.aisle < b.aisle:
			i++
		case a.aisle > b.aisle:
			k++
		default:
			far += min(a.far, b.far)
			i, k = i+1, k+1
		}
	}
	return far
}

// nearest are the carts that fit on one with a cart and share most of its walk.
func (f *floor) nearest(carts []*cart, shapes []shape, i int) []int {
	type alike struct {
		far  route.Length
		with int
	}
	all := make([]alike, 0, 4*nearby)
	least := route.Length(-1)
	shorten := func() {
		slices.SortFunc(all, func(x, y alike) int { return cmp.Or(cmp.Compare(y.far, x.far), x.with-y.with) })
		if len(all) > nearby {
			all = all[:nearby]
			least = all[nearby-1].far
		}
	}
	for k := range carts {
		if k == i || !f.fitOnOne(carts[i], carts[k]) {
			continue
		}
		if far := shapes[i].shared(&shapes[k]); far > least {
			if all = append(all, alike{far, k}); len(all) == cap(all) {
				shorten()
			}
		}
	}
	shorten()
	with := make([]int, len(all))
	for n := range all {
		with[n] = all[n].with
	}
	return with
}
