// Package read answers what the screens ask: it copies out of the store what a
// view shows, in the shape of ui/api, for the person of the request.
//
// It keeps true:
//
//   - a read is one short transaction, closed before anything is written to a
//     socket, and names the journal's number at which it was taken;
//   - nothing here writes, and nothing here decides: every write is a command;
//   - personal data is opened only for a person who may read the order, and is
//     empty once the person was forgotten.
//
// # Why
//
// Views kept as projections in the store were refused for now: every one of
// them is a second number to keep in step, and the tables behind the screens
// have the indexes that the screens need.
package read
