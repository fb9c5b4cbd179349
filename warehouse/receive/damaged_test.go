package receive_test

import (
	"testing"

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
