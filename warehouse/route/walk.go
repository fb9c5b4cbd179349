package route

// tour is the memory of a Tour.
type tour struct {
	stack, visits []int32
	order         []int
	path          []Waypoint
}

// walk makes one walk of what was drawn: every piece as often as it was drawn,
// from the start to the end. In every other vertex an even number of ways meets
// and all of it hangs together, so Hierholzer's walk always exists.
func (s *Solver) walk(far Length) Tour {
	t := &s.tour
	t.stack, t.visits, t.order, t.path = append(t.stack[:0], s.to), t.visits[:0], t.order[:0], t.path[:0]
	for len(t.stack) > 0 {
		v := t.stack[len(t.stack)-1]
		if next := s.leaveBy(v); next >= 0 {
			t.stack = append(t.stack, next)
			continue
		}
		t.visits = append(t.visits, v)
		t.stack = t.stack[:len(t.stack)-1]
	}
	// The walk was made from its end, so it was undone from its start.
	for i, v := range t.visits {
		stop := -1
		if at := &s.vertices[v]; at.what >= 0 && !at.picked {
			at.picked = true
			stop = int(at.what)
			t.order = append(t.order, stop)
		}
		if stop >= 0 || i == 0 || i == len(t.visits)-1 || s.turns(t.visits[i-1], v, t.visits[i+1]) {
			t.path = append(t.path, s.waypoint(v, stop))
		}
	}
	// A place between two aisles has two names; these are the trip's.
	t.path[0].Point, t.path[len(t.path)-1].Point = s.trip.Start, s.trip.End
	return Tour{Length: far, AtLeast: far, Order: t.order, Path: t.path}
}

// leaveBy takes one of the pieces that are left at a vertex and returns where it
// leads, or -1.
func (s *Solver) leaveBy(v int32) int32 {
	here := &s.vertices[v]
	if here.right > 0 {
		here.right--
		return s.cols[here.col+1].cross[here.k]
	}
	if here.k >= 0 && here.col > 0 {
		if left := s.cols[here.col-1].cross[here.k]; s.vertices[left].right > 0 {
			s.vertices[left].right--
			return left
		}
	}
	if here.down > 0 {
		here.down--
		return v + 1
	}
	if v > s.cols[here.col].first && s.vertices[v-1].down > 0 {
		s.vertices[v-1].down--
		return v - 1
	}
	return -1
}

// turns says whether a walk changes its direction in b.
func (s *Solver) turns(a, b, c int32) bool {
	x, y, z := &s.vertices[a], &s.vertices[b], &s.vertices[c]
	if x.col == y.col && y.col == z.col {
		return b-a != c-b
	}
	return x.col-y.col != y.col-z.col
}

func (s *Solver) waypoint(v int32, stop int) Waypoint {
	at := &s.vertices[v]
	c := &s.cols[at.col]
	return Waypoint{Point: Point{Aisle: int(c.aisle), At: at.at, Off: c.off}, Stop: stop}
}
