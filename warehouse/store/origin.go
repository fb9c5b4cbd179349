package store

import "sync"

// Origin says on whose behalf an operation writes. The store only carries it,
// so that nobody who records something can forget to say who did it.
type Origin struct {
	Person  [16]byte // zero for the node itself
	Station [16]byte // the place with the devices at hand; zero for none
	Device  string   // "handheld 3", "follower orders", "import"
	Command string   // id of the command that is being carried out
}

// Origin is who the operation was said to be for.
func (tx *Tx) Origin() Origin { return tx.origin }

// SetOrigin says who the operation is for, before it writes.
func (tx *Tx) SetOrigin(o Origin) { tx.origin = o }

// Node and Epoch name the writer of this store, as in every id it mints.
func (tx *Tx) Node() uint16  { return tx.db.node }
func (tx *Tx) Epoch() uint16 { return tx.db.epoch }

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
