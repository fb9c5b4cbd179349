package read_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/orders"
	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/store"
)

// searching gives the house a search that knows what there is; later finds
// take in what comes.
func (h *house) searching() {
	h.t.Helper()
	h.Search = catalog.NewSearch(h.DB)
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- h.Search.Run(ctx) }()
	for built := false; !built; _, _, built = h.Search.Progress() {
		runtime.Gosched()
	}
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		h.t.Fatal(err)
	}
}

// shelves is a house with goods in every state: of 20 hats 4 are promised, 2
// held, 1 in a tote, 1 is damaged, 2 wait for a decision, 3 are at the dock and 1
// lies in a blocked bin; of 9 coffees 5 have expired; of the shoes all are sold.
func shelves(t *testing.T) (h *house, order warehouse.OrderID) {
	t.Helper()
	h = newHouse(t)
	h.write(func(ctx context.Context, tx *store.Tx) error {
		return h.makeBins(ctx, tx, h.kazan, place.BinSpec{Name: "A-3", Use: place.PickFace})
	})
	h.Outside.Proofs = read.NewProofs("ledger")
	h.receive("HAT", "A-2", 12)
	h.receive("HAT", "A-1", 1)
	h.receive("HAT", "Карантин", 2)
	h.receive("HAT", "Приёмка", 3)
	h.receive("HAT", "A-3", 1)
	h.receive("HAT", "tver", 50)
	h.receive("SHOE-42", "A-1", 2)
	h.by("receiver", func(_ context.Context, tx *store.Tx) error {
		bad := h.stock("HAT")
		bad.Condition = warehouse.Damaged
		return ledger.Post(tx, &ledger.Move{Stock: bad, Qty: 1, From: place.Supplier, To: h.bins["A-1"], Reason: "receive"})
	})
	h.coffee("LOT-7", measure.DayFrom(2026, 11, 20), "A-2", 5)
	h.coffee("LOT-8", measure.DayFrom(2027, 11, 20), "A-2", 4)
	h.by("owner", func(ctx context.Context, tx *store.Tx) error {
		_, err := place.Block.In(ctx, tx, &place.BlockRequest{ID: h.bins["A-3"], Reason: "сломана полка"})
		return err
	})

	order = h.order("Ремизова Анна", "+79051184207", nil, line{"HAT", 7, 90000}, line{"SHOE-42", 3, 450000})
	h.by("picker", func(_ context.Context, tx *store.Tx) error {
		o, err := orders.Get(tx, order)
		if err != nil {
			return err
		}
		hold := &ledger.Hold{Stock: h.stock("HAT"), Qty: 3, Place: h.bins["A-2"], Line: o.Lines[0].ID, Ref: "order/" + order.String()}
		if err := promise.Hold(tx, hold); err != nil {
			return err
		}
		if _, err := job.PutIn(tx, order, h.bins["T-1"]); err != nil {
			return err
		}
		if err := ledger.Stand(tx, h.bins["T-1"], h.bins["A-1"], tx.Now()); err != nil {
			return err
		}
		if _, err := ledger.Settle(tx, hold.ID, ledger.Settlement{Qty: 1, To: h.bins["T-1"], Reason: "pick"}); err != nil {
			return err
		}
		return promise.Picked(tx, o.Lines[0].ID, 1)
	})
	h.searching()
	return h, order
}

// coffee puts a lot into a bin; what has expired by now is out of sale.
func (h *house) coffee(lot string, expiry measure.Day, bin string, qty measure.Qty) {
	h.t.Helper()
	today := measure.DayFrom(2026, 11, 19)
	h.by("receiver", func(_ context.Context, tx *store.Tx) error {
		l, err := ledger.LotFor(tx, h.items["COFFEE"], lot, expiry, 0, today)
		if err != nil {
			return err
		}
		s := h.stock("COFFEE")
		s.Lot = l.ID
		return ledger.Post(tx, &ledger.Move{Stock: s, Qty: qty, From: place.Supplier, To: h.bins[bin], Reason: "receive"})
	})
	must(h.t, ledger.TurnDay(context.Background(), h.DB, measure.DayFrom(2026, 11, 21)))
}

func (h *house) stockOf(t *testing.T, f api.StockFilter) api.StockPage {
	t.Helper()
	f.Site = h.kazan.String()
	page, err := h.Stock(h.as("picker"), f)
	must(t, err)
	for _, row := range page.Rows {
		if row.Free+row.Promised+row.Stopped != row.On {
			t.Errorf("%s: %d free, %d promised, %d stopped are not %d", row.Item.Article, row.Free, row.Promised, row.Stopped, row.On)
		}
		h.see(func(tx *store.Tx) error {
			can, err := promise.Can(tx, h.kazan, h.items[row.Item.Article])
			if int64(can) != row.Free {
				t.Errorf("%s: the promise says %d and the row %d", row.Item.Article, can, row.Free)
			}
			return err
		})
	}
	return page
}

// articles are those of a page's rows.
func articles(page api.StockPage) string {
	var all []string
	for _, row := range page.Rows {
		all = append(all, row.Item.Article)
	}
	return strings.Join(all, " ")
}

func TestStock(t *testing.T) {
	h, _ := shelves(t)
	page := h.stockOf(t, api.StockFilter{})
	var got []string
	for _, row := range page.Rows {
		text := fmt.Sprintf("%s %s on=%d free=%d promised=%d stopped=%d:", row.Item.Article, row.Unit, row.On, row.Free, row.Promised, row.Stopped)
		for _, bin := range row.Bins {
			text += " " + bin.Code
		}
		got = append(got, fmt.Sprint(text, " +", row.More))
	}
	want := []string{
		"COFFEE pcs on=9 free=4 promised=0 stopped=5: A-2 +0",
		"HAT pcs on=20 free=6 promised=7 stopped=7: A-2 Приёмка Карантин +3",
		"SHOE-42 pcs on=2 free=0 promised=2 stopped=0: A-1 +0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got := asJSON(t, page.Views); got != `[{"name":"all","count":3},{"name":"low","count":1,"tone":"attention"},{"name":"blocked","count":2,"tone":"wrong"}]` {
		t.Error(got)
	}
	if page.Proof.State != "never" || page.Seq == 0 {
		t.Errorf("%+v at %d", page.Proof, page.Seq)
	}
	for view, want := range map[string]string{"all": "COFFEE HAT SHOE-42", "low": "SHOE-42", "blocked": "COFFEE HAT"} {
		if got := articles(h.stockOf(t, api.StockFilter{View: view})); got != want {
			t.Errorf("%s: %s", view, got)
		}
	}
	if _, err := h.Stock(h.as("picker"), api.StockFilter{View: "no such"}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("an unknown view: %v", err)
	}
}

func TestStockText(t *testing.T) {
	h, _ := shelves(t)
	for text, want := range map[string]string{
		"hat": "HAT", "name of": "COFFEE HAT SHOE-42", "CODE-3": "COFFEE", "a-3": "HAT", " A-2 ": "COFFEE HAT", "A-9": "", "tver": "", "T-001": "HAT",
	} {
		page := h.stockOf(t, api.StockFilter{Text: text, View: "low"})
		if got := articles(page); got != want && articles2(page) != want {
			t.Errorf("%q: %s", text, got)
		}
		if page.Views[0].Count != 3 {
			t.Errorf("%q: the tab says %d", text, page.Views[0].Count)
		}
	}
	page := h.stockOf(t, api.StockFilter{IDs: []string{h.items["SHOE-42"].String(), (warehouse.ItemID{9}).String()}})
	if got := articles(page); got != "SHOE-42" {
		t.Errorf("by ids: %s", got)
	}
	if _, err := h.Stock(h.as("picker"), api.StockFilter{IDs: []string{"nonsense"}}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a bad id: %v", err)
	}
}

// articles2 are the articles of a page by name: what lies in a bin has no order
// of its own.
func articles2(page api.StockPage) string {
	slices.SortFunc(page.Rows, func(a, b api.StockRow) int { return strings.Compare(a.Item.Article, b.Item.Article) })
	return articles(page)
}

func TestStockPages(t *testing.T) {
	h, _ := shelves(t)
	for view, want := range map[string]string{"all": "COFFEE HAT SHOE-42", "blocked": "COFFEE HAT"} {
		var got []string
		f := api.StockFilter{View: view, Page: api.Page{Limit: 1}}
		for first := true; first || f.Cursor != ""; first = false {
			page := h.stockOf(t, f)
			got = append(got, articles(page))
			f.Cursor = page.Next
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v", view, got)
		}
	}
	for _, cursor := range []string{"x", "-1"} {
		if _, err := h.Stock(h.as("picker"), api.StockFilter{Page: api.Page{Cursor: cursor}}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("cursor %q: %v", cursor, err)
		}
	}
}

// binRows are rows of stock by bin as a test compares them.
func binRows(page api.BinStockPage) (all []string) {
	for _, row := range page.Rows {
		text := fmt.Sprintf("%s: %s %d%s", row.Place.Code, row.Item.Article, row.Qty.Value, row.Qty.Unit)
		if row.Held > 0 {
			text += fmt.Sprint(" held ", row.Held)
		}
		if row.Condition != "good" {
			text += " " + row.Condition
		}
		all = append(all, strings.TrimSpace(text+" "+row.Lot+" "+row.Expiry))
	}
	return all
}

func TestStockByBin(t *testing.T) {
	h, _ := shelves(t)
	all := []string{
		"A-1: SHOE-42 2pcs", "A-1: HAT 1pcs", "A-1: HAT 1pcs damaged", "T-001: HAT 1pcs",
		"A-2: HAT 11pcs held 2", "A-2: COFFEE 5pcs LOT-7 2026-11-20", "A-2: COFFEE 4pcs LOT-8 2027-11-20",
		"Карантин: HAT 2pcs", "Приёмка: HAT 3pcs", "A-3: HAT 1pcs", "T-002: HAT 1pcs",
	}
	h.receive("HAT", "T-2", 1) // stands nowhere
	ask := func(f api.StockFilter) api.BinStockPage {
		t.Helper()
		f.Site = h.kazan.String()
		page, err := h.StockByBin(h.as("picker"), f)
		must(t, err)
		return page
	}
	for _, limit := range []int{0, 1, 4} {
		var got []string
		f := api.StockFilter{Page: api.Page{Limit: limit}}
		for first := true; first || f.Cursor != ""; first = false {
			page := ask(f)
			got = append(got, binRows(page)...)
			f.Cursor = page.Next
		}
		if diff := cmp.Diff(all, got); diff != "" {
			t.Errorf("pages of %d (-want +got):\n%s", limit, diff)
		}
	}
	for text, want := range map[string][]string{
		"a-1": all[:4], "T-001": all[3:4], "coffee": all[5:7], "no such": nil, "tver": nil,
	} {
		if diff := cmp.Diff(want, binRows(ask(api.StockFilter{Text: text}))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	if _, err := h.StockByBin(h.as("picker"), api.StockFilter{Page: api.Page{Cursor: "1"}}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a bad cursor: %v", err)
	}
}

// TestWhy: what lies there minus the terms is what can be promised, and every
// term is led back to somebody.
func TestWhy(t *testing.T) {
	h, order := shelves(t)
	number := h.list(t, api.OrdersFilter{IDs: []string{order.String()}}).Rows[0].No
	ask := func(article string) (api.Why, []string) {
		t.Helper()
		w, err := h.Why(h.as("picker"), h.kazan.String(), h.items[article].String())
		must(t, err)
		sum := w.Free
		var all []string
		for _, term := range w.Terms {
			sum += term.Qty
			text := fmt.Sprint(term.Kind, " ", term.Qty, ":")
			for _, link := range term.Chain {
				who := "-"
				if link.Person != nil {
					who = link.Person.Name
				}
				text += fmt.Sprintf(" %s: %s;", who, said(link.What))
			}
			if term.Action == nil {
				text += " no way on"
			}
			all = append(all, text)
		}
		if sum != w.On {
			t.Errorf("%s: the terms and what is free are %d of %d", article, sum, w.On)
		}
		return w, all
	}
	w, got := ask("HAT")
	want := []string{
		"promised 4: -: tape.holds count=4 order=" + number + ";",
		"held 3: -: tape.held_for count=2 order=" + number + "; Person picker: tape.moved count=1 from=A-2 to=T-001;",
		"quarantine 2: Person receiver: tape.came_supplier count=2 to=Карантин;",
		"damaged 1: Person receiver: tape.came_supplier count=1 to=A-1;",
		"blocked 1: Person owner: tape.blocked reason=сломана полка; Person receiver: tape.came_supplier count=1 to=A-3;",
		"transit 3: Person receiver: tape.came_supplier count=3 to=Приёмка;",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if w.On != 20 || w.Free != 6 || w.Unit != "pcs" || w.Seq == 0 {
		t.Errorf("%+v", w)
	}
	for _, term := range w.Terms {
		if term.Kind == "blocked" && (term.Chain[0].Seq == 0 || term.Action.Open != "/bins/"+h.bins["A-3"].String()) {
			t.Errorf("%+v", term)
		}
	}
	if _, got := ask("COFFEE"); len(got) != 1 || got[0] != "expired 5: -: tape.expired lot=LOT-7; Person receiver: tape.came_supplier count=5 to=A-2;" {
		t.Error(got)
	}
	if _, got := ask("SHOE-42"); len(got) != 1 || !strings.HasPrefix(got[0], "promised 2: ") {
		t.Error(got)
	}
	if _, err := h.Why(h.as("picker"), "", "nonsense"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a bad id: %v", err)
	}
	if _, err := h.Why(h.as("picker"), "", (warehouse.ItemID{9}).String()); fault.KindOf(err) != fault.NotFound {
		t.Errorf("an unknown id: %v", err)
	}
}

// TestWhyInTote: what somebody put into a tote by hand is not of an order, and
// the screen says so; the stronger reason of spoiled goods stands.
func TestWhyInTote(t *testing.T) {
	h, _ := shelves(t)
	h.receive("HAT", "T-2", 4)
	h.by("receiver", func(_ context.Context, tx *store.Tx) error {
		bad := h.stock("HAT")
		bad.Condition = warehouse.Damaged
		return ledger.Post(tx, &ledger.Move{Stock: bad, Qty: 2, From: place.Supplier, To: h.bins["T-2"], Reason: "receive"})
	})
	stands := func() (tote, held, damaged api.WhyTerm) {
		t.Helper()
		w, err := h.Why(h.as("picker"), h.kazan.String(), h.items["HAT"].String())
		must(t, err)
		sum := w.Free
		for _, term := range w.Terms {
			sum += term.Qty
			switch term.Kind {
			case "tote":
				tote = term
			case "held":
				held = term
			case "damaged":
				damaged = term
			}
		}
		if sum != w.On || w.On != 26 || w.Free != 6 {
			t.Errorf("%d are free of %d, the terms make %d", w.Free, w.On, sum)
		}
		return tote, held, damaged
	}
	tote, held, damaged := stands()
	if tote.Qty != 4 || held.Qty != 3 || damaged.Qty != 3 || tote.Action.Open != "/bins/"+h.bins["T-2"].String() || len(tote.Chain) != 1 {
		t.Errorf("%+v, %+v, %+v", tote, held, damaged)
	}
	row := h.stockOf(t, api.StockFilter{Text: "HAT"}).Rows[0]
	if row.Promised != 7 || row.Stopped != 13 {
		t.Errorf("%+v", row)
	}
	h.by("picker", func(_ context.Context, tx *store.Tx) error {
		return ledger.Stand(tx, h.bins["T-2"], h.bins["A-1"], tx.Now())
	})
	if tote, _, _ = stands(); tote.Qty != 4 || tote.Action.Open != "/bins/"+h.bins["A-1"].String() {
		t.Errorf("%+v", tote)
	}
}

func TestStockRights(t *testing.T) {
	h, _ := shelves(t)
	at := func(site warehouse.SiteID) api.StockFilter {
		return api.StockFilter{AtSite: api.AtSite{Site: site.String()}}
	}
	h.matrix(t, "stock", "stock.read", func(ctx context.Context, site warehouse.SiteID) error {
		page, err := h.Stock(ctx, at(site))
		if err == nil && (page.Rows[1].On == 50) != (site == h.tver) {
			t.Errorf("stock of another site: %+v", page.Rows[1])
		}
		return err
	})
	h.matrix(t, "stock by bin", "stock.read", func(ctx context.Context, site warehouse.SiteID) error {
		page, err := h.StockByBin(ctx, at(site))
		if err == nil && (len(page.Rows) == 1) != (site == h.tver) {
			t.Errorf("stock of another site: %+v", page.Rows)
		}
		return err
	})
	h.matrix(t, "why", "stock.read", func(ctx context.Context, site warehouse.SiteID) error {
		w, err := h.Why(ctx, site.String(), h.items["HAT"].String())
		if err == nil && (w.On == 50) != (site == h.tver) {
			t.Errorf("stock of another site: %+v", w)
		}
		return err
	})
}
