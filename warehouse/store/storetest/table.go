package storetest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"warehouse-node/warehouse/store"
)

type bin struct {
	Name, Zone string
	Seq        int64
}

func binRow(r *store.Row, b *bin) {
	store.Text(r, 1, &b.Name)
	store.Text(r, 2, &b.Zone)
	store.Int(r, 3, &b.Seq)
}

var (
	bins  = store.NewTable("storetest.bins", func(b *bin) store.Str { return store.Str(b.Name) }, binRow)
	route = store.NewIndex(bins, "route", func(b *bin) []store.Pair[store.Str, store.I64] {
		return []store.Pair[store.Str, store.I64]{{A: store.Str(b.Zone), B: store.I64(b.Seq)}}
	})
	letters = store.NewIndex(bins, "letters", func(b *bin) (all []store.Str) {
		for _, l := range b.Name {
			all = append(all, store.Str(l))
		}
		return all // "A-A" has one letter twice
	})
)

// names is what a walk met: "a b", or the error it ended with.
func names(walk iter.Seq2[*bin, error]) string {
	var all []string
	for b, err := range walk {
		if err != nil {
			return err.Error()
		}
		all = append(all, b.Name)
	}
	return strings.Join(all, " ")
}

// rowKeys are the keys that a walk of an index meets, without what ends each.
func rowKeys(walk iter.Seq2[[]byte, error]) string {
	var all []string
	for k, err := range walk {
		if err != nil {
			return err.Error()
		}
		all = append(all, strings.TrimRight(string(k), "\x00"))
	}
	return strings.Join(all, "  ")
}

// name is the name of what First or Last found.
func name(b *bin, err error) string {
	if b == nil || err != nil {
		return fmt.Sprint("none ", err)
	}
	return b.Name
}

// walks: every way to walk a table or an index, half of it committed before
// and half in the operation that walks.
func walks(t *testing.T, e store.Engine) {
	db := store.Open(e)
	ctx := context.Background()
	put := func(tx *store.Tx, all ...bin) {
		for _, b := range all {
			must(t, bins.Put(tx, &b))
		}
	}
	look := func(tx *store.Tx) {
		for want, got := range map[string]string{
			"A-1 A-2 A-3 AB-1 B-1 B-2": names(bins.All(tx)),
			"AB-1 B-1 B-2":             names(bins.From(tx, "A-4")),
			"A-2 A-3 AB-1":             names(bins.Range(tx, store.Str("A-2"), store.Str("B-1"))),
			"AB-1 A-3 A-2":             names(bins.Back(tx, store.Str("A-2"), store.Str("B-1"))),
			"B-2 B-1 AB-1 A-3 A-2 A-1": names(bins.Back(tx, nil, nil)),
			"B-2":                      names(bins.Each(tx, store.Str("B-2"))),
			"A-2 A-1":                  names(route.Each(tx, store.Str("A"))),
			"A-1 A-2":                  names(route.EachBack(tx, store.Str("A"))),
			"A-2 A-1 AB-1 A-3 B-2 B-1": names(route.All(tx)),
			"B-1 B-2 A-3 AB-1 A-1":     names(route.Back(tx, store.Keys2(store.Str("A"), store.I64(0)), nil)),
			"A-1 AB-1":                 names(route.Range(tx, store.Keys2(store.Str("A"), store.I64(0)), store.Str("B"))),
			"A-2 ":                     name(route.First(tx, nil)) + " ",
			"B-1 ":                     name(route.Last(tx, nil)) + " ",
			"A-3 ":                     name(route.First(tx, store.Str("B"))) + " ",
			"A-1 ":                     name(route.Last(tx, store.Str("A"))) + " ",
			"A-1  ":                    name(bins.First(tx, nil)) + "  ",
			"B-2 ":                     name(bins.Last(tx, nil)) + " ",
			"none <nil>":               name(route.First(tx, store.Str("C"))),
			"none <nil> ":              name(route.Last(tx, store.Str(""))) + " ",
			"A-1 A-2 A-3 AB-1":         names(letters.Each(tx, store.Str("A"))),
			"A-2  A-1":                 rowKeys(route.Keys(tx, store.Str("A"))),
			"A-1  AB-1":                rowKeys(route.KeysIn(tx, store.Keys2(store.Str("A"), store.I64(0)), store.Str("B"))),
		} {
			if strings.TrimSpace(got) != strings.TrimSpace(want) {
				t.Errorf("got %q, want %q", got, want)
			}
		}
		if _, err := bins.Get(tx, "nope"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("got %v", err)
		}
	}
	must(t, db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		put(tx, bin{"A-1", "A", 20}, bin{"A-2", "A", -10}, bin{"A-3", "A", 5}, bin{"C-9", "A", 1}, bin{"B-1", "B", 0})
		return nil
	}))
	must(t, db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		put(tx, bin{"AB-1", "AB", 1}, bin{"B-2", "B", 1}, bin{"A-3", "B", -5}, bin{"B-1", "B", 7}) // A-3 leaves zone A
		must(t, bins.Delete(tx, "C-9"))
		look(tx)
		return nil
	}))
	must(t, db.Read(ctx, func(_ context.Context, tx *store.Tx) error { look(tx); return nil }))
}

type step struct {
	ID       store.ID
	Tote     string
	Day      int64
	Priority int64
	Bin      string
}

func stepRow(r *store.Row, s *step) {
	store.Fixed(r, 1, s.ID[:])
	store.Text(r, 2, &s.Tote)
	store.Int(r, 3, &s.Day)
	store.Int(r, 4, &s.Priority)
	store.Text(r, 5, &s.Bin)
}

type ownKey = store.Pair[store.ID, store.Str]
type queueKey = store.Quad[store.I64, store.Desc[store.I64], store.Str, store.ID]

var (
	steps = store.NewTable("storetest.steps", func(s *step) ownKey { return store.Keys2(s.ID, store.Str(s.Bin)) }, stepRow)
	queue = store.NewIndex(steps, "queue", func(s *step) []queueKey {
		return []queueKey{store.Keys4(store.I64(s.Day), store.Desc[store.I64]{K: store.I64(s.Priority)}, store.Str(s.Bin), s.ID)}
	})
	byTote = store.NewIndex(steps, "tote", func(s *step) []store.Triple[store.Str, store.ID, store.I64] {
		return []store.Triple[store.Str, store.ID, store.I64]{store.Keys3(store.Str(s.Tote), s.ID, store.I64(s.Day))}
	})
)

// keys: raw ids as keys and as parts of keys, two to four parts, one of them
// the other way round.
func keys(t *testing.T, e store.Engine) {
	db := store.Open(e)
	var first, second store.ID
	must(t, db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
		first, second = tx.Mint(), tx.Mint()
		for _, s := range []step{{first, "t1", -1, 1, "b"}, {first, "t1", 0, 1, "c"}, {second, "t1", 0, 9, "d"}, {second, "t2", 0, 1, "a"}, {second, "t1", 1, 5, "e"}} {
			must(t, steps.Insert(tx, &s))
		}
		return nil
	}))
	collect := func(walk iter.Seq2[*step, error]) (got string) {
		for s, err := range walk {
			must(t, err)
			got += s.Bin
		}
		return got
	}
	must(t, db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		for want, got := range map[string]string{
			"bc":    collect(steps.Each(tx, first)),
			"eda":   collect(steps.EachBack(tx, second)),
			"bdace": collect(queue.All(tx)),
			"dac":   collect(queue.Each(tx, store.I64(0))),
			"cad":   collect(queue.EachBack(tx, store.I64(0))),
			"ac":    collect(queue.Each(tx, store.Keys2(store.I64(0), store.Desc[store.I64]{K: 1}))),
			"de":    collect(byTote.Each(tx, store.Keys2(store.Str("t1"), second))),
		} {
			if got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		}
		if s, err := steps.Get(tx, store.Keys2(first, store.Str("c"))); err != nil || s.ID != first {
			t.Errorf("got %v, %v", s, err)
		}
		return nil
	}))
}

var (
	stops = store.NewTable("storetest.stops", func(b *bin) store.Str { return store.Str(b.Name) }, store.JSON[bin])
	bySeq = store.NewIndex(stops, "seq", func(b *bin) []store.I64 {
		if b.Seq == 0 {
			return nil // not on the route
		}
		return []store.I64{store.I64(b.Seq), store.I64(b.Seq)} // said twice is one entry
	}).Unique()
)

func uniqueAndPartial(t *testing.T, e store.Engine) {
	db := store.Open(e)
	ctx := context.Background()
	put := func(b bin) error {
		return db.Write(ctx, func(_ context.Context, tx *store.Tx) error { return stops.Put(tx, &b) })
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
	must(t, db.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		if got := names(bySeq.All(tx)); got != "d" {
			t.Errorf("in the index: %q", got)
		}
		if b, err := bySeq.Find(tx, 1); err != nil || b == nil || b.Name != "d" {
			t.Errorf("1 is %v, %v", b, err)
		}
		if b, err := bySeq.Find(tx, 2); err != nil || b != nil {
			t.Errorf("2 is %v, %v", b, err)
		}
		if _, err := bySeq.Get(tx, 2); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("2: %v", err)
		}
		return nil
	}))
}
