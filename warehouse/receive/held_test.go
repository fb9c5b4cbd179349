package receive_test

import (
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/receive"
)

// TestHeldBeforeTheDock: what is scanned before the dock counts up and waits for
// it. Nothing takes its place.
func TestHeldBeforeTheDock(t *testing.T) {
	h := newHouse(t)
	h.walk(t,
		step{"scan receive", "ok arrivals receive.scan", ""},
		step{"touch open", "ok item receive.opened", ""},
		step{"scan " + mug, "attention bin receive.ask_dock", ""},
		step{"scan " + mug, "attention bin receive.ask_dock_held", ""},
		step{"scan " + mugBox, "attention bin receive.ask_dock_held", ""},
		step{"scan " + bolt, "wrong bin receive.first_dock", ""},
		step{"scan " + mugBale, "wrong bin receive.first_dock", ""}, // nobody could say how many that is
		step{"scan " + mug, "attention bin receive.ask_dock_held", ""},
		step{"touch undo", "ok bin receive.undone", ""},
	)
	if v := h.view(t); v.Qty != 14 || v.Item.Name != "Кружка" {
		t.Errorf("in the hand: %d %s, want 14 mugs", v.Qty, v.Item.Name)
	}
	h.walk(t,
		step{"scan A-1", "wrong wrong receive.not_dock", ""},
		step{"scan " + mug, "attention bin receive.ask_dock_held", ""},
		step{"scan DOCK", "ok quantity receive.taken", "15 MUG"},
		step{"touch undo", "ok quantity receive.undone", "14 MUG"}, // scan by scan
		step{"touch undo", "ok quantity receive.undone", "2 MUG"},
		step{"scan " + mug, "ok quantity receive.taken", "3 MUG"},
	)
}

// TestLetGo: what waits is given up by undo or back, and not without a word.
func TestLetGo(t *testing.T) {
	h := newHouse(t)
	h.walk(t,
		step{"scan receive", "ok arrivals receive.scan", ""},
		step{"touch open", "ok item receive.opened", ""},
		step{"scan " + mug, "attention bin receive.ask_dock", ""},
		step{"touch undo", "ok item receive.undone", ""},
		step{"scan " + mug, "attention bin receive.ask_dock", ""},
		step{"touch back", "attention item receive.not_taken", ""},
		step{"scan DOCK", "ok item receive.dock", ""},
		step{"scan " + mugBale, "attention quantity receive.ask_quantity", ""},
		step{"touch back", "attention item receive.not_taken", ""},
	)
}

// TestHeldWhileAsked: lot, day, number and quantity are asked of what is in the
// hand until they are told; the same goods count up, others wait.
func TestHeldWhileAsked(t *testing.T) {
	h := newHouse(t)
	other := "010" + shampoo + "17270430" + "10L-2"
	h.walk(t,
		step{"scan receive", "ok arrivals receive.scan", ""},
		step{"touch open", "ok item receive.opened", ""},
		step{"scan " + shampoo, "attention lot receive.ask_lot", ""},
		step{"scan " + mug, "wrong lot receive.first_lot", ""},
		step{"scan " + shampoo, "attention lot receive.ask_lot", ""},
		step{"scan DOCK", "attention lot receive.ask_lot", ""},
		step{"scan L-1", "attention expiry receive.ask_expiry", ""},
		step{"scan " + mug, "wrong expiry receive.first_expiry", ""},
		step{"scan " + other, "wrong expiry receive.first_expiry", ""}, // the day of another box
		step{"scan 270331", "ok quantity receive.taken", "2 SHA L-1 2027-03-31"},
		step{"scan " + phone, "attention serial receive.ask_serial", "-"},
		step{"scan " + phone, "attention serial receive.ask_serial", "-"},
		step{"scan " + mug, "wrong serial receive.first_serial", "-"},
		step{"scan SN-1", "ok quantity receive.taken", "1 PHO, 2 SHA L-1 2027-03-31"},
		step{"scan " + mugBale, "attention quantity receive.ask_quantity", "-"},
		step{"scan " + bolt, "wrong quantity receive.first_quantity", "-"},
		step{"scan DOCK", "attention quantity receive.ask_quantity", "-"},
		step{"scan " + mugBale, "attention quantity receive.ask_quantity", "-"},
		step{"scan " + mug, "ok quantity receive.taken", "1 MUG, 1 PHO, 2 SHA L-1 2027-03-31"}, // opened, and counted by scans
	)
}

// TestPieceBeforeTheDock: a piece with a number waits for the dock alone.
func TestPieceBeforeTheDock(t *testing.T) {
	h := newHouse(t)
	first, second := "010"+phone+"21SN-1", "010"+phone+"21SN-2"
	h.walk(t,
		step{"scan receive", "ok arrivals receive.scan", ""},
		step{"touch open", "ok item receive.opened", ""},
		step{"scan " + first, "attention bin receive.ask_dock", ""},
		step{"scan " + first, "attention bin receive.ask_dock", ""},
		step{"scan " + second, "wrong bin receive.first_dock", ""},
		step{"scan " + phone, "wrong bin receive.first_dock", ""},
		step{"scan DOCK", "ok quantity receive.taken", "1 PHO"},
		step{"scan " + first, "wrong wrong receive.unit_known", "1 PHO"}, // and no piece is in the hand for it
		step{"scan " + mug, "ok quantity receive.taken", "1 MUG, 1 PHO"},
	)
}

// TestBaleBeforeTheDock: a carton of unknown content is asked about once the dock
// is known.
func TestBaleBeforeTheDock(t *testing.T) {
	h := newHouse(t)
	h.walk(t,
		step{"scan receive", "ok arrivals receive.scan", ""},
		step{"touch open", "ok item receive.opened", ""},
		step{"scan " + mugBale, "attention bin receive.ask_dock", ""},
		step{"scan " + mug, "wrong bin receive.first_dock", ""},
		step{"scan DOCK", "attention quantity receive.ask_quantity", ""},
		step{"touch confirm qty=40", "ok quantity receive.taken", "40 MUG"},
	)
}

// TestAskedOnTheWayHeld: putting away, what is scanned waits for its lot too: the
// same goods count up, others and other places do not take its place.
func TestAskedOnTheWayHeld(t *testing.T) {
	h := newHouse(t)
	h.came(t, "DOCK", shampoo, 3, "L-1", warehouse.Good)
	h.came(t, "DOCK", shampoo, 4, "L-2", warehouse.Good)
	h.came(t, "DOCK", mug, 5, "", warehouse.Good)
	h.walk(t,
		step{"scan putaway", "ok take putaway.scan", "-"},
		step{"scan " + shampoo, "attention lot putaway.which_lot", "-"},
		step{"scan " + mug, "wrong lot receive.first_lot", "-"},
		step{"scan DOCK", "wrong lot receive.first_lot", "-"},
		step{"scan " + shampoo, "attention lot putaway.which_lot", "-"},
		step{"scan L-2", "ok count putaway.took", "-"},
	)
	if v := h.view(t); v.Qty != 2 || v.Lot != "L-2" {
		t.Errorf("in the hands: %d of %s, want 2 of L-2", v.Qty, v.Lot)
	}
	h.walk(t,
		step{"touch back", "ok take putaway.scan", "-"},
		step{"scan " + mug, "ok count putaway.took", "-"}, // given up, other goods may be taken
	)
}

// TestUnknownBeforeTheDock: beside a code that nobody knows stands no other item
// as the one needed: the dock is.
func TestUnknownBeforeTheDock(t *testing.T) {
	h := newHouse(t)
	h.walk(t,
		step{"scan receive", "ok arrivals receive.scan", ""},
		step{"touch open", "ok item receive.opened", ""},
		step{"scan " + mug, "attention bin receive.ask_dock", ""},
		step{"scan 4600000000008", "wrong wrong receive.unknown_code", ""},
	)
	if v := h.view(t); v.Waits != receive.StepBin || v.Wrong.Needed.Item != nil {
		t.Errorf("the screen waits for %s and needs %+v, want the dock alone", v.Waits, v.Wrong.Needed.Item)
	}
}
