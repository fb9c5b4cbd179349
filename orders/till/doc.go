// Package till says which fiscal receipt an order needs and when, and sees that
// it is printed once.
//
// It keeps true:
//
//   - an order has at most one receipt that stands for each moment (paid, packed,
//     gone), whatever is repeated; another is made only of what was changed;
//   - whether a moment wants one is the policy for the kind of payment: often
//     none, because the acquirer or the courier issues it;
//   - a receipt whose outcome is unknown is asked about and never repeated; what
//     nobody can tell is a person's business, and blocks only its order;
//   - the goods stand on one receipt of settlement, money that came before it on
//     one of prepayment, which is set off, and money that came after goods were
//     handed over unpaid on one that pays the debt, whatever order they come in;
//   - goods that went without a receipt get one of correction when a person says so,
//     once, and it settles the order as any other;
//   - the receipts of an order that is cancelled or changed are taken off the
//     queue or, once printed, returned, once each (# Changes);
//   - the sums of a receipt are those of the order, to the kopeck, and the
//     buyer's contact stands sealed in the job;
//   - a shift is closed by its number, by whoever asked for it or at the hour of
//     its warehouse, and never while nobody knows what became of a receipt or a
//     cash move (# Shifts).
//
// # Changes
//
// An order may be changed until it is handed over, and what is registered cannot
// be. So receipts are compared with the order after every change of it and of
// its money, and only the difference is made:
//
//   - goods that were paid in advance and are in the order no more are given back
//     by a return of prepayment of just these lines; goods that came into it get
//     a receipt of prepayment of their own once the order is paid in full. Lines
//     are the same by name, price and rate: a discount that is spread anew
//     changes prices, and then these lines are returned and given again;
//   - while the order is not paid in full nothing is given back: money that has a
//     receipt stays a prepayment, and is set off when the goods go;
//   - a settlement that says other goods than the order is returned as a whole,
//     after what paid its debt, and the order gets another when it is packed
//     again: one that takes its payments apart would have to guess which money
//     came back;
//   - what the register was not told yet is taken off its queue instead.
//
// The return is made when the order is changed, as with one that is cancelled,
// and not when the money is on its way: the buyer's money is then shown as paid
// too much until somebody has sent it back.
//
// # Shifts
//
// What a register tells of itself is kept when it is another thing than before:
// its shift and sums, what the operator does not have, the term of its memory. So
// people are warned of a register that is switched off, and the timeline has every
// shift, whoever opened and closed it. Opening, closing, the X report and cash are
// jobs of the register's own queue, not of its warehouse's: there may be two
// registers, and a shift is of one. A receipt opens a shift that is closed, and
// closes one that is over its 24 hours before; a closing whose answer was lost is
// asked about by the number of the shift, cash by the register's own count of
// moves.
//
// # Buckets
//
//	till.receipts       order, moment#n -> the spool's job, lines, payments, what became of it
//	till.receipts.job   job             -> (index)
//	till.registers      device          -> what it told last: shift, sums, unsent documents, fiscal memory
//
// # Why
//
// Printing at the moment of payment, inside the command that notes it, was
// refused: a register out of paper would stop the shop's exchange. The policy is
// asked when the moment comes, so a change of it touches no order of the past.
package till
