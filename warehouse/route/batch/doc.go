// Package batch puts orders onto carts, so that all carts together are walked as
// short as can be found in the time that there is. Like package route, it is
// arithmetic on values: no store, no clock, no orders of a shop.
//
// It keeps true:
//
//   - every order is on one cart, and no cart carries more than it holds;
//   - each cart's walk is the shortest there is for what it carries;
//   - what is found is never longer than what was found before, so it can be asked
//     for at any time; the same seed and the same rounds find the same;
//   - of up to MaxExact orders no shorter plan exists, and that is said;
//   - where orders are due, no walk is shortened by making an order later: lateness
//     comes first, length after it.
//
// # The method
//
// It starts from the savings of two carts that become one (G. Clarke and J. W.
// Wright, Scheduling of vehicles from a central depot to a number of delivery
// points, Operations Research 12 (1964); for orders M. B. M. de Koster, E. S. van
// der Poort and M. Wolters, Efficient orderbatching methods in warehouses,
// International Journal of Production Research 37 (1999)), moves and swaps single
// orders as long as that helps, and then takes some orders off their carts, by
// chance, by likeness, by what they cost, or cart by cart, and puts them back where
// they cost least or where waiting costs most (S. Ropke and D. Pisinger, An
// adaptive large neighborhood search heuristic for the pickup and delivery problem
// with time windows, Transportation Science 40 (2006)). What helped before is done
// more often. A plan that is a little longer is kept at first, so that the search
// leaves the hollow it is in; the shortest one is what is returned. Every third round a
// wave of up to some hundreds is annealed as a whole, by small changes that may cost
// more at first and less and less (S. Kirkpatrick, C. D. Gelatt and M. P. Vecchi,
// Optimization by simulated annealing, Science 220 (1983)): carts of two or three orders
// are not mended by taking many off. Of a large wave
// some neighbouring carts at a time are searched, many such groups at once; and it starts
// from savings among carts that are alike, until few enough are left to compare all.
//
// # Due times
//
// When orders are due, a plan is also an order of the carts: whoever is free takes the
// next. Its lateness is the sum of how late each order is, times its weight (total
// weighted tardiness, as E. A. Elsayed, M.-K. Lee, S. Kim and E. Scherer, Sequencing and
// batching procedures for minimizing earliness and tardiness penalty of order
// retrievals, International Journal of Production Research 31 (1993), and S. Henn and V.
// Schmid, Metaheuristics for order batching and sequencing in manual order picking
// systems, Computers & Industrial Engineering 66 (2013), have it). A class of its own was
// preferred to a price of lateness in metres: nobody on a floor can name that price, and
// a cut-off of a courier is not for sale; between orders that cannot all be in time the
// weight decides. It starts from orders in turn of their due times and from savings
// among neighbours in that turn, and anneals: orders move, change places, carts are
// begun earlier or later. Due times are told in walking, since there is no clock here:
// whoever calls knows how fast people walk.
//
// # Why
//
// A general solver of set partitions was refused: it has every cart of up to a
// dozen orders as a variable and proves nothing in a second. Walks by a rule of
// thumb, which most of the papers batch for, were refused too: their best carts are
// not those of the shortest walks. What makes it quick is route.Meter, which says
// how long a cart's shortest walk is in about a microsecond.
package batch
