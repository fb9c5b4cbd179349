package batchtest

import (
	"fmt"
	"math"
	"math/bits"

	"warehouse-node/warehouse/route"
	"warehouse-node/warehouse/route/batch"
)

// MaxEvery is how many orders Every goes through: in four million ways.
const MaxEvery = 12

// Every goes through every way to put orders onto carts that hold them, one order
// after the other onto each cart that there is or onto one more, and says how long the
// shortest plan is. It has no bound to be wrong about and leaves nothing out. More
// than MaxEvery orders are an error, and those of a floor are those of
// route.Shortest.
func Every(p *batch.Problem) (route.Length, error) {
	if len(p.Orders) > MaxEvery {
		return 0, fmt.Errorf("%d orders, at most %d", len(p.Orders), MaxEvery)
	}
	lengths := make([]route.Length, 1<<len(p.Orders)) // of each set of orders; -1: more than a cart holds
	for set := 1; set < len(lengths); set++ {
		var err error
		if lengths[set], err = walked(p, set); err != nil {
			return 0, err
		}
	}
	best := route.Length(math.MaxInt64)
	carts := make([]int, 0, len(p.Orders))
	var put func(o int)
	put = func(o int) {
		if o == len(p.Orders) {
			far := route.Length(0)
			for _, set := range carts {
				far += lengths[set]
			}
			best = min(best, far)
			return
		}
		for i, set := range carts {
			if lengths[set|1<<o] >= 0 {
				carts[i] |= 1 << o
				put(o + 1)
				carts[i] = set
			}
		}
		carts = append(carts, 1<<o)
		put(o + 1)
		carts = carts[:len(carts)-1]
	}
	put(0)
	return best, nil
}

// walked is the shortest walk past some orders, or -1.
func walked(p *batch.Problem, set int) (route.Length, error) {
	if p.Totes > 0 && bits.OnesCount(uint(set)) > p.Totes {
		return -1, nil
	}
	load, trip := make([]int64, len(p.Capacity)), route.Trip{Start: p.Start, End: p.End}
	for o := range p.Orders {
		if set&(1<<o) == 0 {
			continue
		}
		for k, l := range p.Orders[o].Load {
			if load[k] += l; load[k] > p.Capacity[k] {
				return -1, nil
			}
		}
		trip.Stops = append(trip.Stops, p.Orders[o].Stops...)
	}
	tour, err := route.Shortest(p.Layout, &trip)
	return tour.Length, err
}
