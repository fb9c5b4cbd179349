package ledger_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.etcd.io/bbolt"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
	"warehouse-node/warehouse/store/tee"
)

// A floor of 10,000 bins and 200 totes, where pick n settles hold n: a move, two
// balances, the hold gone, an event, the head of the journal.
const (
	bins  = 10_000
	totes = 200
)

var options = bbolt.Options{FreelistType: bbolt.FreelistMapType}

func moveID(n int) string     { return fmt.Sprintf("01-%012d", n) } // made in order, as ids are
func holdID(n int) string     { return fmt.Sprintf("h-%012d", n) }
func bin(n int) ledger.Place  { return ledger.Place(fmt.Sprintf("A-%05d", n*7919%bins)) }
func item(n int) ledger.Item  { return ledger.Item(fmt.Sprintf("sku-%06d", n*7919%bins)) }
func tote(n int) ledger.Place { return ledger.Place(fmt.Sprintf("tote-%03d", n*31%totes)) }
func clockAt(n int) time.Time { return time.Unix(1_790_000_000, 0).Add(time.Duration(n) * time.Second) }
func promised(n int) *ledger.Move {
	return &ledger.Move{ID: holdID(n), Item: item(n), Qty: 1, From: bin(n), To: tote(n), Why: "pick", Ref: "order-0012345"}
}
func put(n int) *ledger.Move {
	return &ledger.Move{ID: fmt.Sprintf("00-%012d", n), Item: item(n), Qty: 1 << 20, From: "supplier", To: bin(n), Happened: clockAt(0)}
}

type picked struct {
	Move, Order string
	Qty         ledger.Qty
}

func pick(db *store.DB, j *journal.Journal, n int) error {
	return db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
		if err := ledger.Settle(tx, holdID(n), 1, moveID(n), clockAt(n)); err != nil {
			return err
		}
		return j.Record(tx, "picker-7", "pick.picked/1", picked{moveID(n), "order-0012345", 1})
	})
}

// each runs fn for n in [from, to), many at a time, and stops the clock.
func each(tb testing.TB, callers, from, to int, fn func(n int) error) time.Duration {
	var next atomic.Int64
	next.Store(int64(from))
	var all sync.WaitGroup
	began := time.Now()
	for range callers {
		all.Go(func() {
			for n := int(next.Add(1) - 1); n < to; n = int(next.Add(1) - 1) {
				if err := fn(n); err != nil {
					tb.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	return time.Since(began)
}

func open(tb testing.TB, path string, o bbolt.Options) store.Engine {
	tb.Helper()
	e, err := bolt.Open(path, &o)
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

func bulk(tb testing.TB, db *store.DB, from, to int, fn func(tx *store.Tx, n int) error) {
	tb.Helper()
	for ; from < to; from += 5000 {
		if err := db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
			for n := from; n < min(from+5000, to); n++ {
				if err := fn(tx, n); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			tb.Fatal(err)
		}
	}
}

// stock makes a file with a full floor, some history, and holds for [0, picks).
func stock(tb testing.TB, path string, history, picks int) {
	o := options
	o.NoSync = true
	e := open(tb, path, o)
	defer e.Close()
	db := store.Open(e)
	bulk(tb, db, 0, bins, func(tx *store.Tx, n int) error { return ledger.Post(tx, put(n)) })
	bulk(tb, db, 0, history, func(tx *store.Tx, n int) error {
		m := promised(n)
		m.ID, m.Happened = fmt.Sprintf("00-h%012d", n), clockAt(n)
		return ledger.Post(tx, m)
	})
	j := journal.New(db)
	bulk(tb, db, 0, picks, func(tx *store.Tx, n int) error { return ledger.Hold(tx, promised(n)) })
	bulk(tb, db, 0, 1, func(tx *store.Tx, n int) error { return j.Record(tx, "seed", "floor.stocked/1", n) })
}

func copyFile(tb testing.TB, from, to string) string {
	in, err := os.Open(from)
	if err == nil {
		defer in.Close()
		var out *os.File
		if out, err = os.Create(to); err == nil {
			_, err = io.Copy(out, in)
			out.Sync()
			out.Close()
		}
	}
	if err != nil {
		tb.Fatal(err)
	}
	return to
}

// record runs picks over a copy and returns what each of them put.
func record(tb testing.TB, seed string, picks int) (frames []tee.Frame) {
	o := options
	o.NoSync = true
	e := tee.New(open(tb, copyFile(tb, seed, seed+".rec"), o), func(f tee.Frame) { frames = append(frames, f) })
	defer e.Close()
	db := store.Open(e)
	j := journal.New(db)
	each(tb, 1, 0, picks, func(n int) error { return pick(db, j, n) })
	return frames
}

// bare is group commit by hand: a committer that drains its queue into one
// bbolt transaction of nothing but the recorded puts.
type bare struct {
	db    *bbolt.DB
	queue chan bareOp
}

type bareOp struct {
	writes []tee.Write
	done   chan error
}

func (b *bare) run() {
	for op := range b.queue {
		batch := []bareOp{op}
		for more := true; more; {
			select {
			case op, more = <-b.queue:
				if more {
					batch = append(batch, op)
				}
			default:
				more = false
			}
		}
		err := b.db.Update(func(tx *bbolt.Tx) error {
			for _, op := range batch {
				if err := putAll(tx, op.writes); err != nil {
					return err
				}
			}
			return nil
		})
		for _, op := range batch {
			op.done <- err
		}
	}
}

func putAll(tx *bbolt.Tx, writes []tee.Write) error {
	for _, w := range writes {
		b := tx.Bucket([]byte(w.Bucket))
		if w.Value == nil {
			if err := b.Delete(w.Key); err != nil {
				return err
			}
			continue
		}
		if w.Bucket == "journal" || w.Bucket == "moves" {
			b.FillPercent = 0.95
		}
		if err := b.Put(w.Key, w.Value); err != nil {
			return err
		}
	}
	return nil
}

// BenchmarkUnit alternates, on equal files, picks through tables and ledger with
// bare bbolt that is only given the bytes they end in.
func BenchmarkUnit(b *testing.B) {
	levels := []struct{ callers, ops int }{{1, 2000}, {8, 8000}, {64, 24000}, {256, 40000}}
	picks := 0
	for _, l := range levels {
		picks += l.ops
	}
	const rounds = 5
	dir := b.TempDir()
	seed := filepath.Join(dir, "seed")
	stock(b, seed, 100_000, picks)
	frames := record(b, seed, picks)
	writes, bytes := 0, 0
	for _, f := range frames {
		writes += len(f.Writes)
		for _, w := range f.Writes {
			bytes += len(w.Key) + len(w.Value)
		}
	}
	b.Logf("a pick is %.2f writes, %d bytes", float64(writes)/float64(picks), bytes/picks)

	rates := map[string][]float64{}
	for round := range rounds {
		raw, err := bbolt.Open(copyFile(b, seed, filepath.Join(dir, "bare")), 0o600, &options)
		if err != nil {
			b.Fatal(err)
		}
		group := &bare{raw, make(chan bareOp, 1024)}
		go group.run()
		e := open(b, copyFile(b, seed, filepath.Join(dir, "unit")), options)
		db := store.Open(e)
		j := journal.New(db)

		from := 0
		for _, l := range levels {
			to := from + l.ops
			plain := func(n int) error {
				return raw.Update(func(tx *bbolt.Tx) error { return putAll(tx, frames[n].Writes) })
			}
			if l.callers > 1 {
				plain = func(n int) error {
					op := bareOp{frames[n].Writes, make(chan error, 1)}
					group.queue <- op
					return <-op.done
				}
			}
			sides := []func(){
				func() { note(rates, "bare", l.callers, l.ops, each(b, l.callers, from, to, plain)) },
				func() {
					note(rates, "unit", l.callers, l.ops, each(b, l.callers, from, to, func(n int) error { return pick(db, j, n) }))
				},
			}
			sides[round%2]()
			sides[1-round%2]()
			from = to
		}
		close(group.queue)
		if err := db.Read(context.Background(), prove); err != nil {
			b.Error(err)
		}
		raw.Close()
		e.Close()
	}
	for _, l := range levels {
		bare, unit := rates[fmt.Sprint("bare", l.callers)], rates[fmt.Sprint("unit", l.callers)]
		var ratio []float64
		for i := range bare {
			ratio = append(ratio, unit[i]/bare[i])
		}
		b.Logf("%3d callers: bare %6.0f/s, unit %6.0f/s, ratio %.2f (%.2f..%.2f)", l.callers, median(bare), median(unit),
			median(ratio), slices.Min(ratio), slices.Max(ratio))
		b.ReportMetric(median(ratio), fmt.Sprintf("ratio-%d", l.callers))
	}
}

func note(rates map[string][]float64, side string, callers, ops int, took time.Duration) {
	k := fmt.Sprint(side, callers)
	rates[k] = append(rates[k], float64(ops)/took.Seconds())
}

func median(f []float64) float64 { s := slices.Sorted(slices.Values(f)); return s[len(s)/2] }

// BenchmarkGrowth alternates the same picks between files of ever more moves:
// an operation must not come to cost more because there was a past. GROWTH=10
// adds a file of ten million.
func BenchmarkGrowth(b *testing.B) {
	sizes := []int{100_000, 1_000_000}
	if os.Getenv("GROWTH") == "10" {
		sizes = append(sizes, 10_000_000)
	}
	const rounds, one, many = 5, 1000, 8000
	dir := b.TempDir()
	var dbs []*store.DB
	for _, size := range sizes {
		path := filepath.Join(dir, fmt.Sprint(size))
		began := time.Now()
		stock(b, path, size, rounds*(one+many))
		info, _ := os.Stat(path)
		b.Logf("%8d moves: loaded in %v, %d MB", size, time.Since(began).Round(time.Second/10), info.Size()>>20)
		began = time.Now()
		e := open(b, path, options)
		defer e.Close()
		b.Logf("%8d moves: opened in %v", size, time.Since(began))
		dbs = append(dbs, store.Open(e))
	}
	rates := map[string][]float64{}
	for round := range rounds {
		from := round * (one + many)
		for i := range sizes {
			i = (i + round) % len(sizes)
			j := journal.New(dbs[i])
			work := func(n int) error { return pick(dbs[i], j, n) }
			name := fmt.Sprint(sizes[i], "x")
			note(rates, name, 1, one, each(b, 1, from, from+one, work))
			note(rates, name, 64, many, each(b, 64, from+one, from+one+many, work))
		}
	}
	for _, callers := range []int{1, 64} {
		first := rates[fmt.Sprint(sizes[0], "x", callers)]
		for _, size := range sizes {
			var cost []float64
			for i, r := range rates[fmt.Sprint(size, "x", callers)] {
				cost = append(cost, first[i]/r)
			}
			b.Logf("%8d moves, %2d callers: time of a pick %.2f (%.2f..%.2f)", size, callers, median(cost), slices.Min(cost), slices.Max(cost))
		}
	}
}
