package read

import (
	"fmt"
	"strings"

	"warehouse-node/orders/shop"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse/place"
)

// maxRuns is how many runs of missing numbers are named; more than that is many.
const maxRuns = 6

// runs names numbers as a person writes them: "1005, 1006, 1010–1015". The gaps
// ascend.
func runs(gaps []shop.Gap) string {
	var out []string
	for i := 0; i < len(gaps); {
		j := i
		for j+1 < len(gaps) && gaps[j+1].Number == gaps[j].Number+1 {
			j++
		}
		switch {
		case len(out) == maxRuns:
			return strings.Join(append(out, "…"), ", ")
		case j > i+1:
			out = append(out, fmt.Sprintf("%d–%d", gaps[i].Number, gaps[j].Number))
		default:
			out, j = append(out, decimal(gaps[i].Number)), i
		}
		i = j + 1
	}
	return strings.Join(out, ", ")
}

// shopGap is what never came of a shop's numbers, as its page shows it; nil for
// nothing.
func shopGap(s *shop.Shop) *api.ShopGap {
	gaps := s.NeverCame()
	if len(gaps) == 0 {
		return nil
	}
	return &api.ShopGap{
		Since:   gaps[0].Since,
		What:    api.Saying("shop.say.missing", args{"count": countArg(int64(len(gaps))), "numbers": codeArg(runs(gaps))}),
		Actions: first(voidAction(s, gaps)),
	}
}

// voidAction says that the shop has no orders under the numbers.
func voidAction(s *shop.Shop, gaps []shop.Gap) api.Action {
	var numbers []uint64
	for _, g := range gaps {
		numbers = append(numbers, g.Number)
	}
	return action("none_such", "shop.missing.void", map[string]any{"shop": s.Name, "numbers": numbers}, "reason")
}

// stuckGaps are the shops of a site whose numbers were passed over and never came:
// a row for each, which goes with the last of them.
func (r *Reader) stuckGaps(l *look, site place.Site) (rows []api.StuckRow, err error) {
	for s, err := range shop.Shops(l.tx) {
		if err != nil {
			return nil, err
		}
		gaps := s.NeverCame()
		if s.Site != site.ID || len(gaps) == 0 || r.channel(s.Name) == nil {
			continue
		}
		row := api.StuckRow{
			ID: "missing " + s.Name, Kind: "orders_missing", Since: gaps[0].Since, Tone: toneAttention,
			What:    api.Saying("stuck.what.orders_missing", args{"shop": textArg(s.Name), "count": countArg(int64(len(gaps))), "numbers": codeArg(runs(gaps))}),
			Safe:    say("stuck.safe.orders_missing"),
			Actions: first(action("ask_shop", "shop.exchange", map[string]any{"shop": s.Name}), voidAction(s, gaps)),
		}
		rows = append(rows, row)
	}
	return rows, nil
}
