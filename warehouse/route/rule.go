package route

import "errors"

// Rule is a way to walk that a person can keep in mind. None is the shortest; they
// are what the shortest tour is measured by.
type Rule int

// The rules. All but Return walk the first and the last visited aisle end to end.
const (
	// SShape walks every visited aisle from end to end, the last one back if
	// that leads home.
	SShape Rule = iota
	// Return enters every aisle from the front and comes back.
	Return
	// Midpoint picks the half that is nearer to the front from the front, and
	// the other from the back.
	Midpoint
	// LargestGap leaves out the longest piece of each aisle.
	LargestGap
	// Combined walks each aisle either from end to end or there and back,
	// whatever is best for all of them from left to right.
	Combined
)

// Rules are all of them.
var Rules = []Rule{SShape, Return, Midpoint, LargestGap, Combined}

func (r Rule) String() string {
	return [...]string{"S-shape", "return", "midpoint", "largest gap", "combined"}[r]
}

// ErrRule is returned where the rules say nothing: a trip that does not start and
// end in one place at the first or last cross-aisle, a stop that is not between
// these two, a layout on which one cannot walk everywhere.
var ErrRule = errors.New("the rules do not speak of such a trip")

// ruled is a trip as the rules see it: front and back, and aisles to visit.
type ruled struct {
	*Solver
	front, back int // cross-aisles
	aisles      []int32
	here        Waypoint
	far         Length
}

// Rule is the walk that follows a rule; like Tour, with slices that hold until the
// next call. Cross-aisles between the first and the last are walked past.
func (s *Solver) Rule(r Rule, l *Layout, t *Trip) (Tour, error) {
	if err := s.lay(l, t); err != nil {
		return Tour{}, err
	}
	w := ruled{Solver: s}
	if !w.applies() {
		return Tour{}, ErrRule
	}
	s.tour.order, s.tour.path = s.tour.order[:0], s.tour.path[:0]
	home := w.waypoint(s.from, -1)
	w.here = home
	s.tour.path = append(s.tour.path, home)
	w.along(l.cross(home.Aisle)[w.front])
	if len(w.aisles) > 0 {
		w.follow(r)
	}
	w.across(home.Aisle, home.Off)
	w.along(home.At)
	return Tour{Length: w.far, Order: s.tour.order, Path: s.tour.path}, nil
}

// applies says whether the rules speak of the trip, and finds its front.
func (w *ruled) applies() bool {
	last := len(w.layout.Cross) - 1
	if last == 0 || w.trip.Start != w.trip.End || len(w.layout.Shut) > 0 || w.layout.oneWay() {
		return false
	}
	crosses := w.layout.cross(w.trip.Start.Aisle)
	switch at := w.trip.Start.At; {
	case at <= crosses[0]:
		w.front, w.back = 0, last
	case at >= crosses[last]:
		w.front, w.back = last, 0
	default:
		return false
	}
	w.aisles = w.tour.stack[:0]
	for i := range w.cols {
		c := &w.cols[i]
		if len(w.layout.Aisles[c.aisle].Blocked) > 0 {
			return false
		}
		stops := false
		for v := c.first; v < c.last; v++ {
			if w.vertices[v].what >= 0 {
				stops = true
				if v < c.cross[0] || v > c.cross[last] {
					return false
				}
			}
		}
		if stops {
			w.aisles = append(w.aisles, int32(i))
		}
	}
	w.tour.stack = w.aisles
	return true
}

// follow walks from the front past every stop and back to the front.
func (w *ruled) follow(r Rule) {
	switch r {
	case SShape:
		w.sShape()
	case Return:
		for _, c := range w.aisles {
			w.reach(c)
			w.pickAll(c, w.front)
		}
	case Combined:
		w.combined()
	default:
		w.around(r)
	}
}

func (w *ruled) sShape() {
	at := w.front
	for i, c := range w.aisles {
		w.reach(c)
		if i == len(w.aisles)-1 && at == w.front {
			w.pickAll(c, at)
			return
		}
		at = w.other(at)
		w.pass(c, at)
	}
}

// around walks up the first aisle, along the back picking what is picked from
// there, down the last aisle, and along the front picking the rest.
func (w *ruled) around(r Rule) {
	n := len(w.aisles)
	w.reach(w.aisles[0])
	if n == 1 {
		w.pickAll(w.aisles[0], w.front)
		return
	}
	w.pass(w.aisles[0], w.back)
	for _, c := range w.aisles[1 : n-1] {
		if near, far := w.split(r, c); far > 0 {
			w.reach(c)
			w.pick(c, w.back, near, far)
		}
	}
	w.reach(w.aisles[n-1])
	w.pass(w.aisles[n-1], w.front)
	for i := n - 2; i > 0; i-- {
		c := w.aisles[i]
		if near, _ := w.split(r, c); near > 0 {
			w.reach(c)
			w.pick(c, w.front, 0, near)
		}
	}
}

// split says how many stops of an aisle are picked from the front, and how many
// from the back.
func (w *ruled) split(r Rule, c int32) (near, far int) {
	n := w.stops(c)
	front, back := w.end(c, w.front), w.end(c, w.back)
	if r == Midpoint {
		for near < n && 2*apartBy(front, w.stop(c, near).at) <= apartBy(front, back) {
			near++
		}
		return near, n - near
	}
	longest, before := Length(-1), front
	for i := range n + 1 {
		next := back
		if i < n {
			next = w.stop(c, i).at
		}
		if gap := apartBy(before, next); gap > longest {
			longest, near = gap, i
		}
		before = next
	}
	return near, n - near
}

func apartBy(a, b Length) Length { return max(a-b, b-a) }

// combined decides aisle by aisle on which end it is left, keeping for both ends
// the shortest walk so far: bit 1 of turned says that the walk to the front end
// came from the back, bit 2 that the one to the back end came from the front.
func (w *ruled) combined() {
	const never = nowhere
	cost := [2]Length{0, never} // ending at the front, at the back
	turned := w.tour.visits[:0]
	for _, c := range w.aisles {
		n := w.stops(c)
		front, back := w.end(c, w.front), w.end(c, w.back)
		long := apartBy(front, back)
		stay := [2]Length{
			cost[0] + 2*apartBy(front, w.stop(c, n-1).at),
			cost[1] + 2*apartBy(back, w.stop(c, 0).at),
		}
		pass := [2]Length{cost[1] + long, cost[0] + long}
		how := int32(0)
		for end := range cost {
			if cost[end] = stay[end]; pass[end] < stay[end] {
				cost[end] = pass[end]
				how |= 1 << end
			}
		}
		turned = append(turned, how)
	}
	w.tour.visits = turned
	for i, end := len(turned)-1, int32(0); i >= 0; i-- { // from the front, where it ends, back
		crossed := turned[i] >> end & 1
		turned[i] = end<<1 | crossed
		end ^= crossed
	}
	for i, c := range w.aisles {
		end, crossed := turned[i]>>1, turned[i]&1 == 1
		at := w.front
		if (end == 1) != crossed {
			at = w.back
		}
		w.reach(c)
		if crossed {
			w.pass(c, w.other(at))
		} else {
			w.pickAll(c, at)
		}
	}
}

func (w *ruled) other(at int) int { return w.front + w.back - at }

// end is where a cross-aisle meets an aisle.
func (w *ruled) end(c int32, cross int) Length { return w.vertices[w.cols[c].cross[cross]].at }

// stops is how many stops an aisle has.
func (w *ruled) stops(c int32) int {
	n := 0
	for v := w.cols[c].first; v < w.cols[c].last; v++ {
		if w.vertices[v].what >= 0 {
			n++
		}
	}
	return n
}

// stop is the i-th stop of an aisle, counted from the front.
func (w *ruled) stop(c int32, i int) *vertex {
	v, step := w.cols[c].first, int32(1)
	if w.front > w.back {
		v, step = w.cols[c].last-1, -1
	}
	for ; ; v += step {
		if w.vertices[v].what >= 0 {
			if i == 0 {
				return &w.vertices[v]
			}
			i--
		}
	}
}

// reach walks along the cross-aisle that one is at to an aisle.
func (w *ruled) reach(c int32) {
	w.across(int(w.cols[c].aisle), 0)
}

// pass walks an aisle to its other end and picks all that is there.
func (w *ruled) pass(c int32, to int) {
	for i := range w.stops(c) {
		if to == w.front {
			i = w.stops(c) - 1 - i
		}
		w.take(w.stop(c, i))
	}
	w.along(w.end(c, to))
}

// pickAll picks a whole aisle from one of its ends and comes back.
func (w *ruled) pickAll(c int32, from int) { w.pick(c, from, 0, w.stops(c)) }

// pick picks n stops of an aisle from one of its ends and comes back. The first of
// them, counted from the front, is number first.
func (w *ruled) pick(c int32, from, first, n int) {
	for i := range n {
		if from == w.back {
			i = n - 1 - i
		}
		w.take(w.stop(c, first+i))
	}
	w.along(w.end(c, from))
}

func (w *ruled) take(v *vertex) {
	w.along(v.at)
	w.tour.order = append(w.tour.order, int(v.what))
	w.tour.path[len(w.tour.path)-1].Stop = int(v.what)
}

// along walks along the aisle one is in.
func (w *ruled) along(at Length) {
	w.far += apartBy(w.here.At, at)
	w.here.At = at
	w.tour.path = append(w.tour.path, w.here)
}

// across walks along the cross-aisle one is at.
func (w *ruled) across(aisle int, off Length) {
	w.far += apartBy(w.layout.Aisles[w.here.Aisle].X+w.here.Off, w.layout.Aisles[aisle].X+off)
	k := w.layout.crossAt(w.here.Aisle, w.here.At)
	w.here.Aisle, w.here.Off = aisle, off
	w.here.At = w.layout.cross(aisle)[k]
	w.tour.path = append(w.tour.path, w.here)
}
