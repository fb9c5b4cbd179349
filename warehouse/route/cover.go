package route

import (
	"cmp"
	"math/bits"
	"slices"
)

// cover is a set of bins, a bit each, from which a want can be met.
type cover struct {
	set      uint64
	remnants int // bins of it in which something is left
}

// boundary is a want once the hard classes are settled: what of the earlier
// classes has to be taken whole, and among which bins there is a choice.
type boundary struct {
	*Want
	forced uint64
	free   []int // bins, as indices
	rest   int64 // what they have to give
	packs  int64 // whole packs that they can give of it
}

// settled goes through the classes until one holds enough; false when none does.
func (w *Want) settled() (b boundary, ok bool) {
	b = boundary{Want: w, rest: w.Quantity}
	bins := make([]int, 0, len(w.Bins))
	for i := range min(len(w.Bins), MaxBins) {
		if w.Bins[i].Quantity > 0 {
			bins = append(bins, i)
		}
	}
	slices.SortStableFunc(bins, func(i, j int) int { return cmp.Compare(w.Bins[i].Class, w.Bins[j].Class) })
	for len(bins) > 0 {
		n, have := 1, w.Bins[bins[0]].Quantity
		for n < len(bins) && w.Bins[bins[n]].Class == w.Bins[bins[0]].Class {
			have += min(b.rest, w.Bins[bins[n]].Quantity)
			n++
		}
		if have >= b.rest {
			b.free = bins[:n]
			slices.Sort(b.free)
			b.packs = b.packsIn(b.all())
			return b, true
		}
		for _, i := range bins[:n] {
			b.forced |= 1 << i
		}
		b.rest -= have
		bins = bins[n:]
	}
	return b, b.rest <= 0
}

func (b *boundary) all() (set uint64) {
	for _, i := range b.free {
		set |= 1 << i
	}
	return set
}

// packsIn is how many whole packs some of the free bins can give.
func (b *boundary) packsIn(set uint64) (n int64) {
	if b.Pack < 2 {
		return 0
	}
	most := b.rest / b.Pack
	for ; set != 0 && n < most; set &= set - 1 {
		n += min(most, b.Bins[bits.TrailingZeros64(set)].Quantity/b.Pack)
	}
	return min(n, most)
}

// covered says whether some of the free bins give enough, in as many whole packs as
// can be.
func (b *boundary) covered(set uint64) bool {
	have := int64(0)
	for left := set; left != 0 && have < b.rest; left &= left - 1 {
		have += min(b.rest, b.Bins[bits.TrailingZeros64(left)].Quantity)
	}
	return have >= b.rest && b.packsIn(set) == b.packs
}

// tight says whether a set gives too little without any one of its bins.
func (b *boundary) tight(set uint64) bool {
	for left := set; left != 0; left &= left - 1 {
		if b.covered(set &^ (left & -left)) {
			return false
		}
	}
	return true
}

// covers are the sets of bins that give enough and of which none can be spared;
// false if there are more than are listed.
func (w *Want) covers() (all []cover, complete bool) {
	b, ok := w.settled()
	if !ok {
		return nil, true
	}
	n := len(b.free)
	if n <= allCovers {
		for choice := range uint64(1) << n {
			set := uint64(0)
			for k, i := range b.free {
				set |= choice >> k & 1 << i
			}
			if b.covered(set) && b.tight(set) {
				all = append(all, b.cover(set))
			}
		}
		return all, true
	}
	bySize := slices.Clone(b.free)
	slices.SortStableFunc(bySize, func(i, j int) int { return cmp.Compare(w.Bins[j].Quantity, w.Bins[i].Quantity) })
	for _, first := range b.free {
		set := uint64(1) << first
		for _, next := range bySize {
			if !b.covered(set) {
				set |= 1 << next
			}
		}
		for left := set; left != 0; left &= left - 1 { // spare what can be
			if less := set &^ (left & -left); b.covered(less) {
				set = less
			}
		}
		if c := b.cover(set); !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	return all, false
}

// cover counts what a set of free bins, and what has to be taken with it, leaves
// behind.
func (b *boundary) cover(set uint64) cover {
	c := cover{set: set | b.forced}
	for _, p := range b.takes(c.set) {
		if p.Quantity < b.Bins[p.Bin].Quantity {
			c.remnants++
		}
	}
	return c
}

// takes is how much is taken from each bin of a cover: all of the forced ones, of
// the others first whole packs, and then the smallest to the bottom.
func (b *boundary) takes(set uint64) []Pick {
	picks := make([]Pick, 0, bits.OnesCount64(set))
	for left := set; left != 0; left &= left - 1 {
		picks = append(picks, Pick{Bin: bits.TrailingZeros64(left)})
	}
	packs, rest := b.packsIn(set&^b.forced), b.rest
	slices.SortStableFunc(picks, func(p, q Pick) int { return cmp.Compare(b.Bins[q.Bin].Quantity, b.Bins[p.Bin].Quantity) })
	for i := range picks {
		p := &picks[i]
		have := b.Bins[p.Bin].Quantity
		if b.forced>>p.Bin&1 == 1 {
			p.Quantity = have
		} else if b.Pack > 1 {
			n := min(packs, have/b.Pack)
			packs -= n
			p.Quantity = n * b.Pack
			rest -= p.Quantity
		}
	}
	left := func(p Pick) int64 { return b.Bins[p.Bin].Quantity - p.Quantity }
	slices.SortStableFunc(picks, func(p, q Pick) int { return cmp.Compare(left(p), left(q)) })
	for i := range picks {
		n := min(rest, left(picks[i]))
		picks[i].Quantity += n
		rest -= n
	}
	slices.SortFunc(picks, func(p, q Pick) int { return cmp.Compare(p.Bin, q.Bin) })
	return picks
}
