package read_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/orders"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/store"
)

func rub(minor int64) measure.Money { return measure.Money{Minor: minor, Currency: measure.RUB} }

// shift fills a house with orders of two days: yesterday's that went, that waits
// and that is open, and today's.
func shift(t *testing.T) (h *house, ids map[string]warehouse.OrderID) {
	h = newHouse(t)
	ids = map[string]warehouse.OrderID{}
	h.receive("SHOE-42", "A-1", 4)
	h.receive("HAT", "A-2", 10)
	ids["went"] = h.order("Ким Роман", "+79160000001", nil, line{"SHOE-42", 1, 450000})
	for _, to := range []job.State{job.Released, job.Picking, job.Picked, job.Packing, job.Packed, job.Gone} {
		h.write(func(_ context.Context, tx *store.Tx) error { _, err := job.To(tx, ids["went"], to); return err })
		h.follow()
	}
	ids["old"] = h.order("Орлов Денис", "+79160000002", func(r *orders.Incoming) { r.Payment = orders.OnDelivery }, line{"HAT", 1, 90000})
	h.now = noon.Add(24 * time.Hour)
	ids["waits"] = h.order("Пак Виктория", "+79160004207", func(r *orders.Incoming) { r.Courier = "Почта" }, line{"SHOE-42", 5, 450000}, line{"HAT", 1, 90000})
	ids["late"] = h.order("Ремизова Анна", "+79051184207", func(r *orders.Incoming) {
		r.Cutoff, r.Paid, r.Channel = h.now.Add(30*time.Minute), rub(90000), "phone"
	}, line{"HAT", 1, 90000})
	ids["unknown"] = h.order("", "", nil, line{"SCARF", 1, 5000})
	ids["off"] = h.order("Бойко Сергій", "+380671184455", nil, line{"HAT", 2, 90000})
	_, err := orders.Cancel.Do(h.as("operator"), h.door, command1(h), &orders.CancelRequest{Order: ids["off"], Reason: sealtest.Seal(t, h.Ring, "передумал")})
	must(t, err)
	return h, ids
}

func (h *house) list(t *testing.T, f api.OrdersFilter) api.OrdersPage {
	t.Helper()
	f.Site = h.kazan.String()
	page, err := h.Orders(h.as("operator"), f)
	must(t, err)
	return page
}

// names are the rows of a page by the names of the story.
func names(rows []api.OrderRow, ids map[string]warehouse.OrderID) (all []string) {
	for _, r := range rows {
		for name, id := range ids {
			if id.String() == r.ID {
				all = append(all, name)
			}
		}
	}
	return all
}

func TestOrdersViews(t *testing.T) {
	h, ids := shift(t)
	for view, want := range map[string][]string{
		"today":    {"off", "unknown", "late", "waits"},
		"open":     {"unknown", "late", "waits", "old"},
		"":         {"unknown", "late", "waits", "old"},
		"late":     {"late"},
		"waiting":  {"waits"},
		"promised": {"late", "old"},
	} {
		page := h.list(t, api.OrdersFilter{View: view})
		if diff := cmp.Diff(want, names(page.Rows, ids)); diff != "" {
			t.Errorf("view %q (-want +got):\n%s", view, diff)
		}
		if page.Found != int64(len(want)) || page.Total != page.Found {
			t.Errorf("view %q: found %d, total %d", view, page.Found, page.Total)
		}
		for _, v := range page.Views {
			if v.Name == view && v.Count != page.Found {
				t.Errorf("tab %s says %d of %d", view, v.Count, page.Found)
			}
		}
	}
	if _, err := h.Orders(h.as("operator"), api.OrdersFilter{View: "no such"}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("an unknown view: %v", err)
	}
}

func TestOrdersText(t *testing.T) {
	h, ids := shift(t)
	number := h.list(t, api.OrdersFilter{IDs: []string{ids["went"].String()}}).Rows[0].No
	for text, want := range map[string][]string{
		number:                        {"went"},
		" № " + number:                {"went"},
		number[:4]:                    {"off", "unknown", "late", "waits", "old", "went"},
		"A-2231":                      {"went"},
		"4207":                        {"late", "waits"},
		"8 905 118-42-07":             {"late"},
		"+380 67 118 44 55":           {"off"},
		"shoe-42":                     {"waits", "went"},
		"CODE-2":                      {"off", "late", "waits", "old"},
		"ремиз ан":                    {"late"},
		"пАк":                         {"waits"},
		"99":                          nil,
		"nobody":                      nil,
		strings.Repeat("длинно ", 20): nil,
	} {
		page := h.list(t, api.OrdersFilter{Text: text, View: "waiting"})
		if diff := cmp.Diff(want, names(page.Rows, ids)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

// TestFacets: counts ignore their own choice and obey all others.
func TestFacets(t *testing.T) {
	h, _ := shift(t)
	page := h.list(t, api.OrdersFilter{View: "today", Shop: []string{"phone"}, Paid: []string{"paid"}})
	got := map[string]string{}
	for _, f := range page.Facets {
		for _, v := range f.Values {
			got[f.Name] += fmt.Sprintf("%s %d, ", v.Value, v.Count)
		}
	}
	want := map[string]string{
		"status": "promised 1, ", "shop": "phone 1, ", "carrier": "СДЭК 1, ", "paid": "paid 1, ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	page = h.list(t, api.OrdersFilter{View: "today", Shop: []string{"phone"}})
	for _, f := range page.Facets {
		if f.Name == "shop" && asJSON(t, f.Values) != `[{"value":"sever-yug.ru","label":"sever-yug.ru","count":3},{"value":"phone","label":"phone","count":1}]` {
			t.Errorf("shop: %s", asJSON(t, f.Values))
		}
	}
	if page.Found != 1 || page.Total != 4 {
		t.Errorf("found %d of %d", page.Found, page.Total)
	}
}

// TestPages: pages of any size follow each other without a gap or a repeat,
// also when an order comes in between.
func TestPages(t *testing.T) {
	h := newHouse(t)
	ids := map[string]warehouse.OrderID{}
	var want []string
	for i := range 7 {
		name := fmt.Sprint(i)
		ids[name] = h.order("", "", nil, line{"HAT", 1, 100})
		want = append(want, name)
	}
	slices.Reverse(want)
	var got []string
	f := api.OrdersFilter{Page: api.Page{Limit: 3}}
	for first := true; first || f.Cursor != ""; first = false {
		page := h.list(t, f)
		got = append(got, names(page.Rows, ids)...)
		if page.Found < 7 {
			t.Errorf("found %d", page.Found)
		}
		f.Cursor = page.Next
		h.order("", "", nil, line{"HAT", 1, 100})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestOrderRow(t *testing.T) {
	h, ids := shift(t)
	row := h.list(t, api.OrdersFilter{View: "waiting"}).Rows[0]
	if row.Buyer != "Пак Виктория" || row.City != "Город Пак Виктория" || row.Lines != 2 || row.Held != 1 || row.Units != 6 ||
		row.Sum != (api.Money{Minor: 5*450000 + 90000, Currency: "RUB"}) || row.Paid != "unpaid" || row.Carrier != "Почта" {
		t.Errorf("%+v", row)
	}
	if len(row.Notes) != 1 || said(row.Notes[0]) != "note.short count=2" { // three of five shoes are left
		t.Errorf("notes %v", row.Notes)
	}
	late := h.list(t, api.OrdersFilter{IDs: []string{ids["late"].String(), ids["old"].String()}})
	if r := late.Rows; len(r) != 2 || !r[0].Late || r[0].Leaves == nil || r[0].Paid != "paid" || r[1].Paid != "on_delivery" || r[1].Late {
		t.Errorf("%+v", late.Rows)
	}
}

// TestOrderCard follows one order over the floor: where its units are always
// sums to what was ordered.
func TestOrderCard(t *testing.T) {
	h := newHouse(t)
	h.receive("HAT", "A-2", 2)
	id := h.order("Ремизова Анна", "+79051184207", func(r *orders.Incoming) {
		r.Discount, r.Delivery, r.Paid = rub(1000), rub(30000), rub(50000)
	}, line{"HAT", 3, 90000})
	card := func() api.OrderCard {
		t.Helper()
		h.follow()
		c, err := h.Order(h.as("operator"), id.String())
		must(t, err)
		for _, l := range c.Items {
			sum := int64(0)
			for _, s := range l.States {
				sum += s.Qty
			}
			if sum != l.Qty.Value {
				t.Errorf("states %+v of %d", l.States, l.Qty.Value)
			}
		}
		return c
	}
	states := func(c api.OrderCard) (all []string) {
		for _, s := range c.Items[0].States {
			text := fmt.Sprint(s.State, " ", s.Qty)
			if s.Where != nil {
				text += " " + s.Where.Kind + " " + s.Where.Code
			}
			all = append(all, text)
		}
		return all
	}
	expect := func(when string, got, want []string) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}

	c := card()
	expect("waits", states(c), []string{"short 1", "promised 2"})
	expect("may", c.May, []string{"orders.unpaid.let", "orders.pay", "orders.edit", "orders.cancel", "orders.print"})
	sum := int64(0)
	for _, total := range c.Totals {
		sum += total.Sum.Minor
	}
	if sum != c.Sum.Minor || c.Money[0].Sum.Minor != 50000 || c.Money[1].Sum.Minor != sum-50000 || !c.Money[1].Main {
		t.Errorf("totals %+v, money %+v", c.Totals, c.Money)
	}
	if b := c.Customer; b.Name != "Ремизова Анна" || b.Phone != "+79051184207" || b.Address != "улица Ремизова Анна" || b.Orders != 1 || b.Forgotten || len(b.Forgets) != 0 {
		t.Errorf("%+v", b)
	}

	h.receive("HAT", "A-1", 1)
	expect("promised", states(card()), []string{"promised 3"})
	var lineID warehouse.LineID
	h.by("picker", func(_ context.Context, tx *store.Tx) error {
		o, err := orders.Get(tx, id)
		if err != nil {
			return err
		}
		lineID = o.Lines[0].ID
		if _, err := job.To(tx, id, job.Released); err != nil {
			return err
		}
		for bin, qty := range map[string]measure.Qty{"A-1": 1, "A-2": 2} {
			hold := &ledger.Hold{Stock: h.stock("HAT"), Qty: qty, Place: h.bins[bin], Line: lineID, Ref: "order/" + id.String()}
			if err := promise.Hold(tx, hold); err != nil {
				return err
			}
		}
		return nil
	})
	got := states(card())
	slices.Sort(got)
	expect("held", got, []string{"held 1 bin A-1", "held 2 bin A-2"})

	h.by("picker", func(_ context.Context, tx *store.Tx) error {
		if _, err := job.PutIn(tx, id, h.bins["T-1"]); err != nil {
			return err
		}
		for hold, err := range ledger.HoldsOf(tx, lineID) {
			if err != nil {
				return err
			}
			if hold.Place != h.bins["A-2"] {
				continue
			}
			if _, err := ledger.Settle(tx, hold.ID, ledger.Settlement{Qty: 2, To: h.bins["T-1"], Reason: "pick"}); err != nil {
				return err
			}
			return promise.Picked(tx, lineID, 2)
		}
		return nil
	})
	c = card()
	expect("picked", states(c), []string{"held 1 bin A-1", "picked 2 tote T-001"})
	if s := c.Stages; s[0].State != "done" || s[1].State != "here" || s[1].Share != 66 || s[2].State != "ahead" || s[4].Carrier != "СДЭК" {
		t.Errorf("stages %+v", s)
	}

	_, err := orders.Cancel.Do(h.as("operator"), h.door, command1(h), &orders.CancelRequest{Order: id, Reason: sealtest.Seal(t, h.Ring, "передумала")})
	must(t, err)
	c = card()
	expect("given up", states(c), []string{"cancelled 2 tote T-001", "cancelled 1"})
	if !slices.Equal(c.May, []string{"orders.forget"}) || c.Status != "cancelled" || !c.Finished {
		t.Errorf("%s, may %v", c.Status, c.May)
	}
	var tape []string
	for _, row := range c.Tape {
		who := "-"
		if row.Person != nil {
			who = row.Person.Name
		}
		tape = append(tape, who+": "+said(row.What))
		if row.Seq == 0 || row.At.IsZero() {
			t.Errorf("%+v", row)
		}
	}
	expect("tape", tape, []string{
		"Person operator: tape.cancelled reason=передумала",
		"Person operator: tape.unheld item=Name of HAT count=1",
		"Person picker: tape.to_floor",
		"Person receiver: tape.promised",
		"Person receiver: tape.filled item=Name of HAT count=1",
		"-: tape.accepted_waiting shop=sever-yug.ru",
	})
}

func TestOrdersRights(t *testing.T) {
	h := newHouse(t)
	ids := map[warehouse.SiteID]warehouse.OrderID{}
	for _, site := range []warehouse.SiteID{h.kazan, h.tver} {
		ids[site] = h.order("", "", func(r *orders.Incoming) { r.Site = site }, line{"HAT", 1, 100})
	}
	h.matrix(t, "orders", "orders.read", func(ctx context.Context, site warehouse.SiteID) error {
		page, err := h.Orders(ctx, api.OrdersFilter{AtSite: api.AtSite{Site: site.String()}})
		if err == nil && (len(page.Rows) != 1 || page.Rows[0].ID != ids[site].String()) {
			t.Errorf("orders of another site: %+v", page.Rows)
		}
		return err
	})
	h.matrix(t, "order", "orders.read", func(ctx context.Context, site warehouse.SiteID) error {
		_, err := h.Order(ctx, ids[site].String())
		return err
	})
	page, err := h.Orders(h.as("operator"), api.OrdersFilter{IDs: []string{ids[h.kazan].String(), ids[h.tver].String()}})
	if must(t, err); len(page.Rows) != 1 || page.Rows[0].ID != ids[h.kazan].String() {
		t.Errorf("a foreign order among those asked for: %+v", page.Rows)
	}
	for _, text := range []string{"HAT", "100", "outer"} {
		page, err := h.Orders(h.as("operator"), api.OrdersFilter{Text: text, AtSite: api.AtSite{Site: h.kazan.String()}})
		must(t, err)
		for _, row := range page.Rows {
			if row.ID == ids[h.tver].String() {
				t.Errorf("%q finds a foreign order", text)
			}
		}
	}
	if _, err := h.Order(h.as("operator"), "nonsense"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a bad id: %v", err)
	}
	if _, err := h.Order(h.as("operator"), (warehouse.OrderID{9}).String()); fault.KindOf(err) != fault.NotFound {
		t.Errorf("an unknown id: %v", err)
	}
}
