package spool

import (
	"bytes"
	"context"
	"iter"
	"slices"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/store"
)

// Patience is how long a job may wait for its turn with nobody at work in its
// queue before people are told.
const Patience = 2 * time.Minute

// About walks the jobs of a subject, the newest first.
func About(tx *store.Tx, s journal.Subject) iter.Seq2[*Job, error] {
	return bySubject.EachBack(tx, store.Str(s))
}

// InQueue walks the jobs of a queue that are not at their end, the oldest first.
func InQueue(tx *store.Tx, q Queue) iter.Seq2[*Job, error] {
	return byTurn.Each(tx, store.Str(q))
}

// AllStuck lists the jobs of a site that wait for a person or failed and will
// be tried again, the oldest first, each with its reason; the zero site is all
// sites. Of a queue in which nothing moves it has the first: it is paused, or no
// machine has come for it.
func AllStuck(tx *store.Tx, site warehouse.SiteID) (list []*Job, err error) {
	of := byTrouble.All(tx)
	if !site.IsZero() {
		of = byTrouble.Each(tx, site)
	}
	for j, err := range of {
		if err != nil {
			return nil, err
		}
		list = append(list, j)
	}
	for q, err := range queues.All(tx) {
		if err != nil {
			return nil, err
		}
		if q.Open == 0 || !site.IsZero() && q.Site != site {
			continue
		}
		if j, err := q.idle(tx); err != nil {
			return nil, err
		} else if j != nil {
			list = append(list, j)
		}
	}
	slices.SortFunc(list, func(a, b *Job) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	return list, nil
}

// WhyNot is why an open job does not go on: its own reason, or, when it only
// waits its turn, that of its queue: a person paused it, nobody is at work in it,
// or the job that has the machine cannot go on. The zero Why is of a job whose
// turn has just not come.
func WhyNot(tx *store.Tx, j *Job) (Why, error) {
	if j.Stuck() || j.State != Waiting {
		return j.Why, nil
	}
	q, err := FindQueue(tx, j.Queue)
	if err != nil || q == nil {
		return Why{}, err
	}
	if q.Paused {
		return whyOf(fault.New(fault.Unavailable, "spool.paused", "queue", q.Queue, "reason", q.Reason)), nil
	}
	for other, err := range InQueue(tx, j.Queue) {
		if err != nil {
			return Why{}, err
		}
		if !before(other.ID, j.ID) {
			break
		}
		if other.Stuck() && !other.Trying && (other.State == Leased || other.Holds || policyOf(other.Kind).Blocks == WholeQueue) {
			return other.Why, nil
		}
	}
	first, err := q.idle(tx)
	if err != nil || first == nil {
		return Why{}, err
	}
	return first.Why, nil
}

// glance is how many jobs of a queue are looked at to see whether it moves.
const glance = 200

// idle is the first job of a queue in which nothing moves, with the reason; nil
// when something does.
func (q *QueueState) idle(tx *store.Tx) (first *Job, err error) {
	n := 0
	for j, err := range InQueue(tx, q.Queue) {
		if err != nil || j.State == Leased {
			return nil, err
		}
		if first == nil && j.State == Waiting && !j.Stuck() {
			first = j
		}
		if n++; n == glance {
			break
		}
	}
	if first == nil || tx.Now().Sub(later(first.At, first.Next)) < Patience {
		return nil, nil
	}
	first.Why = whyOf(fault.New(fault.Unavailable, "spool.nobody", "queue", q.Queue))
	if q.Paused {
		first.Why = whyOf(fault.New(fault.Unavailable, "spool.paused", "queue", q.Queue, "reason", q.Reason))
	}
	return first, nil
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// Keep is how long a job is kept after its end. The timeline keeps what became
// of it.
const Keep = 30 * 24 * time.Hour

// pruneSlice is how many jobs Prune forgets in one transaction.
const pruneSlice = 200

// Prune forgets jobs that ended longer ago than Keep. The turn of the day calls
// it.
func Prune(ctx context.Context, db *store.DB) error {
	return db.Slices(ctx, pruneSlice, func(_ context.Context, tx *store.Tx) (int, error) {
		var old []JobID
		for j, err := range byEnd.Range(tx, nil, store.When(tx.Now().Add(-Keep))) {
			if err != nil {
				return 0, err
			}
			if old = append(old, j.ID); len(old) == pruneSlice {
				break
			}
		}
		for _, id := range old {
			if err := jobs.Delete(tx, id); err != nil {
				return 0, err
			}
		}
		return len(old), nil
	})
}
