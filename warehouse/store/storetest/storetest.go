// Package storetest says what an engine promises, to itself and to the tables
// that stand on it. An engine is one when Run passes.
//
//	func TestEngine(t *testing.T) {
//		storetest.Run(t, func(t *testing.T) store.Engine { return memory.New() })
//	}
//
// # Why
//
// The promises are a suite and not prose, because the second engine is where
// prose is found out. The tables are in it too: an engine that passes its own
// half and breaks a walk that writes is of no use.
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
