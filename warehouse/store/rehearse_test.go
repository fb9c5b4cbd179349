package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

type note struct{ ID, Text string }

var (
	notes = store.NewTable("notes", func(n *note) store.Str { return store.Str(n.ID) }, func(r *store.Row, n *note) {
		store.Text(r, 1, &n.ID)
		store.Text(r, 2, &n.Text)
	})
	byText = store.NewIndex(notes, "text", func(n *note) []store.Str { return []store.Str{store.Str(n.Text[:min(len(n.Text), 20)])} })
)

// TestRehearse: it sees what is durable and what it wrote itself, others write
// meanwhile and do not see it, and nothing of it stays.
func TestRehearse(t *testing.T) {
	db := store.Open(memory.New())
	ctx := context.Background()
	put := func(id, text string) error {
		return db.Write(ctx, func(_ context.Context, tx *store.Tx) error { return notes.Put(tx, &note{id, text}) })
	}
	if err := put("a", "durable"); err != nil {
		t.Fatal(err)
	}
	changed := errors.New("said so")
	err := db.Rehearse(ctx, func(_ context.Context, tx *store.Tx) error {
		tx.AfterCommit(func() { t.Error("a hook was run") })
		if tx.Mint() == tx.Mint() {
			t.Error("one id twice")
		}
		if err := notes.Put(tx, &note{"b", "rehearsed"}); err != nil {
			return err
		}
		done := make(chan error)
		go func() { done <- put("c", "meanwhile") }()
		if err := <-done; err != nil {
			return err
		}
		got := ""
		for n, err := range byText.All(tx) {
			if err != nil {
				return err
			}
			got += n.ID
		}
		if got != "ab" {
			t.Errorf("the rehearsal sees %q", got)
		}
		return changed
	})
	if err != changed {
		t.Errorf("got %v", err)
	}
	if err := db.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		if n, err := notes.Find(tx, "b"); n != nil || err != nil {
			t.Errorf("found %v, %v", n, err)
		}
		n, err := notes.Find(tx, "c")
		if n == nil {
			t.Error("what was written meanwhile is gone")
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// TestRehearsedIDs: what a rehearsal mints is in nobody's way, though it was
// written in the very millisecond.
func TestRehearsedIDs(t *testing.T) {
	db := store.Open(memory.New(), store.Options{Clock: func() time.Time { return time.Unix(1_800_000_000, 0) }})
	ctx := context.Background()
	given := map[[16]byte]bool{}
	if err := db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		for range 10 {
			given[tx.Mint()] = true
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := db.Rehearse(ctx, func(_ context.Context, tx *store.Tx) error {
		for range 10 {
			if id := tx.Mint(); given[id] {
				t.Fatalf("%x was given before", id)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
