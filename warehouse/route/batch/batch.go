package batch

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"warehouse-node/warehouse/route"
)

// Order is something to be picked on one cart.
type Order struct {
	Stops []route.Stop
	// Load is what it takes of each kind of room that a cart has.
	Load []int64
	// Due is by when it has to be picked, told in walking: how far one walks from
	// now until then. 0: it does not matter.
	Due route.Length
	// Weight is how much its lateness counts beside that of others; 0 counts as 1.
	Weight int64
}

// Problem is a wave of orders.
type Problem struct {
	Layout     *route.Layout
	Start, End route.Point // of every cart
	Orders     []Order
	// Capacity is what a cart holds, of each kind of room: articles, grams, cubic
	// centimetres. Empty: a cart holds everything.
	Capacity []int64
	// Totes is how many orders a cart takes at most, each in a tote of its own; 0:
	// as many as its capacity holds.
	Totes int
	// Pickers walk at the same time, each with one cart after the other; 0 counts as
	// one. PerCart is what it takes to make a cart ready, and PerStop to pick at a
	// stop, told in walking. They matter where orders are due.
	Pickers          int
	PerCart, PerStop route.Length
	Seed             uint64
	// Rounds is when to stop, if ctx does not end before; 0: only then.
	Rounds int
	// Progress is told of the best plan after the start and after every round.
	Progress func(round int, late, length route.Length)
}

// dated says whether any order is due.
func (p *Problem) dated() bool {
	return slices.ContainsFunc(p.Orders, func(o Order) bool { return o.Due > 0 })
}

// Batch is what one cart carries.
type Batch struct {
	Orders []int // indices into Problem.Orders, ascending
	Length route.Length
	// Picker walks it, and comes back at Done; both are said where orders are due.
	Picker int
	Done   route.Length
}

// Plan is orders on carts.
type Plan struct {
	Batches []Batch // by their first order; where orders are due, as they are begun
	Length  route.Length
	// Late is how late all orders are together, each as often as its weight says.
	Late    route.Length
	Optimal bool // proven: no plan is shorter; never said where orders are due
}

// MaxExact is how many orders are put onto carts by looking at every way to do it.
const MaxExact = 14

// Errors of a problem, beside those of package route.
var (
	ErrTooLarge = errors.New("more than a cart holds")
	ErrLoad     = errors.New("its load does not fit the kinds of capacity")
	ErrDue      = errors.New("nothing is due then, or counts as much")
	ErrNegative = errors.New("totes, pickers and what carts and stops take are not negative")
)

// MaxWeight is how much an order's lateness may count.
const MaxWeight = 1000

// OrderError says which order is wrong, and wraps ErrTooLarge, ErrLoad,
// route.ErrOutside or route.ErrUnreachable.
type OrderError struct {
	Order int // index into Problem.Orders
	Err   error
}

func (e *OrderError) Error() string { return fmt.Sprintf("order %d: %v", e.Order, e.Err) }

func (e *OrderError) Unwrap() error { return e.Err }

// Solve puts the orders onto carts, so that all walks together are short; where
// orders are due, so that they are as little late as can be found, and among such
// plans short. It ends when ctx does, after p.Rounds, or when
// the plan is proven; with the best plan so far, which there always is. Without a
// deadline and without Rounds it does not end for more than MaxExact orders.
func Solve(ctx context.Context, p *Problem) (Plan, error) {
	w, err := newWave(p)
	if err != nil {
		return Plan{}, err
	}
	if p.dated() {
		return w.datedPlan(w.improveDated(ctx)), nil
	}
	if len(p.Orders) <= MaxExact {
		if carts, ok := w.every(ctx); ok {
			return w.plan(carts, true), nil
		}
	}
	return w.plan(w.improve(ctx), false), nil
}

// wave is a problem made ready: of each order its places, its load and a number by
// which a cart is known.
type wave struct {
	*Problem
	meter *route.Meter
	sets  []route.Set
	keys  []uint64
}

func newWave(p *Problem) (*wave, error) {
	w := &wave{Problem: p}
	if min(p.Totes, p.Pickers) < 0 || min(p.PerCart, p.PerStop) < 0 || max(p.PerCart, p.PerStop) > route.MaxLength {
		return nil, ErrNegative
	}
	var stops []route.Stop
	var of []int
	for i := range p.Orders {
		o := &p.Orders[i]
		if len(o.Load) != len(p.Capacity) {
			return nil, &OrderError{i, ErrLoad}
		}
		for k, l := range o.Load {
			if l < 0 {
				return nil, &OrderError{i, ErrLoad}
			}
			if l > p.Capacity[k] {
				return nil, &OrderError{i, ErrTooLarge}
			}
		}
		if o.Due < 0 || o.Due > route.MaxLength || o.Weight < 0 || o.Weight > MaxWeight {
			return nil, &OrderError{i, ErrDue}
		}
		for range o.Stops {
			of = append(of, i)
		}
		stops = append(stops, o.Stops...)
	}
	var err error
	if w.meter, err = route.NewMeter(p.Layout, p.Start, p.End, stops); err != nil {
		if at := new(route.PointError); errors.As(err, &at) && at.Stop >= 0 {
			return nil, &OrderError{of[at.Stop], at.Err}
		}
		return nil, err
	}
	for i := range p.Orders {
		w.sets = append(w.sets, w.meter.Set(p.Orders[i].Stops))
		w.keys = append(w.keys, scatter(uint64(i)))
	}
	return w, nil
}

// scatter makes a number that looks like chance of one that does not: the mixer of
// S. Vigna's splitmix64.
func scatter(x uint64) uint64 {
	x = (x + 1) * 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// plan is what was found, with every length measured once more.
func (w *wave) plan(carts [][]int32, optimal bool) Plan {
	out := Plan{Batches: []Batch{}, Optimal: optimal || len(carts) <= 1 && w.Start == w.End}
	for _, orders := range carts {
		b := Batch{Orders: make([]int, 0, len(orders))}
		set := w.meter.Empty()
		for _, o := range orders {
			b.Orders = append(b.Orders, int(o))
			set.Add(w.sets[o])
		}
		slices.Sort(b.Orders)
		b.Length = w.meter.Length(set)
		out.Length += b.Length
		out.Batches = append(out.Batches, b)
	}
	slices.SortFunc(out.Batches, func(a, b Batch) int { return a.Orders[0] - b.Orders[0] })
	return out
}
