package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"warehouse-node/warehouse/route"
	"warehouse-node/warehouse/route/batch"
	"warehouse-node/warehouse/route/instance"
)

// batch puts the orders of a wave onto carts. Where an article lies in several bins,
// each order has its own chosen first, and each cart all of them anew.
func (r *routeCmd) batch(ctx context.Context, solver *route.Solver, in *instance.Instance, line *routed) error {
	if r.SVG != "" {
		return errors.New("--svg draws one walk, not those of many carts")
	}
	ctx, cancel := r.within(ctx, 1)
	defer cancel()
	w := wave{solver: solver, in: in, seed: r.Seed, gone: map[shelved]int64{}}
	p := batch.Problem{
		Layout: &in.Layout, Start: in.Start, End: in.End, Seed: r.Seed,
		Totes: in.Totes, Pickers: in.Pickers, PerCart: in.PerCart, PerStop: in.PerStop,
	}
	if in.Capacity >= 0 {
		p.Capacity = []int64{in.Capacity}
	}
	for i := range in.Orders {
		o := batch.Order{Due: in.Orders[i].Due, Weight: in.Orders[i].Weight}
		picks, err := w.choose(ctx, w.lines([]int{i}))
		if err != nil {
			return fmt.Errorf("order %s: %w", in.Orders[i].ID, err)
		}
		for _, p := range picks.picks {
			o.Stops = append(o.Stops, p.from.Bins[p.bin].Stop)
		}
		if in.Capacity >= 0 {
			o.Load = []int64{in.Orders[i].Load}
		}
		p.Orders = append(p.Orders, o)
		w.orders = append(w.orders, picks)
	}
	plan, err := batch.Solve(ctx, &p)
	if err != nil {
		return err
	}
	total := route.Length(0)
	line.Batches = []routedCart{}
	for _, b := range plan.Batches {
		cart, far, err := w.cart(ctx, b)
		if err != nil {
			return err
		}
		if b.Done > 0 {
			cart.Picker, cart.Done = &b.Picker, json.Number(in.Unit.Text(b.Done))
			line.Late = json.Number(in.Unit.Text(plan.Late))
		}
		total += far
		line.Batches = append(line.Batches, cart)
	}
	line.Kind, line.Length, line.Optimal = "batching", json.Number(in.Unit.Text(total)), plan.Optimal && !w.chose
	return nil
}

// wave is orders while the bins are chosen that they are picked from.
type wave struct {
	solver *route.Solver
	in     *instance.Instance
	seed   uint64
	chose  bool              // somewhere there was a choice
	gone   map[shelved]int64 // of articles whose bins serve several orders
	orders []picked
}

// shelved is a bin of an article.
type shelved struct {
	article string
	bin     int
}

// taken is how much of a line is picked from one of its bins.
type taken struct {
	from     *instance.Line
	bin      int
	quantity int64
	shared   bool
}

// picked is a walk and what is taken at its stops, in their order.
type picked struct {
	length route.Length
	picks  []taken
}

// sought is a line, and whether other orders take from its bins.
type sought struct {
	*instance.Line
	shared bool
}

// lines are what some orders want: an article whose bins serve them all, once.
func (w *wave) lines(orders []int) (all []sought) {
	at := map[string]int{}
	for _, n := range orders {
		o := &w.in.Orders[n]
		for k := range o.Lines {
			l := &o.Lines[k]
			w.chose = w.chose || len(l.Bins) > 1
			if i, ok := at[l.Article]; ok && !o.Named {
				sum := *all[i].Line
				sum.Quantity += l.Quantity
				all[i].Line = &sum
				continue
			}
			at[l.Article] = len(all)
			all = append(all, sought{l, !o.Named})
		}
	}
	return all
}

// choose picks lines from the bins that are still full enough, and takes it off
// them.
func (w *wave) choose(ctx context.Context, lines []sought) (picked, error) {
	p := route.Picking{Start: w.in.Start, End: w.in.End, Seed: w.seed, Remnant: w.in.Remnant}
	for _, l := range lines {
		want := route.Want{Quantity: l.Quantity, Pack: l.Pack}
		for n, b := range l.Bins {
			if l.shared {
				b.Quantity -= w.gone[shelved{l.Article, n}]
			}
			want.Bins = append(want.Bins, b)
		}
		p.Wants = append(p.Wants, want)
	}
	got, err := w.solver.Choose(ctx, &w.in.Layout, &p)
	if where := new(route.PointError); errors.As(err, &where) && where.Stop >= 0 {
		l := lines[where.Stop]
		return picked{}, &instance.Error{Line: l.Line.Line, What: fmt.Sprintf("infeasible: article %s: %v", l.Article, where.Err)}
	}
	if err != nil {
		return picked{}, fmt.Errorf("infeasible: %w", err)
	}
	walk := picked{length: got.Length}
	for _, n := range got.Order {
		pick := got.Picks[n]
		l := lines[pick.Want]
		walk.picks = append(walk.picks, taken{l.Line, pick.Bin, pick.Quantity, l.shared})
	}
	w.take(walk, 1)
	return walk, nil
}

// take takes what is picked off its bins, or puts it back.
func (w *wave) take(walk picked, sign int64) {
	for _, p := range walk.picks {
		if p.shared {
			w.gone[shelved{p.from.Article, p.bin}] += sign * p.quantity
		}
	}
}

// cart is the walk of one cart: past the bins of its orders, or past others if that
// is shorter.
func (w *wave) cart(ctx context.Context, b batch.Batch) (routedCart, route.Length, error) {
	c := routedCart{Orders: []json.RawMessage{}, Tour: []routedStop{}}
	var own picked
	trip := route.Trip{Start: w.in.Start, End: w.in.End}
	for _, n := range b.Orders {
		o := &w.in.Orders[n]
		id := []byte(o.ID)
		if o.Named {
			var err error
			if id, err = json.Marshal(o.ID); err != nil {
				return c, 0, err
			}
		}
		c.Orders = append(c.Orders, id)
		for _, p := range w.orders[n].picks {
			own.picks = append(own.picks, p)
			trip.Stops = append(trip.Stops, p.from.Bins[p.bin].Stop)
		}
	}
	tour, err := w.solver.Tour(&w.in.Layout, &trip)
	if err != nil {
		return c, 0, err
	}
	walk := picked{length: tour.Length}
	for _, n := range tour.Order {
		walk.picks = append(walk.picks, own.picks[n])
	}
	if w.chose && len(b.Orders) > 1 {
		w.take(walk, -1)
		other, err := w.choose(ctx, w.lines(b.Orders))
		switch {
		case err != nil:
			return c, 0, err
		case other.length < walk.length:
			walk = other
		default:
			w.take(other, -1)
			w.take(walk, 1)
		}
	}
	c.Length = json.Number(w.in.Unit.Text(walk.length))
	for _, p := range walk.picks {
		c.Tour = append(c.Tour, routedAt(w.in, p.from, route.Pick{Bin: p.bin, Quantity: p.quantity}))
	}
	return c, walk.length, nil
}
