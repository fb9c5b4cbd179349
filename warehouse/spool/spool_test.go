package spool_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/journal/journaltest"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

func TestGoldens(t *testing.T) { journaltest.Goldens(t, "spool.") }

// paper is a job of the tests: a text for a machine.
type paper struct {
	Text string `json:"text"`
}

// sheet is what came of it.
type sheet struct {
	Number int `json:"number"`
}

// Kinds of the tests, one for each way of treating jobs.
var (
	labels   = spool.Declare[paper, sheet]("test.label", spool.Policy{Ask: true})
	blind    = spool.Declare[paper, sheet]("test.blind", spool.Policy{})
	receipts = spool.Declare[paper, sheet]("test.receipt", spool.Policy{Effect: spool.AfterIntent, Blocks: spool.SameSubject, Ask: true, Remembers: true, Right: "till.resolve"})
	letters  = spool.Declare[paper, sheet]("test.letter", spool.Policy{Effect: spool.Repeatable, Tries: 3})
	strict   = spool.Declare[paper, sheet]("test.strict", spool.Policy{Blocks: spool.WholeQueue})
)

// jam is why a machine of the tests does nothing.
var jam = fault.New(fault.Unavailable, "test.jam")

// room is a store with a queue of one machine.
type room struct {
	*testing.T
	db *store.DB
}

func newRoom(t *testing.T) *room { return &room{t, store.Open(memory.New())} }

func (r *room) write(fn func(*store.Tx) error) {
	r.Helper()
	if err := r.db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error { return fn(tx) }); err != nil {
		r.Fatal(err)
	}
}

func (r *room) read(fn func(*store.Tx) error) {
	r.Helper()
	if err := r.db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error { return fn(tx) }); err != nil {
		r.Fatal(err)
	}
}

// put spools a text; the queue is "m" unless the text says "queue:text".
func (r *room) put(k *spool.Kind[paper, sheet], text string, subject journal.Subject) (id spool.JobID) {
	r.Helper()
	q, _, ok := strings.Cut(text, ":")
	if !ok {
		q = "m"
	}
	r.write(func(tx *store.Tx) (err error) {
		id, err = k.Put(tx, spool.To{Queue: spool.Queue(q), Subject: subject}, &paper{text})
		return err
	})
	return id
}

func (r *room) job(id spool.JobID) (j *spool.Job) {
	r.Helper()
	r.read(func(tx *store.Tx) (err error) { j, err = spool.Get(tx, id); return err })
	return j
}

// until waits for a job to be in a state.
func (r *room) until(id spool.JobID, s spool.State) *spool.Job {
	r.Helper()
	for {
		bell := r.db.Bell()
		if j := r.job(id); j.State == s {
			return j
		}
		select {
		case <-bell:
		case <-time.After(20 * time.Second):
			r.Fatalf("job is %s, want %s", r.job(id).State, s)
		}
	}
}

// events are the kinds on the timeline about the spool, oldest first.
func (r *room) events() (all []string) {
	r.read(func(tx *store.Tx) error {
		for e, err := range journal.From(tx, 1) {
			if err != nil {
				return err
			}
			all = append(all, e.Kind)
		}
		return nil
	})
	return all
}

// machine answers each text by a function; asked is what it says of a doubt.
type machine struct {
	do    func(context.Context, *spool.Try, string) (sheet, error)
	asked func(string) (sheet, error)
}

func (m *machine) worker(q spool.Queue) *spool.Worker {
	w := spool.NewWorker(q)
	m.serve(w)
	return w
}

func (m *machine) serve(w *spool.Worker) {
	do := func(ctx context.Context, t *spool.Try, p paper) (sheet, error) { return m.do(ctx, t, p.Text) }
	ask := func(_ context.Context, _ *spool.Job, p paper) (sheet, error) { return m.asked(p.Text) }
	labels.On(w, do, ask)
	receipts.On(w, do, ask)
	blind.On(w, do, nil)
	letters.On(w, do, nil)
	strict.On(w, do, nil)
}

// run starts a worker and returns what stops it and waits.
func (r *room) run(w *spool.Worker) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- w.Run(ctx, r.db) }()
	return func() {
		r.Helper()
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			r.Errorf("run: %v", err)
		}
	}
}

// TestWay: a job is carried out in the name of whoever put it, what came of it
// is kept, found by its subject and told on the timeline.
func TestWay(t *testing.T) {
	r := newRoom(t)
	olga := warehouse.PersonID{15: 7}
	var id spool.JobID
	r.write(func(tx *store.Tx) (err error) {
		tx.SetOrigin(store.Origin{Person: olga, Command: "close 17"})
		id, err = labels.Put(tx, spool.To{Queue: "m", Subject: "order/1"}, &paper{"№ 17"})
		return err
	})
	m := &machine{do: func(_ context.Context, _ *spool.Try, text string) (sheet, error) {
		if text != "№ 17" {
			t.Errorf("the machine was given %q", text)
		}
		return sheet{118}, nil
	}}
	defer r.run(m.worker("m"))()
	j := r.until(id, spool.Done)
	got, ok, err := labels.Result(j)
	if err != nil || !ok || got.Number != 118 || j.Tries != 1 || j.Ended.IsZero() || j.Lease != "" {
		t.Errorf("result %v %v %v of %+v", got, ok, err, j)
	}
	r.read(func(tx *store.Tx) error {
		for j, err := range spool.About(tx, "order/1") {
			if err != nil || j.ID != id {
				t.Errorf("about the order: %v %v", j.ID, err)
			}
		}
		for e, err := range journal.From(tx, 1) {
			if err != nil || e.Kind != "spool.done/1" || e.Person != olga || e.Command != "close 17" || e.Device != "spool m" || e.About[0] != "order/1" {
				t.Errorf("on the timeline: %+v %v", e, err)
			}
		}
		q, err := spool.FindQueue(tx, "m")
		if err != nil || q.Open != 0 {
			t.Errorf("queue: %+v %v", q, err)
		}
		return nil
	})
}

// TestDurableFirst: a machine is sent nothing before the transaction that put
// the job is durable, nor before the lease is, nor before the intent is; and a
// job whose transaction fails is never seen.
func TestDurableFirst(t *testing.T) {
	e := memory.New()
	var durable atomic.Int64
	step := make(chan bool)
	e.OnCommit = func() error { <-step; durable.Add(1); return nil }
	r := &room{t, store.Open(e)}
	intended := make(chan bool, 1)
	m := &machine{do: func(ctx context.Context, try *spool.Try, _ string) (sheet, error) {
		if n := durable.Load(); n != 2 { // the put and the lease
			t.Errorf("sent after %d commits", n)
		}
		if err := try.Intend(ctx, []byte("№ 118")); err != nil {
			t.Error(err)
		}
		if n := durable.Load(); n != 3 {
			t.Errorf("intent stored after %d commits", n)
		}
		intended <- true
		return sheet{1}, nil
	}}
	stop := r.run(m.worker("m"))
	wrong := errors.New("wrong")
	if err := r.db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
		if _, err := receipts.Put(tx, spool.To{Queue: "m"}, &paper{"never"}); err != nil {
			return err
		}
		return wrong
	}); !errors.Is(err, wrong) {
		t.Fatal(err)
	}
	put := make(chan spool.JobID)
	go func() { put <- r.put(receipts, "a", "") }()
	step <- true // the put
	id := <-put
	step <- true // the lease
	step <- true // the intent
	<-intended
	if j := r.job(id); j.State != spool.Leased || string(j.Intent) != "№ 118" {
		t.Errorf("before the end: %s, intent %q", j.State, j.Intent)
	}
	step <- true // the end
	r.until(id, spool.Done)
	stop()
}

// TestRests: failures rest longer each time, a machine that is away holds the
// queue in order and costs no try, and enough tries are enough. A store whose
// clock stands still tries again all the same.
func TestRests(t *testing.T) {
	for _, still := range []bool{false, true} {
		t.Run(fmt.Sprintf("still %v", still), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := &room{t, store.Open(memory.New())}
				began := time.Now()
				if still {
					r.db.Clock = func() time.Time { return began }
				}
				a, b, c := r.put(letters, "a", ""), r.put(letters, "b", ""), r.put(letters, "c", "")
				var log []string
				gone := 2
				m := &machine{do: func(_ context.Context, _ *spool.Try, text string) (sheet, error) {
					log = append(log, fmt.Sprint(text, time.Since(began)))
					switch {
					case gone > 0:
						gone--
						return sheet{}, spool.Away(jam)
					case text == "b":
						return sheet{}, errors.New("no route")
					}
					return sheet{}, nil
				}}
				stop := r.run(m.worker("m"))
				r.until(a, spool.Done)
				r.until(c, spool.Done)
				j := r.until(b, spool.Refused)
				stop()
				want := []string{"a0s", "a5s", "a15s", "b15s", "c15s", "b20s", "b30s"}
				if diff := cmp.Diff(want, log); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
				if j.Why.Code != "internal" || j.Why.Detail != "no route" || j.Tries != 3 || r.job(a).Tries != 1 {
					t.Errorf("b: %+v; a took %d tries", j, r.job(a).Tries)
				}
				wantEvents := []string{"spool.delayed/1", "spool.done/1", "spool.delayed/1", "spool.done/1", "spool.refused/1"}
				if diff := cmp.Diff(wantEvents, r.events()); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
			})
		})
	}
}

// TestWhyNot: a job that waits behind one that holds the machine says why that one
// does; in a queue that is paused, or in which nobody works, that; and nothing
// while its turn has just not come.
func TestWhyNot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		a, b, other := r.put(letters, "a", ""), r.put(letters, "b", ""), r.put(letters, "q:c", "")
		why := func(id spool.JobID) (code string) {
			t.Helper()
			r.read(func(tx *store.Tx) error {
				w, err := spool.WhyNot(tx, r.job(id))
				code = w.Code
				return err
			})
			return code
		}
		if got := why(b); got != "" {
			t.Errorf("whose turn has not come: %q", got)
		}
		time.Sleep(spool.Patience + time.Second)
		if got := why(b) + " " + why(other); got != "spool.nobody spool.nobody" {
			t.Errorf("nobody works: %q", got)
		}
		back := make(chan bool)
		m := &machine{do: func(context.Context, *spool.Try, string) (sheet, error) {
			select {
			case <-back:
				return sheet{}, nil
			default:
				return sheet{}, spool.Away(fault.New(fault.Unavailable, "label.no_printer"))
			}
		}}
		stop := r.run(m.worker("m"))
		synctest.Wait()
		if got := why(a) + " " + why(b); got != "label.no_printer label.no_printer" {
			t.Errorf("behind one that holds the machine: %q", got)
		}
		close(back)
		r.until(b, spool.Done)
		stop()
		if got := why(b); got != "" {
			t.Errorf("done: %q", got)
		}
		r.write(func(tx *store.Tx) error {
			_, err := spool.Pause.In(context.Background(), tx, &spool.PauseRequest{Queue: "q", Reason: "new ribbon"})
			return err
		})
		if got := why(other); got != "spool.paused" {
			t.Errorf("paused: %q", got)
		}
	})
}

// TestDoubt: what the code around a machine does not know is asked, never
// repeated; a machine that cannot be asked now is asked later; what it does not
// know either waits for a person.
func TestDoubt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		did := map[string]int{}
		asked := map[string]int{}
		m := &machine{
			do: func(ctx context.Context, try *spool.Try, text string) (sheet, error) {
				did[text]++
				if text == "intended" || text == "repeated" && did[text] == 1 {
					if err := try.Intend(ctx, []byte("x")); err != nil {
						t.Error(err)
					}
				}
				if did[text] > 1 {
					return sheet{2}, nil
				}
				if text == "panics" {
					panic("dropped it")
				}
				return sheet{}, errors.New("connection reset")
			},
			asked: func(text string) (sheet, error) {
				asked[text]++
				switch {
				case text == "knows not":
					return sheet{}, spool.InDoubt(jam)
				case text == "repeated":
					return sheet{}, spool.NotDone(jam)
				case asked[text] < 3:
					return sheet{}, errors.New("no answer")
				}
				return sheet{1}, nil
			},
		}
		ids := map[string]spool.JobID{}
		for _, text := range []string{"panics", "lost", "knows not"} {
			ids[text] = r.put(labels, text, "")
		}
		for _, text := range []string{"intended", "not intended", "repeated"} {
			ids[text] = r.put(receipts, text, "")
		}
		ids["nobody asks"] = r.put(blind, "nobody asks", "")
		stop := r.run(m.worker("m"))
		wants := map[string]struct {
			state      spool.State
			did, asked int
		}{
			"panics": {spool.Done, 1, 3}, "lost": {spool.Done, 1, 3}, "knows not": {spool.Unknown, 1, 1}, "intended": {spool.Done, 1, 3},
			"not intended": {spool.Done, 2, 0}, "repeated": {spool.Done, 2, 1}, "nobody asks": {spool.Unknown, 1, 0},
		}
		for text, want := range wants {
			r.until(ids[text], want.state)
		}
		stop() // the counts are the worker's until then
		for text, want := range wants {
			if did[text] != want.did || asked[text] != want.asked {
				t.Errorf("%s: done %d times, asked %d times", text, did[text], asked[text])
			}
		}
		if e := r.events(); e[0] != "spool.unknown/1" {
			t.Errorf("the doubt is not on the timeline: %v", e)
		}
	})
}

// TestHastyNo: a person who says that a machine with a memory did nothing is not
// believed before the machine was asked; where it cannot tell, they are.
func TestHastyNo(t *testing.T) {
	for says, want := range map[string]struct {
		verdict error
		did     int
	}{
		"it did":         {nil, 1},
		"it did not":     {spool.NotDone(jam), 2},
		"it cannot tell": {spool.InDoubt(jam), 2},
	} {
		synctest.Test(t, func(t *testing.T) {
			r := newRoom(t)
			did, silent := 0, true
			m := &machine{
				do: func(ctx context.Context, try *spool.Try, _ string) (sheet, error) {
					if did++; did > 1 {
						return sheet{2}, nil
					}
					return sheet{}, errors.Join(try.Intend(ctx, []byte("x")), errors.New("connection reset"))
				},
				asked: func(string) (sheet, error) {
					if silent {
						return sheet{}, errors.New("no answer")
					}
					return sheet{1}, want.verdict
				},
			}
			id := r.put(receipts, "x", "")
			stop := r.run(m.worker("m"))
			r.until(id, spool.Asking)
			stop()
			r.write(func(tx *store.Tx) error { return spool.Resolve(tx, id, spool.DidNot, seal.Coded("no paper came out")) })
			if j := r.job(id); j.State != spool.Asking || !j.Denied || did != 1 {
				t.Errorf("%s: the job is %s, done %d times before the machine was asked", says, j.State, did)
			}
			silent = false
			stop = r.run(m.worker("m"))
			r.until(id, spool.Done)
			stop()
			if did != want.did || r.job(id).Denied && want.did > 1 {
				t.Errorf("%s: done %d times, want %d", says, did, want.did)
			}
		})
	}
}

// TestBlocks: who waits for a job that is stuck.
func TestBlocks(t *testing.T) {
	r := newRoom(t)
	m := &machine{do: func(_ context.Context, _ *spool.Try, text string) (sheet, error) {
		if strings.Contains(text, "stuck") {
			return sheet{}, spool.Refuse(jam)
		}
		return sheet{}, nil
	}}
	defer r.run(m.worker("m"))()
	defer r.run(m.worker("n"))()
	defer r.run(m.worker("s"))()

	label := r.put(labels, "stuck label", "order/1")
	r.until(label, spool.Refused)
	r.until(r.put(labels, "label of the same order", "order/1"), spool.Done)

	stuck := r.put(receipts, "stuck receipt", "order/1")
	r.until(stuck, spool.Refused)
	same, elsewhere := r.put(receipts, "same", "order/1"), r.put(receipts, "n:same", "order/1")
	r.until(r.put(receipts, "other order", "order/2"), spool.Done)
	r.until(r.put(receipts, "n:other order", "order/3"), spool.Done)
	first := r.put(strict, "s:stuck", "")
	r.until(first, spool.Refused)
	behind := r.put(letters, "s:behind", "")
	for _, id := range []spool.JobID{same, elsewhere, behind} {
		if j := r.job(id); j.State != spool.Waiting {
			t.Errorf("%s is %s", j.Body, j.State)
		}
	}
	r.write(func(tx *store.Tx) error { return spool.Drop(tx, first, seal.Coded("")) })
	r.write(func(tx *store.Tx) error { return spool.Drop(tx, stuck, seal.Coded("")) })
	for _, id := range []spool.JobID{same, elsewhere, behind} {
		r.until(id, spool.Done)
	}
}
