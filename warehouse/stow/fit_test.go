package stow_test

import (
	"context"
	"testing"

	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/stow"
)

// TestOf: what goods weigh and how much room they take; what is not known of
// them counts as nothing.
func TestOf(t *testing.T) {
	for name, row := range map[string]struct {
		body catalog.Body
		qty  measure.Qty
		want stow.Load
	}{
		"pieces":            {wares["mug"], 3, stow.Load{VolumeMM3: 2_400_000, WeightGrams: 900, Units: 3}},
		"grams":             {wares["tea"], 250, stow.Load{WeightGrams: 250, Units: 250}},
		"unknown":           {wares["pin"], 7, stow.Load{Units: 7}},
		"a side is missing": {catalog.Body{Weight: 10, Size: catalog.Size{Length: 100, Width: 100}}, 2, stow.Load{WeightGrams: 20, Units: 2}},
	} {
		i := &catalog.Item{Body: row.body}
		if got := stow.Of(i, row.qty); got != row.want {
			t.Errorf("%s: %+v, want %+v", name, got, row.want)
		}
	}
}

// TestWithin: each limit alone, at its edge; a limit of zero is none.
func TestWithin(t *testing.T) {
	load := stow.Load{VolumeMM3: 1000, WeightGrams: 500, Units: 4}
	for name, row := range map[string]struct {
		c    place.Capacity
		want bool
	}{
		"no limit":        {place.Capacity{}, true},
		"just the volume": {place.Capacity{VolumeMM3: 1000}, true},
		"too large":       {place.Capacity{VolumeMM3: 999, WeightGrams: 9000, Units: 90}, false},
		"just the weight": {place.Capacity{WeightGrams: 500}, true},
		"too heavy":       {place.Capacity{VolumeMM3: 9000, WeightGrams: 499, Units: 90}, false},
		"just the units":  {place.Capacity{Units: 4}, true},
		"too many":        {place.Capacity{VolumeMM3: 9000, WeightGrams: 9000, Units: 3}, false},
	} {
		if got := load.Within(row.c); got != row.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// TestFits: what comes is added to all that lies in a bin and in what stands in
// it.
func TestFits(t *testing.T) {
	h := newHouse(t).bins(holds(face("A-1"), place.Capacity{VolumeMM3: 8_000_000, WeightGrams: 3000, Units: 20}), face("A-2"))
	h.lie(h.good("mug"), 2, "A-1").lie(h.good("mug"), 3, "tote").lie(h.good("pin"), 5, "pallet")
	h.stand("tote", "pallet").stand("pallet", "A-1") // 5 mugs and 5 pins: 4 l, 1.5 kg, 10 pieces
	for name, row := range map[string]struct {
		bin  string
		more stow.Load
		want bool
	}{
		"nothing more":     {"A-1", stow.Load{}, true},
		"all that is left": {"A-1", stow.Load{VolumeMM3: 4_000_000, WeightGrams: 1500, Units: 10}, true},
		"too large":        {"A-1", stow.Load{VolumeMM3: 4_000_001}, false},
		"too heavy":        {"A-1", stow.Load{WeightGrams: 1501}, false},
		"too many":         {"A-1", stow.Load{Units: 11}, false},
		"without a limit":  {"A-2", stow.Load{VolumeMM3: 1 << 50, WeightGrams: 1 << 50, Units: 1 << 50}, true},
	} {
		h.must(h.db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
			bin, err := place.Get(tx, h.at[row.bin])
			if err != nil {
				return err
			}
			got, err := stow.Fits(tx, bin, row.more)
			if got != row.want {
				t.Errorf("%s: %t", name, got)
			}
			return err
		}))
	}
}
