// Package pick takes an order's goods from their bins into its totes.
//
// It keeps true:
//
//   - an order goes to the floor when all of it is promised and lies where it
//     can be picked, and then it is held, bin by bin: first what expires first,
//     and among equals the bin that covers the line and is emptied by it;
//   - an order is one task and one person's at a time, by a lease that every
//     scan renews; nobody else is shown it until the lease has ended, and then
//     taking it over is an answer, never a side effect. The lease of who is let go
//     ends at once, and whoever sends waves can take an order off its picker (Free);
//   - nothing is posted before the tote was scanned: until then goods are in the
//     hand, and by the ledger in their bin, held. The ledger is never ahead of
//     the floor; a tote that is carried and still empty is not archived meanwhile;
//   - a wrong, unknown or ambiguous code writes nothing, and is answered with
//     what is needed beside what is in the hand;
//   - a unit goes into a tote once, and undo takes it out again: the ledger
//     shows the move back, and the goods held in their bin as before;
//   - what changes under a walk (the order is cancelled or edited, a hold gives
//     way to a count) is told at once, and the walk goes on from what is true.
//
// # A walk, step by step
//
//	tasks    scan an empty tote: the order that waits longest is yours
//	go       scan the bin; asked once for all lines of it
//	item     scan each unit; a carton counts its factor; ActQuantity types it
//	tote     scan the tote: the units are posted, on to the next stop
//	done     scan the bench to put the totes down, or a new tote
//
// flow.go and touch.go decide, as a pure step (state, code) -> (state, deed,
// words) over the small interface floor; confirm.go, short.go and undo.go do the
// deeds; draw.go draws View.
//
// # The way
//
// Stops are walked in the order of the shortest walk, planned anew at every scan from
// the bin that was scanned last, past what is left, to the bench (ground.go). Of the
// floor it takes what the bins tell: the aisle of a bin by its place, their X and Y.
// Ways across are at the front, between aisles that stand behind each other, and at
// the back where the numbers of the walk go on from the far end of one aisle to the
// far end of the next; where all aisles are numbered from the same end, they are taken
// for dead ends. The walk ends at the first bench that is measured, and without one at
// the corner from which the site is measured. An aisle that is a place of its own and
// is blocked comes last. Where bins were not measured, where two aisles claim the same
// spot, or the bins of one aisle lie more than six metres apart across it, nothing of
// this is believed, and bins are walked by their numbers, going on from the last scan.
//
// # Short
//
// When there is less in a bin than is needed, the ledger is corrected to what
// was found, a count is asked for, and the rest is held in other bins for the
// same walk. What no bin has makes a line short, by rank and not by who stands
// there: the walk ends without it, the job is Offered again with its totes kept,
// and the order waits. When the goods have come it is released once more, and
// its picker goes on with the same totes. When the missing line is taken off the
// order instead, it is picked at once.
//
// # Why
//
// Posting each unit at the scan of the item was refused: a picker who drops one
// or is called away would leave the ledger saying that a tote holds what lies on
// a shelf. Stops are not stored: they are the holds of the order's lines, so an
// edit, a count and a short pick change a walk without anybody keeping a list in
// step.
//
// An item scanned in the bin of another stop is not taken for right on a second
// scan, as some do: taking it from there is an action of its own (ActHere).
package pick
