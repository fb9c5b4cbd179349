package bolt_test

import (
	"fmt"
	"math/rand"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
	"warehouse-node/warehouse/store/storetest"
)

func TestEngine(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Engine {
		e, err := bolt.Open(filepath.Join(t.TempDir(), "db"), nil)
		if err != nil {
			t.Fatal(err)
		}
		return e
	})
}

// TestFill: keys that come in order leave full pages, however few of them a
// transaction brings; keys that come anyhow are left room.
func TestFill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db")
	o := &bbolt.Options{NoSync: true}
	e, err := bolt.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewSource(1))
	const rows, perTx = 5_000, 7
	for n := 0; n < rows; {
		tx, err := e.Begin(true)
		if err != nil {
			t.Fatal(err)
		}
		for range perTx {
			n++
			row := []byte(fmt.Sprintf("%0100d", n))
			tx.Put("ordered", store.U64(n).AppendKey(nil), row)
			tx.Put("random", store.U64(r.Uint64()).AppendKey(nil), row)
		}
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	e.Close()
	db, err := bbolt.Open(path, 0o600, o)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	fill := func(bucket string) (f float64) {
		db.View(func(tx *bbolt.Tx) error {
			s := tx.Bucket([]byte(bucket)).Stats()
			f = float64(s.LeafInuse) / float64(s.LeafAlloc)
			return nil
		})
		return f
	}
	if f := fill("ordered"); f < 0.9 {
		t.Errorf("in order: pages are %.2f full", f)
	}
	if f := fill("random"); f > 0.85 {
		t.Errorf("at random: pages are %.2f full", f)
	}
	t.Logf("in order %.2f, at random %.2f", fill("ordered"), fill("random"))
}
