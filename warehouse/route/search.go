package route

import (
	"math/rand/v2"
	"slices"
)

// MaxStops is for how many stops a walk on a graph is searched.
const MaxStops = 1000

// Walk is a walk that does an Errand.
type Walk struct {
	Length Length
	// AtLeast is proven: no walk is shorter than this. Where it equals Length
	// the walk is the shortest; else the difference is the gap.
	AtLeast Length
	Order   []int // the stops, as indices into Errand.Stops
	Path    []int // nodes, from the start to the end
}

// Walk finds a short walk on any graph: the shortest up to MaxExact stops, beyond
// that by local search, up to MaxStops. The same errand has the same walk.
func (g *Graph) Walk(e Errand) (Walk, error) {
	if len(e.Stops) > MaxStops {
		return Walk{}, ErrTooMany
	}
	far, err := g.between(e)
	if err != nil {
		return Walk{}, err
	}
	w := Walk{}
	if len(e.Stops) <= MaxExact {
		w.Length, w.Order = heldKarp(far)
		w.AtLeast = w.Length
	} else {
		for _, row := range far {
			for j := range row {
				row[j] = min(row[j], nowhere/MaxStops)
			}
		}
		w.Length, w.Order = shake(far)
		w.AtLeast = min(w.Length, atLeast(far, w.Length))
	}
	if w.Length >= nowhere/MaxStops {
		return Walk{}, g.stranded(e)
	}
	w.Path = []int{e.Start}
	at := e.Start
	for i := range len(w.Order) + 1 {
		to := e.End
		if i < len(w.Order) {
			to = e.Stops[w.Order[i]]
		}
		w.Path = append(w.Path, g.way(at, to)...)
		at = to
	}
	return w, nil
}

// way is the nodes of a shortest way, without the first.
func (g *Graph) way(from, to int) (nodes []int) {
	_, by := g.From(from)
	for ; to != from; to = by[to] {
		nodes = append(nodes, to)
	}
	slices.Reverse(nodes)
	return nodes
}

// sequence is an order of the rows of a matrix of distances, the first row first
// and the last one last; and how far it is to each row along the order, walked
// forward and walked backward.
type sequence struct {
	far           [][]Length
	rows          []int
	forth, behind []Length
}

// shake builds an order by going to the nearest stop, mends it, and then cuts it in
// pieces, exchanges two and mends it again, keeping the best.
func shake(far [][]Length) (Length, []int) {
	n := len(far) - 2
	s := sequence{far: far, rows: nearest(far), forth: make([]Length, n+2), behind: make([]Length, n+2)}
	best := s.mend()
	kept, r := slices.Clone(s.rows), rand.New(rand.NewPCG(uint64(n), 1))
	for range 20_000 / n {
		cut := []int{1 + r.IntN(n), 1 + r.IntN(n), 1 + r.IntN(n)}
		slices.Sort(cut)
		a, b, c := cut[0], cut[1], cut[2]
		s.rows = slices.Concat(kept[:a], kept[b:c], kept[a:b], kept[c:])
		if far := s.mend(); far <= best {
			best, kept = far, slices.Clone(s.rows)
		}
	}
	order := kept[1 : n+1]
	for i := range order {
		order[i]--
	}
	return best, order
}

// nearest goes from the start to the nearest stop that is left, and so on.
func nearest(far [][]Length) []int {
	end := len(far) - 1
	rows, left := []int{0}, make([]int, 0, end)
	for i := 1; i < end; i++ {
		left = append(left, i)
	}
	for len(left) > 0 {
		at, next := rows[len(rows)-1], 0
		for i := range left {
			if far[at][left[i]] < far[at][left[next]] {
				next = i
			}
		}
		rows = append(rows, left[next])
		left = slices.Delete(left, next, next+1)
	}
	return append(rows, end)
}

// mend turns pieces round and moves short ones until nothing gets shorter.
func (s *sequence) mend() Length {
	for s.sum(); s.turn() || s.move(); {
		s.sum()
	}
	return s.forth[len(s.rows)-1]
}

func (s *sequence) sum() {
	for i := 1; i < len(s.rows); i++ {
		s.forth[i] = s.forth[i-1] + s.far[s.rows[i-1]][s.rows[i]]
		s.behind[i] = s.behind[i-1] + s.far[s.rows[i]][s.rows[i-1]]
	}
}

// turn turns the first piece round that is better walked backward.
func (s *sequence) turn() bool {
	last := len(s.rows) - 1
	for i := 1; i < last-1; i++ {
		for j := i + 1; j < last; j++ {
			a, b, c, d := s.rows[i-1], s.rows[i], s.rows[j], s.rows[j+1]
			now := s.forth[j+1] - s.forth[i-1]
			if s.far[a][c]+s.behind[j]-s.behind[i]+s.far[b][d] < now {
				slices.Reverse(s.rows[i : j+1])
				return true
			}
		}
	}
	return false
}

// move moves the first piece of up to three stops that is better somewhere else.
func (s *sequence) move() bool {
	last := len(s.rows) - 1
	for i := 1; i < last; i++ {
		for j := i; j < min(i+3, last); j++ {
			a, b, c, d := s.rows[i-1], s.rows[i], s.rows[j], s.rows[j+1]
			saved := s.far[a][b] + s.far[c][d] - s.far[a][d]
			for k := 0; k < last; k++ {
				if k >= i-1 && k <= j {
					continue
				}
				p, q := s.rows[k], s.rows[k+1]
				if s.far[p][b]+s.far[c][q]-s.far[p][q] < saved {
					piece := slices.Clone(s.rows[i : j+1])
					s.rows = slices.Delete(s.rows, i, j+1)
					s.rows = slices.Insert(s.rows, slices.Index(s.rows, p)+1, piece...)
					return true
				}
			}
		}
	}
	return false
}

// atLeast is a length that no walk falls short of. Whatever joins all stops is at
// least as long as the shortest tree over them, and a walk comes to each once and
// leaves it once: so a toll at a stop, paid both times, changes no comparison, and
// the tolls are raised where the tree has too many branches until the tree is
// nearly a walk (M. Held and R. M. Karp, 1970).
func atLeast(far [][]Length, best Length) (proven Length) {
	n := len(far) - 2
	toll := make([]Length, n)
	step := best / Length(2*n)
	for range 40 {
		for range 5 {
			bound, meets := tree(far, toll)
			proven = max(proven, bound)
			for i := range toll {
				toll[i] += step * Length(meets[i]-2)
			}
		}
		step = step * 4 / 5
	}
	return proven
}

// tree is the shortest tree over the stops, tolls paid and given back, with the
// shortest ways in and out; and how many of its branches meet at each stop.
func tree(far [][]Length, toll []Length) (length Length, meets []int) {
	n := len(toll)
	meets = make([]int, n)
	in, out := 0, 0
	for i := range n {
		if far[0][i+1]+toll[i] < far[0][in+1]+toll[in] {
			in = i
		}
		if far[i+1][n+1]+toll[i] < far[out+1][n+1]+toll[out] {
			out = i
		}
		length -= 2 * toll[i]
	}
	length += far[0][in+1] + toll[in] + far[out+1][n+1] + toll[out]
	meets[in]++
	meets[out]++
	near, to, joined := make([]Length, n), make([]int, n), make([]bool, n)
	for i, at := 1, 0; i < n; i++ {
		joined[at] = true
		next := -1
		for j := range n {
			if joined[j] {
				continue
			}
			if way := min(far[at+1][j+1], far[j+1][at+1]) + toll[at] + toll[j]; i == 1 || way < near[j] {
				near[j], to[j] = way, at
			}
			if next < 0 || near[j] < near[next] {
				next = j
			}
		}
		length += near[next]
		meets[next]++
		meets[to[next]]++
		at = next
	}
	return length, meets
}
