package sealtest

import (
	"testing"

	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// Ring is a keyring without a file, for the length of a test.
func Ring(t testing.TB) *seal.Keyring {
	t.Helper()
	k, err := seal.Open(t.Context(), "", func(string) (*store.DB, error) { return store.Open(memory.New()), nil })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := k.Close(); err != nil {
			t.Error(err)
		}
	})
	return k
}

// Seal seals a text for a new subject of the ring.
func Seal(t testing.TB, k *seal.Keyring, plain string) seal.Sealed {
	t.Helper()
	subject, err := k.NewSubject(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s, err := k.Seal(t.Context(), subject, plain)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
