package read_test

import (
	"encoding/json"
	"slices"
	"testing"

	"warehouse-node/orders/shop"
	"warehouse-node/orders/shop/shopsim"
	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse/seal/sealtest"
)

// passesOver has the shop keep so many orders to itself, and give the next.
func passesOver(sim *shopsim.Shop, lost int) (first string) {
	for range lost {
		o := bought("site-HAT")
		o.Lost = true
		if number := sim.Place(o); first == "" {
			first = number
		}
	}
	sim.Place(bought("site-HAT"))
	return first
}

// TestNeverCame: numbers that the shop passed over stand on its page and in the list
// of what is stuck, at its warehouse, until the last of them came or a person said
// that there are none; open screens are told.
func TestNeverCame(t *testing.T) {
	h := newHouse(t)
	sim, r := h.serves()
	gap := func() (*api.ShopGap, []api.StuckRow, read.ShopMark) {
		t.Helper()
		page, err := h.Shops(h.as("manager"))
		must(t, err)
		stuck, err := h.Stuck(h.as("manager"), h.kazan.String())
		must(t, err)
		marks, err := h.ShopMarks(t.Context())
		must(t, err)
		if is := page.Rows[0]; (is.Missing == nil) != (is.State.Code == "shop.state.ok" && is.Health == "ok") {
			t.Errorf("the shop is %+v, missing %+v", is.State, is.Missing)
		}
		return page.Rows[0].Missing, stuck.Rows, marks["sever-yug.ru"]
	}
	sim.Place(bought("site-HAT")) // 1001
	lost := passesOver(sim, 1)    // 1002
	passesOver(sim, 1)            // 1004
	must(t, r.Exchange(t.Context()))
	page, rows, before := gap()
	if page != nil || len(rows) != 0 {
		t.Fatalf("before the shop was asked again: %+v, %+v", page, rows)
	}
	must(t, r.Exchange(t.Context()))
	page, rows, after := gap()
	if page == nil || len(rows) != 1 || rows[0].Kind != "orders_missing" || rows[0].Since.IsZero() || before == after {
		t.Fatalf("%+v, %+v", page, rows)
	}
	for what, said := range map[string]api.Said{"the page": page.What, "the list": rows[0].What} {
		if !locale.Has(said.Code) || said.Args["numbers"].Text != "1002, 1004" || said.Args["count"].Number != 2 {
			t.Errorf("%s says %+v", what, said)
		}
	}
	var buttons []string
	for _, a := range rows[0].Actions {
		buttons = append(buttons, a.Command)
	}
	if !slices.Equal(buttons, []string{"shop.exchange", "shop.missing.void"}) || !locale.Has(rows[0].Safe.Code) || !locale.Has("stuck.kind."+rows[0].Kind) {
		t.Errorf("%v, %+v", buttons, rows[0])
	}
	if other, err := h.Stuck(h.as("owner"), h.tver.String()); err != nil || len(other.Rows) != 0 {
		t.Errorf("another warehouse sees it: %+v, %v", other.Rows, err)
	}
	if c, err := h.Counters(h.as("manager"), h.kazan.String()); err != nil || c.Shops != 1 || c.Stuck != 1 {
		t.Errorf("%+v, %v", c, err)
	}

	sim.Edit(lost, func(o *shopsim.Order) { o.Lost = false })
	must(t, r.Exchange(t.Context()))
	if page, rows, _ = gap(); page == nil || len(rows) != 1 || rows[0].What.Args["numbers"].Text != "1004" {
		t.Fatalf("one came: %+v, %+v", page, rows)
	}
	void := page.Actions[0]
	if void.Command != "shop.missing.void" || !slices.Equal(void.Ask, []string{"reason"}) || string(void.Body) != string(rows[0].Actions[1].Body) {
		t.Errorf("the page's button is %+v", void)
	}
	var ask shop.VoidRequest
	must(t, json.Unmarshal(void.Body, &ask))
	ask.Reason = sealtest.Seal(t, h.Ring, "a test, deleted")
	_, err := shop.VoidMissing.Do(t.Context(), h.door, command0(), &ask)
	must(t, err)
	if page, rows, _ = gap(); page != nil || len(rows) != 0 {
		t.Errorf("there is none such: %+v, %+v", page, rows)
	}
}

// TestManyNeverCame: neighbours are named by the first and the last, and many are cut.
func TestManyNeverCame(t *testing.T) {
	h := newHouse(t)
	sim, r := h.serves()
	sim.Place(bought("site-HAT")) // 1001
	want := []string{"1002, 1003", "1002, 1003, 1005–1007", "1002, 1003, 1005–1007, 1009, 1011–1014, 1016", "1002, 1003, 1005–1007, 1009, 1011–1014, 1016, …"}
	for i, lost := range [][]int{{2}, {3}, {1, 4, 1}, {1}} {
		for _, n := range lost {
			passesOver(sim, n)
		}
		must(t, r.Exchange(t.Context()))
		must(t, r.Exchange(t.Context()))
		page, err := h.Shops(h.as("manager"))
		must(t, err)
		if got := page.Rows[0].Missing.What.Args["numbers"].Text; got != want[i] {
			t.Errorf("missing %s, want %s", got, want[i])
		}
	}
	_, err := shop.VoidMissing.Do(t.Context(), h.door, command0(), &shop.VoidRequest{Shop: "sever-yug.ru", Numbers: []uint64{1012}, Reason: sealtest.Seal(t, h.Ring, "one of a run")})
	must(t, err)
	page, err := h.Shops(h.as("manager"))
	must(t, err)
	if got := page.Rows[0].Missing.What.Args["numbers"].Text; got != "1002, 1003, 1005–1007, 1009, 1011, 1013, …" {
		t.Errorf("missing %s", got)
	}
}
