package receive_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/receive"
)

// TestDamagedOne: the word is of the last scan alone. Of ten mugs one is broken,
// and a carton or a typed quantity counts as one scan.
func TestDamagedOne(t *testing.T) {
	h := newHouse(t)
	h.walk(t,
		step{"scan receive", "ok arrivals receive.scan", ""},
		step{"touch open", "ok item receive.opened", ""},
		step{"scan DOCK", "ok item receive.dock", ""},
	)
	for range 9 {
		h.walk(t, step{"scan " + mug, "ok quantity receive.taken", "-"})
	}
	h.walk(t,
		step{"scan " + mug, "ok quantity receive.taken", "10 MUG"},
		step{"touch damaged", "attention quantity receive.damaged", "1 MUG damaged, 9 MUG"},
	)
	h.says(t, "1", "10")
	if v := h.view(t); v.Damaged != 1 || v.Qty != 10 {
		t.Errorf("the screen shows %d damaged of %d, want 1 of 10", v.Damaged, v.Qty)
	}
	h.walk(t,
		step{"scan " + mug, "ok quantity receive.taken", "1 MUG damaged, 10 MUG"}, // good again
		step{"touch damaged", "attention quantity receive.damaged", "2 MUG damaged, 9 MUG"},
		step{"touch damaged", "ok quantity receive.good", "1 MUG damaged, 10 MUG"},
	)
	h.says(t, "1", "11")
	h.walk(t,
		step{"scan " + mugBox, "ok quantity receive.taken", "1 MUG damaged, 22 MUG"},
		step{"touch damaged", "attention quantity receive.damaged", "10 MUG, 13 MUG damaged"},
		step{"touch undo", "ok quantity receive.undone", "1 MUG damaged, 22 MUG"},
		step{"touch undo", "ok quantity receive.undone", "1 MUG damaged, 10 MUG"},
		step{"touch damaged", "attention quantity receive.damaged", "2 MUG damaged, 9 MUG"}, // the scan before it
	)
}

// TestDamagedTyped: a typed quantity is the last count, of what is good.
func TestDamagedTyped(t *testing.T) {
	h := newHouse(t)
	h.walk(t,
		step{"scan receive", "ok arrivals receive.scan", ""},
		step{"touch open", "ok item receive.opened", ""},
		step{"scan DOCK", "ok item receive.dock", ""},
		step{"scan " + bolt, "ok quantity receive.taken", "1 BLT"},
		step{"touch damaged", "attention quantity receive.damaged", "1 BLT damaged"},
		step{"touch confirm qty=10", "ok quantity receive.taken", "1 BLT damaged, 9 BLT"},
		step{"touch damaged", "attention quantity receive.damaged", "10 BLT damaged"},
		step{"touch damaged", "ok quantity receive.good", "1 BLT damaged, 9 BLT"},
		step{"scan " + bolt, "ok quantity receive.taken", "1 BLT damaged, 10 BLT"},
		step{"touch damaged", "attention quantity receive.damaged", "2 BLT damaged, 9 BLT"},
		step{"touch confirm qty=8", "ok quantity receive.counted", "2 BLT damaged, 6 BLT"}, // the good ones were too many
		step{"touch confirm qty=1", "ok quantity receive.counted", "1 BLT damaged"},
		step{"touch damaged", "ok quantity receive.good", "1 BLT"},
		step{"touch undo", "ok quantity receive.undone", "1 BLT damaged"},
		step{"touch undo", "ok quantity receive.undone", "2 BLT damaged, 6 BLT"},
		step{"touch undo", "ok quantity receive.undone", "2 BLT damaged, 9 BLT"},
		step{"touch close", "done closed receive.closed_as", "2 BLT damaged, 9 BLT"},
	)
}

// TestDamagedPiece: a piece with a number keeps it.
func TestDamagedPiece(t *testing.T) {
	h := newHouse(t)
	h.walk(t,
		step{"scan receive", "ok arrivals receive.scan", ""},
		step{"touch open", "ok item receive.opened", ""},
		step{"scan DOCK", "ok item receive.dock", ""},
		step{"scan 010" + phone + "21SN-1", "ok quantity receive.taken", "1 PHO"},
		step{"scan 010" + phone + "21SN-2", "ok quantity receive.taken", "2 PHO"},
		step{"touch damaged", "attention quantity receive.damaged", "1 PHO, 1 PHO damaged"},
		step{"scan 010" + phone + "21SN-2", "wrong wrong receive.unit_known", "1 PHO, 1 PHO damaged"},
		step{"touch back", "ok quantity receive.scan", "1 PHO, 1 PHO damaged"},
		step{"touch " + receive.ActDamaged, "ok quantity receive.good", "2 PHO"},
	)
}

// says holds the sentence against how many it must say are damaged, and of how many.
func (h *house) says(t *testing.T, qty, of string) {
	t.Helper()
	if args := h.Last.Reply.Message.Args; args["qty"] != qty || args["of"] != of {
		t.Errorf("the sentence says %s of %s, want %s of %s", args["qty"], args["of"], qty, of)
	}
}

// TestDamagedListed: where good and damaged goods of an item stand in a list, the
// damaged ones are marked, at the lorry and on the way to the bins.
func TestDamagedListed(t *testing.T) {
	h := newHouse(t)
	h.walk(t,
		step{"scan receive", "ok arrivals receive.scan", ""},
		step{"touch open", "ok item receive.opened", ""},
		step{"scan DOCK", "ok item receive.dock", ""},
		step{"scan " + mugBox, "ok quantity receive.taken", "12 MUG"},
		step{"scan " + mug, "ok quantity receive.taken", "13 MUG"},
		step{"touch damaged", "attention quantity receive.damaged", "1 MUG damaged, 12 MUG"},
		step{"touch back", "ok item receive.scan", "-"},
	)
	want := map[string]int64{"": 12, "damaged": 1}
	if diff := cmp.Diff(want, listed(h.view(t))); diff != "" {
		t.Errorf("at the lorry (-want +got):\n%s", diff)
	}
	h.walk(t,
		step{"touch close", "done closed receive.closed_as", "-"},
		step{"scan putaway", "ok take putaway.scan", "-"},
	)
	if diff := cmp.Diff(want, listed(h.view(t))); diff != "" {
		t.Errorf("on the way to the bins (-want +got):\n%s", diff)
	}
	h.came(t, "DOCK", bolt, 1, "", warehouse.Quarantined)
	h.walk(t, step{"scan " + bolt, "attention go putaway.anywhere", "-"})
	if v := h.view(t); v.Condition != "quarantine" {
		t.Errorf("in the hands: %q, want quarantine", v.Condition)
	}
}

// listed is how much a list shows of each condition.
func listed(v receive.View) map[string]int64 {
	all := map[string]int64{}
	for _, t := range v.Totals {
		all[t.Condition] += t.Qty
	}
	return all
}
