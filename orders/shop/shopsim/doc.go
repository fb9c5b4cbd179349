// Package shopsim is an online shop without customers: it takes orders, shows
// them with their statuses and its stock, and speaks CommerceML as a site does,
// the accounting side being somebody else.
//
// What it keeps true:
//
//   - an order is sent until the other side has said `success` in a session that
//     was sent this very version of it, as a site does that loses nothing;
//   - no call but checkauth is answered without the cookie and the sessid that
//     checkauth gave, and init forgets what an earlier session left behind;
//   - a rest whose НомерВерсии is no higher than the one it has is passed over,
//     where the schema has such numbers;
//   - a shop with a file goes on where it was ended: what it has answered is
//     there, and no number is given twice;
//   - what it was told is counted, so that a test can compare what was sent with
//     what came.
//
// It shares nothing with the client in orders/shop but the published format:
// the two sides are written apart, so that they cannot be wrong together.
//
// # Why
//
// A shop breaks in the middle more often than at an end, so faults are part of
// the shop and not of a proxy before it: only the shop knows whether it had
// acted when the answer was lost. They are data, so that a failure names what to
// set to see it again.
package shopsim
