package stow

import (
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Limits of how far is looked, so that a scan never waits for a suggestion.
const (
	maxHomes = 200 // bins of the site where an item lies
	maxBins  = 400 // bins in search of an empty one
)

// Goods are what wants a bin.
type Goods struct {
	Site  warehouse.SiteID
	Stock warehouse.Stock // with a zero Item, a container of many kinds
	Load  Load
	Near  int64 // the number of the walk where the person is
}

// Find suggests a bin: where the same kind of stock lies, a pick face before a
// reserve, else an empty one of either, the next on the walk. Goods that are not
// for sale go to the bins kept for them. Bins in not are passed over. nil when
// nothing was found, and then the person knows better.
func Find(tx *store.Tx, g Goods, not ...warehouse.PlaceID) (*place.Place, error) {
	uses, err := aside(tx, g.Stock)
	if err != nil {
		return nil, err
	}
	if len(uses) > 0 {
		return g.among(tx, uses, not)
	}
	if !g.Stock.Item.IsZero() {
		if home, err := g.home(tx, not); err != nil || home != nil {
			return home, err
		}
	}
	return g.empty(tx, not)
}

// aside are the uses of bins for goods that are not for sale; none for goods
// that are.
func aside(tx *store.Tx, s warehouse.Stock) ([]place.Use, error) {
	switch s.Condition {
	case warehouse.Damaged:
		return []place.Use{place.Hospital, place.Quarantine}, nil
	case warehouse.Quarantined:
		return []place.Use{place.Quarantine}, nil
	}
	if s.Lot.IsZero() {
		return nil, nil
	}
	l, err := ledger.GetLot(tx, s.Lot)
	if err != nil || !l.Expired {
		return nil, err
	}
	return []place.Use{place.Quarantine, place.Hospital}, nil
}

// Apart says in a code why goods may not lie in a bin: what is for sale and what is
// not lie apart. "" where they may, and for a container of many kinds.
func Apart(tx *store.Tx, bin *place.Place, s warehouse.Stock) (code string, err error) {
	if s.Item.IsZero() {
		return "", nil
	}
	uses, err := aside(tx, s)
	switch {
	case err != nil:
		return "", err
	case len(uses) > 0 && forSale(bin):
		return "stow.not_for_sale", nil
	case len(uses) == 0 && (bin.Use == place.Hospital || bin.Use == place.Quarantine):
		return "stow.for_sale", nil
	}
	return "", nil
}

// takes says whether a bin may be suggested at all.
func (g *Goods) takes(tx *store.Tx, bin *place.Place, not []warehouse.PlaceID) (bool, error) {
	if bin.Kind != place.KindBin || bin.Site != g.Site || !bin.Open() || slices.Contains(not, bin.ID) {
		return false, nil
	}
	return Fits(tx, bin, g.Load)
}

// among is the first bin of some uses that takes the goods.
func (g *Goods) among(tx *store.Tx, uses []place.Use, not []warehouse.PlaceID) (*place.Place, error) {
	for _, use := range uses {
		for bin, err := range place.OfUse(tx, g.Site, use) {
			if err != nil {
				return nil, err
			}
			if ok, err := g.takes(tx, bin, not); err != nil || ok {
				return bin, err
			}
		}
	}
	return nil, nil
}

// home is the best bin in which the same kind of stock lies.
func (g *Goods) home(tx *store.Tx, not []warehouse.PlaceID) (best *place.Place, err error) {
	seen := 0
	for b, err := range ledger.PlacesAt(tx, g.Site, g.Stock.Item) {
		if err != nil {
			return nil, err
		}
		if seen++; seen > maxHomes || b.Carried {
			break
		}
		if b.Stock != g.Stock || b.OnHand() <= 0 {
			continue
		}
		bin, err := place.Get(tx, b.Place)
		if err != nil {
			return nil, err
		}
		if !forSale(bin) || best != nil && !g.better(bin, best) {
			continue
		}
		if ok, err := g.takes(tx, bin, not); err != nil {
			return nil, err
		} else if ok {
			best = bin
		}
	}
	return best, nil
}

func forSale(bin *place.Place) bool { return bin.Use == place.PickFace || bin.Use == place.Reserve }

// better prefers a pick face, and then the bin that is nearer on the walk.
func (g *Goods) better(a, b *place.Place) bool {
	if (a.Use == place.PickFace) != (b.Use == place.PickFace) {
		return a.Use == place.PickFace
	}
	return g.far(a) < g.far(b)
}

func (g *Goods) far(bin *place.Place) int64 { return max(bin.At.Walk-g.Near, g.Near-bin.At.Walk) }

// empty is the next bin on the walk with nothing in it, from where the person is
// to the end and then from the beginning.
func (g *Goods) empty(tx *store.Tx, not []warehouse.PlaceID) (*place.Place, error) {
	seen := 0
	for _, from := range []int64{g.Near, 0} {
		for bin, err := range place.Walk(tx, g.Site, from) {
			if err != nil {
				return nil, err
			}
			if seen++; seen > maxBins {
				return nil, nil
			}
			if from == 0 && bin.At.Walk >= g.Near && g.Near > 0 {
				break
			}
			if !forSale(bin) {
				continue
			}
			if ok, err := g.takes(tx, bin, not); err != nil {
				return nil, err
			} else if !ok {
				continue
			}
			if nothing, err := ledger.IsEmpty(tx, bin.ID); err != nil || nothing {
				return bin, err
			}
		}
		if g.Near <= 0 {
			return nil, nil
		}
	}
	return nil, nil
}
