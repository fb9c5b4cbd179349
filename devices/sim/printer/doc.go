// Package printer is a simulated label printer on TCP. It reads the ZPL II that
// our driver writes, prints each label as a picture, answers ~HS, ~HQES and the
// label counter, and has the troubles that printers have: no paper, an open head,
// a pause, a full buffer; those of the line are [sim.Faults].
//
// What it keeps true: it prints what the bytes say and nothing else. A label with
// a command that it does not know, or with one that would print otherwise than
// written, is not printed but refused, and the refusal is kept for the test to
// see. The beginning of a label outlives its connection, as in a real printer.
//
// # Why
//
// It draws from the ZPL alone and shares no code with the label that the ZPL was
// made from: two drawings that agree then prove something. It is stricter than a
// printer, which ignores what it does not understand: a test should not have to
// look at the picture to learn that a field is missing.
package printer
