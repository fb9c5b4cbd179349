// Package job is what the floor has to do for an order: the one fact that
// picking, packing, dispatch and putting back share.
//
// It keeps true:
//
//   - a job exists for every order that was accepted for a site, and its state
//     moves only along the table of transitions;
//   - a tote belongs to at most one job at a time, and a parcel to one for ever;
//   - a job is in one person's hands at a time, until their lease ends or it is taken
//     from them; nobody keeps one without the right to work on it;
//   - a job that is stopped stays stopped: what is in totes and parcels is put
//     back, nothing of it is labelled or handed out;
//   - what may not begin yet, for money or for goods that are to come, costs a wave nothing,
//     however much it is;
//   - every change of state is on the timeline, and orders follow it from there.
//
// # Buckets
//
//	job.jobs      order   -> number, courier, cut-off, lines, state, totes
//	job.parcels   parcel  -> order, weight, when closed and handed out
//	job.couriers  site, code -> name, dock
//
// # Why
//
// The rooms of the floor never import each other, and an order is two floors
// up. A tote on a bench is asked "whose are you?", a parcel at the gate "for
// which courier?": the answers belong one floor below all who ask. Orders offer
// a job by calling down; what becomes of it they learn by following up.
package job
