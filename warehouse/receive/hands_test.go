package receive_test

import (
	"context"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/station/stationtest"
	"warehouse-node/warehouse/store"
)

// TestLeavesWithGoodsInHand: what was scanned and is not booked is told of before
// a person leaves, at the dock and on the way from it; the same way once more
// leaves.
func TestLeavesWithGoodsInHand(t *testing.T) {
	h := newHouse(t)
	told := func(code, qty string) {
		t.Helper()
		if m := h.Last.Reply.Message; m.Code != code || m.Args["qty"] != qty || m.Args["what"] == "" {
			t.Errorf("told %+v, want %s of %s", m, code, qty)
		}
	}
	h.walk(t,
		step{"scan receive", "ok arrivals receive.scan", ""},
		step{"touch open", "ok item receive.opened", ""},
		step{"scan " + mug, "attention bin receive.ask_dock", ""},
		step{"scan " + mug, "attention bin receive.ask_dock_held", ""},
		step{"scan menu", "attention bin station.in_hand", ""},
	)
	told("station.in_hand", "2")
	h.walk(t,
		step{"scan DOCK", "ok quantity receive.taken", "2 MUG"}, // nothing was forgotten
		step{"scan menu", "ok menu station.menu", "2 MUG"},
		step{"scan receive", "ok arrivals receive.scan", "2 MUG"},
		step{"scan DOCK", "ok item receive.dock", "2 MUG"},
		step{"scan " + shampoo, "attention lot receive.ask_lot", "2 MUG"},
		step{"scan putaway", "attention lot station.in_hand", "2 MUG"},
		step{"scan putaway", "ok take putaway.scan", "2 MUG"},
		step{"scan menu", "ok menu station.menu", "2 MUG"},
	)
	h.came(t, "DOCK", shampoo, 4, "L-1", warehouse.Good)
	h.came(t, "DOCK", shampoo, 4, "L-2", warehouse.Good)
	h.walk(t,
		step{"scan putaway", "ok take putaway.scan", "-"},
		step{"scan " + shampoo, "attention lot putaway.which_lot", "-"},
		step{"scan menu", "attention lot station.in_hand", "-"}, // of which the lot is asked
		step{"scan L-2", "ok count putaway.took", "-"},
		step{"scan " + shampoo, "ok count putaway.took", "-"},
		step{"scan receive", "attention count station.in_hand", "-"},
	)
	told("station.in_hand", "2")
	h.walk(t,
		step{"touch confirm", "ok go putaway.go", "-"},
		step{"touch menu", "attention go station.in_hand", "-"},
		step{"touch menu", "ok menu station.menu", "-"},
	)
	if got := stationtest.View[struct{ Works []struct{ Flow string } }](t, h.Floor); len(got.Works) == 0 {
		t.Error("the menu offers nothing")
	}
}

// TestLeavesWithACrate: a container that is carried whole is told of too.
func TestLeavesWithACrate(t *testing.T) {
	h := newHouse(t)
	stationtest.Must(t, h.Write(func(_ context.Context, tx *store.Tx) error {
		return ledger.Stand(tx, h.At["pallet"], h.At["DOCK"], tx.Now())
	}))
	h.came(t, "pallet", mug, 4, "", warehouse.Good)
	h.walk(t,
		step{"scan putaway", "ok take putaway.scan", "-"},
		step{"scan pallet", "ok go putaway.go", "-"},
		step{"scan menu", "attention go station.in_hand_whole", "-"},
		step{"scan menu", "ok menu station.menu", "-"},
	)
}
