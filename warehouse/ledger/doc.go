// Package ledger keeps stock by double entry: a move takes a quantity from one
// place and gives it to another, so the places of each kind of stock always sum
// to zero.
//
// It keeps true:
//
//   - a move row is never changed or deleted; a mistake is undone by another
//     move that names it;
//   - a balance is what its moves say: written in their transaction, proved from
//     them at any time (Check);
//   - no place but those of the world outside gives what it has not, nor what
//     is held for somebody else;
//   - a hold is a move promised; it is settled unit by unit or released, and
//     what it holds stays out of reach of others until then;
//   - an item kept by units (serials, marking codes) moves by naming them: each
//     unit is in exactly one place, and units in a place = balance;
//   - containers stand in places by carries, at most MaxDepth deep and never in
//     a circle;
//   - an item keeps its unit once it was counted, and its lots, serials and place
//     in the catalogue while it lies inside;
//   - Free says per site and item what lies where it may be sold, and what of
//     that is held; whoever promises is told of every change of it.
//
// # Buckets
//
//	ledger.moves       move                      -> move (append-only)
//	ledger.holds       hold                      -> what is promised and not yet moved
//	ledger.balances    place, item, lot, owner, condition -> in, out, held, newest move
//	ledger.lots        lot                       -> item, code, expiry
//	ledger.units       unit                      -> item, code, place, newest move
//	ledger.carries     carry                     -> container, from, to (append-only)
//	ledger.standing    container                 -> where it stands, newest carry
//	ledger.free        site, item                -> sellable on hand and held of it
//	ledger.counts      place, item               -> a count that was asked for
//
// # Why
//
// An index of moves by place and time was refused: random keys on a table that
// only grows make old data expensive. Each move names the move before it at
// either end instead, and what a place was at a moment is its balance now minus
// the moves met on the way back.
//
// The world outside (place.World) may be overdrawn; there is no flag for
// "negative stock allowed" anywhere else. The floor is right all the same: a
// picker who finds more than the ledger knows posts the surplus (Surplus), and
// a count is asked for.
package ledger
