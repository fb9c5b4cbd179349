package till

import "warehouse-node/warehouse/store"

// Aged makes a receipt's row what an older release wrote: without what stands on
// the receipt, which is in the spool's job alone.
func Aged(tx *store.Tx, g *Given) error {
	g.Tax, g.Lines, g.Payments = "", nil, Given{}.Payments
	return given.Put(tx, g)
}
