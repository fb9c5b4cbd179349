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
	// Class is what has to be taken first: nothing is taken from a bin while one of
	// a lower class holds something. The days on which goods expire are such classes.
	Class int64
}

// Want is so many of an article, from whichever of its bins; the choice is part of
// the tour.
type Want struct {
	Quantity int64
	Bins     []Bin
	// Pack is how many are in a whole pack; as many whole packs are taken as the bins
	// hold, before loose pieces are. 0 or 1: all are loose.
	Pack int64
}

// Errors of a Want.
var ErrNotEnough = errors.New("its bins do not hold as much")

// Limits of a choice.
const (
	MaxBins    = 64   // bins of one Want
	allCovers  = 10   // bins of which every choice is looked at
	exactTours = 1024 // tours that are tried one by one to prove the shortest
	kicks      = 50   // how often a good choice is shaken for each of its wants
)

// Picking is a Trip whose stops are still to be chosen.
type Picking struct {
	Start, End Point
	Wants      []Want
	// Remnant is how much further one walks rather than take from a bin and leave
	// something in it.
	Remnant Length
	// Seed of the search when there are too many choices to try: the same seed
	// gives the same answer, unless time runs out.
	Seed uint64
}

// Choice is a walk that picks all that is wanted.
type Choice struct {
	Tour
	Trip  Trip   // whose stops Tour speaks of
	Picks []Pick // of each stop, what is picked there
	// Remnants is how many of the bins are left with something in them.
	Remnants int
	Optimal  bool // proven: no choice of bins, as classes and packs have it, is better
}

// Pick is what is taken at a stop.
type Pick struct {
	Want, Bin int
	Quantity  int64
}

// chooser is a search over choices: of each want one of its covers.
type chooser struct {
	solver *Solver
	layout *Layout
	p      *Picking
	wants  []Want // without the bins that cannot be reached
	covers [][]cover
	sets   [][]Set
	meter  *Meter
	union  Set
	all    bool // covers are all that there are
	chosen []int
	trip   Trip
}

// Choose picks what is wanted by a short walk: first by the classes of the bins, then
// in whole packs, and among what is left by the walk and the remnants. Where the
// choices are few, it is the best; else a local search, which ends by itself, or when
// ctx does, with the best so far. A want that its bins cannot meet is a *PointError
// with its index, wrapping ErrNotEnough, or ErrUnreachable when they could be if there
// were a way to them; the others are as of Tour.
func (s *Solver) Choose(ctx context.Context, l *Layout, p *Picking) (Choice, error) {
	c := chooser{solver: s, layout: l, p: p, all: true, chosen: make([]int, len(p.Wants))}
	c.trip.Start, c.trip.End = p.Start, p.End
	for i := range p.Wants {
		if _, ok := p.Wants[i].settled(); !ok {
			return Choice{}, &PointError{i, ErrNotEnough}
		}
	}
	if err := l.Check(); err != nil {
		return Choice{}, err
	}
	if err := c.onFloor(); err != nil {
		return Choice{}, err
	}
	if err := c.measure(); err != nil {
		return Choice{}, err
	}
	tours := 1
	for i := range c.wants {
		covers, all := c.wants[i].covers()
		if len(covers) == 0 {
			return Choice{}, &PointError{i, ErrUnreachable}
		}
		c.cover(i, covers)
		c.all = c.all && all
		tours = min(tours*len(covers), exactTours+1)
	}
	exact := c.all && tours <= exactTours && (tours == 1 || !l.oneWay())
	if exact {
		c.every()
	} else {
		c.search(ctx)
	}
	return c.choice(exact)
}

// measure makes the meter of all bins to which there is a way; the others give
// nothing.
func (c *chooser) measure() (err error) {
	var stops []Stop
	var of [][2]int
	c.wants = slices.Clone(c.p.Wants)
	for i := range c.wants {
		c.wants[i].Bins = slices.Clone(c.wants[i].Bins)
		for k := range c.wants[i].Bins {
			stops, of = append(stops, c.wants[i].Bins[k].Stop), append(of, [2]int{i, k})
		}
	}
	for {
		c.meter, err = NewMeter(c.layout, c.p.Start, c.p.End, stops)
		at := new(PointError)
		if !errors.As(err, &at) || at.Stop < 0 {
			return err
		}
		i, k := of[at.Stop][0], of[at.Stop][1]
		c.wants[i].Bins[k].Quantity = 0
		stops, of = slices.Delete(stops, at.Stop, at.Stop+1), slices.Delete(of, at.Stop, at.Stop+1)
	}
}

// cover keeps the covers of a want and their places.
func (c *chooser) cover(i int, covers []cover) {
	c.covers = append(c.covers, covers)
	var sets []Set
	var stops []Stop
	for _, one := range covers {
		stops = stops[:0]
		for set := one.set; set != 0; set &= set - 1 {
			stops = append(stops, c.wants[i].Bins[bits.TrailingZeros64(set)].Stop)
		}
		sets = append(sets, c.meter.Set(stops))
	}
	c.sets = append(c.sets, sets)
	c.union = c.meter.Empty()
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

// length is how long the tour of the choice is, and what its remnants cost.
func (c *chooser) length() Length { return c.lengthWith(-1, 0) }

// lengthWith is the same with another cover of one want; negative: of none.
func (c *chooser) lengthWith(want, instead int) (far Length) {
	clear(c.union)
	for i, chosen := range c.chosen {
		if i == want {
			chosen = instead
		}
		if chosen >= 0 {
			c.union.Add(c.sets[i][chosen])
			far += c.p.Remnant * Length(c.covers[i][chosen].remnants)
		}
	}
	return far + c.meter.Length(c.union)
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
	for n := 0; n < kicks*len(c.chosen) && ctx.Err() == nil; n++ {
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
		if now := c.lengthWith(i, cover); far < 0 || now < far {
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
	for i, chosen := range c.chosen {
		b, _ := c.wants[i].settled()
		out.Remnants += c.covers[i][chosen].remnants
		for _, p := range b.takes(c.covers[i][chosen].set) {
			p.Want = i
			out.Trip.Stops = append(out.Trip.Stops, b.Bins[p.Bin].Stop)
			out.Picks = append(out.Picks, p)
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
