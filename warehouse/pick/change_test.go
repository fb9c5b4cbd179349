package pick_test

import (
	"context"
	"testing"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	_ "warehouse-node/warehouse/look" // a flow that waits for nothing
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// cancel gives an order up, as orders does.
func (h *house) cancel(order warehouse.OrderID) {
	h.t.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) error {
		back, err := promise.Cancel(tx, order)
		if err != nil {
			return err
		}
		_, err = job.Stop(ctx, tx, order, back > 0, job.Halt{Code: "job.cancelled", Said: seal.Typed(sealtest.Boxed("нашла дешевле")), Person: h.ruslan})
		return err
	})
	h.check()
}

// edit sets the quantity of an order's line, as orders does.
func (h *house) edit(order warehouse.OrderID, n int, qty measure.Qty) {
	h.t.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) error {
		j, err := job.Get(tx, order)
		if err != nil {
			return err
		}
		lines := append([]job.Line(nil), j.Lines...)
		if _, err := promise.Change(tx, lines[n].ID, qty); err != nil {
			return err
		}
		lines[n].Qty = qty
		_, err = job.SetLines(ctx, tx, order, lines)
		return err
	})
	h.check()
}

// look is the screen as it stands without anything being done.
func (h *house) look(who warehouse.PersonID) string {
	h.t.Helper()
	var s *station.Session
	h.read(func(tx *store.Tx) (err error) { s, err = station.Of(tx, who); return err })
	h.show(s.Version, s.Reply, who)
	return h.saw()
}

// TestCancelled: the screen says at once that the order is given up; nothing of
// it can be picked any more, and a tote of it shows that its picker knows.
func TestCancelled(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 4)
	h.receive("SHOE-42", "A-01-02-1", 1)
	order := h.released(line{"MUG", 2}, line{"SHOE-42", 1})
	h.steps(t,
		step{"T0", "go A-01-01-1 0/2 pick.begun"},
		step{"A-01-01-1", "item A-01-01-1 0/2 pick.here"},
		step{"MUG", "item A-01-01-1 1/2 pick.took"},
		step{"T0", "item A-01-01-1 0/1 pick.put"},
		step{"MUG", "tote " + h.totes[0].Name + " 1/1 pick.all"},
	)
	h.cancel(order)
	if got := h.look(h.oleg); got != "stop A-01-01-1 pick.stopped" {
		t.Fatal(got)
	}
	if s := h.view.Stop; s.Why.Code != "job.cancelled" || s.Said != "нашла дешевле" || s.Who.Name != "Руслан Ахметов" || h.view.Finish.Units != 1 {
		t.Errorf("stop %+v %+v", s, h.view.Finish)
	}
	for range 2 { // as it is told, and as it is drawn again after a scan of the goods in the hand
		if v := h.view; v.Done != 1 || v.Item == nil || v.Item.Name != "Термокружка" || v.Bin == nil || v.Bin.Code != "A-01-01-1" {
			t.Errorf("%d of %+v go back to %+v; want 1 mug, to A-01-01-1", v.Done, v.Item, v.Bin)
		}
		h.steps(t, step{"MUG", "stop A-01-01-1 pick.stopped"})
	}
	h.steps(t,
		step{"!undo", "stop A-01-01-1 pick.no_action"},
		step{"T1", "stop A-01-01-1 pick.stopped"},
		step{"T0", "tasks pick.idle"},
		step{"T0", "tasks pick.gone"},
	)
	if j := h.job(order); j.State != job.Stopped || len(j.Totes) != 1 {
		t.Errorf("job %+v", j)
	}
	if got := h.in(h.totes[0].ID, "MUG"); got != 1 {
		t.Errorf("%d in the tote", got)
	}
}

// TestCancelledUntouched: of an order that is given up before anything lay in
// its tote nothing has to be brought away, and the empty tote says that its
// picker knows; without one any tote that is nobody's does.
func TestCancelledUntouched(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 9)
	order := h.released(line{"MUG", 2})
	h.steps(t, step{"T0", "go A-01-01-1 0/2 pick.begun"})
	h.cancel(order)
	if got := h.look(h.oleg); got != "stop pick.stopped" {
		t.Fatal(got)
	}
	for range 2 { // as it is told, and as it is drawn again after a scan of something else
		if all := h.view.Totes; len(all) != 1 || all[0].Code != h.totes[0].Name || h.view.Finish.Units != 0 || h.view.Done != 0 || h.view.Item != nil || h.view.Bin != nil {
			t.Errorf("totes %+v, %+v, %d in the hand", all, h.view.Finish, h.view.Done)
		}
		h.steps(t, step{"A-01-01-1", "stop pick.stopped"})
	}
	foreign := h.released(line{"MUG", 1})
	h.write(func(_ context.Context, tx *store.Tx) error {
		_, err := job.PutIn(tx, foreign, h.totes[1].ID)
		return err
	})
	h.steps(t, step{"T1", "stop pick.stopped"}, step{"T0", "tasks pick.idle"})

	order = h.released(line{"MUG", 2})
	h.steps(t,
		step{"T0", "go A-01-01-1 0/1 pick.begun"}, // the other order
		step{"A-01-01-1", "item A-01-01-1 0/1 pick.here"},
		step{"MUG", "tote " + h.totes[0].Name + " 1/1 pick.all"},
		step{"T0", "done pick.done"},
		step{"T2", "go A-01-01-1 0/2 pick.begun"},
		step{"A-01-01-1", "item A-01-01-1 0/2 pick.here"},
		step{"MUG", "item A-01-01-1 1/2 pick.took"},
		step{"MUG", "tote " + h.totes[2].Name + " 2/2 pick.all"},
		step{"!full", "tote  2/2 pick.next_tote"},
	)
	h.cancel(order)
	h.steps(t, step{"T0", "stop A-01-01-1 pick.stopped"}, step{"T3", "tasks pick.idle"})
}

// TestEdited: what is not wanted any more is said at once, what is wanted more is
// picked on the same walk.
func TestEdited(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 9)
	h.receive("SHOE-42", "A-01-02-1", 5)
	order := h.released(line{"MUG", 3}, line{"SHOE-42", 1})
	t0 := h.totes[0].Name
	h.steps(t,
		step{"T0", "go A-01-01-1 0/3 pick.begun"},
		step{"A-01-01-1", "item A-01-01-1 0/3 pick.here"},
		step{"MUG", "item A-01-01-1 1/3 pick.took"},
		step{"MUG", "item A-01-01-1 2/3 pick.took"},
	)
	h.edit(order, 0, 1)
	if got := h.look(h.oleg); got != "return A-01-01-1 pick.changed" {
		t.Fatal(got)
	}
	if h.view.Done != 1 {
		t.Errorf("%d go back", h.view.Done)
	}
	h.edit(order, 0, 0)
	if got := h.look(h.oleg); got != "return A-01-01-1 pick.changed" || h.view.Done != 2 {
		t.Fatal(got)
	}
	h.steps(t,
		step{"A-01-02-1", "return A-01-01-1 pick.put_back"}, // where the walk goes on
		step{"T0", "return A-01-01-1 pick.put_back"},
		step{"!undo", "return A-01-01-1 pick.no_action"},
		step{"A-01-01-1", "go A-01-02-1 0/1 pick.put_back_done"},
	)
	h.steps(t, step{"MUG", "wrong A-01-02-1 0/1 pick.no_longer"})
	h.edit(order, 1, 2)
	h.edit(order, 0, 4)
	h.steps(t,
		step{"A-01-02-1", "item A-01-02-1 0/2 pick.here"},
		step{"SHOE-42", "item A-01-02-1 1/2 pick.took"},
		step{"SHOE-42", "tote " + t0 + " 2/2 pick.all"},
		step{"T0", "go A-01-01-1 0/4 pick.put"},
	)
	h.edit(order, 0, 0)
	if got := h.look(h.oleg); got != "done pick.changed" || h.job(order).State != job.Picked {
		t.Fatal(got)
	}
	h.edit(order, 0, 1) // after all
	if j := h.job(order); j.State != job.Released {
		t.Errorf("a picked order that grew is %s", j.State)
	}
	h.steps(t,
		step{"T0", "go A-01-01-1 0/1 pick.begun"},
		step{"A-01-01-1", "item A-01-01-1 0/1 pick.here"},
		step{"MUG", "tote " + t0 + " 1/1 pick.all"},
		step{"T0", "done pick.done"},
	)
	h.edit(order, 0, 50)
	if j := h.job(order); j.State != job.Released { // eight more are there, and then it waits
		t.Errorf("a picked order that grew is %s", j.State)
	}
}

// TestExcused: a scan of what the order wanted until somebody edited it is no mistake
// of its picker, of the goods in the hand and of the bin to which they were sent; one
// of what it never wanted on this walk is.
func TestExcused(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 9)
	h.receive("SHOE-42", "A-01-02-1", 5)
	h.receive("SHOE-43", "A-01-03-1", 5)
	h.receive("SCREW", "A-02-01-1", 5)
	order := h.released(line{"MUG", 2}, line{"SHOE-42", 1}, line{"SHOE-43", 1}, line{"SCREW", 1})
	h.edit(order, 3, 0) // before anybody took it
	h.steps(t,
		step{"T0", "go A-01-01-1 0/2 pick.begun"},
		step{"A-01-01-1", "item A-01-01-1 0/2 pick.here"},
		step{"MUG", "item A-01-01-1 1/2 pick.took"},
	)
	refused := func(code, want string, excused bool) {
		t.Helper()
		h.steps(t, step{code, want})
		if w := h.view.Wrong; w == nil || w.Excused != excused || (h.replied().Slip == nil) != excused {
			t.Errorf("%s: %+v is told as %+v, want it excused: %v", code, w, h.replied().Slip, excused)
		}
	}
	refused("SCREW", "wrong A-01-01-1 1/2 pick.no_longer", false)
	h.edit(order, 0, 1)
	h.steps(t, step{"T0", "go A-01-02-1 0/1 pick.put"})
	refused("MUG", "wrong A-01-02-1 0/1 pick.no_longer", false) // it has its mug: this is one too many
	h.edit(order, 1, 0)
	if got := h.look(h.oleg); got != "go A-01-03-1 0/1 pick.changed" {
		t.Fatal(got)
	}
	refused("A-01-02-1", "wrong A-01-03-1 0/1 pick.wrong_bin", true)
	refused("A-02-01-1", "wrong A-01-03-1 0/1 pick.wrong_bin", false)
	refused("SHOE-42", "wrong A-01-03-1 0/1 pick.no_longer", true)
	h.steps(t, step{"A-01-03-1", "item A-01-03-1 0/1 pick.here"})
	refused("SHOE-42", "wrong A-01-03-1 0/1 pick.no_longer", true)
	refused("A-01-02-1", "wrong A-01-03-1 0/1 pick.wrong_bin", false) // that was before the bin that they went to since
}

// TestExcusedInHand: of goods of which fewer are wanted than lie in the hand, the one
// too many is excused.
func TestExcusedInHand(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 9)
	h.receive("SHOE-42", "A-01-02-1", 5)
	order := h.released(line{"MUG", 3}, line{"SHOE-42", 1})
	h.steps(t,
		step{"T0", "go A-01-01-1 0/3 pick.begun"},
		step{"A-01-01-1", "item A-01-01-1 0/3 pick.here"},
		step{"MUG", "item A-01-01-1 1/3 pick.took"},
		step{"MUG", "item A-01-01-1 2/3 pick.took"},
	)
	h.edit(order, 0, 1)
	if got := h.look(h.oleg); got != "return A-01-01-1 pick.changed" {
		t.Fatal(got)
	}
	h.steps(t,
		step{"!returned", "tote " + h.totes[0].Name + " 1/1 pick.put_back_done"},
		step{"T0", "go A-01-02-1 0/1 pick.put"},
		step{"MUG", "wrong A-01-02-1 0/1 pick.no_longer"},
	)
	if w := h.view.Wrong; w == nil || !w.Excused || h.replied().Slip != nil {
		t.Errorf("%+v", w)
	}
}

// TestPutBack: goods in the hand that the order wants no more are put back before
// the walk goes on or ends, also when the order is cancelled or freed meanwhile.
func TestPutBack(t *testing.T) {
	begun := func(t *testing.T) (*house, warehouse.OrderID) {
		h := newHouse(t)
		h.receive("MUG", "A-01-01-1", 9)
		h.receive("SHOE-42", "A-01-02-1", 5)
		order := h.released(line{"SHOE-42", 1}, line{"MUG", 2})
		h.steps(t,
			step{"T0", "go A-01-01-1 0/2 pick.begun"},
			step{"A-01-01-1", "item A-01-01-1 0/2 pick.here"},
			step{"MUG", "item A-01-01-1 1/2 pick.took"},
			step{"MUG", "tote " + h.totes[0].Name + " 2/2 pick.all"},
			step{"T0", "go A-01-02-1 0/1 pick.put"},
			step{"A-01-02-1", "item A-01-02-1 0/1 pick.here"},
			step{"SHOE-42", "tote " + h.totes[0].Name + " 1/1 pick.all"},
		)
		h.edit(order, 0, 0)
		if got := h.look(h.oleg); got != "return A-01-02-1 pick.changed" {
			t.Fatal(got)
		}
		return h, order
	}
	t.Run("and it was the last", func(t *testing.T) {
		h, order := begun(t)
		if v := h.view; v.Done != 1 || v.Item == nil || v.Item.Name == "" || v.Bin.Code != "A-01-02-1" {
			t.Errorf("%+v goes back to %+v", v.Item, v.Bin)
		}
		h.steps(t,
			step{"SHOE-42", "return A-01-02-1 pick.put_back"},
			step{"A-01-02-1", "done pick.done"},
		)
		if j := h.job(order); j.State != job.Picked {
			t.Errorf("job %s", j.State)
		}
	})
	t.Run("wanted again", func(t *testing.T) {
		h, order := begun(t)
		h.edit(order, 0, 1)
		h.steps(t,
			step{"A-01-02-1", "item A-01-02-1 0/1 pick.put_back_done"},
			step{"SHOE-42", "tote " + h.totes[0].Name + " 1/1 pick.all"},
			step{"T0", "done pick.done"},
		)
	})
	t.Run("cancelled", func(t *testing.T) {
		h, order := begun(t)
		h.cancel(order)
		if got := h.look(h.oleg); got != "stop A-01-02-1 pick.stopped" || h.view.Done != 1 {
			t.Errorf("%s with %d in the hand", got, h.view.Done)
		}
	})
}

// TestShortGivenUp: an order that waits for goods is picked when they are taken
// off it.
func TestShortGivenUp(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 3)
	order := h.released(line{"MUG", 3})
	h.steps(t,
		step{"T0", "go A-01-01-1 0/3 pick.begun"},
		step{"A-01-01-1", "item A-01-01-1 0/3 pick.here"},
		step{"MUG", "item A-01-01-1 1/3 pick.took"},
		step{"!short", "short A-01-01-1 1/3 pick.short"},
		step{"!confirm", "tote " + h.totes[0].Name + " 1/1 pick.shorted"},
		step{"T0", "done pick.done_missing"},
	)
	h.edit(order, 0, 1)
	if j := h.job(order); j.State != job.Picked {
		t.Errorf("job %s", j.State)
	}
}

// TestCount: what a count finds gone is told to the picker who held it, and is
// taken from elsewhere.
func TestCount(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 3)
	h.released(line{"MUG", 3})
	h.receive("MUG", "A-01-02-1", 9)
	h.steps(t,
		step{"T0", "go A-01-01-1 0/3 pick.begun"},
		step{"A-01-01-1", "item A-01-01-1 0/3 pick.here"},
		step{"MUG", "item A-01-01-1 1/3 pick.took"},
		step{"MUG", "item A-01-01-1 2/3 pick.took"},
	)
	h.write(func(_ context.Context, tx *store.Tx) error {
		_, err := ledger.Correct(tx, h.bins["A-01-01-1"].ID, warehouse.Stock{Item: h.items["MUG"]}, 1, ledger.ReasonCount, "")
		return err
	})
	h.check()
	h.steps(t,
		step{"MUG", "return A-01-01-1 pick.put_back"},
		step{"A-01-01-1", "tote " + h.totes[0].Name + " 1/1 pick.put_back_done"},
	)
	h.follow()
	h.steps(t, step{"T0", "go A-01-02-1 0/2 pick.put"})
}

// TestChangedToNothing: an order of which nothing is left to pick goes to the benches
// by itself, unless somebody is on its walk: they are told.
func TestChangedToNothing(t *testing.T) {
	for name, row := range map[string]struct {
		before []string // what its picker does, of two mugs of two bins
		after  []string // when more was asked for
		want   job.State
	}{
		"it waited for the rest":  {[]string{"T0", "A-01-01-1", "MUG", "MUG", "T0"}, nil, job.Picked},
		"left in the middle":      {[]string{"T0", "A-01-01-1", "MUG", "MUG", "T0"}, []string{"T0", "!menu"}, job.Picked},
		"somebody looks about":    {[]string{"T0", "A-01-01-1", "MUG", "MUG", "T0"}, []string{"T0", "!look"}, job.Picking},
		"somebody is on the walk": {[]string{"T0", "A-01-01-1", "MUG", "MUG", "T0"}, []string{"T0"}, job.Picked},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.receive("MUG", "A-01-01-1", 9)
			order := h.released(line{"MUG", 2})
			for _, code := range row.before {
				h.do(h.oleg, code)
			}
			if j := h.job(order); j.State != job.Picked {
				t.Fatalf("picked, and it is %s", j.State)
			}
			h.edit(order, 0, 3)
			for _, code := range row.after {
				h.do(h.oleg, code)
			}
			h.edit(order, 0, 2)
			j := h.job(order)
			if j.State != row.want || row.want == job.Picked && (!j.Holder.IsZero() || len(j.Totes) != 1) {
				t.Errorf("it is %s of %v in %d totes, want %s", j.State, j.Holder, len(j.Totes), row.want)
			}
			if name == "somebody is on the walk" {
				if got := h.look(h.oleg); got != "done pick.changed" && got != "done pick.done" {
					t.Errorf("its picker sees %q", got)
				}
			}
		})
	}
}

// TestGivenBack: an order that comes back from a bench for what it lacks is picked
// at once from another bin, and where there is none it waits; the screen of who had
// picked it says only then that something is missing.
func TestGivenBack(t *testing.T) {
	for name, row := range map[string]struct {
		elsewhere measure.Qty // mugs in another bin
		held      measure.Qty
		state     job.State
		missing   int64
	}{
		"another bin has it": {9, 2, job.Released, 0},
		"a part of it":       {1, 1, job.Released, 0},
		"nothing is there":   {0, 0, job.Offered, 2},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.receive("MUG", "A-01-01-1", 2)
			order := h.released(line{"MUG", 2})
			for _, code := range []string{"T0", "A-01-01-1", "MUG", "MUG", "T0"} {
				h.do(h.oleg, code)
			}
			if row.elsewhere > 0 {
				h.receive("MUG", "A-01-02-1", row.elsewhere)
			}
			h.write(func(ctx context.Context, tx *store.Tx) error {
				if _, err := job.Lease(tx, order, h.ruslan, tx.Now().Add(time.Hour)); err != nil {
					return err
				}
				j, err := job.To(tx, order, job.Packing)
				if err != nil {
					return err
				}
				stock := warehouse.Stock{Item: h.items["MUG"]}
				if err := ledger.Post(tx, &ledger.Move{Stock: stock, Qty: 2, From: h.totes[0].ID, To: place.Loss, Reason: ledger.ReasonCount}); err != nil {
					return err
				}
				if err := promise.Lost(tx, j.Lines[0].ID, 2); err != nil {
					return err
				}
				held, err := job.Bring(ctx, tx, order)
				if held != row.held {
					t.Errorf("held %d, want %d", held, row.held)
				}
				return err
			})
			h.check()
			if j := h.job(order); j.State != row.state || !j.Holder.IsZero() || j.Leased(h.now) {
				t.Errorf("it is %s of %v", j.State, j.Holder)
			}
			h.write(func(ctx context.Context, tx *store.Tx) error {
				return station.Refresh(ctx, tx, h.oleg, pick.Flow, station.CueOK, station.Message{})
			})
			h.look(h.oleg)
			if f := h.view.Finish; f == nil || f.Missing != row.missing {
				t.Errorf("its picker sees %+v, want %d missing", f, row.missing)
			}
		})
	}
}
