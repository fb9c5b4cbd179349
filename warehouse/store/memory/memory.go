package memory

import (
	"bytes"
	"errors"
	"maps"
	"slices"
	"sync"

	"warehouse-node/warehouse/store"
)

// Engine keeps everything in sorted slices; a commit replaces those it changed.
type Engine struct {
	OnCommit func() error // when set, may fail a commit; set it between writes

	writer sync.Mutex
	mu     sync.Mutex        // guards what follows
	data   map[string][]pair // never changed in place
	closed bool
}

type pair struct{ k, v []byte }

// New is an empty engine.
func New() *Engine { return &Engine{} }

// Close makes every later Begin an error; what is under way goes on.
func (e *Engine) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.closed = true
	return nil
}

var errClosed = errors.New("memory: the engine is closed")

// Begin waits for the writer before, if there is one and w is set.
func (e *Engine) Begin(w bool) (store.EngineTx, error) {
	if w {
		e.writer.Lock()
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		if w {
			e.writer.Unlock()
		}
		return nil, errClosed
	}
	return &tx{e: e, writable: w, data: e.data, own: map[string]bool{}}, nil
}

type tx struct {
	e        *Engine
	writable bool
	data     map[string][]pair
	own      map[string]bool // buckets we have copied
}

func find(ps []pair, k []byte) (int, bool) {
	return slices.BinarySearchFunc(ps, k, func(p pair, k []byte) int { return bytes.Compare(p.k, k) })
}

func (t *tx) edit(b string, fn func([]pair) []pair) error {
	if len(t.own) == 0 {
		if t.data = maps.Clone(t.data); t.data == nil {
			t.data = map[string][]pair{}
		}
	}
	if !t.own[b] {
		t.own[b], t.data[b] = true, slices.Clone(t.data[b])
	}
	t.data[b] = fn(t.data[b])
	return nil
}

func (t *tx) Get(b string, k []byte) ([]byte, error) {
	if i, ok := find(t.data[b], k); ok {
		return t.data[b][i].v, nil
	}
	return nil, nil
}

func (t *tx) Put(b string, k, v []byte) error {
	p := pair{slices.Clone(k), append([]byte{}, v...)}
	return t.edit(b, func(ps []pair) []pair {
		i, ok := find(ps, k)
		if ok {
			ps[i] = p
			return ps
		}
		return slices.Insert(ps, i, p)
	})
}

func (t *tx) Delete(b string, k []byte) error {
	return t.edit(b, func(ps []pair) []pair {
		if i, ok := find(ps, k); ok {
			return slices.Delete(ps, i, i+1)
		}
		return ps
	})
}

func (t *tx) Scan(b string, from, to []byte, fn func(k, v []byte) bool) error {
	ps := t.data[b]
	i, _ := find(ps, from)
	for _, p := range ps[i:] {
		if to != nil && bytes.Compare(p.k, to) >= 0 || !fn(p.k, p.v) {
			break
		}
	}
	return nil
}

func (t *tx) ScanBack(b string, from, to []byte, fn func(k, v []byte) bool) error {
	ps := t.data[b]
	end := len(ps)
	if to != nil {
		end, _ = find(ps, to)
	}
	for _, p := range slices.Backward(ps[:end]) {
		if bytes.Compare(p.k, from) < 0 || !fn(p.k, p.v) {
			break
		}
	}
	return nil
}

func (t *tx) Buckets() ([]string, error) { return slices.Sorted(maps.Keys(t.data)), nil }

func (t *tx) Commit() error {
	defer t.e.writer.Unlock()
	if t.e.OnCommit != nil {
		if err := t.e.OnCommit(); err != nil {
			return err
		}
	}
	t.e.mu.Lock()
	t.e.data = t.data
	t.e.mu.Unlock()
	return nil
}

func (t *tx) Rollback() error {
	if t.writable {
		t.e.writer.Unlock()
	}
	return nil
}
