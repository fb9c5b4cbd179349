// Package label says what stands on a label, in lengths and not in dots, and
// works out where each dot of it falls on a printer of a given resolution.
//
// What it keeps true: a label that [Label.Plan] accepts fits: every element is
// inside the label, every letter inside its box, every barcode with its quiet
// zone and with modules wide enough to be read. What does not fit is refused
// with a [Problem] that names the element. [Draw] and the printer drivers work
// from the same [Plan], so the picture on the screen is the label on the parcel.
//
// What others made comes as a picture: [Brought] is put on a label in the dots of the
// head, so that its bars are not smeared, and [ReadBarcodes] reads it as it will be
// printed.
//
// A label is plain data: it goes through JSON and CBOR and comes back equal.
//
// # Why
//
// Elements stand in one slice per kind, not in one slice of an interface: a
// label waits in the spool and travels to a bench computer, and all ink is black,
// so the order of elements says nothing.
//
// Lengths are whole micrometres. Dots are whole too: a module of a barcode is a
// whole number of dots, because a bar of 2.4 dots prints as 2 and 3 by turns and
// does not scan. So a barcode is told its room and takes the widest whole module
// that fits, and the same label on a finer printer gets finer, not smaller.
//
// The line below the bars is text of ours and not the printer's own
// interpretation line: printers set that in a font, a place and a spelling each
// of its own, and the preview could not show it.
//
// A Code 128 is drawn with the sets that make it narrowest. A printer chooses them
// itself, and may do it less well; so the room is kept for that too. A GS1-128
// names its sets to the printer, since the separators must stand where they are.
package label
