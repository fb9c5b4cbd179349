package batch

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"warehouse-node/warehouse/route"
)

// search looks for shorter plans of some orders of a wave, starting from one.
type search struct {
	*floor
	rand  *rand.Rand
	all   []int32 // its orders
	now   []*cart
	best  []*cart
	far   route.Length // of now
	least route.Length // of best
	on    map[int32]int
	off   []int32 // taken off their carts, to be put back
	ways  [removals * insertions]way
}

// way is how often a way to take orders off and put them back was of use lately.
type way struct{ weight, score, tried float64 }

// The ways to take orders off their carts.
const (
	byChance = iota
	byLikeness
	byCost
	byCart
	removals
)

// The ways to put them back.
const (
	cheapest = iota
	mostRegret
	insertions
)

func (f *floor) search(carts []*cart, seed, stream uint64) *search {
	s := &search{floor: f, rand: rand.New(rand.NewPCG(seed, stream)), on: map[int32]int{}}
	s.now, s.best = slices.Clone(carts), slices.Clone(carts)
	s.far = total(carts)
	s.least = s.far
	for _, c := range carts {
		s.all = append(s.all, c.orders...)
	}
	slices.Sort(s.all)
	for i := range s.ways {
		s.ways[i].weight = 1
	}
	return s
}

// run descends, and then tears down and builds up so many times.
func (s *search) run(ctx context.Context, times int) {
	s.descend(ctx)
	s.keep()
	for n := range times {
		if ctx.Err() != nil || len(s.now) < 2 {
			return
		}
		// At first a plan may be longer by some thousandths, at last not at all.
		slack := route.Length(float64(s.least) * 0.004 * float64(times-n-1) / float64(times))
		s.shake(s.least+slack, s.choose())
		if n%50 == 49 {
			s.learn()
		}
	}
}

// keep remembers the plan if it is the best.
func (s *search) keep() bool {
	if s.far >= s.least {
		return false
	}
	s.least = s.far
	s.best = append(s.best[:0], s.now...)
	return true
}

// choose takes a way, the useful ones more often.
func (s *search) choose() int {
	sum := 0.0
	for i := range s.ways {
		sum += s.ways[i].weight
	}
	at := s.rand.Float64() * sum
	for i := range s.ways {
		if at -= s.ways[i].weight; at < 0 {
			return i
		}
	}
	return 0
}

func (s *search) learn() {
	for i := range s.ways {
		w := &s.ways[i]
		if w.tried > 0 {
			w.weight = max(0.1, 0.7*w.weight+0.3*w.score/w.tried)
		}
		w.score, w.tried = 0, 0
	}
}

// shake takes orders off and puts them back; the plan stays as it was if the new
// one is longer than allowed.
func (s *search) shake(allowed route.Length, how int) {
	had, was := slices.Clone(s.now), s.far
	s.tear(how / insertions)
	s.build(how % insertions)
	s.far = total(s.now)
	w := &s.ways[how]
	w.tried++
	switch {
	case s.keep():
		w.score += 10
		s.descend(context.Background())
		s.keep()
	case s.far < was:
		w.score += 3
	case s.far <= allowed:
		w.score++
	default:
		s.now, s.far = had, was
	}
}

// tear takes orders off their carts.
func (s *search) tear(how int) {
	clear(s.on)
	for i, c := range s.now {
		for _, o := range c.orders {
			s.on[o] = i
		}
	}
	most := max(2, min(30, len(s.all)*2/5))
	n := 2 + s.rand.IntN(most-1)
	s.off = s.off[:0]
	switch how {
	case byChance:
		for _, i := range s.rand.Perm(len(s.all))[:min(n, len(s.all))] {
			s.off = append(s.off, s.all[i])
		}
	case byLikeness:
		s.alike(n)
	case byCost:
		s.costly(n)
	case byCart:
		s.emptied(2 + s.rand.IntN(2))
	}
	hit := map[int]bool{}
	for _, o := range s.off {
		hit[s.on[o]] = true
	}
	for i := range hit {
		s.now[i] = s.take(s.now[i], func(o int32) bool { return slices.Contains(s.off, o) })
	}
	s.now = slices.DeleteFunc(s.now, func(c *cart) bool { return c == nil })
}

// alike takes an order and those that share most of its walk.
func (s *search) alike(n int) {
	seed := s.all[s.rand.IntN(len(s.all))]
	s.off = append(s.off, seed)
	single := s.cart([]int32{seed})
	s.rank(n-1, func(o int32) float64 {
		if o == seed {
			return math.Inf(1)
		}
		alone := s.length(s.keys[o], s.sets[o])
		return -float64(single.length + alone - s.with(single, o))
	})
}

// costly takes those without which their carts would be walked much shorter.
func (s *search) costly(n int) {
	s.rank(n, func(o int32) float64 {
		c := s.now[s.on[o]]
		return -float64(c.length - s.without(c, o, -1))
	})
}

// rank takes so many of the orders with the least of something, now and then
// passing one over.
func (s *search) rank(n int, of func(int32) float64) {
	type ranked struct {
		order int32
		value float64
	}
	all := make([]ranked, 0, len(s.all))
	for _, o := range s.all {
		if v := of(o); !math.IsInf(v, 1) {
			all = append(all, ranked{o, v})
		}
	}
	slices.SortStableFunc(all, func(a, b ranked) int {
		switch {
		case a.value < b.value:
			return -1
		case a.value > b.value:
			return 1
		}
		return 0
	})
	for ; n > 0 && len(all) > 0; n-- {
		u := s.rand.Float64()
		at := int(float64(len(all)) * u * u * u * u)
		s.off = append(s.off, all[at].order)
		all = slices.Delete(all, at, at+1)
	}
}

// emptied takes everything off a cart and off those that share most of its walk.
func (s *search) emptied(n int) {
	first := s.rand.IntN(len(s.now))
	c := s.now[first]
	left := make([]int, 0, len(s.now))
	for i := range s.now {
		if i != first {
			left = append(left, i)
		}
	}
	shared := func(i int) route.Length {
		copy(s.scratch, c.set)
		s.scratch.Add(s.now[i].set)
		return c.length + s.now[i].length - s.length(c.key^s.now[i].key, s.scratch)
	}
	slices.SortStableFunc(left, func(a, b int) int { return int(min(1, max(-1, shared(b)-shared(a)))) })
	s.off = append(s.off, c.orders...)
	for ; n > 1 && len(left) > 0; n-- {
		u := s.rand.Float64()
		at := int(float64(len(left)) * u * u * u)
		s.off = append(s.off, s.now[left[at]].orders...)
		left = slices.Delete(left, at, at+1)
	}
}

// build puts the orders back one by one: the one that costs least, or the one that
// has most to lose when it waits.
func (s *search) build(how int) {
	const never = route.Length(math.MaxInt64 / 4)
	costs := make([][]route.Length, len(s.off))
	cost := func(o int32, c *cart) route.Length {
		if !s.fits(c, o) {
			return never
		}
		return s.with(c, o) - c.length
	}
	alone := make([]route.Length, len(s.off))
	for i, o := range s.off {
		alone[i] = s.length(s.keys[o], s.sets[o])
		for _, c := range s.now {
			costs[i] = append(costs[i], cost(o, c))
		}
	}
	for len(s.off) > 0 {
		pick, to, most := 0, 0, math.Inf(-1)
		for i := range s.off {
			at, best, second := len(s.now), alone[i], never
			for k, far := range costs[i] {
				if far < best {
					at, best, second = k, far, best
				} else if far < second {
					second = far
				}
			}
			value := -float64(best)
			if how == mostRegret {
				value = float64(min(second, alone[i]) - best)
			}
			if value += float64(best) * 0.1 * s.rand.Float64(); value > most {
				pick, to, most = i, at, value
			}
		}
		o := s.off[pick]
		if to == len(s.now) {
			s.now = append(s.now, s.cart([]int32{o}))
		} else {
			s.now[to] = s.add(s.now[to], o)
		}
		last := len(s.off) - 1
		s.off[pick], costs[pick], alone[pick] = s.off[last], costs[last], alone[last]
		s.off, costs, alone = s.off[:last], costs[:last], alone[:last]
		for i, o := range s.off {
			if far := cost(o, s.now[to]); to == len(costs[i]) {
				costs[i] = append(costs[i], far)
			} else {
				costs[i][to] = far
			}
		}
	}
}

// descend moves single orders to other carts and swaps two, as long as that makes
// the plan shorter.
func (s *search) descend(ctx context.Context) {
	for better := true; better && ctx.Err() == nil; {
		better = false
		for a := 0; a < len(s.now); a++ {
			for b := 0; b < len(s.now) && a < len(s.now); b++ {
				if a != b && ctx.Err() == nil && (s.move(a, b) || b > a && s.swap(a, b)) {
					better = true
				}
			}
		}
	}
	s.far = total(s.now)
}

// move takes the first order of a that is better on b there.
func (s *search) move(a, b int) bool {
	from, to := s.now[a], s.now[b]
	for _, o := range from.orders {
		if !s.fits(to, o) {
			continue
		}
		less := from.length
		if len(from.orders) > 1 {
			less -= s.without(from, o, -1)
		}
		if s.with(to, o)-to.length >= less {
			continue
		}
		s.now[b] = s.add(to, o)
		if s.now[a] = s.take(from, func(x int32) bool { return x == o }); s.now[a] == nil {
			s.now = slices.Delete(s.now, a, a+1)
		}
		return true
	}
	return false
}

// swap exchanges the first two orders of which both carts together are shorter.
func (s *search) swap(a, b int) bool {
	one, two := s.now[a], s.now[b]
	for _, o := range one.orders {
		for _, p := range two.orders {
			if !s.fitsFor(one, p, o) || !s.fitsFor(two, o, p) {
				continue
			}
			if s.without(one, o, p)+s.without(two, p, o) >= one.length+two.length {
				continue
			}
			s.now[a] = s.add(s.takeOne(one, o), p)
			s.now[b] = s.add(s.takeOne(two, p), o)
			return true
		}
	}
	return false
}

// takeOne is a cart without one order, empty perhaps.
func (s *search) takeOne(c *cart, o int32) *cart {
	return s.cart(slices.DeleteFunc(slices.Clone(c.orders), func(x int32) bool { return x == o }))
}
