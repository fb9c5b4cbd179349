package pack_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// TestCancelled: the bench stops at once with the reason, the goods come out by
// scan into a tote, and it is over by itself.
func TestCancelled(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "MUG", qty: 1, found: 1}, want{article: "LAMP", qty: 3, found: 3})
	h.begin(h.olga)
	h.scan(h.olga, code(h.totes[0]))
	h.scan(h.olga, "LAMP")
	h.scan(h.olga, "LAMP")
	before := h.look(h.olga).version
	h.cancel(order)

	r := h.look(h.olga)
	mustBe(t, "step", r.Step, pack.StepStop)
	mustBe(t, "cue", r.Cue, station.CueWrong)
	mustBe(t, "a new version", r.version, before+1)
	if r.Stop == nil {
		t.Fatal("no reason")
	}
	mustBe(t, "why", r.Stop.Why.Code, "job.cancelled")
	mustBe(t, "said", r.Stop.Said, "нашла дешевле")
	mustBe(t, "after", r.Stop.AfterScan, 2)
	mustBe(t, "label", r.Stop.Undone[0].State, "none")
	mustBe(t, "into", r.Stop.Into.Code, h.totes[0].Name)
	mustBe(t, "to take out", r.Stop.Back[0].Need, 2)

	refused(t, h, h.scan(h.olga, "MUG"), "pack.not_in_box", "item")
	r = h.scan(h.olga, code(h.totes[5])) // any empty tote will do
	mustBe(t, "another into", r.Stop.Into.Code, h.totes[5].Name)
	h.scan(h.olga, code(h.totes[0]))
	r = h.scan(h.olga, "LAMP")
	mustBe(t, "out", r.Stop.Back[0].Done, 1)
	mustBe(t, "in the tote", h.lies("LAMP", h.totes[0].ID), 2)
	r = h.scan(h.olga, "LAMP")
	mustBe(t, "over", r.Step, pack.StepTote)
	mustBe(t, "cue", r.Cue, station.CueDone)
	mustBe(t, "parcels", len(h.parcels(order)), 0)
	mustBe(t, "still to be put back", h.job(order).State, job.Stopped)
	mustBe(t, "in the tote", h.lies("LAMP", h.totes[0].ID), 3)
	mustBe(t, "back", h.line(order, 1).Back, 3)
	r = h.scan(h.olga, code(h.totes[0])) // and says so at any bench
	mustBe(t, "stopped", r.Step, pack.StepStop)
	mustBe(t, "nothing to take out", len(r.Stop.Back), 0)
}

// TestCancelledInTheTote: a tote that its picker brought says at the bench that
// its order is cancelled, who says so and that its goods go back, though the
// picker still holds the order; the next tote goes on.
func TestCancelledInTheTote(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "LAMP", qty: 2, found: 1})
	h.order(1, want{article: "MUG", qty: 1, found: 1})
	h.write(func(_ context.Context, tx *store.Tx) error {
		_, err := job.Lease(tx, order, h.igor, tx.Now().Add(time.Hour))
		return err
	})
	h.cancel(order)
	h.begin(h.olga)
	r := h.scan(h.olga, code(h.totes[0]))
	mustBe(t, "stopped", r.Step, pack.StepStop)
	mustBe(t, "said", r.Message.Code, "pack.stopped")
	mustBe(t, "why", r.Stop.Why.Code, "job.cancelled")
	mustBe(t, "to take out", len(r.Stop.Back), 0)
	if len(r.Totes) != 1 || r.Totes[0].Code != h.totes[0].Name || r.Totes[0].Units != 1 {
		t.Errorf("goes back: %+v", r.Totes)
	}
	mustBe(t, "nothing happened", h.job(order).Holder, h.igor)
	mustBe(t, "the next", h.scan(h.olga, code(h.totes[1])).Step, pack.StepUnits)
}

// TestCancelledClosed: an order cancelled after its parcel was closed comes
// apart at a bench; the label that was not printed yet is not printed.
func TestCancelledClosed(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "LAMP", qty: 1, found: 1})
	h.begin(h.olga)
	h.scan(h.olga, code(h.totes[0]))
	h.scan(h.olga, "LAMP")
	p := h.parcels(order)[0]
	h.cancel(order)
	r := h.look(h.olga)
	mustBe(t, "stopped", r.Step, pack.StepStop)
	mustBe(t, "label", r.Stop.Undone[0].State, "waiting")
	mustBe(t, "labels", len(h.labels(p.Place)), 0)
	h.touch(h.olga, station.MenuFlow)

	h.begin(h.igor) // another one finds the parcel
	r = h.scan(h.igor, p.Code)
	mustBe(t, "stopped", r.Step, pack.StepStop)
	refused(t, h, h.scan(h.igor, "LAMP"), "pack.into_first", "item")
	r = h.scan(h.igor, code(h.totes[7]))
	mustBe(t, "into", r.Stop.Into.Code, h.totes[7].Name)
	r = h.scan(h.igor, "LAMP")
	mustBe(t, "over", r.Step, pack.StepTote)
	mustBe(t, "in the tote", h.lies("LAMP", h.totes[7].ID), 1)
	mustBe(t, "tote", h.job(order).Totes[0], h.totes[7].ID)
}

// TestPrintedLabelStays: the paper of a closed parcel is on the bench also when
// its first unit came out, and the screen goes on saying so.
func TestPrintedLabelStays(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "LAMP", qty: 2, found: 2})
	h.begin(h.olga)
	h.scan(h.olga, code(h.totes[0]))
	h.scan(h.olga, "LAMP")
	h.scan(h.olga, "LAMP")
	h.print(t, func() error { return nil })
	h.cancel(order)
	r := h.look(h.olga)
	mustBe(t, "to take out", r.Stop.Back[0].Need, 2)
	mustBe(t, "label", r.Stop.Undone[0].State, "done")
	h.scan(h.olga, code(h.totes[7]))
	r = h.scan(h.olga, "LAMP")
	mustBe(t, "still stopped", r.Step, pack.StepStop)
	mustBe(t, "out", r.Stop.Back[0].Done, 1)
	mustBe(t, "label of the parcel that was opened", r.Stop.Undone[0].State, "done")
}

// TestNothingInTheBox: an order cancelled before its first scan stops the bench
// too, and the next tote goes on.
func TestNothingInTheBox(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "LAMP", qty: 1, found: 1})
	h.order(1, want{article: "LAMP", qty: 1, found: 1})
	h.begin(h.olga)
	h.scan(h.olga, code(h.totes[0]))
	h.cancel(order)
	r := h.look(h.olga)
	mustBe(t, "stopped", r.Step, pack.StepStop)
	mustBe(t, "nothing to take out", len(r.Stop.Back), 0)
	refused(t, h, h.scan(h.olga, "LAMP"), "pack.stopped", "")
	mustBe(t, "goes on", h.scan(h.olga, code(h.totes[1])).Step, pack.StepUnits)
}

// TestLess: an order that asks for less than is in the box stops until it is
// out, and then goes on.
func TestLess(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "LAMP", qty: 3, found: 3}, want{article: "MUG", qty: 1, found: 1})
	h.begin(h.olga)
	h.scan(h.olga, code(h.totes[0]))
	h.scan(h.olga, "LAMP")
	h.scan(h.olga, "LAMP")
	h.change(order, 0, 2) // the third is in the tote still
	r := h.look(h.olga)
	mustBe(t, "goes on", r.Step, pack.StepUnits)
	mustBe(t, "told", r.Message.Code, "pack.changed")
	refused(t, h, h.scan(h.olga, "LAMP"), "pack.extra", "item")
	h.change(order, 0, 1)
	r = h.look(h.olga)
	mustBe(t, "stopped", r.Step, pack.StepStop)
	mustBe(t, "why", r.Stop.Why.Code, "pack.changed")
	r = h.scan(h.olga, "LAMP")
	mustBe(t, "goes on", r.Step, pack.StepUnits)
	r = h.scan(h.olga, "MUG")
	mustBe(t, "closed", r.Step, pack.StepClosed)
	mustBe(t, "in the box", h.lies("LAMP", h.parcels(order)[0].Place), 1)
	mustBe(t, "its tote stays until the rest is put back", len(h.job(order).Totes), 1)
	mustBe(t, "back", h.line(order, 0).Back, 2)
}

// TestLessAfterClose: a closed parcel that holds too much is opened for it, and
// is another one from then on.
func TestLessAfterClose(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "LAMP", qty: 2, found: 2})
	h.begin(h.olga)
	h.scan(h.olga, code(h.totes[0]))
	h.scan(h.olga, "LAMP")
	h.scan(h.olga, "LAMP")
	old := h.parcels(order)[0]
	h.touch(h.olga, station.MenuFlow)
	h.change(order, 0, 1)
	mustBe(t, "not packed any more", h.job(order).State, job.Packing)
	h.begin(h.olga)
	r := h.scan(h.olga, old.Code)
	mustBe(t, "stopped", r.Step, pack.StepStop)
	h.scan(h.olga, code(h.totes[3]))
	r = h.scan(h.olga, "LAMP")
	mustBe(t, "goes on", r.Step, pack.StepUnits)
	r = h.touch(h.olga, pack.ActParcel)
	mustBe(t, "closed", r.Step, pack.StepClosed)
	is := h.parcels(order)
	if len(is) != 1 || is[0].Code == old.Code {
		t.Errorf("parcels %+v", is)
	}
	mustBe(t, "grams", h.labels(is[0].Place)[0].Grams, 200)
	mustBe(t, "job", h.job(order).State, job.Packed)
}

// TestMoreAfterClose: an order that asks for more goes back to the pickers.
func TestMoreAfterClose(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "LAMP", qty: 1, found: 1})
	h.begin(h.olga)
	h.scan(h.olga, code(h.totes[0]))
	h.scan(h.olga, "LAMP")
	h.change(order, 0, 2)
	mustBe(t, "waits", h.job(order).State, job.Offered)
	h.bring(order, 0, 4)
	h.scan(h.olga, code(h.totes[4]))
	mustBe(t, "closed", h.scan(h.olga, "LAMP").Step, pack.StepClosed)
	mustBe(t, "parcels", len(h.parcels(order)), 2)
}

// TestNothingToScan: a screen on which nothing is left to scan says what is to be
// done, also to who looks at it anew: more is still to be picked, or all is in the box.
func TestNothingToScan(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "LAMP", qty: 1, found: 1})
	h.begin(h.olga)
	h.scan(h.olga, code(h.totes[0]))
	h.scan(h.olga, "LAMP")
	mustBe(t, "while all is packed", h.touch(h.olga, pack.ActReopen).All.Code, "pack.close_by_key")
	for _, row := range []struct {
		qty        measure.Qty
		code, offs string
	}{{3, "pack.rest_missing", "parcel aside weight"}, {1, "pack.close_by_key", "parcel aside weight"}} {
		h.change(order, 0, row.qty)
		r := h.look(h.olga)
		if r.Step != pack.StepUnits || r.All == nil || r.All.Code != row.code || len(r.Open) > 0 {
			t.Errorf("of %d: %s, %+v", row.qty, r.Step, r.All)
		}
		var names []string
		for _, a := range r.Actions {
			names = append(names, a.Name)
		}
		mustBe(t, "actions", strings.Join(names, " "), row.offs)
	}
	mustBe(t, "closed by the key", h.touch(h.olga, pack.ActParcel).Step, pack.StepClosed)
	mustBe(t, "job", h.job(order).State, job.Packed)
}

// TestLeftInTote: goods that are taken off an order while it lies on the bench stay in
// their tote, and both the order's screen and that of its close say so.
func TestLeftInTote(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "MUG", qty: 2, found: 2}, want{article: "LAMP", qty: 1, found: 1})
	h.begin(h.olga)
	mustBe(t, "before", len(h.scan(h.olga, code(h.totes[0])).Back), 0)
	h.change(order, 0, 1)
	for _, scan := range []string{"", "MUG", "LAMP"} {
		r := h.look(h.olga)
		if scan != "" {
			r = h.scan(h.olga, scan)
		}
		if len(r.Back) != 1 || r.Back[0].Code != h.totes[0].Name {
			t.Errorf("after %q: back %+v", scan, r.Back)
		}
	}
	mustBe(t, "closed", h.look(h.olga).Step, pack.StepClosed)
}
