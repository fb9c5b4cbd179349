package promise

import (
	"fmt"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/store"
)

// keeper restores the inequality in the transaction that touched it.
type keeper struct{}

var _ = ledger.Keep(keeper{})

// FreeChanged makes the last in rank short by what is no longer there, or
// serves the first who wait.
func (keeper) FreeChanged(tx *store.Tx, free *ledger.Free) error { return restore(tx, free) }

func restore(tx *store.Tx, free *ledger.Free) error {
	sum, err := sumOf(tx, free.Site, free.Item)
	if err != nil {
		return err
	}
	if sum > free.Unheld() {
		err = shorten(tx, free.Site, free.Item, sum-free.Unheld())
	} else {
		err = serve(tx, free.Site, free.Item, free.Unheld()-sum)
	}
	if err != nil {
		return err
	}
	return turn(tx, free.Site, free.Item)
}

// HoldCut turns what was held into a promise again; the release that follows
// makes it true, or FreeChanged makes the last in rank short.
func (keeper) HoldCut(tx *store.Tx, c ledger.Cut) error {
	if c.Hold.Line.IsZero() {
		return nil
	}
	return step(tx, c.Hold.Line, func(l *Line) { l.Held -= c.Qty; l.Promised += c.Qty })
}

// look restores the inequality for an item whose promises have changed and
// perhaps not what may be sold: a hold is in a bin that is blocked.
func look(tx *store.Tx, site warehouse.SiteID, item warehouse.ItemID) error {
	free, err := ledger.FreeOf(tx, site, item)
	if err != nil {
		return err
	}
	return restore(tx, free)
}

// fill serves who waits with what can be promised now.
func fill(tx *store.Tx, site warehouse.SiteID, item warehouse.ItemID) error {
	can, err := Can(tx, site, item)
	if err != nil {
		return err
	}
	if err := serve(tx, site, item, can); err != nil {
		return err
	}
	return turn(tx, site, item)
}

func serve(tx *store.Tx, site warehouse.SiteID, item warehouse.ItemID, can measure.Qty) error {
	for can > 0 {
		l, err := waiting.First(tx, siteItem{A: site, B: item})
		if err != nil || l == nil {
			return err
		}
		n := min(can, l.Short)
		if _, err := edit(tx, l.ID, func(l *Line) error { l.Short -= n; l.Promised += n; return nil }); err != nil {
			return err
		}
		if err := FilledKind.Record(tx, Filled{Order: l.Order, Line: l.ID, Item: item, Qty: n}, journal.About("order", l.Order)); err != nil {
			return err
		}
		can -= n
	}
	return nil
}

func shorten(tx *store.Tx, site warehouse.SiteID, item warehouse.ItemID, by measure.Qty) error {
	for by > 0 {
		l, err := ranked.Last(tx, siteItem{A: site, B: item})
		if err != nil {
			return err
		}
		if l == nil {
			return fmt.Errorf("promise: %d of item %s promised at site %s by no line", by, item, site)
		}
		n := min(by, l.Promised)
		if _, err := edit(tx, l.ID, func(l *Line) error { l.Promised -= n; l.Short += n; return nil }); err != nil {
			return err
		}
		if err := ShortedKind.Record(tx, Shorted{Order: l.Order, Line: l.ID, Item: item, Qty: n}, journal.About("order", l.Order)); err != nil {
			return err
		}
		by -= n
	}
	return nil
}

func errHolds(line warehouse.LineID) error {
	return fmt.Errorf("promise: line %s says more is held than its holds do", line)
}

// Filled: a line that waited was promised goods.
type Filled struct {
	Order warehouse.OrderID `json:"order"`
	Line  warehouse.LineID  `json:"line"`
	Item  warehouse.ItemID  `json:"item"`
	Qty   measure.Qty       `json:"qty"`
}

// Shorted: what was promised to a line is not there any more.
type Shorted Filled

// Released: what was held for a line is wanted no longer.
type Released Filled

// The promise's kinds of event.
var (
	FilledKind   = journal.Register("promise.filled/1", Filled{warehouse.OrderID{1}, warehouse.LineID{2}, warehouse.ItemID{3}, 1})
	ShortedKind  = journal.Register("promise.shorted/1", Shorted{warehouse.OrderID{1}, warehouse.LineID{2}, warehouse.ItemID{3}, 1})
	ReleasedKind = journal.Register("promise.released/1", Released{warehouse.OrderID{1}, warehouse.LineID{2}, warehouse.ItemID{3}, 1})
)

// Check proves both sentences of the package against the ledger: the sums of
// what is promised are those of the lines and never above what is free, and a
// line's held units are those of its holds; and that no change of what can be
// promised went without a turn. Its error is a fault.Finding of the first bad row.
func Check(tx *store.Tx) error {
	want := map[siteItem]measure.Qty{}
	for l, err := range lines.All(tx) {
		if err != nil {
			return err
		}
		want[siteItem{A: l.Site, B: l.Item}] += l.Promised
		held := measure.Qty(0)
		for h, err := range ledger.HoldsOf(tx, l.ID) {
			if err != nil {
				return err
			}
			held += h.Qty
		}
		if held != l.Held {
			return l.found("promise.held", "held", l.Held, "holds", held)
		}
		if min(l.Short, l.Promised, l.Held, l.Picked, l.Packed, l.Gone, l.Back) < 0 {
			return l.found("promise.negative").With(fmt.Errorf("%+v", *l))
		}
	}
	for p, err := range sums.All(tx) {
		if err != nil {
			return err
		}
		k := siteItem{A: p.Site, B: p.Item}
		if want[k] != p.Qty {
			return fault.Found("promise.sum", "item", p.Item, "site", p.Site, "sum", p.Qty, "lines", want[k])
		}
		delete(want, k)
		free, err := ledger.FreeOf(tx, p.Site, p.Item)
		if err != nil {
			return err
		}
		if p.Qty > free.Unheld() {
			return fault.Found("promise.over", "item", p.Item, "site", p.Site, "promised", p.Qty, "free", free.Unheld())
		}
		l, err := waiting.First(tx, k)
		if err != nil {
			return err
		}
		if l != nil && p.Qty < free.Unheld() {
			return l.found("promise.waits", "free", free.Unheld()-p.Qty)
		}
	}
	for k, q := range want {
		if q != 0 {
			return fault.Found("promise.sum_missing", "item", k.B, "site", k.A)
		}
	}
	return checkTurns(tx)
}

// found is what is wrong with a line.
func (l *Line) found(code string, args ...any) *fault.Finding {
	return fault.Found(code, append(args, "line", l.ID, "order", l.Order, "item", l.Item, "site", l.Site)...)
}
