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
