package route

import (
	"context"
	"errors"
	"math/bits"
	"math/rand/v2"
	"slices"
)

// Bin is a stop where some of an article lies.
type Bin struct {
	Stop
	Quantity int64
}

// Want is so many of an article, from whichever of its bins; the choice is part of
// the tour.
type Want struct {
	Quantity int64
	Bins     []Bin
}

// Errors of a Want.
var ErrNotEnough = errors.New("its bins do not hold as much")

// Limits of a choice.
const (
	MaxBins    = 64   // bins of one Want
	allCovers  = 10   // bins of which every choice is looked at
	exactTours = 1024 // tours that are tried one by one to prove the shortest
	kicks      = 60   // how often a good choice is shaken
)

// Picking is a Trip whose stops are still to be chosen.
type Picking struct {
	Start, End Point
	Wants      []Want
	// Seed of the search when there are too many choices to try: the same seed
	// gives the same answer, unless time runs out.
	Seed uint64
}

// Choice is a walk that picks all that is wanted.
type Choice struct {
	Tour
	Trip    Trip   // whose stops Tour speaks of
	Picks   []Pick // of each stop, what is picked there
	Optimal bool   // proven: no choice of bins has a shorter walk
}

// Pick is what is taken at a stop.
type Pick struct {
	Want, Bin int
	Quantity  int64
}

// chooser is a search over choices: of each want one of its covers, a set of bins
// that hold enough, none of which can be spared.
type chooser struct {
	solver *Solver
	layout *Layout
	p      *Picking
	covers [][]uint64
	all    bool // covers are all that there are
	chosen []int
	trip   Trip
}

// Choose picks what is wanted by a short walk. Where the choices are few, it is the
// shortest; else a local search, which ends by itself, or when ctx does, with the
// best so far. A want that its bins cannot meet is a *PointError with its index,
// wrapping ErrNotEnough; the others are as of Tour.
func (s *Solver) Choose(ctx context.Context, l *Layout, p *Picking) (Choice, error) {
	c := chooser{solver: s, layout: l, p: p, all: true, chosen: make([]int, len(p.Wants))}
	c.trip.Start, c.trip.End = p.Start, p.End
	tours := 1
	for i := range p.Wants {
		w := &p.Wants[i]
		covers, all := w.covers()
		if len(covers) == 0 {
			return Choice{}, &PointError{i, ErrNotEnough}
		}
		c.covers = append(c.covers, covers)
		c.all = c.all && all
		tours = min(tours*len(covers), exactTours+1)
	}
	if err := l.Check(); err != nil {
		return Choice{}, err
	}
	if err := c.onFloor(); err != nil {
		return Choice{}, err
	}
	exact := c.all && tours <= exactTours && (tours == 1 || !l.oneWay())
	if exact {
		c.every()
	} else {
		c.search(ctx)
	}
	return c.choice(exact)
}

// onFloor says which want has a bin that does not lie on the layout.
func (c *chooser) onFloor() error {
	if err := c.layout.CheckTrip(&c.trip); err != nil {
		return err
	}
	for i := range c.p.Wants {
		for _, b := range c.p.Wants[i].Bins {
			if c.layout.CheckTrip(&Trip{Start: c.p.Start, End: c.p.End, Stops: []Stop{b.Stop}}) != nil {
				return &PointError{i, ErrOutside}
			}
		}
	}
	return nil
}

// covers are the sets of bins that hold enough and of which none can be spared, a
// bit for each bin; false if there are more than are listed.
func (w *Want) covers() (all []uint64, complete bool) {
	n := len(w.Bins)
	if n <= allCovers {
		for set := range uint64(1) << n {
			if w.covered(set) && w.tight(set) {
				all = append(all, set)
			}
		}
		return all, true
	}
	n = min(n, MaxBins)
	bySize := make([]int, n)
	for i := range bySize {
		bySize[i] = i
	}
	slices.SortStableFunc(bySize, func(a, b int) int { return int(min(1, max(-1, w.Bins[b].Quantity-w.Bins[a].Quantity))) })
	for first := range n {
		set := uint64(1) << first
		for _, next := range bySize {
			if !w.covered(set) {
				set |= 1 << next
			}
		}
		if w.covered(set) && w.tight(set) && !slices.Contains(all, set) {
			all = append(all, set)
		}
	}
	return all, false
}

func (w *Want) covered(set uint64) bool {
	have := int64(0)
	for ; set != 0 && have < w.Quantity; set &= set - 1 {
		have += min(w.Quantity, w.Bins[bits.TrailingZeros64(set)].Quantity)
	}
	return have >= w.Quantity
}

// tight says whether a set holds too little without any one of its bins.
func (w *Want) tight(set uint64) bool {
	for left := set; left != 0; left &= left - 1 {
		if w.covered(set &^ (left & -left)) {
			return false
		}
	}
	return true
}

// length is how long the tour of the choice is; nowhere if it leads past a bin
// that cannot be reached.
func (c *chooser) length() Length {
	c.trip.Stops = c.trip.Stops[:0]
	for i, cover := range c.chosen {
		if cover < 0 {
			continue
		}
		for set := c.covers[i][cover]; set != 0; set &= set - 1 {
			c.trip.Stops = append(c.trip.Stops, c.p.Wants[i].Bins[bits.TrailingZeros64(set)].Stop)
		}
	}
	t, err := c.solver.Tour(c.layout, &c.trip)
	if err != nil {
		return nowhere
	}
	return t.Length
}

// every tries all choices and keeps the best.
func (c *chooser) every() {
	best, kept := Length(-1), slices.Clone(c.chosen)
	for more := true; more; {
		if far := c.length(); best < 0 || far < best {
			best = far
			copy(kept, c.chosen)
		}
		more = false
		for i := range c.chosen { // count on
			if c.chosen[i]++; c.chosen[i] < len(c.covers[i]) {
				more = true
				break
			}
			c.chosen[i] = 0
		}
	}
	copy(c.chosen, kept)
}

// search builds a choice want by want, those with the fewest covers first, mends
// it, and then shakes it and mends it again, keeping the best.
func (c *chooser) search(ctx context.Context) {
	order := make([]int, len(c.chosen))
	for i := range order {
		order[i] = i
		if c.chosen[i] = -1; len(c.covers[i]) == 1 {
			c.chosen[i] = 0
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return len(c.covers[a]) - len(c.covers[b]) })
	for _, i := range order {
		if ctx.Err() != nil {
			c.chosen[i] = max(c.chosen[i], 0)
			continue
		}
		c.mend(i)
	}
	best := c.settle(ctx, order)
	kept, r := slices.Clone(c.chosen), rand.New(rand.NewPCG(c.p.Seed, 0))
	for n := 0; n < kicks && ctx.Err() == nil; n++ {
		for range 2 + r.IntN(3) {
			i := r.IntN(len(c.chosen))
			c.chosen[i] = r.IntN(len(c.covers[i]))
		}
		if far := c.settle(ctx, order); far <= best {
			if far < best {
				n = 0
			}
			best = far
			copy(kept, c.chosen)
		} else {
			copy(c.chosen, kept)
		}
	}
	copy(c.chosen, kept)
}

// mend gives a want the cover with the shortest tour and says how long that is.
func (c *chooser) mend(i int) Length {
	had, best, far := c.chosen[i], max(c.chosen[i], 0), Length(-1)
	if had >= 0 {
		far = c.length()
	}
	for cover := range c.covers[i] {
		if cover == had {
			continue
		}
		c.chosen[i] = cover
		if now := c.length(); far < 0 || now < far {
			far, best = now, cover
		}
	}
	c.chosen[i] = best
	return far
}

// settle mends every want until none gets better.
func (c *chooser) settle(ctx context.Context, order []int) Length {
	far := c.length()
	for better := true; better; {
		better = false
		for _, i := range order {
			if ctx.Err() != nil {
				return far
			}
			if len(c.covers[i]) < 2 {
				continue
			}
			if now := c.mend(i); now < far {
				far, better = now, true
			}
		}
	}
	return far
}

// choice is the walk of what was chosen.
func (c *chooser) choice(optimal bool) (Choice, error) {
	out := Choice{Trip: Trip{Start: c.p.Start, End: c.p.End}}
	for i, cover := range c.chosen {
		left := c.p.Wants[i].Quantity
		for set := c.covers[i][cover]; set != 0; set &= set - 1 {
			bin := bits.TrailingZeros64(set)
			b := &c.p.Wants[i].Bins[bin]
			take := min(left, b.Quantity)
			left -= take
			out.Trip.Stops = append(out.Trip.Stops, b.Stop)
			out.Picks = append(out.Picks, Pick{Want: i, Bin: bin, Quantity: take})
		}
	}
	t, err := c.solver.Tour(c.layout, &out.Trip)
	if where := new(PointError); errors.As(err, &where) && where.Stop >= 0 {
		return Choice{}, &PointError{out.Picks[where.Stop].Want, where.Err}
	}
	if err != nil {
		return Choice{}, err
	}
	out.Tour = Tour{Length: t.Length, AtLeast: t.AtLeast, Order: slices.Clone(t.Order), Path: slices.Clone(t.Path)}
	out.Optimal = optimal && t.AtLeast == t.Length
	if !optimal {
		out.AtLeast = 0 // other bins might do
	}
	return out, nil
}
