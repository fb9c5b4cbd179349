// Package promise says what can be sold, and never twice: what every order line
// has been promised, and what it waits for.
//
// It keeps true:
//
//   - each unit of a line is in exactly one state, short, promised, held,
//     picked, packed or gone, and the states of a line sum to what was ordered;
//   - per site and item, what is promised and not yet held is no more than what
//     may be sold there and is not held (ledger.Free);
//   - whatever lowers that, a count, damage, an expiry, a blocked bin, restores
//     it in its own transaction: the youngest, least important lines become
//     short, and an event says so; whatever raises it fills the oldest;
//   - cancel and edit give back exactly what they took; what was already
//     picked is asked back (Back) until somebody has put it away.
//
// # Buckets
//
//	promise.lines     line                   -> order, site, item, its units by state
//	promise.lines.waits order                -> (index) lines of it that are short
//	promise.promised  site, item             -> sum of promised over the lines
//	promise.turns     site, item             -> what can be promised, and a number that rose with it
//	promise.turns.turn  site, number         -> (index)
//
// # Why
//
// A quantity on hand minus a sum of open orders, computed when asked, was
// refused: two who ask at once are both told yes. A lock per item was refused
// too: the store has one writer, and the check stands in its transaction.
package promise
