package pack_test

import (
	"context"
	"fmt"
	"testing"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal/journaltest"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

func TestGoldens(t *testing.T) { journaltest.Goldens(t, "pack.") }

// TestToteOpensPacking: from the menu a tote begins packing where the person
// stands at a bench, and nowhere else.
func TestToteOpensPacking(t *testing.T) {
	h := newHouse(t)
	h.order(0, want{article: "MUG", qty: 1, found: 1})
	r := h.scan(h.olga, code(h.totes[0]))
	mustBe(t, "flow away from a bench", r.Flow, station.MenuFlow)
	mustBe(t, "says", r.Message.Code, "station.choose_work")

	h.scan(h.olga, h.bench)
	r = h.scan(h.olga, "MUG")
	mustBe(t, "flow after goods", r.Flow, station.MenuFlow)
	r = h.scan(h.olga, code(h.totes[0]))
	mustBe(t, "flow", r.Flow, pack.Flow)
	mustBe(t, "step", r.Step, pack.StepUnits)
}

// TestLastScanCloses: a tote, its units one by one and by the carton, and the
// last scan does everything that a close does, once.
func TestLastScanCloses(t *testing.T) {
	h := newHouse(t)
	h.write(func(_ context.Context, tx *store.Tx) error {
		return job.PutCourier(tx, &job.Courier{Site: h.site, Code: "cdek", Name: "СДЭК", Dock: h.bin})
	})
	order := h.order(0, want{article: "MUG", qty: 7, found: 7}, want{article: "LAMP", qty: 1, found: 1})
	h.begin(h.olga)

	r := h.scan(h.olga, code(h.totes[0]))
	mustBe(t, "step", r.Step, pack.StepUnits)
	mustBe(t, "need", r.Need, 8)
	mustBe(t, "open lines", len(r.Open), 2)
	mustBe(t, "note", r.Open[0].Note, "fragile")
	mustBe(t, "job", h.job(order).State, job.Packing)
	mustBe(t, "bench", r.Bench, "Стол 2")

	r = h.scan(h.olga, "MUG")
	mustBe(t, "packed", r.Packed, 1)
	mustBe(t, "last", r.Last.Packed, 1)
	r = h.scan(h.olga, "CMUG")
	mustBe(t, "packed with a carton", r.Packed, 7)
	mustBe(t, "closed lines", len(r.Closed), 1)
	mustBe(t, "expected", r.Parcel.ExpectedGrams, 2100)
	mustBe(t, "label yet", len(h.labels(h.parcels(order)[0].Place)), 0)

	r = h.scan(h.olga, "LAMP")
	mustBe(t, "step", r.Step, pack.StepClosed)
	mustBe(t, "cue", r.Cue, station.CueDone)
	mustBe(t, "today", r.Today, 1)
	p := h.parcels(order)[0]
	mustBe(t, "grams", p.Grams, 2300)
	mustBe(t, "code shown", r.View.Parcel.Number, p.Code)
	mustBe(t, "mugs in the parcel", h.lies("MUG", p.Place), 7)
	mustBe(t, "job", h.job(order).State, job.Packed)
	mustBe(t, "totes", len(h.job(order).Totes), 0)
	mustBe(t, "label", r.View.Label, fmt.Sprint(pack.LabelPath, p.Place, "/1"))
	h.read(func(tx *store.Tx) error {
		said, site, err := pack.Printed(tx, p.Place, 1)
		mustBe(t, "said", said.Code, p.Code)
		mustBe(t, "whose", site, p.Site)
		if _, _, none := pack.Printed(tx, p.Place, 2); fault.KindOf(none) != fault.NotFound {
			t.Errorf("the second copy, which nobody asked for: %v", none)
		}
		return err
	})
	mustBe(t, "effects", len(r.Effects), 4)
	mustBe(t, "carried", r.Effects[3].State, "waiting")
	mustBe(t, "dock", r.Dock, "СДЭК · A-1")
	mustBe(t, "label", r.Effects[2].State, "waiting")
	labels := h.labels(p.Place)
	if len(labels) != 1 || labels[0].Code != p.Code || labels[0].Grams != 2300 || labels[0].Order != "10001" {
		t.Errorf("labels %+v", labels)
	}

	r = h.scan(h.olga, "LAMP") // one scan too many
	mustBe(t, "once more", r.Message.Code, "pack.already_closed")
	mustBe(t, "labels", len(h.labels(p.Place)), 1)
	mustBe(t, "closings", h.events("pack.parcel_closed/1"), 1)
	mustBe(t, "packed orders", h.events("pack.packed/1"), 1)
}
