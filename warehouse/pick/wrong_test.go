package pick_test

import (
	"testing"

	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/station/stationtest"
	"warehouse-node/warehouse/store"
)

// moves counts what the ledger ever posted to and from a tote.
func (h *house) picked() (q int64) {
	for article := range codes {
		for _, tote := range h.totes {
			q += int64(h.in(tote.ID, article))
		}
	}
	return q
}

// TestWrong: whatever is scanned wrong is refused with what is needed beside
// what is in the hand, nothing is posted, and the right scan goes on.
func TestWrong(t *testing.T) {
	h := newHouse(t)
	h.receive("SHOE-42", "A-01-02-1", 5)
	h.receive("SHOE-43", "A-01-02-1", 5)
	h.receive("MUG", "A-02-01-1", 5)
	h.released(line{"SHOE-42", 2}, line{"MUG", 1})
	t0 := h.totes[0].Name
	h.steps(t, step{"T0", "go A-01-02-1 0/2 pick.begun"})
	for _, row := range []struct {
		do, want string
		kind     string
		needed   func(station.WrongSide) bool
		held     func(station.WrongSide) bool
	}{
		{"A-02-01-1", "wrong A-01-02-1 0/2 pick.wrong_bin", "bin", hasBin("A-01-02-1"), hasBin("A-02-01-1")},
		{"SHOE-42", "wrong A-01-02-1 0/2 pick.bin_first", "item", hasBin("A-01-02-1"), hasItem("42")},
		{"no such", "wrong A-01-02-1 0/2 pick.wrong_unknown", "unknown", hasBin("A-01-02-1"), func(s station.WrongSide) bool { return s.Code == "no such" }},
		{"A-01-02-1", "item A-01-02-1 0/2 pick.here", "", nil, nil},
		{"SHOE-43", "wrong A-01-02-1 0/2 pick.wrong_size", "size", hasItem("42"), hasItem("43")},
		{"MUG", "wrong A-01-02-1 0/2 pick.elsewhere", "item", hasItem("42"), func(s station.WrongSide) bool { return s.Item.Name == "Термокружка" }},
		{"SCREW", "wrong A-01-02-1 0/2 pick.wrong_item", "item", hasItem("42"), func(s station.WrongSide) bool { return s.Item.Name == "Саморез" }},
		{"SCREW", "wrong A-01-02-1 0/2 pick.wrong_item", "item", hasItem("42"), func(s station.WrongSide) bool { return true }},
		{"!back", "item A-01-02-1 0/2 pick.back", "", nil, nil},
		{"A-02-01-1", "wrong A-01-02-1 0/2 pick.wrong_bin", "bin", hasItem("42"), hasBin("A-02-01-1")},
		{"SHOE-42", "item A-01-02-1 1/2 pick.took", "", nil, nil},
		{"!mislabel", "item A-01-02-1 1/2 pick.no_action", "", nil, nil},
		{"SHOE-43", "wrong A-01-02-1 1/2 pick.wrong_size", "size", hasItem("42"), hasItem("43")},
		{"!mislabel", "item A-01-02-1 1/2 pick.mislabel", "", nil, nil},
		{"SHOE-42", "tote " + t0 + " 2/2 pick.all", "", nil, nil},
		{"T1", "wrong A-01-02-1 2/2 pick.wrong_tote", "tote", hasTote(t0), hasTote(h.totes[1].Name)},
		{"SHOE-43", "wrong A-01-02-1 2/2 pick.wrong_item", "item", hasTote(t0), hasItem("43")},
	} {
		h.do(h.oleg, row.do)
		if got := h.saw(); got != row.want {
			t.Fatalf("%s: saw %q, want %q", row.do, got, row.want)
		}
		if row.kind == "" {
			continue
		}
		w := h.view.Wrong
		if w == nil || w.Kind != row.kind || !row.needed(w.Needed) || !row.held(w.Held) || h.reply.Cue != station.CueWrong {
			t.Errorf("%s: shows %+v with cue %s", row.do, w, h.reply.Cue)
		}
		if why := h.reply.Message.Code; why != "pick.wrong_"+row.kind && (w.Said == nil || w.Said.Code != why) {
			t.Errorf("%s: %s is said once, and not shown with %+v", row.do, why, w)
		}
		if h.picked() != 0 {
			t.Fatalf("%s: something was posted", row.do)
		}
	}
	h.steps(t, step{"T0", "go A-02-01-1 0/1 pick.put"})
	if h.picked() != 2 {
		t.Errorf("%d picked", h.picked())
	}
}

func hasBin(name string) func(station.WrongSide) bool {
	return func(s station.WrongSide) bool { return s.Bin != nil && s.Bin.Code == name }
}

func hasItem(value string) func(station.WrongSide) bool {
	return func(s station.WrongSide) bool { return s.Item != nil && s.Item.Differs.Value == value }
}

func hasTote(name string) func(station.WrongSide) bool {
	return func(s station.WrongSide) bool { return s.Tote != nil && s.Tote.Code == name }
}

// TestTotes: one order may fill several totes, never one of another order.
func TestTotes(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 9)
	h.receive("SHOE-42", "A-01-02-1", 9)
	h.released(line{"MUG", 2})
	h.do(h.ruslan, "T5")
	second := h.released(line{"MUG", 4}, line{"SHOE-42", 1})
	t0, t1 := h.totes[0].Name, h.totes[1].Name
	h.steps(t,
		step{"T5", "tasks pick.leased"},
		step{"T0", "go A-01-01-1 0/4 pick.begun"},
		step{"A-01-01-1", "item A-01-01-1 0/4 pick.here"},
		step{"MUG", "item A-01-01-1 1/4 pick.took"},
		step{"MUG", "item A-01-01-1 2/4 pick.took"},
		step{"T0", "item A-01-01-1 0/2 pick.put"}, // what fits, in the middle of a stop
		step{"MUG", "item A-01-01-1 1/2 pick.took"},
		step{"MUG", "tote " + t0 + " 2/2 pick.all"},
		step{"T1", "wrong A-01-01-1 2/2 pick.wrong_tote"},
		step{"!full", "tote  2/2 pick.next_tote"},
		step{"T5", "wrong A-01-01-1 2/2 pick.wrong_tote"},
		step{"T1", "go A-01-02-1 0/1 pick.put"},
	)
	if h.in(h.totes[0].ID, "MUG") != 2 || h.in(h.totes[1].ID, "MUG") != 2 {
		t.Error("two and two")
	}
	h.steps(t,
		step{"A-01-02-1", "item A-01-02-1 0/1 pick.here"},
		step{"SHOE-42", "tote " + t1 + " 1/1 pick.all"},
		step{"T0", "done pick.done"}, // its own other tote
	)
	if j := h.job(second); len(j.Totes) != 2 {
		t.Errorf("totes %v", j.Totes)
	}
	if len(h.view.Totes) != 2 || h.view.Step != pick.StepDone {
		t.Errorf("view %+v", h.view)
	}
}

// TestSlip: the timeline tells of a refused scan what was scanned and for which
// order, and of a touch and a right scan nothing of the kind; nor of a torn label
// that is read while an earlier refusal still stands on the screen, nor of the code
// of a command that is not offered then.
func TestSlip(t *testing.T) {
	h := newHouse(t)
	torn := []byte(h.bins["A-01-02-1"].Code)
	torn[len(torn)-1] = '0' + (torn[len(torn)-1]-'0'+1)%10
	h.receive("SHOE-42", "A-01-02-1", 5)
	h.receive("SHOE-43", "A-01-02-1", 5)
	h.receive("MUG", "A-02-01-1", 5)
	h.released(line{"SHOE-42", 2}, line{"MUG", 1})
	for _, row := range []struct {
		do   string
		to   station.Answered
		kind string
	}{
		{"T0", station.ToScan, ""}, {"A-02-01-1", station.ToScan, "bin"}, {string(torn), station.ToScan, ""}, {"A-01-02-1", station.ToScan, ""},
		{"SHOE-43", station.ToScan, "size"}, {ident.CommandCode(pick.ActFound), station.ToScan, ""}, {"!back", station.ToTouch, ""}, {"no such", station.ToScan, "unknown"},
	} {
		h.do(h.oleg, row.do)
		last := h.replied()
		kind := ""
		if last.Slip != nil {
			kind = last.Slip.Kind
		}
		if last.To != row.to || kind != row.kind || last.Site.IsZero() || kind != "" && last.Slip.Order == "" ||
			kind == "bin" && last.Slip.Bin != "A-02-01-1" || kind == "size" && last.Slip.Item.IsZero() {
			t.Errorf("%s: %+v %+v", row.do, last, last.Slip)
		}
	}
}

// replied is what the timeline tells of the last answer to the picker.
func (h *house) replied() (last station.Replied) {
	h.t.Helper()
	h.read(func(tx *store.Tx) (err error) { last, err = stationtest.Told(tx, h.oleg); return err })
	return last
}
