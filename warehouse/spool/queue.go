package spool

import (
	"context"
	"iter"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/store"
)

// MaxOpen is how many jobs of one queue may wait for their end.
const MaxOpen = 100_000

// QueueState is a queue as a whole.
type QueueState struct {
	Queue  Queue
	Site   warehouse.SiteID
	Open   int // jobs that are not at their end
	Paused bool
	Reason string // why a person paused it
	By     warehouse.PersonID
	Since  time.Time // paused
}

func queueRow(r *store.Row, q *QueueState) {
	store.Text(r, 1, &q.Queue)
	ident.Field(r, 2, &q.Site)
	store.Int(r, 3, &q.Open)
	store.Bool(r, 4, &q.Paused)
	store.Text(r, 5, &q.Reason)
	ident.Field(r, 6, &q.By)
	store.Time(r, 7, &q.Since)
}

var queues = store.NewTable("spool.queues", func(q *QueueState) store.Str { return store.Str(q.Queue) }, queueRow)

// Queues walks the queues that ever had a job, by name.
func Queues(tx *store.Tx) iter.Seq2[*QueueState, error] { return queues.All(tx) }

// FindQueue is a queue by its name, nil when it never had a job.
func FindQueue(tx *store.Tx, q Queue) (*QueueState, error) { return queues.Find(tx, store.Str(q)) }

// count adds to the open jobs of a queue.
func count(tx *store.Tx, q Queue, n int) error {
	return queues.Edit(tx, store.Str(q), func(s *QueueState) (*QueueState, error) {
		if s == nil {
			return nil, fault.New(fault.NotFound, "spool.queue", "queue", q)
		}
		s.Open += n
		return s, nil
	})
}

// join counts a new job in and notes whose queue it is.
func join(tx *store.Tx, j *Job) error {
	return queues.Edit(tx, store.Str(j.Queue), func(s *QueueState) (*QueueState, error) {
		if s == nil {
			s = &QueueState{Queue: j.Queue}
		}
		if s.Open >= MaxOpen {
			return nil, fault.New(fault.Limit, "spool.full", "queue", j.Queue, "limit", MaxOpen)
		}
		s.Site = j.Site
		s.Open++
		return s, nil
	})
}

// PauseRequest stops a queue: what is under way comes to its end, nothing else
// is begun.
type PauseRequest struct {
	Queue  Queue  `json:"queue"`
	Reason string `json:"reason,omitempty"`
}

// ResumeRequest lets a queue go on.
type ResumeRequest struct {
	Queue Queue `json:"queue"`
}

// Answer is what a command of the spool has to say: nothing.
type Answer struct{}

// The commands on queues.
var (
	Pause = command.Register("spool.pause", RightStuck,
		func(tx *store.Tx, r *PauseRequest) (warehouse.SiteID, error) { return siteOfQueue(tx, r.Queue) },
		func(_ context.Context, tx *store.Tx, r *PauseRequest) (*Answer, error) {
			return &Answer{}, setPaused(tx, r.Queue, true, r.Reason)
		})
	Resume = command.Register("spool.resume", RightStuck,
		func(tx *store.Tx, r *ResumeRequest) (warehouse.SiteID, error) { return siteOfQueue(tx, r.Queue) },
		func(_ context.Context, tx *store.Tx, r *ResumeRequest) (*Answer, error) {
			return &Answer{}, setPaused(tx, r.Queue, false, "")
		})
)

func siteOfQueue(tx *store.Tx, q Queue) (warehouse.SiteID, error) {
	s, err := FindQueue(tx, q)
	if err == nil && s == nil {
		err = fault.New(fault.NotFound, "spool.queue", "queue", q)
	}
	if err != nil {
		return warehouse.SiteID{}, err
	}
	return s.Site, nil
}

// setPaused is without effect on a queue that is as it is wanted.
func setPaused(tx *store.Tx, q Queue, paused bool, reason string) error {
	if len(reason) > MaxSaid {
		return fault.New(fault.Limit, "spool.long", "limit", MaxSaid)
	}
	s, err := FindQueue(tx, q)
	if err != nil || s.Paused == paused {
		return err
	}
	s.Paused, s.Reason, s.By, s.Since = paused, reason, tx.Origin().Person, tx.Now()
	if !paused {
		s.By, s.Since = warehouse.PersonID{}, time.Time{}
	}
	if err := queues.Put(tx, s); err != nil {
		return err
	}
	tx.Ring()
	if paused {
		return PausedKind.Record(tx, PausedEvent{Queue: q, Site: s.Site, Reason: reason})
	}
	return ResumedKind.Record(tx, ResumedEvent{Queue: q, Site: s.Site})
}
