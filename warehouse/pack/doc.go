// Package pack turns totes into closed parcels, unit by unit, exactly once.
//
// It keeps true:
//
//   - a unit is in a parcel only because it was scanned there; what the order
//     does not need, and what its totes do not hold, is refused, and then
//     nothing was posted;
//   - what lies in the parcels of an order is what its lines call packed, but
//     for what must still come out after a change (StepStop);
//   - the last scan closes the parcel, the order and its totes, and spools our
//     label, all in its own transaction: a second scan, tab or replay finds
//     nothing open and changes nothing;
//   - where parcels are weighed (Policy.Weigh) the last scan asks for the weight
//     and closes nothing; a weight within the tolerance does, as ActParcel does,
//     whatever it weighs;
//   - a parcel has one label, and its reprints are marked as copies; a parcel
//     that is opened again is another one with another code, and the old label
//     means nothing;
//   - an order that was cancelled or asks for less stops its packer at once, and
//     what is too much comes out by scan, into a tote that is put back;
//   - nothing about a person stands in the session in the clear (Reveal).
//
// # Missing units
//
// An order whose units were not all found, or that are short on the bench
// (ActShort), is never closed by a scan: a scan cannot know whether to wait. The
// packer says so. ActParcel closes the present parcel with its label; the rest
// goes into another. ActAside leaves it open beside the totes. Either gives the
// job back to the pickers (job.Bring) when there is nothing more to scan, and
// ActAside also when there is: they hold all of an order or nothing. What lies in
// a bin for it they bring at once; without that it waits for a wave. The order
// comes to a bench again when the rest was picked, or taken off it by the
// office, and then the last scan or ActParcel closes it; one whose parcels were
// all closed by then is packed at once.
//
// A unit that is not in the tote is posted as lost with its reason, its line
// waits for another, and a count is asked for where it was picked.
//
// # Buckets
//
//	pack.labels     parcel, copy -> the spool's job that prints it
//	pack.tallies    person       -> day, parcels closed on it
//
// The parcels themselves are job's, their content is the ledger's.
//
// # Why
//
// A "close" button was refused: it can be pressed twice, and too early. Keeping
// what remains in the session was refused too: two packers, an edit and a
// cancellation would each have to mend it; what is true of an order is read anew
// at every scan, and the session keeps only what the hands are at.
package pack
