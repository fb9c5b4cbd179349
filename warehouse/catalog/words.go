package catalog

import (
	"slices"
	"strings"

	"warehouse-node/warehouse"
)

// entry is an item as the index knows it.
type entry struct {
	id               warehouse.ItemID
	name             string   // as it is compared
	words            []string // sorted, each once
	exact            []string // codes that mean this item when asked for whole
	archived, family bool
}

// wordIndex maps words to items. Words are kept sorted, so that all with one
// beginning stand together; new ones wait unsorted until there are many.
type wordIndex struct {
	entries  []entry
	number   map[warehouse.ItemID]int32
	postings map[string][]int32 // numbers of the entries that have a word, ascending
	sorted   []string
	fresh    []string
}

func newWordIndex() wordIndex {
	return wordIndex{number: map[warehouse.ItemID]int32{}, postings: map[string][]int32{}}
}

// maxFresh is how many words may wait to be sorted in: they are looked at one
// by one. While an index is built there are more of them than that at a time.
const maxFresh = 2000

// put adds an item, or replaces what was known of it.
func (x *wordIndex) put(e entry) {
	n, known := x.number[e.id]
	var had []string
	if known {
		had = x.entries[n].words
		x.entries[n] = e
	} else {
		n = int32(len(x.entries))
		x.number[e.id] = n
		x.entries = append(x.entries, e)
	}
	for _, w := range had {
		if _, still := slices.BinarySearch(e.words, w); !still {
			if at, is := slices.BinarySearch(x.postings[w], n); is {
				x.postings[w] = slices.Delete(x.postings[w], at, at+1)
			}
		}
	}
	for _, w := range e.words {
		at, is := slices.BinarySearch(x.postings[w], n)
		if is {
			continue
		}
		if _, met := x.postings[w]; !met {
			x.fresh = append(x.fresh, w)
		}
		x.postings[w] = slices.Insert(x.postings[w], at, n)
	}
	if len(x.fresh) > max(maxFresh, len(x.sorted)/4) {
		x.settle()
	}
}

// settle sorts the fresh words in.
func (x *wordIndex) settle() {
	slices.Sort(x.fresh)
	merged := make([]string, 0, len(x.sorted)+len(x.fresh))
	old := x.sorted
	for _, w := range x.fresh {
		at, _ := slices.BinarySearch(old, w)
		merged = append(append(merged, old[:at]...), w)
		old = old[at:]
	}
	x.sorted, x.fresh = append(merged, old...), nil
}

// mark sets the bits of all entries that have a word with a beginning.
func (x *wordIndex) mark(prefix string, bits []uint64) {
	set := func(w string) {
		for _, n := range x.postings[w] {
			bits[n/64] |= 1 << (n % 64)
		}
	}
	at, _ := slices.BinarySearch(x.sorted, prefix)
	for ; at < len(x.sorted) && strings.HasPrefix(x.sorted[at], prefix); at++ {
		set(x.sorted[at])
	}
	for _, w := range x.fresh {
		if strings.HasPrefix(w, prefix) {
			set(w)
		}
	}
}

// hit is an entry that matches, and how well.
type hit struct {
	entry *entry
	score int
}

// find is a page of the ids that match, best first, and how many match in all.
func (x *wordIndex) find(q Query) (page []warehouse.ItemID, total int) {
	bits := make([]uint64, len(x.entries)/64+1)
	for i := range bits {
		bits[i] = ^uint64(0)
	}
	asked := words(q.Text)
	for _, w := range asked {
		has := make([]uint64, len(bits))
		x.mark(w, has)
		for i := range bits {
			bits[i] &= has[i]
		}
	}
	whole := squeeze(q.Text)
	if len(asked) > 1 { // a code with signs between its letters and digits
		x.mark(whole, bits)
	}
	best := top{size: q.Offset + q.Limit}
	for n := range x.entries {
		e := &x.entries[n]
		if bits[n/64]&(1<<(n%64)) == 0 || e.archived != q.Archived || e.family && !q.Families {
			continue
		}
		total++
		best.offer(hit{e, e.score(asked, whole)})
	}
	for _, h := range best.sorted()[min(q.Offset, len(best.hits)):] {
		page = append(page, h.entry.id)
	}
	return page, total
}

// score is higher for an item that was asked for by its whole code, then for one
// whose name begins with the first word, then for one with a whole word.
func (e *entry) score(asked []string, whole string) (score int) {
	if len(asked) == 0 {
		return 0
	}
	if slices.Contains(e.exact, whole) {
		score += 4
	}
	if strings.HasPrefix(e.name, asked[0]) {
		score += 2
	}
	if _, is := slices.BinarySearch(e.words, asked[0]); is {
		score++
	}
	return score
}

// top keeps the best of many hits, size of them at most.
type top struct {
	size int
	hits []hit // a heap with the worst in front when it is full
}

func (t *top) offer(h hit) {
	if len(t.hits) < t.size {
		t.hits = append(t.hits, h)
		for i := len(t.hits) - 1; i > 0; { // up
			up := (i - 1) / 2
			if better(t.hits[i], t.hits[up]) <= 0 {
				break
			}
			t.hits[i], t.hits[up] = t.hits[up], t.hits[i]
			i = up
		}
		return
	}
	if t.size == 0 || better(h, t.hits[0]) >= 0 {
		return
	}
	t.hits[0] = h
	for i := 0; ; { // down
		worst := i
		for _, c := range []int{2*i + 1, 2*i + 2} {
			if c < len(t.hits) && better(t.hits[c], t.hits[worst]) > 0 {
				worst = c
			}
		}
		if worst == i {
			return
		}
		t.hits[i], t.hits[worst] = t.hits[worst], t.hits[i]
		i = worst
	}
}

func (t *top) sorted() []hit {
	slices.SortFunc(t.hits, better)
	return t.hits
}
