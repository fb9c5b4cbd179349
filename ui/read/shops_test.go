package read_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"warehouse-node/orders"
	"warehouse-node/orders/shop"
	"warehouse-node/orders/shop/shopsim"
	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/store"
)

// serves makes Kazan serve a simulated shop that is spoken with when the test
// says so.
func (h *house) serves() (*shopsim.Shop, *shop.Runner) {
	h.t.Helper()
	sim := shopsim.New(shopsim.Options{Title: "sever-yug.ru", Login: "exchange", Password: "secret", Schema: "2.08"})
	sim.Stock(shopsim.Item{ID: "site-HAT", Article: "HAT", Name: "Шапка", Price: 10000})
	site := httptest.NewServer(sim)
	h.t.Cleanup(site.Close)
	r, err := shop.NewRunner(context.Background(), shop.Parts{DB: h.DB, Door: h.door, Ring: h.Ring}, shop.Config{
		Name: "sever-yug.ru", URL: site.URL + "/1c_exchange.php", Login: "exchange", Password: "secret", Site: h.kazan, Currency: measure.RUB,
	})
	must(h.t, err)
	h.Outside.Channel = func(name string) read.Channel {
		if name == r.Name() {
			return r
		}
		return nil
	}
	return sim, r
}

func bought(item string) shopsim.Order {
	return shopsim.Order{Buyer: shopsim.Buyer{Name: "Анна", Phone: "+7 915 000-11-22"}, Payment: "Банковская карта", Paid: true, Lines: []shopsim.Line{{Item: item, Qty: 1}}}
}

func TestShops(t *testing.T) {
	h := newHouse(t)
	h.receive("HAT", "A-1", 5)
	sim, r := h.serves()
	row := func() api.ShopRow {
		t.Helper()
		page, err := h.Shops(h.as("operator"))
		must(t, err)
		if len(page.Rows) != 1 {
			t.Fatalf("%d shops", len(page.Rows))
		}
		if state := page.Rows[0].State.Code; !locale.Has(state) {
			t.Errorf("%s has no sentence", state)
		}
		return page.Rows[0]
	}
	if s := row(); s.State.Code != "shop.state.never" || s.Last != nil || s.Health != "neutral" {
		t.Errorf("before the first exchange: %+v", s)
	}
	sim.Place(bought("site-HAT"))
	must(t, r.Exchange(t.Context()))
	if s := row(); s.State.Code != "shop.state.ok" || s.Orders != 1 || s.Last == nil || s.Health != "ok" || s.Address == "" {
		t.Errorf("after one: %+v", s)
	}
	h.now = h.now.Add(24 * time.Hour)
	if s := row(); s.Orders != 0 {
		t.Errorf("%d orders of today were taken yesterday", s.Orders)
	}
	h.Outside.Channel = nil
	if s := row(); s.State.Code != "shop.state.off" || s.Next != nil {
		t.Errorf("one that is not configured: %+v", s)
	}
}

func TestFailingShop(t *testing.T) {
	h := newHouse(t)
	sim, r := h.serves()
	sim.Break(shopsim.Fault{What: shopsim.Status, Always: true})
	count := func() int64 {
		c, err := h.Counters(h.as("manager"), "")
		must(t, err)
		return c.Shops
	}
	if n := count(); n != 0 {
		t.Errorf("%d shops are not well before anything went wrong", n)
	}
	for range 4 {
		if err := r.Exchange(t.Context()); err == nil {
			t.Fatal("the shop answered")
		}
	}
	if n := count(); n != 1 {
		t.Errorf("%d shops are not well", n)
	}
	page, err := h.Shops(h.as("manager"))
	must(t, err)
	if s := page.Rows[0]; s.Health != "wrong" || s.State.Code != "shop.state.failed" || s.Errors == 0 {
		t.Errorf("the shop is %+v", s)
	}
	all, err := h.Exchanges(h.as("manager"), "sever-yug.ru", api.Page{})
	must(t, err)
	for i, e := range all.Rows {
		if e.State != "failed" || e.What == nil || !locale.Has(e.What.Code) || len(e.May) > 0 {
			t.Errorf("exchange %d is %+v", i, e)
		}
	}
	if len(all.Rows) == 0 || all.Rows[0].Tries < 2 {
		t.Errorf("equal failures are not one line: %+v", all.Rows)
	}
}

func TestKeptOrders(t *testing.T) {
	h := newHouse(t)
	sim, r := h.serves()
	bad := bought("site-HAT")
	bad.Lines[0].Qty = -1
	sim.Place(bad)
	must(t, r.Exchange(t.Context()))
	page, err := h.Shops(h.as("manager"))
	must(t, err)
	if s := page.Rows[0]; s.State.Code != "shop.state.kept" || s.Health != "attention" {
		t.Errorf("a shop whose order was not taken is %+v", s)
	}
	all, err := h.Exchanges(h.as("manager"), "sever-yug.ru", api.Page{})
	must(t, err)
	i := slices.IndexFunc(all.Rows, func(e api.Exchange) bool { return e.Kind == "orders" })
	if i < 0 || !slices.Equal(all.Rows[i].May, []string{"shop.replay"}) || all.Rows[i].What.Code != "shop.say.kept" {
		t.Errorf("it cannot be taken again: %+v", all.Rows)
	}
}

// TestKeptIsStuck: an order that could not be taken is a row with its buttons
// until somebody puts it aside, and stays on the page of its shop.
func TestKeptIsStuck(t *testing.T) {
	h := newHouse(t)
	sim, r := h.serves()
	bad := bought("site-HAT")
	bad.Lines[0].Qty = -1
	number := sim.Place(bad)
	must(t, r.Exchange(t.Context()))
	stuck, err := h.Stuck(h.as("manager"), h.kazan.String())
	must(t, err)
	if len(stuck.Rows) != 1 || stuck.Rows[0].Kind != "order_kept" {
		t.Fatalf("%+v", stuck.Rows)
	}
	row := stuck.Rows[0]
	if row.What.Code != "stuck.what.order_kept" || row.What.Args["number"].Text != number || row.Since.IsZero() {
		t.Errorf("it says %+v", row.What)
	}
	if why := row.What.Args["why"].Text; !strings.Contains(why, number) || strings.Contains(why, "{{") {
		t.Errorf("the reason is %q", why)
	}
	var buttons []string
	for _, a := range row.Actions {
		buttons = append(buttons, a.Command)
	}
	if !slices.Equal(buttons, []string{"shop.kept.take", "shop.kept.shelve"}) || !slices.Equal(row.Actions[1].Ask, []string{"reason"}) {
		t.Errorf("the buttons are %+v", row.Actions)
	}
	outer := struct{ Shop, Outer string }{}
	must(t, json.Unmarshal(row.Actions[1].Body, &outer))
	if other, err := h.Stuck(h.as("owner"), h.tver.String()); err != nil || len(other.Rows) != 0 {
		t.Errorf("another warehouse sees it: %+v, %v", other.Rows, err)
	}
	h.triesAgain(r, outer.Shop, outer.Outer)
	_, err = shop.ShelveKept.Do(t.Context(), h.door, command0(), &shop.ShelveRequest{Shop: outer.Shop, Outer: outer.Outer, Reason: sealtest.Seal(t, h.Ring, "a mistake of theirs")})
	must(t, err)
	if stuck, err = h.Stuck(h.as("manager"), h.kazan.String()); err != nil || len(stuck.Rows) != 0 {
		t.Errorf("it is still stuck: %+v, %v", stuck.Rows, err)
	}
	kept, err := h.Kept(h.as("manager"), outer.Shop)
	must(t, err)
	if len(kept.Rows) != 1 || kept.Rows[0].Shelved == nil || kept.Rows[0].Reason != "a mistake of theirs" || !slices.Equal(kept.Rows[0].May, []string{"shop.kept.take"}) {
		t.Errorf("it cannot be found: %+v", kept.Rows)
	}
	page, err := h.Shops(h.as("manager"))
	must(t, err)
	if s := page.Rows[0]; s.State.Code != "shop.state.ok" {
		t.Errorf("the shop is %+v", s.State)
	}
}

// triesAgain has a kept order tried in vain: its row says that it is being taken, then
// that it still could not be and when, with the same reason.
func (h *house) triesAgain(r *shop.Runner, name, outer string) {
	h.t.Helper()
	row := func(safe string, buttons ...string) api.StuckRow {
		h.t.Helper()
		page, err := h.Stuck(h.as("manager"), h.kazan.String())
		must(h.t, err)
		var has []string
		for _, a := range page.Rows[0].Actions {
			has = append(has, a.Command)
		}
		if got := page.Rows[0]; got.Safe.Code != safe || !slices.Equal(has, buttons) {
			h.t.Errorf("%s with %v; want %s with %v", got.Safe.Code, has, safe, buttons)
		}
		return page.Rows[0]
	}
	before := row("stuck.safe.order_kept", "shop.kept.take", "shop.kept.shelve")
	_, mark, err := h.AllCounters(h.t.Context())
	must(h.t, err)
	_, err = shop.TakeKept.Do(h.t.Context(), h.door, command0(), &shop.KeptRequest{Shop: name, Outer: outer})
	must(h.t, err)
	row("stuck.safe.order_kept_trying", "shop.kept.shelve")
	var brought shop.ExchangeID
	must(h.t, h.DB.Read(h.t.Context(), func(_ context.Context, tx *store.Tx) error {
		for k, err := range shop.KeptOf(tx, name) {
			if err != nil {
				return err
			}
			brought = k.Exchange
		}
		return nil
	}))
	left, err := r.Replay(h.t.Context(), brought)
	if err != nil || left != 1 {
		h.t.Errorf("%d left, %v", left, err)
	}
	after := row("stuck.safe.order_kept_again", "shop.kept.take", "shop.kept.shelve")
	if after.Safe.Args["at"].Text == "" || after.What.Args["why"].Text != before.What.Args["why"].Text {
		h.t.Errorf("tried in vain, it says %+v, %+v", after.What, after.Safe)
	}
	if _, now, err := h.AllCounters(h.t.Context()); err != nil || now[h.kazan.String()] == mark[h.kazan.String()] {
		h.t.Errorf("open screens are told nothing of it, %v", err)
	}
}

// TestFailedProof: a proof that does not hold is a row at every warehouse until it
// holds again, also while it is being run.
func TestFailedProof(t *testing.T) {
	h := newHouse(t)
	h.Outside.Proofs = read.NewProofs("store", "ledger")
	rows := func() []api.StuckRow {
		t.Helper()
		page, err := h.Stuck(h.as("owner"), h.tver.String())
		must(t, err)
		return page.Rows
	}
	at := time.Date(2026, 3, 1, 2, 0, 0, 0, time.UTC)
	h.Outside.Proofs.End("ledger", 0, at, errors.New("the wire is cut"))
	h.Outside.Proofs.End("store", 100, at, nil)
	all := rows()
	if len(all) != 1 || all[0].Kind != "proof_failed" || !all[0].Since.Equal(at) || all[0].Actions[0].Command != "node.check" || string(all[0].Actions[0].Body) != `{"name":"ledger"}` {
		t.Fatalf("%+v", all)
	}
	if is := all[0].What; is.Code != "proof.what.ledger" || is.Detail != "the wire is cut" {
		t.Errorf("it says %+v", all[0].What)
	}
	h.Outside.Proofs.Begin("ledger")
	if len(rows()) != 1 {
		t.Error("it went while it was being run")
	}
	h.Outside.Proofs.End("ledger", 0, at.Add(time.Hour), errors.New("still"))
	if all = rows(); len(all) != 1 || !all[0].Since.Equal(at) {
		t.Errorf("since when: %+v", all)
	}
	h.Outside.Proofs.End("ledger", 7, at.Add(2*time.Hour), nil)
	if all = rows(); len(all) != 0 {
		t.Errorf("it holds again: %+v", all)
	}
}

func TestRightsOfShops(t *testing.T) {
	h := newHouse(t)
	h.serves()
	h.matrix(t, "kept", "shop.read", func(ctx context.Context, _ warehouse.SiteID) error {
		_, err := h.Kept(ctx, "sever-yug.ru")
		return err
	}, h.kazan)
	h.matrix(t, "shops", "shop.read", func(ctx context.Context, _ warehouse.SiteID) error {
		_, err := h.Shops(ctx)
		return err
	}, anywhere)
	h.matrix(t, "exchanges", "shop.read", func(ctx context.Context, _ warehouse.SiteID) error {
		_, err := h.Exchanges(ctx, "sever-yug.ru", api.Page{})
		return err
	}, h.kazan)
	if _, err := h.Exchanges(h.as("owner"), "no.such", api.Page{}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a shop that is none: %v", err)
	}
}

// TestShopGivesUp: the timeline says in words that an order was given up in the
// shop, in every language.
func TestShopGivesUp(t *testing.T) {
	h := newHouse(t)
	h.receive("HAT", "A-1", 5)
	sim, r := h.serves()
	number := sim.Place(bought("site-HAT"))
	must(t, r.Exchange(t.Context()))
	sim.Edit(number, func(o *shopsim.Order) { o.Cancelled = true })
	must(t, r.Exchange(t.Context()))
	h.follow()
	var id warehouse.OrderID
	h.see(func(tx *store.Tx) error {
		o, err := orders.ByOuter(tx, "sever-yug.ru", number)
		if err == nil {
			id = o.ID
		}
		return err
	})
	card, err := h.Order(h.as("operator"), id.String())
	must(t, err)
	if p := card.Money; len(p) != 2 || p[1].What.Code != "money.over" || p[1].Sum.Minor != 10000 {
		t.Errorf("what was paid for an order that was given up: %+v", p)
	}
	if row := card.Tape[0]; row.What.Code != "tape.cancelled_by_shop" || len(row.What.Args) > 0 || !locale.Has(row.What.Code) || !locale.Has("say.job.cancelled_by_shop") {
		t.Errorf("the timeline says %+v", row.What)
	}
}

// TestOverpaid: what was paid for goods that were taken out of an order is said on
// its card, until they are in it again.
func TestOverpaid(t *testing.T) {
	h := newHouse(t)
	h.receive("HAT", "A-1", 5)
	sim, r := h.serves()
	o := bought("site-HAT")
	o.Lines[0].Qty = 3
	number := sim.Place(o)
	must(t, r.Exchange(t.Context()))
	var order *orders.Order
	look := func() {
		h.see(func(tx *store.Tx) (err error) { order, err = orders.ByOuter(tx, "sever-yug.ru", number); return err })
	}
	edit := func(qty measure.Qty) {
		t.Helper()
		look()
		_, err := orders.Edit.Do(context.Background(), h.door, command0(), &orders.EditRequest{
			Order: order.ID, Version: order.Version, Lines: []orders.LineEdit{{Line: order.Lines[0].ID, Qty: qty}}, Reason: sealtest.Seal(t, h.Ring, "by phone"),
		})
		must(t, err)
	}
	look()
	for _, row := range []struct {
		qty       measure.Qty
		code      string // beside what was paid; "" for nothing
		sum, paid int64
	}{{3, "", 0, 30000}, {2, "money.over", 10000, 30000}, {1, "money.over", 20000, 30000}, {3, "", 0, 30000}, {4, "money.due", 10000, 30000}} {
		if row.qty != order.Lines[0].Qty {
			edit(row.qty)
		}
		card, err := h.Order(h.as("operator"), order.ID.String())
		must(t, err)
		p := card.Money
		if len(p) == 0 || p[0].Sum.Minor != row.paid {
			t.Fatalf("of %d: %+v", row.qty, p)
		}
		if row.code == "" && len(p) != 1 || row.code != "" && (len(p) != 2 || p[1].What.Code != row.code || p[1].Sum.Minor != row.sum) {
			t.Errorf("of %d: %+v, want %s of %d", row.qty, p, row.code, row.sum)
		}
	}
}

// TestShopWaits: a shop that does not answer, or does not let us in, is in the
// list of what is stuck at its warehouse and on the node's page, with the button
// that tries again, and leaves it by itself.
func TestShopWaits(t *testing.T) {
	h := newHouse(t)
	sim, r := h.serves()
	rows := func(site warehouse.SiteID) []api.StuckRow {
		t.Helper()
		page, err := h.Stuck(h.as("owner"), site.String())
		must(t, err)
		return page.Rows
	}
	pulse := func() (all []string) {
		t.Helper()
		s, err := h.Status(h.as("owner"))
		must(t, err)
		for _, p := range s.Shops {
			if !locale.Has(p.State.Code) {
				t.Errorf("%s has no sentence", p.State.Code)
			}
			all = append(all, p.Name+" "+p.Health+" "+p.State.Code)
		}
		return all
	}
	whys := map[string]string{
		"away":    "Магазин ответил ошибкой 503, шаг «вход»",
		"no door": "Магазин не принял логин или пароль обмена. Магазин пишет: wrong password",
		"refuses": "Магазин отказал, шаг «запрос заказов». Магазин пишет: <b>no</b>",
		"is dumb": "Магазин отказал, шаг «запрос заказов», и не сказал почему",
	}
	for what, fault := range map[string]shopsim.Fault{
		"away":    {What: shopsim.Status, Always: true},
		"no door": {Mode: "checkauth", What: shopsim.Fail, Text: "wrong password", Always: true},
		"refuses": {Mode: "query", What: shopsim.Fail, Text: "<b>no</b>", Always: true},
		"is dumb": {Mode: "query", What: shopsim.Fail, Always: true},
	} {
		sim.Break(fault)
		for tries := range 4 {
			if err := r.Exchange(t.Context()); err == nil {
				t.Fatalf("%s: it answers", what)
			}
			if got := rows(h.kazan); (len(got) == 1) != (tries >= 2) {
				t.Fatalf("%s: after %d failures: %+v", what, tries+1, got)
			}
		}
		row := rows(h.kazan)[0]
		if row.Kind != "shop_waits" || row.Tries != 4 || row.Actions[0].Command != "shop.exchange" || string(row.Actions[0].Body) != `{"shop":"sever-yug.ru"}` ||
			row.What.Args["shop"].Text != "sever-yug.ru" || row.What.Args["why"].Text == "" || !locale.Has(row.What.Code) || !locale.Has(row.Safe.Code) {
			t.Errorf("%s: %+v", what, row)
		}
		if got := row.What.Args["why"].Text; got != whys[what] {
			t.Errorf("%s: got %q, want %q", what, got, whys[what])
		}
		if there := rows(h.tver); len(there) != 0 {
			t.Errorf("%s: at another warehouse: %+v", what, there)
		}
		if got := pulse(); !slices.Equal(got, []string{"sever-yug.ru wrong shop.state.failed"}) {
			t.Errorf("%s: %v", what, got)
		}
		c, err := h.Counters(h.as("operator"), h.kazan.String())
		must(t, err)
		if c.Stuck != 1 {
			t.Errorf("%s: %d are stuck", what, c.Stuck)
		}
		sim.Repair()
		must(t, r.Exchange(t.Context()))
		if got := rows(h.kazan); len(got) != 0 {
			t.Errorf("%s is over: %+v", what, got)
		}
	}
	h.Outside.Unserved = func() []string { return []string{"new.example"} }
	if got := pulse(); !slices.Equal(got, []string{"sever-yug.ru ok shop.state.ok", "new.example attention shop.state.no_site"}) {
		t.Errorf("%v", got)
	}
	for _, site := range []warehouse.SiteID{h.kazan, h.tver} {
		if got := rows(site); len(got) != 1 || got[0].Kind != "shop_waits" || !locale.Has(got[0].What.Code) || !locale.Has(got[0].Safe.Code) {
			t.Errorf("one without its warehouse: %+v", got)
		}
	}
}
