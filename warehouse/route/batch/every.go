package batch

import (
	"context"
	"math"
	"math/bits"

	"warehouse-node/warehouse/route"
)

// every finds the shortest plan there is, of few orders: of each set of orders the
// best cart for the first of them, and the best plan for the rest. False when ctx
// ended before.
func (w *wave) every(ctx context.Context) ([][]int32, bool) {
	n := len(w.Orders)
	sets, loads := make([]route.Set, 1<<n), make([][]int64, 1<<n)
	length := make([]route.Length, 1<<n)
	sets[0], loads[0] = w.meter.Empty(), make([]int64, len(w.Capacity))
	for set := 1; set < 1<<n; set++ {
		if set%64 == 0 && ctx.Err() != nil {
			return nil, false
		}
		first := bits.TrailingZeros(uint(set))
		rest := set & (set - 1)
		length[set] = -1
		if length[rest] < 0 {
			continue // too much already
		}
		load, fits := make([]int64, len(w.Capacity)), w.Totes == 0 || bits.OnesCount(uint(set)) <= w.Totes
		for k := range load {
			load[k] = loads[rest][k] + w.Orders[first].Load[k]
			fits = fits && load[k] <= w.Capacity[k]
		}
		if !fits {
			continue
		}
		places := w.meter.Empty()
		places.Add(sets[rest])
		places.Add(w.sets[first])
		sets[set], loads[set], length[set] = places, load, w.meter.Length(places)
	}
	best, cart := make([]route.Length, 1<<n), make([]int, 1<<n)
	for set := 1; set < 1<<n; set++ {
		first := set & -set
		best[set] = math.MaxInt64
		for rest := set &^ first; ; rest = (rest - 1) & set &^ first {
			if far := length[first|rest]; far >= 0 && far+best[set&^(first|rest)] < best[set] {
				best[set], cart[set] = far+best[set&^(first|rest)], first|rest
			}
			if rest == 0 {
				break
			}
		}
	}
	var carts [][]int32
	for set := 1<<n - 1; set != 0; set &^= cart[set] {
		var orders []int32
		for c := cart[set]; c != 0; c &= c - 1 {
			orders = append(orders, int32(bits.TrailingZeros(uint(c))))
		}
		carts = append(carts, orders)
	}
	return carts, true
}
