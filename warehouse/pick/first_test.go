package pick_test

import "testing"

// TestFirstHowMany: while it is asked how many were taken, other goods of the same
// bin do not take the place of the question, and a part of the answer is not lost
// to any scan; "back" gives it up.
func TestFirstHowMany(t *testing.T) {
	h := newHouse(t)
	h.receive("SCREW", "A-01-02-1", 500)
	h.receive("MUG", "A-01-02-1", 5)
	h.released(line{"SCREW", 300}, line{"MUG", 2})
	h.steps(t,
		step{"T0", "go A-01-02-1 0/2 pick.begun"},
		step{"A-01-02-1", "item A-01-02-1 0/2 pick.here"},
		step{"!skip", "item A-01-02-1 0/300 pick.skipped"},
		step{"!quantity", "quantity A-01-02-1 0/300 pick.count"},
		step{"MUG", "quantity A-01-02-1 0/300 pick.first_quantity"},
		step{"X-2-", "quantity A-01-02-1 0/300 pick.count"},
		step{"MUG", "quantity A-01-02-1 0/300 pick.first_quantity"},
		step{"SCREW", "quantity A-01-02-1 0/300 pick.first_quantity"},
		step{"T0", "quantity A-01-02-1 0/300 pick.first_quantity"},
		step{"A-01-02-1", "quantity A-01-02-1 0/300 pick.first_quantity"},
		step{"no such", "quantity A-01-02-1 0/300 pick.first_quantity"},
		step{"X-5-", "quantity A-01-02-1 0/300 pick.count"},
		step{"X-0-", "quantity A-01-02-1 0/300 pick.count"},
		step{"X-CONFIRM-", "item A-01-02-1 250/300 pick.took"}, // 250: no digit was lost
		step{"!quantity", "quantity A-01-02-1 250/300 pick.count"},
		step{"!back", "item A-01-02-1 250/300 pick.back"},
		step{"!quantity", "quantity A-01-02-1 250/300 pick.count"},
		step{"!confirm qty=50", "tote T-001 300/300 pick.all"},
	)
}

// TestFirstHowManyThere: what was said of how many are there waits for its
// confirmation; a question that nobody has answered yet gives way to goods.
func TestFirstHowManyThere(t *testing.T) {
	h := newHouse(t)
	h.receive("SCREW", "A-01-02-1", 500)
	h.receive("MUG", "A-01-02-1", 5)
	h.released(line{"SCREW", 300}, line{"MUG", 2})
	h.steps(t,
		step{"T0", "go A-01-02-1 0/2 pick.begun"},
		step{"A-01-02-1", "item A-01-02-1 0/2 pick.here"},
		step{"!skip", "item A-01-02-1 0/300 pick.skipped"},
		step{"!short", "short A-01-02-1 0/300 pick.short"},
		step{"X-1-", "short A-01-02-1 0/300 pick.short"},
		step{"MUG", "short A-01-02-1 0/300 pick.first_short"},
		step{"T1", "short A-01-02-1 0/300 pick.first_short"},
		step{"X-0-", "short A-01-02-1 0/300 pick.short"},
	)
	if h.view.Short == nil || h.view.Short.Found != 10 {
		t.Errorf("of %+v 10 were said to be there", h.view.Short)
	}
	h.steps(t,
		step{"!back", "item A-01-02-1 0/300 pick.back"},
		step{"!short", "short A-01-02-1 0/300 pick.short"},
		step{"X-DAMAGED-", "short A-01-02-1 0/300 pick.short"},
		step{"MUG", "short A-01-02-1 0/300 pick.first_short"},
		step{"!back", "item A-01-02-1 0/300 pick.back"},
		step{"!short", "short A-01-02-1 0/300 pick.short"},
		step{"MUG", "item A-01-02-1 1/2 pick.took"},
	)
}
