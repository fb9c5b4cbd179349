package stow_test

import (
	"context"
	"fmt"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/stow"
)

// TestHome: goods go where the same kind of stock lies, a pick face before a
// reserve and of two alike the nearer on the walk; and never where they may not.
func TestHome(t *testing.T) {
	for name, row := range map[string]struct {
		set  func(h *house)
		near int64
		not  []string
		want string
	}{
		"where they lie":                      {func(h *house) { h.lie(h.good("mug"), 1, "A-3") }, 0, nil, "A-3"},
		"a pick face before a nearer reserve": {func(h *house) { h.lie(h.good("mug"), 1, "R-1", "A-4") }, 1, nil, "A-4"},
		"whichever was met first":             {func(h *house) { h.lie(h.good("mug"), 1, "A-4", "R-6") }, 6, nil, "A-4"},
		"the nearer of two, behind":           {func(h *house) { h.lie(h.good("mug"), 1, "A-3", "A-5") }, 3, nil, "A-3"},
		"the nearer of two, ahead":            {func(h *house) { h.lie(h.good("mug"), 1, "A-3", "A-5") }, 5, nil, "A-5"},
		"not the one passed over":             {func(h *house) { h.lie(h.good("mug"), 1, "A-3", "A-5") }, 3, []string{"A-3"}, "A-5"},
		"not a blocked one":                   {func(h *house) { h.lie(h.good("mug"), 1, "A-3", "A-5").block("A-3") }, 3, nil, "A-5"},
		"not one that is full":                {func(h *house) { h.lie(h.good("mug"), 2, "TWO").lie(h.good("mug"), 1, "A-5") }, 7, nil, "A-5"},
		"other goods lie there":               {func(h *house) { h.lie(h.good("pin"), 1, "A-3") }, 3, nil, "A-4"},
		"damaged ones lie there": {func(h *house) {
			s := h.good("mug")
			s.Condition = warehouse.Damaged
			h.lie(s, 1, "A-3")
		}, 3, nil, "A-4"},
		"another lot lies there": {func(h *house) { h.lie(h.lot("mug", "L-1", 30), 1, "A-3") }, 3, nil, "A-4"},
		"at the dock":            {func(h *house) { h.lie(h.good("mug"), 1, "DOCK") }, 0, nil, "R-1"},
		"in a tote":              {func(h *house) { h.lie(h.good("mug"), 1, "tote") }, 0, nil, "R-1"},
		"in another warehouse": {func(h *house) {
			h.binsOf(h.other, face("B-1")).lie(h.good("mug"), 1, "B-1")
		}, 0, nil, "R-1"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t).bins(
				reserve("R-1"), place.BinSpec{Name: "DOCK", Use: place.Dock}, face("A-3"), face("A-4"), face("A-5"), reserve("R-6"),
				holds(face("TWO"), place.Capacity{Units: 2}),
			)
			row.set(h)
			if got := h.found(stow.Goods{Stock: h.good("mug"), Load: stow.Load{Units: 1}, Near: row.near}, row.not...); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}

// lot is goods of a lot that expires so many days after the house's day.
func (h *house) lot(ware, code string, days int) (s warehouse.Stock) {
	h.t.Helper()
	h.write(func(_ context.Context, tx *store.Tx) error {
		site, err := place.GetSite(tx, h.site)
		if err != nil {
			return err
		}
		today := site.Day(tx.Now())
		l, err := ledger.LotFor(tx, h.item[ware], code, today+measure.Day(days), 0, today)
		s = warehouse.Stock{Item: h.item[ware], Lot: l.ID}
		return err
	})
	return s
}

// TestEmpty: goods that lie nowhere go to the next empty bin on the walk, and
// from its end to its beginning.
func TestEmpty(t *testing.T) {
	set := func(t *testing.T) *house {
		h := newHouse(t).bins(face("A-1"), face("A-2"), place.BinSpec{Name: "GATE", Use: place.Staging}, reserve("A-4"), face("A-5"))
		return h.lie(h.good("pin"), 1, "A-1")
	}
	for name, row := range map[string]struct {
		set  func(h *house)
		near int64
		not  []string
		want string
	}{
		"from the beginning":      {nil, 0, nil, "A-2"},
		"from where one stands":   {nil, 3, nil, "A-4"},
		"the bin one stands at":   {nil, 5, nil, "A-5"},
		"round to the beginning":  {func(h *house) { h.lie(h.good("pin"), 1, "A-5") }, 5, nil, "A-2"},
		"past the end":            {nil, 99, nil, "A-2"},
		"not one passed over":     {nil, 0, []string{"A-2"}, "A-4"},
		"not a blocked one":       {func(h *house) { h.block("A-2") }, 0, nil, "A-4"},
		"not where a tote stands": {func(h *house) { h.stand("tote", "A-2") }, 0, nil, "A-4"},
		"none is left":            {func(h *house) { h.lie(h.good("pin"), 1, "A-2", "A-4", "A-5") }, 2, nil, ""},
		"all passed over":         {nil, 2, []string{"A-2", "A-4", "A-5"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			h := set(t)
			if row.set != nil {
				row.set(h)
			}
			if got := h.found(stow.Goods{Stock: h.good("mug"), Near: row.near}, row.not...); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}

// TestContainer: a pallet with goods of many kinds has no home, only an empty
// bin that takes it.
func TestContainer(t *testing.T) {
	h := newHouse(t).bins(holds(face("A-1"), place.Capacity{WeightGrams: 1000}), face("A-2"), reserve("R-3"))
	h.lie(h.good("mug"), 1, "A-2").lie(h.good("mug"), 4, "pallet").lie(h.good("pin"), 9, "pallet")
	var load stow.Load
	h.must(h.db.Read(context.Background(), func(_ context.Context, tx *store.Tx) (err error) {
		load, err = stow.In(tx, h.at["pallet"])
		return err
	}))
	if got := h.found(stow.Goods{Load: load}); got != "R-3" {
		t.Errorf("got %q, want R-3: 1.2 kg are too much for A-1, and something lies in A-2", got)
	}
}

// TestAside: goods that are not for sale go to the bins kept for them and to no
// other, even where none of those takes them; and no others go there.
func TestAside(t *testing.T) {
	of := func(c warehouse.Condition) func(h *house) warehouse.Stock {
		return func(h *house) warehouse.Stock {
			s := h.good("mug")
			s.Condition = c
			return s
		}
	}
	lot := func(days int) func(h *house) warehouse.Stock {
		return func(h *house) warehouse.Stock { return h.lot("mug", "L-1", days) }
	}
	for name, row := range map[string]struct {
		stock func(h *house) warehouse.Stock
		not   []string
		want  string
	}{
		"good":                       {of(warehouse.Good), nil, "A-3"},
		"damaged":                    {of(warehouse.Damaged), nil, "HOSP"},
		"damaged, no hospital":       {of(warehouse.Damaged), []string{"HOSP"}, "Q-1"},
		"damaged, nowhere":           {of(warehouse.Damaged), []string{"HOSP", "Q-1"}, ""},
		"quarantined":                {of(warehouse.Quarantined), nil, "Q-1"},
		"quarantined, no quarantine": {of(warehouse.Quarantined), []string{"Q-1"}, ""},
		"expired":                    {lot(-1), nil, "Q-1"},
		"expired, no quarantine":     {lot(-1), []string{"Q-1"}, "HOSP"},
		"expires today":              {lot(0), nil, "A-3"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t).bins(place.BinSpec{Name: "HOSP", Use: place.Hospital}, place.BinSpec{Name: "Q-1", Use: place.Quarantine}, face("A-3"))
			if got := h.found(stow.Goods{Stock: row.stock(h)}, row.not...); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
			face, hospital := "stow.not_for_sale", ""
			if row.want == "A-3" {
				face, hospital = "", "stow.for_sale"
			}
			if got := [2]string{h.apart(row.stock(h), "A-3"), h.apart(row.stock(h), "HOSP")}; got != [2]string{face, hospital} {
				t.Errorf("lies apart %q, want %q in a pick face and %q in the hospital", got, face, hospital)
			}
		})
	}
	h := newHouse(t).bins(place.BinSpec{Name: "HOSP", Use: place.Hospital})
	if got := h.apart(warehouse.Stock{}, "HOSP"); got != "" {
		t.Errorf("a container of many kinds lies apart: %s", got)
	}
}

// TestBounded: no more than so many bins are looked at, however large the site.
func TestBounded(t *testing.T) {
	var all []place.BinSpec
	var full []string
	for i := range stow.MaxBins - 1 {
		all = append(all, face(fmt.Sprintf("F-%03d", i)))
		full = append(full, all[i].Name)
	}
	h := newHouse(t).bins(append(all, face("LAST"), face("BEYOND"))...)
	h.lie(h.good("pin"), 1, full...)
	g := stow.Goods{Stock: h.good("mug")}
	if got := h.found(g); got != "LAST" {
		t.Errorf("the last bin within the limit is empty, and %q is found", got)
	}
	if got := h.found(g, "LAST"); got != "" {
		t.Errorf("%q lies beyond the limit and is found", got)
	}

	// Among the places where the goods lie.
	last := full[stow.MaxHomes-1]
	if got := h.found(stow.Goods{Stock: h.good("pin"), Near: stow.MaxBins}); got != last {
		t.Errorf("the nearest home within the limit is %q, and %q is found", last, got)
	}
}
