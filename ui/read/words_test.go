package read_test

import (
	"strings"
	"testing"

	"warehouse-node/orders"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/sheet"
)

// TestCodesHaveWords: what the program calls a state, a kind or a unit is told to
// people in their language, in every fault that names one.
func TestCodesHaveWords(t *testing.T) {
	codes := map[string][]string{}
	add := func(fault, arg string, all ...string) { codes[fault+" "+arg] = append(codes[fault+" "+arg], all...) }
	for _, s := range []sheet.State{sheet.Checking, sheet.Ready, sheet.Running, sheet.Done, sheet.Cancelled, sheet.Failed, sheet.Undoing, sheet.Undone} {
		add("sheet.state", "state", string(s))
	}
	for k := place.KindSite; k <= place.KindWorld; k++ {
		add("place.parent", "kind", k.String())
	}
	for _, s := range []orders.Status{orders.Problem, orders.Waiting, orders.Promised, orders.Picking, orders.Packing, orders.Ready, orders.Gone, orders.Canceled} {
		add("orders.closed", "status", string(s))
	}
	for _, typ := range []catalog.Type{catalog.TypeText, catalog.TypeNumber, catalog.TypeChoice, catalog.TypeYes, catalog.TypeDay} {
		add("catalog.attribute_type", "type", string(typ))
	}
	for _, u := range measure.Units {
		add("ledger.item_counted", "unit", u.Name)
	}
	for _, kind := range sheet.Kinds() {
		add("sheet.no_undo", "kind", kind.Name)
	}
	for _, tax := range place.TaxSystems {
		add("place.entity_tax", "tax", string(tax))
	}
	for told, all := range codes {
		fault, arg, _ := strings.Cut(told, " ")
		for _, code := range all {
			for _, lang := range []locale.Lang{locale.RU, locale.UK} {
				if text := locale.Fault(lang, fault, map[string]string{arg: code}); strings.Contains(text, code) {
					t.Errorf("%s in %s: %s", code, lang, text)
				}
			}
		}
	}
}
