// Package dispatch hands closed parcels to their courier, each by its own scan.
//
// It keeps true:
//
//   - a parcel leaves only when it was scanned onto the list of its own courier,
//     once, while its whole order lay packed;
//   - a courier has one open list at a site, and a parcel is on one list at most;
//   - the goods leave the house, in the ledger and in the promise, when the list
//     is closed and numbered, and not before: until then a parcel is taken back;
//   - an order that is cancelled or changed between the scan and the close stays:
//     the person at the dock is told at once, and the list does not close over it;
//   - an order is gone when all its parcels are; what stayed is named before the
//     close and after it.
//
// # Buckets
//
//	dispatch.lists    list    -> site, courier, number, when opened and closed
//	dispatch.out      parcel  -> the list it was scanned onto
//
// # Why
//
// Letting goods leave at each scan was refused: a parcel on the truck is taken
// off again more often than one thinks, and the courier signs for a list, not
// for a scan. Parcels of an order that is not packed as a whole stay: whether to
// ship a part is a promise to a customer, and the office's to change.
package dispatch
