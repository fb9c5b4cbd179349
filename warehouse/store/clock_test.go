package store_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// TestMint: ids ascend within an operation, over failed ones, between callers
// and while the machine's clock goes back.
func TestMint(t *testing.T) {
	at := time.Date(2026, 11, 20, 14, 5, 0, 0, time.UTC)
	db := store.Open(memory.New(), store.Options{Node: 7, Epoch: 3, Clock: func() time.Time {
		at = at.Add(-time.Millisecond)
		return at
	}})
	var ids [][16]byte
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for n := range 50 {
				db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
					ids = append(ids, tx.Mint(), tx.Mint())
					if n%3 == 0 {
						return errors.New("no")
					}
					return nil
				})
			}
		})
	}
	all.Wait()
	if len(ids) != 400 || !slices.IsSortedFunc(ids, func(a, b [16]byte) int { return bytes.Compare(a[:], b[:]) }) {
		t.Errorf("%d ids out of order", len(ids))
	}
	for i, id := range ids[1:] {
		if id == ids[i] {
			t.Fatalf("%x twice", id)
		}
	}
	id := ids[0]
	ms := time.UnixMilli(int64(binary.BigEndian.Uint64(id[:]) >> 16)).UTC()
	node, epoch := binary.BigEndian.Uint16(id[6:]), binary.BigEndian.Uint16(id[8:])
	if want := time.Date(2026, 11, 20, 14, 4, 59, 999e6, time.UTC); !ms.Equal(want) || node != 7 || epoch != 3 {
		t.Errorf("%x: %v, node %d, epoch %d", id, ms, node, epoch)
	}
	if db.Node() != 7 || db.Epoch() != 3 {
		t.Errorf("node %d, epoch %d", db.Node(), db.Epoch())
	}
}

// TestNotBefore: a store that is opened again on a machine whose clock went
// back goes on where it was, in time and in ids.
func TestNotBefore(t *testing.T) {
	found := time.Date(2026, 11, 20, 14, 5, 0, 123_456_789, time.UTC)
	clock := func() time.Time { return found.Add(-time.Hour) }
	mint := func(db *store.DB) (now time.Time, id [16]byte) {
		db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
			now, id = tx.Now(), tx.Mint()
			return nil
		})
		return now, id
	}
	_, last := mint(store.Open(memory.New(), store.Options{Clock: func() time.Time { return found }}))

	db := store.Open(memory.New(), store.Options{Clock: clock})
	db.NotBefore(found)
	db.NotBefore(found.Add(-time.Minute)) // takes nothing back
	now, id := mint(db)
	if !now.After(found) || now.Sub(found) > time.Millisecond {
		t.Errorf("now is %v", now)
	}
	if bytes.Compare(last[:], id[:]) >= 0 {
		t.Errorf("%x is not after %x", id, last)
	}
	db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		if tx.Now().Before(now) {
			t.Errorf("a read at %v after a write at %v", tx.Now(), now)
		}
		return nil
	})
}

func TestReadMintsNothing(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("it minted")
		}
	}()
	store.Open(memory.New()).Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		tx.Mint()
		return nil
	})
}
