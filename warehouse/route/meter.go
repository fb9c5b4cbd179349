package route

import (
	"cmp"
	"errors"
	"math/bits"
	"slices"
	"sync"
)

// Meter says how long the shortest tour past some of a floor's stops is, and
// nothing else. Whoever compares thousands of tours, one a batch of orders, needs no
// more of nearly all of them. It is for one goroutine at a time; Fork makes another.
type Meter struct {
	layout     *Layout
	start, end Point
	marks      []mark // every place where one can stop, by aisle and by how far along it
	number     map[place]int

	// On a floor without anything odd the table of frontiers is all that is needed.
	plain bool
	table *evens
	home  int    // the aisle where the walk starts and ends
	at    int    // the cross-aisle there
	stub  Length // from the cross-aisle to the start and back
	now   []Length
	next  []Length
	here  int // the aisle up to which now is right; -1: none

	// On any other floor a Solver does it.
	solver Solver
	trip   Trip
}

// Set is some of the places of a Meter, a bit each.
type Set []uint64

// Add puts all of another set into this one.
func (s Set) Add(other Set) {
	for i, w := range other {
		s[i] |= w
	}
}

type place struct {
	aisle int
	at    Length
}

// mark is a place where one can stop.
type mark struct {
	place
	segment int // between which cross-aisles
}

// NewMeter measures walks from start to end past some of the stops. A stop to
// which there is no way is a *PointError, as of Tour.
func NewMeter(l *Layout, start, end Point, stops []Stop) (*Meter, error) {
	m := &Meter{layout: l, start: start, end: end, number: map[place]int{}}
	if err := l.Check(); err != nil {
		return nil, err
	}
	m.trip = Trip{Start: start, End: end, Stops: stops}
	if err := l.CheckTrip(&m.trip); err != nil {
		return nil, err
	}
	for i := range stops {
		p := place{stops[i].Aisle, stops[i].At}
		if _, ok := m.number[p]; ok {
			continue
		}
		m.number[p] = 0
		m.marks = append(m.marks, mark{place: p})
	}
	slices.SortFunc(m.marks, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.aisle, b.aisle), cmp.Compare(a.at, b.at))
	})
	for i := range m.marks {
		m.number[m.marks[i].place] = i
	}
	if m.plain = m.isPlain(); m.plain {
		m.lay()
		return m, nil
	}
	for i := range stops { // one by one: all together would be a tour that nobody walks
		m.trip.Stops = stops[i : i+1]
		if _, err := m.solver.Tour(l, &m.trip); err != nil {
			return nil, atStop(err, i)
		}
	}
	return m, nil
}

// atStop is the error of a trip to one stop, with the index that the stop has
// among others.
func atStop(err error, i int) error {
	var p *PointError
	if errors.As(err, &p) && p.Stop == 0 {
		return &PointError{i, p.Err}
	}
	return err
}

// isPlain says whether all aisles are equal and open, and the walk ends at the
// cross-aisle where it starts, or at a dead end before it.
func (m *Meter) isPlain() bool {
	l := m.layout
	if m.start != m.end || m.start.Off != 0 || len(l.Shut) > 0 || len(l.Cross) < 2 || len(l.Cross) > maxEvens {
		return false
	}
	for i := range l.Aisles {
		if a := &l.Aisles[i]; a.Cross != nil || len(a.Blocked) > 0 || a.Way != BothWays {
			return false
		}
	}
	first, last := l.Cross[0], l.Cross[len(l.Cross)-1]
	for i := range m.marks {
		if at := m.marks[i].at; at < first || at > last {
			return false
		}
	}
	at := m.start.At
	return at <= first || at >= last || l.crossAt(m.start.Aisle, at) >= 0
}

// lay finds of each mark its segment, and of the start its cross-aisle.
func (m *Meter) lay() {
	cross := m.layout.Cross
	for i := range m.marks {
		k := 0
		for k+2 < len(cross) && m.marks[i].at > cross[k+1] {
			k++
		}
		m.marks[i].segment = k
	}
	m.home = m.start.Aisle
	for k, p := range cross {
		if d := apartBy(p, m.start.At); k == 0 || 2*d < m.stub {
			m.at, m.stub = k, 2*d
		}
	}
	m.table = evensOf(len(cross))
	m.now, m.next = make([]Length, len(m.table.whole)), make([]Length, len(m.table.whole))
}

// Fork is another Meter of the same floor and stops, for another goroutine.
func (m *Meter) Fork() *Meter {
	f := *m
	f.now, f.next = make([]Length, len(m.now)), make([]Length, len(m.next))
	f.solver, f.trip.Stops = Solver{}, nil
	return &f
}

// Set is the set of some stops, all of them among those that the Meter was made
// for.
func (m *Meter) Set(stops []Stop) Set {
	s := m.Empty()
	for i := range stops {
		n := m.number[place{stops[i].Aisle, stops[i].At}]
		s[n/64] |= 1 << (n % 64)
	}
	return s
}

// Empty is a set of nothing.
func (m *Meter) Empty() Set { return make(Set, (len(m.marks)+63)/64) }

// Length is how long the shortest tour past a set is; 0 past nothing.
func (m *Meter) Length(s Set) Length {
	if m.plain {
		return m.plainly(s)
	}
	m.trip.Stops = m.trip.Stops[:0]
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			p := m.marks[i*64+bits.TrailingZeros64(w)].place
			m.trip.Stops = append(m.trip.Stops, Stop{Aisle: p.aisle, At: p.at})
		}
	}
	if len(m.trip.Stops) == 0 {
		return 0
	}
	t, err := m.solver.Tour(m.layout, &m.trip)
	if err != nil {
		return nowhere
	}
	return t.Length
}

// measured is an aisle with its stops: of each segment the first and the last, and
// the longest piece between two.
type measured struct {
	aisle       int
	used        [maxEvens]bool
	first, last [maxEvens]Length
	gap         [maxEvens]Length
}

// plainly goes through the stops from left to right, aisle by aisle.
func (m *Meter) plainly(s Set) Length {
	for i := range m.now {
		m.now[i] = nowhere
	}
	m.now[0], m.here = 0, -1
	c := measured{aisle: -1}
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			p := &m.marks[i*64+bits.TrailingZeros64(w)]
			if p.aisle != c.aisle {
				m.pick(&c)
				c.aisle, c.used = p.aisle, [maxEvens]bool{}
			}
			k := p.segment
			if !c.used[k] {
				c.used[k], c.first[k], c.last[k], c.gap[k] = true, p.at, p.at, 0
				continue
			}
			c.gap[k] = max(c.gap[k], p.at-c.last[k])
			c.last[k] = p.at
		}
	}
	if c.aisle < 0 {
		return 0
	}
	m.pick(&c)
	if m.here < m.home {
		m.visit(&measured{aisle: m.home})
	}
	best := nowhere
	for state, far := range m.now {
		if m.table.whole[state] && far < best {
			best = far
		}
	}
	return best + m.stub
}

// pick visits an aisle, and the one where the walk starts if that lies before it.
func (m *Meter) pick(c *measured) {
	if c.aisle < 0 {
		return
	}
	if m.here < m.home && m.home < c.aisle {
		m.visit(&measured{aisle: m.home})
	}
	m.visit(c)
}

// visit walks on to an aisle and along it, in every way.
func (m *Meter) visit(c *measured) {
	t := m.table
	if m.here >= 0 {
		far := m.layout.Aisles[c.aisle].X - m.layout.Aisles[m.here].X
		m.turn()
		for state, was := range m.now {
			if was == nowhere {
				continue
			}
			for _, mv := range t.moves[t.from[state]:t.from[state+1]] {
				m.offer(mv.next, was+Length(mv.walked)*far)
			}
		}
		m.now, m.next = m.next, m.now
	}
	if c.aisle == m.home {
		m.turn()
		for state, was := range m.now {
			if was != nowhere {
				m.offer(t.touch[state*t.crosses+m.at], was)
			}
		}
		m.now, m.next = m.next, m.now
	}
	for k := 0; k+1 < t.crosses; k++ {
		m.segment(c, k)
	}
	m.here = c.aisle
}

// turn makes room for what comes next.
func (m *Meter) turn() {
	for i := range m.next {
		m.next[i] = nowhere
	}
}

func (m *Meter) offer(state int32, far Length) {
	if far < m.next[state] {
		m.next[state] = far
	}
}

// segment walks an aisle between two cross-aisles, as plan.options has it for one
// in which no walk starts or ends.
func (m *Meter) segment(c *measured, k int) {
	t := m.table
	top, bottom := m.layout.Cross[k], m.layout.Cross[k+1]
	total := bottom - top
	cost := [evenWays]Length{nowhere, 2 * total, total, nowhere, nowhere, nowhere}
	if !c.used[k] {
		cost[0] = 0
	} else {
		above, below, gap := c.first[k]-top, bottom-c.last[k], c.gap[k]
		cost[4], cost[5] = 2*(total-below), 2*(total-above)
		if gap > 0 && gap >= above && gap >= below {
			cost[3] = 2 * (total - gap)
		}
	}
	m.turn()
	for state, was := range m.now {
		if was == nowhere {
			continue
		}
		row := t.after[(state*(t.crosses-1)+k)*evenWays:][:evenWays]
		for w, far := range cost {
			if far != nowhere {
				m.offer(row[w], was+far)
			}
		}
	}
	m.now, m.next = m.next, m.now
}

// Of a tour that ends where it starts, only frontiers are met where an odd number
// of ways may meet but none must: these are so few that they stand in a table.
const (
	maxEvens = 6 // cross-aisles for which there is one
	evenWays = 6
)

var evenly = [evenWays]way{unused, through, through + 3, apart, upper, lower}

type evens struct {
	crosses int
	whole   []bool
	after   []int32 // [state, segment, way]
	touch   []int32 // [state, crossing]
	moves   []evenMove
	from    []int32 // of each state, where its moves begin
}

type evenMove struct {
	next   int32
	walked uint8
}

var evenTables [maxEvens + 1]struct {
	sync.Once
	*evens
}

// evensOf is the table for a number of cross-aisles.
func evensOf(crosses int) *evens {
	e := &evenTables[crosses]
	e.Do(func() {
		m := newMachine(crosses)
		t := &evens{crosses: crosses, from: []int32{0}}
		for state := int32(0); int(state) < len(m.all); state++ { // all grows
			for k := range crosses - 1 {
				for _, w := range evenly {
					t.after = append(t.after, m.after(state, k, w))
				}
			}
			for k := range crosses {
				t.touch = append(t.touch, m.meeting(state, k, 0))
			}
			for _, mv := range m.onward(state) {
				t.moves = append(t.moves, evenMove{mv.next, mv.walked})
			}
			t.from = append(t.from, int32(len(t.moves)))
		}
		t.whole = m.whole
		e.evens = t
	})
	return e.evens
}
