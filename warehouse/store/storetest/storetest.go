// Package storetest says what an engine promises.
package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"warehouse-node/warehouse/store"
)

func Run(t *testing.T, open func(*testing.T) store.Engine) {
	for name, fn := range map[string]func(*testing.T, store.Engine){
		"ReadYourWrites": readYourWrites, "Rollback": rollback, "Order": order, "Snapshot": snapshot, "Edges": edges,
		"Index": index, "UniqueAndPartial": uniqueAndPartial,
	} {
		t.Run(name, func(t *testing.T) { e := open(t); defer e.Close(); fn(t, e) })
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, e store.Engine, fn func(store.EngineTx)) {
	t.Helper()
	tx, err := e.Begin(true)
	must(t, err)
	fn(tx)
	must(t, tx.Commit())
}

func readYourWrites(t *testing.T, e store.Engine) {
	write(t, e, func(tx store.EngineTx) {
		must(t, tx.Put("b", []byte("k"), []byte("v")))
		if v, _ := tx.Get("b", []byte("k")); string(v) != "v" {
			t.Fatalf("got %q", v)
		}
		must(t, tx.Delete("b", []byte("k")))
		if v, _ := tx.Get("b", []byte("k")); v != nil {
			t.Fatalf("got %q", v)
		}
	})
}
func rollback(t *testing.T, e store.Engine) {
	tx, err := e.Begin(true)
	must(t, err)
	must(t, tx.Put("b", []byte("k"), []byte("v")))
	must(t, tx.Rollback())
	tx, _ = e.Begin(false)
	defer tx.Rollback()
	if v, _ := tx.Get("b", []byte("k")); v != nil {
		t.Fatalf("got %q", v)
	}
}
func order(t *testing.T, e store.Engine) {
	write(t, e, func(tx store.EngineTx) {
		for _, n := range []uint64{300, 2, 10, 1, 256} {
			must(t, tx.Put("b", store.U64(n).AppendKey(nil), []byte(fmt.Sprint(n))))
		}
	})
	tx, _ := e.Begin(false)
	defer tx.Rollback()
	var got bytes.Buffer
	must(t, tx.Scan("b", store.U64(2).AppendKey(nil), store.U64(300).AppendKey(nil), func(_, v []byte) bool {
		got.Write(append(v, ' '))
		return true
	}))
	if got.String() != "2 10 256 " {
		t.Fatalf("got %q", got.String())
	}
}
func snapshot(t *testing.T, e store.Engine) {
	r, _ := e.Begin(false)
	defer r.Rollback()
	done := make(chan bool)
	go func() { write(t, e, func(tx store.EngineTx) { tx.Put("b", []byte("k"), []byte("v")) }); close(done) }()
	<-done
	if v, _ := r.Get("b", []byte("k")); v != nil {
		t.Fatalf("reader saw %q", v)
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
		if v != nil {
			t.Fatalf("got %q from nowhere", v)
		}
		must(t, tx.Put("b", k, []byte{}))
		must(t, tx.Delete("b", []byte("other")))
	})
	tx, err := e.Begin(false)
	must(t, err)
	defer tx.Rollback()
	if v, err := tx.Get("b", k); err != nil || v == nil || len(v) != 0 {
		t.Fatalf("empty value: got %v, %v", v, err)
	}
}

type bin struct {
	Name, Zone string
	Seq        uint64
}

func binRow(r *store.Row, b *bin) {
	store.Text(r, 1, &b.Name)
	store.Text(r, 2, &b.Zone)
	store.Uint(r, 3, &b.Seq)
}

func index(t *testing.T, e store.Engine) {
	bins := store.NewTable("bins", func(b *bin) store.Str { return store.Str(b.Name) }, binRow)
	route := store.NewIndex(bins, "route", func(b *bin) []store.Pair[store.Str, store.U64] {
		return []store.Pair[store.Str, store.U64]{{A: store.Str(b.Zone), B: store.U64(b.Seq)}}
	})
	db := store.Open(e)
	ctx := context.Background()
	must(t, db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		for _, b := range []bin{{"A-02", "A", 20}, {"A-01", "A", 10}, {"AB-1", "AB", 1}, {"A-03", "A", 5}} {
			if err := bins.Insert(tx, &b); err != nil {
				return err
			}
		}
		return bins.Put(tx, &bin{"A-03", "B", 5}) // leaves zone A
	}))
	var got string
	must(t, db.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		for b, err := range route.Each(tx, store.Str("A")) {
			if err != nil {
				return err
			}
			got += b.Name + " "
		}
		_, err := bins.Get(tx, "nope")
		if !errors.Is(err, store.ErrNotFound) {
			t.Fatalf("got %v", err)
		}
		return nil
	}))
	if got != "A-01 A-02 " {
		t.Fatalf("route %q", got)
	}
}

func uniqueAndPartial(t *testing.T, e store.Engine) {
	bins := store.NewTable("ubins", func(b *bin) store.Str { return store.Str(b.Name) }, store.JSON[bin])
	bySeq := store.NewIndex(bins, "seq", func(b *bin) []store.U64 {
		if b.Seq == 0 {
			return nil // not on the route
		}
		return []store.U64{store.U64(b.Seq)}
	}).Unique()
	db := store.Open(e)
	ctx := context.Background()
	put := func(b bin) error {
		return db.Write(ctx, func(_ context.Context, tx *store.Tx) error { return bins.Put(tx, &b) })
	}
	must(t, put(bin{"a", "", 1}))
	must(t, put(bin{"b", "", 0}))
	must(t, put(bin{"c", "", 0})) // two without a number are fine
	if err := put(bin{"d", "", 1}); !errors.Is(err, store.ErrExists) {
		t.Fatalf("second number 1: %v", err)
	}
	must(t, put(bin{"a", "", 2})) // frees 1
	must(t, put(bin{"d", "", 1}))
	must(t, put(bin{"a", "", 0})) // leaves the index
	n := 0
	must(t, db.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		for b, err := range bySeq.Each(tx, store.U64(2)) {
			n++
			if err != nil {
				return err
			}
			t.Logf("%+v", b)
		}
		_, err := bins.Get(tx, "d")
		return err
	}))
	if n != 0 {
		t.Fatalf("%d still under 2", n)
	}
}
