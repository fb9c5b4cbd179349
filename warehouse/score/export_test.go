package score

import "warehouse-node/warehouse/store"

// Clear takes out all that was counted, for a count from the beginning.
func Clear(tx *store.Tx) error {
	if err := clear(tx, days, (*Figures).key); err != nil {
		return err
	}
	if err := clear(tx, slips, (*Slip).key); err != nil {
		return err
	}
	if err := clear(tx, picks, (*pickedBy).key); err != nil {
		return err
	}
	return clear(tx, boxes, (*closedBy).key)
}

func clear[K store.Key, V any](tx *store.Tx, t *store.Table[K, V], key func(*V) K) error {
	var all []K
	for v, err := range t.All(tx) {
		if err != nil {
			return err
		}
		all = append(all, key(v))
	}
	for _, k := range all {
		if err := t.Delete(tx, k); err != nil {
			return err
		}
	}
	return nil
}
