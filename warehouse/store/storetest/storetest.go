package storetest

import (
	"testing"

	"warehouse-node/warehouse/store"
)

// Run tests engines that open makes; each is new, and closed at the end.
func Run(t *testing.T, open func(*testing.T) store.Engine) {
	for _, row := range []struct {
		name string
		fn   func(*testing.T, store.Engine)
	}{
		{"ReadYourWrites", readYourWrites},
		{"Rollback", rollback},
		{"Order", order},
		{"Snapshot", snapshot},
		{"Edges", edges},
		{"Copies", copies},
		{"Emptied", emptied},
		{"Model", model},
		{"Closed", closed},
		{"Walks", walks},
		{"Keys", keys},
		{"UniqueAndPartial", uniqueAndPartial},
		{"WalkWrites", walkWrites},
		{"IndexWalkWrites", indexWalkWrites},
	} {
		t.Run(row.name, func(t *testing.T) {
			e := open(t)
			t.Cleanup(func() { e.Close() }) // after all reads that end with the test
			row.fn(t, e)
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
