package read_test

import (
	"context"
	"slices"
	"testing"

	"warehouse-node/orders/shop"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse/staff"
)

// TestAShopStandsAgainstClosing: a warehouse for which a shop takes orders names
// it, its neighbour does not, and a shop that the configuration names no longer
// stands against nothing.
func TestAShopStandsAgainstClosing(t *testing.T) {
	h := newHouse(t)
	h.serves()
	ask := func(site interface{ String() string }) (served bool, shops api.List[string]) {
		t.Helper()
		page, err := h.Closing(h.as(staff.Owner), site.String())
		must(t, err)
		return slices.ContainsFunc(page.Against, func(s api.Said) bool { return s.Code == "fault.shop.site_served" }), page.Shops
	}
	if served, shops := ask(h.kazan); !served || !slices.Equal(shops, api.List[string]{"sever-yug.ru"}) {
		t.Errorf("%v %v", served, shops)
	}
	if served, shops := ask(h.tver); served || len(shops) > 0 {
		t.Errorf("%v %v", served, shops)
	}
	must(t, shop.Configured(context.Background(), h.DB, []string{"another"}))
	if served, shops := ask(h.kazan); served || len(shops) > 0 {
		t.Errorf("it left, and still: %v %v", served, shops)
	}
}
