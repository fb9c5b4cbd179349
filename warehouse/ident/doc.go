// Package ident makes every name the program gives to a thing: ids, short
// numbers for people and labels, and the numbers of documents.
//
// It keeps true:
//
//   - an id is never given twice, on any node or after any restore: it carries
//     the moment, the node and the node's epoch, and a counter;
//   - ids of one node sort by the moment they were made;
//   - a short number misread or mistyped in one digit, or with two neighbours
//     swapped, is refused by its check digit;
//   - documents of one legal entity, kind, year and node are numbered 1, 2, 3 …
//     without a gap, because the number is taken in the transaction that posts
//     the document and goes back with it.
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
package ident
