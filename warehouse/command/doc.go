// Package command is the one door: whatever changes the store on somebody's
// behalf, a page, a socket, a scanner, a handheld back from a dead corner, a
// shop, the command line, is a named command that goes through Door.Do.
//
// It keeps true:
//
//   - nothing is done without the right for the site it touches, also when one
//     command is decided on inside another (Spec.In);
//   - a command that comes again with its id and the same body gets the same
//     answer and does nothing; with another body it is a Conflict;
//   - what a command writes, its journal entries and its answer are durable
//     together or not at all, and nobody is answered before they are;
//   - every entry and row it writes says who, from which station and under
//     which command.
//
// A handheld's id is (device, counter): its newest answers, its high-water mark
// and the gaps below it are kept. Ids of other callers are known for Keep. Both
// are a person's own: what a device is called and how far it has counted is only
// its caller's word, and must neither answer nor hinder anybody else.
// Orders of a shop are known for ever, by themselves.
//
// # Buckets
//
//	command.known     person, id        -> hash of the body, answer
//	command.devices   person, device    -> highest counter, gaps below it
//
// (without a person where the node itself is the caller)
//
// # Why
//
// Idempotency keys at the HTTP edge alone were refused: scans from serial
// scanners, replays and runs do not pass there, and an answer kept in another
// transaction than the effect can be lost without it.
package command
