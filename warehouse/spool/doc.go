// Package spool holds what must be done outside: labels for printers, receipts
// for registers, messages to shops. A job is put in the transaction that wants
// it; a worker carries it out later, with no transaction open.
//
// It keeps true:
//
//   - a job exists exactly when the transaction that put it does, and nothing is
//     sent before that is durable;
//   - a job that may have had its effect is never carried out again until the
//     machine was asked, or a person has said what they see;
//   - where a machine remembers what it did, it is asked even when a person has said
//     that it did nothing: a hasty tap makes no second receipt;
//   - a queue has one job under way at a time, the oldest that may go first;
//   - a job that has no end (Job.Open) is found by whoever looks for what is
//     stuck, and says why;
//   - every end, and every doubt, is on the timeline;
//   - what a person says of a job is kept sealed: they may name a buyer.
//
// The way of a job:
//
//	waiting -> leased -> done
//	                  -> waiting   not done, for certain: again later
//	                  -> refused   the machine will not, or enough tries: a person's business
//	                  -> asking    it may have been done: the machine is asked, nothing is repeated
//	                  -> unknown   and cannot be asked, or does not know: a person's business
//	asking  -> done | waiting | unknown
//	unknown -> done | waiting | dropped | asking      a person said so; asking once more
//	                                                  where the machine remembers
//	refused -> waiting | dropped                      a person said so
//
// # Buckets
//
//	spool.jobs            job                 -> kind, queue, body, state, tries, intent, result, why
//	spool.jobs.turn       queue               of those that are not at their end
//	spool.jobs.subject    subject
//	spool.jobs.stuck      site                of those that failed and are not at their end
//	spool.jobs.ended      moment of the end   of those that are
//	spool.queues          queue               -> site, jobs not at their end, who paused it and why
//
// # Why
//
// A lease is good for as long as the program that took it runs, and has no time
// on it. Leases that run out were refused: a printer without paper holds a label
// for hours, quite alive, and a second worker that takes its job over prints it
// twice. One program has the store open at a time, so a lease of another run of
// it is dead for certain, and its job is judged at the next look.
//
// Retrying by default was refused: between "sent" and "answered" stand twelve
// paid labels for one parcel and two fiscal receipts for one sale. What the code
// around a machine does not know, here counts as done until it is asked.
package spool
