package route

import (
	"cmp"
	"errors"
	"slices"
)

// Shelf is a bin and how often people walked to it for what lies there.
type Shelf struct {
	Stop
	Picks int64 // in a month, say; up to MaxPicks
	// Size is what changes places: what lies in a bin goes only into one of the same
	// size.
	Size int
}

// Swap is advice: what lies in two bins is to change places.
type Swap struct {
	A, B  int // indices of the shelves; A is the farther one
	Saved Length
}

// MaxPicks is how often a bin can have been walked to.
const MaxPicks = 1 << 20

// ErrPicks is returned for a bin that was walked to less than never, or too often.
var ErrPicks = errors.New("nobody walks to a bin as often")

// Slotting is up to so many swaps, each the one that saves most once those before it
// are made, and what it saves: had each pick been a walk of its own from start to
// end, all of them would have been so much shorter. Picks that share a walk share its
// metres as well: who has the walks measures them before and after with a Meter. Fewer
// are returned when nothing more can be saved; a shelf that cannot be come to is a
// *PointError with its index.
func (s *Solver) Slotting(l *Layout, start, end Point, shelves []Shelf, most int) (swaps []Swap, err error) {
	far, err := s.fars(l, start, end, shelves)
	if err != nil {
		return nil, err
	}
	picks, sizes := make([]int64, len(shelves)), map[int][]int{}
	for i, shelf := range shelves {
		if picks[i] = shelf.Picks; shelf.Picks < 0 || shelf.Picks > MaxPicks {
			return nil, &PointError{i, ErrPicks}
		}
		sizes[shelf.Size] = append(sizes[shelf.Size], i)
	}
	best := map[int]Swap{} // of each size
	for size, those := range sizes {
		best[size] = bestSwap(those, far, picks)
	}
	for len(swaps) < most {
		next, of := Swap{}, 0
		for size, swap := range best {
			if swap.Saved > next.Saved || swap.Saved == next.Saved && swap.A < next.A {
				next, of = swap, size
			}
		}
		if next.Saved <= 0 {
			break
		}
		swaps = append(swaps, next)
		picks[next.A], picks[next.B] = picks[next.B], picks[next.A]
		best[of] = bestSwap(sizes[of], far, picks)
	}
	return swaps, nil
}

// fars is how far the walk to each shelf is.
func (s *Solver) fars(l *Layout, start, end Point, shelves []Shelf) ([]Length, error) {
	known, far := map[Point]Length{}, make([]Length, len(shelves))
	for i := range shelves {
		p := shelves[i].point()
		d, ok := known[p]
		if !ok {
			t, err := s.Tour(l, &Trip{Start: start, End: end, Stops: []Stop{shelves[i].Stop}})
			if err != nil {
				return nil, atStop(err, i)
			}
			d = t.Length
			known[p] = d
		}
		far[i] = d
	}
	return far, nil
}

// bestSwap is the swap that saves most, of the bins of one size. A bin that is as far
// as another and walked to as often, or less of both, is never the better one to move
// nearer; so only few are looked at, whatever their number.
func bestSwap(those []int, far []Length, picks []int64) (best Swap) {
	busy, idle := slices.Clone(those), slices.Clone(those)
	slices.SortStableFunc(busy, func(a, b int) int { return cmp.Or(cmp.Compare(far[b], far[a]), cmp.Compare(picks[b], picks[a])) })
	slices.SortStableFunc(idle, func(a, b int) int { return cmp.Or(cmp.Compare(far[a], far[b]), cmp.Compare(picks[a], picks[b])) })
	busy = edge(busy, func(a, b int) bool { return picks[a] > picks[b] })
	idle = edge(idle, func(a, b int) bool { return picks[a] < picks[b] })
	for _, a := range busy {
		for _, b := range idle {
			if far[a] <= far[b] || picks[a] <= picks[b] {
				continue
			}
			saved := (far[a] - far[b]) * Length(picks[a]-picks[b])
			if saved > best.Saved || saved == best.Saved && (a < best.A || a == best.A && b < best.B) {
				best = Swap{A: a, B: b, Saved: saved}
			}
		}
	}
	return best
}

// edge are those of which each is better than all before it.
func edge(sorted []int, better func(a, b int) bool) (those []int) {
	for _, i := range sorted {
		if len(those) == 0 || better(i, those[len(those)-1]) {
			those = append(those, i)
		}
	}
	return those
}
