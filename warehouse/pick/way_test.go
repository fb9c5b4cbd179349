package pick

import (
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
)

// TestWayIsSaidWhereItIsKnown: of bins that came without a geometry nothing is
// said, least of all that they are no metres away.
func TestWayIsSaidWhereItIsKnown(t *testing.T) {
	bin := func(id byte, at place.Geometry) *place.Place {
		return &place.Place{ID: warehouse.PlaceID{15: id}, At: at}
	}
	named := bin(1, place.Geometry{Zone: "Hall", Aisle: "A", Bay: "1", Level: "1", Walk: 1})
	other := bin(2, place.Geometry{Zone: "Hall", Aisle: "B", Bay: "1", Level: "1", Walk: 2})
	first := bin(3, place.Geometry{Aisle: "C", Side: place.SideLeft}) // of a scheme that begins in the corner
	far := bin(4, place.Geometry{Aisle: "D", X: 3000, Y: 1200})
	for name, row := range map[string]struct {
		from, to *place.Place
		want     *station.Way
	}{
		"both by name":     {named, other, nil},
		"from one by name": {named, far, nil},
		"to one by name":   {far, named, nil},
		"the very bin":     {named, named, &station.Way{Turn: station.TurnHere}},
		"both measured":    {first, far, &station.Way{Turn: station.TurnCorner, Metres: 5}},
	} {
		got := way(nil, row.from, row.to)
		if (got == nil) != (row.want == nil) || got != nil && *got != *row.want {
			t.Errorf("%s: got %+v, want %+v", name, got, row.want)
		}
	}
}
