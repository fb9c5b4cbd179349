package stow_test

import (
	"fmt"
	"strings"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/measure"
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
