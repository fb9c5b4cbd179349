// Package sealtest is how tests prove that nothing personal lies in the open:
// a search of a data folder for a canary, a law on the fields of events, and a
// keyring without a file.
//
// It keeps true: the search finds a canary in every form in which the program,
// or a library that it uses, would write one by mistake; each form is planted
// in a test of this package and found.
//
// # Why
//
// grep reads neither UTF-16 nor a zip, and a search that cannot fail proves
// nothing. Streams are looked for by their first bytes at every offset, so that
// one inside a page of a database, or half overwritten, is opened as well. What
// has no header at all (raw deflate, zstd) is not found: files of the data
// folder are kept in zip, gzip or zlib.
package sealtest
