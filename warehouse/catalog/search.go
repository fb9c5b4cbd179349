package catalog

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
)

// MaxFound is how many items one search returns.
const MaxFound = 200

// Query asks for items. Each word of Text must be the beginning of a word of
// the name, brand, category, article, what differs, or a code; "" is all.
type Query struct {
	Text     string
	Archived bool // archived items, instead of the others
	Families bool // families too
	Offset   int
	Limit    int // MaxFound at most, and when zero
}

// Result is a page of items, best first, and how many there are in all.
type Result struct {
	Items []*Item
	Total int
}

// Search finds items by words. It keeps an index in memory that Run builds when
// the program starts and keeps up with what changes; every Find takes in what
// was committed before it, so a person finds what was saved a moment ago.
type Search struct {
	db *store.DB

	mu    sync.RWMutex // guards what follows
	built bool
	seen  uint64 // the last row of catalog.changes that was taken in
	of    uint64 // the last there was when the building began
	index wordIndex
}

// NewSearch makes a search over db that knows nothing yet.
func NewSearch(db *store.DB) *Search {
	return &Search{db: db, index: newWordIndex()}
}

// Progress is how far the index is built; built is true from the moment that it
// can be asked.
func (s *Search) Progress() (done, of uint64, built bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return min(s.seen, s.of), s.of, s.built
}

// refreshSlice is how many changed items are read in one short transaction.
const refreshSlice = 1000

// Run builds the index and then keeps it up to date until ctx ends.
func (s *Search) Run(ctx context.Context) error {
	for {
		bell := s.db.Bell()
		for more := true; more; {
			var err error
			if more, err = s.refresh(ctx); err != nil {
				return err
			}
		}
		if err := store.Rung(ctx, bell, store.Courtesy); err != nil {
			return err
		}
	}
}

// refresh takes in a slice of what changed; more says that there was more.
func (s *Search) refresh(ctx context.Context) (more bool, err error) {
	err = s.db.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		more, err = s.takeIn(tx)
		return err
	})
	return more, err
}

// takeIn reads a slice of what changed since the last time. tx must be a read:
// what may still fail to commit is no item yet. When another took in a part of it
// meanwhile, the rest is read again.
func (s *Search) takeIn(tx *store.Tx) (more bool, err error) {
	for {
		s.mu.RLock()
		seen := s.seen
		s.mu.RUnlock()
		p, err := readSlice(tx, seen)
		if err != nil {
			return false, err
		}
		if s.put(seen, p) {
			return p.more, nil
		}
	}
}

// slice is what changed behind a row of catalog.changes.
type slice struct {
	fresh []entry
	last  uint64 // the last row that is in it
	more  bool
	of    uint64 // the last row there is
}

func readSlice(tx *store.Tx, seen uint64) (p slice, err error) {
	p.last = seen
	n := 0
	for c, err := range changes.From(tx, store.U64(seen+1)) {
		if err != nil {
			return p, err
		}
		if n == refreshSlice {
			p.more = true
			break
		}
		n++
		p.last = c.N
		if p.fresh, err = gather(tx, c.Item, p.fresh); err != nil {
			return p, err
		}
	}
	p.of = p.last
	if p.more {
		newest, err := changes.Last(tx, nil)
		if err != nil {
			return p, err
		}
		p.of = newest.N
	}
	return p, nil
}

// put takes in a slice that was read behind seen. False says that another took
// in some of it and not all.
func (s *Search) put(seen uint64, p slice) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.of = max(s.of, p.of)
	if s.seen != seen && s.seen < p.last {
		return false
	}
	s.built = s.built || !p.more
	if s.seen == seen {
		s.seen = p.last
		for _, e := range p.fresh {
			s.index.put(e)
		}
	}
	return true
}

// gather adds an item to all and, when it is a family, its variants, which are
// found by its name.
func gather(tx *store.Tx, id warehouse.ItemID, all []entry) ([]entry, error) {
	i, err := Get(tx, id)
	if err != nil {
		if errors.Is(err, fault.NotFound) {
			return all, nil
		}
		return nil, err
	}
	all = append(all, entryOf(i))
	if !i.Family {
		return all, nil
	}
	for v, err := range Variants(tx, id) {
		if err != nil {
			return nil, err
		}
		if v, err = v.whole(tx); err != nil {
			return nil, err
		}
		all = append(all, entryOf(v))
	}
	return all, nil
}

func entryOf(i *Item) entry {
	e := entry{id: i.ID, name: plain(i.Name + " " + i.Differs.Value), archived: i.Archived, family: i.Family}
	e.words = words(i.Name, i.Brand, strings.Join(i.Category, " "), i.Article, i.Differs.Label, i.Differs.Value, i.Code)
	if a := squeeze(i.Article); a != "" {
		e.words = append(e.words, a)
		e.exact = append(e.exact, a)
	}
	for _, b := range i.Barcodes {
		code := squeeze(b.Code)
		e.words, e.exact = append(e.words, code), append(e.exact, code)
		if len(code) > tail {
			e.words = append(e.words, code[len(code)-tail:])
		}
	}
	slices.Sort(e.words)
	e.words = slices.Compact(e.words)
	return e
}

// tail is how many last digits of a barcode people read aloud and screens show.
const tail = 6

// words are the words of texts as they are compared.
func words(texts ...string) (all []string) {
	for _, t := range texts {
		all = append(all, strings.FieldsFunc(plain(t), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })...)
	}
	return all
}

func plain(s string) string { return strings.ReplaceAll(strings.ToLower(s), "ё", "е") }

// squeeze is a code without what stands between its letters and digits.
func squeeze(code string) string { return strings.Join(words(code), "") }

// Find answers a query. Unavailable while the index is being built.
func (s *Search) Find(ctx context.Context, q Query) (*Result, error) {
	if q.Limit <= 0 || q.Limit > MaxFound {
		q.Limit = MaxFound
	}
	q.Offset = max(q.Offset, 0)
	r := &Result{}
	err := s.db.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		ids, total, err := s.find(tx, q)
		if err != nil {
			return err
		}
		r.Total = total
		for _, id := range ids {
			i, err := Get(tx, id)
			if errors.Is(err, fault.NotFound) { // made after this read began, and taken in by another
				r.Total--
				continue
			}
			if err != nil {
				return err
			}
			r.Items = append(r.Items, i)
		}
		return nil
	})
	return r, err
}

// All are the ids of everything that a query finds, best first, whatever its offset
// and limit. Unavailable while the index is being built.
func (s *Search) All(ctx context.Context, q Query) (ids []warehouse.ItemID, err error) {
	q.Offset, q.Limit = 0, math.MaxInt
	err = s.db.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		ids, _, err = s.find(tx, q)
		return err
	})
	return ids, err
}

// find asks the index once it has taken in what tx sees.
func (s *Search) find(tx *store.Tx, q Query) (ids []warehouse.ItemID, total int, err error) {
	if done, of, built := s.Progress(); !built {
		return nil, 0, fault.New(fault.Unavailable, "catalog.search_building", "done", done, "of", of)
	}
	for more := true; more; {
		if more, err = s.takeIn(tx); err != nil {
			return nil, 0, err
		}
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	ids, total = s.index.find(q)
	return ids, total, nil
}

// better orders two hits: exact codes first, then by name.
func better(a, b hit) int {
	return cmp.Or(-cmp.Compare(a.score, b.score), cmp.Compare(a.entry.name, b.entry.name), strings.Compare(string(a.entry.id[:]), string(b.entry.id[:])))
}
