package pick_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/station/stationtest"
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

// TestLotWithoutCode: goods that do not say their lot are scanned once more by who
// looked at it, or the answer is given on the screen; who was refused looks again.
func TestLotWithoutCode(t *testing.T) {
	h := newHouse(t)
	h.receive("MILK", "A-01-01-1", 5, "L-1", "2026-12-01")
	h.receive("MILK", "A-01-01-1", 9, "L-2", "2026-12-24")
	h.released(line{"MILK", 4})
	h.steps(t,
		step{"T0", "go A-01-01-1 0/4 pick.begun"},
		step{"A-01-01-1", "item A-01-01-1 0/4 pick.here"},
		step{"!lot", "item A-01-01-1 0/4 pick.no_action"},
		step{"MILK", "item A-01-01-1 0/4 pick.which_lot"},
		step{"01" + milkGTIN + "10L-2", "wrong A-01-01-1 0/4 pick.wrong_lot"},
		step{"MILK", "item A-01-01-1 0/4 pick.which_lot"},
		step{"MILK", "item A-01-01-1 1/4 pick.took"},
		step{"MILK", "item A-01-01-1 2/4 pick.took"},
		step{"T0", "item A-01-01-1 0/2 pick.put"},
		step{"MILK", "item A-01-01-1 0/2 pick.which_lot"},
		step{"!lot", "item A-01-01-1 0/2 pick.lot"},
		step{"MILK", "item A-01-01-1 1/2 pick.took"},
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

// TestSharedHere: of two goods of one stop with one barcode it is asked which, with what
// is still to be taken of each; the lot that the code told holds for the answer.
func TestSharedHere(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 9)
	h.receive("MILK", "A-01-01-1", 2, "L-1", "2026-12-01")
	h.receive("MILK", "A-01-01-1", 9, "L-2", "2026-12-24")
	h.share("2000000000015", "MUG", "MILK")
	h.released(line{"MILK", 3}, line{"MUG", 2})
	h.do(h.oleg, "T0")
	h.do(h.oleg, "A-01-01-1")
	for _, row := range []struct{ name, article, lot string }{{"Молоко", "MILK", "L-2"}, {"Термокружка", "MUG", ""}} {
		h.do(h.oleg, "010200000000001510L-2")
		if h.reply.Cue != station.CueAttention || h.reply.Message.Code != "station.ambiguous" {
			t.Fatalf("%s: %s %s", row.name, h.reply.Cue, h.reply.Message.Code)
		}
		at := slices.IndexFunc(h.reply.Question.Choices, func(c station.Choice) bool { return c.Name == row.name })
		if got, want := h.reply.Question.Choices[at].Left, map[string]int64{"MILK": 3, "MUG": 2}[row.article]; got != want {
			t.Errorf("%s: %d are left, want %d", row.name, got, want)
		}
		h.do(h.oleg, fmt.Sprint("!choose thing=", at))
		if h.view.Item.Name != row.name || h.view.Lot != row.lot || h.view.Done != 1 {
			t.Errorf("taken is %d of %s, lot %q", h.view.Done, h.view.Item.Name, h.view.Lot)
		}
		h.do(h.oleg, "!undo")
	}
}

// TestLotOfOtherGoods: a lot that is looked for, and is the barcode of other goods too,
// is the lot.
func TestLotOfOtherGoods(t *testing.T) {
	h := newHouse(t)
	h.receive("MILK", "A-01-01-1", 5, "2000000000022", "2026-12-01")
	h.receive("MILK", "A-01-01-1", 9, "L-2", "2026-12-24")
	h.receive("MUG", "A-01-01-1", 9)
	h.share("2000000000022", "SCREW", "SHOE-42")
	h.released(line{"MILK", 2})
	h.do(h.oleg, "T0")
	h.steps(t,
		step{"A-01-01-1", "item A-01-01-1 0/2 pick.here"},
		step{"MILK", "item A-01-01-1 0/2 pick.which_lot"},
		step{"2000000000022", "item A-01-01-1 0/2 pick.lot"},
		step{"MILK", "item A-01-01-1 1/2 pick.took"},
		step{"2000000000022", "item A-01-01-1 1/2 station.not_now"}, // it was looked at
	)
}

// TestLotOrGoods: where the goods whose barcode the lot is are wanted as well, it is
// asked which it is.
func TestLotOrGoods(t *testing.T) {
	for answer, want := range map[string]string{"lot": "item A-01-01-1 0/2 pick.lot", "item": "tote 1/1 pick.all"} {
		h := newHouse(t)
		h.receive("MILK", "A-01-01-1", 5, "2000000000022", "2026-12-01")
		h.receive("MILK", "A-01-01-1", 9, "L-2", "2026-12-24")
		h.receive("MUG", "A-01-01-1", 9)
		h.share("2000000000022", "MUG")
		h.released(line{"MILK", 2}, line{"MUG", 1})
		for _, code := range []string{"T0", "A-01-01-1", "MILK", "2000000000022"} {
			h.do(h.oleg, code)
		}
		if got := stationtest.Offered(h.reply.Question); got != "Термокружка 1, 2000000000022" {
			t.Fatalf("asked is %q", got)
		}
		h.do(h.oleg, fmt.Sprint("!choose thing=", slices.IndexFunc(h.reply.Question.Choices, func(c station.Choice) bool { return c.Kind == answer })))
		if got := strings.Replace(h.saw(), h.totes[0].Name+" ", "", 1); got != want {
			t.Errorf("%s: saw %q, want %q", answer, got, want)
		}
	}
}
