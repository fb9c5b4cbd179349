// Package journal is the one true timeline: every change says what happened, in
// the transaction that made it happen, and everyone who cares follows.
//
// It keeps true:
//
//   - an entry is on the timeline if and only if its transaction is durable;
//   - entries of a node are numbered 1, 2, 3 … and each carries the hash of the
//     one before it, so a changed or missing entry is found (Verify);
//   - what a follower writes and how far it has come commit together: its
//     effect happens exactly once, whatever is killed when;
//   - a follower that only shows (Live) is given an entry when it is durable,
//     writes nothing, and after a restart begins with what happens then;
//   - an entry that a follower cannot digest is parked, with all later ones of
//     the same subject, and the rest goes on; a person retries or skips it;
//   - a published event never changes: its golden JSON is a test, and a new
//     shape gets a new version with an upcaster from the old.
//
// # Buckets
//
//	journal                  node, seq            -> entry
//	journal.about            era, subject, node, seq -> (index)
//	journal.heads            node                 -> last seq, its moment and hash
//	journal.cursors          follower, node       -> seq digested
//	journal.parked           follower, node, seq  -> why it stands
//	journal.parked.subject   follower, subject, … -> (index)
//
// # Why
//
// A message queue beside the database was refused: between the commit and the
// publish lies a crash. A table of outgoing messages per consumer was refused
// too: order status, screens, shops, the spool and the audit trail want the
// same facts, and one timeline with cursors serves them all.
//
// A durable cursor for screens was refused after it was measured: it made every
// scan wait for a second commit before its frame, and a screen that comes back
// reads everything anyway. Followers that commit at once were refused for the same
// reason: they let screens be first, for some milliseconds that nobody waits for.
package journal
