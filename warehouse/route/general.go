package route

import "slices"

// oneWay says whether a layout has aisles that are walked one way only: such go to
// the graph, for a tour is then more than a set of ways.
func (l *Layout) oneWay() bool {
	return slices.ContainsFunc(l.Aisles, func(a Aisle) bool { return a.Way != BothWays })
}

// general is a tour found on the graph of a layout.
func general(l *Layout, t *Trip) (Tour, error) {
	s, g, e, err := l.spread(t)
	if err != nil {
		return Tour{}, err
	}
	w, err := g.Walk(e)
	if err != nil {
		return Tour{}, err
	}
	tour := Tour{Length: w.Length, AtLeast: w.AtLeast, Order: w.Order}
	picked := 0
	for i, node := range w.Path {
		tour.Path = append(tour.Path, Waypoint{Point: s.points[node], Stop: -1})
		for picked < len(w.Order) && e.Stops[w.Order[picked]] == node {
			if last := &tour.Path[len(tour.Path)-1]; last.Stop < 0 {
				last.Stop = w.Order[picked]
			} else {
				tour.Path = append(tour.Path, Waypoint{Point: s.points[node], Stop: w.Order[picked]})
			}
			picked++
		}
		if n := len(tour.Path); i > 1 && n > 2 && tour.Path[n-2].Stop < 0 && s.onward(tour.Path[n-3].Point, tour.Path[n-2].Point, tour.Path[n-1].Point) {
			tour.Path = slices.Delete(tour.Path, n-2, n-1)
		}
	}
	return tour, nil
}

// onward says whether b lies on a straight way from a to c.
func (s *spread) onward(a, b, c Point) bool {
	if s.x(a) == s.x(b) && s.x(b) == s.x(c) {
		return (a.At < b.At) == (b.At < c.At) && a.At != b.At && b.At != c.At
	}
	return (s.x(a) < s.x(b)) == (s.x(b) < s.x(c)) && s.x(a) != s.x(b) && s.x(b) != s.x(c)
}
