package pack_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// weighs has every parcel of a house weighed before it is closed.
func (h *house) weighs() {
	h.write(func(_ context.Context, tx *store.Tx) error {
		rule, err := pack.Rules.Get(tx)
		if err != nil {
			return err
		}
		rule.Weigh, rule.ToleranceGrams = true, 40
		return pack.Rules.Set(tx, rule)
	})
}

// weighing is a house that weighs every parcel, with an order whose first tote Olga
// brought to the bench.
func weighing(t *testing.T, wants ...want) (h *house, order warehouse.OrderID) {
	h = newHouse(t)
	h.weighs()
	order = h.order(0, wants...)
	h.begin(h.olga)
	h.scan(h.olga, h.bench)
	h.scan(h.olga, code(h.totes[0]))
	return h, order
}

// awaited is the only parcel that the bench of a house waits to be weighed; nil for
// none.
func (h *house) awaited() (one *pack.Awaited) {
	h.t.Helper()
	h.read(func(tx *store.Tx) error {
		all, err := pack.Awaits(tx, h.at)
		if len(all) > 1 {
			h.t.Errorf("%d parcels wait", len(all))
		}
		for i := range all {
			one = &all[i]
		}
		return err
	})
	return one
}

// puts lays a load on the scale of the bench, as whoever reads it tells the floor.
func (h *house) puts(a *pack.Awaited, grams int64) shown {
	h.t.Helper()
	if a == nil {
		h.t.Fatalf("nobody waits for a weight")
	}
	return h.touch(a.Person, a.Action.Action, "grams", strconv.FormatInt(grams, 10))
}

// TestWeighed: where parcels are weighed the last scan closes nothing; a weight that
// can be right does, one that cannot says so and closes nothing either.
func TestWeighed(t *testing.T) {
	h, order := weighing(t, want{article: "MUG", qty: 2, found: 2})
	h.scan(h.olga, "MUG")
	if h.awaited() != nil {
		t.Error("a parcel is awaited that is not full")
	}
	r := h.scan(h.olga, "MUG")
	mustBe(t, "step", r.Step, pack.StepUnits)
	mustBe(t, "says", r.Message.Code, "pack.weigh")
	mustBe(t, "stays to be read", r.All.Code, "pack.weigh")
	mustBe(t, "job", h.job(order).State, job.Packing)
	mustBe(t, "labels", len(h.labels(h.parcels(order)[0].Place)), 0)

	r = h.puts(h.awaited(), 900)
	mustBe(t, "cue of 900 g", r.Cue, station.CueAttention)
	mustBe(t, "says of 900 g", r.Message.Code, "pack.weight_closes")
	mustBe(t, "grams", r.Message.Args["grams"], "300")
	mustBe(t, "given", h.awaited().Grams, 900)
	mustBe(t, "job after it", h.job(order).State, job.Packing)

	r = h.puts(h.awaited(), 612)
	mustBe(t, "step after 612 g", r.Step, pack.StepClosed)
	mustBe(t, "job after 612 g", h.job(order).State, job.Packed)
	mustBe(t, "weighs", h.parcels(order)[0].Grams, 612)
	mustBe(t, "labels after 612 g", len(h.labels(h.parcels(order)[0].Place)), 1)
	if h.awaited() != nil {
		t.Error("a closed parcel is awaited")
	}
}

// TestUnweighed: whoever has no scale, or one that is broken, closes by the key; a
// scan taken back, or a further unit, takes the question back.
func TestUnweighed(t *testing.T) {
	h, order := weighing(t, want{article: "MUG", qty: 2, found: 2}, want{article: "LAMP", qty: 1, found: 1})
	h.scan(h.olga, "MUG")

	r := h.touch(h.olga, pack.ActParcel) // the rest goes into another
	mustBe(t, "first", r.Message.Code, "pack.weigh")
	mustBe(t, "stays to be read", r.All.Code, "pack.weigh")
	r = h.scan(h.olga, "MUG") // no, it goes in here
	mustBe(t, "a unit", r.Message.Code, "pack.packed")
	if h.awaited() != nil {
		t.Error("it is awaited still")
	}
	h.touch(h.olga, pack.ActParcel)
	r = h.touch(h.olga, pack.ActParcel)
	mustBe(t, "second press", r.Message.Code, "pack.new_parcel")
	mustBe(t, "grams as reckoned", h.parcels(order)[0].Grams, 600)

	r = h.scan(h.olga, "LAMP")
	mustBe(t, "last", r.Message.Code, "pack.weigh")
	h.touch(h.olga, pack.ActUndo)
	if h.awaited() != nil {
		t.Error("it is awaited when its unit was taken out")
	}
	h.scan(h.olga, "LAMP")
	r = h.touch(h.olga, pack.ActWeight, "grams", "300")
	mustBe(t, "typed, 100 g too much", r.Message.Code, "pack.weight_closes")
	r = h.touch(h.olga, pack.ActParcel)
	mustBe(t, "closed with it", r.Step, pack.StepClosed)
	mustBe(t, "grams as typed", h.parcels(order)[1].Grams, 300)
	mustBe(t, "job", h.job(order).State, job.Packed)
}

// TestWeighedAgain: where parcels are weighed, a weight is that of what lay in the box:
// a scan taken back and done again is weighed again, and so is a parcel that was given
// a weight before it was full.
func TestWeighedAgain(t *testing.T) {
	h, order := weighing(t, want{article: "MUG", qty: 2, found: 2})
	h.scan(h.olga, "MUG")
	h.touch(h.olga, pack.ActWeight, "grams", "300")
	r := h.scan(h.olga, "MUG")
	mustBe(t, "says", r.Message.Code, "pack.weigh")

	r = h.puts(h.awaited(), 300)
	mustBe(t, "says of one that was forgotten", r.Message.Code, "pack.weight_closes")
	h.touch(h.olga, pack.ActUndo)
	r = h.scan(h.olga, "MUG")
	mustBe(t, "step after the scan once more", r.Step, pack.StepUnits)
	mustBe(t, "says after the scan once more", r.Message.Code, "pack.weigh")
	mustBe(t, "given", h.awaited().Grams, 0)
	r = h.puts(h.awaited(), 600)
	mustBe(t, "step", r.Step, pack.StepClosed)
	mustBe(t, "weighs", h.parcels(order)[0].Grams, 600)
}

// TestWeighedLater: an order that was put aside while its weight was awaited awaits it
// when it comes back.
func TestWeighedLater(t *testing.T) {
	h, order := weighing(t, want{article: "MUG", qty: 1, found: 1})
	h.scan(h.olga, "MUG")
	h.touch(h.olga, pack.ActAside)
	if h.awaited() != nil {
		t.Error("it is awaited while it stands aside")
	}
	r := h.scan(h.olga, code(h.totes[0]))
	mustBe(t, "says", r.Message.Code, "pack.weigh")
	mustBe(t, "stays to be read", r.All.Code, "pack.weigh")
	r = h.puts(h.awaited(), 300)
	mustBe(t, "step", r.Step, pack.StepClosed)
	mustBe(t, "job", h.job(order).State, job.Packed)
}

// TestWeighedAlone: who went away from a parcel that waits is in nobody's way at the
// same scale, once the order is theirs no more.
func TestWeighedAlone(t *testing.T) {
	h := newHouse(t)
	h.weighs()
	first := h.order(0, want{article: "MUG", qty: 1, found: 1})
	second := h.order(1, want{article: "LAMP", qty: 1, found: 1})
	for i, who := range []warehouse.PersonID{h.olga, h.igor} {
		h.begin(who)
		h.scan(who, h.bench)
		h.scan(who, code(h.totes[i]))
		if i == 0 {
			h.scan(who, "MUG")
			h.pass(time.Hour)
		}
	}
	h.scan(h.igor, "LAMP")
	a := h.awaited()
	if a == nil || a.Person != h.igor {
		t.Fatalf("awaited is %+v, want that of %v", a, h.igor)
	}
	mustBe(t, "step", h.puts(a, 200).Step, pack.StepClosed)
	mustBe(t, "job", h.job(second).State, job.Packed)
	a = h.awaited()
	if a == nil || a.Person != h.olga {
		t.Fatalf("awaited is %+v, want that of %v, who came back", a, h.olga)
	}
	h.puts(a, 300)
	mustBe(t, "job of who came back", h.job(first).State, job.Packed)
}
