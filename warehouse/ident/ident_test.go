package ident_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

type thing struct{}

func write(t *testing.T, db *store.DB, fn func(*store.Tx) error) error {
	t.Helper()
	return db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error { return fn(tx) })
}

func TestID(t *testing.T) {
	db := store.Open(memory.New())
	var last ident.ID[thing]
	for range 3 {
		if err := write(t, db, func(tx *store.Tx) error {
			for range 1000 {
				id := ident.New[thing](tx)
				if id.String() <= last.String() {
					return fmt.Errorf("%s after %s", id, last)
				}
				if back, err := ident.Parse[thing](id.String()); err != nil || back != id {
					return fmt.Errorf("%s came back as %s, %v", id, back, err)
				}
				if d := tx.Now().Sub(id.Time()); d < 0 || d.Milliseconds() > 1 {
					return fmt.Errorf("made %s before now", d)
				}
				if id.Node() != db.Node() || id.Epoch() != db.Epoch() {
					return fmt.Errorf("node %d epoch %d", id.Node(), id.Epoch())
				}
				last = id
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	for _, bad := range []string{"x", "0", last.String() + "0", last.String()[1:] + "u", "ИИИИИИИИИИИИИ"} {
		if _, err := ident.Parse[thing](bad); !errors.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestCheckDigitFindsSlips(t *testing.T) {
	for n := range uint64(2000) {
		label := ident.Label("T", n)
		if got, ok, err := ident.ParseLabel("T", label); got != n || !ok || err != nil {
			t.Fatalf("%s: %d %v %v", label, got, ok, err)
		}
		for i := 1; i < len(label); i++ {
			for d := byte('0'); d <= '9'; d++ {
				if slip := label[:i] + string(d) + label[i+1:]; slip != label {
					refuse(t, slip)
				}
			}
			if i > 1 && label[i] != label[i-1] {
				refuse(t, label[:i-1]+string(label[i])+string(label[i-1])+label[i+1:])
			}
		}
	}
	if _, ok, err := ident.ParseLabel("T", "4607034171186"); ok || err != nil {
		t.Errorf("an EAN is ours: %v %v", ok, err)
	}
}

func refuse(t *testing.T, slip string) {
	t.Helper()
	if _, _, err := ident.ParseLabel("T", slip); !errors.Is(err, fault.Invalid) {
		t.Fatalf("%s passed: %v", slip, err)
	}
}

// TestDocumentsHaveNoGap: what is not posted takes no number.
func TestDocumentsHaveNoGap(t *testing.T) {
	db := store.Open(memory.New())
	s := ident.Series{Entity: "Север", Kind: "act", Year: 2026, Node: 1}
	changed := errors.New("changed my mind")
	var got []uint64
	for i := range 20 {
		err := write(t, db, func(tx *store.Tx) error {
			d, err := ident.Document(tx, s)
			if err != nil {
				return err
			}
			if i%3 == 1 {
				return changed
			}
			got = append(got, d.N)
			return nil
		})
		if err != nil && err != changed {
			t.Fatal(err)
		}
	}
	for i, n := range got {
		if n != uint64(i+1) {
			t.Fatalf("got %v", got)
		}
	}
	if err := write(t, db, func(tx *store.Tx) error {
		s.Kind = "arrival"
		d, err := ident.Document(tx, s)
		if d.N != 1 || d.String() != "2026-0001" {
			return fmt.Errorf("got %v", d)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func TestJump(t *testing.T) {
	db := store.Open(memory.New())
	if err := write(t, db, func(tx *store.Tx) error {
		a, err := ident.Next(tx, "tote")
		if err != nil {
			return err
		}
		if err := ident.Jump(tx, 1000); err != nil {
			return err
		}
		b, err := ident.Next(tx, "tote")
		if a != 1 || b != 1002 {
			return fmt.Errorf("got %d and %d", a, b)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}
