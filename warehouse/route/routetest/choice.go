package routetest

import (
	"math"

	"warehouse-node/warehouse/route"
)

// CheapestChoice is what the best choice of bins costs: the length of its walk, and
// what its remnants cost. It tries every amount that can be taken from each bin, keeps
// those that classes and packs allow, and goes through the wants one by one, the one
// first that makes the walk longest; it turns back where the walk past what was chosen
// so far, which no more stops make shorter, costs as much as what is known: something
// that costs less than atMost, if there is. False when that takes more than so many
// steps. Of package route it takes the lengths of walks.
func CheapestChoice(l *route.Layout, p *route.Picking, atMost route.Length, steps int) (route.Length, bool) {
	var stops []route.Stop
	for i := range p.Wants {
		for _, b := range p.Wants[i].Bins {
			stops = append(stops, b.Stop)
		}
	}
	m, err := route.NewMeter(l, p.Start, p.End, stops)
	if err != nil {
		return 0, false
	}
	c := cheapest{meter: m, best: atMost, steps: steps}
	for i := range p.Wants {
		c.ways = append(c.ways, waysOf(m, &p.Wants[i], p.Remnant))
	}
	left := make([]int, len(c.ways))
	for i := range left {
		left[i] = i
	}
	c.try(m.Empty(), 0, left)
	return c.best, c.steps > 0
}

// way is one way to meet a want.
type way struct {
	places route.Set
	cost   route.Length
}

type cheapest struct {
	meter *route.Meter
	ways  [][]way
	best  route.Length
	steps int
}

func (c *cheapest) try(so route.Set, cost route.Length, left []int) {
	if c.steps--; c.steps < 0 {
		return
	}
	if len(left) == 0 {
		c.best = min(c.best, cost+c.meter.Length(so))
		return
	}
	// Of each want the cheapest way; the want goes first whose cheapest costs most.
	next, most := 0, route.Length(-1)
	for k, i := range left {
		least := route.Length(math.MaxInt64)
		for _, w := range c.ways[i] {
			least = min(least, cost+w.cost+c.meter.Length(with(so, w.places)))
		}
		if least >= c.best {
			return
		}
		if least > most {
			next, most = k, least
		}
	}
	rest := append(append([]int{}, left[:next]...), left[next+1:]...)
	for _, w := range c.ways[left[next]] {
		if more := with(so, w.places); cost+w.cost+c.meter.Length(more) < c.best {
			c.try(more, cost+w.cost, rest)
		}
	}
}

func with(a, b route.Set) route.Set {
	sum := append(route.Set{}, a...)
	sum.Add(b)
	return sum
}

// waysOf are all ways to meet a want, as classes and packs have it: for each set of
// bins the one with the fewest remnants.
func waysOf(m *route.Meter, w *route.Want, remnant route.Length) (all []way) {
	takes := make([]int64, len(w.Bins))
	most := int64(-1)
	found := map[uint64]int{}
	var take func(bin int, left int64)
	take = func(bin int, left int64) {
		if bin < len(takes) {
			for n := range min(left, w.Bins[bin].Quantity) + 1 {
				takes[bin] = n
				take(bin+1, left-n)
			}
			takes[bin] = 0
			return
		}
		if left > 0 || !inClass(w, takes) {
			return
		}
		packs, set, remnants := int64(0), uint64(0), 0
		for i, n := range takes {
			if n == 0 {
				continue
			}
			set |= 1 << i
			if w.Pack > 1 {
				packs += n / w.Pack
			}
			if n < w.Bins[i].Quantity {
				remnants++
			}
		}
		if packs > most {
			most = packs
			clear(found)
		}
		if had, ok := found[set]; packs == most && (!ok || remnants < had) {
			found[set] = remnants
		}
	}
	take(0, w.Quantity)
	for set, remnants := range found {
		var stops []route.Stop
		for i := range w.Bins {
			if set>>i&1 == 1 {
				stops = append(stops, w.Bins[i].Stop)
			}
		}
		all = append(all, way{m.Set(stops), remnant * route.Length(remnants)})
	}
	return all
}

// inClass says whether nothing is taken from a bin while one of a lower class holds
// something.
func inClass(w *route.Want, takes []int64) bool {
	for i, n := range takes {
		for k, lower := range w.Bins {
			if n > 0 && lower.Class < w.Bins[i].Class && takes[k] < lower.Quantity {
				return false
			}
		}
	}
	return true
}
