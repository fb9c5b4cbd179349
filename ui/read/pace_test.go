package read_test

import (
	"context"
	"testing"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// sell lets goods leave a bin for customers, daysAgo before the story begins;
// calls go forward in time.
func (h *house) sell(article, bin string, qty measure.Qty, daysAgo int) {
	h.t.Helper()
	h.now = noon.AddDate(0, 0, -daysAgo)
	h.by("packer", func(_ context.Context, tx *store.Tx) error {
		return ledger.Post(tx, &ledger.Move{Stock: h.stock(article), Qty: qty, From: h.bins[bin], To: place.Customer, Reason: "dispatch"})
	})
	h.now = noon
}

// long is a house that began two months before the story.
func long(t *testing.T) *house {
	t.Helper()
	h := newHouseAt(t, noon.AddDate(0, -2, 0))
	h.receive("HAT", "A-2", 400)
	h.receive("HAT", "tver", 400)
	return h
}

func TestStockLastsAtItsPace(t *testing.T) {
	for name, row := range map[string]struct {
		sold func(*house)
		want int64 // -1: not known
	}{
		"nothing was sold":              {func(*house) {}, -1},
		"sold all month, two a day":     {func(h *house) { h.sell("HAT", "A-2", 240, 31); h.sell("HAT", "A-2", 60, 10) }, 50}, // 100 left
		"what is older does not count":  {func(h *house) { h.sell("HAT", "A-2", 300, 31) }, -1},
		"new: since its first sale":     {func(h *house) { h.sell("HAT", "A-2", 10, 10); h.sell("HAT", "A-2", 10, 1) }, 190}, // 380 left, two a day
		"new: of less than a week":      {func(h *house) { h.sell("HAT", "A-2", 70, 1) }, 33},                                // 330 left, ten a day
		"another warehouse has its own": {func(h *house) { h.sell("HAT", "tver", 300, 10) }, -1},
		"sold out":                      {func(h *house) { h.sell("HAT", "A-2", 400, 10) }, 0},
		"more shipments than are read": {func(h *house) {
			for range 120 {
				h.sell("HAT", "A-2", 1, 3)
			}
		}, 8}, // 280 left; the newest hundred went within three days
	} {
		t.Run(name, func(t *testing.T) {
			h := long(t)
			row.sold(h)
			h.searching()
			page := h.stockOf(t, api.StockFilter{Text: "HAT"})
			if len(page.Rows) != 1 {
				t.Fatalf("%d rows", len(page.Rows))
			}
			got := int64(-1)
			if days := page.Rows[0].Days; days != nil {
				got = *days
			}
			if got != row.want {
				t.Errorf("%d days of %d, want %d", got, page.Rows[0].Free, row.want)
			}
		})
	}
}
