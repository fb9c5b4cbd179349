package ledger_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
)

// TestKill kills a process in the middle of its writing, several times over
// one file. What it had said was done is there; the ledger proves itself; the
// journal has an entry for every move and none without.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db")
	if child := os.Getenv("LEDGER_CRASH_CHILD"); child != "" {
		writeUntilKilled(child, os.Getenv("LEDGER_CRASH_LIFE"))
	}
	said := map[string]bool{}
	for life := range 8 {
		child := exec.Command(os.Args[0], "-test.run=^TestKill$")
		child.Env = append(os.Environ(), "LEDGER_CRASH_CHILD="+path, fmt.Sprint("LEDGER_CRASH_LIFE=", life))
		out, err := child.StdoutPipe()
		if err == nil {
			err = child.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		enough := len(said) + 100 + rand.Intn(2000)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if said[lines.Text()] = true; len(said) == enough {
				child.Process.Kill() // what is still in the pipe was said too
			}
		}
		child.Wait()
		inspect(t, path, said)
	}
}

func inspect(t *testing.T, path string, said map[string]bool) {
	t.Helper()
	e, err := bolt.Open(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	db := store.Open(e)
	lost, told := 0, map[string]bool{}
	err = db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		for e, err := range journal.All(tx) {
			if err != nil {
				return err
			}
			told[e.By] = true
		}
		for id := range said {
			has, err := ledger.Has(tx, id)
			if err != nil {
				return err
			}
			if !has || !told[id] {
				lost++
			}
		}
		for id := range told {
			if has, err := ledger.Has(tx, id); err != nil || !has {
				return fmt.Errorf("%s is told and not there: %v", id, err)
			}
		}
		return ledger.Check(tx)
	})
	if err != nil || lost > 0 {
		t.Fatalf("%d of %d lost, %v", lost, len(said), err)
	}
	t.Logf("%d said, %d there", len(said), len(told))
}

func writeUntilKilled(path, life string) {
	e, err := bolt.Open(path, nil)
	if err != nil {
		panic(err)
	}
	db := store.Open(e)
	j := journal.New(db)
	var all sync.WaitGroup
	for g := range 16 {
		all.Go(func() {
			for n := 0; ; n++ {
				id := fmt.Sprint(life, ".", g, ".", n)
				err := db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
					m := &ledger.Move{ID: id, Item: "x", Qty: 3, From: "supplier", To: ledger.Place(fmt.Sprint("A-", n%50)), Happened: time.Now()}
					if err := ledger.Post(tx, m); err != nil {
						return err
					}
					m.ID, m.From, m.To, m.Qty = "h"+id, m.To, "tote", 2
					if err := ledger.Hold(tx, m); err != nil {
						return err
					}
					if n%7 == 6 {
						return fmt.Errorf("changed my mind")
					}
					if err := ledger.Settle(tx, m.ID, 1, "s"+id, time.Now()); err != nil {
						return err
					}
					return j.Record(tx, id, "moved/1", n)
				})
				if err == nil {
					fmt.Println(id)
				}
			}
		})
	}
	all.Wait()
}
