package pack_test

import (
	"context"
	"testing"
	"time"

	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/station/stationtest"
	"warehouse-node/warehouse/store"
)

// refused wants the last scan to have been refused with a sentence, and nothing
// posted.
func refused(t *testing.T, h *house, r shown, code, kind string) {
	t.Helper()
	mustBe(t, "sentence", r.Message.Code, code)
	mustBe(t, "cue", r.Cue, station.CueWrong)
	if kind == "" {
		return
	}
	if r.Last == nil || r.Last.Wrong == nil || r.Last.Wrong.Kind != kind || r.Last.Said == nil || r.Last.Said.Code != code {
		t.Errorf("%s: last %+v, want wrong %s and why", code, r.Last, kind)
	}
}

// TestWrongTotes: empty, nobody's, of an order still being picked, of another
// order.
func TestWrongTotes(t *testing.T) {
	h := newHouse(t)
	h.order(0, want{article: "LAMP", qty: 1, found: 1})
	early := h.order(1, want{article: "LAMP", qty: 1, found: 1})
	h.write(toState(early, job.Released))
	h.order(2, want{article: "LAMP", qty: 1, found: 1})
	h.begin(h.olga)
	refused(t, h, h.scan(h.olga, code(h.totes[5])), "pack.tote_empty", "tote")
	refused(t, h, h.scan(h.olga, code(h.totes[1])), "pack.tote_early", "tote")
	h.write(toState(early, job.Picking))
	h.write(func(_ context.Context, tx *store.Tx) error {
		_, err := job.Edit(tx, early, func(j *job.Job) error { j.Holder = h.igor; return nil })
		return err
	})
	r := h.scan(h.olga, code(h.totes[1]))
	refused(t, h, r, "pack.tote_picking", "tote")
	mustBe(t, "by whom", r.Message.Args["person"], "Игорь")
	h.write(toState(early, job.Offered)) // picked short: it waits for a wave, then for goods
	refused(t, h, h.scan(h.olga, code(h.totes[1])), "pack.tote_wave", "tote")
	h.write(func(_ context.Context, tx *store.Tx) error {
		_, err := job.Edit(tx, early, func(j *job.Job) error { j.Short = true; return nil })
		return err
	})
	refused(t, h, h.scan(h.olga, code(h.totes[1])), "pack.tote_waits", "tote")
	refused(t, h, h.scan(h.olga, "LAMP"), "pack.tote_first", "item")
	mustBe(t, "open", h.scan(h.olga, code(h.totes[0])).Step, pack.StepUnits)
	r = h.scan(h.olga, code(h.totes[2]))
	refused(t, h, r, "pack.other_tote", "tote")
	if r.Last.Wrong.Needed.Tote.Code != h.totes[0].Name || r.Last.Wrong.Held.Tote.Code != h.totes[2].Name {
		t.Errorf("both totes: %+v", r.Last.Wrong)
	}
	mustBe(t, "next", len(r.Next.Totes), 1)
}

// TestWrongUnits: of another order, one too many, a carton too many; packed
// stays what it was.
func TestWrongUnits(t *testing.T) {
	h := newHouse(t)
	h.order(0, want{article: "MUG", qty: 2, found: 2}, want{article: "LAMP", qty: 1, found: 1})
	h.begin(h.olga)
	h.scan(h.olga, code(h.totes[0]))
	r := h.scan(h.olga, "STRANGER")
	refused(t, h, r, "pack.wrong_item", "item")
	mustBe(t, "needed", r.Last.Wrong.Needed.Item.Name, "MUG")
	mustBe(t, "held", r.Last.Wrong.Held.Item.Name, "STRANGER")
	refused(t, h, h.scan(h.olga, "CMUG"), "pack.above", "item")
	h.scan(h.olga, "LAMP")
	r = h.scan(h.olga, "LAMP")
	refused(t, h, r, "pack.extra", "item")
	mustBe(t, "in the parcel", r.Message.Args["packed"], "1")
	mustBe(t, "needed in its stead", r.Last.Wrong.Needed, station.WrongSide{})
	r = h.scan(h.olga, "no such code")
	refused(t, h, r, "pack.unknown", "unknown")
	mustBe(t, "packed", r.Packed, 1)
	mustBe(t, "scans told", h.events("pack.unit_packed/1"), 1)
}

// TestNoBench: without a bench there is neither a printer nor a place to stand.
func TestNoBench(t *testing.T) {
	h := newHouse(t)
	h.order(0, want{article: "LAMP", qty: 1, found: 1})
	h.touch(h.olga, pack.Flow)
	r := h.scan(h.olga, code(h.totes[0]))
	mustBe(t, "asked", r.Message.Code, "pack.bench_first")
	mustBe(t, "step", r.Step, pack.StepTote)
}

// TestTwoPackers: an order is one packer's until their lease ends; then the
// other takes it over with what is in the box, and the first is told.
func TestTwoPackers(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "LAMP", qty: 2, found: 2})
	h.begin(h.olga)
	h.begin(h.igor)
	h.scan(h.olga, code(h.totes[0]))
	h.scan(h.olga, "LAMP")
	r := h.scan(h.igor, code(h.totes[0]))
	refused(t, h, r, "pack.leased", "tote")
	mustBe(t, "who", r.Message.Args["person"], "Ольга")
	h.pass(31 * time.Minute)
	r = h.scan(h.igor, code(h.totes[0]))
	mustBe(t, "taken over", r.Packed, 1)
	r = h.look(h.olga)
	mustBe(t, "told", r.Message.Code, "pack.taken_over")
	mustBe(t, "her bench", r.Step, pack.StepTote)
	r = h.scan(h.igor, "LAMP")
	mustBe(t, "closed", r.Step, pack.StepClosed)
	p := h.parcels(order)
	mustBe(t, "parcels", len(p), 1)
	mustBe(t, "packer", p[0].Packer, h.igor)
}

// TestLots: a scan that names a lot packs that lot or none.
func TestLots(t *testing.T) {
	h := newHouse(t)
	h.order(0, want{article: "MILK", qty: 1, found: 1, lot: "L1"})
	h.begin(h.olga)
	h.scan(h.olga, code(h.totes[0]))
	r := h.scan(h.olga, milk+"10L2")
	refused(t, h, r, "pack.wrong_lot", "lot")
	mustBe(t, "needed", r.Last.Wrong.Needed.Text, "L1")
	mustBe(t, "right lot", h.scan(h.olga, milk+"10L1").Step, pack.StepClosed)
}

// TestPieces: an item kept by units is packed by the piece that is in the tote.
func TestPieces(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "PHONE", qty: 2, found: 2, serials: "SN1 SN2"})
	h.order(1, want{article: "PHONE", qty: 1, found: 1, serials: "SN3"})
	h.begin(h.olga)
	h.scan(h.olga, code(h.totes[0]))
	r := h.scan(h.olga, "PHONE")
	mustBe(t, "asked", r.Message.Code, "pack.serial")
	r = h.scan(h.olga, "SN3")
	refused(t, h, r, "pack.unit_elsewhere", "item")
	h.scan(h.olga, "PHONE")
	r = h.scan(h.olga, "SN2")
	mustBe(t, "packed", r.Packed, 1)
	r = h.touch(h.olga, pack.ActUndo)
	mustBe(t, "undone", r.Packed, 0)
	for _, sn := range []string{"SN2", "SN1"} {
		h.scan(h.olga, "PHONE")
		r = h.scan(h.olga, sn)
	}
	mustBe(t, "closed", r.Step, pack.StepClosed)
	mustBe(t, "in the parcel", h.lies("PHONE", h.parcels(order)[0].Place), 2)
}

// TestShared: of goods with one barcode those are packed that the order waits for; of
// several that it waits for a person says which, by touch or by its own code.
func TestShared(t *testing.T) {
	h := newHouse(t)
	h.write(func(ctx context.Context, tx *store.Tx) error {
		for _, article := range []string{"STRANGER", "MUG", "LAMP"} {
			r := &catalog.BarcodeRequest{ID: h.items[article], Barcode: catalog.Barcode{Code: "2000000000015", Shared: true}}
			if _, err := catalog.AddBarcode.In(ctx, tx, r); err != nil {
				return err
			}
		}
		return nil
	})
	order := h.order(0, want{article: "MUG", qty: 2, found: 2}, want{article: "LAMP", qty: 1, found: 1})
	h.begin(h.olga)
	refused(t, h, h.scan(h.olga, "2000000000015"), "station.not_now", "")
	h.scan(h.olga, code(h.totes[0]))
	r := h.scan(h.olga, "2000000000015")
	mustBe(t, "both wait", r.Message.Code, "station.ambiguous")
	mustBe(t, "of", stationtest.Offered(r.Question), "MUG 2, LAMP 1")
	mustBe(t, "nothing is packed", r.Packed, 0)
	r = h.touch(h.olga, station.ActChoose, "thing", "0")
	mustBe(t, "a mug", h.lies("MUG", h.parcels(order)[0].Place), 1)
	mustBe(t, "not asked any more", stationtest.Offered(r.Question), "")
	h.scan(h.olga, "2000000000015")
	r = h.scan(h.olga, "LAMP")
	mustBe(t, "the lamp, once", r.Message.Code, "pack.packed")
	mustBe(t, "asked and answered", r.Packed, 2)
	mustBe(t, "closed", h.scan(h.olga, "2000000000015").Step, pack.StepClosed)
	mustBe(t, "one too many", h.scan(h.olga, "2000000000015").Message.Code, "pack.already_closed")
}
