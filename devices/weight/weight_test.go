package weight

import (
	"testing"
	"time"
)

func TestGrams(t *testing.T) {
	for _, row := range []struct {
		number, unit string
		want         int64
		ok           bool
	}{
		{"1.245", "kg", 1245, true},
		{"1,245", "KG", 1245, true},
		{"+0.0005", "kg", 1, true},
		{"-0.0005", "kg", -1, true},
		{"0.0004999", "kg", 0, false}, // seven digits
		{"0.000499", "kg", 0, true},
		{"-12", "g", -12, true},
		{"499.5", "mg", 0, true},
		{"500", "mg", 1, true},
		{"1", "lb", 454, true},
		{"2", "lb", 907, true}, // 907.18474: rounded once, not twice 454
		{"16", "oz", 454, true},
		{"10000", "kg", Most, true},
		{"10000.001", "kg", 0, false},
		{"1.2.3", "kg", 0, false},
		{"", "kg", 0, false},
		{"1/3", "kg", 0, false},
		{"1e3", "g", 0, false},
		{"0x10", "g", 0, false},
		{"- 1", "g", 0, false},
		{"1", "", 0, false},
		{"1", "st", 0, false},
	} {
		got, err := Grams(row.number, row.unit)
		if got != row.want || (err == nil) != row.ok {
			t.Errorf("%q %q: %d, %v", row.number, row.unit, got, err)
		}
	}
}

func TestCounts(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	for name, row := range map[string]struct {
		r    Reading
		want bool
	}{
		"now":          {Reading{Grams: 5, Stable: true, At: now}, true},
		"a second ago": {Reading{Grams: 5, Stable: true, At: now.Add(-Fresh)}, true},
		"old":          {Reading{Grams: 5, Stable: true, At: now.Add(-Fresh - 1)}, false},
		"to come":      {Reading{Grams: 5, Stable: true, At: now.Add(1)}, false},
		"moving":       {Reading{Grams: 5, At: now}, false},
		"overloaded":   {Reading{Stable: true, Beyond: Over, At: now}, false},
		"never":        {Reading{Stable: true}, false},
	} {
		if row.r.Counts(now) != row.want {
			t.Errorf("%s counts: %t", name, !row.want)
		}
	}
}
