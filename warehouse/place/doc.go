// Package place knows where things can be: sites, zones, bins, the totes and
// parcels that travel between them, the benches where people work, and the
// world outside. What lies in a place is for the ledger to say.
//
// It keeps true:
//
//   - a name or a code means one place within its site; an archived place has
//     neither;
//   - a code that we print carries a check digit, and a code that was glued to a
//     bin before us is its alias and finds it as well;
//   - what is built in (zone, aisle, bin, station) never changes its parent, but
//     for a bin, which may move to another zone or aisle of its site; what is
//     carried (tote, cart, pallet, parcel) has none here: where it stands is told
//     by the ledger's carries;
//   - whoever is asked by Watch agrees, in the same transaction, before a place
//     is blocked, loses a flag or is archived; whoever is asked by Closing and
//     Retiring, before a site is closed and a legal entity retires;
//   - a site that is not closed names no owner who has retired.
//
// # Buckets
//
//	place.places             place                     -> place
//	place.places.code        folded code, place        -> (index) own code, aliases
//	place.places.name        site, folded name, place  -> (index)
//	place.places.inside      parent, aisle, walk, …    -> (index) children
//	place.places.walk        site, walk, place         -> (index) bins
//	place.places.use         site, use, walk, place    -> (index) bins that hold no goods for sale
//	place.places.kind        site, kind, name, place   -> (index) all but bins and parcels;
//	                         sites under the zero site
//	place.entities           entity                    -> legal entity
//	place.entities.past      entity, version           -> what was said of it until a moment
//	place.entities.name      folded name               -> (index)
//
// # Why
//
// A free tree of "locations" of any depth was refused: a picker must know at
// every scan whether the thing is a shelf or a box, and a box that can be the
// parent of a shelf makes every question about stock a walk. So kinds are few,
// built-in places are at most site, zone, aisle, bin, and boxes stand apart.
package place
