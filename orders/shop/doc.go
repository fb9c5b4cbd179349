// Package shop is the channels that orders come from: how a shop's orders come
// in, and how it learns what became of them and what it may sell.
//
// CommerceML is spoken as the accounting side, «обмен с сайтом»: the shop is the
// server, and we ask.
//
// It keeps true:
//
//   - an order that a shop was told success about is safe here: accepted, or
//     kept sealed with the reason why not; a lost answer brings the same orders
//     once more, and nothing doubles;
//   - one bad order is set aside, listed with its reason and taken again by a
//     button; the others go on;
//   - a number of the shop that was passed over is listed until its order comes or
//     a person says that there is none;
//   - what is said of a buyer is sealed before it comes to a command, and stands
//     in no row, log or journal otherwise;
//   - a shop is told what can be promised, read at the moment of sending, under
//     a number that rises with every sending: an older value never overwrites a
//     newer one, and a lost answer is followed by a fresh value, never by the old
//     file;
//   - every status that an order of the shop comes to is told sooner or later,
//     or the one that it has come to by then;
//   - one exchange with a shop at a time; what one item or order does to a file
//     that the shop refuses, it does to itself only.
//
// The site's catalogue and prices are left alone.
//
// # Buckets
//
//	shop.shops       name                 -> site, how its exchange fares, what is wished, how far rests were seen
//	shop.states      shop, order          -> the status it was told, and which is still to be told
//	shop.rests       shop, item           -> what it was told can be sold, and whether that is to be told again
//	shop.exchanges   shop, exchange       -> when, kind, rows, how it ended
//	shop.kept        shop, outer id       -> an order that could not be taken, sealed, and why; who shelved it, if somebody did
//
// # Why
//
// States and rests are rows that say "to be told", not jobs of the spool with a
// body: a job keeps what it was put with, and a shop must never be sent an old
// value. Asking again is all that a doubt needs here, since telling twice is
// telling once.
//
// The bodies of exchanges are not kept, but for orders that could not be taken,
// and those sealed: a log of files is a second place where a buyer lies in the
// open. A site's own words about a failure are shown from memory, for the same
// reason.
package shop
