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
