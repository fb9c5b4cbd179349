// Package wiretest replays recorded conversations through drivers, for the one
// test that every kind of device has.
//
// It keeps true: a driver that nobody recorded does not pass, nor does a
// recording that does not say where it is from, nor one that is left before its
// end.
//
// # Why
//
// It stands beside wire and not in it, because it needs the testing package. What
// is asked of a driver in a conversation is its kind's own: a scanner is read to
// the end, a printer prints, a register makes the calls that the recording names.
package wiretest
