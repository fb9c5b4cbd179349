// Package bolt is the default engine: one file, through bbolt.
//
// It keeps true:
//
//   - a file is opened by one process at a time, and a second one is told which;
//   - a file that is not ours, or not all there, is refused as it is: nothing is
//     written to it, nothing is made in its place;
//   - a new file is there with all it needs, or not at all;
//   - what a transaction emptied is walked like anything else (see cursor.go).
//
// # Files
//
//	node.db      the database, readable by its owner alone
//	node.db.new  a first file not yet finished; a later start takes it away
//
// # Buckets
//
//	.engine    "made by" -> "warehouse-node", "format" -> "1"
//
// # Why
//
// bbolt makes a database of any empty file, reads past the end of a file that
// was cut short until the process dies of it, and says "timeout" of a file in
// use. A shop's only copy of its stock deserves better, so Open looks before
// bbolt does.
//
// Who has a file open is asked of the kernel, which keeps the lock. A signed lock
// file beside it was refused: it outlives its process, and it goes wrong when an
// open file is renamed, which is how a compacted one takes its place.
//
// Its list of free pages is a map, and is written with every commit: that is a
// little slower than finding it again at start, and a start stays immediate at
// any size.
package bolt
