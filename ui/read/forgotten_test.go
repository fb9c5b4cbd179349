package read_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"warehouse-node/orders"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/seal/sealtest"
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
	if !card.Customer.Forgotten || card.Buyer != "" || !reflect.DeepEqual(card.Customer, api.Buyer{Forgotten: true}) {
		t.Errorf("%+v", card.Customer)
	}
	page, err := h.Orders(ctx, api.OrdersFilter{AtSite: site, Text: "Канареечка"})
	if must(t, err); len(page.Rows) != 0 {
		t.Errorf("found by the name of somebody forgotten: %+v", page.Rows)
	}
}

// TestForgetsThese: the card of an order that has ended names every order in which
// its buyer would be forgotten, with the name there and whether it is under way, to
// those who may; an order of somebody else with
// the same e-mail is none of them.
func TestForgetsThese(t *testing.T) {
	h := newHouse(t)
	shared := func(r *orders.Incoming) { r.Buyer.ByEmail = h.Ring.Hash(seal.EmailHash, "noreply@moy.shop") }
	first := h.order("Кенарева Альбина", "+79032223344", shared, line{"HAT", 1, 100})
	second := h.order("Кенарев Пётр", "+79032223344", nil, line{"HAT", 1, 100})
	h.order("Другой Человек", "+79037778899", shared, line{"HAT", 1, 100})
	shown := func(role string) (all []string) {
		card, err := h.Order(h.as(role), first.String())
		must(t, err)
		if card.Customer.Orders != 2 {
			t.Errorf("%s: %d orders", role, card.Customer.Orders)
		}
		for _, o := range card.Customer.Forgets {
			all = append(all, fmt.Sprint(o.ID, " ", o.Name, " ", o.Open))
		}
		return all
	}
	if got := shown("owner"); len(got) != 0 {
		t.Errorf("under way: %v", got)
	}
	_, err := orders.Cancel.Do(h.as("operator"), h.door, command1(h), &orders.CancelRequest{Order: first, Reason: sealtest.Seal(t, h.Ring, "передумала")})
	must(t, err)
	if got, want := shown("owner"), []string{first.String() + " Кенарева Альбина false", second.String() + " Кенарев Пётр true"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := shown("operator"); len(got) != 0 {
		t.Errorf("to one who may not: %v", got)
	}
}
