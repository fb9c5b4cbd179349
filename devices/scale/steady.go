package scale

import (
	"time"

	"warehouse-node/devices/weight"
)

// mark is what a line says of the load.
type mark int

const (
	unmarked mark = iota
	still
	moving
	over
	under
)

// steady says when a weight may be believed that a scale repeats: two in a row are
// alike, and the scale says that the load lies still or shows the same for a while.
type steady struct {
	hold time.Duration // how long, where the scale says nothing
	last weight.Reading
	from time.Time // since when it shows the same
}

// reading is what was said as a reading, stable or not.
func (s *steady) reading(grams int64, m mark, at time.Time) weight.Reading {
	switch m {
	case over:
		s.from = time.Time{}
		return weight.Reading{Beyond: weight.Over, At: at}
	case under:
		s.from = time.Time{}
		return weight.Reading{Beyond: weight.Under, At: at}
	}
	again := !s.from.IsZero() && s.last.Grams == grams && at.Sub(s.last.At) <= weight.Fresh
	if m == moving {
		again = false
	}
	if !again {
		s.from = at
	}
	s.last = weight.Reading{Grams: grams, At: at}
	r := s.last
	r.Stable = again && (m == still || at.Sub(s.from) >= s.hold)
	if m == moving {
		s.from = time.Time{}
	}
	return r
}
