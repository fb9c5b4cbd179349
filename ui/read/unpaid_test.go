package read_test

import (
	"context"
	"slices"
	"testing"

	"warehouse-node/orders"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/seal/sealtest"
)

// TestUnpaid: an order that waits for its payment stands in a view of its own with
// its mark, and not among those for a wave; money, or a person who lets it go,
// brings it there, and what was decided is told.
func TestUnpaid(t *testing.T) {
	h := newHouse(t)
	h.receive("HAT", "A-2", 10)
	ids := map[string]warehouse.OrderID{
		"cart":   h.order("Ким Роман", "+79160000001", nil, line{"HAT", 1, 90000}),
		"bill":   h.order("Орлов Денис", "+79160000002", func(r *orders.Incoming) { r.Payment = orders.Invoice }, line{"HAT", 1, 90000}),
		"paid":   h.order("Пак Виктория", "+79160004207", func(r *orders.Incoming) { r.Paid = rub(90000) }, line{"HAT", 1, 90000}),
		"coming": h.order("Бойко Сергій", "+380671184455", func(r *orders.Incoming) { r.Payment = orders.OnDelivery }, line{"HAT", 1, 90000}),
	}
	expect := func(when string, wait, wave []string) {
		t.Helper()
		for view, want := range map[string][]string{"payment": wait, "promised": wave} {
			page := h.list(t, api.OrdersFilter{View: view})
			got := names(page.Rows, ids)
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("%s: %s has %v, want %v", when, view, got, want)
			}
			for _, row := range page.Rows {
				if row.AwaitsPayment != (view == "payment") || row.Status != "promised" {
					t.Errorf("%s: %s in %s: %t %s", when, row.No, view, row.AwaitsPayment, row.Status)
				}
			}
			for _, v := range page.Views {
				if v.Name == view && int(v.Count) != len(want) {
					t.Errorf("%s: %s counts %d", when, view, v.Count)
				}
			}
		}
		c, err := h.Counters(h.as("operator"), h.kazan.String())
		must(t, err)
		if int(c.Promised) != len(wave) {
			t.Errorf("%s: %d are counted for a wave", when, c.Promised)
		}
	}
	card := func(name string) api.OrderCard {
		t.Helper()
		c, err := h.Order(h.as("operator"), ids[name].String())
		must(t, err)
		return c
	}
	expect("before", []string{"bill", "cart"}, []string{"coming", "paid"})
	if may := card("cart").May; slices.Contains(may, "pick.release") || !slices.Contains(may, "orders.unpaid.let") {
		t.Errorf("a cart may %v", may)
	}
	if may := card("paid").May; !slices.Contains(may, "pick.release") || slices.Contains(may, "orders.unpaid.let") {
		t.Errorf("what is paid may %v", may)
	}
	itself := command.Command{Itself: true}
	_, err := orders.Pay.Do(context.Background(), h.door, itself, &orders.PaidRequest{Order: ids["cart"], Sum: rub(90000)})
	must(t, err)
	expect("the cart is paid", []string{"bill"}, []string{"cart", "coming", "paid"})
	_, err = orders.LetUnpaid.Do(context.Background(), h.door, itself, &orders.LetGoRequest{Order: ids["bill"], Version: card("bill").Version, Reason: sealtest.Seal(t, h.Ring, "гарантийное письмо")})
	must(t, err)
	expect("the bill is let go", nil, []string{"bill", "cart", "coming", "paid"})
	told := slices.ContainsFunc(card("bill").Tape, func(row api.TapeRow) bool {
		return row.What.Code == "tape.let_unpaid" && row.What.Args["reason"].Text == "гарантийное письмо"
	})
	if !told {
		t.Errorf("the tape does not say it: %+v", card("bill").Tape)
	}
}
