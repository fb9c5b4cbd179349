package shop

import (
	"net/http/httptest"
	"path/filepath"
	"testing"

	"warehouse-node/orders/shop/shopsim"
)

// TestShopStartedAgain: a shop that is ended without a word and started again on
// its file has its orders and its stock, and gives a new order a new number,
// which the node takes as a new order.
func TestShopStartedAgain(t *testing.T) {
	o := shopsim.Options{File: filepath.Join(t.TempDir(), "shop.json"), Schema: "2.08", Login: "exchange", Password: "secret"}
	h := newHouse(t, o)
	h.receive(t, "MUG", 5)
	h.sim.Place(mugs(2))
	h.exchange(t)
	h.exchange(t)
	was := h.sim.Orders()
	if stock := h.sim.Item("m-1").Stock; stock != 3 || len(was) != 1 || was[0].Our == "" {
		t.Fatalf("before: %d mugs in the shop, %+v", stock, was)
	}

	again, err := shopsim.Open(o)
	must(t, err)
	if got := again.Orders(); len(got) != 1 || got[0].Our != was[0].Our || !got[0].Exported() || again.Item("m-1").Stock != 3 {
		t.Fatalf("started again: %+v, %+v", got, again.Item("m-1"))
	}
	server := httptest.NewServer(again)
	t.Cleanup(server.Close)
	c := h.c
	c.URL = server.URL + "/bitrix/admin/1c_exchange.php"
	h.Runner, err = NewRunner(t.Context(), h.Parts, c)
	must(t, err)
	if number := again.Place(mugs(1)); number == was[0].Number {
		t.Fatalf("a number given twice: %s", number)
	}
	h.exchange(t)
	h.exchange(t)
	if all := h.orders(t); len(all) != 2 || again.Waiting() != 0 {
		t.Errorf("%d orders here, %d still to be sent", len(all), again.Waiting())
	}
	if got := again.Item("m-1").Stock; got != 2 {
		t.Errorf("%d mugs in the shop, want 2", got)
	}
}
