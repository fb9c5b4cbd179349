package spool_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// tills is the desk of receipts, as orders/till registers it.
var tills = spool.NewDesk("test.till", "till.resolve", spool.Retry)

var kyiv, lviv = warehouse.SiteID{1}, warehouse.SiteID{2}

// hire adds a person with one role at one site.
func (r *room) hire(role string, site warehouse.SiteID) (id warehouse.PersonID) {
	r.Helper()
	r.write(func(tx *store.Tx) error {
		a, err := staff.Add(context.Background(), tx, &staff.AddRequest{Name: "Somebody", Locale: "uk", Roles: []staff.RoleAt{{Role: role, Site: site}}})
		if err == nil {
			id = a.Person
		}
		return err
	})
	return id
}

// stuck puts a job at a site and lets it get stuck.
func (r *room) stuck(k *spool.Kind[paper, sheet], site warehouse.SiteID, s spool.State, how error) (id spool.JobID) {
	r.Helper()
	r.write(func(tx *store.Tx) (err error) {
		id, err = k.Put(tx, spool.To{Queue: "m", Site: site}, &paper{"x"})
		return err
	})
	m := &machine{
		do:    func(context.Context, *spool.Try, string) (sheet, error) { return sheet{}, how },
		asked: func(string) (sheet, error) { return sheet{}, spool.InDoubt(jam) },
	}
	stop := r.run(m.worker("m"))
	r.until(id, s)
	stop()
	return id
}

// TestDesk: each way out of what is stuck, who may take it, and from where.
func TestDesk(t *testing.T) {
	r := newRoom(t)
	door := &command.Door{DB: r.db}
	manager, cashier, elsewhere := r.hire("manager", kyiv), r.hire("cashier", kyiv), r.hire("manager", lviv)
	as := func(p warehouse.PersonID) command.Command { return command.Command{Person: p} }
	ctx := context.Background()
	retry := func(d *spool.Desk, p warehouse.PersonID, id spool.JobID) error {
		_, err := d.Retry.Do(ctx, door, as(p), &spool.RetryRequest{Job: id, Reason: sealtest.Boxed("paper is in")})
		return err
	}
	drop := func(d *spool.Desk, p warehouse.PersonID, id spool.JobID) error {
		_, err := d.Drop.Do(ctx, door, as(p), &spool.DropRequest{Job: id, Reason: sealtest.Boxed("torn")})
		return err
	}
	resolve := func(d *spool.Desk, p warehouse.PersonID, id spool.JobID, f spool.Finding) error {
		_, err := d.Resolve.Do(ctx, door, as(p), &spool.ResolveRequest{Job: id, Outcome: f, Evidence: sealtest.Boxed("seen")})
		return err
	}
	refused := func() spool.JobID { return r.stuck(labels, kyiv, spool.Refused, spool.Refuse(jam)) }
	doubtful := func() spool.JobID { return r.stuck(labels, kyiv, spool.Unknown, spool.InDoubt(jam)) }
	receipt := func() spool.JobID { return r.stuck(receipts, kyiv, spool.Unknown, spool.InDoubt(jam)) }
	blindly := func() spool.JobID { return r.stuck(blind, kyiv, spool.Unknown, spool.InDoubt(jam)) }

	for name, row := range map[string]struct {
		job  func() spool.JobID
		do   func(spool.JobID) error
		code string // of the refusal
		want spool.State
	}{
		"retry a refused one":         {refused, func(id spool.JobID) error { return retry(spool.Stuck, manager, id) }, "", spool.Waiting},
		"drop a refused one":          {refused, func(id spool.JobID) error { return drop(spool.Stuck, manager, id) }, "", spool.Dropped},
		"retry a doubtful one":        {doubtful, func(id spool.JobID) error { return retry(spool.Stuck, manager, id) }, "spool.state", spool.Unknown},
		"drop a doubtful one":         {doubtful, func(id spool.JobID) error { return drop(spool.Stuck, manager, id) }, "spool.state", spool.Unknown},
		"it came out":                 {doubtful, func(id spool.JobID) error { return resolve(spool.Stuck, manager, id, spool.CameOut) }, "", spool.Done},
		"it did not":                  {doubtful, func(id spool.JobID) error { return resolve(spool.Stuck, manager, id, spool.DidNot) }, "", spool.Waiting},
		"not wanted":                  {doubtful, func(id spool.JobID) error { return resolve(spool.Stuck, manager, id, spool.NotWanted) }, "", spool.Dropped},
		"ask again":                   {doubtful, func(id spool.JobID) error { return resolve(spool.Stuck, manager, id, spool.AskAgain) }, "", spool.Asking},
		"ask what cannot answer":      {blindly, func(id spool.JobID) error { return resolve(spool.Stuck, manager, id, spool.AskAgain) }, "spool.cannot_ask", spool.Unknown},
		"nonsense":                    {doubtful, func(id spool.JobID) error { return resolve(spool.Stuck, manager, id, "perhaps") }, "spool.finding", spool.Unknown},
		"resolve a refused one":       {refused, func(id spool.JobID) error { return resolve(spool.Stuck, manager, id, spool.CameOut) }, "spool.state", spool.Refused},
		"without the right":           {refused, func(id spool.JobID) error { return drop(spool.Stuck, cashier, id) }, "staff.denied", spool.Refused},
		"of another site":             {refused, func(id spool.JobID) error { return drop(spool.Stuck, elsewhere, id) }, "staff.denied", spool.Refused},
		"a receipt by a cashier":      {receipt, func(id spool.JobID) error { return resolve(tills, cashier, id, spool.CameOut) }, "", spool.Done},
		"a receipt at the wrong desk": {receipt, func(id spool.JobID) error { return resolve(spool.Stuck, manager, id, spool.CameOut) }, "spool.desk", spool.Unknown},
		"a label at the wrong desk":   {doubtful, func(id spool.JobID) error { return resolve(tills, cashier, id, spool.CameOut) }, "spool.desk", spool.Unknown},
		"no such job":                 {doubtful, func(spool.JobID) error { return retry(spool.Stuck, manager, spool.JobID{9}) }, "spool.none", spool.Unknown},
	} {
		id := row.job()
		err := row.do(id)
		if (err == nil) != (row.code == "") || err != nil && fault.Of(err).Code != row.code {
			t.Errorf("%s: %v, want %q", name, err, row.code)
		}
		j := r.job(id)
		if j.State != row.want {
			t.Errorf("%s: the job is %s, want %s", name, j.State, row.want)
		}
		if last := r.events(); err == nil && last[len(last)-1] != "spool.resolved/2" {
			t.Errorf("%s: the timeline ends with %v", name, last)
		}
		r.write(func(tx *store.Tx) error { // out of the way of the next
			if j.State == spool.Unknown || j.State == spool.Asking {
				return spool.Resolve(tx, id, spool.NotWanted, seal.Coded(""))
			}
			if !j.Open() {
				return nil
			}
			return spool.Drop(tx, id, seal.Coded(""))
		})
	}
}

// TestSaid: a job that a person calls done has no result, and is told as done
// like another.
func TestSaid(t *testing.T) {
	r := newRoom(t)
	id := r.stuck(blind, kyiv, spool.Unknown, errors.New("reset"))
	r.write(func(tx *store.Tx) error { return spool.Resolve(tx, id, spool.CameOut, seal.Coded("lies on the tray")) })
	j := r.job(id)
	if _, ok, err := blind.Result(j); ok || err != nil || j.Said.Plain != "lies on the tray" || j.Stuck() {
		t.Errorf("%v %v %+v", ok, err, j)
	}
	events := r.events()
	if want := []string{"spool.unknown/1", "spool.done/1", "spool.resolved/2"}; !slices.Equal(events, want) {
		t.Errorf("events %v, want %v", events, want)
	}
}

// TestPause: nothing is begun in a paused queue, and people are told when it
// was forgotten; only people of its site pause it.
func TestPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		door := &command.Door{DB: r.db}
		ctx := context.Background()
		manager, elsewhere := r.hire("manager", kyiv), r.hire("manager", lviv)
		put := func() (id spool.JobID) {
			r.write(func(tx *store.Tx) (err error) {
				id, err = labels.Put(tx, spool.To{Queue: "m", Site: kyiv}, &paper{"x"})
				return err
			})
			return id
		}
		stuck := func() (codes string) {
			r.read(func(tx *store.Tx) error {
				list, err := spool.AllStuck(tx, kyiv)
				for _, j := range list {
					codes += j.Why.Code + " "
				}
				if other, err := spool.AllStuck(tx, lviv); err != nil || len(other) > 0 {
					t.Errorf("another site sees %v %v", other, err)
				}
				return err
			})
			return codes
		}
		pause := func(p warehouse.PersonID) error {
			_, err := spool.Pause.Do(ctx, door, command.Command{Person: p}, &spool.PauseRequest{Queue: "m", Reason: "new ribbon"})
			return err
		}
		if err := pause(manager); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a queue that never was: %v", err)
		}
		id := put()
		if got := stuck(); got != "" {
			t.Errorf("at once: %s", got)
		}
		time.Sleep(spool.Patience)
		if got := stuck(); got != "spool.nobody " {
			t.Errorf("with no machine: %s", got)
		}
		if err := pause(elsewhere); fault.KindOf(err) != fault.Denied {
			t.Errorf("paused from elsewhere: %v", err)
		}
		for range 2 {
			if err := pause(manager); err != nil {
				t.Fatal(err)
			}
		}
		m := &machine{do: func(context.Context, *spool.Try, string) (sheet, error) { return sheet{}, nil }}
		stop := r.run(m.worker("m"))
		synctest.Wait()
		if s := r.job(id).State; s != spool.Waiting {
			t.Errorf("while paused the job is %s", s)
		}
		if got := stuck(); got != "spool.paused " {
			t.Errorf("paused: %s", got)
		}
		if _, err := spool.Resume.Do(ctx, door, command.Command{Person: manager}, &spool.ResumeRequest{Queue: "m"}); err != nil {
			t.Fatal(err)
		}
		r.until(id, spool.Done)
		stop()
		if events := r.events(); !slices.Equal(events[len(events)-3:], []string{"spool.paused/1", "spool.resumed/1", "spool.done/1"}) {
			t.Errorf("events %v", events)
		}
	})
}

// TestWaits: people see why a try takes so long, and that it goes on.
func TestWaits(t *testing.T) {
	r := newRoom(t)
	said, paper := make(chan bool), make(chan bool)
	m := &machine{do: func(ctx context.Context, try *spool.Try, _ string) (sheet, error) {
		for range 2 {
			if err := try.Waits(ctx, fault.New(fault.Unavailable, "test.no_paper")); err != nil {
				t.Error(err)
			}
		}
		said <- true
		<-paper
		return sheet{}, try.Waits(ctx, nil)
	}}
	id := r.put(labels, "x", "")
	defer r.run(m.worker("m"))()
	<-said
	if j := r.job(id); j.State != spool.Leased || j.Why.Code != "test.no_paper" || !j.Stuck() {
		t.Errorf("while it waits: %+v", j)
	}
	close(paper)
	if j := r.until(id, spool.Done); j.Why.Code != "" {
		t.Errorf("afterwards: %+v", j.Why)
	}
	if events := r.events(); !slices.Equal(events, []string{"spool.delayed/1", "spool.done/1"}) {
		t.Errorf("events %v", events)
	}
}

// TestWell: what rests because the machine was away goes at once when it is
// itself again, and later as it would have when nobody said so.
func TestWell(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		began := time.Now()
		var tries []time.Duration
		m := &machine{do: func(context.Context, *spool.Try, string) (sheet, error) {
			if tries = append(tries, time.Since(began)); len(tries) < 3 {
				return sheet{}, spool.Away(jam)
			}
			return sheet{}, nil
		}}
		id := r.put(letters, "x", "")
		w := m.worker("m")
		defer r.run(w)()
		time.Sleep(2 * time.Second)
		w.Well()
		r.until(id, spool.Done)
		if want := []time.Duration{0, 2 * time.Second, 12 * time.Second}; !slices.Equal(tries, want) {
			t.Errorf("tried at %s, want %s", tries, want)
		}
	})
}

// TestTwoWorkers: a queue has one job under way, in order, however many work
// there.
func TestTwoWorkers(t *testing.T) {
	r := newRoom(t)
	var mu sync.Mutex
	busy, log := 0, ""
	m := &machine{do: func(_ context.Context, _ *spool.Try, text string) (sheet, error) {
		mu.Lock()
		busy++
		log += text
		if busy > 1 {
			t.Error("two jobs at a time")
		}
		mu.Unlock()
		mu.Lock()
		defer mu.Unlock()
		busy--
		return sheet{}, nil
	}}
	var last spool.JobID
	for _, text := range strings.Split("abcdefghijklmnopqrstuvwxyz", "") {
		last = r.put(labels, text, "")
	}
	stop, stop2 := r.run(m.worker("m")), r.run(m.worker("m"))
	r.until(last, spool.Done)
	stop()
	stop2()
	if log != "abcdefghijklmnopqrstuvwxyz" {
		t.Errorf("order %s", log)
	}
}

// TestStops: when the program is to end, the job under way tells the truth and
// it is kept.
func TestStops(t *testing.T) {
	r := newRoom(t)
	begun := make(chan bool)
	m := &machine{do: func(ctx context.Context, _ *spool.Try, _ string) (sheet, error) {
		begun <- true
		<-ctx.Done()
		return sheet{118}, nil
	}}
	id := r.put(labels, "x", "")
	stop := r.run(m.worker("m"))
	<-begun
	stop()
	if j := r.job(id); j.State != spool.Done {
		t.Errorf("the job is %s", j.State)
	}
}

// TestUnfit: what a worker cannot do waits for a person, at once.
func TestUnfit(t *testing.T) {
	r := newRoom(t)
	w := spool.NewWorker("m")
	blind.On(w, func(context.Context, *spool.Try, paper) (sheet, error) { return sheet{}, nil }, nil)
	id := r.put(labels, "x", "")
	defer r.run(w)()
	if j := r.until(id, spool.Refused); j.Why.Code != "spool.no_hands" {
		t.Errorf("why %+v", j.Why)
	}
}

// TestLimits: what is too much is refused where it is put.
func TestLimits(t *testing.T) {
	r := newRoom(t)
	for code, put := range map[string]func(*store.Tx) error{
		"spool.too_large": func(tx *store.Tx) error {
			_, err := labels.Put(tx, spool.To{Queue: "m"}, &paper{strings.Repeat("x", spool.MaxBody)})
			return err
		},
		"spool.no_queue": func(tx *store.Tx) error { _, err := labels.Put(tx, spool.To{}, &paper{}); return err },
	} {
		err := r.db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error { return put(tx) })
		if err == nil || fault.Of(err).Code != code {
			t.Errorf("%v, want %s", err, code)
		}
	}
}

// TestPrune: a job is forgotten some time after its end, and not before; the
// timeline still tells it.
func TestPrune(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		m := &machine{do: func(_ context.Context, _ *spool.Try, text string) (sheet, error) {
			if text == "open" {
				return sheet{}, spool.Refuse(jam)
			}
			return sheet{}, nil
		}}
		open := r.put(labels, "open", "")
		var ended []spool.JobID
		for range 300 {
			ended = append(ended, r.put(labels, "x", ""))
		}
		stop := r.run(m.worker("m"))
		r.until(ended[len(ended)-1], spool.Done)
		stop()
		left := func() (n int) {
			r.read(func(tx *store.Tx) error {
				for _, id := range append(ended, open) {
					if _, err := spool.Get(tx, id); err == nil {
						n++
					}
				}
				return nil
			})
			return n
		}
		time.Sleep(spool.Keep)
		if err := spool.Prune(context.Background(), r.db); err != nil || left() != 301 {
			t.Errorf("too early: %d left, %v", left(), err)
		}
		time.Sleep(time.Hour)
		if err := spool.Prune(context.Background(), r.db); err != nil || left() != 1 {
			t.Errorf("%d left, %v", left(), err)
		}
		if n := len(r.events()); n != 301 {
			t.Errorf("the timeline tells %d things", n)
		}
		r.read(func(tx *store.Tx) error {
			for range spool.About(tx, journal.Subject("")) {
				t.Error("jobs about nothing in particular are listed")
			}
			return nil
		})
	})
}
