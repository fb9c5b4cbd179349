// Package move carries goods from one place to another, a cancelled order's
// goods back to their bins among them.
//
// It keeps true:
//
//   - what an order no longer wants is put back unit by unit: the ledger's move
//     and what the promise says is owed change in one transaction;
//   - a tote is free again, and a parcel none any more, when nothing is left in
//     it; a cancelled order ends with the last of them;
//   - goods that are held or in somebody's tote are not moved by hand;
//   - a container goes with all that is in it, by one carry.
//
// What somebody writes when they move or count by hand is about goods and shelves:
// it stays in the open, as the reason of a blocked bin and of a paused printer does.
// Nobody asks there about a buyer, none is known whose key it could be sealed under,
// and whoever looks for stock that is gone needs it years later.
//
// # Why
//
// A table of put-back tasks was refused: what is in a tote and no longer wanted
// is known from the ledger and the promise, and a third opinion could only
// differ.
package move
