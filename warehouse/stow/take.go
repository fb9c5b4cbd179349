package stow

import (
	"cmp"
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Spot is one kind of stock in one bin.
type Spot struct {
	Bin   warehouse.PlaceID `json:"bin,omitzero"`
	Stock warehouse.Stock   `json:"stock,omitzero"`
}

// Source is a spot from which may be picked, and how much.
type Source struct {
	Spot
	Qty    measure.Qty
	Expiry measure.Day // none is the last to go
	Walk   int64
}

// Portion is what is taken from a spot.
type Portion struct {
	Spot
	Qty measure.Qty
}

// Take takes need from sources: first what expires first, and among what expires
// on one day the bin that covers the rest alone and is emptied most by it, or
// else the fullest, so that the stops are few. What is missing is what all
// sources together have not.
func Take(need measure.Qty, sources []Source) (portions []Portion, missing measure.Qty) {
	left := slices.Clone(sources)
	slices.SortStableFunc(left, func(a, b Source) int {
		if (a.Expiry == 0) != (b.Expiry == 0) {
			return cmp.Compare(b.Expiry, a.Expiry)
		}
		return cmp.Or(cmp.Compare(a.Expiry, b.Expiry), cmp.Compare(a.Walk, b.Walk), slices.Compare(a.Bin[:], b.Bin[:]))
	})
	for need > 0 && len(left) > 0 {
		class := 1
		for class < len(left) && left[class].Expiry == left[0].Expiry {
			class++
		}
		at := fittest(need, left[:class])
		n := min(need, left[at].Qty)
		portions = append(portions, Portion{left[at].Spot, n})
		need -= n
		left = slices.Delete(left, at, at+1)
	}
	return portions, need
}

// fittest is the smallest source that covers need alone, or else the largest.
func fittest(need measure.Qty, class []Source) int {
	best := 0
	for i, s := range class {
		b := class[best]
		if s.Qty >= need && (b.Qty < need || s.Qty < b.Qty) || b.Qty < need && s.Qty > b.Qty {
			best = i
		}
	}
	return best
}

// MaxSources is how many kinds of stock in bins of one site are looked at for one
// line.
const MaxSources = 1000

// Sources are the spots of a site from which an item may be picked now: open
// bins that are sellable and pickable, goods in good condition that are not
// held and not expired; except leaves some out and may be nil.
func Sources(tx *store.Tx, site place.Site, item warehouse.ItemID, except func(Spot) bool) ([]Source, error) {
	var all []Source
	seen := 0
	for b, err := range ledger.PlacesAt(tx, site.ID, item) {
		if err != nil {
			return nil, err
		}
		if seen++; seen > MaxSources || b.Carried {
			break
		}
		if except != nil && except(Spot{b.Place, b.Stock}) {
			continue
		}
		if b.Available() <= 0 || b.Stock.Condition != warehouse.Good {
			continue
		}
		p, err := place.Get(tx, b.Place)
		if err != nil {
			return nil, err
		}
		if p.Kind != place.KindBin || !p.Open() || !p.Flags.Pickable || !p.Flags.Sellable {
			continue
		}
		s := Source{Spot{b.Place, b.Stock}, b.Available(), 0, p.At.Walk}
		if !b.Stock.Lot.IsZero() {
			lot, err := ledger.GetLot(tx, b.Stock.Lot)
			if err != nil {
				return nil, err
			}
			if Expired(lot, site.Day(tx.Now())) {
				continue
			}
			s.Expiry = lot.Expiry
		}
		all = append(all, s)
	}
	return all, nil
}

// Expired says so also in the hours before the turn of the day has marked it.
func Expired(l *ledger.Lot, today measure.Day) bool {
	return l.Expired || ledger.IsExpired(l.Expiry, today)
}
