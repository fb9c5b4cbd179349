package shop

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"testing"
	"time"

	"warehouse-node/orders"
	"warehouse-node/orders/shop/shopsim"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// house is a warehouse with a bin, and a simulated shop that it serves over a
// real socket. The shop sells mugs, which are linked, and blankets, which are
// known by their article only.
type house struct {
	*Runner
	sim   *shopsim.Shop
	bin   warehouse.PlaceID
	items map[string]warehouse.ItemID // by article
	all   []*journal.Follower
}

// channel is the name of the shop.
const channel = "sever-yug.ru"

func newHouse(t *testing.T, o shopsim.Options) *house {
	t.Helper()
	return houseOn(t, o, store.Open(memory.New()), sealtest.Ring(t))
}

func houseOn(t *testing.T, o shopsim.Options, db *store.DB, ring *seal.Keyring) *house {
	t.Helper()
	h := &house{items: map[string]warehouse.ItemID{}}
	var site warehouse.SiteID
	must(t, db.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		a, err := place.CreateSite.In(ctx, tx, &place.CreateSiteRequest{Name: "Казань", Timezone: "Europe/Moscow", Currency: measure.RUB})
		if err != nil {
			return err
		}
		site = a.IDs[0]
		if a, err = place.CreateBins.In(ctx, tx, &place.CreateBinsRequest{Parent: site, Bins: []place.BinSpec{{Name: "A-1", Use: place.PickFace}}}); err != nil {
			return err
		}
		h.bin = a.IDs[0]
		for _, r := range []*catalog.CreateRequest{
			{Body: catalog.Body{Article: "MUG", Name: "Кружка", VAT: measure.Percent(20)}, External: []catalog.External{{Channel: channel, ID: "m-1"}}},
			{Body: catalog.Body{Article: "BLANKET", Name: "Плед"}},
			{Body: catalog.Body{Article: "TEA", Name: "Чай", Unit: measure.Gram}, External: []catalog.External{{Channel: channel, ID: "t-1"}}},
		} {
			i, err := catalog.Create.In(ctx, tx, r)
			if err != nil {
				return err
			}
			h.items[r.Article] = i.ID
		}
		return nil
	}))
	o.Login, o.Password, o.Title = "exchange", "secret", "Север-Юг"
	var err error
	h.sim, err = shopsim.Open(o)
	must(t, err)
	h.sim.Stock(
		shopsim.Item{ID: "m-1", Article: "MUG", Name: "Кружка", Price: 129000},
		shopsim.Item{ID: "b-1", Article: "BLANKET", Name: "Плед", Price: 450000},
		shopsim.Item{ID: "t-1", Article: "TEA", Name: "Чай", Price: 50000},
	)
	server := httptest.NewServer(h.sim)
	t.Cleanup(server.Close)
	r, err := NewRunner(t.Context(), Parts{DB: db, Door: &command.Door{DB: db}, Ring: ring}, Config{
		Name: channel, URL: server.URL + "/bitrix/admin/1c_exchange.php", Login: "exchange", Password: "secret", Site: site,
		Patience: 20 * time.Second, Gap: time.Millisecond, MinBackoff: time.Millisecond, MaxBackoff: 20 * time.Millisecond, Every: time.Hour,
	})
	must(t, err)
	h.Runner, h.all = r, []*journal.Follower{orders.Follow(), r.Follower()}
	return h
}

func (h *house) write(t testing.TB, fn func(context.Context, *store.Tx) error) {
	t.Helper()
	must(t, h.DB.Write(context.Background(), fn))
}

func (h *house) read(t testing.TB, fn func(*store.Tx) error) {
	t.Helper()
	must(t, h.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error { return fn(tx) }))
}

func (h *house) receive(t testing.TB, article string, qty measure.Qty) {
	t.Helper()
	h.write(t, func(_ context.Context, tx *store.Tx) error {
		return ledger.Post(tx, &ledger.Move{Stock: warehouse.Stock{Item: h.items[article]}, Qty: qty, From: place.Supplier, To: h.bin, Reason: "receive"})
	})
}

// follow lets all followers catch up.
func (h *house) follow(t testing.TB) {
	t.Helper()
	for quiet := 0; quiet < len(h.all); {
		for _, f := range h.all {
			n, err := f.Step(context.Background(), h.DB)
			must(t, err)
			if quiet++; n > 0 {
				quiet = 0
			}
		}
	}
	h.read(t, func(tx *store.Tx) error {
		for p, err := range journal.AllParked(tx) {
			return fmt.Errorf("parked: %+v, %v", p, err)
		}
		return errors.Join(ledger.Check(tx), promise.Check(tx))
	})
}

// exchange has everything told, after all followers have marked it.
func (h *house) exchange(t testing.TB) {
	t.Helper()
	h.follow(t)
	must(t, h.Exchange(t.Context()))
	h.follow(t)
}

// orders are all orders, the oldest first.
func (h *house) orders(t testing.TB) (all []*orders.Order) {
	t.Helper()
	h.read(t, func(tx *store.Tx) error {
		for o, err := range orders.Newest(tx) {
			if err != nil {
				return err
			}
			all = append([]*orders.Order{o}, all...)
		}
		return nil
	})
	return all
}

func (h *house) only(t testing.TB) *orders.Order {
	t.Helper()
	all := h.orders(t)
	if len(all) != 1 {
		t.Fatalf("%d orders, want one", len(all))
	}
	return all[0]
}

// floor brings an order's job to a state.
func (h *house) floor(t testing.TB, id warehouse.OrderID, to ...job.State) {
	t.Helper()
	for _, s := range to {
		h.write(t, func(_ context.Context, tx *store.Tx) error { _, err := job.To(tx, id, s); return err })
	}
	h.follow(t)
}

// open reads a sealed text.
func (h *house) open(t testing.TB, s seal.Sealed) string {
	t.Helper()
	text, err := h.Ring.Open(t.Context(), s)
	must(t, err)
	return text
}

func (h *house) kept(t testing.TB) (all []*Kept) {
	t.Helper()
	h.read(t, func(tx *store.Tx) error {
		for k, err := range KeptOf(tx, channel) {
			if err != nil {
				return err
			}
			all = append(all, k)
		}
		return nil
	})
	return all
}

func (h *house) standing(t testing.TB) (st *Standing) {
	t.Helper()
	h.read(t, func(tx *store.Tx) error {
		s, err := Get(tx, channel)
		if err == nil {
			st, err = Stand(tx, s)
		}
		return err
	})
	return st
}

var anna = shopsim.Buyer{Name: "Кравец Анна", Phone: "8 (916) 123-45-67", Email: "Anna@Example.org", City: "Казань", Address: "ул. Баумана, 7"}

// mugs is an order of so many mugs.
func mugs(n int64) shopsim.Order {
	return shopsim.Order{Buyer: anna, Lines: []shopsim.Line{{Item: "m-1", Qty: n}}, Cost: 30000, Delivery: "СДЭК", Payment: "Картой на сайте"}
}
