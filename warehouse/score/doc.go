// Package score counts what each person did in a day, and what they did wrong.
//
// It keeps true:
//
//   - a figure is a sum of entries of the journal and of nothing else: read from
//     the beginning once more, they come out the same, as long as the zone of time
//     of the warehouse is the same;
//   - the day is the warehouse's own, of the moment at which the entry was made;
//   - what a packer finds missing or wrong in a tote is charged to whoever picked it,
//     on the day and at the warehouse where they did;
//   - figures of people who left stay.
//
// # What is a mistake
//
// A refused scan is one where the flow could say what was needed instead and the
// person held something else of ours: another bin, item, size, tote, lot or parcel.
// Nothing was posted then, and the customer never knew; but they cost time, and they
// tell who hurries.
//
// A scan that was right until the order was changed under the person's hands is none
// of theirs, and neither is one of the very goods or place that were needed, refused
// for another reason.
//
// A code that nobody knows is noise: it is a torn label or another company's code.
// So is a refusal that names nothing (the order is a colleague's, the session is at
// the menu), a touch of a button, and a reply that somebody else caused. Noise is
// counted apart and is in no rate.
//
// The serious ones are found later: a packer says that a unit is not in the tote, or
// that something else lies in its place. That was past every check. A unit that is
// spoiled is nobody's mistake here.
//
// A short pick is a fact about stock, and an undo is a mistake that somebody saw
// themselves: both are shown and neither is in the rate.
//
// A parcel that was opened again and closed once more counts once, for whoever closed
// it last.
//
// Where several people picked the same goods for one order, the newest pick is
// charged first: the totes are on one bench then, and the last hand was on it last.
//
// # Buckets
//
//	score.days     site, day, person, work -> figures
//	score.slips    person, seq             -> what happened, for whoever asks what a figure is made of
//	score.picks    order, item, seq        -> who picked how many, until the order is gone
//	score.boxes    order, parcel           -> who closed it, until the order is gone
//
// # Why
//
// Sums over the journal when somebody asks were refused: a month of a busy floor is
// a million entries. A table that the flows write was refused too: they would all
// have to know of it, and it could not be made again.
package score
