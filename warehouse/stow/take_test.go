package stow_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/stow"
)

func TestTake(t *testing.T) {
	src := func(bin byte, qty measure.Qty, expiry measure.Day) stow.Source {
		return stow.Source{Spot: stow.Spot{Bin: warehouse.PlaceID{bin}}, Qty: qty, Expiry: expiry, Walk: int64(bin)}
	}
	for _, row := range []struct {
		name    string
		need    measure.Qty
		sources []stow.Source
		want    string // bin×qty, and what is missing
	}{
		{"nothing", 3, nil, "missing 3"},
		{"the bin that covers and is emptied most", 3, []stow.Source{src(1, 9, 0), src(2, 4, 0), src(3, 2, 0)}, "2×3"},
		{"exactly", 4, []stow.Source{src(1, 9, 0), src(2, 4, 0)}, "2×4"},
		{"else the fullest, and the rest again", 10, []stow.Source{src(1, 3, 0), src(2, 6, 0), src(3, 4, 0), src(4, 5, 0)}, "2×6 3×4"},
		{"what expires first, however little", 5, []stow.Source{src(1, 9, 200), src(2, 1, 100)}, "2×1 1×4"},
		{"no expiry goes last", 5, []stow.Source{src(1, 9, 0), src(2, 1, 100)}, "2×1 1×4"},
		{"within one day the fit", 5, []stow.Source{src(1, 3, 100), src(2, 5, 100), src(3, 9, 100)}, "2×5"},
		{"equals by the walk", 2, []stow.Source{src(3, 5, 0), src(1, 5, 0)}, "1×2"},
		{"not enough", 9, []stow.Source{src(1, 3, 100), src(2, 5, 0)}, "1×3 2×5 missing 1"},
	} {
		var got []string
		all, missing := stow.Take(row.need, row.sources)
		for _, p := range all {
			got = append(got, fmt.Sprintf("%d×%d", p.Bin[0], p.Qty))
		}
		if missing > 0 {
			got = append(got, fmt.Sprint("missing ", missing))
		}
		if s := strings.Join(got, " "); s != row.want {
			t.Errorf("%s: %s, want %s", row.name, s, row.want)
		}
	}
}

// TestSourcesOfOneSite: the bins of a site are found in whatever number of places of
// others, totes and parcels of its own the item lies too.
func TestSourcesOfOneSite(t *testing.T) {
	h := newHouse(t)
	var theirs []place.BinSpec
	for i := range stow.MaxSources + 10 { // made before ours, as bins of an older warehouse
		theirs = append(theirs, face(fmt.Sprintf("Z-%04d", i)))
	}
	h.binsOf(h.other, theirs...)
	mug := h.good("mug")
	for _, b := range theirs {
		h.lie(mug, 1, b.Name)
	}
	h.bins(face("A-1"), reserve("R-1")).lie(mug, 2, "A-1", "R-1", "tote")
	h.must(h.db.Read(t.Context(), func(_ context.Context, tx *store.Tx) error {
		site, err := place.GetSite(tx, h.site)
		if err != nil {
			return err
		}
		got, err := stow.Sources(tx, site, mug.Item, nil)
		if len(got) != 1 || got[0].Bin != h.at["A-1"] || got[0].Qty != 2 {
			t.Errorf("%d sources, the first %+v", len(got), got[:min(len(got), 1)])
		}
		return err
	}))
	if got := h.found(stow.Goods{Stock: mug, Load: stow.Load{}}); got != "A-1" {
		t.Errorf("home is %q", got)
	}
}
