package pick_test

import (
	"testing"
)

const milkGTIN = "04607034172251"

// TestLots: what expires first is allocated; where the bin holds several lots the
// right one is asked for.
func TestLots(t *testing.T) {
	h := newHouse(t)
	h.receive("MILK", "A-01-01-1", 5, "L-OLD", "2026-11-19") // expired yesterday
	h.receive("MILK", "A-01-01-1", 5, "L-1", "2026-12-01")
	h.receive("MILK", "A-01-01-1", 9, "L-2", "2026-12-24")
	h.receive("MILK", "A-01-02-1", 9, "L-3", "2026-12-24")
	h.released(line{"MILK", 5})
	t0 := h.totes[0].Name
	h.steps(t,
		step{"T0", "go A-01-01-1 0/5 pick.begun"},
		step{"A-01-01-1", "item A-01-01-1 0/5 pick.here"},
		step{"MILK", "item A-01-01-1 0/5 pick.which_lot"},
	)
	if h.view.Lot != "L-1" || h.view.Expiry != "2026-12-01" {
		t.Errorf("asks for %s, %s", h.view.Lot, h.view.Expiry)
	}
	h.steps(t,
		step{"L-2", "wrong A-01-01-1 0/5 pick.wrong_unknown"},
		step{"01" + milkGTIN + "17261224" + "10L-2", "wrong A-01-01-1 0/5 pick.wrong_lot"},
	)
	if w := h.view.Wrong; w.Needed.Text != "L-1" || w.Held.Text != "L-2" {
		t.Errorf("wrong %+v", w)
	}
	h.steps(t,
		step{"01" + milkGTIN + "10L-1", "item A-01-01-1 1/5 pick.took"},
		step{"MILK", "item A-01-01-1 2/5 pick.took"}, // the lot was looked at
		step{"!undo", "item A-01-01-1 1/5 pick.uncounted"},
		step{"T0", "item A-01-01-1 0/4 pick.put"},
		step{"MILK", "item A-01-01-1 0/4 pick.which_lot"},
		step{"l-1", "item A-01-01-1 0/4 pick.lot"},
		step{"MILK", "item A-01-01-1 1/4 pick.took"},
		step{"01" + milkGTIN + "17261201", "item A-01-01-1 2/4 pick.took"},
		step{"01" + milkGTIN + "17261202", "wrong A-01-01-1 2/4 pick.wrong_lot"},
		step{"MILK", "item A-01-01-1 3/4 pick.took"},
		step{"MILK", "tote " + t0 + " 4/4 pick.all"},
		step{"T0", "done pick.done"},
	)
}

// TestLotOfAnother: a scan that names another lot of the bin which the order needs
// too goes on with that one.
func TestLotOfAnother(t *testing.T) {
	h := newHouse(t)
	h.receive("MILK", "A-01-01-1", 2, "L-1", "2026-12-01")
	h.receive("MILK", "A-01-01-1", 9, "L-2", "2026-12-24")
	h.released(line{"MILK", 3})
	h.steps(t,
		step{"T0", "go A-01-01-1 0/2 pick.begun"},
		step{"A-01-01-1", "item A-01-01-1 0/2 pick.here"},
		step{"01" + milkGTIN + "10L-2", "tote " + h.totes[0].Name + " 1/1 pick.all"},
		step{"T0", "item A-01-01-1 0/2 pick.put"},
	)
}
