package read_test

import (
	"context"
	"encoding/json"
	"slices"
	"testing"

	"warehouse-node/devices/receipt"
	"warehouse-node/orders"
	"warehouse-node/orders/till"
	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/move"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// TestStuckUnlikely: a line of very many waits on the list until somebody says
// that it is meant; what a shop wants so of a promised line is told and not done.
func TestStuckUnlikely(t *testing.T) {
	h := newHouse(t)
	h.receive("HAT", "A-1", 5)
	many := func(digest byte, lines ...orders.IncomingLine) *orders.AcceptAnswer {
		t.Helper()
		a, err := orders.Accept.Do(context.Background(), h.door, command0(), &orders.Incoming{
			Site: h.kazan, Owner: h.owner, Channel: "sever-yug.ru", OuterID: "many", Digest: seal.Hash{digest}, Payment: orders.Prepaid, Lines: lines,
		})
		must(t, err)
		return a
	}
	rows := func() []api.StuckRow {
		t.Helper()
		page, err := h.Stuck(h.as("owner"), h.kazan.String())
		must(t, err)
		return page.Rows
	}
	a := many(1, orders.IncomingLine{Article: "HAT", Name: "Шляпа", Qty: 999_999_999, Price: rub(100)})
	all := rows()
	if len(all) != 1 || all[0].Kind != "line_unlikely" || all[0].Actions[0].Command != "orders.line.confirm" || all[0].OrderID != a.Order.String() {
		t.Fatalf("%+v", all)
	}
	if got := said(all[0].What); got != "stuck.what.line_unlikely shop=sever-yug.ru count=999999999" {
		t.Error(got)
	}
	o := h.card(t, a.Order)
	if o.Status != "problem" || len(o.Items[0].States) != 1 || o.Items[0].States[0].State != "short" {
		t.Errorf("%s %+v", o.Status, o.Items[0].States)
	}
	must(t, h.confirm(a, 0))
	if all = rows(); len(all) != 0 {
		t.Errorf("it is meant: %+v", all)
	}
	many(2, orders.IncomingLine{Article: "HAT", Name: "Шляпа", Qty: 1_999_999_999, Price: rub(100)})
	if all = rows(); len(all) != 1 || all[0].Kind != "order_late" || all[0].What.Code != "stuck.what.late_excess" || all[0].Safe.Code != "stuck.safe.late_excess" {
		t.Errorf("%+v", all)
	}
	if o = h.card(t, a.Order); o.Items[0].Qty.Value != 999_999_999 {
		t.Errorf("%+v", o.Items[0])
	}
}

// TestStuckSumThatDoesNotFit: an order whose sum its lines do not come to is on the
// list, and marked among the orders.
func TestStuckSumThatDoesNotFit(t *testing.T) {
	h := newHouse(t)
	h.order("", "", func(r *orders.Incoming) { r.Unfit = true }, line{"HAT", 1, 24900})
	page, err := h.Stuck(h.as("owner"), h.kazan.String())
	must(t, err)
	if all := page.Rows; len(all) != 1 || all[0].What.Code != "stuck.what.late_sum" || all[0].Safe.Code != "stuck.safe.late_sum" {
		t.Errorf("%+v", all)
	}
}

// TestStuckSteepDiscount: an order far below its lines is on the list with both sums,
// and marked among the orders.
func TestStuckSteepDiscount(t *testing.T) {
	h := newHouse(t)
	id := h.order("", "", func(r *orders.Incoming) { r.Discount, r.Steep = rub(24000), true }, line{"HAT", 1, 24900})
	page, err := h.Stuck(h.as("owner"), h.kazan.String())
	must(t, err)
	all := page.Rows
	if len(all) != 1 || all[0].What.Code != "stuck.what.late_discount" || all[0].Safe.Code != "stuck.safe.late_discount" ||
		all[0].What.Args["sum"].Number != 900 || all[0].What.Args["goods"].Number != 24900 {
		t.Errorf("%+v", all)
	}
	if notes := h.card(t, id).Notes; len(notes) == 0 || notes[len(notes)-1].Code != "note.late_discount" {
		t.Errorf("%+v", notes)
	}
}

// TestStuckOlder: a version that the shop sent too late is on the list, marked among the
// orders, and told on the timeline.
func TestStuckOlder(t *testing.T) {
	h := newHouse(t)
	say := func(revision uint64) func(*orders.Incoming) {
		return func(r *orders.Incoming) {
			r.OuterID, r.Revision, r.Digest = "counted", revision, seal.Hash{byte(revision)}
		}
	}
	id := h.order("", "", say(2), line{"HAT", 1, 24900})
	h.order("", "", say(1), line{"HAT", 2, 24900})
	page, err := h.Stuck(h.as("owner"), h.kazan.String())
	must(t, err)
	if all := page.Rows; len(all) != 1 || all[0].What.Code != "stuck.what.late_older" || all[0].Safe.Code != "stuck.safe.late_older" {
		t.Errorf("%+v", all)
	}
	o := h.card(t, id)
	if o.Items[0].Qty.Value != 1 || len(o.Notes) == 0 || o.Notes[len(o.Notes)-1].Code != "note.late_older" {
		t.Errorf("%+v", o)
	}
	if !slices.ContainsFunc(o.Tape, func(r api.TapeRow) bool { return r.What.Code == "tape.late_older" }) {
		t.Errorf("the timeline tells nothing of it: %+v", o.Tape)
	}
}

// TestStuckCountOfKinds: a count where several kinds lie together names them, and
// the names that the screen gives back close it.
func TestStuckCountOfKinds(t *testing.T) {
	h := newHouse(t)
	h.receive("HAT", "A-1", 5)
	rows := func() []api.StuckRow {
		t.Helper()
		page, err := h.Stuck(h.as("owner"), h.kazan.String())
		must(t, err)
		return page.Rows
	}
	ask := func() {
		h.by("picker", func(_ context.Context, tx *store.Tx) error {
			return ledger.AskCount(tx, h.bins["A-1"], h.items["HAT"], ledger.ReasonSurplus)
		})
	}
	ask()
	if all := rows(); len(all) != 1 || all[0].Kinds != nil {
		t.Fatalf("of one kind: %+v", all)
	}
	bad := h.stock("HAT")
	bad.Condition = warehouse.Damaged
	h.by("picker", func(_ context.Context, tx *store.Tx) error {
		return ledger.Post(tx, &ledger.Move{Stock: bad, Qty: 2, From: place.Supplier, To: h.bins["A-1"], Reason: "test"})
	})
	all := rows()
	if len(all) != 1 || len(all[0].Kinds) != 2 || all[0].Kinds[0].Condition != "good" || all[0].Kinds[1].Condition != "damaged" {
		t.Fatalf("of two kinds: %+v", all)
	}
	var in api.CountAnswer
	must(t, json.Unmarshal(all[0].Actions[0].Body, &in))
	in.Qty, in.Kinds = 4, []api.CountKind{{Stock: all[0].Kinds[0].Stock, Qty: 4}, {Stock: all[0].Kinds[1].Stock}}
	raw, err := json.Marshal(in)
	must(t, err)
	var found move.FoundRequest
	must(t, json.Unmarshal(raw, &found))
	got, err := move.AnswerCount.Do(context.Background(), h.door, command0(), &found)
	must(t, err)
	if all = rows(); got.Difference != -3 || len(all) != 0 {
		t.Errorf("off by %d, %+v", got.Difference, all)
	}
}

// TestStuckParkedLongAgo: an entry that was parked before the arguments of its
// reason were kept shows no placeholder. Its row is that of a fault without any.
func TestStuckParkedLongAgo(t *testing.T) {
	h := newHouse(t)
	f := journal.NewFollower("proof")
	f.OnEvery(func(_ *store.Tx, e *journal.Entry) error {
		if e.Kind == catalog.CreatedKind.Name {
			return fault.New(fault.Invalid, "orders.qty")
		}
		return nil
	})
	for {
		n, err := f.Step(context.Background(), h.DB)
		must(t, err)
		if n == 0 {
			break
		}
	}
	page, err := h.Stuck(h.as("owner"), h.kazan.String())
	must(t, err)
	if len(page.Rows) != len(h.items) {
		t.Fatalf("%d rows: %+v", len(page.Rows), page.Rows)
	}
	for _, r := range page.Rows {
		if got, want := r.What.Args["why"].Text, "Заказ …, строка …: количество … не годится"; r.Kind != "entry_parked" || got != want {
			t.Errorf("%s: %q, want %q", r.Kind, got, want)
		}
	}
}

// confirm says that a line of an order is meant.
func (h *house) confirm(a *orders.AcceptAnswer, line int) error {
	o, err := h.Order(h.as("owner"), a.Order.String())
	if err != nil {
		return err
	}
	r := &orders.ConfirmRequest{Order: a.Order}
	if err := r.Line.UnmarshalText([]byte(o.Items[line].ID)); err != nil {
		return err
	}
	_, err = orders.Confirm.Do(context.Background(), h.door, command1(h), r)
	return err
}

// card is an order as its screen shows it.
func (h *house) card(t *testing.T, id interface{ String() string }) api.OrderCard {
	t.Helper()
	o, err := h.Order(h.as("owner"), id.String())
	must(t, err)
	return o
}

// TestCountWanted: a count that a person asks for says that nothing was corrected.
func TestCountWanted(t *testing.T) {
	h := newHouse(t)
	h.receive("HAT", "A-1", 5)
	_, err := move.AskCount.Do(context.Background(), h.door, command0(), &move.CountRequest{Place: h.bins["A-1"].String(), Item: h.items["HAT"].String()})
	must(t, err)
	page, err := h.Stuck(h.as("owner"), h.kazan.String())
	must(t, err)
	if len(page.Rows) != 1 || page.Rows[0].What.Code != "stuck.what.count_wanted" || page.Rows[0].Safe.Code != "stuck.safe.count_wanted" {
		t.Errorf("%+v", page.Rows)
	}
}

// TestStuckReceipts: a register that refused, one that was not told yet and one of
// which nobody knows are told apart, and the registers in doubt are named.
func TestStuckReceipts(t *testing.T) {
	h, ids := shift(t)
	put := func(order string, intent []byte, why error, want spool.State) spool.JobID {
		return stuck(h, till.Receipts, spool.To{Queue: spool.Queue("test/" + order), Site: h.kazan, Subject: orders.About(ids[order])},
			&till.Receipt{Order: ids[order], Number: order, Currency: measure.RUB}, intent, why, want)
	}
	died := fault.New(fault.Unknown, spool.Died)
	put("late", nil, spool.NotDone(died), spool.Waiting)
	put("old", nil, spool.Refuse(fault.New(fault.Invalid, "till.register", "reason", "no-paper")), spool.Refused)
	doubtful := put("went", []byte("begun"), spool.InDoubt(died), spool.Unknown)
	see := func(register string) {
		t.Helper()
		page, err := h.Stuck(h.as("owner"), h.kazan.String())
		must(t, err)
		got := map[string]string{}
		for _, row := range page.Rows {
			if row.Kind == "receipt_unknown" {
				words := said(row.What)
				for _, name := range []string{"register", "why"} {
					if arg, has := row.What.Args[name]; has {
						words += " " + name + "=" + arg.Text
					}
				}
				got[row.Order] = words + "; " + row.Safe.Code + "; " + row.Actions[0].Command
			}
		}
		for order, want := range map[string]string{
			"late": "stuck.what.receipt_waits sum=0.00 RUB why=" + locale.Say(locale.RU, "stuck.why.died_before", nil) + "; stuck.safe.receipt_waits; till.retry",
			"old":  "stuck.what.receipt_refused sum=0.00 RUB why=" + locale.Say(locale.RU, "say.device.register.no-paper", nil) + "; stuck.safe.receipt_refused; till.retry",
			"went": "stuck.what.receipt_unknown sum=0.00 RUB register=" + register + "; stuck.safe.receipt_unknown; till.settle",
		} {
			if got[order] != want {
				t.Errorf("%s: %q, want %q", order, got[order], want)
			}
		}
	}
	see("Казань")
	for _, name := range []string{"register 1", "register 2"} {
		_, err := till.Tell.Do(context.Background(), h.door, command.Command{Itself: true}, &till.Told{Register: name, Site: h.kazan, Status: receipt.Status{}})
		must(t, err)
	}
	see("register 1, register 2")
	h.write(func(_ context.Context, tx *store.Tx) error {
		return spool.Resolve(tx, doubtful, spool.DidNot, seal.Coded("no paper came out"))
	})
	page, err := h.Stuck(h.as("owner"), h.kazan.String())
	must(t, err)
	if i := slices.IndexFunc(page.Rows, func(row api.StuckRow) bool { return row.Order == "went" }); i < 0 || page.Rows[i].Safe.Code != "stuck.safe.receipt_denied" {
		t.Errorf("somebody said that it was not printed: %+v", page.Rows)
	}
}
