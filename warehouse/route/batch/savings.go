package batch

import (
	"context"

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

// mate is the cart with which another saves most; with is negative when it fits
// with none.
type mate struct {
	by   route.Length
	with int
}

// save merges the two carts that save most until no two fit on one, measuring
// anew what a merged cart saves with each other one. When ctx ends, the carts stay
// as they are by then.
func (f *floor) save(ctx context.Context, orders []int32) []*cart {
	carts := make([]*cart, len(orders))
	mates := make([]mate, len(orders))
	for i, o := range orders {
		carts[i] = f.cart([]int32{o})
	}
	for i := range carts {
		if ctx.Err() != nil {
			return carts
		}
		mates[i] = f.mate(carts, i)
	}
	for ctx.Err() == nil {
		a := -1
		for i, m := range mates {
			if carts[i] != nil && m.with >= 0 && (a < 0 || m.by > mates[a].by) {
				a = i
			}
		}
		if a < 0 {
			break
		}
		b := mates[a].with
		carts[a], carts[b] = f.cart(append(append([]int32{}, carts[a].orders...), carts[b].orders...)), nil
		mates[a] = mate{with: -1}
		for i, c := range carts {
			if c == nil || i == a {
				continue
			}
			s, ok := f.saving(c, carts[a])
			if ok && (mates[a].with < 0 || s > mates[a].by) {
				mates[a] = mate{s, i}
			}
			switch had := mates[i].with; {
			case had == a || had == b:
				mates[i] = f.mate(carts, i)
			case ok && s > mates[i].by:
				mates[i] = mate{s, a}
			}
		}
	}
	left := carts[:0]
	for _, c := range carts {
		if c != nil {
			left = append(left, c)
		}
	}
	return left
}

// mate finds a cart's mate.
func (f *floor) mate(carts []*cart, i int) mate {
	best := mate{with: -1}
	for k, c := range carts {
		if c == nil || k == i {
			continue
		}
		if s, ok := f.saving(carts[i], c); ok && (best.with < 0 || s > best.by) {
			best = mate{s, k}
		}
	}
	return best
}

// saving is what two carts save when they are one, if they fit.
func (f *floor) saving(a, b *cart) (route.Length, bool) {
	far, ok := f.merged(a, b)
	return a.length + b.length - far, ok
}
