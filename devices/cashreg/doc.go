// Package cashreg drives fiscal registers, so that a sale becomes one document
// in the fiscal memory and never two.
//
// What it keeps true:
//
//   - before the one command that cannot be undone, the caller is told what
//     document to expect and has stored it ([Expect]); when it could not, nothing
//     is registered;
//   - after a link that was lost the register is asked, never told again: what it
//     shows makes the outcome Done or NotDone, and what it does not show leaves it
//     Unknown. Print never prints a second time by itself;
//   - NotDone is said only when the document cannot come any more: either the
//     closing command was never taken, or the open receipt was cancelled and the
//     memory was looked at after that;
//   - [Register.Resolve] needs only the stored intent: another process, after a
//     restart and over another connection, comes to the same answer.
//
// An outcome, an intent and an error name no person. The bytes do: a receipt
// carries the buyer's phone, so who records a conversation (wire.Record) holds
// personal data.
//
// A driver stands in files of its own name with recorded conversations under
// testdata that name their sources; a test walks the registry and asks for them.
//
// The driver shtrih speaks protocols 1 and 2 of Shtrih-M registers. Sources: «Протокол
// работы ККТ» v. 1.17 of 24.06.2021, cited by page; javapos_shtrih (the maker's
// Java driver) where that is silent. What is taken from elsewhere, or assumed, says
// so where it stands and in the table of the operator's manual.
//
// # Why
//
// The number of the next document is known beforehand, since a fiscal memory
// counts without gaps; it and the job's name, which is written into the document
// (tag 1192), are what a document is recognised by. The sum alone is no
// identity: two orders of one article follow each other every day.
//
// Retrying is the caller's: it has the queue, the clock and the person. A driver
// that retries would need a store of its own to be right after a crash.
package cashreg
