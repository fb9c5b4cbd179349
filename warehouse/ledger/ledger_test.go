package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
	"warehouse-node/warehouse/store/memory"
	"warehouse-node/warehouse/store/tee"
)

// TestSimulation posts, holds, settles and releases at random and asks the
// ledger to prove itself after every step.
func TestSimulation(t *testing.T) {
	for seed := range int64(5) {
		r := rand.New(rand.NewSource(seed))
		db := store.Open(memory.New())
		places := []ledger.Place{"supplier", "A-01", "A-02", "tote-7", "customer", "adjust"}
		var holds []string
		short := 0
		for i := range 400 {
			err := db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
				id := fmt.Sprint(i)
				m := &ledger.Move{ID: id, Item: ledger.Item(fmt.Sprint("sku", r.Intn(3))), Qty: ledger.Qty(1 + r.Intn(9)),
					From: places[r.Intn(6)], To: places[r.Intn(6)]}
				switch n := r.Intn(10); {
				case n < 5:
					return ledger.Post(tx, m)
				case n < 8:
					holds = append(holds, id)
					return ledger.Hold(tx, m)
				case len(holds) > 0 && n < 9:
					return ledger.Settle(tx, holds[r.Intn(len(holds))], 1, id, time.Unix(int64(i), 0))
				case len(holds) > 0:
					return ledger.Release(tx, holds[r.Intn(len(holds))])
				}
				return nil
			})
			if errors.Is(err, ledger.ErrShort) {
				short++
			}
			if err := db.Read(context.Background(), prove); err != nil {
				t.Fatalf("seed %d step %d: %v", seed, i, err)
			}
		}
		t.Logf("seed %d: %d short", seed, short)
	}
}

// TestPickedByUnits settles a hold unit by unit: what is left of it stays out of
// reach of others until it is settled or released.
func TestPickedByUnits(t *testing.T) {
	db := store.Open(memory.New())
	do := func(fn func(tx *store.Tx) error) error {
		return db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error { return fn(tx) })
	}
	must := func(fn func(tx *store.Tx) error) {
		t.Helper()
		if err := do(fn); err != nil {
			t.Fatal(err)
		}
	}
	move := func(id string, q ledger.Qty, from, to ledger.Place) *ledger.Move {
		return &ledger.Move{ID: id, Item: "x", Qty: q, From: from, To: to}
	}
	must(func(tx *store.Tx) error { return ledger.Post(tx, move("in", 5, "supplier", "A-01")) })
	must(func(tx *store.Tx) error { return ledger.Hold(tx, move("line", 5, "A-01", "tote-7")) })
	for i := range 3 {
		must(func(tx *store.Tx) error { return ledger.Settle(tx, "line", 1, fmt.Sprint("scan", i), tx.Now()) })
	}
	if err := do(func(tx *store.Tx) error { return ledger.Hold(tx, move("other", 1, "A-01", "tote-8")) }); !errors.Is(err, ledger.ErrShort) {
		t.Fatalf("another line held what is not free: %v", err)
	}
	must(func(tx *store.Tx) error { return ledger.Settle(tx, "line", 2, "rest", tx.Now()) })
	must(func(tx *store.Tx) error { return ledger.Settle(tx, "line", 2, "rest", tx.Now()) }) // a retry: the hold is gone, the answer is not
	if err := do(func(tx *store.Tx) error { return ledger.Settle(tx, "line", 1, "rest", tx.Now()) }); !errors.Is(err, ledger.ErrConflict) {
		t.Fatalf("got %v, want a conflict", err)
	}
	if err := db.Read(context.Background(), prove); err != nil {
		t.Fatal(err)
	}
}

// TestSameMoveTwice: a repeat is the same answer, another body is a conflict.
func TestSameMoveTwice(t *testing.T) {
	db := store.Open(memory.New())
	post := func(q ledger.Qty) error {
		return db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
			return ledger.Post(tx, &ledger.Move{ID: "m", Item: "x", Qty: q, From: "supplier", To: "A-01"})
		})
	}
	if err := errors.Join(post(3), post(3)); err != nil {
		t.Fatal(err)
	}
	if err := post(4); !errors.Is(err, ledger.ErrConflict) {
		t.Fatalf("got %v, want a conflict", err)
	}
	if err := db.Read(context.Background(), prove); err != nil {
		t.Fatal(err)
	}
}

// TestFollowerExactlyOnce crashes a follower after its work but before its
// commit and expects the work to be there once.
func TestFollowerExactlyOnce(t *testing.T) {
	e, err := bolt.Open(filepath.Join(t.TempDir(), "db"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	db := store.Open(e)
	j := journal.New(db)
	ctx := context.Background()
	for i := range 10 {
		if err := db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
			return j.Record(tx, "test", "picked/1", map[string]int{"n": i})
		}); err != nil {
			t.Fatal(err)
		}
	}
	crash := true
	work := func(tx *store.Tx, e *journal.Entry) error {
		if err := ledger.Post(tx, &ledger.Move{ID: fmt.Sprint("m", e.Seq), Item: "x", Qty: 1, From: "supplier", To: "A"}); err != nil {
			return err
		}
		if crash && e.Seq == 7 {
			crash = false
			return errors.New("power cut")
		}
		return nil
	}
	for n := 1; n > 0; {
		n, err = j.Step(ctx, "orders", 4, work)
		if err != nil {
			n = 1
		}
	}
	if err := db.Read(ctx, prove); err != nil {
		t.Fatal(err)
	}
}

func prove(_ context.Context, tx *store.Tx) error { return ledger.Check(tx) }

func at(min int) time.Time { return time.Date(2026, 11, 21, 12, min, 0, 0, time.UTC) }

// TestOfflineCount: at 12:10 a person counts 8 in A-01 with no network. A pick
// of 3 happens at 12:15 and is known at once; a put-away of 2 happened at 12:05
// on another handheld that syncs only later.
func TestOfflineCount(t *testing.T) {
	db := store.Open(memory.New())
	db.Clock = func() time.Time { return at(30) }
	ctx := context.Background()
	post := func(id string, q ledger.Qty, from, to ledger.Place, min int) {
		t.Helper()
		if err := db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
			return ledger.Post(tx, &ledger.Move{ID: id, Item: "x", Qty: q, From: from, To: to, Happened: at(min)})
		}); err != nil {
			t.Fatal(err)
		}
	}
	expected := func(min int) (q ledger.Qty) {
		db.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
			q, err = ledger.AsOf(tx, "A-01", "x", "", at(min))
			return err
		})
		return q
	}
	post("in", 10, "supplier", "A-01", 0)
	post("pick", 3, "A-01", "tote", 15)
	post("refill", 4, "supplier", "A-01", 18)
	post("unfill", 4, "A-01", "supplier", 19)
	if got := expected(10); got != 10 {
		t.Fatalf("expected at 12:10 = %d, want 10", got)
	}
	post("adjust", 2, "A-01", "adjust", 10) // counted 8
	if got := expected(18); got != 9 {
		t.Fatalf("at 12:18 = %d, want 9", got)
	}
	if got := expected(15); got != 5 {
		t.Fatalf("at 12:15 = %d, want 5: the refill came later", got)
	}
	if got := expected(20); got != 5 {
		t.Fatalf("now = %d, want 5", got)
	}
	post("late", 2, "supplier", "A-01", 5) // changes what the count should have been
	if got := expected(9); got != 12 {
		t.Fatalf("expected before the count = %d, want 12: the line must be contested", got)
	}
	post("late", 2, "supplier", "A-01", 5) // synced twice
	if err := db.Read(ctx, prove); err != nil {
		t.Fatal(err)
	}
}

// TestStandby runs the ledger on bolt and replays its frames into memory.
func TestStandby(t *testing.T) {
	e, err := bolt.Open(filepath.Join(t.TempDir(), "db"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	spare := memory.New()
	db := store.Open(tee.New(e, func(f tee.Frame) {
		if err := tee.Apply(spare, f); err != nil {
			t.Error(err)
		}
	}))
	j := journal.New(db)
	ctx := context.Background()
	for i := range 50 {
		if err := db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
			if err := ledger.Post(tx, &ledger.Move{ID: fmt.Sprint(i), Item: "x", Qty: 1, From: "supplier", To: "A-01"}); err != nil {
				return err
			}
			if i > 0 && i%3 == 0 { // a hold made and settled: deletes travel too
				m := &ledger.Move{ID: fmt.Sprint("h", i), Item: "x", Qty: 2, From: "A-01", To: "tote"}
				if err := ledger.Hold(tx, m); err != nil {
					return err
				}
			}
			if i > 3 && i%3 == 1 {
				if err := ledger.Settle(tx, fmt.Sprint("h", i-1), 1, fmt.Sprint("s", i), time.Now()); err != nil {
					return err
				}
			}
			return j.Record(tx, "t", "moved/1", i)
		}); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.Open(spare).Read(ctx, prove); err != nil {
		t.Fatal(err)
	}
	if a, b := dump(t, e), dump(t, spare); !reflect.DeepEqual(a, b) {
		t.Fatalf("%d keys here, %d there", len(a), len(b))
	}
}

func dump(t *testing.T, e store.Engine) map[string]string {
	tx, err := e.Begin(false)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	all := map[string]string{}
	for _, b := range []string{"moves", "balances", "balances.item", "holds", "journal", "journal.cursors"} {
		tx.Scan(b, nil, nil, func(k, v []byte) bool { all[b+string(k)] = string(v); return true })
	}
	return all
}

func TestNestedTransactionPanics(t *testing.T) {
	db := store.Open(memory.New())
	defer func() {
		if recover() == nil {
			t.Fatal("no panic")
		}
	}()
	db.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		return db.Read(ctx, func(context.Context, *store.Tx) error { return nil })
	})
}
