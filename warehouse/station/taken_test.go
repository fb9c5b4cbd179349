package station_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/station"
)

// TestTaken: scans add up in the hand, the last comes out first, and what was
// there before a scan is left as it was.
func TestTaken(t *testing.T) {
	unit := warehouse.UnitID{15: 7}
	one := station.Taken{}.With(1, unit)
	three := one.With(2, warehouse.UnitID{}).With(0, warehouse.UnitID{})
	other := one.With(5, warehouse.UnitID{15: 8})
	four := three.With(4, warehouse.UnitID{})
	three.With(9, warehouse.UnitID{})
	for _, row := range []struct {
		name string
		got  station.Taken
		want station.Taken
		qty  measure.Qty
	}{
		{"one", one, station.Taken{Counts: []measure.Qty{1}, Units: []warehouse.UnitID{unit}}, 1},
		{"three", three, station.Taken{Counts: []measure.Qty{1, 2, 0}, Units: []warehouse.UnitID{unit}}, 3},
		{"four", four, station.Taken{Counts: []measure.Qty{1, 2, 0, 4}, Units: []warehouse.UnitID{unit}}, 7},
		{"another way on", other, station.Taken{Counts: []measure.Qty{1, 5}, Units: []warehouse.UnitID{unit, {15: 8}}}, 6},
		{"less", other.Less(), one, 1},
		{"nothing", one.Less(), station.Taken{Counts: []measure.Qty{}, Units: []warehouse.UnitID{}}, 0},
		{"less than nothing", one.Less().Less(), station.Taken{Counts: []measure.Qty{}, Units: []warehouse.UnitID{}}, 0},
	} {
		if diff := cmp.Diff(row.want, row.got); diff != "" || row.got.Qty() != row.qty {
			t.Errorf("%s: %d together, %s", row.name, row.got.Qty(), diff)
		}
	}
}

// TestTakenWithin: a flow's state holds it without a name of its own, as
// sessions that are open were written.
func TestTakenWithin(t *testing.T) {
	type hand struct {
		station.Taken
		Lot bool `json:"lot,omitempty"`
	}
	text := `{"counts":[2],"lot":true}`
	var h hand
	if err := json.Unmarshal([]byte(text), &h); err != nil || h.Qty() != 2 {
		t.Fatal(h, err)
	}
	if got, err := json.Marshal(h); string(got) != text {
		t.Errorf("%s, %v", got, err)
	}
}

// TestRemember: only the newest are remembered, and the list before is not
// touched.
func TestRemember(t *testing.T) {
	past := []int{1, 2, 3}
	room := append(make([]int, 0, 9), past...)
	if got := station.Remember(room, 4, 3); !slices.Equal(got, []int{2, 3, 4}) {
		t.Error(got)
	}
	if got := station.Remember(room, 5, 9); !slices.Equal(got, []int{1, 2, 3, 5}) || room[:4][3] != 0 {
		t.Error(got, room[:4])
	}
}

// TestActions: each action has its command barcode, but those that need an
// answer.
func TestActions(t *testing.T) {
	got := station.Actions([]string{"undo", "confirm"}, "open", "confirm")
	if len(got) != 2 || got[0].Name != "undo" || got[0].Command == "" || got[1] != (station.Action{Name: "confirm"}) {
		t.Errorf("%+v", got)
	}
}

// TestClip cuts a code between its signs.
func TestClip(t *testing.T) {
	if got := station.Clip(strings.Repeat("ї", 65)); got != strings.Repeat("ї", 64) {
		t.Error(got)
	}
	if got := station.Clip("4607034171186"); got != "4607034171186" {
		t.Error(got)
	}
}
