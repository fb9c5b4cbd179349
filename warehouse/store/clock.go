package store

import (
	"encoding/binary"
	"time"
)

// NotBefore makes every later operation happen after t, in a later
// millisecond: who opens a store tells it the newest moment found there, so
// that neither time nor the ids made of it go back over a restart.
func (db *DB) NotBefore(t time.Time) {
	floor := t.Truncate(time.Millisecond).Add(time.Millisecond).UnixNano()
	for {
		was := db.latest.Load()
		if was >= floor || db.latest.CompareAndSwap(was, floor) {
			return
		}
	}
}

// NotBeforeLife makes this the life of the node with that epoch, or a later one when
// Options say so: who opens a store tells it the newest life found there, before the
// first write.
func (db *DB) NotBeforeLife(epoch uint16) { db.epoch = max(db.epoch, epoch) }

// now is the moment of a read.
func (db *DB) now() time.Time {
	return time.Unix(0, max(db.Clock().UnixNano(), db.latest.Load())).UTC()
}

// tick is the moment of a write.
func (db *DB) tick() time.Time {
	now := db.Clock().UnixNano()
	for {
		was := db.latest.Load()
		if now = max(now, was); now == was || db.latest.CompareAndSwap(was, now) {
			return time.Unix(0, now).UTC()
		}
	}
}

// Mint makes an id that is later, as bytes, than every id that this DB minted
// before it, in this operation or another: 48 bits of milliseconds, 16 of the
// node, 16 of its epoch, 48 of a counter. Ids of an operation that failed are
// not given again. A read mints nothing: it panics.
func (tx *Tx) Mint() (id [16]byte) {
	if tx.overlay == nil {
		panic("store: a read transaction mints no ids")
	}
	db := tx.db
	*tx.minted++
	ms := max(tx.now.UnixMilli(), 0)
	binary.BigEndian.PutUint64(id[:], uint64(ms)<<16|uint64(db.node))
	binary.BigEndian.PutUint64(id[8:], uint64(db.epoch)<<48|*tx.minted&(1<<48-1))
	return id
}
