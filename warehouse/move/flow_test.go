package move_test

import (
	"testing"

	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/staff"
)

// TestCancelled: a cancelled order's tote goes back unit by unit to where it came
// from; its goods are free to sell at once and the order ends with the last.
func TestCancelled(t *testing.T) {
	h := newHouse(t)
	h.stock(t, "A-1", mug, 5, "", 0)
	h.stock(t, "A-2", mug, 20, "", 0)
	order, lines := h.picked(t, "10001", want{mug, "A-1", "T1", 3})
	h.cancel(t, order)
	if got := h.back(t, lines[0]); got != "3 back, 22 free" {
		t.Fatalf("cancelled: %s", got)
	}
	h.walk(t,
		step{"scan putback", "ok totes putback.scan", "3 MUG"},
		step{"scan T2", "wrong wrong putback.nothing", "3 MUG"},
		step{"scan T1", "ok item putback.tote", "3 MUG"},
	)
	if v := h.view(t); len(v.Left) != 1 || v.Left[0].Qty != 3 || v.Tote.Units != 3 || v.Lines.Of != 1 || v.Lines.Done != 0 {
		t.Errorf("the tote just opened shows %+v of %+v, %+v done", v.Left, v.Tote, v.Lines)
	}
	h.walk(t,
		step{"scan " + shampoo, "wrong wrong putback.not_wanted_back", "3 MUG"},
		step{"scan " + mugBox, "wrong item putback.fewer", "3 MUG"},
		step{"scan " + mug, "ok go putback.go", "3 MUG"},
		step{"scan " + mug, "ok go putback.go", "3 MUG"},
		step{"touch undo", "ok go putback.go", "3 MUG"},
	)
	if got := h.suggested(t); got != "A-1" {
		t.Errorf("suggested %q, want A-1 where it came from", got)
	}
	h.walk(t, step{"scan A-1", "ok item putback.put", "2 MUG"})
	if got := h.back(t, lines[0]); got != "2 back, 23 free" {
		t.Errorf("after one: %s", got)
	}
	h.walk(t,
		step{"touch undo", "ok go putback.undone", "3 MUG"},
		step{"touch other", "ok go putback.go", "3 MUG"},
	)
	if got := h.back(t, lines[0]); got != "3 back, 22 free" {
		t.Errorf("after the undo: %s", got)
	}
	if got := h.suggested(t); got != "A-2" {
		t.Errorf("suggested %q, want A-2 where mugs lie too", got)
	}
	h.walk(t,
		step{"scan A-3", "attention item putback.put_elsewhere", "2 MUG"},
		step{"touch damaged", "attention item putback.damaged", "2 MUG"},
		step{"scan " + mug, "ok go putback.go", "2 MUG"},
	)
	if got := h.suggested(t); got != "HOSP" {
		t.Errorf("suggested %q for damaged goods", got)
	}
	h.walk(t, step{"scan A-2", "wrong wrong stow.not_for_sale", "2 MUG"})
	if w := h.view(t).Wrong; w.Needed.Bin == nil || w.Needed.Bin.Code != "HOSP" || w.Said.Args["bin"] != "HOSP" || w.Said.Args["place"] != "A-2" {
		t.Errorf("damaged goods at a bin of goods for sale: %+v, %+v", w, w.Said)
	}
	h.walk(t,
		step{"scan HOSP", "ok item putback.put", "1 MUG"},
		step{"touch undo", "ok go putback.undone", "2 MUG"},
		step{"scan HOSP", "ok item putback.put", "1 MUG"},
		step{"scan " + mug, "ok go putback.go", "1 MUG"},
		step{"scan HOSP", "wrong wrong stow.for_sale", "1 MUG"},
		step{"scan A-3", "attention done putback.over", ""},
		step{"touch undo", "wrong done putback.undo_gone", ""},
	)
	if got := h.lies(t, "HOSP"); got != "1 MUG damaged" {
		t.Errorf("in the hospital lies %q", got)
	}
	if got := h.back(t, lines[0]); got != "0 back, 24 free" {
		t.Errorf("at the end: %s", got)
	}
	if got := h.state(t, order); got != job.Ended {
		t.Errorf("the order is %s", got)
	}
	_, _ = h.picked(t, "10002", want{mug, "A-2", "T1", 1}) // the tote is free
}

// TestClosedBin: where the bin to which goods were sent is closed meanwhile, they are
// sent to another; and where no bin is left, any open one will do.
func TestClosedBin(t *testing.T) {
	h := newHouse(t)
	h.stock(t, "A-1", mug, 5, "", 0)
	order, _ := h.picked(t, "10001", want{mug, "A-1", "T1", 2})
	h.cancel(t, order)
	h.walk(t,
		step{"scan putback", "ok totes putback.scan", "2 MUG"},
		step{"scan T1", "ok item putback.tote", "2 MUG"},
		step{"scan " + mug, "ok go putback.go", "2 MUG"},
	)
	h.Block(t, "A-1")
	h.walk(t, step{"scan A-1", "wrong wrong putback.blocked", "2 MUG"})
	if w := h.view(t).Wrong; w.Needed.Bin == nil || w.Needed.Bin.Code != "A-2" {
		t.Errorf("beside a closed bin stands %+v, want A-2", w.Needed)
	}
	h.Block(t, "A-2", "A-3")
	h.walk(t,
		step{"touch back", "ok go putback.scan", "2 MUG"},
		step{"touch other", "attention go putback.anywhere", "2 MUG"},
		step{"scan HOSP", "ok item putback.put", "1 MUG"},
	)
}

// TestShared: of goods with one barcode those go back that lie in the tote, and a code
// that a bin and goods share is the goods while they are waited for and the bin after.
func TestShared(t *testing.T) {
	h := newHouse(t)
	h.stock(t, "A-1", mug, 5, "", 0)
	order, _ := h.picked(t, "10001", want{mug, "A-1", "T1", 2})
	h.cancel(t, order)
	h.Share(t, "2000000000015", shampoo, mug)
	h.Share(t, "a-2", mug, phone)
	h.walk(t,
		step{"scan putback", "ok totes putback.scan", "2 MUG"},
		step{"scan 2000000000015", "wrong totes station.not_now", "2 MUG"},
		step{"scan T1", "ok item putback.tote", "2 MUG"},
		step{"scan 2000000000015", "ok go putback.go", "2 MUG"},
		step{"touch back", "ok item putback.scan", "2 MUG"},
		step{"scan a-2", "ok go putback.go", "2 MUG"},
		step{"scan a-2", "attention go station.ambiguous", "2 MUG"}, // one more, or put down?
		step{"answer Горнятко", "ok go putback.go", "2 MUG"},
		step{"scan a-2", "attention done putback.put_elsewhere", ""},
	)
}

// TestSharedBack: of two goods with one barcode in the tote it is asked which goes back,
// in the lot that the code told; and a lot that is asked for, and is goods elsewhere too,
// is the lot.
func TestSharedBack(t *testing.T) {
	h := newHouse(t)
	h.stock(t, "A-1", mug, 5, "", 0)
	h.stock(t, "A-2", shampoo, 2, "L-1", 100)
	order, _ := h.picked(t, "10001", want{mug, "A-1", "T1", 2}, want{shampoo, "A-2", "T1", 2})
	h.stock(t, "T1", shampoo, 1, "L-2", 200)
	h.cancel(t, order)
	h.Share(t, "2000000000015", shampoo, mug)
	h.Share(t, "L-2", phone)
	h.walk(t,
		step{"scan putback", "ok totes putback.scan", "1 SHA L-2, 2 MUG, 2 SHA L-1"},
		step{"scan T1", "ok item putback.tote", "1 SHA L-2, 2 MUG, 2 SHA L-1"},
		step{"scan " + shampoo, "attention item putback.which_lot", "1 SHA L-2, 2 MUG, 2 SHA L-1"},
		step{"scan L-2", "ok go putback.go", "1 SHA L-2, 2 MUG, 2 SHA L-1"}, // and no headphones
		step{"touch back", "ok item putback.scan", "1 SHA L-2, 2 MUG, 2 SHA L-1"},
		step{"scan 010200000000001510L-2", "attention item station.ambiguous", "1 SHA L-2, 2 MUG, 2 SHA L-1"},
		step{"answer Шампунь", "ok go putback.go", "1 SHA L-2, 2 MUG, 2 SHA L-1"},
		step{"scan A-3", "attention item putback.put_elsewhere", "2 MUG, 2 SHA L-1"},
		step{"scan 2000000000015", "attention item station.ambiguous", "2 MUG, 2 SHA L-1"},
		step{"answer Горнятко", "ok go putback.go", "2 MUG, 2 SHA L-1"},
		step{"touch back", "ok item putback.scan", "2 MUG, 2 SHA L-1"},
	)
	if got := h.lies(t, "A-3"); got != "1 SHA L-2" {
		t.Errorf("put down was %q", got)
	}
}

// TestAnothersTote: a tote that a colleague emptied, and that has another order since,
// is not taken for the one that was begun.
func TestAnothersTote(t *testing.T) {
	h := newHouse(t)
	h.stock(t, "A-1", mug, 5, "", 0)
	first, _ := h.picked(t, "10001", want{mug, "A-1", "T1", 1})
	h.cancel(t, first)
	h.walk(t,
		step{"scan putback", "ok totes putback.scan", "1 MUG"},
		step{"scan T1", "ok item putback.tote", "1 MUG"},
	)
	me := h.Me
	h.Me = h.Hire(t, &staff.AddRequest{Name: "Остап", Locale: "uk"}, "receiver", "Остап")
	h.walk(t,
		step{"scan putback", "ok totes putback.scan", "1 MUG"},
		step{"scan T1", "ok item putback.tote", "1 MUG"},
		step{"scan " + mug, "ok go putback.go", "1 MUG"},
		step{"scan A-1", "done done putback.tote_done", ""},
	)
	second, _ := h.picked(t, "10002", want{mug, "A-1", "T1", 1})
	h.cancel(t, second)
	h.Me = me
	h.walk(t,
		step{"scan " + mug, "attention totes putback.gone", "1 MUG"},
		step{"scan T1", "ok item putback.tote", "1 MUG"},
		step{"scan " + mug, "ok go putback.go", "1 MUG"},
		step{"scan A-1", "done done putback.tote_done", ""},
	)
}

// TestOthersWait: when a tote is empty, those that still wait are named.
func TestOthersWait(t *testing.T) {
	h := newHouse(t)
	h.stock(t, "A-1", mug, 5, "", 0)
	first, _ := h.picked(t, "10001", want{mug, "A-1", "T1", 1})
	second, _ := h.picked(t, "10002", want{mug, "A-1", "T2", 1})
	h.cancel(t, first)
	h.cancel(t, second)
	h.walk(t, step{"scan putback", "ok totes putback.scan", "1 MUG"})
	for _, row := range []struct{ tote, in, waits string }{{"T1", "1 MUG", "T-002"}, {"T2", "", ""}} {
		h.walk(t,
			step{"scan " + row.tote, "ok item putback.tote", row.in},
			step{"scan " + mug, "ok go putback.go", row.in},
			step{"scan A-1", "done done putback.tote_done", ""},
		)
		waits := ""
		for _, w := range h.view(t).Totes {
			waits += w.Tote.Code
		}
		if waits != row.waits {
			t.Errorf("after %s %q still wait, want %q", row.tote, waits, row.waits)
		}
	}
}
