// Package printer prints labels and tells what became of each.
//
// What it keeps true: a label is reported done only when the printer said that
// it was; a label is reported not done only when the printer cannot have got the
// whole of it; between the two it is in doubt, and at most [Ahead] labels are at
// once. No text and no data of a label can become a command to the printer.
//
// # Why
//
// A network socket takes bytes long before a printer prints them, so "sent" is
// never "printed". The drivers send a label, ask until the printer has nothing
// left to do, and only then send the next: a batch runs a little slower, and when
// the link breaks one label is in doubt and not a hundred. Whoever would rather
// have the speed lets the driver work a few labels ahead.
//
// Copies are sent as labels of their own and not as a number in the format: what
// printers report of the labels left in a batch differs by one between makes, and
// that one is a label printed twice or never.
//
// Paper out is not an error: the printer keeps the label and prints it when the
// paper is back, so a job waits. Its caller ends the wait with the context.
package printer
