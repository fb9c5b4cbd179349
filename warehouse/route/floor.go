package route

import (
	"cmp"
	"slices"
)

// What a vertex is, if no stop.
const (
	aCrossing = -1 - iota
	theStart
	theEnd
)

// vertex is a stop, a crossing, or the start or end when it lies in an aisle.
type vertex struct {
	at   Length
	what int32 // index of a stop, or one of the constants
	col  int32
	k    int32 // the cross-aisle of a crossing, else -1
	// How often a tour walks from here to the next vertex of the column, and
	// from this crossing to that of the next column.
	down, right uint8
	picked      bool // a walk came by
}

// odd says whether an odd number of ways meets in a vertex of an aisle: a walk
// comes to a stop and leaves it, but only leaves its start.
func (v *vertex) odd() uint8 {
	if v.what == theStart || v.what == theEnd {
		return 1
	}
	return 0
}

// column is an aisle, or a place on the cross-aisles between two aisles where the
// walk starts or ends.
type column struct {
	x, off  Length
	aisle   int32
	bare    bool  // no aisle: nothing leads along it
	visited bool  // there is something to visit
	touched uint8 // crossings to visit, a bit each
	odd     uint8 // of these, where the walk starts or ends, not both
	first   int32 // its vertices, by their place along the aisle
	last    int32 // one past them
	cross   [MaxCross]int32
}

// item is something to visit, before it is a vertex.
type item struct {
	x, off, at Length
	what       int32
	aisle      int32
}

// plan is a layout reduced to what a trip can need of it.
type plan struct {
	layout   *Layout
	trip     *Trip
	items    []item
	cols     []column
	vertices []vertex
	last     int // the rightmost column with something to visit
	from, to int32
}

// lay reduces a layout to a trip. An aisle in which nothing is to be visited is
// left out when it can be no shortcut: when all aisles are equally long and every
// aisle that is visited can be walked from end to end.
func (p *plan) lay(l *Layout, t *Trip) error {
	if err := l.Check(); err != nil {
		return err
	}
	if err := l.CheckTrip(t); err != nil {
		return err
	}
	p.layout, p.trip = l, t
	p.items, p.cols, p.vertices = p.items[:0], p.cols[:0], p.vertices[:0]
	for i := range t.Stops {
		s := &t.Stops[i]
		p.items = append(p.items, item{x: l.Aisles[s.Aisle].X, at: s.At, what: int32(i), aisle: int32(s.Aisle)})
	}
	p.want(t.Start, theStart)
	p.want(t.End, theEnd)
	slices.SortFunc(p.items, func(a, b item) int {
		if a.x != b.x {
			return cmp.Compare(a.x, b.x)
		}
		if a.at != b.at {
			return cmp.Compare(a.at, b.at)
		}
		return cmp.Compare(b.what, a.what) // stops first: see column
	})
	all, next := p.shortcuts(), 0
	for i, rest := 0, p.items; i < len(l.Aisles) || len(rest) > 0; {
		switch {
		case len(rest) > 0 && (i == len(l.Aisles) || rest[0].x < l.Aisles[i].X):
			next = p.column(int(rest[0].aisle), rest)
		case len(rest) > 0 && rest[0].x == l.Aisles[i].X:
			next, i = p.column(i, rest), i+1
		default:
			if all {
				p.column(i, nil)
			}
			next, i = 0, i+1
		}
		rest = rest[next:]
	}
	return nil
}

func (p *plan) want(at Point, what int32) {
	p.items = append(p.items, item{
		x: p.layout.Aisles[at.Aisle].X + at.Off, off: at.Off, at: at.At, what: what, aisle: int32(at.Aisle),
	})
}

// shortcuts says whether an aisle may be of use in which nothing is to be
// visited.
func (p *plan) shortcuts() bool {
	if len(p.layout.Shut) > 0 || len(p.trip.Stops) == 0 {
		return true
	}
	for i := range p.layout.Aisles {
		if p.layout.Aisles[i].Cross != nil {
			return true
		}
	}
	for i := range p.items {
		if len(p.layout.Aisles[p.items[i].aisle].Blocked) > 0 {
			return true
		}
	}
	return false
}

// column adds an aisle with those of the items that lie in it, which come first,
// and says how many they are. A stop at a crossing is a vertex of its own, on the
// inner side of the first and the last cross-aisle; a start or end is the crossing.
func (p *plan) column(aisle int, items []item) int {
	index := int32(len(p.cols))
	c := column{x: p.layout.Aisles[aisle].X, aisle: int32(aisle), first: int32(len(p.vertices))}
	if len(items) > 0 {
		c.x, c.off, c.bare = items[0].x, items[0].off, items[0].off != 0
	}
	crosses, k, n := p.layout.cross(aisle), 0, 0
	for ; n < len(items) && items[n].x == c.x; n++ {
		it := &items[n]
		for k < len(crosses) && (crosses[k] < it.at || crosses[k] == it.at && (k == 0 || it.what < 0)) {
			p.crossing(&c, index, crosses, k)
			k++
		}
		if it.what < 0 && k > 0 && crosses[k-1] == it.at {
			c.touched |= 1 << (k - 1)
			c.odd ^= 1 << (k - 1)
			p.mark(it.what, c.cross[k-1])
			continue
		}
		p.mark(it.what, int32(len(p.vertices)))
		p.vertices = append(p.vertices, vertex{at: it.at, what: it.what, col: index, k: -1})
	}
	for ; k < len(crosses); k++ {
		p.crossing(&c, index, crosses, k)
	}
	c.last, c.visited = int32(len(p.vertices)), n > 0
	if n > 0 {
		p.last = int(index)
	}
	p.cols = append(p.cols, c)
	return n
}

func (p *plan) crossing(c *column, index int32, crosses []Length, k int) {
	c.cross[k] = int32(len(p.vertices))
	p.vertices = append(p.vertices, vertex{at: crosses[k], what: aCrossing, col: index, k: int32(k)})
}

// mark remembers where the walk starts and ends.
func (p *plan) mark(what, vertex int32) {
	switch what {
	case theStart:
		p.from = vertex
	case theEnd:
		p.to = vertex
	}
}

// long is the way from a vertex to the next of its column.
func (p *plan) long(v int32) Length { return p.vertices[v+1].at - p.vertices[v].at }

// walled says whether nobody gets from a vertex to the next of its column.
func (p *plan) walled(c *column, v int32) bool {
	a := &p.layout.Aisles[c.aisle]
	return len(a.Blocked) > 0 && a.blocked(p.vertices[v].at, p.vertices[v+1].at)
}

// straight is the walk that never leaves an aisle, if all of the trip lies where
// one can go along it: how far, and the ends of the aisle's part that is walked.
// Of the tours it is the only one that may touch no crossing.
func (p *plan) straight() (far Length, top, bottom int32, ok bool) {
	top, bottom = min(p.from, p.to), max(p.from, p.to)
	c := &p.cols[p.vertices[top].col]
	if c.bare || p.vertices[bottom].col != p.vertices[top].col {
		return 0, 0, 0, false
	}
	for i := range p.cols {
		if p.cols[i].visited && &p.cols[i] != c {
			return 0, 0, 0, false
		}
	}
	for v := c.first; v < c.last; v++ {
		if p.vertices[v].what >= 0 {
			top, bottom = min(top, v), max(bottom, v)
		}
	}
	for v := top; v < bottom; v++ {
		if p.walled(c, v) {
			return 0, 0, 0, false
		}
	}
	from, to := p.vertices[p.from].at, p.vertices[p.to].at
	span := p.vertices[bottom].at - p.vertices[top].at
	return 2*span - max(from-to, to-from), top, bottom, true
}
