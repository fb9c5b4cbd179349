package main

import (
	"context"
	"errors"
	"os"
	"regexp"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"warehouse-node/devices/label"
	"warehouse-node/devices/printer"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// moody is a printer that answers how it is from a list, and then is gone.
type moody struct {
	moods [][]printer.Fault
	asked int
}

func (m *moody) Print(context.Context, ...label.Label) (printer.Outcome, error) {
	return printer.Outcome{}, errors.New("prints nothing")
}
func (m *moody) Close() error { return nil }

func (m *moody) Status(context.Context) (printer.Status, error) {
	if m.asked++; m.asked > len(m.moods) {
		return printer.Status{}, errors.New("the link is gone")
	}
	return printer.Status{Faults: m.moods[m.asked-1]}, nil
}

// waitsFor carries a label job out by nothing but telling how long it waits for
// p, and looks at the job after every second of it.
func waitsFor(t *testing.T, p printer.Printer, seconds int, look func(second int, j *spool.Job)) (old *spool.Try, told []string) {
	t.Helper()
	db := store.Open(memory.New())
	w := spool.NewWorker("printer/1")
	over := make(chan struct{})
	pack.Labels.On(w, func(ctx context.Context, try *spool.Try, _ pack.Label) (struct{}, error) {
		old = try
		tellWaits(ctx, try, p)
		close(over)
		return struct{}{}, nil
	}, func(context.Context, *spool.Job, pack.Label) (struct{}, error) {
		return struct{}{}, errors.New("nobody asks: it was carried out")
	})
	var id spool.JobID
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(db.Write(t.Context(), func(_ context.Context, tx *store.Tx) (err error) {
		id, err = pack.Labels.Put(tx, spool.To{Queue: w.Queue}, &pack.Label{Code: "PCL-1"})
		return err
	}))
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx, db) }()
	synctest.Wait()
	for second := 1; second <= seconds; second++ {
		time.Sleep(statusEvery) // of the bubble: no time passes
		synctest.Wait()
		must(db.Read(t.Context(), func(_ context.Context, tx *store.Tx) error {
			j, err := spool.Get(tx, id)
			if err == nil {
				look(second, j)
			}
			return err
		}))
	}
	<-over
	synctest.Wait()
	stop()
	<-ended
	must(db.Read(t.Context(), func(_ context.Context, tx *store.Tx) error {
		for e, err := range journal.From(tx, 0) {
			if err != nil {
				return err
			}
			told = append(told, e.Kind)
		}
		return nil
	}))
	return old, told
}

// TestTellWaits: while a label waits for paper its job says so, once and why
// it did not come out stands there until it has, and whether it is being tried; it
// ends with the link, and with the job.
func TestTellWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := []printer.Fault{printer.PaperOut}
		p := &moody{moods: [][]printer.Fault{nil, out, out, nil, out, {printer.HeadOpen, printer.PaperOut}}}
		paper, open := "label.stopped.paper-out", "label.stopped.head-open"
		want := []string{"", paper, paper, paper, paper, open}
		goesOn := []bool{true, false, false, true, false, false}
		old, told := waitsFor(t, p, len(want), func(second int, j *spool.Job) {
			why := want[second-1]
			if j.State != spool.Leased || j.Why.Code != why || j.Stuck() != (why != "") || j.Trying != goesOn[second-1] {
				t.Errorf("after %d s the job is %s, trying %t, for %q, want %q", second, j.State, j.Trying, j.Why.Code, why)
			}
		})
		if !slices.Equal(told, []string{"spool.delayed/1", "spool.delayed/1", "spool.done/1"}) {
			t.Errorf("told %v", told)
		}
		if p.asked != len(want)+1 {
			t.Errorf("the printer was asked %d times", p.asked)
		}

		late := &moody{moods: [][]printer.Fault{out, out, out}}
		tellWaits(t.Context(), old, late) // the job has ended long ago
		if late.asked != 1 {
			t.Errorf("of a job that is not its own it asked %d times", late.asked)
		}
		ctx, stop := context.WithCancel(t.Context())
		stop()
		never := &moody{}
		if tellWaits(ctx, old, never); never.asked != 0 {
			t.Errorf("after the label was out it asked %d times", never.asked)
		}
	})
}

// TestEveryFaultIsTold: a printer has no fault for which there are no words.
func TestEveryFaultIsTold(t *testing.T) {
	raw, err := os.ReadFile("../../devices/printer/printer.go")
	must(t, err)
	faults := regexp.MustCompile(`Fault = "([a-z-]+)"`).FindAllStringSubmatch(string(raw), -1)
	if len(faults) != len(stoppedBy) {
		t.Errorf("%d faults, words of %d", len(faults), len(stoppedBy))
	}
	for _, f := range faults {
		if stoppedBy[printer.Fault(f[1])] == "" {
			t.Errorf("nobody is told of %q", f[1])
		}
	}
}
