// Package route finds the shortest walk through a warehouse: past every stop, from
// where the picker stands to where the goods are wanted. It is arithmetic on
// values; it keeps nothing, reads no clock and knows nothing of orders or bins.
//
// It keeps true:
//
//   - a tour is the shortest there is, not a good one, and the tests compare it
//     with two methods that share nothing with it; where that cannot be had, past
//     one-way aisles with many stops, it says how short one could be;
//   - lengths are whole numbers, so a tour's length is the sum of its legs to the
//     last digit;
//   - a tour comes with its path, leg by leg, and not only with a number.
//
// # The method
//
// A tour is a set of ways, each walked once or twice, such that an even number of
// ways meets in every place and all of it hangs together (where a walk starts or
// ends, but not both, an odd number meets). Whoever has such a set can walk it in
// one go. So the tour is put together aisle by aisle from left to right. Of all
// that was put together so far, the rest needs to know only this: of each
// cross-aisle, whether it was come to, whether by an odd number of ways, and which
// of them already hang together. There are few such frontiers, and of each only
// the shortest part is kept. Between two cross-aisles an aisle is walked once,
// twice, from one end, from the other, or from both with the longest gap left out.
//
// The papers: H. D. Ratliff and A. S. Rosenthal, Order-picking in a rectangular
// warehouse: a solvable case of the traveling salesman problem, Operations
// Research 31 (1983), for one block; K. J. Roodbergen and R. de Koster, Routing
// order pickers in a warehouse with a middle aisle, European Journal of
// Operational Research 133 (2001), for two; H. Cambazard and N. Catusse,
// Fixed-parameter algorithms for rectilinear Steiner tree and rectilinear
// traveling salesman problem in the plane, European Journal of Operational
// Research 270 (2018), for any number. The rules of thumb that tours are compared
// with are those of R. W. Hall (1993), C. G. Petersen (1997) and Roodbergen and de
// Koster. What no layout can say, one-way aisles and bridges, goes to a Graph: up
// to twelve stops by M. Held and R. M. Karp, A dynamic programming approach to
// sequencing problems (1962), beyond that by turning and moving pieces of the order
// (S. Lin and B. W. Kernighan, 1973, in its simplest form) beside a lower bound.
//
// # More than a tour
//
// Choose picks the bins as well, where an article lies in several: what expires first
// and whole packs are settled before any walk is measured, since no metre is worth a
// spoiled piece; among the rest it looks at every set of bins while they are few, and
// else exchanges them one by one and shakes what it has. Remaining plans the rest of
// a walk anew, with aisles that were closed meanwhile, orders that cannot wait and
// colleagues in the way. Slotting says which bins are to change places.
//
// # Why
//
// One machine for any number of cross-aisles was preferred to written tables for
// one block and for two: the tables of the papers are its special cases, it finds
// them by itself, and it is as quick. Starts and ends in the middle of an aisle,
// dead ends, blocked aisles and aisles of other lengths cost it no extra states.
// The work grows with the number of aisles as a line does and several-fold with
// each cross-aisle; a general solver for the travelling salesman was refused, for
// it proves nothing in the time between two scans.
package route
