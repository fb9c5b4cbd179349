package spool

import (
	"encoding/json"
	"strings"
	"time"

	"warehouse-node/warehouse/store"
)

// turn is what a queue wants done now.
type turn struct {
	job  *Job // nil when there is nothing
	wait time.Duration
	next JobID // what may be tried after wait; zero when only a bell helps
}

// look finds the job whose turn it is: the oldest that may go. due is a job
// whose time has come whatever the clock says; fresh that the machine has just
// come back, so that nothing needs to rest for it.
func (w *Worker) look(tx *store.Tx, due JobID, fresh bool) (t turn, err error) {
	q, err := FindQueue(tx, w.Queue)
	if err != nil || q == nil || q.Paused {
		return turn{}, err
	}
	for j, err := range byTurn.Each(tx, store.Str(w.Queue)) {
		if err != nil {
			return turn{}, err
		}
		p := policyOf(j.Kind)
		switch j.State {
		case Leased:
			if w.alive(j) {
				return turn{}, nil
			}
			return turn{job: j}, nil
		case Waiting, Asking:
			rest := j.Next.Sub(tx.Now())
			if j.ID == due || fresh && j.Fails > 0 {
				rest = 0
			}
			if free, err := w.free(tx, p, j); err != nil {
				return turn{}, err
			} else if free && rest <= 0 {
				return turn{job: j}, nil
			} else if free && (t.next.IsZero() || rest < t.wait) {
				t.next, t.wait = j.ID, rest
			}
			if j.Holds {
				return t, nil
			}
		}
		if p.Blocks == WholeQueue {
			return t, nil
		}
	}
	return t, nil
}

// free says that no older job of the same subject stands before j.
func (w *Worker) free(tx *store.Tx, p Policy, j *Job) (bool, error) {
	if p.Blocks != SameSubject || j.Subject == "" || j.State == Asking {
		return true, nil
	}
	for other, err := range bySubject.EachBack(tx, store.Str(j.Subject)) {
		if err != nil {
			return false, err
		}
		if other.Open() && other.Kind == j.Kind && before(other.ID, j.ID) {
			return false, nil
		}
	}
	return true, nil
}

func before(a, b JobID) bool { return string(a[:]) < string(b[:]) }

// alive says that somebody in this run of the program is at a leased job.
func (w *Worker) alive(j *Job) bool {
	return j.Lease != w.lease && strings.HasPrefix(j.Lease, w.run)
}

// take leases the job whose turn it is, and returns it; one to be asked about
// is returned as it is. A job whose worker died is judged, and then the queue
// is looked at once more.
func (w *Worker) take(tx *store.Tx, due JobID, fresh bool) (*Job, error) {
	for {
		t, err := w.look(tx, due, fresh)
		if err != nil || t.job == nil || t.job.State == Asking {
			return t.job, err
		}
		j := t.job
		if j.State == Leased {
			if err := conclude(tx, j, afterTry(policyOf(j.Kind), j, died), nil, died); err != nil {
				return nil, err
			}
			continue
		}
		j.Tries++
		j.Lease, j.Began, j.Trying = w.lease, tx.Now(), true
		return j, move(tx, j, Leased)
	}
}

// conclude writes what became of a job, and records it in the name of whoever
// put the job.
func conclude(tx *store.Tx, j *Job, e end, result json.RawMessage, err error) error {
	asPut(tx, j)
	p, from, was := policyOf(j.Kind), j.State, j.Why
	j.Why, j.Holds, j.Trying = whyOf(err), false, false
	switch e.to {
	case Waiting:
		j.Intent, j.Denied = nil, false
		j.rest(tx, p, e.away)
		j.Holds = e.away
	case Asking:
		j.Next = time.Time{}
		if e.away {
			j.rest(tx, p, true)
		} else {
			j.Fails = 0
		}
	case Done:
		j.Result = result
	}
	if err := move(tx, j, e.to); err != nil {
		return err
	}
	switch {
	case e.to == Done:
		return DoneKind.Record(tx, DoneEvent{j.ID, j.Kind, j.Queue, result, j.Tries, from == Asking, false}, j.about()...)
	case e.to == Refused:
		return RefusedKind.Record(tx, RefusedEvent{j.ID, j.Kind, j.Queue, j.Why, j.Tries}, j.about()...)
	case e.to == Unknown, e.to == Asking && from != Asking:
		return UnknownKind.Record(tx, UnknownEvent{j.ID, j.Kind, j.Queue, j.Why, e.to == Asking}, j.about()...)
	case e.to == Waiting && j.Why.Code != was.Code:
		return delayed(tx, j)
	}
	return nil
}

func delayed(tx *store.Tx, j *Job) error {
	return DelayedKind.Record(tx, DelayedEvent{j.ID, j.Kind, j.Queue, j.Why, j.Tries}, j.about()...)
}

// rest says when a job that could not be finished is tried, or asked about,
// next.
func (j *Job) rest(tx *store.Tx, p Policy, away bool) {
	failures := j.Tries
	if away {
		j.Fails++
		failures = j.Fails
		if j.State == Leased {
			j.Tries-- // was none of the job's own
		}
	} else {
		j.Fails = 0
	}
	j.Next = tx.Now().Add(p.rest(failures))
}
