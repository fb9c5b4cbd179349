package receive_test

import (
	"testing"

	"warehouse-node/warehouse"
)

// shared is a barcode of several goods.
const shared = "2000000000015"

// TestSharedAway: of goods with one barcode those are put away that lie at the dock;
// of several that lie there nobody guesses, and where none does the code is refused.
func TestSharedAway(t *testing.T) {
	h := newHouse(t)
	h.Share(t, shared, bolt, mug, coffee)
	h.came(t, "GATE", shampoo, 1, "L-1", warehouse.Good) // there is something to put away
	h.walk(t,
		step{"scan putaway", "ok take putaway.scan", "-"},
		step{"scan " + shared, "wrong take station.not_now", "-"},
	)
	h.came(t, "DOCK", mug, 2, "", warehouse.Good)
	h.walk(t,
		step{"scan " + shared, "ok count putaway.took", "2 MUG"},
		step{"touch back", "ok take putaway.scan", "2 MUG"},
	)
	h.came(t, "DOCK", bolt, 3, "", warehouse.Good)
	h.walk(t,
		step{"scan " + shared, "attention take station.ambiguous", "-"},
		step{"scan " + bolt, "ok count putaway.took", "-"},
		step{"scan " + shared, "ok count putaway.took", "-"}, // the hands are full of bolts
		step{"touch confirm", "ok go putaway.go", "-"},
		step{"scan A-1", "ok take putaway.put", "1 BLT, 2 MUG"},
	)
}
