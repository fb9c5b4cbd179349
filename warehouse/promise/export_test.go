package promise

import (
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/store"
)

// Spoils damage what is promised by a line of which a part is promised, each so
// that Check finds the code it stands under.
var Spoils = map[string]func(*store.Tx, warehouse.LineID) error{
	"promise.held": func(tx *store.Tx, id warehouse.LineID) error {
		return spoil(tx, id, func(l *Line, _ *promised) { l.Held++ })
	},
	"promise.negative": func(tx *store.Tx, id warehouse.LineID) error {
		return spoil(tx, id, func(l *Line, _ *promised) { l.Gone-- })
	},
	"promise.sum": func(tx *store.Tx, id warehouse.LineID) error {
		return spoil(tx, id, func(_ *Line, p *promised) { p.Qty-- })
	},
	"promise.over": func(tx *store.Tx, id warehouse.LineID) error {
		return spoil(tx, id, func(l *Line, p *promised) { l.Promised += 100; p.Qty += 100 })
	},
	"promise.waits": func(tx *store.Tx, id warehouse.LineID) error {
		return spoil(tx, id, func(l *Line, p *promised) { l.Promised--; l.Short++; p.Qty-- })
	},
	"promise.sum_missing": func(tx *store.Tx, id warehouse.LineID) error {
		return spoil(tx, id, func(_ *Line, p *promised) { p.Qty = -1 })
	},
	"promise.turn": func(tx *store.Tx, id warehouse.LineID) error {
		l, err := lines.Get(tx, id)
		if err != nil {
			return err
		}
		return turns.Edit(tx, siteItem{A: l.Site, B: l.Item}, func(t *Turn) (*Turn, error) { t.Can++; return t, nil })
	},
}

// spoil changes a line and the sum of its item; one below zero is taken away.
func spoil(tx *store.Tx, id warehouse.LineID, how func(*Line, *promised)) error {
	l, err := lines.Get(tx, id)
	if err != nil {
		return err
	}
	sum, err := sums.Get(tx, siteItem{A: l.Site, B: l.Item})
	if err != nil {
		return err
	}
	how(l, sum)
	if err := lines.Put(tx, l); err != nil {
		return err
	}
	if sum.Qty < 0 {
		return sums.Delete(tx, siteItem{A: l.Site, B: l.Item})
	}
	return sums.Put(tx, sum)
}
