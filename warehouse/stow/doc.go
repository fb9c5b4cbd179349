// Package stow knows where goods go and where they are taken from: which bin is
// best for them, what fits into it, and which bins an order is picked from.
//
// It keeps true:
//
//   - a suggestion is an open bin of the site in which the goods may lie and
//     into which they fit, as far as sizes and weights are known;
//   - it only helps: the bin that a person scans is the one that counts, only that
//     goods for sale and goods that are not lie apart;
//   - what expires first is taken first, and only what is in good condition,
//     not held for anybody, and lies in an open bin from which is picked;
//   - looking for a bin takes a bounded time, whatever the size of the site.
//
// # Why
//
// Receiving and putting back ask the same question where goods go, picking and
// looking the same one where they come from, and rooms of the floor do not
// import each other; so the answers stand one floor below them. Inside the ledger
// they were refused: the ledger says what is, never what would be good.
package stow
