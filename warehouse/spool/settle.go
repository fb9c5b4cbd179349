package spool

import (
	"context"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// MaxSaid is the longest reason or evidence that a person gives, in bytes.
const MaxSaid = 1000

// Finding is what a person says of a job in doubt.
type Finding string

// The findings.
const (
	CameOut   Finding = "done"       // it was done
	DidNot    Finding = "not_done"   // it was not: do it now, once a machine that Remembers was asked
	NotWanted Finding = "not_wanted" // it was not, and nobody wants it any more
	AskAgain  Finding = "ask"        // the machine can say
)

// Retry lets a job that was refused, or that rests after a failure, go now.
// Conflict for a job in any other state: one that may have been done is
// resolved, never retried.
func Retry(tx *store.Tx, id JobID, reason seal.Words) error {
	j, err := Get(tx, id)
	if err != nil {
		return err
	}
	if j.State != Refused && j.State != Waiting {
		return wrongState(j)
	}
	return settle(tx, j, Waiting, "", reason)
}

// Drop gives up a job that was refused or waits. Conflict for a job in any
// other state.
func Drop(tx *store.Tx, id JobID, reason seal.Words) error {
	j, err := Get(tx, id)
	if err != nil {
		return err
	}
	if j.State != Refused && j.State != Waiting {
		return wrongState(j)
	}
	return settle(tx, j, Dropped, "", reason)
}

// Resolve ends the doubt about a job: evidence is what the person saw. Conflict
// for a job that is not in doubt, or when a machine is to be asked that cannot
// answer.
func Resolve(tx *store.Tx, id JobID, f Finding, evidence seal.Words) error {
	j, err := Get(tx, id)
	if err != nil {
		return err
	}
	if j.State != Unknown && j.State != Asking {
		return wrongState(j)
	}
	switch f {
	case CameOut:
		return settle(tx, j, Done, f, evidence)
	case DidNot:
		if policyOf(j.Kind).Remembers {
			j.Denied = true
			return settle(tx, j, Asking, f, evidence)
		}
		return settle(tx, j, Waiting, f, evidence)
	case NotWanted:
		return settle(tx, j, Dropped, f, evidence)
	case AskAgain:
		if !policyOf(j.Kind).Ask {
			return fault.New(fault.Conflict, "spool.cannot_ask", "kind", j.Kind)
		}
		return settle(tx, j, Asking, f, evidence)
	}
	return fault.New(fault.Invalid, "spool.finding", "outcome", f)
}

func wrongState(j *Job) error {
	return fault.New(fault.Conflict, "spool.state", "state", j.State)
}

// denied is why a job is done once more of which a person said that it was not.
var denied = fault.New(fault.Unavailable, "spool.denied")

// settle does what a person said.
func settle(tx *store.Tx, j *Job, to State, f Finding, said seal.Words) error {
	if said.Sealed.Size() > MaxSaid {
		return fault.New(fault.Limit, "spool.long", "limit", MaxSaid)
	}
	from := j.State
	j.Said, j.Next, j.Holds, j.Fails = said, time.Time{}, false, 0
	switch {
	case to == Done || to == Dropped:
		j.Why = Why{}
	case to == Waiting && (from == Unknown || from == Asking):
		j.Why = whyOf(denied)
	}
	if to == Waiting {
		j.Tries, j.Intent = 0, nil
	}
	if err := move(tx, j, to); err != nil {
		return err
	}
	if to == Done {
		if err := DoneKind.Record(tx, DoneEvent{Job: j.ID, Kind: j.Kind, Queue: j.Queue, Tries: j.Tries, Said: true}, j.about()...); err != nil {
			return err
		}
	}
	return ResolvedKind.Record(tx, ResolvedEvent{j.ID, j.Kind, j.Queue, from, to, f, said}, j.about()...)
}

// RetryRequest sends a job again.
type RetryRequest struct {
	Job    JobID       `json:"job"`
	Reason seal.Sealed `json:"reason,omitzero" personal:"message"`
}

// DropRequest gives a job up.
type DropRequest struct {
	Job    JobID       `json:"job"`
	Reason seal.Sealed `json:"reason,omitzero" personal:"message"`
}

// ResolveRequest says what became of a job in doubt.
type ResolveRequest struct {
	Job      JobID       `json:"job"`
	Outcome  Finding     `json:"outcome"`
	Evidence seal.Sealed `json:"evidence,omitzero" personal:"message"` // what the person saw
}

// Desk is the commands by which people with one right settle jobs of the kinds
// that ask for it (Policy.Right).
type Desk struct {
	Retry   *command.Spec[RetryRequest, Answer]
	Drop    *command.Spec[DropRequest, Answer]
	Resolve *command.Spec[ResolveRequest, Answer]
}

// Desk of all kinds that ask for no right of their own: spool.retry,
// spool.drop, spool.resolve.
var Stuck = NewDesk("spool", RightStuck, Retry)

// NewDesk registers the commands PREFIX.retry, PREFIX.drop and PREFIX.resolve;
// use it in a package-level var of the package whose kinds have a right of
// their own. What a desk is not for is Denied. again sends a job once more: Retry,
// or what a package does where a job has to be made anew for that.
func NewDesk(prefix string, right staff.Right, again func(tx *store.Tx, id JobID, reason seal.Words) error) *Desk {
	return &Desk{
		Retry: command.Register(prefix+".retry", right, siteOf(func(r *RetryRequest) JobID { return r.Job }),
			at(right, func(r *RetryRequest) JobID { return r.Job },
				func(tx *store.Tx, r *RetryRequest) error { return again(tx, r.Job, seal.Typed(r.Reason)) })),
		Drop: command.Register(prefix+".drop", right, siteOf(func(r *DropRequest) JobID { return r.Job }),
			at(right, func(r *DropRequest) JobID { return r.Job },
				func(tx *store.Tx, r *DropRequest) error { return Drop(tx, r.Job, seal.Typed(r.Reason)) })),
		Resolve: command.Register(prefix+".resolve", right, siteOf(func(r *ResolveRequest) JobID { return r.Job }),
			at(right, func(r *ResolveRequest) JobID { return r.Job },
				func(tx *store.Tx, r *ResolveRequest) error {
					return Resolve(tx, r.Job, r.Outcome, seal.Typed(r.Evidence))
				})),
	}
}

func siteOf[Req any](id func(*Req) JobID) func(*store.Tx, *Req) (warehouse.SiteID, error) {
	return func(tx *store.Tx, r *Req) (warehouse.SiteID, error) {
		j, err := Get(tx, id(r))
		if err != nil {
			return warehouse.SiteID{}, err
		}
		return j.Site, nil
	}
}

// at carries a request out when its job is one for people with the right.
func at[Req any](right staff.Right, id func(*Req) JobID, do func(*store.Tx, *Req) error) func(context.Context, *store.Tx, *Req) (*Answer, error) {
	return func(_ context.Context, tx *store.Tx, r *Req) (*Answer, error) {
		j, err := Get(tx, id(r))
		if err != nil {
			return nil, err
		}
		if needs := policyOf(j.Kind).Right; needs != right {
			return nil, fault.New(fault.Denied, "spool.desk", "kind", j.Kind, "right", needs)
		}
		return &Answer{}, do(tx, r)
	}
}
