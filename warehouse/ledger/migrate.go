package ledger

import (
	"slices"

	"warehouse-node/warehouse/store"
)

// BySite are the migrations of a file whose balances did not say of which site they
// are: they are told, and then found by it.
var BySite = [2]store.Work{tellSites, store.Rebuild(balances)}

// slice is how many balances tellSites does in one transaction.
const slice = 1000

// rawKey is a key as its table writes it.
type rawKey []byte

func (k rawKey) AppendKey(b []byte) []byte { return append(b, k...) }

func tellSites(tx *store.Tx, bookmark []byte) (next []byte, err error) {
	n := 0
	for b, err := range balances.Range(tx, rawKey(bookmark), nil) {
		if err != nil {
			return nil, err
		}
		if n++; n > slice {
			return slices.Clone(stockKey{b.Place, b.Stock}.AppendKey(nil)), nil
		}
		if err := b.locate(tx); err != nil {
			return nil, err
		}
		if err := balances.Put(tx, b); err != nil {
			return nil, err
		}
	}
	return nil, nil
}
