package pick_test

import "testing"

// TestLeavesWithGoodsInHand: goods that are in no tote yet are told of before the
// picker leaves; after it the walk begins anew without them.
func TestLeavesWithGoodsInHand(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 9)
	h.released(line{"MUG", 3})
	t0 := h.totes[0].Name
	h.steps(t,
		step{"T0", "go A-01-01-1 0/3 pick.begun"},
		step{"A-01-01-1", "item A-01-01-1 0/3 pick.here"},
		step{"MUG", "item A-01-01-1 1/3 pick.took"},
		step{"MUG", "item A-01-01-1 2/3 pick.took"},
		step{"X-MENU-", "item A-01-01-1 2/3 station.in_hand"},
	)
	if m := h.reply.Message; m.Args["qty"] != "2" || m.Args["what"] == "" {
		t.Errorf("told %+v", m)
	}
	h.steps(t,
		step{"MUG", "tote " + t0 + " 3/3 pick.all"}, // nothing was forgotten
		step{"X-MENU-", "tote " + t0 + " 3/3 station.in_hand"},
		step{"T0", "done pick.done"},
	)
}

// TestLeaves: the same way once more leaves, and what was in the hand is taken
// anew.
func TestLeaves(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 9)
	h.released(line{"MUG", 3})
	h.steps(t,
		step{"T0", "go A-01-01-1 0/3 pick.begun"},
		step{"!menu", " station.menu"}, // on the way with empty hands
		step{"!pick", "go A-01-01-1 0/3 pick.begun"},
		step{"A-01-01-1", "item A-01-01-1 0/3 pick.here"},
		step{"MUG", "item A-01-01-1 1/3 pick.took"},
		step{"!menu", "item A-01-01-1 1/3 station.in_hand"},
		step{"!menu", " station.menu"},
		step{"!pick", "go A-01-01-1 0/3 pick.begun"},
	)
	if h.picked() != 0 {
		t.Errorf("%d were posted", h.picked())
	}
}
