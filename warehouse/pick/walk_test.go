package pick_test

import (
	"testing"

	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/store"
)

// TestWalk is a whole order: three lines in two bins, by units, by a carton and
// by a typed number, into one tote.
func TestWalk(t *testing.T) {
	h := newHouse(t)
	h.receive("SHOE-42", "A-01-02-1", 5)
	h.receive("MUG", "A-01-02-1", 10)
	h.receive("MUG", "A-02-01-1", 30)
	h.receive("SCREW", "A-02-03-1", 100)
	order := h.released(line{"SHOE-42", 2}, line{"MUG", 8}, line{"SCREW", 40})
	t0 := h.totes[0].Name
	h.steps(t,
		step{"T0", "go A-01-02-1 0/2 pick.begun"},
		step{"A-01-02-1", "item A-01-02-1 0/2 pick.here"},
		step{"A-01-02-1", "item A-01-02-1 0/2 pick.here"}, // again is fine
		step{"SHOE-42", "item A-01-02-1 1/2 pick.took"},
		step{"SHOE-42", "tote " + t0 + " 2/2 pick.all"},
		step{"SHOE-42", "tote " + t0 + " 2/2 pick.enough"},
		step{"T0", "item A-01-02-1 0/8 pick.put"}, // the bin is asked once
		step{mugCarton, "item A-01-02-1 6/8 pick.took"},
		step{mugCarton, "item A-01-02-1 6/8 pick.only"},
		step{"MUG", "item A-01-02-1 7/8 pick.took"},
		step{"MUG", "tote " + t0 + " 8/8 pick.all"},
		step{"T0", "go A-02-03-1 0/40 pick.put"},
		step{"A-02-03-1", "item A-02-03-1 0/40 pick.here"},
		step{"!quantity", "quantity A-02-03-1 0/40 pick.count"},
		step{"!confirm qty=41", "quantity A-02-03-1 0/40 pick.limits"},
		step{"X-4-", "quantity A-02-03-1 0/40 pick.count"}, // the same by scans alone
		step{"X-1-", "quantity A-02-03-1 0/40 pick.count"},
	)
	if typed := h.view.Asked.Typed; typed != 41 {
		t.Errorf("the screen shows %d", typed)
	}
	h.steps(t,
		step{"X-CONFIRM-", "quantity A-02-03-1 0/40 pick.limits"},
		step{"X-3-", "quantity A-02-03-1 0/40 pick.count"},
		step{"X-CONFIRM-", "item A-02-03-1 3/40 pick.took"},
		step{"X-QUANTITY-", "quantity A-02-03-1 3/40 pick.count"},
		step{"X-CONFIRM-", "tote " + t0 + " 40/40 pick.all"}, // all that is needed
		step{"X-UNDO-", "item A-02-03-1 3/40 pick.uncounted"},
		step{"X-UNDO-", "item A-02-03-1 0/40 pick.uncounted"},
		step{"!quantity", "quantity A-02-03-1 0/40 pick.count"},
		step{"!confirm qty=40", "tote " + t0 + " 40/40 pick.all"},
		step{"T0", "done pick.done"},
		step{"BENCH", "done pick.stood"},
	)
	if v := h.view; v.Finish.Units != 50 || v.Finish.Missing != 0 || v.Lines.Done != 3 || v.Totes[0].Units != 50 {
		t.Errorf("done shows %+v, %+v, %+v", v.Finish, v.Lines, v.Totes)
	}
	if j := h.job(order); j.State != job.Picked || !j.Holder.IsZero() || len(j.Totes) != 1 || j.Totes[0] != h.totes[0].ID {
		t.Errorf("job %+v", j)
	}
	h.read(func(tx *store.Tx) error {
		for l, err := range promise.Of(tx, order) {
			if err != nil {
				return err
			}
			if l.Picked != l.Ordered() {
				t.Errorf("line %+v", l)
			}
		}
		return nil
	})
	if got := h.in(h.totes[0].ID, "MUG"); got != 8 {
		t.Errorf("%d mugs in the tote", got)
	}
	h.steps(t, step{"T1", "done pick.nothing"})
}

// TestWalkStartsAtTheLastScan: an order begins from the bin that the picker scanned
// last, in the middle of its aisle. Both aisles are numbered from the front, so they
// are taken for dead ends: what is left in this one comes before the other.
func TestWalkStartsAtTheLastScan(t *testing.T) {
	h := newHouse(t)
	h.receive("SCREW", "A-01-03-1", 1)
	h.receive("SHOE-42", "A-01-01-1", 1)
	h.receive("MUG", "A-01-04-1", 1)
	h.receive("SHOE-43", "A-02-01-1", 1)
	t0, t1 := h.totes[0].Name, h.totes[1].Name
	h.released(line{"SCREW", 1})
	h.steps(t,
		step{"T0", "go A-01-03-1 0/1 pick.begun"},
		step{"A-01-03-1", "item A-01-03-1 0/1 pick.here"},
		step{"X-QUANTITY-", "quantity A-01-03-1 0/1 pick.count"},
		step{"X-CONFIRM-", "tote " + t0 + " 1/1 pick.all"},
		step{"T0", "done pick.done"},
	)
	h.released(line{"SHOE-42", 1}, line{"MUG", 1}, line{"SHOE-43", 1})
	h.steps(t,
		step{"T1", "go A-01-04-1 0/1 pick.begun"},
		step{"A-01-04-1", "item A-01-04-1 0/1 pick.here"},
		step{"MUG", "tote " + t1 + " 1/1 pick.all"},
		step{"T1", "go A-01-01-1 0/1 pick.put"},
		step{"A-01-01-1", "item A-01-01-1 0/1 pick.here"},
		step{"SHOE-42", "tote " + t1 + " 1/1 pick.all"},
		step{"T1", "go A-02-01-1 0/1 pick.put"},
		step{"A-02-01-1", "item A-02-01-1 0/1 pick.here"},
		step{"SHOE-43", "tote " + t1 + " 1/1 pick.all"},
		step{"T1", "done pick.done"},
	)
}
