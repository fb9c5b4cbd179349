package ledger

import (
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/store"
)

// Empty moves all that lies in a place, and not what stands in it, to another,
// and names the units of what is kept by units. It returns the moves, none for
// an empty place.
func Empty(tx *store.Tx, from, to warehouse.PlaceID, why Reason, ref string) (made []*Move, err error) {
	for b, err := range Contents(tx, from) {
		if err != nil {
			return nil, err
		}
		units, err := UnitsOf(tx, from, b.Stock, b.OnHand())
		if err != nil {
			return nil, err
		}
		made = append(made, &Move{Stock: b.Stock, Qty: b.OnHand(), From: from, To: to, Reason: why, Ref: ref, Units: units})
	}
	return made, Post(tx, made...)
}

// IsEmpty says that nothing lies in a place and nothing stands in it.
func IsEmpty(tx *store.Tx, at warehouse.PlaceID) (bool, error) {
	for _, err := range Contents(tx, at) {
		return false, err
	}
	for _, err := range StandingIn(tx, at) {
		return false, err
	}
	return true, nil
}

// UnitsOf are up to qty units of a kind of stock in a place, as a move of so
// many must name; none where the item is not kept by units.
func UnitsOf(tx *store.Tx, p warehouse.PlaceID, s warehouse.Stock, qty measure.Qty) (ids []warehouse.UnitID, err error) {
	for u, err := range UnitsIn(tx, p, s.Item) {
		if err != nil {
			return nil, err
		}
		if u.Stock == s && measure.Qty(len(ids)) < qty {
			ids = append(ids, u.ID)
		}
	}
	return ids, nil
}
