package read_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/score"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
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

	for _, form := range []string{"csv", "xlsx"} {
		file, err := h.ScoresTable(h.as("manager"), api.ScoresFilter{}, form)
		must(t, err)
		var out bytes.Buffer
		must(t, file.Write(&out))
		readsAsThePage(t, form, out.Bytes(), page)
	}
}

// readsAsThePage opens a file of scores: a head, a row for each person and kind of
// work, the figures in columns that a workbook can add up.
func readsAsThePage(t *testing.T, form string, data []byte, page api.ScoresPage) {
	t.Helper()
	table, err := sheet.Read(bytes.NewReader(data), sheet.Options{})
	must(t, err)
	if len(table.Rows) != len(page.Rows) {
		t.Fatalf("%s: %d rows", form, len(table.Rows))
	}
	head := table.Heading.Cells
	for i, row := range page.Rows {
		got := map[string]string{}
		for j, cell := range table.Rows[i].Cells {
			got[head[j]] = cell
		}
		rate := ""
		if row.Rate != nil {
			rate = fmt.Sprint(*row.Rate)
		}
		for key, want := range map[string]string{
			"scores.person": row.Person.Name, "scores.work": locale.Say("ru", "flow."+row.Work, nil), "scores.rate": rate,
			"scores.scans": fmt.Sprint(row.Scans), "scores.mistakes": fmt.Sprint(row.Mistakes), "scores.kind.item": fmt.Sprint(row.Wrong.Item),
			"scores.kind.parcel": fmt.Sprint(row.Wrong.Parcel), "scores.kind.other": fmt.Sprint(row.Other), "scores.noise": fmt.Sprint(row.Noise),
			"scores.lines": fmt.Sprint(row.Lines), "scores.undone": fmt.Sprint(row.Undone),
		} {
			if is := got[locale.Say("ru", key, nil)]; is != want {
				t.Errorf("%s, %s at %s: %s is %q, want %q", form, row.Person.Name, row.Work, key, is, want)
			}
		}
	}
	if len(head) != len(slices.Compact(slices.Sorted(slices.Values(head)))) {
		t.Errorf("%s: two columns have one head: %q", form, head)
	}
	if form != "xlsx" {
		return
	}
	book, err := excelize.OpenReader(bytes.NewReader(data))
	must(t, err)
	defer book.Close()
	for i := range page.Rows {
		for j := range head {
			name, err := excelize.CoordinatesToCellName(j+1, i+2)
			must(t, err)
			shown, err := book.GetCellValue("1", name)
			must(t, err)
			kind, err := book.GetCellType("1", name)
			must(t, err)
			number := kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber
			if shown != "" && number != (j > 1) {
				t.Errorf("%s, under %q: %q is of the type %v", name, head[j], shown, kind)
			}
		}
	}
}

// counting is an engine that counts what one transaction reads of a bucket.
type counting struct {
	store.Engine
	bucket     string
	most, rows int // of one transaction, and of all
}

type countingTx struct {
	store.EngineTx
	e    *counting
	rows int
}

func (e *counting) Begin(writable bool) (store.EngineTx, error) {
	tx, err := e.Engine.Begin(writable)
	if err != nil || writable {
		return tx, err
	}
	return &countingTx{EngineTx: tx, e: e}, nil
}

func (tx *countingTx) Scan(bucket string, from, to []byte, fn func(k, v []byte) bool) error {
	return tx.EngineTx.Scan(bucket, from, to, func(k, v []byte) bool {
		if bucket == tx.e.bucket {
			tx.rows++
			tx.e.rows++
			tx.e.most = max(tx.e.most, tx.rows)
		}
		return fn(k, v)
	})
}

// TestLongScores: the figures of a hundred days are the sum of all of them, and no
// transaction reads more than a month.
func TestLongScores(t *testing.T) {
	engine := &counting{Engine: memory.New(), bucket: "score.days"}
	h := newHouseOver(t, noon, engine)
	follower := score.Follow()
	must(t, follower.Begin(t.Context(), h.DB))
	const days = 100
	for range days {
		h.by("picker", func(_ context.Context, tx *store.Tx) error {
			return station.RepliedKind.Record(tx, station.Replied{Person: h.people["picker"], Flow: pick.Flow, Cue: station.CueOK, Site: h.kazan, To: station.ToScan})
		})
		h.now = h.now.Add(24 * time.Hour)
	}
	for n := 1; n > 0; {
		var err error
		n, err = follower.Step(t.Context(), h.DB)
		must(t, err)
	}
	for _, c := range []struct {
		span  int
		scans int64
	}{{1, 1}, {31, 31}, {32, 32}, {62, 62}, {days, days}, {400, days}} {
		*engine = counting{Engine: engine.Engine, bucket: engine.bucket}
		span := api.Span{From: noon.Format(time.DateOnly), To: noon.AddDate(0, 0, c.span-1).Format(time.DateOnly)}
		page, err := h.Scores(h.as("manager"), api.ScoresFilter{Span: span})
		must(t, err)
		if len(page.Rows) != 1 || page.Rows[0].Scans != c.scans || page.From != span.From || page.To != span.To || page.Seq == 0 {
			t.Errorf("%d days: %+v", c.span, page)
		}
		if engine.most > 32 || engine.rows < int(c.scans) {
			t.Errorf("%d days: one transaction read %d rows, all of them %d", c.span, engine.most, engine.rows)
		}
	}
}
