// Package receive takes an arrival in at the dock and puts it away.
//
// It keeps true:
//
//   - a scan of goods is posted as it is made, from the supplier into the place
//     at the dock that was scanned before; what is not posted was not counted;
//   - what is scanned and cannot be posted yet counts up and waits for what is
//     asked: no other scan takes its place, and it is given up by undo or back alone;
//   - goods that want a lot, an expiry day or a serial number are not posted
//     without it;
//   - an arrival's lines say what its moves say, and once it is closed and
//     numbered nothing is added and nothing taken back;
//   - putting away moves goods off the dock, never more than lies there.
//
// # Buckets
//
//	receive.arrivals   arrival                                  -> sender, who and when, number once closed
//	receive.lines      arrival, item, lot, owner, condition     -> quantity so far
//
// # Why
//
// Counting in the hand and posting a line at its end was refused: who is called
// away in the middle would leave goods at the dock that nobody counted, and two
// people at one lorry would not see each other's.
//
// What lies at the dock is not for sale because its bin is not (place.Dock);
// there is no state of "received but not put away" to keep in step with it.
package receive
