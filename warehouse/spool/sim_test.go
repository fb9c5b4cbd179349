package spool_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"testing"
	"time"

	"pgregory.net/rapid"

	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// fate is what happens at one contact with the machine.
type fate string

const (
	works        fate = "works"
	answerLost   fate = "does it, and the answer is lost"
	panicsAfter  fate = "does it, and the code around it panics"
	saysNot      fate = "says that it did not"
	silentlyNot  fate = "does not, and the answer is lost"
	refuses      fate = "refuses"
	isAway       fate = "is away"
	diesBefore   fate = "the program dies before anything"
	diesIntended fate = "the program dies after the intent"
	diesAfter    fate = "does it, and the program dies"
	cannotTell   fate = "cannot tell"
)

var (
	tryFates = []fate{works, works, answerLost, panicsAfter, saysNot, silentlyNot, refuses, isAway, diesBefore, diesIntended, diesAfter}
	askFates = []fate{works, works, works, cannotTell, isAway, silentlyNot, diesBefore}
)

// crashing is an engine whose program dies at a commit, before or after it is
// durable.
type crashing struct {
	*memory.Engine
	in    int // commits until then; 0 for never
	after bool
}

type crashingTx struct {
	store.EngineTx
	e *crashing
}

func (e *crashing) Begin(w bool) (store.EngineTx, error) {
	tx, err := e.Engine.Begin(w)
	if w && err == nil {
		tx = &crashingTx{tx, e}
	}
	return tx, err
}

var errCrash = errors.New("the program died at a commit")

func (tx *crashingTx) Commit() error {
	if tx.e.in > 0 {
		if tx.e.in--; tx.e.in == 0 {
			if tx.e.after {
				return errors.Join(tx.EngineTx.Commit(), errCrash)
			}
			return errors.Join(tx.EngineTx.Rollback(), errCrash)
		}
	}
	return tx.EngineTx.Commit()
}

// plant is a program with a machine that remembers what it did, and a person
// who can look at it.
type plant struct {
	*rapid.T
	engine *crashing
	db     *store.DB
	worker *spool.Worker
	now    time.Time

	jobs    []spool.JobID
	kind    map[spool.JobID]string
	effects map[spool.JobID]int
	hasty   map[spool.JobID]bool // somebody said of it that it was not done, and it was
	fate    fate                 // of the next contact
}

func newPlant(t *rapid.T) *plant {
	p := &plant{T: t, engine: &crashing{Engine: memory.New()}, now: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC),
		kind: map[spool.JobID]string{}, effects: map[spool.JobID]int{}, hasty: map[spool.JobID]bool{}}
	p.start()
	return p
}

// start is a new run of the program over what is durable.
func (p *plant) start() {
	p.engine.in = 0
	p.now = p.now.Add(time.Second)
	p.db = store.Open(p.engine, store.Options{Clock: func() time.Time { p.now = p.now.Add(time.Microsecond); return p.now }})
	p.worker = spool.NewRun("m")
	for _, k := range []*spool.Kind[paper, sheet]{labels, receipts, blind, letters} {
		ask := p.ask
		if !k.Policy.Ask {
			ask = nil
		}
		k.On(p.worker, p.do, ask)
	}
}

func (p *plant) do(ctx context.Context, try *spool.Try, _ paper) (sheet, error) {
	id := try.Job.ID
	if p.fate == diesBefore {
		runtime.Goexit()
	}
	switch p.fate {
	case isAway:
		return sheet{}, spool.Away(jam)
	case refuses:
		return sheet{}, spool.Refuse(jam)
	}
	if p.kind[id] == receipts.Name {
		if err := try.Intend(ctx, []byte("next is 119")); err != nil {
			return sheet{}, err
		}
	}
	p.durable(id)
	switch p.fate {
	case saysNot:
		return sheet{}, spool.NotDone(jam)
	case silentlyNot:
		return sheet{}, errors.New("connection reset")
	case diesIntended:
		runtime.Goexit()
	}
	p.effects[id]++
	switch p.fate {
	case answerLost:
		return sheet{}, errors.New("connection reset")
	case panicsAfter:
		panic("out of memory")
	case diesAfter:
		runtime.Goexit()
	}
	return sheet{len(p.effects)}, nil
}

// durable is the machine's own proof that what it is about to do is on disk.
func (p *plant) durable(id spool.JobID) {
	err := store.Open(p.engine.Engine).Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		j, err := spool.Get(tx, id)
		if err == nil && (j.State != spool.Leased || p.kind[id] == receipts.Name && j.Intent == nil) {
			err = fmt.Errorf("on disk it is %s, intent %q", j.State, j.Intent)
		}
		return err
	})
	if err != nil {
		p.Errorf("told to act before it was durable: %v", err)
	}
}

func (p *plant) ask(_ context.Context, j *spool.Job, _ paper) (sheet, error) {
	if p.fate == cannotTell && p.hasty[j.ID] {
		p.fate = isAway // who is hasty and whose machine forgot gets two
	}
	switch p.fate {
	case cannotTell:
		return sheet{}, spool.InDoubt(jam)
	case isAway:
		return sheet{}, spool.Away(jam)
	case silentlyNot:
		return sheet{}, errors.New("connection reset")
	case diesBefore:
		runtime.Goexit()
	}
	if p.effects[j.ID] == 0 {
		return sheet{}, spool.NotDone(jam)
	}
	return sheet{7}, nil
}

func (p *plant) write(fn func(*store.Tx) error) {
	if err := p.db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error { return fn(tx) }); err != nil {
		p.Fatal(err)
	}
}

func (p *plant) put(k *spool.Kind[paper, sheet], subject journal.Subject) {
	p.write(func(tx *store.Tx) error {
		id, err := k.Put(tx, spool.To{Queue: "m", Subject: subject}, &paper{"x"})
		p.jobs, p.kind[id] = append(p.jobs, id), k.Name
		return err
	})
}

// step lets the worker do one thing, and starts the program again when it died.
func (p *plant) step() (did bool) {
	lived, ended := false, make(chan bool)
	go func() {
		defer close(ended)
		var err error
		did, err = p.worker.Step(context.Background(), p.db)
		lived = err == nil
		if err != nil && !errors.Is(err, errCrash) {
			p.Errorf("step: %v", err)
		}
	}()
	<-ended
	if !lived {
		p.start()
	}
	p.engine.in = 0
	return did
}

// settle has a person look at every job that waits for one, and say the truth; of
// a machine that remembers also what is not true.
func (p *plant) settle(wanted bool) {
	p.write(func(tx *store.Tx) error {
		stuck, err := spool.AllStuck(tx, [16]byte{})
		if err != nil {
			return err
		}
		for _, j := range stuck {
			switch {
			case j.State == spool.Unknown && !wanted && j.Kind == receipts.Name && p.effects[j.ID] > 0:
				p.hasty[j.ID] = true
				err = spool.Resolve(tx, j.ID, spool.DidNot, seal.Coded("I did not look"))
			case j.State == spool.Unknown && p.effects[j.ID] > 0:
				err = spool.Resolve(tx, j.ID, spool.CameOut, seal.Coded("it lies on the tray"))
			case j.State == spool.Unknown && wanted:
				err = spool.Resolve(tx, j.ID, spool.DidNot, seal.Coded("the tray is empty"))
			case j.State == spool.Unknown:
				err = spool.Resolve(tx, j.ID, spool.NotWanted, seal.Coded("the tray is empty"))
			case j.State == spool.Refused && wanted:
				err = spool.Retry(tx, j.ID, seal.Coded("mended"))
			case j.State == spool.Refused:
				err = spool.Drop(tx, j.ID, seal.Coded("no use"))
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// prove compares the machine with the spool: what is done has had its effect
// once, what waits or was given up has had none, and no job has had two.
func (p *plant) prove() (open int) {
	err := p.db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		for _, id := range p.jobs {
			j, err := spool.Get(tx, id)
			if err != nil {
				return err
			}
			if j.Open() {
				open++
			}
			n := p.effects[id]
			if j.Kind == letters.Name {
				if j.State == spool.Done && n == 0 {
					p.Errorf("a letter is done and was never sent")
				}
				continue
			}
			none := j.State == spool.Waiting || j.State == spool.Refused || j.State == spool.Dropped
			if n > 1 || none && n != 0 || j.State == spool.Done && n != 1 {
				p.Errorf("a %s is %s and came out %d times", j.Kind, j.State, n)
			}
		}
		q, err := spool.FindQueue(tx, "m")
		if q != nil && q.Open != open {
			p.Errorf("the queue counts %d open jobs of %d", q.Open, open)
		}
		return err
	})
	if err != nil {
		p.Fatal(err)
	}
	return open
}

// TestExactlyOnce: whatever machine, program and disk do, a machine does every
// job once, or not at all when a person gave it up; and whatever happened, all
// jobs come to an end.
func TestExactlyOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPlant(t)
		kinds := []*spool.Kind[paper, sheet]{labels, receipts, blind, letters}
		t.Repeat(map[string]func(*rapid.T){
			"put": func(t *rapid.T) {
				p.put(rapid.SampledFrom(kinds).Draw(t, "kind"), rapid.SampledFrom([]journal.Subject{"", "order/1", "order/2"}).Draw(t, "subject"))
			},
			"step": func(t *rapid.T) {
				p.fate = rapid.SampledFrom(append(tryFates, askFates...)).Draw(t, "fate")
				p.engine.in, p.engine.after = rapid.SampledFrom([]int{0, 0, 0, 1, 2, 3}).Draw(t, "crash"), rapid.Bool().Draw(t, "durable")
				p.step()
			},
			"person": func(t *rapid.T) { p.settle(rapid.Bool().Draw(t, "wanted")) },
			"time":   func(t *rapid.T) { p.now = p.now.Add(time.Hour) },
			"":       func(*rapid.T) { p.prove() },
		})
		p.fate = works
		for range 10 {
			for p.step() {
			}
			p.settle(true)
			p.now = p.now.Add(time.Hour)
		}
		if open := p.prove(); open > 0 {
			t.Errorf("%d jobs never end", open)
		}
		p.timeline()
		if report, err := store.Verify(context.Background(), p.db, nil); err != nil || report.Err() != nil {
			t.Errorf("store: %v %v", err, report.Err())
		}
	})
}

// timeline tells the end of every job once.
func (p *plant) timeline() {
	ends := map[spool.JobID]int{}
	err := p.db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		for e, err := range journal.From(tx, 1) {
			if err != nil {
				return err
			}
			if done, err := spool.DoneKind.Read(e); err == nil {
				ends[done.Job]++
			} else if said, err := spool.ResolvedKind.Read(e); err == nil && said.To == spool.Dropped {
				ends[said.Job]++
			}
		}
		return nil
	})
	if err != nil {
		p.Fatal(err)
	}
	for _, id := range p.jobs {
		if ends[id] != 1 {
			p.Errorf("the timeline tells %d ends of a job", ends[id])
		}
	}
}
