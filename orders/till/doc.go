// Package till says which fiscal receipt an order needs and when, and sees that
// it is printed once.
//
// It keeps true:
//
//   - an order has at most one receipt for each moment (paid, packed, gone)
//     and one return of it, whatever is repeated;
//   - whether a moment wants one is the policy for the kind of payment: often
//     none, because the acquirer or the courier issues it;
//   - a receipt whose outcome is unknown is asked about and never repeated; what
//     nobody can tell is a person's business, and blocks only its order;
//   - the goods stand on one receipt of settlement, money that came before it on
//     one of prepayment, which is set off, and money that came after goods were
//     handed over unpaid on one that pays the debt, whatever order they come in;
//   - the receipts of an order that is cancelled are taken off the queue or, once
//     printed, returned: the same lines, rates and payments, once each;
//   - the sums of a receipt are those of the order, to the kopeck, and the
//     buyer's contact stands sealed in the job.
//
// # Buckets
//
//	till.receipts       order, moment   -> the spool's job, sum, what became of it
//	till.receipts.job   job             -> (index)
//
// # Why
//
// Printing at the moment of payment, inside the command that notes it, was
// refused: a register out of paper would stop the shop's exchange. The policy is
// asked when the moment comes, so a change of it touches no order of the past.
package till
