package batch

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"warehouse-node/warehouse/route"
)

// Policy is how a warehouse picks.
type Policy int

// The policies.
const (
	// SingleOrder is one order on a cart: nothing is ever mixed up.
	SingleOrder Policy = iota
	// Cluster is several orders on a cart, each in a tote of its own; Problem.Totes
	// says how many.
	Cluster
	// BatchAndSort is as many orders on a cart as it holds, in one heap, that are
	// told apart at a wall afterwards.
	BatchAndSort
	// Zone is a cart for each part of the floor: an order is picked in parts, which
	// meet again at the bench. Within a zone orders share carts as in BatchAndSort.
	Zone
)

func (p Policy) String() string {
	return [...]string{"single order", "cluster", "batch and sort", "zone"}[p]
}

// ErrPolicy is returned for a policy that the problem does not tell enough for: no
// totes for Cluster, no zone of an aisle for Zone.
var ErrPolicy = errors.New("the policy asks for what the problem does not tell")

// Work is the plan of a zone; where a policy knows no zones, of the whole floor.
type Work struct {
	Zone int
	Plan
}

// Arrange plans a wave by a policy. zones are those of the aisles, for Zone alone:
// each zone has p.Pickers of its own, and takes of an order's load the share of its
// stops there, rounded up. Errors are those of Solve, and ErrPolicy.
func Arrange(ctx context.Context, policy Policy, p *Problem, zones []int) ([]Work, error) {
	one := *p
	switch policy {
	case SingleOrder:
		one.Totes = 1
	case Cluster:
		if p.Totes < 1 {
			return nil, fmt.Errorf("%w: a cart without totes", ErrPolicy)
		}
	case BatchAndSort:
		one.Totes = 0
	case Zone:
		one.Totes = 0
		return byZone(ctx, &one, zones)
	}
	plan, err := Solve(ctx, &one)
	if err != nil {
		return nil, err
	}
	return []Work{{Plan: plan}}, nil
}

// byZone plans every zone by itself.
func byZone(ctx context.Context, p *Problem, zones []int) (all []Work, err error) {
	if len(zones) != len(p.Layout.Aisles) {
		return nil, fmt.Errorf("%w: %d aisles, zones of %d", ErrPolicy, len(p.Layout.Aisles), len(zones))
	}
	for i := range p.Orders {
		if err := (&route.Layout{Aisles: p.Layout.Aisles, Cross: p.Layout.Cross}).CheckTrip(&route.Trip{Start: p.Start, End: p.End, Stops: p.Orders[i].Stops}); err != nil {
			return nil, &OrderError{i, route.ErrOutside}
		}
	}
	names := slices.Compact(slices.Sorted(slices.Values(zones)))
	for _, zone := range names {
		part, of := *p, []int(nil)
		part.Orders = nil
		for i := range p.Orders {
			if o, ok := p.Orders[i].within(zones, zone); ok {
				part.Orders, of = append(part.Orders, o), append(of, i)
			}
		}
		if len(part.Orders) == 0 {
			continue
		}
		plan, err := Solve(ctx, &part)
		if wrong := new(OrderError); errors.As(err, &wrong) {
			return nil, &OrderError{of[wrong.Order], wrong.Err}
		}
		if err != nil {
			return nil, err
		}
		for i := range plan.Batches {
			for k, o := range plan.Batches[i].Orders {
				plan.Batches[i].Orders[k] = of[o]
			}
		}
		all = append(all, Work{zone, plan})
	}
	return all, nil
}

// within is the part of an order that lies in a zone, if any does.
func (o Order) within(zones []int, zone int) (Order, bool) {
	part := o
	part.Stops, part.Load = nil, make([]int64, len(o.Load))
	for _, s := range o.Stops {
		if zones[s.Aisle] == zone {
			part.Stops = append(part.Stops, s)
		}
	}
	n, all := int64(len(part.Stops)), int64(len(o.Stops))
	for k, l := range o.Load {
		if n > 0 {
			part.Load[k] = l/all*n + (l%all*n+all-1)/all
		}
	}
	return part, n > 0
}
