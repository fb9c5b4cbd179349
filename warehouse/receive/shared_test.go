package receive_test

import (
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/station/stationtest"
)

// shared is a barcode of several goods.
const shared = "2000000000015"

// TestSharedAway: of goods with one barcode those are put away that lie at the dock;
// which of several that lie there is asked, and where none does the code is refused.
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
		step{"answer Кружка", "ok count putaway.took", "-"},
		step{"touch back", "ok take putaway.scan", "-"},
		step{"scan " + shared, "attention take station.ambiguous", "-"},
		step{"scan " + bolt, "ok count putaway.took", "-"},
		step{"scan " + shared, "ok count putaway.took", "-"}, // the hands are full of bolts
		step{"touch confirm", "ok go putaway.go", "-"},
		step{"scan A-1", "ok take putaway.put", "1 BLT, 2 MUG"},
	)
}

// TestSharedIn: of goods with one barcode it is asked which came; the lot and the day
// that the box told are those of what is answered, and only once.
func TestSharedIn(t *testing.T) {
	h := newHouse(t)
	h.Share(t, shared, shampoo, mug)
	const box = "01" + "02000000000015" + "17270331" + "10L-7"
	h.walk(t,
		step{"scan receive", "ok arrivals receive.scan", ""},
		step{"scan DOCK", "ok item receive.dock", ""},
		step{"scan " + box, "attention item station.ambiguous", ""},
		step{"answer Шампунь", "ok quantity receive.taken", "1 SHA L-7 2027-03-31"},
		step{"scan " + box, "attention quantity station.ambiguous", "-"},
		step{"touch undo", "ok quantity station.question_dropped", "1 SHA L-7 2027-03-31"}, // the question alone
		step{"scan " + box, "attention quantity station.ambiguous", "-"},
		step{"scan " + mug, "ok quantity receive.taken", "1 MUG, 1 SHA L-7 2027-03-31"},
		step{"scan " + shared, "attention quantity station.ambiguous", "-"},
		step{"answer Шампунь", "attention lot receive.ask_lot", "1 MUG, 1 SHA L-7 2027-03-31"},
		step{"scan " + shared, "attention lot receive.ask_lot", "-"}, // the shampoo, again: mugs wait
	)
	if q := h.Last.Reply.Question; q != nil {
		t.Errorf("asked is %s", stationtest.Offered(q))
	}
}
