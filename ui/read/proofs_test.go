package read_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"warehouse-node/orders"
	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// unknown is an id of nothing.
const unknown = "0000000000000000000000000A"

// TestFoundInWords: what a proof found is said in the language of who looks, with
// names for ids, on the list of what is stuck, the status page and the stock page;
// the program's own words stand apart.
func TestFoundInWords(t *testing.T) {
	h := newHouse(t)
	h.searching()
	h.Outside.Proofs = read.NewProofs("ledger", "promise", "store")
	hat := h.items["HAT"]
	order := h.order("Анна", "+79261234567", nil, line{"HAT", 1, 10000})
	var number string
	h.see(func(tx *store.Tx) error {
		o, err := orders.Get(tx, order)
		if err == nil {
			number = o.Number
		}
		return err
	})
	for name, found := range map[string]*fault.Finding{
		"ledger":  fault.Found("ledger.overdrawn", "item", hat, "place", h.bins["A-1"], "onhand", 2, "held", 3),
		"promise": fault.Found("promise.waits", "item", hat, "site", h.kazan, "order", order, "free", 4),
		"store":   fault.Found("ledger.late", "item", unknown, "from", place.Supplier, "to", "nowhere"),
	} {
		h.Outside.Proofs.End(name, 0, noon, fmt.Errorf("slice 3: %w", found))
	}
	for lang, want := range map[locale.Lang]map[string]string{
		locale.RU: {
			"ledger": "HAT Name of HAT, A-1: лежит 2, а отложено 3.", "promise": "Заказ " + number + " ждёт «HAT Name of HAT», хотя свободно 4.",
			"store": unknown + ": движение поставщик → nowhere датировано позже, чем записано.",
		},
		locale.UK: {
			"ledger": "HAT Name of HAT, A-1: лежить 2, а відкладено 3.", "promise": "Замовлення " + number + " чекає на «HAT Name of HAT», хоча вільно 4.",
			"store": unknown + ": рух постачальник → nowhere датовано пізніше, ніж записано.",
		},
		locale.EN: {
			"ledger": "HAT Name of HAT, A-1: 2 lie there and 3 are set aside.", "promise": "Order " + number + " waits for “HAT Name of HAT” while 4 are free.",
			"store": unknown + ": the move supplier → nowhere is dated later than it was written.",
		},
	} {
		h.speaks(string(lang))
		stuck, err := h.Stuck(h.as("owner"), h.kazan.String())
		must(t, err)
		status, err := h.Status(h.as("owner"))
		must(t, err)
		page, err := h.Stock(h.as("owner"), api.StockFilter{AtSite: api.AtSite{Site: h.kazan.String()}})
		must(t, err)
		said := map[string][]*api.Said{"ledger": {page.Proof.Bad}}
		for _, row := range stuck.Rows {
			if name, is := strings.CutPrefix(row.ID, "proof "); is {
				said[name] = append(said[name], &row.What)
			}
		}
		for _, c := range status.Checks {
			said[c.Name] = append(said[c.Name], c.Proof.Bad)
		}
		for name, times := range map[string]int{"ledger": 3, "promise": 2, "store": 2} {
			if len(said[name]) != times {
				t.Errorf("%s is said %d times, want %d", name, len(said[name]), times)
			}
			for _, s := range said[name] {
				if s == nil || s.Code != "proof.what."+name || s.Args["found"].Text != want[name] || !strings.HasPrefix(s.Detail, "slice 3: ") {
					t.Errorf("%s in %s: %+v, want %s", name, lang, s, want[name])
				}
			}
		}
	}
}

// TestFoundWithoutCode: a proof that did not come to its end says so, and what was
// kept before findings had codes refers to the words below.
func TestFoundWithoutCode(t *testing.T) {
	for _, row := range []struct {
		f    read.FailedProof
		want string
	}{
		{read.Failed("ledger", noon, fmt.Errorf("moves: %w", store.ErrCorrupt)), "The check stopped at a record that cannot be read."},
		{read.Failed("ledger", noon, errors.New("the wire is cut")), "The check did not come to its end."},
		{read.FailedProof{Name: "ledger", Why: "item 7"}, "What was found stands below in the words of the program."},
	} {
		if got := read.SayFound(locale.EN, row.f.Found, row.f.Args); got != row.want || row.f.Why == "" {
			t.Errorf("%+v says %q, want %q", row.f, got, row.want)
		}
	}
}
