package batch

import (
	"context"
	"math"
	"slices"

	"warehouse-node/warehouse/route"
)

// cool tries so many small changes, and keeps what makes the plan longer by a chance
// that falls from change to change; warm is the temperature at first, as a share of a
// cart's walk.
func (s *search) cool(ctx context.Context, times int, warm float64) {
	if len(s.now) < 2 {
		return
	}
	heat := warm * float64(s.far) / float64(len(s.now))
	less := math.Pow(1.0/200, 1/float64(times))
	for n := range times {
		if n%256 == 0 && ctx.Err() != nil {
			return
		}
		s.try(heat)
		heat *= less
	}
	s.descend(ctx)
	s.keep()
}

// try moves an order to another cart or to one of its own, or lets two orders change
// places.
func (s *search) try(heat float64) {
	a, b := s.rand.IntN(len(s.now)), s.rand.IntN(len(s.now)+1)
	if a == b {
		return
	}
	from := s.now[a]
	o := from.orders[s.rand.IntN(len(from.orders))]
	if b == len(s.now) || s.rand.IntN(2) == 0 {
		s.tryMove(a, b, o, heat)
		return
	}
	to := s.now[b]
	p := to.orders[s.rand.IntN(len(to.orders))]
	if !s.fitsFor(from, p, o) || !s.fitsFor(to, o, p) {
		return
	}
	if s.allows(s.without(from, o, p)+s.without(to, p, o)-from.length-to.length, heat) {
		s.now[a], s.now[b] = s.add(s.takeOne(from, o), p), s.add(s.takeOne(to, p), o)
		s.keep()
	}
}

func (s *search) tryMove(a, b int, o int32, heat float64) {
	from := s.now[a]
	more := -from.length
	if len(from.orders) > 1 {
		more += s.without(from, o, -1)
	}
	switch {
	case b < len(s.now) && s.fits(s.now[b], o):
		more += s.with(s.now[b], o) - s.now[b].length
	case b == len(s.now) && len(from.orders) > 1:
		more += s.length(s.keys[o], s.sets[o])
	default:
		return
	}
	if !s.allows(more, heat) {
		return
	}
	if b < len(s.now) {
		s.now[b] = s.add(s.now[b], o)
	} else {
		s.now = append(s.now, s.cart([]int32{o}))
	}
	if s.now[a] = s.take(from, func(x int32) bool { return x == o }); s.now[a] == nil {
		s.now = slices.Delete(s.now, a, a+1)
	}
	s.keep()
}

// allows decides on a change that makes the plan longer by so much.
func (s *search) allows(more route.Length, heat float64) bool {
	if more > 0 && s.rand.Float64() >= math.Exp(-float64(more)/heat) {
		return false
	}
	s.far += more
	return true
}
