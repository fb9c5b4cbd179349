package station_test

import (
	"context"
	"strings"
	"testing"

	"warehouse-node/devices/scan"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/station/stationtest"
	"warehouse-node/warehouse/store"
)

// The code of a cap, a fez and a beret, of which the counting flow needs the first two;
// and the same on a box with a lot, a day and a serial number.
const (
	capOrFez = "2000000000015"
	boxOf    = "0102000000000015" + "17270331" + "10L-7" + scan.GS + "21S-9"
)

// act is one deed at a session: a scan, or a touch of what its screen shows.
func (h *house) act(verb, what string, args ...string) *station.StateAnswer {
	h.t.Helper()
	if verb == "scan" {
		return h.scan(what)
	}
	return h.touchAt(h.state().Version, what, args...)
}

func (h *house) touchAt(version uint64, action string, args ...string) *station.StateAnswer {
	h.t.Helper()
	r := &station.TouchRequest{Version: version, Action: action, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		r.Args[args[i]] = args[i+1]
	}
	a, err := station.Touch.Do(context.Background(), h.door, h.as(), r)
	h.must(err)
	return a
}

// state is the session as its screens have it.
func (h *house) state() (s *station.Session) {
	h.t.Helper()
	h.must(h.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) (err error) { s, err = station.Of(tx, h.olga); return err }))
	return s
}

// TestQuestion: a code of which a step can use several meanings is asked over its
// screen; whatever comes next answers it, gives it up, or leaves it.
func TestQuestion(t *testing.T) {
	for _, row := range []struct {
		name, verb, what string
		args             []string
		cue              station.Cue
		says             string
		n                measure.Qty
		asked            string
	}{
		{"a digit", "scan", ident.CommandCode("2"), nil, station.CueOK, "test.counted", 1, ""},
		{"a touch", "touch", "choose", []string{"thing", "0"}, station.CueOK, "test.counted", 1, ""},
		{"its own label", "scan", "FEZ", nil, station.CueOK, "test.counted", 1, ""},
		{"its own code with a lot stands for itself", "scan", "010460703417043110L-8", nil, station.CueOK, "test.counted", 1, ""},
		{"a carton stands for itself", "scan", "14607034170421", nil, station.CueOK, "test.counted", 6, ""},
		{"other goods", "scan", "4607034170424", nil, station.CueOK, "test.counted", 1, ""},
		{"nobody's code", "scan", "nothing like it", nil, station.CueWrong, "station.unknown_code", 0, ""},
		{"undo", "scan", ident.CommandCode("undo"), nil, station.CueOK, "station.question_dropped", 0, ""},
		{"back", "touch", "back", nil, station.CueOK, "station.question_dropped", 0, ""},
		{"another action", "touch", "reset", nil, station.CueOK, "test.counted", 0, ""},
		{"the same code", "scan", capOrFez, nil, station.CueAttention, "station.ambiguous", 0, "Cap, Fez"},
		{"no such digit", "scan", ident.CommandCode("3"), nil, station.CueWrong, "station.no_choice", 0, "Cap, Fez"},
		{"nought", "scan", ident.CommandCode("0"), nil, station.CueWrong, "station.no_choice", 0, "Cap, Fez"},
		{"no such row", "touch", "choose", []string{"thing", "2"}, station.CueWrong, "station.no_choice", 0, "Cap, Fez"},
	} {
		t.Run(row.name, func(t *testing.T) {
			h := counts(t)
			a := h.scan(capOrFez)
			h.says(a, station.CueAttention, "count", "station.ambiguous", 0)
			if got := stationtest.Offered(a.Reply.Question); got != "Cap, Fez" {
				t.Fatalf("offered are %q", got)
			}
			a = h.act(row.verb, row.what, row.args...)
			h.says(a, row.cue, "count", row.says, row.n)
			if strings.Contains(row.name, "a lot") && last.Code.Lot() != "L-8" {
				t.Errorf("counted was lot %q", last.Code.Lot())
			}
			for _, q := range []*station.Question{a.Reply.Question, h.state().Reply.Question} {
				if got := stationtest.Offered(q); got != row.asked {
					t.Errorf("asked is %q, want %q", got, row.asked)
				}
			}
		})
	}
}

// TestAnsweredOnce: two taps, a frame that is sent again and a scan that comes again
// do nothing twice.
func TestAnsweredOnce(t *testing.T) {
	h := counts(t)
	seen := h.scan(capOrFez).Version
	h.says(h.touchAt(seen, "choose", "thing", "1"), station.CueOK, "count", "test.counted", 1)
	h.says(h.touchAt(seen, "choose", "thing", "1"), station.CueAttention, "count", "station.look-again", 1)
	h.says(h.touchAt(h.state().Version, "choose", "thing", "1"), station.CueOK, "count", "test.counted", 0) // an action of the flow, which clears
	seen = h.scan(capOrFez).Version
	as := command.Command{Person: h.olga, Device: "screen", ID: "tap"}
	r := &station.TouchRequest{Version: seen, Action: "choose", Args: map[string]string{"thing": "0"}}
	for range 2 {
		a, err := station.Touch.Do(context.Background(), h.door, as, r)
		h.must(err)
		h.says(a, station.CueOK, "count", "test.counted", 1)
	}
	if v := h.state().Version; v != seen+1 {
		t.Errorf("%d answers for one", v-seen)
	}
}

// TestQuestionStays: what others do at a session, and a touch of a screen that was
// drawn anew since, leave its question.
func TestQuestionStays(t *testing.T) {
	h := counts(t)
	seen := h.scan(capOrFez).Version
	_, err := station.Refuse.Do(context.Background(), h.door, h.as(), &station.RefuseRequest{Code: "test.short"})
	h.must(err)
	a := h.touchAt(seen, "choose", "thing", "0")
	h.says(a, station.CueAttention, "count", "station.look-again", 0)
	if got := stationtest.Offered(a.Reply.Question); got != "Cap, Fez" {
		t.Errorf("asked is %q", got)
	}
	h.says(h.scan(ident.CommandCode("1")), station.CueOK, "count", "test.counted", 1)
}

// TestStale: of a question whose goods lost the code, or which may be worked on no
// more, nothing is done; whoever looks is told.
func TestStale(t *testing.T) {
	strip := func(h *house) {
		h.must(h.door.DB.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
			i, err := catalog.ByArticle(tx, "FEZ")
			if err != nil {
				return err
			}
			_, err = catalog.RemoveBarcode.In(ctx, tx, &catalog.CodeRequest{ID: i.ID, Code: capOrFez})
			return err
		}))
	}
	h := counts(t)
	h.scan(capOrFez)
	strip(h)
	a := h.scan(ident.CommandCode("2"))
	h.says(a, station.CueWrong, "count", "station.question_gone", 0)
	if a.Reply.Question != nil {
		t.Error("it is asked still")
	}
	h.says(h.scan(capOrFez), station.CueOK, "count", "test.counted", 1) // a cap

	h = counts(t)
	h.scan(capOrFez)
	strip(h)
	h.says(h.scan(ident.CommandCode("1")), station.CueOK, "count", "test.counted", 1) // the cap has it still

	h = counts(t)
	seen := h.scan(capOrFez).Version
	strip(h)
	a = h.touchAt(seen-1, "choose", "thing", "0") // a look
	h.says(a, station.CueAttention, "count", "station.look-again", 0)
	if a.Reply.Question != nil || a.Reply.Hint.Code != "station.question_gone" {
		t.Errorf("asked %v, with the hint %q", a.Reply.Question, a.Reply.Hint.Code)
	}
	h.says(h.touchAt(a.Version, "choose", "thing", "0"), station.CueOK, "count", "test.counted", 0) // nothing is asked: an action of the flow
}

// TestQuestionTells: the answer is the scan as it was, with its lot, day and serial
// number, which the question shows.
func TestQuestionTells(t *testing.T) {
	h := counts(t)
	q := h.scan(boxOf).Reply.Question
	if q == nil || q.Lot != "L-7" || q.Expiry != "2027-03-31" || q.Serial != "S-9" {
		t.Fatalf("asked is %+v", q)
	}
	h.says(h.scan(ident.CommandCode("2")), station.CueOK, "count", "test.counted", 1)
	if got := last.Code.Lot() + " " + last.Code.Serial() + " " + last.Things[0].Item.Article; got != "L-7 S-9 FEZ" {
		t.Errorf("scanned was %s", got)
	}
}

// TestQuestionLeft: whoever goes elsewhere with a question open is asked no more.
func TestQuestionLeft(t *testing.T) {
	for _, away := range []string{"menu", "counting"} {
		h := counts(t)
		h.scan(capOrFez)
		if a := h.scan(ident.CommandCode(away)); a.Reply.Question != nil || a.Reply.Cue != station.CueOK {
			t.Errorf("%s: %s %+v", away, a.Reply.Cue, a.Reply.Question)
		}
		h.scan(ident.CommandCode("counting"))
		h.says(h.scan(ident.CommandCode("1")), station.CueOK, "count", "test.counted", 0) // the flow's own
	}
}

// TestQuestionElsewhere: with another warehouse nothing of the first is asked.
func TestQuestionElsewhere(t *testing.T) {
	h := counts(t)
	h.scan(capOrFez)
	site, err := place.CreateSite.Do(context.Background(), h.door, command.Command{Itself: true}, &place.CreateSiteRequest{Name: "Самара", Timezone: "Europe/Samara", Currency: measure.RUB})
	h.must(err)
	h.must(h.door.DB.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		_, err := staff.GrantRole(ctx, tx, &staff.GrantRequest{Person: h.olga, Role: "counter", Site: site.IDs[0]})
		return err
	}))
	_, err = station.Open.Do(context.Background(), h.door, h.as(), &station.OpenRequest{Site: site.IDs[0]})
	h.must(err)
	h.says(h.scan(ident.CommandCode("1")), station.CueWrong, "menu", "station.no_action", 0)
}

// TestQuestionOfNoUse: what the step could use when it was asked, and cannot any more,
// is not done.
func TestQuestionOfNoUse(t *testing.T) {
	h := counts(t)
	h.scan(capOrFez)
	defer func() { refused = "" }()
	refused = "FEZ"
	h.says(h.scan(ident.CommandCode("2")), station.CueWrong, "count", "station.question_gone", 0)
}

// TestQuestionDenied: who may not do the work any more is not let in by a question.
func TestQuestionDenied(t *testing.T) {
	h := counts(t)
	h.scan(capOrFez)
	site := h.state().Site
	h.must(h.door.DB.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		if _, err := staff.Add(ctx, tx, &staff.AddRequest{Name: "Owner", Locale: "en", Roles: []staff.RoleAt{{Role: "owner"}}}); err != nil {
			return err
		}
		if _, err := staff.GrantRole(ctx, tx, &staff.GrantRequest{Person: h.olga, Role: "packer"}); err != nil {
			return err
		}
		_, err := staff.RevokeRole(ctx, tx, &staff.GrantRequest{Person: h.olga, Role: "counter", Site: site})
		return err
	}))
	if _, err := station.Scan.Do(context.Background(), h.door, h.as(), &station.ScanRequest{Data: ident.CommandCode("1")}); fault.Of(err).Args["right"] != "count.work" {
		t.Errorf("got %v", err)
	}
}
