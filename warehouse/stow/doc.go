// Package stow knows where goods go: which bin is best for them, and what fits
// into it.
//
// It keeps true:
//
//   - a suggestion is an open bin of the site in which the goods may lie and
//     into which they fit, as far as sizes and weights are known;
//   - it only helps: the bin that a person scans is the one that counts;
//   - looking for a bin takes a bounded time, whatever the size of the site.
//
// # Why
//
// Receiving and putting back ask the same question, and rooms of the floor do not
// import each other; so the answer stands one floor below them. Inside the ledger
// it was refused: the ledger says what is, never what would be good.
package stow
