package pick_test

import (
	"context"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/store"
)

// TestUndo: the last scan is taken back, out of the hand and out of the tote,
// and the ledger shows the goods going back.
func TestUndo(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 9)
	order := h.released(line{"MUG", 2}, line{"MUG", 1}) // two lines, one stop
	t0 := h.totes[0].Name
	h.steps(t,
		step{"T0", "go A-01-01-1 0/3 pick.begun"},
		step{"!undo", "go A-01-01-1 0/3 pick.no_action"},
		step{"A-01-01-1", "item A-01-01-1 0/3 pick.here"},
		step{"MUG", "item A-01-01-1 1/3 pick.took"},
		step{"MUG", "item A-01-01-1 2/3 pick.took"},
		step{"!undo", "item A-01-01-1 1/3 pick.uncounted"},
		step{"MUG", "item A-01-01-1 2/3 pick.took"},
		step{"MUG", "tote " + t0 + " 3/3 pick.all"},
		step{"!undo", "item A-01-01-1 2/3 pick.uncounted"},
		step{"MUG", "tote " + t0 + " 3/3 pick.all"},
		step{"T0", "done pick.done"},
	)
	if h.in(h.totes[0].ID, "MUG") != 3 || h.job(order).State != job.Picked {
		t.Fatal("not picked")
	}
	h.steps(t, step{"!undo", "tote " + t0 + " 3/3 pick.undone"})
	if h.in(h.totes[0].ID, "MUG") != 0 || h.in(h.bins["A-01-01-1"].ID, "MUG") != 9 || h.job(order).State != job.Picking {
		t.Error("not taken back")
	}
	h.read(func(tx *store.Tx) error {
		n := 0
		for m, err := range ledger.History(tx, h.totes[0].ID, warehouse.Stock{Item: h.items["MUG"]}) {
			if err != nil {
				return err
			}
			if n++; n <= 2 && (m.Undoes.IsZero() || m.Reason != ledger.ReasonUndo) {
				t.Errorf("move %+v", m)
			}
		}
		if n != 4 {
			t.Errorf("%d moves, want two there and two back", n)
		}
		return nil
	})
	h.steps(t,
		step{"!undo", "item A-01-01-1 2/3 pick.uncounted"},
		step{"MUG", "tote " + t0 + " 3/3 pick.all"},
		step{"T0", "done pick.done"},
	)
	h.write(func(_ context.Context, tx *store.Tx) error { _, err := job.To(tx, order, job.Packing); return err })
	h.steps(t,
		step{"!undo", "done pick.undo_gone"},
		step{"!undo", "done pick.no_action"}, // and it is offered no more
	)
}
