package batch

import (
	"slices"

	"warehouse-node/warehouse/route"
)

// cart is some orders and their walk. Its key is that of all its orders together,
// so that it is the same in whichever order they came.
type cart struct {
	orders []int32
	set    route.Set
	load   []int64
	key    uint64
	length route.Length
}

// floor is one goroutine's way to measure carts of a wave. A cart that was measured
// lately is not measured again.
type floor struct {
	*wave
	meter   *route.Meter
	scratch route.Set
	known   []measured
}

type measured struct {
	key    uint64
	length route.Length
}

const remembered = 1 << 16

func (w *wave) floor() *floor {
	return &floor{wave: w, meter: w.meter.Fork(), scratch: w.meter.Empty(), known: make([]measured, remembered)}
}

// cart puts orders onto a cart.
func (f *floor) cart(orders []int32) *cart {
	c := &cart{orders: slices.Clone(orders), set: f.meter.Empty(), load: make([]int64, len(f.Capacity))}
	for _, o := range orders {
		c.set.Add(f.sets[o])
		c.key ^= f.keys[o]
		for k, l := range f.Orders[o].Load {
			c.load[k] += l
		}
	}
	c.length = f.length(c.key, c.set)
	return c
}

// length measures a set of places with the key of its orders.
func (f *floor) length(key uint64, set route.Set) route.Length {
	m := &f.known[key%remembered]
	if m.key != key {
		m.key, m.length = key, f.meter.Length(set)
	}
	return m.length
}

// fits says whether a cart has room for an order.
func (f *floor) fits(c *cart, o int32) bool {
	if f.Totes > 0 && len(c.orders) >= f.Totes {
		return false
	}
	for k, l := range f.Orders[o].Load {
		if c.load[k]+l > f.Capacity[k] {
			return false
		}
	}
	return true
}

// fitsFor says whether a cart has room for an order once another is off it.
func (f *floor) fitsFor(c *cart, in, out int32) bool {
	for k, l := range f.Orders[in].Load {
		if c.load[k]+l-f.Orders[out].Load[k] > f.Capacity[k] {
			return false
		}
	}
	return true
}

// with is the length of a cart with one order more.
func (f *floor) with(c *cart, o int32) route.Length {
	key := c.key ^ f.keys[o]
	if m := &f.known[key%remembered]; m.key == key {
		return m.length
	}
	copy(f.scratch, c.set)
	f.scratch.Add(f.sets[o])
	return f.length(key, f.scratch)
}

// without is the length of a cart without one of its orders, and with another if
// that is not negative.
func (f *floor) without(c *cart, out, in int32) route.Length {
	key := c.key ^ f.keys[out]
	if in >= 0 {
		key ^= f.keys[in]
	}
	if m := &f.known[key%remembered]; m.key == key {
		return m.length
	}
	clear(f.scratch)
	for _, o := range c.orders {
		if o != out {
			f.scratch.Add(f.sets[o])
		}
	}
	if in >= 0 {
		f.scratch.Add(f.sets[in])
	}
	return f.length(key, f.scratch)
}

// add is a cart with one order more.
func (f *floor) add(c *cart, o int32) *cart { return f.cart(append(slices.Clone(c.orders), o)) }

// take is a cart without some of its orders; nil if none is left.
func (f *floor) take(c *cart, gone func(int32) bool) *cart {
	left := slices.DeleteFunc(slices.Clone(c.orders), gone)
	if len(left) == 0 {
		return nil
	}
	return f.cart(left)
}

// fitOnOne says whether one cart has room for what is on two.
func (f *floor) fitOnOne(a, b *cart) bool {
	if f.Totes > 0 && len(a.orders)+len(b.orders) > f.Totes {
		return false
	}
	for k := range a.load {
		if a.load[k]+b.load[k] > f.Capacity[k] {
			return false
		}
	}
	return true
}

// merged says whether two carts fit on one, and how long its walk is.
func (f *floor) merged(a, b *cart) (route.Length, bool) {
	if !f.fitOnOne(a, b) {
		return 0, false
	}
	key := a.key ^ b.key
	if m := &f.known[key%remembered]; m.key == key {
		return m.length, true
	}
	copy(f.scratch, a.set)
	f.scratch.Add(b.set)
	return f.length(key, f.scratch), true
}

// total is how long all carts are walked.
func total(carts []*cart) (far route.Length) {
	for _, c := range carts {
		far += c.length
	}
	return far
}
