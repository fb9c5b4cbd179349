package pack_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// offers says whether an action is in the view.
func offers(r shown, action string) bool {
	for _, a := range r.View.Actions {
		if a.Name == action {
			return true
		}
	}
	return false
}

// TestUndo really reverses: the ledger shows the move back, the line is picked
// again, and what was scanned before can be undone too, down to the first.
func TestUndo(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "MUG", qty: 6, found: 6}, want{article: "MUG", qty: 2, found: 2}, want{article: "LAMP", qty: 1, found: 1})
	h.begin(h.olga)
	h.scan(h.olga, code(h.totes[0]))
	h.scan(h.olga, "MUG")
	r := h.scan(h.olga, "CMUG") // over both lines of the order
	mustBe(t, "packed", r.Packed, 7)
	r = h.touch(h.olga, pack.ActUndo)
	mustBe(t, "undone the carton", r.Packed, 1)
	mustBe(t, "in the tote", h.lies("MUG", h.totes[0].ID), 7)
	r = h.touch(h.olga, pack.ActUndo)
	mustBe(t, "undone the mug", r.Packed, 0)
	mustBe(t, "no more", offers(r, pack.ActUndo), false)
	r = h.touch(h.olga, pack.ActUndo)
	mustBe(t, "refused", r.Message.Code, "pack.no_action")
	mustBe(t, "parcels", len(h.parcels(order)), 1)
	for range 2 {
		h.scan(h.olga, "MUG")
	}
	h.scan(h.olga, "CMUG")
	r = h.scan(h.olga, "LAMP")
	mustBe(t, "closed", r.Step, pack.StepClosed)
	mustBe(t, "one parcel of it", len(h.parcels(order)), 1)
}

// TestSecondParcel: the key closes the present parcel with its label; the rest
// goes into another. An empty one cannot be closed.
func TestSecondParcel(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "LAMP", qty: 2, found: 2})
	h.begin(h.olga)
	r := h.scan(h.olga, code(h.totes[0]))
	mustBe(t, "offered empty", offers(r, pack.ActParcel), false)
	h.scan(h.olga, "LAMP")
	r = h.touch(h.olga, pack.ActParcel)
	mustBe(t, "goes on", r.Step, pack.StepUnits)
	mustBe(t, "second", r.View.Parcel.Index, 2)
	mustBe(t, "said", r.Message.Code, "pack.new_parcel")
	mustBe(t, "closed, said", r.Message.Args["parcel"], h.parcels(order)[0].Code)
	mustBe(t, "next, said", r.Message.Args["next"], "2")
	mustBe(t, "offered empty", offers(r, pack.ActParcel), false)
	mustBe(t, "undo of a closed one", offers(r, pack.ActUndo), false)
	first := h.parcels(order)[0]
	mustBe(t, "label", len(h.labels(first.Place)), 1)
	mustBe(t, "of how many nobody knows", h.labels(first.Place)[0].Of, 0)
	mustBe(t, "job", h.job(order).State, job.Packing)
	r = h.scan(h.olga, "LAMP")
	mustBe(t, "closed", r.Step, pack.StepClosed)
	p := h.parcels(order)
	mustBe(t, "parcels", len(p), 2)
	mustBe(t, "labels", len(h.labels(p[1].Place)), 1)
	mustBe(t, "today", r.Today, 2)
	mustBe(t, "of", r.View.Parcel.Of, 2)
	mustBe(t, "of, on its label", h.labels(p[1].Place)[0].Of, 2)
	h.scan(h.olga, first.Code)
	h.touch(h.olga, pack.ActLabel)
	mustBe(t, "of, on the first's copy", h.labels(first.Place)[1].Of, 2)
}

// TestWeight: worked out, corrected, and what goes in after the correction is
// added to it.
func TestWeight(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "LAMP", qty: 3, found: 3})
	h.begin(h.olga)
	h.scan(h.olga, code(h.totes[0]))
	h.scan(h.olga, "LAMP")
	r := h.touch(h.olga, pack.ActWeight, "grams", "230")
	mustBe(t, "close", r.Cue, station.CueOK)
	r = h.touch(h.olga, pack.ActWeight, "grams", "420")
	mustBe(t, "off", r.Message.Code, "pack.weight_off")
	mustBe(t, "shown", r.View.Parcel.Grams, 420)
	mustBe(t, "corrected", r.View.Parcel.Corrected, true)
	for _, bad := range []string{"-1", "0", "9999999999", "heavy"} {
		r = h.touch(h.olga, pack.ActWeight, "grams", bad)
		mustBe(t, bad, r.Message.Code, "pack.bad_weight")
	}
	r = h.scan(h.olga, "LAMP")
	mustBe(t, "with the next", r.View.Parcel.Grams, 620)
	r = h.touch(h.olga, pack.ActUndo)
	mustBe(t, "without it", r.View.Parcel.Grams, 420)
	r = h.touch(h.olga, pack.ActWeight)
	mustBe(t, "taken back", r.View.Parcel.Grams, 200)
	h.touch(h.olga, pack.ActWeight, "grams", "230")
	h.scan(h.olga, "LAMP")
	h.scan(h.olga, "LAMP")
	mustBe(t, "on the label", h.labels(h.parcels(order)[0].Place)[0].Grams, 630)
}

// TestShort: what is not in the tote is lost with its reason, the bin it came
// from is counted, and the order is closed only when the packer says so.
func TestShort(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "MUG", qty: 2, found: 2}, want{article: "LAMP", qty: 1, found: 1})
	h.begin(h.olga)
	h.scan(h.olga, code(h.totes[0]))
	h.scan(h.olga, "MUG")
	r := h.touch(h.olga, pack.ActShort)
	mustBe(t, "asked", r.Step, pack.StepShort)
	mustBe(t, "lines", len(r.View.Short.Lines), 2)
	mustBe(t, "back", h.touch(h.olga, pack.ActBack).Step, pack.StepUnits)
	h.touch(h.olga, pack.ActShort)
	r = h.touch(h.olga, pack.ActShort, "item", h.items["MUG"].String(), "reason", "because")
	mustBe(t, "no such reason", r.Message.Code, "pack.bad_short")
	r = h.touch(h.olga, pack.ActShort, "item", h.items["MUG"].String(), "reason", pack.ReasonEmpty)
	mustBe(t, "goes on", r.Step, pack.StepUnits)
	mustBe(t, "lost", h.lies("MUG", place.Loss), 1)
	mustBe(t, "short", h.line(order, 0).Short, 1)
	h.read(func(tx *store.Tx) error {
		n := 0
		for c, err := range ledger.Counts(tx) {
			if n++; err != nil {
				return err
			}
			mustBe(t, "counted", c.Place, h.bin)
		}
		mustBe(t, "counts", n, 1)
		return nil
	})

	r = h.scan(h.olga, "LAMP")
	mustBe(t, "not by itself", r.Step, pack.StepUnits)
	mustBe(t, "said", r.Message.Code, "pack.rest_missing")
	mustBe(t, "no label", len(h.labels(h.parcels(order)[0].Place)), 0)
	r = h.touch(h.olga, pack.ActParcel)
	mustBe(t, "closed", r.Step, pack.StepClosed)
	mustBe(t, "waits", h.job(order).State, job.Offered)
	mustBe(t, "totes", len(h.job(order).Totes), 0)
	mustBe(t, "label", len(h.labels(h.parcels(order)[0].Place)), 1)

	h.bring(order, 0, 3) // the missing mug comes in another tote
	h.scan(h.olga, code(h.totes[3]))
	r = h.scan(h.olga, "MUG")
	mustBe(t, "whole", r.Step, pack.StepClosed)
	mustBe(t, "job", h.job(order).State, job.Packed)
	mustBe(t, "parcels", len(h.parcels(order)), 2)
}

// spare is what the pickers hold of the first line of an order that is given back to
// them; spares stand in for them, by order.
type spare struct {
	bin warehouse.PlaceID
	qty measure.Qty
}

var spares sync.Map

var _ = job.Watch(func(_ context.Context, tx *store.Tx, was, is *job.Job) error {
	s, ok := spares.Load(is.Order)
	if !ok || s.(spare).qty == 0 || was.State != job.Packing || is.State != job.Released {
		return nil
	}
	l := is.Lines[0]
	return promise.Hold(tx, &ledger.Hold{Stock: warehouse.Stock{Item: l.Item}, Qty: s.(spare).qty, Place: s.(spare).bin, Line: l.ID})
})

// TestGivenBack: what is missing of an order is brought by the pickers, as far as it
// can be had; the packer is told so whichever key gives the order back, and the
// parcel that was closed can be opened again meanwhile.
func TestGivenBack(t *testing.T) {
	for _, row := range []struct {
		there            measure.Qty // of two that are missing
		state            job.State
		say, held, count string
	}{
		{2, job.Released, "picked", "", "2"},
		{1, job.Released, "part", "1", "1"},
		{0, job.Offered, "waits", "", "2"},
	} {
		for key, family := range map[string]string{pack.ActAside: "pack.rest_", pack.ActParcel: "pack.closed_"} {
			h := newHouse(t)
			order := h.order(0, want{article: "MUG", qty: 2, found: 2}, want{article: "LAMP", qty: 1, found: 1})
			h.elsewhere(order, row.there)
			h.begin(h.olga)
			h.scan(h.olga, code(h.totes[0]))
			h.scan(h.olga, "LAMP")
			h.touch(h.olga, pack.ActShort)
			h.touch(h.olga, pack.ActShort, "item", h.items["MUG"].String(), "reason", pack.ReasonEmpty)
			r := h.touch(h.olga, key)
			said := []string{r.Message.Code, r.Message.Args["held"], r.Message.Args["count"]}
			if !slices.Equal(said, []string{family + row.say, row.held, row.count}) {
				t.Errorf("%s of %d: said %v", key, row.there, said)
			}
			mustBe(t, "job", h.job(order).State, row.state)
			mustBe(t, "opened again", offers(r, pack.ActReopen), key == pack.ActParcel)
			if key == pack.ActParcel {
				mustBe(t, "open", h.touch(h.olga, pack.ActReopen).Step, pack.StepUnits)
				mustBe(t, "job", h.job(order).State, job.Packing)
			}
		}
	}
}

// elsewhere lays mugs in the bin, which are held for an order when it is given back.
func (h *house) elsewhere(order warehouse.OrderID, qty measure.Qty) {
	h.t.Helper()
	h.write(func(_ context.Context, tx *store.Tx) error {
		if qty == 0 {
			return nil
		}
		return ledger.Post(tx, &ledger.Move{Stock: warehouse.Stock{Item: h.items["MUG"]}, Qty: qty, From: place.Supplier, To: h.bin, Reason: "receive"})
	})
	spares.Store(order, spare{h.bin, qty})
	h.t.(*testing.T).Cleanup(func() { spares.Delete(order) })
}

// TestShortDropped: when the office takes what is missing off the order, the
// closed part is the whole order.
func TestShortDropped(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "MUG", qty: 1, found: 1}, want{article: "LAMP", qty: 1, found: 1})
	h.begin(h.olga)
	h.scan(h.olga, code(h.totes[0]))
	h.scan(h.olga, "LAMP")
	h.touch(h.olga, pack.ActShort)
	h.touch(h.olga, pack.ActShort, "item", h.items["MUG"].String(), "reason", pack.ReasonDamaged)
	h.touch(h.olga, pack.ActParcel)
	mustBe(t, "waits", h.job(order).State, job.Offered)
	h.change(order, 0, 0)
	mustBe(t, "packed", h.job(order).State, job.Packed)
	mustBe(t, "told", h.events("pack.packed/1"), 1)
}

// TestNothingThere: an order of which nothing is in the tote leaves the bench.
func TestNothingThere(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "LAMP", qty: 1, found: 1})
	h.begin(h.olga)
	h.scan(h.olga, code(h.totes[0]))
	h.touch(h.olga, pack.ActShort)
	r := h.touch(h.olga, pack.ActShort, "item", h.items["LAMP"].String(), "reason", pack.ReasonEmpty)
	mustBe(t, "bench", r.Step, pack.StepTote)
	mustBe(t, "job", h.job(order).State, job.Offered)
	mustBe(t, "totes", len(h.job(order).Totes), 0)
}

// TestAside: an order set aside keeps its totes and its open box, and goes on
// where it was, at another bench too.
func TestAside(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "LAMP", qty: 2, found: 2})
	h.begin(h.olga)
	h.begin(h.igor)
	h.scan(h.olga, code(h.totes[0]))
	h.scan(h.olga, "LAMP")
	r := h.touch(h.olga, pack.ActAside)
	mustBe(t, "bench", r.Step, pack.StepTote)
	mustBe(t, "job", h.job(order).State, job.Picked)
	mustBe(t, "totes", len(h.job(order).Totes), 1)
	r = h.scan(h.igor, code(h.totes[0]))
	mustBe(t, "goes on", r.Packed, 1)
	mustBe(t, "closed", h.scan(h.igor, "LAMP").Step, pack.StepClosed)
	mustBe(t, "one parcel", len(h.parcels(order)), 1)
}

// TestReopen: a parcel that is opened again is another one: the old code and its
// label mean nothing, and the label that was not printed is not.
func TestReopen(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "LAMP", qty: 1, found: 1})
	h.begin(h.olga)
	h.scan(h.olga, code(h.totes[0]))
	h.scan(h.olga, "LAMP")
	old := h.parcels(order)[0]
	r := h.touch(h.olga, pack.ActReopen)
	mustBe(t, "open", r.Step, pack.StepUnits)
	mustBe(t, "job", h.job(order).State, job.Packing)
	mustBe(t, "old label", len(h.labels(old.Place)), 0)
	mustBe(t, "today", r.Today, 0)
	r = h.touch(h.olga, pack.ActParcel)
	mustBe(t, "closed again", r.Step, pack.StepClosed)
	mustBe(t, "job", h.job(order).State, job.Packed)
	is := h.parcels(order)
	if len(is) != 1 || is[0].Code == old.Code || is[0].Index != 1 {
		t.Errorf("parcels %+v", is)
	}
	mustBe(t, "label", len(h.labels(is[0].Place)), 1)
	r = h.scan(h.olga, old.Code)
	mustBe(t, "old code", r.Message.Code, "pack.parcel_void")
	r = h.scan(h.olga, is[0].Code) // a closed one is shown again
	mustBe(t, "shown", r.View.Parcel.Number, is[0].Code)
}

// TestLabelAgain: a label asked for once more is a new job that says it is a
// copy.
func TestLabelAgain(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "LAMP", qty: 1, found: 1})
	h.begin(h.olga)
	h.scan(h.olga, code(h.totes[0]))
	h.scan(h.olga, "LAMP")
	r := h.touch(h.olga, pack.ActLabel)
	mustBe(t, "copy", r.Effects[2].Copy, 2)
	h.touch(h.olga, pack.ActLabel)
	copies := []int{}
	for _, l := range h.labels(h.parcels(order)[0].Place) {
		copies = append(copies, l.Copy)
	}
	if len(copies) != 3 || copies[0] != 0 || copies[1] != 2 || copies[2] != 3 {
		t.Errorf("copies %v", copies)
	}
}

// bring picks what was missing of a line into another tote.
func (h *house) bring(order warehouse.OrderID, line, tote int) {
	h.t.Helper()
	h.write(func(_ context.Context, tx *store.Tx) error {
		j, err := job.Get(tx, order)
		if err != nil {
			return err
		}
		l := j.Lines[line]
		s := warehouse.Stock{Item: l.Item}
		if err := ledger.Post(tx, &ledger.Move{Stock: s, Qty: 1, From: place.Supplier, To: h.bin, Reason: "receive"}); err != nil {
			return err
		}
		hold := &ledger.Hold{Stock: s, Qty: 1, Place: h.bin, Line: l.ID}
		if err := promise.Hold(tx, hold); err != nil {
			return err
		}
		if _, err := ledger.Settle(tx, hold.ID, ledger.Settlement{Qty: 1, To: h.totes[tote].ID, Reason: "pick"}); err != nil {
			return err
		}
		if err := promise.Picked(tx, l.ID, 1); err != nil {
			return err
		}
		for _, s := range []job.State{job.Released, job.Picked} {
			if _, err := job.To(tx, order, s); err != nil {
				return err
			}
		}
		_, err = job.PutIn(tx, order, h.totes[tote].ID)
		return err
	})
}

func (h *house) line(order warehouse.OrderID, n int) (line *promise.Line) {
	h.t.Helper()
	h.read(func(tx *store.Tx) (err error) {
		j, err := job.Get(tx, order)
		if err != nil {
			return err
		}
		line, err = promise.Get(tx, j.Lines[n].ID)
		return err
	})
	return line
}
