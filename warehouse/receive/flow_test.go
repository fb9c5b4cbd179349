package receive_test

import (
	"strconv"
	"testing"

	"warehouse-node/warehouse/ident"
)

// TestArrival: a lorry, from the first scan to the numbered document.
func TestArrival(t *testing.T) {
	h := newHouse(t)
	h.walk(t,
		step{"scan receive", "ok arrivals receive.scan", ""},
		step{"touch open from=ООО-Вереск", "ok item receive.opened", ""},
		step{"scan " + mug, "attention bin receive.ask_dock", ""},
		step{"scan A-1", "wrong wrong receive.not_dock", ""},
		step{"scan DOCK", "ok quantity receive.taken", "1 MUG"},
		step{"scan " + mug, "ok quantity receive.taken", "2 MUG"},
		step{"scan " + mugBox, "ok quantity receive.taken", "14 MUG"},
		step{"touch undo", "ok quantity receive.undone", "2 MUG"},
		step{"touch confirm qty=7", "wrong quantity receive.not_typed", "2 MUG"},
		step{"scan 4600000000008", "wrong wrong receive.unknown_code", "2 MUG"},
		step{"scan " + mug, "ok quantity receive.taken", "3 MUG"},
		step{"touch confirm qty=3", "done item receive.counted", "3 MUG"},
		step{"scan " + mugBale, "attention quantity receive.ask_quantity", "3 MUG"},
		step{"touch confirm qty=40", "ok quantity receive.taken", "43 MUG"},
		step{"scan " + bolt, "ok quantity receive.taken", "1 BLT, 43 MUG"},
		step{"touch confirm qty=500", "ok quantity receive.taken", "43 MUG, 500 BLT"},
		step{"touch confirm qty=498", "ok quantity receive.counted", "43 MUG, 498 BLT"},
		step{"touch undo", "ok quantity receive.undone", "43 MUG, 500 BLT"},
		step{"touch damaged", "attention quantity receive.damaged", "43 MUG, 500 BLT damaged"},
		step{"touch undo", "ok quantity receive.undone", "43 MUG, 500 BLT"},
		step{"touch undo", "ok quantity receive.undone", "1 BLT, 43 MUG"},
		step{"touch close", "done closed receive.closed_as", "1 BLT, 43 MUG"},
	)
	if v := h.view(t); v.Arrival.Number == "" || len(v.Totals) != 2 || v.Arrival.Units != 44 {
		t.Errorf("the closed arrival says %+v", v.Arrival)
	}
}

// TestChosenByDigit: of several open arrivals goods do not say which; a scanned digit
// does, as each stands in the list, and within one it means nothing.
func TestChosenByDigit(t *testing.T) {
	h := newHouse(t)
	digit := func(n string) string { return "scan " + ident.CommandCode(n) }
	h.walk(t,
		step{"scan receive", "ok arrivals receive.scan", ""},
		step{digit("1"), "wrong arrivals receive.no_action", ""}, // there is none
		step{"touch open from=Одни", "ok item receive.opened", ""},
		step{digit("1"), "wrong item receive.no_action", ""},
		step{"touch back", "ok arrivals receive.choose", ""},
		step{"touch open from=Другие", "ok item receive.opened", ""},
		step{"touch back", "ok arrivals receive.choose", ""},
		step{"scan " + mug, "attention arrivals receive.choose", ""},
		step{digit("0"), "wrong arrivals receive.no_action", ""},
		step{digit("3"), "wrong arrivals receive.no_action", ""},
	)
	listed := h.view(t).Arrivals
	for i, a := range listed {
		h.walk(t, step{digit(strconv.Itoa(i + 1)), "ok item receive.entered", ""})
		if got := h.view(t).Arrival; got.ID != a.ID || got.From != a.From {
			t.Errorf("digit %d: entered %+v, want %+v", i+1, got, a)
		}
		h.walk(t, step{"touch back", "ok arrivals receive.choose", ""})
	}
	if len(listed) != 2 {
		t.Errorf("%d are open", len(listed))
	}
}
