package read_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"warehouse-node/devices/receipt"
	"warehouse-node/orders"
	"warehouse-node/orders/till"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
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

// TestReceiptsOfBothWays: the receipts of a sale and of its return are told apart.
func TestReceiptsOfBothWays(t *testing.T) {
	h := newHouse(t)
	id := h.order("Анна", "+79161234567", nil, line{"HAT", 1, 100})
	for _, kind := range []receipt.Kind{receipt.Sale, receipt.Return} {
		h.write(func(_ context.Context, tx *store.Tx) error {
			_, err := till.Receipts.Put(tx, spool.To{Queue: till.RegisterQueue(h.kazan), Site: h.kazan, Subject: orders.About(id)},
				&till.Receipt{Order: id, Number: "7", Receipt: receipt.Receipt{Kind: kind}})
			return err
		})
	}
	card, err := h.Order(h.as("operator"), id.String())
	must(t, err)
	var kinds []string
	for _, d := range card.Documents {
		if strings.HasPrefix(d.Kind, "receipt") {
			kinds = append(kinds, d.Kind)
		}
	}
	slices.Sort(kinds)
	if !slices.Equal(kinds, []string{"receipt_return", "receipt_sale"}) {
		t.Errorf("its receipts are %v", kinds)
	}
}
