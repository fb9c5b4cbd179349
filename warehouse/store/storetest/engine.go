package storetest

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"warehouse-node/warehouse/store"
)

func write(t *testing.T, e store.Engine, fn func(store.EngineTx)) {
	t.Helper()
	tx, err := e.Begin(true)
	must(t, err)
	open := true
	defer func() {
		if open { // a test that gave up: let go of the engine, or it never closes
			tx.Rollback()
		}
	}()
	fn(tx)
	open = false
	must(t, tx.Commit())
}

// read begins a snapshot that ends with the test.
func read(t *testing.T, e store.Engine) store.EngineTx {
	t.Helper()
	tx, err := e.Begin(false)
	must(t, err)
	t.Cleanup(func() { tx.Rollback() })
	return tx
}

// listed is what a walk meets: "a=1 b=2".
func listed(t *testing.T, scan func(string, []byte, []byte, func(k, v []byte) bool) error, from, to []byte) string {
	t.Helper()
	var got []string
	must(t, scan("b", from, to, func(k, v []byte) bool {
		got = append(got, fmt.Sprintf("%s=%s", k, v))
		return true
	}))
	return strings.Join(got, " ")
}

func readYourWrites(t *testing.T, e store.Engine) {
	write(t, e, func(tx store.EngineTx) {
		must(t, tx.Put("b", []byte("k"), []byte("v")))
		if v, _ := tx.Get("b", []byte("k")); string(v) != "v" {
			t.Fatalf("got %q", v)
		}
		must(t, tx.Put("b", []byte("k"), []byte("w")))
		if got := listed(t, tx.Scan, nil, nil) + listed(t, tx.ScanBack, nil, nil); got != "k=wk=w" {
			t.Fatalf("got %q", got)
		}
		must(t, tx.Delete("b", []byte("k")))
		if v, _ := tx.Get("b", []byte("k")); v != nil {
			t.Fatalf("got %q", v)
		}
		if got := listed(t, tx.Scan, nil, nil) + listed(t, tx.ScanBack, nil, nil); got != "" {
			t.Fatalf("got %q", got)
		}
	})
}

func rollback(t *testing.T, e store.Engine) {
	tx, err := e.Begin(true)
	must(t, err)
	must(t, tx.Put("b", []byte("k"), []byte("v")))
	must(t, tx.Rollback())
	if v, _ := read(t, e).Get("b", []byte("k")); v != nil {
		t.Fatalf("got %q", v)
	}
}

// order: keys are bytes, a bound is from and without to, nil is open.
func order(t *testing.T, e store.Engine) {
	write(t, e, func(tx store.EngineTx) {
		for _, k := range []string{"d", "b", "\xff", "a", "c", "bb", "\x00"} {
			must(t, tx.Put("b", []byte(k), []byte("1")))
		}
	})
	tx := read(t, e)
	for _, row := range []struct {
		from, to   []byte
		want, back string
	}{
		{nil, nil, "\x00=1 a=1 b=1 bb=1 c=1 d=1 \xff=1", "\xff=1 d=1 c=1 bb=1 b=1 a=1 \x00=1"},
		{[]byte("b"), []byte("d"), "b=1 bb=1 c=1", "c=1 bb=1 b=1"},
		{[]byte("ba"), []byte("cc"), "bb=1 c=1", "c=1 bb=1"},
		{[]byte("c"), nil, "c=1 d=1 \xff=1", "\xff=1 d=1 c=1"},
		{nil, []byte("b"), "\x00=1 a=1", "a=1 \x00=1"},
		{nil, []byte("\xff\xff"), "\x00=1 a=1 b=1 bb=1 c=1 d=1 \xff=1", "\xff=1 d=1 c=1 bb=1 b=1 a=1 \x00=1"},
		{[]byte("d"), []byte("b"), "", ""},
		{[]byte("b"), []byte("b"), "", ""},
		{nil, []byte{}, "", ""},
		{[]byte("\xff\x00"), nil, "", ""},
		{nil, []byte("\x00"), "", ""},
	} {
		if got := listed(t, tx.Scan, row.from, row.to); got != row.want {
			t.Errorf("[%q, %q): got %q, want %q", row.from, row.to, got, row.want)
		}
		if got := listed(t, tx.ScanBack, row.from, row.to); got != row.back {
			t.Errorf("[%q, %q) back: got %q, want %q", row.from, row.to, got, row.back)
		}
	}
	for _, scan := range []func(string, []byte, []byte, func(k, v []byte) bool) error{tx.Scan, tx.ScanBack} {
		n := 0
		must(t, scan("b", nil, nil, func(_, _ []byte) bool { n++; return n < 3 }))
		if n != 3 {
			t.Errorf("told to stop at 3, stopped at %d", n)
		}
	}
}

// snapshot: a reader sees what was there when it began, while another writes.
func snapshot(t *testing.T, e store.Engine) {
	write(t, e, func(tx store.EngineTx) { must(t, tx.Put("b", []byte("a"), []byte("1"))) })
	r := read(t, e)
	done := make(chan bool)
	go func() {
		defer close(done)
		write(t, e, func(tx store.EngineTx) {
			must(t, tx.Put("b", []byte("a"), []byte("2")))
			must(t, tx.Put("b", []byte("b"), []byte("2")))
		})
	}()
	<-done
	v, _ := r.Get("b", []byte("a"))
	if got := string(v) + listed(t, r.Scan, nil, nil) + listed(t, r.ScanBack, nil, nil); got != "1a=1a=1" {
		t.Fatalf("the reader saw %q", got)
	}
	if got := listed(t, read(t, e).Scan, nil, nil); got != "a=2 b=2" {
		t.Fatalf("the next reader saw %q", got)
	}
}

// edges: what is absent is no error, and an empty value is not absent.
func edges(t *testing.T, e store.Engine) {
	k := []byte("k")
	write(t, e, func(tx store.EngineTx) {
		v, err := tx.Get("nowhere", k)
		must(t, err)
		must(t, tx.Delete("nowhere", k))
		must(t, tx.Scan("nowhere", nil, nil, func(_, _ []byte) bool { v = k; return true }))
		must(t, tx.ScanBack("nowhere", nil, nil, func(_, _ []byte) bool { v = k; return true }))
		if v != nil {
			t.Fatalf("got %q from nowhere", v)
		}
		must(t, tx.Put("b", k, []byte{}))
		must(t, tx.Delete("b", []byte("other")))
	})
	tx := read(t, e)
	if v, err := tx.Get("b", k); err != nil || v == nil || len(v) != 0 {
		t.Fatalf("empty value: got %v, %v", v, err)
	}
	if l, ok := tx.(store.Lister); ok {
		if all, err := l.Buckets(); err != nil || !slices.Contains(all, "b") || len(all) > 2 { // and perhaps "nowhere"
			t.Errorf("buckets: %q, %v", all, err)
		}
	}
}

// copies: the caller's key is its own again when Put returns.
func copies(t *testing.T, e store.Engine) {
	write(t, e, func(tx store.EngineTx) {
		k := []byte("k0")
		for range 3 {
			k[1]++
			must(t, tx.Put("b", k, []byte("v")))
		}
		k[1]++
		must(t, tx.Delete("b", k))
	})
	if got := listed(t, read(t, e).Scan, nil, nil); got != "k1=v k2=v k3=v" {
		t.Fatalf("got %q", got)
	}
}

// emptied: a transaction that deletes many pages full of keys, some or all, is
// still walked, read and written as if they had never been.
func emptied(t *testing.T, e store.Engine) {
	const rows = 5000
	key := func(n int) []byte { return fmt.Appendf(nil, "%06d", n) }
	fill := func(tx store.EngineTx) {
		for n := range rows {
			must(t, tx.Put("b", key(n), bytes.Repeat([]byte("x"), 50)))
		}
	}
	count := func(scan func(string, []byte, []byte, func(k, v []byte) bool) error, from, to []byte) (n int) {
		must(t, scan("b", from, to, func(_, _ []byte) bool { n++; return true }))
		return n
	}
	write(t, e, fill)
	write(t, e, func(tx store.EngineTx) {
		for n := range rows {
			if n != 10 && n != 2500 {
				must(t, tx.Delete("b", key(n)))
			}
		}
		for _, row := range []struct{ from, to, want int }{{0, rows, 2}, {11, 2500, 0}, {11, 2501, 1}, {10, 2000, 1}, {2501, rows, 0}, {0, 10, 0}} {
			forth, back := count(tx.Scan, key(row.from), key(row.to)), count(tx.ScanBack, key(row.from), key(row.to))
			if forth != row.want || back != row.want {
				t.Errorf("[%d, %d): got %d and %d back, want %d", row.from, row.to, forth, back, row.want)
			}
		}
		if n := count(tx.ScanBack, nil, nil); n != 2 {
			t.Errorf("%d of two left", n)
		}
		must(t, tx.Delete("b", key(10)))
		must(t, tx.Delete("b", key(2500)))
		if forth, back := count(tx.Scan, nil, nil), count(tx.ScanBack, nil, nil); forth+back != 0 {
			t.Errorf("%d and %d of nothing", forth, back)
		}
		if v, err := tx.Get("b", key(7)); v != nil || err != nil {
			t.Errorf("got %q, %v", v, err)
		}
	})
	write(t, e, fill)
	write(t, e, func(tx store.EngineTx) { // the first thing a transaction writes there
		for n := range rows {
			must(t, tx.Delete("b", key(n)))
		}
		must(t, tx.Put("b", key(7), []byte("7")))
	})
	if got := listed(t, read(t, e).ScanBack, nil, nil); got != "000007=7" {
		t.Errorf("got %q", got)
	}
}

// model does random things in transactions of which some are rolled back, and
// expects every walk to agree with a sorted list.
func model(t *testing.T, e store.Engine) {
	r := rand.New(rand.NewSource(1))
	key := func() string { return fmt.Sprintf("%04d", r.Intn(3000)) }
	has := map[string]string{}
	for range 60 {
		tx, err := e.Begin(true)
		must(t, err)
		next := maps.Clone(has)
		modelSteps(t, tx, r, next, key)
		if r.Intn(4) == 0 {
			must(t, tx.Rollback())
			continue
		}
		must(t, tx.Commit())
		has = next
	}
	modelWalk(t, read(t, e), r, has, key)
	if len(has) == 0 {
		t.Error("nothing was tested")
	}
}

func modelSteps(t *testing.T, tx store.EngineTx, r *rand.Rand, has map[string]string, key func() string) {
	for range r.Intn(8) {
		modelStep(t, tx, r, has, key)
		modelWalk(t, tx, r, has, key)
		if t.Failed() {
			tx.Rollback() // or the engine never closes
			t.FailNow()
		}
	}
}

func modelStep(t *testing.T, tx store.EngineTx, r *rand.Rand, has map[string]string, key func() string) {
	from, to := key(), key()
	many := r.Intn(3) == 0
	for k := range has {
		if many && from <= k && k < to {
			delete(has, k)
			must(t, tx.Delete("b", []byte(k)))
		}
	}
	for range r.Intn(400) {
		k := key()
		if r.Intn(3) == 0 {
			delete(has, k)
			must(t, tx.Delete("b", []byte(k)))
			continue
		}
		v := strings.Repeat("v", r.Intn(100))
		has[k] = v
		must(t, tx.Put("b", []byte(k), []byte(v)))
	}
}

func modelWalk(t *testing.T, tx store.EngineTx, r *rand.Rand, has map[string]string, key func() string) {
	t.Helper()
	from, to := []byte(key()), []byte(key())
	if r.Intn(4) == 0 {
		from = nil
	}
	if r.Intn(4) == 0 {
		to = nil
	}
	var want []string
	for k, v := range has {
		if k >= string(from) && (to == nil || k < string(to)) {
			want = append(want, k+"="+v)
		}
	}
	slices.Sort(want)
	if got := listed(t, tx.Scan, from, to); got != strings.Join(want, " ") {
		t.Errorf("[%q, %q): %d bytes, want %d rows", from, to, len(got), len(want))
	}
	slices.Reverse(want)
	if got := listed(t, tx.ScanBack, from, to); got != strings.Join(want, " ") {
		t.Errorf("[%q, %q) back: %d bytes, want %d rows", from, to, len(got), len(want))
	}
}

// closed: an engine that was closed begins nothing.
func closed(t *testing.T, e store.Engine) {
	must(t, e.Close())
	for _, writable := range []bool{true, false} {
		if tx, err := e.Begin(writable); err == nil {
			tx.Rollback()
			t.Errorf("began a transaction, writable %v", writable)
		}
	}
}
