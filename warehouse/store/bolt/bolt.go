package bolt

import (
	"bytes"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"
	"syscall"

	"go.etcd.io/bbolt"
	"warehouse-node/warehouse/store"
)

// appendFill is how full a page is left when keys arrive in order: nothing
// will ever be put between them.
const appendFill = 0.95

// Engine is one open file.
type Engine struct {
	db      *bbolt.DB
	page    int64 // bytes of one
	copying sync.Mutex
}

// Close waits until all transactions have ended.
func (e *Engine) Close() error { return e.db.Close() }

// Begin waits for the writer before, if there is one and w is set.
func (e *Engine) Begin(w bool) (_ store.EngineTx, err error) {
	defer e.guard(debug.SetPanicOnFault(true), nil, &err)
	t, err := e.db.Begin(w)
	if err != nil {
		return nil, err
	}
	if w { // the writer is the only one who looks at this
		e.db.AllocSize = int(min(max(t.Size(), 64<<10), 16<<20))
	}
	made := &tx{Tx: t, engine: e}
	if w {
		made.buckets = make([]bucket, 0, usual)
	}
	return made, nil
}

// usual is how many buckets a writer looks at, or a few less.
const usual = 32

type tx struct {
	*bbolt.Tx
	engine  *Engine
	buckets []bucket
	seen    byte // of what was touched
}

// bucket is what one transaction remembers of a bucket it has opened.
type bucket struct {
	name   string
	b      *bbolt.Bucket
	find   *bbolt.Cursor // for Get; a fresh one would be three allocations
	filled bool          // fill percent is decided
}

func (t *tx) bucket(name string, create bool) (*bucket, error) {
	for i := range t.buckets {
		if t.buckets[i].name == name {
			return &t.buckets[i], nil
		}
	}
	b := t.Bucket([]byte(name))
	if b == nil && create {
		var err error
		if b, err = t.CreateBucket([]byte(name)); err != nil {
			return nil, err
		}
	}
	if b == nil {
		return nil, nil
	}
	t.buckets = append(t.buckets, bucket{name: name, b: b, find: b.Cursor()})
	return &t.buckets[len(t.buckets)-1], nil
}

func (t *tx) Get(name string, k []byte) (v []byte, err error) {
	defer t.engine.guard(debug.SetPanicOnFault(true), nil, &err)
	b, err := t.bucket(name, false)
	if b == nil {
		return nil, err
	}
	if found, v := b.find.Seek(k); bytes.Equal(found, k) {
		t.touch(nil, v)
		return v, nil
	}
	return nil, nil
}

// Put sees for itself whether a transaction appends to a bucket: its first key
// lies past the last one.
func (t *tx) Put(name string, k, v []byte) (err error) {
	defer t.engine.guard(debug.SetPanicOnFault(true), nil, &err)
	b, err := t.bucket(name, true)
	if err != nil {
		return err
	}
	if !b.filled {
		b.filled = true
		if next, _ := b.find.Seek(k); next == nil {
			b.b.FillPercent = appendFill
		}
	}
	return b.b.Put(k, v)
}

func (t *tx) Delete(name string, k []byte) (err error) {
	defer t.engine.guard(debug.SetPanicOnFault(true), nil, &err)
	b, err := t.bucket(name, false)
	if b == nil {
		return err
	}
	return b.b.Delete(k)
}

func (t *tx) Scan(name string, from, to []byte, fn func(k, v []byte) bool) (err error) {
	lent := false
	defer t.engine.guard(debug.SetPanicOnFault(true), &lent, &err)
	b, err := t.bucket(name, false)
	if b == nil {
		return err
	}
	c := b.b.Cursor()
	for k, v := c.Seek(from); k != nil && (to == nil || bytes.Compare(k, to) < 0); k, v = c.Next() {
		t.touch(k, v)
		lent = true
		if !fn(k, v) {
			break
		}
		lent = false
	}
	return nil
}

func (t *tx) ScanBack(name string, from, to []byte, fn func(k, v []byte) bool) (err error) {
	lent := false
	defer t.engine.guard(debug.SetPanicOnFault(true), &lent, &err)
	b, err := t.bucket(name, false)
	if b == nil {
		return err
	}
	c := b.b.Cursor()
	for k, v := below(c, b.find, to); k != nil && bytes.Compare(k, from) >= 0; k, v = prev(c, b.find, k) {
		t.touch(k, v)
		lent = true
		if !fn(k, v) {
			break
		}
		lent = false
	}
	return nil
}

// Commit is bbolt's. Of a file that cannot grow bbolt keeps but the words: then
// the system's own error is put back, so that a full disk, or one that failed, is
// known as one.
func (t *tx) Commit() (err error) {
	defer t.engine.guard(debug.SetPanicOnFault(true), nil, &err)
	return asSystem(t.Tx.Commit())
}

// Rollback is bbolt's.
func (t *tx) Rollback() (err error) {
	defer t.engine.guard(debug.SetPanicOnFault(true), nil, &err)
	return t.Tx.Rollback()
}

func asSystem(err error) error {
	for _, known := range []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EIO, syscall.EROFS} {
		if err != nil && !errors.Is(err, known) && strings.Contains(err.Error(), known.Error()) {
			return fmt.Errorf("%w: %w", err, known)
		}
	}
	return err
}

// Version is bbolt's: readers map the page that tells it before it is synced.
func (t *tx) Version() uint64 { return uint64(t.ID()) }

// Buckets are the names of all buckets but our own, also of those with nothing
// in them.
func (t *tx) Buckets() (all []string, err error) {
	defer t.engine.guard(debug.SetPanicOnFault(true), nil, &err)
	err = t.ForEach(func(name []byte, _ *bbolt.Bucket) error {
		if string(name) != markBucket {
			all = append(all, string(name))
		}
		return nil
	})
	return all, err
}
