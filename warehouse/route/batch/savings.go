package batch

import (
	"container/heap"
	"context"

	"warehouse-node/warehouse/route"
)

// saving is what two carts save when they are one.
type saving struct {
	by   route.Length
	a, b int32 // a < b
}

type savings []saving

func (s savings) Len() int { return len(s) }

// Less puts the most saving first, of equal ones that of the first orders.
func (s savings) Less(i, j int) bool {
	if s[i].by != s[j].by {
		return s[i].by > s[j].by
	}
	return s[i].a < s[j].a || s[i].a == s[j].a && s[i].b < s[j].b
}
func (s savings) Swap(i, j int) { s[i], s[j] = s[j], s[i] }
func (s *savings) Push(x any)   { *s = append(*s, x.(saving)) }
func (s *savings) Pop() any {
	last := (*s)[len(*s)-1]
	*s = (*s)[:len(*s)-1]
	return last
}

// save merges the two carts that save most until no two fit on one, measuring
// anew what a merged cart would save with each other one. When ctx ends, the carts
// stay as they are by then.
func (f *floor) save(ctx context.Context, orders []int32) []*cart {
	carts := make([]*cart, 0, 2*len(orders))
	for _, o := range orders {
		carts = append(carts, f.cart([]int32{o}))
	}
	var queue savings
	pair := func(a, b int) (saving, bool) {
		far, ok := f.merged(carts[a], carts[b])
		return saving{carts[a].length + carts[b].length - far, int32(a), int32(b)}, ok
	}
	for b := range carts {
		if ctx.Err() != nil {
			break
		}
		for a := range b {
			if s, ok := pair(a, b); ok {
				queue = append(queue, s)
			}
		}
	}
	heap.Init(&queue)
	for len(queue) > 0 && ctx.Err() == nil {
		s := heap.Pop(&queue).(saving)
		a, b := carts[s.a], carts[s.b]
		if a == nil || b == nil {
			continue
		}
		carts[s.a], carts[s.b] = nil, nil
		carts = append(carts, f.cart(append(append([]int32{}, a.orders...), b.orders...)))
		last := len(carts) - 1
		for i := range last {
			if carts[i] != nil {
				if s, ok := pair(i, last); ok {
					heap.Push(&queue, s)
				}
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
