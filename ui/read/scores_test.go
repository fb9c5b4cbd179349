package read_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/score"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// TestScores: a manager sees everybody's figures with their rate and its base, and
// what they are made of; a picker sees their own, and nobody else's; the file says
// what the page says.
func TestScores(t *testing.T) {
	h := newHouse(t)
	order := h.order("Кенарева Альбина", "+79032223344", nil, line{"HAT", 1, 100})
	follower := score.Follow()
	must(t, follower.Begin(t.Context(), h.DB))
	picker, manager := h.people["picker"], h.people["manager"]
	scans := func(role, kind string) {
		h.by(role, func(_ context.Context, tx *store.Tx) error {
			told := station.Replied{Person: h.people[role], Flow: pick.Flow, Cue: station.CueOK, Site: h.kazan, To: station.ToScan}
			if kind != "" {
				told.Cue, told.Slip = station.CueWrong, &station.Slip{Kind: kind, Item: h.items["HAT"]}
			}
			return station.RepliedKind.Record(tx, told)
		})
	}
	scans("picker", "")
	scans("picker", "")
	scans("picker", "item")
	scans("manager", "")
	h.by("picker", func(_ context.Context, tx *store.Tx) error {
		return pick.PickedKind.Record(tx, pick.Picked{Order: order, Item: h.items["HAT"], Qty: 1}, job.About(order))
	})
	h.by("manager", func(_ context.Context, tx *store.Tx) error {
		return pack.ShortedKind.Record(tx, pack.Shorted{Order: order, Item: h.items["HAT"], Qty: 1, Reason: pack.ReasonOther}, job.About(order))
	})
	for n := 1; n > 0; {
		var err error
		n, err = follower.Step(t.Context(), h.DB)
		must(t, err)
	}

	page, err := h.Scores(h.as("manager"), api.ScoresFilter{})
	must(t, err)
	if len(page.Rows) != 2 || page.Own {
		t.Fatalf("%+v", page)
	}
	for _, row := range page.Rows {
		if row.Person.ID != picker.String() {
			continue
		}
		if row.Scans != 3 || row.Mistakes != 2 || row.Rate == nil || *row.Rate != 667 || row.Wrong.Item != 1 || row.Other != 1 || row.Lines != 1 {
			t.Errorf("%+v", row)
		}
	}
	own, err := h.Scores(h.as("picker"), api.ScoresFilter{})
	must(t, err)
	if len(own.Rows) != 1 || !own.Own || own.Rows[0].Person.ID != picker.String() {
		t.Errorf("a picker sees %+v", own)
	}
	slips, err := h.Slips(h.as("picker"), api.SlipsFilter{Person: picker.String()})
	must(t, err)
	if len(slips.Rows) != 2 || slips.Rows[0].Kind != "other" || slips.Rows[0].OrderID != order.String() || slips.Rows[0].By == nil || slips.Rows[1].Item == nil {
		t.Errorf("%+v", slips)
	}
	if _, err := h.Slips(h.as("picker"), api.SlipsFilter{Person: manager.String()}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another's: %v", err)
	}
	for _, days := range []api.Span{{From: "2026-02-31"}, {From: "2026-02-02", To: "2026-02-01"}, {From: "2020-01-01", To: "2026-01-01"}} {
		if _, err := h.Scores(h.as("manager"), api.ScoresFilter{Span: days}); err == nil {
			t.Errorf("%+v is taken", days)
		}
	}
	past, err := h.Scores(h.as("manager"), api.ScoresFilter{Span: api.Span{From: "2026-02-02", To: "2026-02-02"}})
	if err != nil || len(past.Rows) != 0 || past.From != "2026-02-02" || past.To != "2026-02-02" {
		t.Errorf("one day that is past: %+v, %v", past, err)
	}

	file, err := h.ScoresTable(h.as("manager"), api.ScoresFilter{}, "csv")
	must(t, err)
	var out bytes.Buffer
	must(t, file.Write(&out))
	if rows := strings.Split(strings.TrimSpace(out.String()), "\n"); len(rows) != 3 || !strings.Contains(out.String(), "667") {
		t.Errorf("%s", out.String())
	}
}
