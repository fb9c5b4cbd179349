package route

import (
	"errors"
	"slices"
)

// Rest is what is left of a walk while it is being walked.
type Rest struct {
	At, End Point // where the picker stands, and where the walk ends
	Stops   []Stop
	// Express are stops that are walked to before all others, as indices into
	// Stops: an order came that cannot wait.
	Express []int
	// Closed are aisles that nobody may enter now, along their whole length; one
	// may cross them on a cross-aisle, and leave one in which one stands.
	Closed []int
	// Busy are aisles in which a colleague works. They are left for last where
	// that makes the walk longer by no more than Detour; express stops are not
	// left for anybody.
	Busy   []int
	Detour Length
}

// Onward is how to go on.
type Onward struct {
	Tour
	Waiting []int // stops that cannot be come to now, as indices into Rest.Stops
}

// Remaining is the shortest walk past what is left, planned anew from where the
// picker stands: at every scan, for it takes no longer than a tour does. With
// express stops it is the shortest of the walks that come to those first. Errors are
// those of Tour; its slices are the caller's.
func (s *Solver) Remaining(l *Layout, r *Rest) (Onward, error) {
	open, now, waiting, err := r.open(l)
	if err != nil {
		return Onward{}, err
	}
	out := Onward{Waiting: waiting}
	express, others := split(now, func(i int) bool { return slices.Contains(r.Express, i) })
	if len(express) > 0 {
		var junctions []Point
		for _, i := range express {
			junctions = append(junctions, r.Stops[i].point())
		}
		out.Tour, err = s.relay(open, r, express, others, junctions)
		return out, err
	}
	if out.Tour, err = s.past(open, r.At, r.End, r.Stops, now); err != nil {
		return Onward{}, err
	}
	busy, others := split(now, func(i int) bool { return slices.Contains(r.Busy, r.Stops[i].Aisle) })
	if len(busy) == 0 || len(others) == 0 {
		return out, nil
	}
	later, err := s.relay(open, r, others, busy, mouths(l, r.Stops, busy))
	if err == nil && later.Length <= out.Length+r.Detour {
		later.AtLeast = out.AtLeast
		out.Tour = later
	}
	return out, nil
}

// open is the layout without its closed aisles, and which stops can be come to
// there.
func (r *Rest) open(l *Layout) (_ *Layout, now, waiting []int, err error) {
	if err := l.Check(); err != nil {
		return nil, nil, nil, err
	}
	if err := l.CheckTrip(&Trip{Start: r.At, End: r.End, Stops: r.Stops}); err != nil {
		return nil, nil, nil, err
	}
	inside := l.crossAt(r.At.Aisle, r.At.At) < 0 // and not before the aisle, on a way across
	closed := func(aisle int) bool { return slices.Contains(r.Closed, aisle) && !(inside && aisle == r.At.Aisle) }
	waiting, now = split(every(len(r.Stops)), func(i int) bool { return closed(r.Stops[i].Aisle) })
	if len(r.Closed) == 0 {
		return l, now, waiting, nil
	}
	open := *l
	open.Aisles = slices.Clone(l.Aisles)
	for i := range open.Aisles {
		if !closed(i) {
			continue
		}
		a, cross := &open.Aisles[i], l.cross(i)
		a.Blocked = slices.Clone(a.Blocked)
		for k := 1; k < len(cross); k++ {
			a.Blocked = append(a.Blocked, cross[k-1]+(cross[k]-cross[k-1])/2)
		}
	}
	return &open, now, waiting, nil
}

func every(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// split parts those that are from those that are not, in their order.
func split(all []int, is func(int) bool) (those, others []int) {
	for _, i := range all {
		if is(i) {
			those = append(those, i)
		} else {
			others = append(others, i)
		}
	}
	return those, others
}

// mouths are the crossings of the aisles in which some stops lie: whoever comes to
// one of these stops comes through one of those.
func mouths(l *Layout, stops []Stop, which []int) (points []Point) {
	for _, i := range which {
		for _, at := range l.cross(stops[i].Aisle) {
			if p := (Point{Aisle: stops[i].Aisle, At: at}); !slices.Contains(points, p) {
				points = append(points, p)
			}
		}
	}
	return points
}

// past is the shortest walk past some of the stops.
func (s *Solver) past(l *Layout, from, to Point, stops []Stop, which []int) (Tour, error) {
	trip := Trip{Start: from, End: to, Stops: make([]Stop, len(which))}
	for k, i := range which {
		trip.Stops[k] = stops[i]
	}
	t, err := s.Tour(l, &trip)
	if at := new(PointError); errors.As(err, &at) && at.Stop >= 0 {
		return Tour{}, &PointError{which[at.Stop], at.Err}
	}
	if err != nil {
		return Tour{}, err
	}
	t.Order, t.Path = slices.Clone(t.Order), slices.Clone(t.Path)
	for k, i := range t.Order {
		t.Order[k] = which[i]
	}
	for k := range t.Path {
		if w := &t.Path[k]; w.Stop >= 0 {
			w.Stop = which[w.Stop]
		}
	}
	return t, nil
}

// relay is the shortest walk past some stops and then past others, going from
// those to these at one of the junctions.
func (s *Solver) relay(l *Layout, r *Rest, first, then []int, junctions []Point) (best Tour, err error) {
	for n, at := range junctions {
		one, err := s.past(l, r.At, at, r.Stops, first)
		if err != nil {
			return Tour{}, err
		}
		two, err := s.past(l, at, r.End, r.Stops, then)
		if err != nil {
			return Tour{}, err
		}
		if far := one.Length + two.Length; n == 0 || far < best.Length {
			best = Tour{Length: far, AtLeast: one.AtLeast + two.AtLeast, Order: append(one.Order, two.Order...), Path: joined(one.Path, two.Path)}
		} else {
			best.AtLeast = min(best.AtLeast, one.AtLeast+two.AtLeast)
		}
	}
	return best, nil
}

// joined is a path and one that starts where it ends.
func joined(a, b []Waypoint) []Waypoint {
	if b[0].Stop < 0 {
		b = b[1:]
	}
	return append(a, b...)
}
