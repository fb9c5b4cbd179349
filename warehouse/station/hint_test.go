package station_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"warehouse-node/devices/scan"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// hat is the number of the item of the tests, and mark a marking code of it; the
// tail is as long as a real one.
const (
	hat  = "0104607034170424"
	mark = hat + "21k3LInNbH_oG0Q" + scan.GS + "91EE06" + scan.GS + "92YXiyKfiHjE4YE8b+YVMC1O5r8VtpplA3AwcCqrcG9Dk="
)

// by is a scan that came by a scanner.
func (h *house) by(scanner string, r station.ScanRequest) *station.StateAnswer {
	h.t.Helper()
	a, err := station.Scan.Do(context.Background(), h.door, command.Command{Person: h.olga, Device: scanner}, &r)
	h.must(err)
	return a
}

func counts(t *testing.T) *house {
	h := newHouse(t)
	_, err := station.Open.Do(context.Background(), h.door, h.as(), &station.OpenRequest{})
	h.must(err)
	h.scan(ident.CommandCode("counting"))
	return h
}

// TestFlaws: a code whose goods are sure is counted, and the flaw is said beside
// the answer; of any other the flaw is the answer, and nothing is counted.
func TestFlaws(t *testing.T) {
	const gs = scan.GS
	dm, gs1, ean := string(scan.GS1DataMatrix), string(scan.GS1128), string(scan.EAN13)
	for _, row := range []struct {
		name, symbology, data string
		cue                   station.Cue
		says, hints           string
		n                     measure.Qty
	}{
		{"well", dm, mark, station.CueOK, "test.counted", "", 1},
		{"a lost separator", dm, strings.ReplaceAll(mark, gs, ""), station.CueOK, "test.counted", "station.hint.separator", 1},
		{"a separator that seems lost", dm, hat + "215w9EJp93abc1", station.CueOK, "test.counted", "station.hint.separator", 1},
		{"no such day", gs1, hat + "17261399", station.CueOK, "test.counted", "station.hint.date", 1},
		{"broken behind the number", gs1, hat + "6399", station.CueOK, "test.counted", "station.hint.unread", 1},
		{"a letter that may not stand there", gs1, hat + "11abcdef", station.CueOK, "test.counted", "station.hint.label", 1},
		{"printed without FNC1", string(scan.DataMatrix), mark, station.CueOK, "test.counted", "station.hint.unannounced", 1},

		{"a wrong check digit", ean, "4607034170425", station.CueWrong, "station.flaw.check_digit", "", 0},
		{"the number of elements misread", gs1, "010460703417042510LOT", station.CueWrong, "station.flaw.check_digit", "", 0},
		{"no such day, and the number misread", gs1, "1726139901" + "04607034170425", station.CueWrong, "station.flaw.check_digit", "", 0},
		{"two numbers", gs1, hat + "0104601234567893", station.CueWrong, "station.flaw.twice", "", 0},
		{"half a code", ean, "46070341", station.CueWrong, "station.flaw.cut", "", 0},
		{"nothing that GS1 knows", gs1, "6399", station.CueWrong, "station.flaw.identifier", "", 0},
		{"lost, and no number in front", gs1, "10" + strings.Repeat("A", 21), station.CueWrong, "station.flaw.separator", "", 0},
		{"goods that nobody has", dm, "0104601234567893215w9EJp93abc1", station.CueWrong, "station.unknown_code", "station.hint.separator", 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			h := counts(t)
			a := h.by("scanner", station.ScanRequest{Data: row.data, Symbology: row.symbology})
			h.says(a, row.cue, "count", row.says, row.n)
			if a.Reply.Hint.Code != row.hints {
				t.Errorf("the hint is %q, want %q", a.Reply.Hint.Code, row.hints)
			}
			if row.name == "no such day" && (a.Reply.Hint.Args["part"] != "(17)" || a.Reply.Hint.Args["value"] != "261399") {
				t.Errorf("it says %v", a.Reply.Hint.Args)
			}
		})
	}
}

// TestHintsOnceAShift: beside a right scan a hint is given once a shift for each
// scanner; beside one that was refused, each time.
func TestHintsOnceAShift(t *testing.T) {
	now := time.Now().UTC()
	h := counts(t)
	h.door.DB.Clock = func() time.Time { return now }
	lost := station.ScanRequest{Data: strings.ReplaceAll(mark, scan.GS, ""), Symbology: string(scan.GS1DataMatrix)}
	hinted := func(scanner string, want bool) {
		t.Helper()
		now = now.Add(time.Minute)
		if got := h.by(scanner, lost).Reply.Hint.Code == "station.hint.separator"; got != want {
			t.Errorf("by %s: a hint %v, want %v", scanner, got, want)
		}
	}
	hinted("one", true)
	hinted("one", false)
	hinted("two", true)
	hinted("one", false)
	stranger := station.ScanRequest{Data: "0104601234567893215w9EJp93abc1", Symbology: string(scan.GS1DataMatrix)}
	for range 2 {
		if a := h.by("one", stranger); a.Reply.Cue != station.CueWrong || a.Reply.Hint.Code == "" {
			t.Errorf("refused without a hint: %+v", a.Reply)
		}
	}
	now = now.Add(13 * time.Hour)
	hinted("one", true)
	hinted("one", false)
	for n := range 40 { // no end of scanners, and no end of memory for them
		hinted("scanner "+strings.Repeat("I", n), true)
	}
	h.must(h.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		s, err := station.Of(tx, h.olga)
		if err == nil && len(s.Told) > 16 {
			t.Errorf("%d hints are remembered", len(s.Told))
		}
		return err
	}))
}

// TestHabits: what a scanner spoils is known until it reads a code that proves
// the contrary.
func TestHabits(t *testing.T) {
	h := counts(t)
	is := func(drops bool, layout scan.Layout) {
		t.Helper()
		h.must(h.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
			got, err := station.HabitOf(tx, "terminal")
			if err == nil && (!got.Drops.IsZero() != drops || got.Layout != layout) {
				t.Errorf("got %+v, want drops %v, layout %q", got, drops, layout)
			}
			return err
		}))
	}
	reads := func(data, symbology string) {
		t.Helper()
		ctx := station.Through(context.Background(), "terminal")
		_, err := station.Scan.Do(ctx, h.door, h.as(), &station.ScanRequest{Data: data, Symbology: symbology})
		h.must(err)
	}
	is(false, "")
	reads("4607034170424", "")
	is(false, "")
	reads(strings.ReplaceAll(mark, scan.GS, ""), string(scan.GS1DataMatrix))
	is(true, "")
	reads("4607034170424", "")
	is(true, "")
	reads("Ч-ГТВЩ-"+ident.CommandCode("undo")[len("X-UNDO-"):], "")
	is(true, scan.Russian)
	reads(mark, string(scan.GS1DataMatrix)) // all its separators, and Latin letters
	is(false, "")
}

// TestLabelsThroughAKeyboard: each label of our own means the same in small
// letters, under a Russian and under a Ukrainian layout, with Caps Lock or
// without; what is no label of ours means nothing, and what is known as it
// stands means that.
func TestLabelsThroughAKeyboard(t *testing.T) {
	layouts := map[scan.Layout]string{scan.Russian: "ФИСВУАПРШОЛДЬТЩЗЙКЫЕГМЦЧНЯ", scan.Ukrainian: "ФИСВУАПРШОЛДЬТЩЗЙКІЕГМЦЧНЯ"}
	under := func(layout scan.Layout, label string) string {
		keys := []rune(layouts[layout])
		return strings.Map(func(r rune) rune {
			if 'A' <= r && r <= 'Z' {
				return keys[r-'A']
			}
			return r
		}, label)
	}
	for _, label := range []string{ident.Label(ident.PrefixBin, 118), ident.Label(ident.PrefixTote, 7), ident.Label(ident.PrefixBadge, 840017), ident.Label(ident.PrefixStation, 2),
		ident.Label(ident.PrefixItem, 13), ident.Label(ident.PrefixOrder, 100500), ident.CommandCode("undo"), ident.CommandCode("next_bin"), ident.CommandCode("short-1")} {
		for layout := range layouts {
			typed := under(layout, label)
			for _, text := range []string{typed, strings.ToLower(typed), " " + typed + " "} {
				if got, by, ok := station.Ours(text); !ok || got != label || by == "" {
					t.Errorf("%q of %s is %q by %q, %v", text, label, got, by, ok)
				}
			}
		}
		if got, by, ok := station.Ours(strings.ToLower(label)); !ok || got != label || by != "" {
			t.Errorf("%s in small letters is %q by %q, %v", label, got, by, ok)
		}
	}
	for _, text := range []string{"", "Утюг", "И1185", "B1185", "4607034170424", "Полка 7", "и", "Ч-ГТВЩ-7"} {
		if got, _, ok := station.Ours(text); ok {
			t.Errorf("%q is read as %s", text, got)
		}
	}

	h := counts(t)
	bench := under(scan.Ukrainian, h.bench)
	for _, text := range []string{bench, strings.ToLower(bench), strings.ToLower(h.bench)} {
		h.says(h.scan(text), station.CueOK, "count", "station.taken", 0)
	}
	h.says(h.scan(under(scan.Russian, ident.CommandCode("menu"))), station.CueOK, "menu", "station.menu", 0)
	h.says(h.scan(strings.ToLower(under(scan.Russian, ident.CommandCode("counting")))), station.CueOK, "count", "test.counted", 0)

	// A Cyrillic text that is somebody's own code is that, whatever the layout
	// would make of it.
	_, err := catalog.Create.Do(context.Background(), h.door, command.Command{Itself: true}, &catalog.CreateRequest{
		Body: catalog.Body{Article: bench, Name: "Named as a bench"}})
	h.must(err)
	a := h.scan(bench)
	h.says(a, station.CueOK, "count", "test.counted", 1)
	if a.Reply.Hint.Code != "" {
		t.Errorf("it hints %s", a.Reply.Hint.Code)
	}
	told := h.by("told", station.ScanRequest{Data: under(scan.Russian, ident.CommandCode("menu")), Symbology: string(scan.Code128)})
	h.says(told, station.CueWrong, "count", "station.unknown_code", 1)
}
