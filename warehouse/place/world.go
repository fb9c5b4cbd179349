package place

import (
	"warehouse-node/warehouse"
)

// The places of the world outside. They are the same on every node and in every
// release, stand in no table and cannot be edited; goods that come from them or
// go to them make their balances negative or positive without a limit.
var (
	Supplier = world(1) // where purchased goods come from, and go back to
	Customer = world(2) // where sold goods go, and returns come from
	Loss     = world(3) // what was not there, broke or was stolen
	Found    = world(4) // what was there and nobody knew
	Transit  = world(5) // between two sites
	Opening  = world(6) // what lay here on the day the program began
)

var worldNames = map[warehouse.PlaceID]string{
	Supplier: "supplier", Customer: "customer", Loss: "loss", Found: "found", Transit: "transit", Opening: "opening",
}

func world(n byte) warehouse.PlaceID { return warehouse.PlaceID{15: n} }

// World is a place outside by its id, nil for any other.
func World(id warehouse.PlaceID) *Place {
	name, is := worldNames[id]
	if !is {
		return nil
	}
	return &Place{ID: id, Kind: KindWorld, Name: name, Version: 1}
}
