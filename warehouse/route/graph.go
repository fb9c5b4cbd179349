package route

import (
	"cmp"
	"container/heap"
	"fmt"
	"slices"
)

// Graph is any floor at all: places, and ways between them.
type Graph struct {
	Nodes int // they are numbered from 0
	Edges []Edge
}

// Edge is a way between two places, walked in both directions unless OneWay.
type Edge struct {
	From, To int
	Length   Length
	OneWay   bool
}

// Errand is a Trip on a Graph: its start, its end and its stops are nodes.
type Errand struct {
	Start, End int
	Stops      []int
}

// Check says whether a graph is possible; what it returns wraps ErrLayout.
func (g *Graph) Check() error {
	for i, e := range g.Edges {
		if e.From < 0 || e.From >= g.Nodes || e.To < 0 || e.To >= g.Nodes || e.Length < 0 || e.Length > MaxLength {
			return fmt.Errorf("%w: edge %d", ErrLayout, i)
		}
	}
	return nil
}

// Graph spreads a layout out: every point of a trip, and every crossing, is a node
// of its own, numbered from left to right and along the aisles. Points that share
// a place share a node.
func (l *Layout) Graph(t *Trip) (*Graph, Errand, error) {
	_, g, e, err := l.spread(t)
	return g, e, err
}

func (l *Layout) spread(t *Trip) (*spread, *Graph, Errand, error) {
	if err := l.Check(); err != nil {
		return nil, nil, Errand{}, err
	}
	if err := l.CheckTrip(t); err != nil {
		return nil, nil, Errand{}, err
	}
	s := &spread{layout: l, points: []Point{t.Start, t.End}, nodes: map[Point]int{}}
	for _, stop := range t.Stops {
		s.points = append(s.points, stop.point())
	}
	for i := range l.Aisles {
		for _, at := range l.cross(i) {
			s.points = append(s.points, Point{Aisle: i, At: at})
		}
	}
	slices.SortFunc(s.points, s.compare)
	s.points = slices.Compact(s.points)
	for i, p := range s.points {
		s.nodes[p] = i
	}
	s.aisles()
	for k := range l.Cross {
		s.cross(k)
	}
	e := Errand{Start: s.nodes[t.Start], End: s.nodes[t.End]}
	for _, stop := range t.Stops {
		e.Stops = append(e.Stops, s.nodes[stop.point()])
	}
	return s, &Graph{Nodes: len(s.points), Edges: s.edges}, e, nil
}

func (s *Stop) point() Point { return Point{Aisle: s.Aisle, At: s.At} }

// spread is a graph being made of a layout.
type spread struct {
	layout *Layout
	points []Point // sorted: their indices are the nodes
	nodes  map[Point]int
	edges  []Edge
}

// compare sorts from left to right and along the aisle.
func (s *spread) compare(a, b Point) int {
	if d := cmp.Compare(s.x(a), s.x(b)); d != 0 {
		return d
	}
	return cmp.Compare(a.At, b.At)
}

// those are the points that are wanted.
func (s *spread) those(want func(Point) bool) []Point {
	var points []Point
	for _, p := range s.points {
		if want(p) {
			points = append(points, p)
		}
	}
	return points
}

func (s *spread) x(p Point) Length { return s.layout.Aisles[p.Aisle].X + p.Off }

func (s *spread) aisles() {
	points := s.those(func(p Point) bool { return p.Off == 0 })
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		aisle := &s.layout.Aisles[a.Aisle]
		if a.Aisle != b.Aisle || aisle.blocked(a.At, b.At) {
			continue
		}
		e := Edge{From: s.nodes[a], To: s.nodes[b], Length: b.At - a.At, OneWay: aisle.Way != BothWays}
		if aisle.Way == Descending {
			e.From, e.To = e.To, e.From
		}
		s.edges = append(s.edges, e)
	}
}

func (s *spread) cross(k int) {
	points := s.those(func(p Point) bool { return s.layout.crossAt(p.Aisle, p.At) == k })
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		shut := slices.ContainsFunc(s.layout.Shut, func(p Piece) bool {
			return p.Cross == k && s.layout.Aisles[p.Aisle].X < s.x(b) && s.layout.Aisles[p.Aisle+1].X > s.x(a)
		})
		if !shut {
			s.edges = append(s.edges, Edge{From: s.nodes[a], To: s.nodes[b], Length: s.x(b) - s.x(a)})
		}
	}
}

// Unreached is how far a place is to which no way leads.
const Unreached Length = -1

// From is how far it is from a node to every node, by the shortest ways; and from
// which neighbour each is reached.
func (g *Graph) From(start int) (far []Length, by []int) {
	out := make([][]Edge, g.Nodes)
	for _, e := range g.Edges {
		out[e.From] = append(out[e.From], e)
		if !e.OneWay {
			out[e.To] = append(out[e.To], Edge{From: e.To, To: e.From, Length: e.Length})
		}
	}
	far, by = make([]Length, g.Nodes), make([]int, g.Nodes)
	for i := range far {
		far[i], by[i] = Unreached, -1
	}
	todo := reach{{To: start, From: -1}}
	for len(todo) > 0 {
		next := heap.Pop(&todo).(Edge)
		if far[next.To] != Unreached {
			continue
		}
		far[next.To], by[next.To] = next.Length, next.From
		for _, e := range out[next.To] {
			if far[e.To] == Unreached {
				heap.Push(&todo, Edge{From: next.To, To: e.To, Length: next.Length + e.Length})
			}
		}
	}
	return far, by
}

// reach is a heap of places by how far they are.
type reach []Edge

func (r reach) Len() int           { return len(r) }
func (r reach) Less(i, j int) bool { return r[i].Length < r[j].Length }
func (r reach) Swap(i, j int)      { r[i], r[j] = r[j], r[i] }
func (r *reach) Push(e any)        { *r = append(*r, e.(Edge)) }
func (r *reach) Pop() any {
	last := (*r)[len(*r)-1]
	*r = (*r)[:len(*r)-1]
	return last
}

// unreachable says which point of the trip no way leads to.
func (s *Solver) unreachable() error {
	g, e, err := s.layout.Graph(s.trip)
	if err != nil {
		return err
	}
	return g.stranded(e)
}
