package receive

import (
	"fmt"

	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/store"
)

// Check proves that the figures of every arrival are those of its lines. Its
// error names the first that is not.
func Check(tx *store.Tx) error {
	for d, err := range documents.All(tx) {
		if err != nil {
			return err
		}
		n, units := 0, measure.Qty(0)
		for l, err := range lines.Each(tx, d.ID) {
			if err != nil {
				return err
			}
			if l.Qty <= 0 {
				return fmt.Errorf("receive: arrival %s has %d of item %s", d.Name(), l.Qty, l.Stock.Item)
			}
			n++
			units += l.Qty
		}
		if n != d.Lines || units != d.Units {
			return fmt.Errorf("receive: arrival %s says %d lines with %d units, its lines are %d with %d", d.Name(), d.Lines, d.Units, n, units)
		}
	}
	return nil
}
