package routetest

import (
	"slices"

	"warehouse-node/warehouse/route"
)

// Shortest is how long the shortest walk of an errand is, on any graph of two-way
// ways; false if there is none. It takes the ways one after the other and walks
// each not at all, once or twice; of all that was done so far it keeps, for each
// state of the places that still have ways to come, the shortest. It takes least
// time when ways join near numbers, as in a graph made of a layout.
func Shortest(g *route.Graph, e route.Errand) (route.Length, bool) {
	s := sweep{states: map[string]route.Length{"": 0}, must: make([]bool, g.Nodes), odd: make([]bool, g.Nodes)}
	for _, p := range append([]int{e.Start, e.End}, e.Stops...) {
		if !s.must[p] {
			s.must[p] = true
			s.left++
		}
	}
	s.odd[e.Start] = !s.odd[e.Start]
	s.odd[e.End] = !s.odd[e.End]
	s.best = -1
	ways := make([][]route.Edge, g.Nodes) // by the later of their ends
	last := make([]int, g.Nodes)          // of each place, the last place joined to it
	for i := range last {
		last[i] = i
	}
	for _, w := range g.Edges {
		a, b := min(w.From, w.To), max(w.From, w.To)
		ways[b] = append(ways[b], route.Edge{From: a, To: b, Length: w.Length})
		last[a] = max(last[a], b)
	}
	for p := range g.Nodes {
		s.open(p)
		for _, w := range ways[p] {
			s.walk(w)
		}
		for i := len(s.places) - 1; i >= 0; i-- {
			if last[s.places[i]] <= p {
				s.close(i)
			}
		}
	}
	return s.best, s.best >= 0
}

// sweep is the places that still have ways to come, and the states they can be in:
// two bytes a place, the piece it is part of (0: none) and whether an odd number
// of ways meets there.
type sweep struct {
	places    []int
	states    map[string]route.Length
	must, odd []bool
	left      int // places to visit that no way came to yet
	best      route.Length
}

// each makes new states of all.
func (s *sweep) each(change func(state []byte, far route.Length, keep func([]byte, route.Length))) {
	next := make(map[string]route.Length, len(s.states))
	keep := func(state []byte, far route.Length) {
		key := string(named(state))
		if old, ok := next[key]; !ok || far < old {
			next[key] = far
		}
	}
	for state, far := range s.states {
		change([]byte(state), far, keep)
	}
	s.states = next
}

// named numbers the pieces of a state from 1 in the order of their places.
func named(state []byte) []byte {
	var names [256]byte
	n := byte(0)
	for i := 0; i < len(state); i += 2 {
		if piece := state[i]; piece != 0 {
			if names[piece] == 0 {
				n++
				names[piece] = n
			}
			state[i] = names[piece]
		}
	}
	return state
}

func (s *sweep) open(p int) {
	s.places = append(s.places, p)
	if s.must[p] {
		s.left--
	}
	s.each(func(state []byte, far route.Length, keep func([]byte, route.Length)) {
		piece, odd := byte(0), byte(0)
		if s.must[p] {
			piece = 255
		}
		if s.odd[p] {
			odd = 1
		}
		keep(append(state, piece, odd), far)
	})
}

func (s *sweep) walk(w route.Edge) {
	a, b := 2*slices.Index(s.places, w.From), 2*slices.Index(s.places, w.To)
	s.each(func(state []byte, far route.Length, keep func([]byte, route.Length)) {
		for times := range route.Length(3) {
			now := slices.Clone(state)
			if times > 0 {
				now[a+1] ^= byte(times & 1)
				now[b+1] ^= byte(times & 1)
				join(now, a, b)
			}
			keep(now, far+times*w.Length)
		}
	})
}

func join(state []byte, a, b int) {
	for _, i := range []int{a, b} {
		if state[i] == 0 {
			state[i] = byte(253 + min(1, i-min(a, b)))
		}
	}
	from, to := state[b], state[a]
	for i := 0; i < len(state); i += 2 {
		if state[i] == from {
			state[i] = to
		}
	}
}

// close forgets a place that has no more ways to come.
func (s *sweep) close(i int) {
	s.places = slices.Delete(s.places, i, i+1)
	s.each(func(state []byte, far route.Length, keep func([]byte, route.Length)) {
		piece, odd := state[2*i], state[2*i+1]
		state = slices.Delete(state, 2*i, 2*i+2)
		if odd == 1 {
			return
		}
		others, same := false, false
		for j := 0; j < len(state); j += 2 {
			others = others || state[j] != 0 && state[j] != piece
			same = same || state[j] == piece
		}
		if piece == 0 || same {
			keep(state, far)
		} else if !others && s.left == 0 && (s.best < 0 || far < s.best) {
			s.best = far
		}
	})
}
