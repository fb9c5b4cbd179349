package store_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"go.etcd.io/bbolt"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
	"warehouse-node/warehouse/store/memory"
)

var (
	shelf  = store.NewTable("shelf", func(c *crate) store.Str { return store.Str(c.Name) }, crateRow)
	byRest = store.NewIndex(shelf, "rest", func(c *crate) []store.U64 {
		if c.N%3 == 0 {
			return nil
		}
		return []store.U64{store.U64(c.N % 3)}
	})
)

// TestModel does 10,000 random things from several goroutines, in operations
// of which some fail, and expects the store to agree with a plain map at every
// one of them. The map has no lock: the store runs one operation at a time.
func TestModel(t *testing.T) {
	engines := map[string]func() store.Engine{
		"memory": func() store.Engine { return memory.New() },
		"bolt": func() store.Engine {
			e, err := bolt.Open(filepath.Join(t.TempDir(), "db"), &bbolt.Options{NoSync: true})
			if err != nil {
				t.Fatal(err)
			}
			return e
		},
	}
	for name, open := range engines {
		t.Run(name, func(t *testing.T) {
			e := open()
			defer e.Close()
			m := &model{T: t, has: map[string]int{}}
			db := store.Open(e)
			var all sync.WaitGroup
			for seed := range 4 {
				all.Go(func() { m.run(db, rand.New(rand.NewSource(int64(seed)))) })
			}
			all.Wait()
			t.Logf("%d steps, %d failed operations, %d left", m.steps.Load(), m.failed, len(m.has))
		})
	}
}

type model struct {
	*testing.T
	has    map[string]int
	steps  atomic.Int64
	failed int
}

var errModel = errors.New("changed my mind")

func (m *model) run(db *store.DB, r *rand.Rand) {
	for m.steps.Load() < 10_000 && !m.Failed() {
		err := db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
			before := maps.Clone(m.has)
			for range 1 + r.Intn(20) {
				m.steps.Add(1)
				m.step(tx, r)
			}
			if r.Intn(4) == 0 {
				m.has = before
				m.failed++
				return errModel
			}
			return nil
		})
		if err != nil && err != errModel {
			m.Error(err)
		}
	}
}

func (m *model) step(tx *store.Tx, r *rand.Rand) {
	key := func() string { return fmt.Sprintf("%02d", r.Intn(60)) }
	switch k := key(); r.Intn(8) {
	case 0, 1:
		m.put(tx, k, r.Intn(100))
	case 2:
		m.delete(tx, k)
	case 3, 4:
		c, err := shelf.Find(tx, store.Str(k))
		if n, ok := m.has[k]; err != nil || ok != (c != nil) || ok && c.N != n {
			m.Errorf("%s: got %v, %v, want %d, %v", k, c, err, n, ok)
		}
	case 5:
		m.index(tx, r.Intn(3))
	default:
		m.scan(tx, r, k, key)
	}
}

func (m *model) put(tx *store.Tx, k string, n int) {
	m.has[k] = n
	if err := shelf.Put(tx, &crate{k, n}); err != nil {
		m.Error(err)
	}
}

func (m *model) delete(tx *store.Tx, k string) {
	delete(m.has, k)
	if err := shelf.Delete(tx, store.Str(k)); err != nil {
		m.Error(err)
	}
}

// scan walks from k and now and then writes somewhere while it does.
func (m *model) scan(tx *store.Tx, r *rand.Rand, k string, key func() string) {
	next := func(at string, past bool) (first string) {
		for k := range m.has {
			if (k > at || k == at && !past) && (first == "" || k < first) {
				first = k
			}
		}
		return first
	}
	want := next(k, false)
	for c, err := range shelf.From(tx, store.Str(k)) {
		if err != nil || c.Name != want || c.N != m.has[want] {
			m.Errorf("scan from %s: got %v, %v, want %s %d", k, c, err, want, m.has[want])
			return
		}
		switch r.Intn(6) {
		case 0:
			m.put(tx, key(), r.Intn(100))
		case 1:
			m.delete(tx, key())
		case 2:
			if r.Intn(6) == 0 {
				return
			}
		}
		want = next(c.Name, true)
	}
	if want != "" {
		m.Errorf("scan from %s: ended before %s", k, want)
	}
}

func (m *model) index(tx *store.Tx, rest int) {
	got := map[string]int{}
	for c, err := range byRest.Each(tx, store.U64(rest)) {
		if err != nil {
			m.Error(err)
			return
		}
		got[c.Name] = c.N
	}
	want := map[string]int{}
	for k, n := range m.has {
		if n%3 == rest && rest != 0 {
			want[k] = n
		}
	}
	if !maps.Equal(got, want) {
		m.Errorf("index %d: got %v, want %v", rest, got, want)
	}
}
