package read

import (
	"cmp"
	"slices"

	"warehouse-node/orders"
	"warehouse-node/ui/api"
)

// facet is one group of filters: what of an order it looks at, and the values
// that were chosen.
type facet struct {
	name   string
	of     func(*orders.Order) string
	chosen func(api.OrdersFilter) []string
	named  bool // values are names of their own; others are words of ui/locale
}

var orderFacets = []facet{
	{"status", func(o *orders.Order) string { return string(o.Status) }, func(f api.OrdersFilter) []string { return f.Status }, false},
	{"shop", func(o *orders.Order) string { return o.Channel }, func(f api.OrdersFilter) []string { return f.Shop }, true},
	{"carrier", func(o *orders.Order) string { return o.Courier }, func(f api.OrdersFilter) []string { return f.Carrier }, true},
	{"paid", paid, func(f api.OrdersFilter) []string { return f.Paid }, false},
}

// passes says whether an order is among what was chosen in every facet but one.
func passes(o *orders.Order, f api.OrdersFilter, but string) bool {
	for _, c := range orderFacets {
		if chosen := c.chosen(f); c.name != but && len(chosen) > 0 && !slices.Contains(chosen, c.of(o)) {
			return false
		}
	}
	return true
}

// facets counts each value; the counts of a facet ignore what was chosen in it.
// A chosen value is listed also when nothing has it.
func facets(in []*orders.Order, f api.OrdersFilter) (all api.List[api.Facet]) {
	for _, c := range orderFacets {
		counts := map[string]int64{}
		for _, v := range c.chosen(f) {
			counts[v] = 0
		}
		for _, o := range in {
			if v := c.of(o); v != "" && passes(o, f, c.name) {
				counts[v]++
			}
		}
		values := make(api.List[api.FacetValue], 0, len(counts))
		for v, n := range counts {
			value := api.FacetValue{Value: v, Count: n}
			if c.named {
				value.Label = v
			}
			values = append(values, value)
		}
		slices.SortFunc(values, func(a, b api.FacetValue) int {
			return cmp.Or(cmp.Compare(rank(a.Value), rank(b.Value)), -cmp.Compare(a.Count, b.Count), cmp.Compare(a.Value, b.Value))
		})
		all = append(all, api.Facet{Name: c.name, Values: values})
	}
	return all
}

// rank orders statuses by their way; all else is equal.
func rank(value string) int { return slices.Index(statuses, orders.Status(value)) }
