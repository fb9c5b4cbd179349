package store

import (
	"context"
	"sync"
	"time"
)

// bell is waited for by those who want to know that something was committed.
type bell struct {
	mu   sync.Mutex
	next chan struct{} // closed by the next ring; nil while nobody waits
	ring func()        // made once, so that a ring costs nothing
}

// Ring wakes whoever waits on Bell, once the operation is durable.
func (tx *Tx) Ring() { tx.AfterCommit(tx.db.bell.ring) }

// Bell is closed after the next commit in which an operation called Ring. Take
// it before looking, so that nothing is missed in between.
func (db *DB) Bell() <-chan struct{} {
	db.bell.mu.Lock()
	defer db.bell.mu.Unlock()
	if db.bell.next == nil {
		db.bell.next = make(chan struct{})
	}
	return db.bell.next
}

// Courtesy is how long whoever does more about a commit lets those go first who only
// show it: reads, and a commit of their own, take disk and cores from the screens that
// wait for the same news. What comes meanwhile they take in at once.
const Courtesy = 10 * time.Millisecond

// Rung waits for a bell, and then for a pause, if there is one. Its error is ctx's.
func Rung(ctx context.Context, bell <-chan struct{}, pause time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-bell:
	}
	if pause == 0 {
		return nil
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(pause):
		return nil
	}
}

func newBell() *bell {
	b := new(bell)
	b.ring = func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if b.next != nil {
			close(b.next)
			b.next = nil
		}
	}
	return b
}
