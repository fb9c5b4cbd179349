package route

import (
	"errors"
	"math/bits"
)

// MaxExact is for how many stops the shortest order is found by looking at every
// set of them.
const MaxExact = 12

// ErrTooMany is returned for more stops than MaxExact.
var ErrTooMany = errors.New("too many stops for an exact answer")

// Exact is the shortest walk of an errand on any graph, by the method of Held and
// Karp: the best way past a set of stops that ends at one of them is the best way
// past the rest, and one step more. It takes at most MaxExact stops.
func (g *Graph) Exact(e Errand) (Length, []int, error) {
	if len(e.Stops) > MaxExact {
		return 0, nil, ErrTooMany
	}
	far, err := g.between(e)
	if err != nil {
		return 0, nil, err
	}
	length, order := heldKarp(far)
	if length >= nowhere {
		return 0, nil, g.stranded(e)
	}
	return length, order, nil
}

// nowhere is longer than any walk: how far it is where no way leads.
const nowhere Length = 1 << 56

// stranded says which point of an errand no way leads to. One-way aisles may let
// one in and not out: then it is the end.
func (g *Graph) stranded(e Errand) error {
	far, _ := g.From(e.Start)
	for i, stop := range e.Stops {
		if far[stop] == Unreached {
			return &PointError{i, ErrUnreachable}
		}
	}
	return &PointError{AtEnd, ErrUnreachable}
}

// between is how far it is from each point of an errand to each other: the start
// first, then the stops, the end last.
func (g *Graph) between(e Errand) ([][]Length, error) {
	if err := g.Check(); err != nil {
		return nil, err
	}
	points := append(append([]int{e.Start}, e.Stops...), e.End)
	for i, p := range points {
		if p < 0 || p >= g.Nodes {
			return nil, &PointError{pointOf(i, len(points)), ErrOutside}
		}
	}
	far := make([][]Length, len(points))
	for i, p := range points {
		all, _ := g.From(p)
		far[i] = make([]Length, len(points))
		for j, q := range points {
			if far[i][j] = all[q]; all[q] == Unreached {
				far[i][j] = nowhere
			}
		}
	}
	return far, nil
}

// pointOf names a row of between as PointError does.
func pointOf(row, rows int) int {
	switch row {
	case 0:
		return AtStart
	case rows - 1:
		return AtEnd
	}
	return row - 1
}

// heldKarp orders the stops between the first row and the last.
func heldKarp(far [][]Length) (Length, []int) {
	n := len(far) - 2
	if n == 0 {
		return far[0][1], nil
	}
	// best[set*n+last] is the shortest way from the start past a set, ending at
	// last; before is the stop before it.
	best, before := make([]Length, n<<n), make([]int8, n<<n)
	for set := 1; set < 1<<n; set++ {
		for last := range n {
			rest := set &^ (1 << last)
			if rest == set {
				continue
			}
			at := set*n + last
			if rest == 0 {
				best[at] = far[0][last+1]
				continue
			}
			best[at] = -1
			for left := rest; left != 0; left &= left - 1 {
				from := bits.TrailingZeros(uint(left))
				if way := best[rest*n+from] + far[from+1][last+1]; best[at] < 0 || way < best[at] {
					best[at], before[at] = way, int8(from)
				}
			}
		}
	}
	set, last := 1<<n-1, 0
	home := func(last int) Length { return best[set*n+last] + far[last+1][n+1] }
	for i := range n {
		if home(i) < home(last) {
			last = i
		}
	}
	length, order := home(last), make([]int, n)
	for i := n - 1; i >= 0; i-- {
		order[i] = last
		set, last = set&^(1<<last), int(before[set*n+last])
	}
	return length, order
}
