// Package journal is the one true timeline: every change says what happened,
// in the transaction that made it happen, and everyone who cares follows.
package journal

import (
	"context"
	"encoding/json"
	"iter"
	"sync"
	"time"

	"warehouse-node/warehouse/store"
)

type Entry struct {
	Seq  store.U64
	At   time.Time
	By   string
	Kind string // "warehouse.picked/1"
	Data json.RawMessage
}

// cursor is how far somebody has come; "head" is how far the journal has.
type cursor struct {
	Name string
	Seq  store.U64
}

var (
	entries = store.NewTable("journal", func(e *Entry) store.U64 { return e.Seq }, entryRow).AppendOnly()
	cursors = store.NewTable("journal.cursors", func(c *cursor) store.Str { return store.Str(c.Name) }, cursorRow)
)

func entryRow(r *store.Row, e *Entry) {
	store.Uint(r, 1, &e.Seq)
	store.Time(r, 2, &e.At)
	store.Text(r, 3, &e.By)
	store.Text(r, 4, &e.Kind)
	store.Bytes(r, 5, &e.Data)
}

func cursorRow(r *store.Row, c *cursor) {
	store.Text(r, 1, &c.Name)
	store.Uint(r, 2, &c.Seq)
}

type Journal struct {
	db   *store.DB
	mu   sync.Mutex
	bell chan struct{} // closed on a commit; nil while nobody listens
	ring func()
}

func New(db *store.DB) *Journal {
	j := &Journal{db: db}
	j.ring = j.wake
	return j
}

// Record appends an event; it is on the timeline only if tx commits.
func (j *Journal) Record(tx *store.Tx, by, kind string, event any) error {
	data, err := json.Marshal(event)
	if err != nil {
		return err
	}
	head, err := get(tx, "head")
	if err != nil {
		return err
	}
	head.Seq++
	if err := cursors.Put(tx, head); err != nil {
		return err
	}
	tx.AfterCommit(j.ring)
	return entries.Insert(tx, &Entry{Seq: head.Seq, At: tx.Now().UTC(), By: by, Kind: kind, Data: data})
}

func get(tx *store.Tx, name string) (*cursor, error) {
	c, err := cursors.Find(tx, store.Str(name))
	if c == nil {
		c = &cursor{Name: name}
	}
	return c, err
}

func (j *Journal) wake() {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.bell != nil {
		close(j.bell)
		j.bell = nil
	}
}

func (j *Journal) wait() <-chan struct{} {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.bell == nil {
		j.bell = make(chan struct{})
	}
	return j.bell
}

// All is the timeline from its beginning.
func All(tx *store.Tx) iter.Seq2[*Entry, error] { return entries.All(tx) }

// Step feeds fn up to max entries after the follower's cursor and moves the
// cursor in the same transaction: what fn writes happens exactly once.
func (j *Journal) Step(ctx context.Context, follower string, max int, fn func(*store.Tx, *Entry) error) (n int, err error) {
	err = j.db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		n = 0
		c, err := get(tx, "follower "+follower)
		if err != nil {
			return err
		}
		var batch []*Entry
		for e, err := range entries.From(tx, c.Seq+1) {
			if err != nil {
				return err
			}
			if batch = append(batch, e); len(batch) == max {
				break
			}
		}
		for _, e := range batch {
			if err := fn(tx, e); err != nil {
				return err
			}
			c.Seq = e.Seq
		}
		if n = len(batch); n == 0 {
			return nil
		}
		return cursors.Put(tx, c)
	})
	return n, err
}

// Follow steps until ctx ends.
func (j *Journal) Follow(ctx context.Context, follower string, fn func(*store.Tx, *Entry) error) error {
	for {
		bell := j.wait()
		n, err := j.Step(ctx, follower, 64, fn)
		if err != nil {
			return err
		}
		if n > 0 {
			continue
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-bell:
		}
	}
}
