package place

import (
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
)

// Side is the side of an aisle as a picker walks it.
type Side uint8

// The sides of an aisle.
const (
	SideNone Side = iota
	SideLeft
	SideRight
)

var sideNames = [...]string{"", "left", "right"}

func (s Side) String() string {
	if int(s) < len(sideNames) {
		return sideNames[s]
	}
	return "unknown"
}

func (s Side) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

func (s *Side) UnmarshalText(b []byte) error {
	if !named(b, sideNames[:], (*uint8)(s)) {
		return fault.New(fault.Invalid, "place.side", "text", string(b[:min(len(b), MaxName)]))
	}
	return nil
}

// Geometry is where a bin is: by the parts of its address, in millimetres from
// the corner of its site, and in the order of the walk.
type Geometry struct {
	Zone  string `json:"zone,omitempty"`
	Aisle string `json:"aisle,omitempty"`
	Bay   string `json:"bay,omitempty"` // also called rack, section or position
	Level string `json:"level,omitempty"`
	Slot  string `json:"slot,omitempty"`
	Side  Side   `json:"side,omitempty"`
	X     int64  `json:"x,omitempty"` // mm, along the aisles' fronts
	Y     int64  `json:"y,omitempty"` // mm, into the aisle
	Z     int64  `json:"z,omitempty"` // mm above the floor
	// Walk orders the bins of a site as a picker passes them; bins of one
	// number are in no order.
	Walk int64 `json:"walk,omitempty"`
}

func geometryRow(r *store.Row, g *Geometry) {
	store.Text(r, 1, &g.Zone)
	store.Text(r, 2, &g.Aisle)
	store.Text(r, 3, &g.Bay)
	store.Text(r, 4, &g.Level)
	store.Text(r, 5, &g.Slot)
	store.Uint(r, 6, &g.Side)
	store.Int(r, 7, &g.X)
	store.Int(r, 8, &g.Y)
	store.Int(r, 9, &g.Z)
	store.Int(r, 10, &g.Walk)
}

// Part is one part of an address with what it counts: "zone", "aisle", "bay",
// "level" or "slot".
type Part struct{ Kind, Text string }

// Parts is the address as its plate shows it, without parts it lacks.
func (g Geometry) Parts() []Part {
	var all []Part
	for _, p := range []Part{{"zone", g.Zone}, {"aisle", g.Aisle}, {"bay", g.Bay}, {"level", g.Level}, {"slot", g.Slot}} {
		if p.Text != "" {
			all = append(all, p)
		}
	}
	return all
}
