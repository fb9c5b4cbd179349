package journal_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/journal/journaltest"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

type happened struct {
	N int `json:"n"`
}

// told is what an older version said.
type told struct {
	Text string `json:"text"`
}

var happenedKind = journal.Upcast(journal.Register("test.happened/2", happened{7}),
	"test.happened/1", told{"xxx"}, func(o told) happened { return happened{len(o.Text)} })

// note is what a follower writes: how often it saw a number.
type note struct {
	N, Times int
}

var notes = store.NewTable("test.notes", func(n *note) store.I64 { return store.I64(n.N) }, func(r *store.Row, n *note) {
	store.Int(r, 1, &n.N)
	store.Int(r, 2, &n.Times)
})

func TestGoldens(t *testing.T) {
	journaltest.Goldens(t, "journal.")
	journaltest.Goldens(t, "test.")
}

func write(t *testing.T, db *store.DB, fn func(*store.Tx) error) {
	t.Helper()
	if err := db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error { return fn(tx) }); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, db *store.DB, fn func(*store.Tx) error) {
	t.Helper()
	if err := db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error { return fn(tx) }); err != nil {
		t.Fatal(err)
	}
}

func happen(t *testing.T, db *store.DB, n int, about ...journal.Subject) {
	t.Helper()
	write(t, db, func(tx *store.Tx) error { return happenedKind.Record(tx, happened{n}, about...) })
}

func count(tx *store.Tx, n int) error {
	return notes.Edit(tx, store.I64(n), func(c *note) (*note, error) {
		if c == nil {
			c = &note{N: n}
		}
		c.Times++
		return c, nil
	})
}

// seen lists what the follower noted, in order of number: "1 2 5".
func seen(t *testing.T, db *store.DB) string {
	var out []string
	read(t, db, func(tx *store.Tx) error {
		for n, err := range notes.All(tx) {
			if err != nil {
				return err
			}
			if n.Times != 1 {
				t.Errorf("%d was handled %d times", n.N, n.Times)
			}
			out = append(out, fmt.Sprint(n.N))
		}
		return nil
	})
	return strings.Join(out, " ")
}

// upToDate steps until there is nothing left to do.
func upToDate(t *testing.T, db *store.DB, f *journal.Follower) {
	t.Helper()
	for {
		n, err := f.Step(context.Background(), db)
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			return
		}
	}
}

func TestExactlyOnceWhileOthersWrite(t *testing.T) {
	db := store.Open(memory.New())
	f := journal.NewFollower("counter")
	journal.On(f, happenedKind, func(tx *store.Tx, _ *journal.Entry, e happened) error { return count(tx, e.N) })
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- f.Run(ctx, db) }()
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			for i := range 100 {
				happen(t, db, g*100+i)
			}
		})
	}
	all.Wait()
	for caught := false; !caught; {
		bell := db.Bell()
		read(t, db, func(tx *store.Tx) error {
			behind, parked, err := f.Lag(tx)
			if parked != 0 {
				t.Errorf("%d parked", parked)
			}
			caught = behind == 0
			return err
		})
		if !caught {
			<-bell
		}
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if got := len(strings.Fields(seen(t, db))); got != 800 {
		t.Errorf("%d of 800", got)
	}
	if err := journal.Verify(context.Background(), db, nil); err != nil {
		t.Error(err)
	}
}

// TestParking: a bad entry stops its subjects and nobody else; a retry and a
// skip let those behind it go on in order.
func TestParking(t *testing.T) {
	db := store.Open(memory.New())
	bad := map[int]bool{3: true, 8: true}
	var order []int
	f := journal.NewFollower("picky")
	journal.On(f, happenedKind, func(tx *store.Tx, _ *journal.Entry, e happened) error {
		if err := count(tx, e.N); err != nil {
			return err
		}
		if e.N == 8 && bad[8] {
			panic("no eights")
		}
		if bad[e.N] {
			return fault.New(fault.Conflict, "test.bad", "n", e.N)
		}
		order = append(order, e.N)
		return nil
	})
	about := func(names ...string) (s []journal.Subject) {
		for _, n := range names {
			s = append(s, journal.Subject("order/"+n))
		}
		return s
	}
	happen(t, db, 1, about("a")...)
	happen(t, db, 2, about("b")...)
	happen(t, db, 3, about("a")...)      // bad
	happen(t, db, 4, about("b")...)      // b is free
	happen(t, db, 5, about("a", "c")...) // behind 3, so c waits too
	happen(t, db, 6, about("c")...)
	happen(t, db, 7, about("d")...)
	happen(t, db, 8, about("d")...) // panics
	upToDate(t, db, f)
	if got := seen(t, db); got != "1 2 4 7" {
		t.Fatalf("saw %s", got)
	}
	var stuck []string
	read(t, db, func(tx *store.Tx) error {
		for p, err := range journal.AllParked(tx) {
			if err != nil {
				return err
			}
			stuck = append(stuck, fmt.Sprint(p.Seq, p.Why, p.Tries, p.Args))
		}
		return nil
	})
	if got := strings.Join(stuck, ","); got != "3test.bad1 map[n:3],50 map[],60 map[],8internal1 map[]" {
		t.Fatalf("stuck: %s", got)
	}
	write(t, db, func(tx *store.Tx) error { return journal.Retry(tx, "picky", 3) })
	upToDate(t, db, f) // still bad
	if got := seen(t, db); got != "1 2 4 7" {
		t.Fatalf("after a vain retry saw %s", got)
	}
	if err := db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error { return journal.Skip(tx, "picky", 8, seal.Words{}) }); fault.Of(err).Code != "journal.skip_why" {
		t.Errorf("skipped without a reason: %v", err)
	}
	bad[3] = false
	order = nil
	write(t, db, func(tx *store.Tx) error { return journal.Retry(tx, "picky", 3) })
	write(t, db, func(tx *store.Tx) error { return journal.Skip(tx, "picky", 8, seal.Coded("by hand")) })
	upToDate(t, db, f)
	if got := seen(t, db); got != "1 2 3 4 5 6 7" || fmt.Sprint(order) != "[3 5 6]" {
		t.Errorf("saw %s in order %v", got, order)
	}
	for name, op := range map[string]func(*store.Tx) error{
		"retry": func(tx *store.Tx) error { return journal.Retry(tx, "picky", 8) },
		"skip":  func(tx *store.Tx) error { return journal.Skip(tx, "picky", 1, seal.Coded("none stands")) },
	} {
		err := db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error { return op(tx) })
		if !errors.Is(err, fault.NotFound) {
			t.Errorf("%s of what is not parked: %v", name, err)
		}
	}
}

func TestFromNow(t *testing.T) {
	db := store.Open(memory.New())
	happen(t, db, 1)
	f := journal.NewFollower("late")
	f.FromNow = true
	journal.On(f, happenedKind, func(tx *store.Tx, _ *journal.Entry, e happened) error { return count(tx, e.N) })
	ctx, cancel := context.WithCancel(context.Background())
	cancelled := make(chan error)
	go func() { cancelled <- f.Run(ctx, db) }()
	for has := false; !has; { // the cursor stands before the second entry is written
		read(t, db, func(tx *store.Tx) error {
			behind, _, err := f.Lag(tx)
			has = behind == 0
			return err
		})
	}
	happen(t, db, 2)
	for seen(t, db) != "2" {
		if got := seen(t, db); got != "" && got != "2" {
			t.Fatalf("saw %s", got)
		}
	}
	cancel()
	<-cancelled
}

// TestLive: a follower that shows is told after its reads, has no cursor, shows
// past an entry that it cannot, and that one again when a person asks.
func TestLive(t *testing.T) {
	db := store.Open(memory.New())
	happen(t, db, 1, "order/a")
	bad := true
	var shown []int
	f := journal.NewFollower("screens")
	f.Live = true
	journal.On(f, happenedKind, func(tx *store.Tx, _ *journal.Entry, e happened) error {
		if e.N == 3 && bad {
			panic("no threes")
		}
		tx.AfterCommit(func() { shown = append(shown, e.N) })
		return nil
	})
	if err := f.Begin(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	happen(t, db, 2, "order/a")
	if err := f.Begin(context.Background(), db); err != nil { // as Run does
		t.Fatal(err)
	}
	happen(t, db, 3, "order/a")
	happen(t, db, 4, "order/a")
	upToDate(t, db, f)
	if fmt.Sprint(shown) != "[2 4]" {
		t.Fatalf("showed %v", shown)
	}
	var behind uint64
	var parked int
	read(t, db, func(tx *store.Tx) (err error) { behind, parked, err = f.Lag(tx); return err })
	if behind != 0 || parked != 1 {
		t.Errorf("%d behind, %d parked", behind, parked)
	}
	bad = false
	write(t, db, func(tx *store.Tx) error { return journal.Retry(tx, "screens", 3) })
	upToDate(t, db, f)
	if fmt.Sprint(shown) != "[2 4 3]" {
		t.Errorf("after a retry showed %v", shown)
	}
	again := journal.NewFollower("screens")
	again.Live = true
	if err := again.Begin(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	if n, err := again.Step(context.Background(), db); n != 0 || err != nil {
		t.Errorf("after a restart it showed %d entries, %v", n, err)
	}
}

// TestScreensFirst: a follower that keeps something lets one that shows go first, and
// digests in one transaction what came meanwhile.
func TestScreensFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := store.Open(memory.New())
		ctx, stop := context.WithCancel(t.Context())
		began := time.Now()
		var mu sync.Mutex // guards what follows
		shown, kept := map[int]time.Duration{}, map[int]time.Duration{}
		follow := func(name string, live bool, told map[int]time.Duration) <-chan error {
			f := journal.NewFollower(name)
			f.Live = live
			journal.On(f, happenedKind, func(_ *store.Tx, _ *journal.Entry, e happened) error {
				mu.Lock()
				defer mu.Unlock()
				told[e.N] = time.Since(began)
				return nil
			})
			end := make(chan error, 1)
			go func() { end <- f.Run(ctx, db) }()
			return end
		}
		ends := []<-chan error{follow("screens", true, shown), follow("books", false, kept)}
		synctest.Wait()
		for n := range 3 {
			happen(t, db, n)
			synctest.Wait()
			mu.Lock()
			if shown[n] != time.Since(began) || len(kept) > 0 {
				t.Errorf("entry %d: shown after %v, kept %v", n, shown[n], kept)
			}
			mu.Unlock()
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Second)
		stop()
		for _, end := range ends {
			if err := <-end; !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		}
		if at := kept[0]; len(kept) != 3 || at > 20*time.Millisecond || kept[1] != at || kept[2] != at {
			t.Errorf("kept after %v", kept)
		}
	})
}

// TestChain: any byte changed, an entry taken away or cut off at the end is
// found.
func TestChain(t *testing.T) {
	for seed := range uint64(40) {
		e := memory.New()
		db := store.Open(e)
		for n := range 20 {
			happen(t, db, n, journal.Subject("order/x"))
		}
		if err := journal.Verify(context.Background(), db, nil); err != nil {
			t.Fatal(err)
		}
		damage(t, e, rand.New(rand.NewPCG(seed, 1)))
		if err := journal.Verify(context.Background(), store.Open(e), nil); err == nil {
			t.Errorf("seed %d: the damage was not seen", seed)
		}
	}
}

// TestFindings: what is wrong with the chain is found as what it is, with the
// entry's number.
func TestFindings(t *testing.T) {
	for code, spoil := range map[string]func(tx store.EngineTx, keys, values [][]byte) error{
		"journal.missing":    func(tx store.EngineTx, keys, _ [][]byte) error { return tx.Delete("journal", keys[4]) },
		"journal.unreadable": func(tx store.EngineTx, keys, _ [][]byte) error { return tx.Put("journal", keys[4], []byte("rubbish")) },
		"journal.changed": func(tx store.EngineTx, keys, values [][]byte) error {
			return tx.Put("journal", keys[4], bytes.Replace(values[4], []byte(`"n":4`), []byte(`"n":7`), 1))
		},
		"journal.cut": func(tx store.EngineTx, keys, _ [][]byte) error {
			for _, k := range keys[4:] {
				if err := tx.Delete("journal", k); err != nil {
					return err
				}
			}
			return nil
		},
	} {
		t.Run(code, func(t *testing.T) {
			e := memory.New()
			db := store.Open(e)
			for n := range 9 {
				happen(t, db, n, journal.Subject("order/x"))
			}
			rows(t, e, spoil)
			err := journal.Verify(context.Background(), store.Open(e), nil)
			found, ok := errors.AsType[*fault.Finding](err)
			want := "5"
			if code == "journal.cut" {
				want = "4"
			}
			if !ok || found.Code != code || found.Args["entry"] != want {
				t.Errorf("found %v", err)
			}
		})
	}
}

// rows gives the raw journal to who changes it.
func rows(t *testing.T, e store.Engine, change func(tx store.EngineTx, keys, values [][]byte) error) {
	t.Helper()
	tx, err := e.Begin(true)
	if err != nil {
		t.Fatal(err)
	}
	var keys, values [][]byte
	if err := tx.Scan("journal", nil, nil, func(k, v []byte) bool {
		keys, values = append(keys, append([]byte{}, k...)), append(values, append([]byte{}, v...))
		return true
	}); err != nil {
		t.Fatal(err)
	}
	if err := change(tx, keys, values); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

func damage(t *testing.T, e store.Engine, r *rand.Rand) {
	t.Helper()
	rows(t, e, func(tx store.EngineTx, keys, values [][]byte) error {
		at := r.IntN(len(keys))
		if r.IntN(3) == 0 {
			return tx.Delete("journal", keys[at])
		}
		v := values[at]
		v[r.IntN(len(v))] ^= byte(1 + r.IntN(255))
		return tx.Put("journal", keys[at], v)
	})
}

func TestUpcast(t *testing.T) {
	old := &journal.Entry{Kind: "test.happened/1", Data: []byte(`{"text":"four"}`)}
	if e, err := happenedKind.Read(old); err != nil || e.N != 4 || !happenedKind.Is(old) {
		t.Errorf("got %+v, %v", e, err)
	}
	if _, err := happenedKind.Read(&journal.Entry{Kind: "test.other/1"}); err == nil {
		t.Error("read a stranger")
	}
}

// TestSubjectOverEras: what is about a subject is found through all of the past, in
// order, from either end, and from a subject that most eras know nothing of.
func TestSubjectOverEras(t *testing.T) {
	t.Cleanup(journal.ShortEras(3))
	db := store.Open(memory.New())
	want := map[journal.Subject][]uint64{}
	for n := range 40 {
		about := []journal.Subject{journal.Subject(fmt.Sprint("order/", n%4))}
		if n == 1 || n == 29 {
			about = append(about, "item/rare")
		}
		happen(t, db, n, about...)
		for _, s := range about {
			want[s] = append(want[s], uint64(n+1))
		}
	}
	read(t, db, func(tx *store.Tx) error {
		for s, seqs := range want {
			var forth, back []uint64
			for e, err := range journal.Of(tx, s) {
				if err != nil {
					return err
				}
				forth = append(forth, e.Seq)
			}
			for e, err := range journal.Back(tx, s) {
				if err != nil {
					return err
				}
				back = append(back, e.Seq)
			}
			slices.Reverse(back)
			if !slices.Equal(forth, seqs) || !slices.Equal(back, seqs) {
				t.Errorf("%s: %v forth, %v back, want %v", s, forth, back, seqs)
			}
		}
		for e := range journal.Of(tx, "order/1") {
			if e.Seq > 2 {
				break // in the middle of an era
			}
		}
		return nil
	})
}
