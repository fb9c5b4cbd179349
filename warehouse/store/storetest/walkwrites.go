package storetest

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"math/rand"
	"testing"

	"warehouse-node/warehouse/store"
)

var (
	crates = store.NewTable("storetest.crates", func(b *bin) store.Str { return store.Str(b.Name) }, binRow)
	bySize = store.NewIndex(crates, "size", func(b *bin) []store.I64 {
		if b.Seq%4 == 0 {
			return nil
		}
		return []store.I64{store.I64(b.Seq)}
	})
)

// floor is what the store should hold: the size of each crate.
type floor struct {
	*testing.T
	r   *rand.Rand
	has map[string]int64
}

func (f *floor) key() string { return fmt.Sprintf("%02d", f.r.Intn(60)) }

func (f *floor) put(tx *store.Tx, k string) {
	n := int64(f.r.Intn(12))
	f.has[k] = n
	must(f.T, crates.Put(tx, &bin{Name: k, Seq: n}))
}

func (f *floor) delete(tx *store.Tx, k string) {
	delete(f.has, k)
	must(f.T, crates.Delete(tx, store.Str(k)))
}

// disturb now and then writes somewhere.
func (f *floor) disturb(tx *store.Tx) {
	switch f.r.Intn(5) {
	case 0:
		f.put(tx, f.key())
	case 1:
		f.delete(tx, f.key())
	case 2:
		f.put(tx, f.key())
		f.delete(tx, f.key())
	}
}

// operations runs fn in many operations over rows of earlier ones; one in four
// fails, and what it did is not there.
func operations(t *testing.T, e store.Engine, fn func(*floor, *store.Tx)) {
	db := store.Open(e)
	f := &floor{t, rand.New(rand.NewSource(7)), map[string]int64{}}
	for range 120 {
		before := maps.Clone(f.has)
		err := db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
			for range 4 {
				f.disturb(tx)
				fn(f, tx)
			}
			if f.r.Intn(4) == 0 {
				return context.Canceled
			}
			return nil
		})
		if err != nil {
			f.has = before
		}
	}
}

// walkWrites: a walk in either direction meets what is written and deleted
// ahead of it, and never comes back.
func walkWrites(t *testing.T, e store.Engine) {
	operations(t, e, func(f *floor, tx *store.Tx) {
		from, to := f.key(), f.key()
		back := f.r.Intn(2) == 0
		ahead := func(at string) (next string) { // of at, or of the whole range
			for k := range f.has {
				inside := from <= k && k < to
				past := at == "" || back && k < at || !back && k > at
				if inside && past && (next == "" || back == (k > next)) {
					next = k
				}
			}
			return next
		}
		walk := crates.Range(tx, store.Str(from), store.Str(to))
		if back {
			walk = crates.Back(tx, store.Str(from), store.Str(to))
		}
		at := ""
		for c, err := range walk {
			must(t, err)
			want := ahead(at)
			if c.Name != want || c.Seq != f.has[want] {
				t.Fatalf("[%s, %s) back %v after %q: got %v, want %q %d", from, to, back, at, c, want, f.has[want])
			}
			at = c.Name
			f.disturb(tx)
			if f.r.Intn(20) == 0 {
				return
			}
		}
		if want := ahead(at); want != "" {
			t.Fatalf("[%s, %s) back %v: ended after %q, before %q", from, to, back, at, want)
		}
	})
}

// indexWalkWrites is walkWrites by index: rows move in it while it is walked.
func indexWalkWrites(t *testing.T, e store.Engine) {
	type place struct {
		size int64
		name string
	}
	before := func(a, b place) bool { return a.size < b.size || a.size == b.size && a.name < b.name }
	operations(t, e, func(f *floor, tx *store.Tx) {
		from, to := int64(f.r.Intn(12)), int64(f.r.Intn(13))
		back := f.r.Intn(2) == 0
		ahead := func(at *place) (next *place) {
			for k, n := range f.has {
				p := place{n, k}
				past := at == nil || back && before(p, *at) || !back && before(*at, p)
				if n%4 != 0 && from <= n && n < to && past && (next == nil || back == before(*next, p)) {
					next = &p
				}
			}
			return next
		}
		walk := []func(*store.Tx, store.Prefix, store.Prefix) iter.Seq2[*bin, error]{bySize.Range, bySize.Back}[map[bool]int{true: 1}[back]]
		var at *place
		for c, err := range walk(tx, store.I64(from), store.I64(to)) {
			must(t, err)
			got, want := place{c.Seq, c.Name}, ahead(at)
			if want == nil || got != *want {
				t.Fatalf("[%d, %d) back %v after %v: got %v, want %v", from, to, back, at, got, want)
			}
			at = &got
			f.disturb(tx)
		}
		if want := ahead(at); want != nil {
			t.Fatalf("[%d, %d) back %v: ended after %v, before %v", from, to, back, at, want)
		}
	})
}
