package read_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"warehouse-node/orders"
	"warehouse-node/warehouse/measure"
)

// TestHowItWasPaid: the card says in which ways the money came, and how the order
// was to be paid where that is another.
func TestHowItWasPaid(t *testing.T) {
	h := newHouse(t)
	h.receive("HAT", "A-1", 9)
	day := measure.DayOf(h.now, time.UTC)
	for _, row := range []struct {
		kind    orders.PaymentKind
		channel int64 // what the shop says has come
		marked  []orders.PaidBy
		want    []string
	}{
		{orders.Prepaid, 900, nil, []string{"money.paid_card 900"}},
		{orders.Prepaid, 0, []orders.PaidBy{orders.ByBank}, []string{"money.paid_bank 100 money.meant_prepaid"}},
		{orders.Prepaid, 500, []orders.PaidBy{orders.ByBank, orders.ByCash, orders.ByBank}, []string{
			"money.paid_card 500", "money.paid_bank 200 money.meant_prepaid", "money.paid_by_cash 100 money.meant_prepaid",
		}},
		{orders.Prepaid, 0, []orders.PaidBy{orders.ByCard}, []string{"money.paid_card 100"}},
		{orders.Prepaid, 400, []orders.PaidBy{orders.ByCard}, []string{"money.paid_card 500"}},
		{orders.OnDelivery, 0, []orders.PaidBy{orders.ByCash}, []string{"money.paid_by_cash 100"}},
		{orders.OnDelivery, 0, []orders.PaidBy{orders.ByBank}, []string{"money.paid_bank 100 money.meant_on_delivery"}},
		{orders.Invoice, 0, []orders.PaidBy{orders.ByCard}, []string{"money.paid_card 100 money.meant_invoice"}},
		{orders.Invoice, 0, []orders.PaidBy{orders.ByBank}, []string{"money.paid_bank 100"}},
		{orders.AtCounter, 0, []orders.PaidBy{orders.ByBank}, []string{"money.paid_bank 100 money.meant_counter"}},
	} {
		id := h.order("Ким Роман", "+79160000001", func(r *orders.Incoming) { r.Payment, r.Paid = row.kind, rub(row.channel) }, line{"HAT", 1, 900})
		sum := row.channel
		for _, by := range row.marked {
			sum += 100
			_, err := orders.Pay.Do(context.Background(), h.door, command0(), &orders.PaidRequest{
				Order: id, Version: h.card(t, id).Version, Sum: rub(sum), By: by, On: day,
			})
			must(t, err)
		}
		var got []string
		for _, m := range h.card(t, id).Money {
			if m.Main {
				continue // what is due
			}
			said := fmt.Sprint(m.What.Code, " ", m.Sum.Minor)
			if m.Note != nil {
				said += " " + m.Note.Code
			}
			got = append(got, said)
		}
		if !slices.Equal(got, row.want) {
			t.Errorf("%s, %d by the shop, marked %v: got %q, want %q", row.kind, row.channel, row.marked, got, row.want)
		}
	}
}
