// Package orders holds the promises made to customers: what was ordered, for
// whom, for how much, and how far it has come.
//
// It keeps true:
//
//   - an order is known for ever by its channel and the channel's own id: the
//     same order again is no second one, and a changed one is an edit;
//   - its status follows from its lines' promises and its job on the floor, and
//     moves only along the one table of transitions;
//   - the sums of its lines, its delivery and its discount make its total, to
//     the kopeck;
//   - what is known of the buyer is sealed under the buyer's key; the order is
//     found by keyed hashes of phone and e-mail; so is what a person types about
//     the order as a reason, since it may name the buyer, and it is forgotten with
//     them;
//   - a line that could not be matched with an item, or asks for more than the
//     policy believes, stops its order where a person sees it, and no other:
//     nothing is promised of the line, and the order is not released;
//   - an order whose money is to come before its goods go keeps what it was
//     promised and is not released until all of it came, or until a person let it
//     go with a reason: which kinds of payment wait is policy, and asked when a
//     wave is made.
//
// # Buckets
//
//	orders.orders   order   -> all of it, its lines within
//
// # Why
//
// A status that people set by hand was refused: it says what somebody believed.
// Ours is worked out from the promise and the job, in the transaction that
// changes them or by the follower of what the floor reports. That an order waits
// for its payment is no status: it may wait for goods or for a person at the same
// time, and a change of the policy would have to touch every order.
package orders
