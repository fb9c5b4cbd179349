package receive

import (
	"iter"

	"warehouse-node/warehouse/store"
)

// All walks every arrival.
func All(tx *store.Tx) iter.Seq2[*Document, error] { return documents.All(tx) }
