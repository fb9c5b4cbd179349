package stow

import (
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Load is how much room goods take; what is not known of an item counts as
// nothing.
type Load struct {
	VolumeMM3   int64
	WeightGrams int64
	Units       int64 // base units
}

// Of is the load of a quantity of an item.
func Of(i *catalog.Item, qty measure.Qty) Load {
	l := Load{Units: int64(qty), VolumeMM3: i.Size.VolumeMM3() * int64(qty), WeightGrams: i.Weight * int64(qty)}
	if i.Unit == measure.Gram {
		l.WeightGrams = int64(qty)
	}
	return l
}

// Plus adds two loads.
func (l Load) Plus(m Load) Load {
	return Load{l.VolumeMM3 + m.VolumeMM3, l.WeightGrams + m.WeightGrams, l.Units + m.Units}
}

// Within says whether a load is no more than a capacity; a limit of zero is none.
func (l Load) Within(c place.Capacity) bool {
	under := func(n, limit int64) bool { return limit == 0 || n <= limit }
	return under(l.VolumeMM3, c.VolumeMM3) && under(l.WeightGrams, c.WeightGrams) && under(l.Units, c.Units)
}

// In is the load of a place: what lies in it and in what stands in it.
func In(tx *store.Tx, at warehouse.PlaceID) (sum Load, err error) {
	for b, err := range ledger.Contents(tx, at) {
		if err != nil {
			return sum, err
		}
		i, err := catalog.Get(tx, b.Stock.Item)
		if err != nil {
			return sum, err
		}
		sum = sum.Plus(Of(i, b.OnHand()))
	}
	for c, err := range ledger.StandingIn(tx, at) {
		if err != nil {
			return sum, err
		}
		inner, err := In(tx, c.Container)
		if err != nil {
			return sum, err
		}
		sum = sum.Plus(inner)
	}
	return sum, nil
}

// Fits says whether a bin takes more load.
func Fits(tx *store.Tx, bin *place.Place, more Load) (bool, error) {
	if bin.Capacity == (place.Capacity{}) {
		return true, nil
	}
	now, err := In(tx, bin.ID)
	return now.Plus(more).Within(bin.Capacity), err
}
