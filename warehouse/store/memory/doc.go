// Package memory is the engine for tests: same promises, no disk.
//
// It keeps true what storetest asks of every engine, and lets a test fail a
// commit, or hold it, by OnCommit.
//
// # Why
//
// A test that stands on this engine stands on the real tables, indexes and
// commits, and fails where bbolt would. A mocked store was refused: it agrees
// with whoever wrote the test. Sorted slices that are copied by the transaction
// that changes them are the plainest snapshot there is; a write costs the length
// of its bucket, so large tests use bolt without sync.
package memory
