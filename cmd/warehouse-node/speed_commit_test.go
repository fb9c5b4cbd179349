package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
	"warehouse-node/warehouse/store/tee"
)

// level is how many call at once, and how many units of work they do together.
type level struct{ callers, ops int }

// lap is what one side did in one round at one level.
type lap struct {
	perSecond float64
	p50, p99  float64 // milliseconds
	cpu       float64 // microseconds of processor per unit, of the whole process
}

// drive runs fn for every n in [from, from+ops): caller c does each n that is c
// more than a multiple of callers, in order.
func drive(tb testing.TB, l level, from int, fn func(n int) error) lap {
	tb.Helper()
	took := make([][]time.Duration, l.callers)
	var all sync.WaitGroup
	began, cpu := time.Now(), cpuTime()
	for c := range l.callers {
		all.Go(func() {
			for n := from + c; n < from+l.ops; n += l.callers {
				before := time.Now()
				if err := fn(n); err != nil {
					tb.Error(err)
					return
				}
				took[c] = append(took[c], time.Since(before))
			}
		})
	}
	all.Wait()
	spent, cpu := time.Since(began), cpuTime()-cpu
	if tb.Failed() {
		tb.FailNow()
	}
	var each []time.Duration
	for _, t := range took {
		each = append(each, t...)
	}
	return lap{
		perSecond: float64(l.ops) / spent.Seconds(), p50: percentile(each, 50), p99: percentile(each, 99),
		cpu: float64(cpu.Microseconds()) / float64(l.ops),
	}
}

// BenchmarkSpeedCommit alternates, on equal files, units of work through the one
// door with bare bbolt that is given nothing but the bytes they end in.
func BenchmarkSpeedCommit(b *testing.B) {
	levels := []level{{1, scaled(400)}, {64, scaled(64 * 60)}, {256, scaled(256 * 30)}}
	dir := b.TempDir()
	seed := filepath.Join(dir, "seed")
	y := newYard(b, seed, scaled(100_000), levels)
	frames := y.record(b, copySynced(b, seed, filepath.Join(dir, "record")))
	noteWrites(frames)
	laps := y.alternate(b, openSides(b, y, dir, seed, frames))
	for _, l := range levels {
		reportCommits(l, laps)
	}
	noteCPU("of a unit, ours and the floor's", levels, laps)
}

// noteWrites says how large a unit of work is.
func noteWrites(frames []tee.Frame) {
	writes, bytes := 0, 0
	for _, f := range frames {
		writes += len(f.Writes)
		for _, w := range f.Writes {
			bytes += len(w.Key) + len(w.Value)
		}
	}
	reportNote("A unit of work through command.Do is %.1f writes of %d bytes together; the floor of a commit is bare bbolt given those very writes.",
		float64(writes)/float64(len(frames)), bytes/len(frames))
}

// laps are those of all rounds.
type laps map[level]map[string][]lap

// take is one number of every lap of a side at a level.
func (l laps) take(at level, side string, of func(lap) float64) (all []float64) {
	for _, lap := range l[at][side] {
		all = append(all, of(lap))
	}
	return all
}

// alternate has the sides do the same units of work in turn, round by round,
// each round another side first, and closes them.
func (y *yard) alternate(b *testing.B, sides []side) laps {
	all := laps{}
	from := 0
	for round := range rounds() {
		for _, l := range y.levels {
			if all[l] == nil {
				all[l] = map[string][]lap{}
			}
			for i := range sides {
				s := sides[(i+round)%len(sides)]
				all[l][s.name] = append(all[l][s.name], drive(b, l, from, s.do(l.callers)))
			}
			from += l.ops
		}
	}
	for _, s := range sides {
		s.close()
	}
	return all
}

// noteCPU says what a unit costs the processor: the figure that a slow disk does
// not hide.
func noteCPU(what string, levels []level, laps laps) {
	var all []string
	for _, l := range levels {
		used := func(side string) float64 {
			return median(laps.take(l, side, func(l lap) float64 { return l.cpu }))
		}
		all = append(all, fmt.Sprintf("%d callers %.0f and %.0f µs", l.callers, used("ours"), used("floor")))
	}
	reportNote("Processor time %s: %s.", what, strings.Join(all, "; "))
}

// cpuTime is what the process has used of all processors.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// reportCommits makes the figures of one level.
func reportCommits(l level, laps laps) {
	take := func(side string, of func(lap) float64) []float64 { return laps.take(l, side, of) }
	rate := func(l lap) float64 { return l.perSecond }
	what, bound := fmt.Sprintf("commit, %d callers, against group commit", l.callers), 0.7
	if l.callers == 1 {
		what, bound = "commit, 1 caller, against Update", 0.85
	}
	ours, floor := take("ours", rate), take("floor", rate)
	reportFigure(figure{
		what: what, ours: fmt.Sprintf("%.0f/s", median(ours)), floor: fmt.Sprintf("%.0f/s", median(floor)),
		ratio: over(ours, floor), self: over(take("again", rate), floor), bound: bound, atLeast: true,
	})
	p50, p99 := func(l lap) float64 { return l.p50 }, func(l lap) float64 { return l.p99 }
	slow, usual := take("ours", p99), take("floor", p50)
	reportFigure(figure{
		what: fmt.Sprintf("  its p99 over the floor's p50, %d callers", l.callers),
		ours: fmt.Sprintf("%.2f ms", median(slow)), floor: fmt.Sprintf("%.2f ms", median(usual)),
		ratio: over(slow, usual), self: over(take("again", p99), usual), bound: 4,
	})
}

// side is one of those that run in turn.
type side struct {
	name  string
	do    func(callers int) func(n int) error
	close func()
}

// openSides opens a copy of the seed for each side: ours, the floor, and the
// floor again.
func openSides(b *testing.B, y *yard, dir, seed string, frames []tee.Frame) []side {
	sides := []side{y.side(b, copySynced(b, seed, filepath.Join(dir, "ours")))}
	for _, name := range []string{"floor", "again"} {
		e, err := bbolt.Open(copySynced(b, seed, filepath.Join(dir, name)), 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType, InitialMmapSize: 4 << 30})
		if err != nil {
			b.Fatal(err)
		}
		g := newGroup(e)
		do := func(callers int) func(n int) error {
			if callers == 1 {
				return func(n int) error { return g.update(frames[n].Writes) }
			}
			return func(n int) error { return g.commit(frames[n].Writes) }
		}
		sides = append(sides, side{name, do, func() {
			if err := g.close(); err != nil {
				b.Error(err)
			}
		}})
	}
	return sides
}

// side is ours: the door over a store over the file. When it is done, the books
// are proved.
func (y *yard) side(tb testing.TB, path string) side {
	e, err := bolt.Open(path, nil)
	if err != nil {
		tb.Fatal(err)
	}
	door := y.open(tb, e)
	return side{
		name: "ours",
		do:   func(int) func(n int) error { return func(n int) error { return y.pick(door, n) } },
		close: func() {
			ctx := context.Background()
			if err := door.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error { return ledger.Check(tx) }); err != nil {
				tb.Error(err)
			}
			if err := journal.Verify(ctx, door.DB, nil); err != nil {
				tb.Error(err)
			}
			if err := door.DB.Close(); err != nil {
				tb.Error(err)
			}
		},
	}
}

// BenchmarkSpeedGrowth alternates the same units of work between files with few
// and with ten times as many moves behind them: an operation must not come to
// cost more because there was a past.
func BenchmarkSpeedGrowth(b *testing.B) {
	sizes := map[string]int{"floor": scaled(100_000), "again": scaled(100_000), "ours": scaled(1_000_000)}
	levels := []level{{1, scaled(400)}, {64, scaled(64 * 60)}}
	dir := b.TempDir()
	var y *yard
	var sides []side
	for _, name := range []string{"ours", "floor", "again"} {
		path := filepath.Join(dir, name)
		y = newYard(b, path, sizes[name], levels)
		s := y.side(b, path)
		s.name = name
		sides = append(sides, s)
	}
	laps := y.alternate(b, sides)
	perUnit := func(l lap) float64 { return 1e6 / l.perSecond }
	for _, l := range levels {
		ours, floor, again := laps.take(l, "ours", perUnit), laps.take(l, "floor", perUnit), laps.take(l, "again", perUnit)
		reportFigure(figure{
			what: fmt.Sprintf("time of a unit at %d moves over %d, %d callers", sizes["ours"], sizes["floor"], l.callers),
			ours: fmt.Sprintf("%.0f µs", median(ours)), floor: fmt.Sprintf("%.0f µs", median(floor)),
			ratio: over(ours, floor), self: over(again, floor), bound: 1.15,
		})
	}
	noteCPU("of a unit with the longer past, and with the shorter", levels, laps)
}
