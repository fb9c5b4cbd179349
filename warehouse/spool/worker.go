package spool

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
)

// thisRun names one run of the program in its leases.
var thisRun = rand.Text()

// Worker carries out the jobs of one queue, one after the other. Two workers of
// a queue do no harm: the second waits.
type Worker struct {
	Queue Queue
	Log   *slog.Logger // nil for none

	run   string
	lease string
	hands map[string]hands
	well  chan struct{} // holds one when the machine is itself again
	busy  atomic.Bool   // a job is in its hands
}

// hands are what a worker does with jobs of one kind.
type hands struct {
	do  func(context.Context, *Try) (json.RawMessage, error)
	ask func(context.Context, *Job) (json.RawMessage, error)
}

// NewWorker makes a worker that knows no kind of job yet.
func NewWorker(q Queue) *Worker {
	return &Worker{Queue: q, run: thisRun, lease: thisRun + "/" + rand.Text(), hands: map[string]hands{}, well: make(chan struct{}, 1)}
}

// Well tells a running worker that its machine is itself again, with paper in it:
// nothing rests any more because the machine was away. Any goroutine may call it.
func (w *Worker) Well() {
	select {
	case w.well <- struct{}{}:
	default: // it has yet to hear it
	}
}

// Busy says whether the machine is with a job now, so that nobody wonders why it
// answers nothing else. Any goroutine may call it.
func (w *Worker) Busy() bool { return w.busy.Load() }

// On has w carry out jobs of the kind; a second time is a panic. No transaction
// is open while do or ask runs.
//
// do returns nil when the job is done, a Verdict when it knows that it is not,
// or that it cannot know; any other error, or a panic, is judged by
// Policy.Effect. ask, which a kind has whose policy says Ask, tells what became
// of a job in doubt and changes nothing: nil when it was done, NotDone, Refuse,
// or InDoubt when that cannot be told; after any other error it is asked again
// later. Errors name no person: they are kept.
//
// When ctx ends, do comes to an end soon and says the truth; its answer is kept.
func (k *Kind[B, R]) On(w *Worker, do func(context.Context, *Try, B) (R, error), ask func(context.Context, *Job, B) (R, error)) {
	if _, dup := w.hands[k.Name]; dup || k.Policy.Ask != (ask != nil) {
		panic("spool: bad or second hands for " + k.Name)
	}
	h := hands{do: func(ctx context.Context, t *Try) (json.RawMessage, error) {
		body, err := k.Body(t.Job)
		if err != nil {
			return nil, Refuse(err)
		}
		return encoded(do(ctx, t, body))
	}}
	if ask != nil {
		h.ask = func(ctx context.Context, j *Job) (json.RawMessage, error) {
			body, err := k.Body(j)
			if err != nil {
				return nil, InDoubt(err)
			}
			return encoded(ask(ctx, j, body))
		}
	}
	w.hands[k.Name] = h
}

// encoded is a result as it is kept. One that cannot be written takes nothing
// back of what was done.
func encoded[R any](result R, err error) (json.RawMessage, error) {
	if err != nil {
		return nil, err
	}
	raw, err := json.Marshal(result)
	if err != nil || len(raw) > MaxBody {
		return nil, InDoubt(fault.New(fault.Internal, "spool.result").With(err))
	}
	return raw, nil
}

// Try is one attempt at a job.
type Try struct {
	Job *Job

	db *store.DB
	w  *Worker
}

// Intend stores, durably, what is needed to ask the machine later whether this
// try had its effect; it comes before the command that cannot be undone, which
// is not sent when Intend returns an error. A later one replaces it.
func (t *Try) Intend(ctx context.Context, intent []byte) error {
	if len(intent) == 0 {
		return fault.New(fault.Invalid, "spool.no_intent")
	}
	return t.edit(ctx, func(_ *store.Tx, j *Job) error {
		j.Intent = intent
		return nil
	})
}

// Waits tells people why the try takes so long: the printer is out of paper.
// nil says that it goes on; why it did not is kept until it is done.
func (t *Try) Waits(ctx context.Context, why error) error {
	return t.edit(ctx, func(tx *store.Tx, j *Job) error {
		was := j.Why.Code
		if j.Trying = why == nil; j.Trying {
			return nil
		}
		if j.Why = whyOf(why); j.Why.Code == was {
			return nil
		}
		asPut(tx, j)
		return delayed(tx, j)
	})
}

func (t *Try) edit(ctx context.Context, fn func(*store.Tx, *Job) error) error {
	return t.db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		j, err := t.w.mine(tx, t.Job.ID)
		if err != nil {
			return err
		}
		if err := fn(tx, j); err != nil {
			return err
		}
		t.Job = j
		return move(tx, j, Leased)
	})
}

// mine is a job that w has leased; Conflict when it has not.
func (w *Worker) mine(tx *store.Tx, id JobID) (*Job, error) {
	j, err := Get(tx, id)
	if err == nil && (j.State != Leased || j.Lease != w.lease) {
		err = fault.New(fault.Conflict, "spool.state", "state", j.State)
	}
	return j, err
}

// Run carries jobs out until ctx ends or the store fails, and returns the
// reason. A job under way comes to its end first.
func (w *Worker) Run(ctx context.Context, db *store.DB) error {
	var clock alarm
	defer clock.stop()
	for fresh := true; ; {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		bell := db.Bell()
		did, t, err := w.step(ctx, db, clock.due, fresh)
		if err != nil {
			return fmt.Errorf("spool %s: %w", w.Queue, err)
		}
		fresh = false
		if did {
			clock.stop()
			continue
		}
		clock.set(t)
		select {
		case <-ctx.Done():
		case <-bell:
		case <-w.well:
			fresh = true
		case <-clock.ring():
			clock.due = clock.job
		}
	}
}

// step does one thing of the queue, and says whether there was one; if not,
// what comes next.
func (w *Worker) step(ctx context.Context, db *store.DB, due JobID, fresh bool) (did bool, t turn, err error) {
	err = db.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		t, err = w.look(tx, due, fresh)
		return err
	})
	if err != nil || t.job == nil {
		return false, t, err
	}
	var j *Job
	err = db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		j, err = w.take(tx, due, fresh)
		return err
	})
	switch {
	case err != nil:
		return false, t, err
	case j == nil:
		return true, t, nil // it has gone meanwhile: look again
	case j.State == Asking:
		return true, t, w.ask(ctx, db, j)
	}
	return true, t, w.do(ctx, db, j)
}

// do carries a leased job out and writes what became of it.
func (w *Worker) do(ctx context.Context, db *store.DB, j *Job) error {
	h, ok := w.hands[j.Kind]
	var why error = Refuse(fault.New(fault.Invalid, "spool.no_hands", "kind", j.Kind, "queue", w.Queue))
	var result json.RawMessage
	if ok {
		t := &Try{Job: j, db: db, w: w}
		result, why = w.guard(func() (json.RawMessage, error) { return h.do(ctx, t) })
	}
	return w.write(ctx, db, j, why, func(tx *store.Tx) error {
		is, err := w.mine(tx, j.ID)
		if err != nil {
			return err
		}
		return conclude(tx, is, afterTry(policyOf(is.Kind), is, why), result, why)
	})
}

// ask asks the machine about a job in doubt. What it says comes too late when a
// person has settled the job meanwhile.
func (w *Worker) ask(ctx context.Context, db *store.DB, j *Job) error {
	h := w.hands[j.Kind]
	why := InDoubt(fault.New(fault.Invalid, "spool.no_hands", "kind", j.Kind, "queue", w.Queue))
	var result json.RawMessage
	if h.ask != nil {
		result, why = w.guard(func() (json.RawMessage, error) { return h.ask(ctx, j) })
	}
	return w.write(ctx, db, j, why, func(tx *store.Tx) error {
		is, err := Get(tx, j.ID)
		if err != nil || is.State != Asking {
			return err
		}
		return conclude(tx, is, afterAsking(policyOf(is.Kind), is, why), result, why)
	})
}

// write keeps an answer also when ctx has ended: what happened, happened.
func (w *Worker) write(ctx context.Context, db *store.DB, j *Job, why error, fn func(*store.Tx) error) error {
	if w.Log != nil {
		w.Log.LogAttrs(ctx, slog.LevelDebug, "spool", slog.String("queue", string(w.Queue)), slog.String("job", j.ID.String()),
			slog.String("kind", j.Kind), slog.String("state", string(j.State)), slog.Int("try", j.Tries), slog.Any("error", why))
	}
	return db.Write(context.WithoutCancel(ctx), func(_ context.Context, tx *store.Tx) error { return fn(tx) })
}

// guard runs what a hand does with a job; a panic is an error like another.
func (w *Worker) guard(fn func() (json.RawMessage, error)) (result json.RawMessage, err error) {
	w.busy.Store(true)
	defer w.busy.Store(false)
	defer func() {
		if p := recover(); p != nil {
			result, err = nil, fault.New(fault.Internal, "internal").With(fmt.Errorf("spool: panic: %v", p))
		}
	}()
	result, err = fn()
	var v *Verdict
	if errors.As(err, &v) && v.cause == nil {
		err = &Verdict{v.is, fault.New(fault.Unavailable, "spool.no_reason")}
	}
	return result, err
}

// alarm is when the next job may be tried. It runs by the machine's steady
// clock: a store whose time stands still, because the machine's was put back,
// still tries again.
type alarm struct {
	timer *time.Timer
	job   JobID // what it is set for
	due   JobID // whose time has come
}

func (a *alarm) set(t turn) {
	if t.next == a.job && a.timer != nil {
		return
	}
	a.stop()
	if t.next.IsZero() {
		return
	}
	a.job, a.timer = t.next, time.NewTimer(t.wait)
}

func (a *alarm) ring() <-chan time.Time {
	if a.timer == nil {
		return nil
	}
	return a.timer.C
}

func (a *alarm) stop() {
	if a.timer != nil {
		a.timer.Stop()
	}
	*a = alarm{}
}
