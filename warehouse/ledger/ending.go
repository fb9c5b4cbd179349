package ledger

import (
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// A legal entity whose goods lie somewhere, or are on their way between two
// sites, does not retire. There is no index by owner, which every move would pay
// for; the keys of what lies anywhere tell it.
var _ = place.Retiring.Ask(func(tx *store.Tx, owner warehouse.EntityID) error {
	for key, err := range here.Keys(tx, nil) {
		if err != nil {
			return err
		}
		k := stockKeyOf(key)
		if k.stock.Owner != owner || place.World(k.place) != nil && k.place != place.Transit {
			continue
		}
		p, err := place.Get(tx, k.place)
		if err != nil {
			return err
		}
		return fault.New(fault.Conflict, "ledger.entity_goods", "name", p.Name)
	}
	return nil
})

// stockKeyOf reads what AppendKey wrote.
func stockKeyOf(b []byte) (k stockKey) {
	for _, part := range [][]byte{k.place[:], k.stock.Item[:], k.stock.Lot[:], k.stock.Owner[:]} {
		b = b[copy(part, b):]
	}
	return k
}
