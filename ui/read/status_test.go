package read_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"warehouse-node/orders"
	"warehouse-node/orders/till"
	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// TestCounters: the numbers are those of the lists, and follow every change.
func TestCounters(t *testing.T) {
	h, ids := shift(t)
	ask := func() api.Counters {
		t.Helper()
		c, err := h.Counters(h.as("picker"), h.kazan.String())
		must(t, err)
		c.Seq = 0
		return c
	}
	want := api.Counters{Orders: 4, Promised: 2, Stuck: 1} // the unmatched line is stuck
	for range 2 {
		if got := ask(); got != want {
			t.Errorf("%+v", got)
		}
	}
	for _, step := range []struct {
		to   string
		want api.Counters
	}{
		{"released", api.Counters{Orders: 4, Promised: 1, Picking: 1, Stuck: 1}},
		{"picking", api.Counters{Orders: 4, Promised: 1, Picking: 1, Stuck: 1}},
		{"picked", api.Counters{Orders: 4, Promised: 1, Packing: 1, Stuck: 1}},
		{"packing", api.Counters{Orders: 4, Promised: 1, Packing: 1, Stuck: 1}},
		{"packed", api.Counters{Orders: 4, Promised: 1, Ready: 1, Stuck: 1}},
		{"gone", api.Counters{Orders: 3, Promised: 1, Gone: 1, Stuck: 1}},
	} {
		h.jobTo(ids["old"], step.to)
		if got := ask(); got != step.want {
			t.Errorf("%s: %+v", step.to, got)
		}
	}
	h.now = h.now.Add(24 * time.Hour) // nothing is written, the day has turned
	if got := ask(); got.Gone != 0 || got.Orders != 3 {
		t.Errorf("the day after: %+v", got)
	}
	h.Outside.Unwell = func(site warehouse.SiteID) int64 {
		if site == h.kazan {
			return 2
		}
		return 0
	}
	if got := ask(); got.Devices != 2 {
		t.Errorf("devices: %+v", got)
	}
}

func TestCountersRights(t *testing.T) {
	h := newHouse(t)
	for role := range h.people {
		for _, site := range []warehouse.SiteID{h.kazan, h.tver} {
			_, err := h.Counters(h.as(role), site.String())
			if granted := site == h.kazan || role == "owner"; granted != (err == nil) || !granted && fault.KindOf(err) != fault.Denied {
				t.Errorf("%s at own=%t: %v", role, site == h.kazan, err)
			}
		}
	}
}

func TestStatus(t *testing.T) {
	h, _ := shift(t)
	broken := journal.NewFollower("broken")
	journal.On(broken, orders.AcceptedKind, func(*store.Tx, *journal.Entry, orders.Accepted) error { return errors.New("on purpose") })
	for {
		n, err := broken.Step(context.Background(), h.DB)
		must(t, err)
		if n == 0 {
			break
		}
	}
	h.Outside = read.Outside{
		Version: "1.2", Started: func() time.Time { return noon }, Store: func() api.StoreStatus { return api.StoreStatus{Bytes: 7} },
		Followers: []*journal.Follower{orders.Follow(), broken}, Proofs: read.NewProofs("store", "ledger"),
	}
	h.Outside.Proofs.End("ledger", 12, noon, nil)
	h.write(func(_ context.Context, tx *store.Tx) error {
		_, err := pack.Labels.Put(tx, spool.To{Queue: "printer/1", Site: h.kazan}, &pack.Label{Code: "P1"})
		return err
	})
	s, err := h.Status(h.as("owner"))
	must(t, err)
	if len(s.Followers) != 2 || s.Followers[0].Behind == 0 || s.Followers[1].Behind != 0 || s.Followers[1].Parked != 6 || s.Followers[1].Seq != s.Seq {
		t.Errorf("%+v at %d", s.Followers, s.Seq)
	}
	if s.Version != "1.2" || !s.Started.Equal(noon) || s.Store.Bytes != 7 || s.Node != "node-1" || s.Epoch != 1 {
		t.Errorf("%+v", s)
	}
	if len(s.Checks) != 2 || s.Checks[0].Proof.State != "never" || s.Checks[1].Proof.State != "ok" || s.Checks[1].Proof.Moves != 12 {
		t.Errorf("%+v", s.Checks)
	}
	waiting := int64(0)
	for _, q := range s.Spool {
		if q.Kind == pack.Labels.Name {
			waiting += q.Waiting
		}
	}
	if waiting != 1 {
		t.Errorf("%+v", s.Spool)
	}
	h.matrix(t, "status", "audit.read", func(ctx context.Context, _ warehouse.SiteID) error {
		_, err := h.Status(ctx)
		return err
	}, anywhere)
}

func TestProofs(t *testing.T) {
	p := read.NewProofs("ledger")
	p.End("ledger", 5, noon, nil)
	p.Begin("ledger")
	if last := p.Last("ledger"); last.State != "running" || last.Moves != 5 || !last.At.Equal(noon) {
		t.Errorf("%+v", last)
	}
	p.End("ledger", 6, noon, errors.New("item 7"))
	if last := p.Last("ledger"); last.State != "failed" {
		t.Errorf("%+v", last)
	}
}

func TestCommits(t *testing.T) {
	now := noon
	c := &read.Commits{Clock: func() time.Time { return now }}
	for i := range 120 {
		now = noon.Add(time.Duration(i) * 500 * time.Millisecond)
		c.Note(time.Duration(i%3+1) * 2 * time.Millisecond)
	}
	if median, pace := c.Pace(); median != 4 || pace != 2 {
		t.Errorf("%d ms, %d a second", median, pace)
	}
	now = now.Add(time.Hour)
	if median, pace := c.Pace(); median != 0 || pace != 0 {
		t.Errorf("an hour later: %d ms, %d a second", median, pace)
	}
}

// TestStuck: each kind of trouble is on the list once, at its own warehouse,
// with the command that resolves it, and leaves it when it is resolved.
func TestStuck(t *testing.T) {
	h, ids := shift(t)
	r := func() *orders.Incoming {
		return &orders.Incoming{
			Site: h.kazan, Owner: h.owner, Channel: "sever-yug.ru", OuterID: "outer-1", Digest: seal.Hash{9}, Cancelled: "too slow",
			Lines: []orders.IncomingLine{{Article: "SHOE-42", Qty: 1, Price: rub(450000)}},
		}
	}()
	_, err := orders.Accept.Do(context.Background(), h.door, command0(), r) // the order that went
	must(t, err)
	h.by("picker", func(_ context.Context, tx *store.Tx) error {
		_, err := ledger.Surplus(tx, h.bins["A-1"], h.stock("SHOE-42"), 1, "order/1")
		return err
	})
	h.by("picker", func(_ context.Context, tx *store.Tx) error {
		return ledger.AskCount(tx, h.bins["tver"], h.items["HAT"], ledger.ReasonSurplus)
	})
	broken := journal.NewFollower("broken")
	journal.On(broken, orders.PaidKind, func(*store.Tx, *journal.Entry, orders.Paid) error { return fault.New(fault.Conflict, "orders.qty") })
	_, err = orders.Pay.Do(context.Background(), h.door, command0(), &orders.PaidRequest{Order: ids["old"], Sum: rub(90000)})
	must(t, err)
	for {
		n, err := broken.Step(context.Background(), h.DB)
		must(t, err)
		if n == 0 {
			break
		}
	}
	doubt(h, till.Receipts, spool.To{Queue: till.RegisterQueue(h.kazan), Site: h.kazan, Subject: orders.About(ids["late"])}, &till.Receipt{Order: ids["late"], Number: "7"})
	doubt(h, pack.Labels, spool.To{Queue: "printer/1", Site: h.kazan}, &pack.Label{Code: "P0001", Order: "7"})

	rows := func(site warehouse.SiteID) map[string]api.StuckRow {
		t.Helper()
		page, err := h.Stuck(h.as("owner"), site.String())
		must(t, err)
		all := map[string]api.StuckRow{}
		for i, row := range page.Rows {
			if all[row.Kind].ID != "" {
				t.Errorf("two of %s", row.Kind)
			}
			if all[row.Kind] = row; len(row.Actions) == 0 || !row.Actions[0].Main || row.What.Code == "" || row.Safe.Code == "" {
				t.Errorf("%+v", row)
			}
			if i > 0 && row.Since.Before(page.Rows[i-1].Since) {
				t.Errorf("%s is older than what stands before it", row.Kind)
			}
		}
		return all
	}
	all := rows(h.kazan)
	for kind, want := range map[string]struct{ command, what string }{
		"line_unmatched":  {"orders.line.match", "stuck.what.line_unmatched shop=sever-yug.ru"},
		"order_late":      {"orders.late.seen", "stuck.what.late_cancel shop=sever-yug.ru"},
		"count_asked":     {"count.answer", "stuck.what.count_surplus"},
		"entry_parked":    {"journal.retry", "stuck.what.entry_parked"},
		"receipt_unknown": {"till.settle", "stuck.what.receipt_unknown sum=0.00 "},
		"label_unprinted": {"spool.settle", "stuck.what.label_unprinted"},
	} {
		row := all[kind]
		if row.ID == "" {
			t.Errorf("no %s", kind)
			continue
		}
		if row.Actions[0].Command != want.command || said(row.What) != want.what {
			t.Errorf("%s: %s, %s", kind, row.Actions[0].Command, said(row.What))
		}
		if kind != "label_unprinted" && row.Seq == 0 {
			t.Errorf("%s has no number in the journal", kind)
		}
	}
	if row := all["entry_parked"]; row.OrderID != ids["old"].String() || row.What.Args["why"].Text == "" {
		t.Errorf("%+v", row)
	}
	if there := rows(h.tver); len(there) != 1 || there["count_asked"].Place.Code != "tver" {
		t.Errorf("at the other warehouse: %v", there)
	}

	_, err = orders.Seen.Do(context.Background(), h.door, command1(h), &orders.SeenRequest{Order: ids["went"]})
	must(t, err)
	h.by("operator", func(_ context.Context, tx *store.Tx) error {
		p, item, err := read.Asked(h.ask(t))
		if err != nil {
			return err
		}
		_, err = ledger.Correct(tx, p, warehouse.Stock{Item: item, Owner: h.owner}, 4, ledger.ReasonCount, "")
		return err
	})
	all = rows(h.kazan)
	if all["order_late"].ID != "" || all["count_asked"].ID != "" || len(all) != 4 {
		t.Errorf("resolved and still there: %v", all)
	}
	h.matrix(t, "stuck", "stuck.read", func(ctx context.Context, site warehouse.SiteID) error {
		_, err := h.Stuck(ctx, site.String())
		return err
	})
}
