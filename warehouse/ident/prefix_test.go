package ident_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

func TestPrefixesDiffer(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range []string{ident.PrefixBin, ident.PrefixCart, ident.PrefixItem, ident.PrefixPallet, ident.PrefixOrder,
		ident.PrefixParcel, ident.PrefixStation, ident.PrefixTote, ident.PrefixBadge, ident.PrefixCommand} {
		if seen[p] || len(p) != 1 || p[0] < 'A' || p[0] > 'Z' {
			t.Errorf("%q is taken or no letter", p)
		}
		seen[p] = true
	}
}

func TestOurs(t *testing.T) {
	for code, want := range map[string]string{
		ident.Label(ident.PrefixTote, 118): "T", strings.ToLower(ident.Label(ident.PrefixBadge, 3)): "W", ident.CommandCode("undo"): "X",
		ident.Label(ident.PrefixItem, 7): "G", "T1180": "", "T-001": "", "4607034171186": "", "": "", "Q" + ident.Label("", 118): "",
	} {
		if got := ident.Ours(code); got != want {
			t.Errorf("%s is of %q, want %q", code, got, want)
		}
	}
}

func TestCommandCode(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[a-z0-9_]([a-z0-9_-]{0,20}[a-z0-9_])?`).Draw(t, "name")
		code := ident.CommandCode(name)
		if got, ok, err := ident.CommandName(code); got != name || !ok || err != nil {
			t.Fatalf("%s: %q %v %v", code, got, ok, err)
		}
		wrong := code[:len(code)-1] + string('0'+(code[len(code)-1]-'0'+1)%10)
		if _, ok, err := ident.CommandName(wrong); !ok || !errors.Is(err, fault.Invalid) {
			t.Fatalf("%s passed", wrong)
		}
	})
	for _, foreign := range []string{"", "X", "X-", "X--6", "X-UNDO", "X-UN DO-6", "XUNDO6", "4607034171186", "X-UNDO-66", "Х-UNDO-6"} {
		if _, ok, err := ident.CommandName(foreign); ok || err != nil {
			t.Errorf("%q is ours: %v", foreign, err)
		}
	}
}

func TestNextLabel(t *testing.T) {
	db := store.Open(memory.New())
	if err := write(t, db, func(tx *store.Tx) error {
		for n := range uint64(3) {
			label, err := ident.NextLabel(tx, ident.PrefixTote)
			if err != nil {
				return err
			}
			if got, ok, err := ident.ParseLabel(ident.PrefixTote, label); got != n+1 || !ok || err != nil {
				return fmt.Errorf("%s is %d, %v %v", label, got, ok, err)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
