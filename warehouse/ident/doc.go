// Package ident makes every name the program gives to a thing: ids, short
// numbers for people and labels, and the numbers of documents.
//
// It keeps true:
//
//   - an id is never given twice, on any node or after any restore: it carries
//     the moment, the node and the node's epoch, and a counter. A restore raises
//     the epoch by a random step, so that two restores of one copy, which know
//     nothing of each other, are two lives of the node and not one; where the dice
//     fall alike, which is once in some thousand times, only the moment and the
//     counter tell their ids apart;
//   - ids of one node sort by the moment they were made;
//   - a short number misread or mistyped in one digit, or with two neighbours
//     swapped, is refused by its check digit;
//   - documents of one legal entity, kind, year and node are numbered 1, 2, 3 …
//     without a gap, because the number is taken in the transaction that posts
//     the document and goes back with it; an entity that is called otherwise
//     goes on counting (Rename).
//
// # Buckets
//
//	ident.counters    name                     -> last number given
//	ident.documents   entity, kind, year, node -> last number given
//
// # Why
//
// UUIDv7 was refused: it cannot say which node and which life of that node made
// it, and that is what a merge of two nodes after a restore asks first. Random
// keys were refused: they make every insert touch another page.
//
// An epoch that counts 1, 2, 3 was refused: whoever restores a copy twice, on a
// second machine to try it or because the first attempt was thrown away, got the
// same life twice, and with it the same names of entries (node, epoch, sequence).
// To note the restore beside the copy was refused too: copies lie on disks that
// cannot be written, and are copied. Of a time within 16 bits two restores in the
// same hour would be one.
package ident
