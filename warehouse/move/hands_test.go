package move_test

import "testing"

// TestHandsFull: a tote is not taken up in the place of the one in the hands.
func TestHandsFull(t *testing.T) {
	h := newHouse(t)
	h.walk(t,
		step{"scan carry", "ok totes carry.scan", ""},
		step{"scan T1", "ok go carry.up", ""},
		step{"scan T2", "wrong go carry.hands_full", ""},
		step{"scan R-1", "done totes carry.down", ""},
		step{"scan T2", "ok go carry.up", ""},
		step{"scan L1", "done totes carry.down", ""}, // onto the pallet
	)
}

// TestAskedIsNotForgotten: goods of which the lot or the number is asked wait for
// it; other goods, another tote and a bin do not take their place.
func TestAskedIsNotForgotten(t *testing.T) {
	h := newHouse(t)
	h.stock(t, "A-1", shampoo, 2, "L-1", 30)
	h.stock(t, "A-1", shampoo, 2, "L-2", 60)
	h.stock(t, "A-2", mug, 5, "", 0)
	h.stock(t, "A-3", phone, 2, "", 0, "SN-1", "SN-2")
	order, _ := h.picked(t, "10001", want{shampoo, "A-1", "T1", 3}, want{mug, "A-2", "T1", 1}, want{phone, "A-3", "T1", 2})
	h.cancel(t, order)
	in := h.lies(t, "T1")
	h.walk(t,
		step{"scan putback", "ok totes putback.scan", in},
		step{"scan T1", "ok item putback.tote", in},
		step{"scan " + shampoo, "attention item putback.which_lot", in},
		step{"scan " + mug, "wrong item putback.first", in},
		step{"scan T1", "wrong item putback.first", in},
		step{"scan L-2", "ok go putback.go", in},
		step{"touch back", "ok item putback.scan", in},
		step{"scan " + shampoo, "attention item putback.which_lot", in},
		step{"touch back", "ok item putback.scan", in}, // given up
		step{"scan SN-1", "wrong wrong putback.unknown", in},
		step{"scan " + phone, "attention item putback.which_piece", in},
		step{"scan SN-1", "ok go putback.go", in},
		step{"scan " + phone, "attention go putback.which_piece", in},
		step{"scan A-3", "wrong go putback.first", in}, // it would put down one of the two
		step{"touch undo", "ok go putback.undone", in},
	)
	if v := h.view(t); v.Qty != 1 {
		t.Errorf("in the hand are %d, want the one piece", v.Qty)
	}
}

// TestCartonAsked: a carton of which the lot is asked is a carton still when it is
// told.
func TestCartonAsked(t *testing.T) {
	h := newHouse(t)
	h.stock(t, "A-1", shampoo, 24, "L-1", 30)
	h.stock(t, "A-1", shampoo, 24, "L-2", 60)
	order, _ := h.picked(t, "10001", want{shampoo, "A-1", "T1", 40})
	h.cancel(t, order)
	in := h.lies(t, "T1")
	h.walk(t,
		step{"scan putback", "ok totes putback.scan", in},
		step{"scan T1", "ok item putback.tote", in},
		step{"scan " + shaBox, "attention item putback.which_lot", in},
		step{"scan L-1", "ok go putback.go", in},
	)
	if v := h.view(t); v.Qty != 12 {
		t.Errorf("in the hand are %d, want the carton of 12", v.Qty)
	}
}

// TestLeavesWithFullHands: a container or goods in the hands are told of before a
// person leaves with them, by whatever way; what is asked of counts as well.
func TestLeavesWithFullHands(t *testing.T) {
	h := newHouse(t)
	h.stock(t, "A-1", shampoo, 2, "L-1", 30)
	h.stock(t, "A-1", shampoo, 24, "L-2", 60)
	order, _ := h.picked(t, "10001", want{shampoo, "A-1", "T1", 20})
	h.cancel(t, order)
	in := h.lies(t, "T1")
	told := func(code, what, qty string) {
		t.Helper()
		if m := h.Last.Reply.Message; m.Code != code || m.Args["what"] != what || m.Args["qty"] != qty {
			t.Errorf("told %+v, want %s of %s %s", m, code, qty, what)
		}
	}
	h.walk(t,
		step{"scan carry", "ok totes carry.scan", in},
		step{"scan L1", "ok go carry.up", in},
		step{"scan menu", "attention go station.in_hand_whole", in},
		step{"scan putback", "attention go station.in_hand_whole", in}, // another way: told anew
		step{"scan putback", "ok totes putback.scan", in},
		step{"scan menu", "ok menu station.menu", in}, // nothing in the hand
		step{"scan putback", "ok totes putback.scan", in},
		step{"scan T1", "ok item putback.tote", in},
		step{"scan " + shaBox, "attention item putback.which_lot", in},
		step{"touch menu", "attention item station.in_hand", in},
	)
	told("station.in_hand", "Шампунь", "12")
	h.walk(t,
		step{"scan L-2", "ok go putback.go", in},
		step{"touch menu", "attention go station.in_hand", in},
		step{"scan carry", "attention go station.in_hand", in},
	)
	told("station.in_hand", "Шампунь", "12")
	h.walk(t,
		step{"touch back", "ok item putback.scan", in},
		step{"touch menu", "ok menu station.menu", in},
	)
}
