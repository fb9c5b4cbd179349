package read_test

import (
	"context"
	"strings"
	"testing"

	"warehouse-node/orders"
	"warehouse-node/ui/api"
)

// TestForgotten: a person is in the reads until they are forgotten, and in none
// of them after.
func TestForgotten(t *testing.T) {
	h := newHouse(t)
	const name, phone = "Канареечка Аврора", "+79161230987"
	id := h.order(name, phone, func(r *orders.Incoming) {
		comment, err := h.Ring.Seal(context.Background(), r.Buyer.Subject, "позвонить Канареечке")
		must(t, err)
		r.Comment = comment
	}, line{"HAT", 1, 100})
	canary := []string{"канареечк", "0987", "аврор", "example.com"}
	ctx := h.as("owner")
	site := api.AtSite{Site: h.kazan.String()}
	reads := map[string]func() (any, error){
		"orders":          func() (any, error) { return h.Orders(ctx, api.OrdersFilter{AtSite: site}) },
		"orders by phone": func() (any, error) { return h.Orders(ctx, api.OrdersFilter{AtSite: site, Text: phone}) },
		"orders by tail":  func() (any, error) { return h.Orders(ctx, api.OrdersFilter{AtSite: site, Text: "0987"}) },
		"order":           func() (any, error) { return h.Order(ctx, id.String()) },
	}
	hits := func() (in []string) {
		for read, ask := range reads {
			answer, err := ask()
			must(t, err)
			text := strings.ToLower(asJSON(t, answer))
			for _, needle := range canary {
				if strings.Contains(text, needle) {
					in = append(in, read+": "+needle)
				}
			}
		}
		return in
	}
	if before := hits(); len(before) < 2*len(canary)-2 {
		t.Fatalf("the canary is hardly seen before it is forgotten: %v", before)
	}
	must(t, h.Ring.Forget(context.Background(), h.buyers[name]))
	if after := hits(); len(after) > 0 {
		t.Errorf("still there: %v", after)
	}
	card, err := h.Order(ctx, id.String())
	must(t, err)
	if !card.Customer.Forgotten || card.Buyer != "" || card.Customer != (api.Buyer{Forgotten: true}) {
		t.Errorf("%+v", card.Customer)
	}
	page, err := h.Orders(ctx, api.OrdersFilter{AtSite: site, Text: "Канареечка"})
	if must(t, err); len(page.Rows) != 0 {
		t.Errorf("found by the name of somebody forgotten: %+v", page.Rows)
	}
}
