package store_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

type crate struct {
	Name string
	N    int
}

func crateRow(r *store.Row, c *crate) {
	store.Text(r, 1, &c.Name)
	store.Int(r, 2, &c.N)
}

var (
	crates = store.NewTable("crates", func(c *crate) store.Str { return store.Str(c.Name) }, crateRow)
	log    = store.NewTable("log", func(c *crate) store.Str { return store.Str(c.Name) }, crateRow).AppendOnly()
)

type operation = func(context.Context, *store.Tx) error

func put(name string, n int) operation {
	return func(_ context.Context, tx *store.Tx) error { return crates.Put(tx, &crate{name, n}) }
}

// together runs operations that share a commit: a first one holds the batch
// open until the others stand in line, in order. A panic is returned as error.
func together(t *testing.T, db *store.DB, ops ...operation) []error {
	t.Helper()
	errs := make([]error, len(ops))
	begun, release := make(chan bool), make(chan bool)
	var all sync.WaitGroup
	all.Go(func() {
		db.Write(context.Background(), func(context.Context, *store.Tx) error {
			close(begun)
			<-release
			return nil
		})
	})
	<-begun
	for i, op := range ops {
		all.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					errs[i] = fmt.Errorf("panic: %v", p)
				}
			}()
			errs[i] = db.Write(context.Background(), op)
		})
		waitFor(func() bool { return db.Waiting() == i+1 })
	}
	close(release)
	all.Wait()
	return errs
}

func waitFor(ok func() bool) {
	for !ok() {
		runtime.Gosched()
	}
}

// names lists what is there: "a1 b2".
func names(t *testing.T, db *store.DB) string {
	t.Helper()
	var out []string
	if err := db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		for c, err := range crates.All(tx) {
			if err != nil {
				return err
			}
			out = append(out, fmt.Sprint(c.Name, c.N))
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, " ")
}

// TestNeighbours: one fails, one panics, one leaves its goroutine, all after
// writing; the others share one commit, see each other and run once.
func TestNeighbours(t *testing.T) {
	e := memory.New()
	commits := 0
	e.OnCommit = func() error { commits++; return nil }
	db := store.Open(e)
	wrong := errors.New("wrong")
	runs := 0
	count := func(op operation) operation {
		return func(ctx context.Context, tx *store.Tx) error { runs++; return op(ctx, tx) }
	}
	left := make(chan bool)
	errs := together(t, db,
		count(put("a", 1)),
		count(func(ctx context.Context, tx *store.Tx) error {
			put("a", 9)(ctx, tx)
			put("x", 9)(ctx, tx)
			return wrong
		}),
		count(func(ctx context.Context, tx *store.Tx) error { put("y", 9)(ctx, tx); panic("dropped it") }),
		count(func(ctx context.Context, tx *store.Tx) error {
			go func() { // a Goexit, as t.FailNow does
				defer close(left)
				db.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
					put("z", 9)(ctx, tx)
					runtime.Goexit()
					return nil
				})
			}()
			return nil
		}),
		count(func(ctx context.Context, tx *store.Tx) error {
			c, err := crates.Get(tx, "a")
			if err != nil {
				return err
			}
			return put("b", c.N+1)(ctx, tx)
		}),
	)
	<-left
	if errs[0] != nil || errs[1] != wrong || errs[3] != nil || errs[4] != nil {
		t.Errorf("got %v", errs)
	}
	if errs[2] == nil || errs[2].Error() != "panic: dropped it" {
		t.Errorf("the panic: %v", errs[2])
	}
	if got := names(t, db); got != "a1 b2" || runs != 5 || commits != 1 {
		t.Errorf("%q after %d runs and %d commits", got, runs, commits)
	}
}

func TestAfterCommit(t *testing.T) {
	e := memory.New()
	db := store.Open(e)
	durable := false
	e.OnCommit = func() error { durable = true; return nil }
	var rung []int
	ring := func(n int, err error) operation {
		return func(ctx context.Context, tx *store.Tx) error {
			for _, n := range []int{n, n + 1} {
				tx.AfterCommit(func() {
					if !durable {
						t.Error("a hook before the commit")
					}
					rung = append(rung, n)
				})
			}
			return errors.Join(put(fmt.Sprint(n), n)(ctx, tx), err)
		}
	}
	together(t, db, ring(10, nil), ring(20, errors.New("no")), ring(30, nil), ring(40, nil))
	for n, no := range []error{nil, errors.New("no")} { // and in reads
		err := db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
			tx.AfterCommit(func() { rung = append(rung, 50+n) })
			return no
		})
		if err != no {
			t.Error(err)
		}
	}
	if want := []int{10, 11, 30, 31, 40, 41, 50}; !slices.Equal(rung, want) {
		t.Errorf("got %v, want %v", rung, want)
	}
}

func TestCancelled(t *testing.T) {
	db := store.Open(memory.New())
	never := func(context.Context, *store.Tx) error { t.Error("it ran"); return nil }
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	if err := db.Write(gone, never); !errors.Is(err, context.Canceled) {
		t.Errorf("before: %v", err)
	}
	err := db.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		waiting, cancel := context.WithCancel(context.Background())
		answer := make(chan error)
		go func() { answer <- db.Write(waiting, never) }()
		waitFor(func() bool { return db.Waiting() == 1 })
		cancel()
		if err := <-answer; !errors.Is(err, context.Canceled) { // while we hold the batch
			t.Errorf("in line: %v", err)
		}
		return put("a", 1)(ctx, tx)
	})
	started, cancel := context.WithCancel(context.Background())
	if err := db.Write(started, func(ctx context.Context, tx *store.Tx) error { cancel(); return put("b", 2)(ctx, tx) }); err != nil {
		t.Errorf("after its turn came: %v", err)
	}
	if got := names(t, db); err != nil || got != "a1 b2" {
		t.Errorf("%q, %v", got, err)
	}
}

// TestFailStop: when a commit fails nobody in it is told yes, and nothing is
// read or written again.
func TestFailStop(t *testing.T) {
	e := memory.New()
	db := store.Open(e)
	if err := db.Write(context.Background(), put("a", 1)); err != nil {
		t.Fatal(err)
	}
	select {
	case <-db.Failed():
		t.Error("failed already")
	default:
	}
	disk := errors.New("disk")
	e.OnCommit = func() error { return disk }
	hook := func(_ context.Context, tx *store.Tx) error {
		tx.AfterCommit(func() { t.Error("a hook after a lost commit") })
		return nil
	}
	errs := together(t, db, put("b", 1), hook, put("c", 1))
	e.OnCommit = func() error { t.Error("another commit"); return nil }
	errs = append(errs, db.Write(context.Background(), put("d", 1)))
	errs = append(errs, db.Read(context.Background(), func(context.Context, *store.Tx) error { return nil }))
	for i, err := range errs {
		if !errors.Is(err, disk) || err != errs[0] {
			t.Errorf("%d: %v", i, err)
		}
	}
	select {
	case <-db.Failed():
	default:
		t.Error("nobody was told")
	}
	if db.Err() != errs[0] {
		t.Errorf("Err: %v", db.Err())
	}
	if got := names(t, store.Open(e)); got != "a1" {
		t.Errorf("opened anew: %q", got)
	}
}

// TestCommitPanics: an engine that panics takes one caller with it and leaves
// the others with an error, not waiting.
func TestCommitPanics(t *testing.T) {
	e := memory.New()
	db := store.Open(e)
	e.OnCommit = func() error { panic("page 7") }
	for i, err := range together(t, db, put("a", 1), put("b", 1)) {
		if err == nil {
			t.Errorf("%d was told yes", i)
		}
	}
	if err := db.Write(context.Background(), put("c", 1)); err == nil {
		t.Error("still writing")
	}
}

// brittle is an engine whose writes go through put first.
type brittle struct {
	store.Engine
	put func(key string) error
}

type brittleTx struct {
	store.EngineTx
	put func(key string) error
}

func (e brittle) Begin(w bool) (store.EngineTx, error) {
	tx, err := e.Engine.Begin(w)
	return brittleTx{tx, e.put}, err
}

func (tx brittleTx) Put(b string, k, v []byte) error {
	if err := tx.put(string(k)); err != nil {
		return err
	}
	return tx.EngineTx.Put(b, k, v)
}

// TestMergeBreaks: when the engine refuses half way through an operation, by
// error or panic, the half is not kept, nor is anything of that commit.
func TestMergeBreaks(t *testing.T) {
	broken := errors.New("broken")
	for name, refuse := range map[string]func() error{"error": func() error { return broken }, "panic": func() error { panic("broken") }} {
		e := memory.New()
		db := store.Open(brittle{e, func(key string) error {
			if strings.HasPrefix(key, "b2") {
				return refuse()
			}
			return nil
		}})
		two := func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(put("b1", 1)(ctx, tx), put("b2", 1)(ctx, tx))
		}
		for i, err := range together(t, db, put("a", 1), two, put("c", 1)) {
			if err == nil {
				t.Errorf("%s: %d was told yes", name, i)
			}
		}
		if got := names(t, store.Open(e)); got != "" {
			t.Errorf("%s: %q was kept", name, got)
		}
	}
}

func TestBatchLimit(t *testing.T) {
	e := memory.New()
	commits := 0
	e.OnCommit = func() error { commits++; return nil }
	db := store.Open(e)
	ops := make([]operation, store.MaxBatch+10)
	for i := range ops {
		ops[i] = put(fmt.Sprint(i), i)
	}
	for _, err := range together(t, db, ops...) {
		if err != nil {
			t.Fatal(err)
		}
	}
	if commits != 2 {
		t.Errorf("%d commits", commits)
	}
}

// TestByteLimits: a commit that has become large takes no more, and one
// operation that would be too large is refused.
func TestByteLimits(t *testing.T) {
	e := memory.New()
	commits := 0
	e.OnCommit = func() error { commits++; return nil }
	db := store.Open(e)
	const rows = 9
	big := strings.Repeat("x", store.MaxBatchBytes/rows)
	half := func(first string) operation {
		return func(_ context.Context, tx *store.Tx) error {
			for n := range rows/2 + 1 {
				if err := notes.Put(tx, &note{fmt.Sprint(first, n), big}); err != nil {
					return err
				}
			}
			return nil
		}
	}
	for _, err := range together(t, db, half("a"), half("b"), half("c")) {
		if err != nil {
			t.Fatal(err)
		}
	}
	if commits != 2 {
		t.Errorf("%d commits", commits)
	}
	err := db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
		for n := 0; ; n++ {
			if err := notes.Put(tx, &note{"same", big}); err != nil || n == store.MaxOperation {
				return err
			}
		}
	})
	if !errors.Is(err, store.ErrTooLarge) {
		t.Errorf("got %v", err)
	}
	if err := db.Write(context.Background(), half("d")); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

// early is an engine that shows a commit to readers and then holds it, as bbolt
// does while it syncs.
type early struct {
	store.Engine
	version atomic.Uint64
	hold    chan error // what Commit returns in the end
}

type earlyTx struct {
	store.EngineTx
	e       *early
	version uint64
}

func (e *early) Begin(w bool) (store.EngineTx, error) {
	tx, err := e.Engine.Begin(w)
	if w {
		return &earlyTx{tx, e, e.version.Load() + 1}, err
	}
	return &earlyTx{tx, e, e.version.Load()}, err
}

func (tx *earlyTx) Version() uint64 { return tx.version }

func (tx *earlyTx) Commit() error {
	if err := tx.EngineTx.Commit(); err != nil {
		return err
	}
	tx.e.version.Store(tx.version)
	return <-tx.e.hold
}

// TestReadWaitsForTheDisk: a reader who sees what is not durable yet says so to
// nobody before it is, and never when it is lost; one who does not see it does
// not wait.
func TestReadWaitsForTheDisk(t *testing.T) {
	for _, lost := range []error{nil, errors.New("disk")} {
		e := &early{Engine: memory.New(), hold: make(chan error)}
		db := store.Open(e)
		older := make(chan bool) // a reader from before the commit
		oldDone := make(chan error)
		go func() {
			oldDone <- db.Read(context.Background(), func(context.Context, *store.Tx) error {
				older <- true
				<-older
				return nil
			})
		}()
		<-older
		written := make(chan error)
		go func() { written <- db.Write(context.Background(), put("a", 1)) }()
		waitFor(func() bool { return e.version.Load() == 1 }) // shown, and held

		saw := make(chan bool)
		answered := make(chan error, 1)
		go func() {
			answered <- db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
				c, err := crates.Find(tx, "a")
				saw <- c != nil
				return err
			})
		}()
		if !<-saw {
			t.Fatal("the engine of this test shows nothing early")
		}
		older <- true
		if err := <-oldDone; err != nil {
			t.Errorf("the reader from before: %v", err)
		}
		for range 1000 {
			runtime.Gosched()
		}
		select {
		case err := <-answered:
			t.Fatalf("told before it was durable: %v", err)
		case err := <-written:
			t.Fatalf("written before it was durable: %v", err)
		default:
		}
		e.hold <- lost
		if err := <-answered; !errors.Is(err, lost) {
			t.Errorf("the reader: %v, want %v", err, lost)
		}
		if err := <-written; !errors.Is(err, lost) {
			t.Errorf("the writer: %v, want %v", err, lost)
		}
	}
}

func TestLimitsAndLaws(t *testing.T) {
	db := store.Open(memory.New())
	write := func(op func(tx *store.Tx) error) error {
		return db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error { return op(tx) })
	}
	if err := write(func(tx *store.Tx) error { return log.Insert(tx, &crate{"a", 1}) }); err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("x", store.MaxKey)
	for name, row := range map[string]struct {
		op   func(tx *store.Tx) error
		want error
	}{
		"put over":    {func(tx *store.Tx) error { return log.Put(tx, &crate{"a", 2}) }, store.ErrAppendOnly},
		"delete":      {func(tx *store.Tx) error { return log.Delete(tx, "a") }, store.ErrAppendOnly},
		"edit":        {func(tx *store.Tx) error { return log.Edit(tx, "a", func(c *crate) (*crate, error) { return c, nil }) }, store.ErrAppendOnly},
		"insert over": {func(tx *store.Tx) error { return log.Insert(tx, &crate{"a", 2}) }, store.ErrExists},
		"long key":    {func(tx *store.Tx) error { return crates.Put(tx, &crate{long, 2}) }, store.ErrTooLarge},
	} {
		if err := write(row.op); !errors.Is(err, row.want) {
			t.Errorf("%s: got %v, want %v", name, err, row.want)
		}
	}
	err := db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error { return crates.Put(tx, &crate{"a", 1}) })
	if !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("a read that writes: %v", err)
	}
}
