// Package cashreg is a Shtrih-M cash register without the metal: it speaks the
// published protocols 1 and 2 over any connection, keeps a fiscal memory, and breaks on
// demand at every byte and every command.
//
// What it keeps true:
//
//   - a document is in the memory once, with its own number, or not at all: the
//     memory is what a test compares with the jobs that were to be registered;
//   - an answer that the host did not acknowledge is kept and given again on the
//     next ENQ, also over a new connection, until power goes; after that it is
//     forgotten, as the protocol says; of protocol 2 it is the last answer, with
//     its number, that is kept so;
//   - a command is executed once for each frame that was taken, so that a host
//     which repeats itself is caught.
//
// Nothing is shared with the driver but the published texts: the two sides are
// written apart, so that they cannot be wrong together.
//
// Sources: «Протокол работы ККТ» v. 1.17 (24.06.2021), by page; the layout of
// FF0A answers and of statuses from real registers, see devices/cashreg/testdata.
//
// # Why
//
// Faults of bytes are those of package sim, outside the register. Faults of
// commands ([Fault]) are inside, since only the register knows whether a document
// was in its memory when power went; they are data and not hooks, so that a
// failure names what to set to see it again.
package cashreg
