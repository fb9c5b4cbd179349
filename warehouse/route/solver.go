package route

import "math/bits"

// Solver finds shortest tours. It keeps its tables and memory from one trip to the
// next; one that has seen trips of a size allocates nothing for more of them. The
// zero value is ready. It is for one goroutine at a time.
type Solver struct {
	plan
	machines [MaxCross + 1]*machine
	m        *machine

	// Every partial tour worth remembering, layer after layer.
	partial []partial
	layer   int32   // where the newest layer starts
	at      []int32 // of each frontier, its partial tour in the newest layer, if it has one
	steps   []step
	opts    []option

	tour tour
}

// partial is the shortest part of a tour, so far, that leaves a frontier behind.
type partial struct {
	walked   Length
	frontier int32
	from     int32 // the partial tour that it grew from
	choice   int32 // what was added
}

// step is what a layer decided.
type step struct {
	layer int32 // where it starts
	col   int32
	k     int32 // the segment; or one of the below
}

const (
	meets = -1 - iota // what must be touched is
	goes              // to the next column
)

// Shortest is the shortest walk that does a trip.
func Shortest(l *Layout, t *Trip) (Tour, error) { return new(Solver).Tour(l, t) }

// Tour is the shortest walk that does a trip; that there is no shorter one is
// proven by construction. Where aisles are one-way it is what Graph.Walk finds,
// which takes more time and memory, and says how short a walk could be. Its slices are the solver's and hold until the next
// call. What is wrong is an error that wraps ErrLayout, or a *PointError.
func (s *Solver) Tour(l *Layout, t *Trip) (Tour, error) {
	if err := s.lay(l, t); err != nil {
		return Tour{}, err
	}
	if l.oneWay() {
		return general(l, t)
	}
	n := len(l.Cross)
	if s.machines[n] == nil {
		s.machines[n] = newMachine(n)
	}
	s.m = s.machines[n]
	best, step := s.search()
	far, top, bottom, ok := s.straight()
	switch {
	case ok && (best < 0 || far <= s.partial[best].walked):
		s.erase()
		s.drawStraight(top, bottom)
	case best < 0:
		return Tour{}, s.unreachable()
	default:
		far = s.partial[best].walked
		s.trace(best, step)
	}
	return s.walk(far), nil
}

// search grows partial tours from left to right and returns the best whole one
// with the step that finished it, or -1.
func (s *Solver) search() (best int32, finished int) {
	clear(s.at)
	s.partial = append(s.partial[:0], partial{from: -1}, partial{from: -1}) // number 0 stays unused
	s.steps, s.opts, s.layer, best = s.steps[:0], s.opts[:0], 1, -1
	s.remember(0)
	for i := range s.cols {
		c := &s.cols[i]
		if !s.meet(c, int32(i)) {
			return -1, 0
		}
		for k := 0; k+1 < s.m.crosses && !c.bare; k++ {
			s.along(c, int32(i), int32(k))
		}
		if i >= s.last {
			for j := s.layer; j < int32(len(s.partial)); j++ {
				if p := &s.partial[j]; s.m.whole[p.frontier] && (best < 0 || p.walked < s.partial[best].walked) {
					best, finished = j, len(s.steps)
				}
			}
		}
		if i+1 < len(s.cols) {
			s.across(c, int32(i))
		}
	}
	return best, finished
}

// remember makes room for frontiers that the machine has met since.
func (s *Solver) remember(frontier int32) {
	for int(frontier) >= len(s.at) {
		s.at = append(s.at, 0)
	}
}

// begin opens a layer and returns the one before it.
func (s *Solver) begin(col, k int32) (from, to int32) {
	from, to = s.layer, int32(len(s.partial))
	s.layer = to
	s.steps = append(s.steps, step{layer: to, col: col, k: k})
	return from, to
}

// offer keeps a partial tour if it is the shortest with its frontier.
func (s *Solver) offer(p partial) {
	s.remember(p.frontier)
	if at := s.at[p.frontier]; at >= s.layer {
		if p.walked < s.partial[at].walked {
			s.partial[at] = p
		}
		return
	}
	s.at[p.frontier] = int32(len(s.partial))
	s.partial = append(s.partial, p)
}

// meet touches what must be touched in a column: where the walk starts or ends,
// and where its dead ends begin.
func (s *Solver) meet(c *column, col int32) bool {
	far, touched, odd, ok := s.stubs(c, s.m.crosses)
	if !ok {
		return false
	}
	touched |= c.touched
	odd ^= c.odd
	if touched == 0 {
		return true
	}
	from, to := s.begin(col, meets)
	for j := from; j < to; j++ {
		p := s.partial[j]
		for mask := touched; mask != 0; mask &= mask - 1 {
			k := bits.TrailingZeros8(mask)
			p.frontier = s.m.meeting(p.frontier, k, odd>>k&1)
		}
		p.walked, p.from = p.walked+far, j
		s.offer(p)
	}
	return true
}

// along walks a segment of a column in every way.
func (s *Solver) along(c *column, col, k int32) {
	first := len(s.opts)
	s.opts = s.plan.options(s.opts, c, int(k))
	from, to := s.begin(col, k)
	for j := from; j < to; j++ {
		p := s.partial[j]
		for o := first; o < len(s.opts); o++ {
			opt := &s.opts[o]
			s.offer(partial{p.walked + opt.walked, s.m.after(p.frontier, int(k), opt.way), j, int32(o)})
		}
	}
}

// across walks to the next column in every way.
func (s *Solver) across(c *column, col int32) {
	far := s.cols[col+1].x - c.x
	shut := uint8(0)
	for _, p := range s.layout.Shut {
		if x := s.layout.Aisles[p.Aisle].X; x < s.cols[col+1].x && s.layout.Aisles[p.Aisle+1].X > c.x {
			shut |= 1 << p.Cross
		}
	}
	from, to := s.begin(col, goes)
	for j := from; j < to; j++ {
		p := s.partial[j]
		moves := s.m.onward(p.frontier)
		first := s.m.movesOf[p.frontier].from
		for i := range moves {
			if m := &moves[i]; (m.once|m.twice)&shut == 0 {
				s.offer(partial{p.walked + Length(m.walked)*far, m.next, j, first + int32(i)})
			}
		}
	}
}

// trace draws a tour from its end back.
func (s *Solver) trace(best int32, finished int) {
	for i := finished - 1; i >= 0; i-- {
		st := s.steps[i]
		p := &s.partial[best]
		c := &s.cols[st.col]
		switch st.k {
		case meets:
		case goes:
			m := &s.m.moves[p.choice]
			for k := range s.m.crosses {
				s.vertices[c.cross[k]].right = m.once>>k&1 + m.twice>>k&1*2
			}
		default:
			s.draw(&s.opts[p.choice], c.cross[st.k], c.cross[st.k+1])
		}
		best = p.from
	}
}

// erase undoes what search drew of dead ends.
func (s *Solver) erase() {
	for i := range s.vertices {
		s.vertices[i].down, s.vertices[i].right = 0, 0
	}
}

// drawStraight walks an aisle between two vertices and what lies between start
// and end once, the rest twice.
func (s *Solver) drawStraight(top, bottom int32) {
	for v := top; v < bottom; v++ {
		s.vertices[v].down = 2
		if v >= min(s.from, s.to) && v < max(s.from, s.to) {
			s.vertices[v].down = 1
		}
	}
}
