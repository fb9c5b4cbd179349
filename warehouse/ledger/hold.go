package ledger

import (
	"iter"
	"slices"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Set holds quantities where they lie: they stop being available to others.
// It fills in ids. Short when a place has not enough that is not held.
func Set(tx *store.Tx, hs ...*Hold) error {
	for _, h := range hs {
		if h.Qty <= 0 || h.Stock.Item.IsZero() || place.World(h.Place) != nil {
			return fault.New(fault.Invalid, "ledger.bad_hold", "qty", h.Qty)
		}
		if h.ID.IsZero() {
			h.ID = HoldID(tx.Mint())
		}
		if h.At.IsZero() {
			h.At = tx.Now()
		}
		if err := keep(tx, h, h.Qty); err != nil {
			return err
		}
		if err := holds.Insert(tx, h); err != nil {
			return err
		}
	}
	return nil
}

// keep changes by qty what is held at the place of h.
func keep(tx *store.Tx, h *Hold, qty measure.Qty) error {
	at, err := endOf(tx, h.Place, h.Stock)
	if err != nil {
		return err
	}
	if err := editBalance(tx, h.Place, h.Stock, func(b *Balance) error {
		if had := b.Available(); had < qty {
			return short(h.Place, h.Stock.Item, qty, had)
		}
		b.Held += qty
		return nil
	}); err != nil {
		return err
	}
	if at.sellable || keeper == nil {
		return changeFree(tx, h.Stock.Item, freeChange{at, 0, qty})
	}
	free, err := FreeOf(tx, at.site, h.Stock.Item) // nothing of it changed, but a promise became a hold, or a hold a promise
	if err != nil {
		return err
	}
	return keeper.FreeChanged(tx, free)
}

// Settlement says how a hold becomes a move.
type Settlement struct {
	Qty      measure.Qty
	To       warehouse.PlaceID
	Reason   Reason
	Units    []warehouse.UnitID
	Happened time.Time
}

// Settle turns a part of a hold into a move. The rest stays held until it is
// settled or released: a line picked unit by unit is never open to others.
// NotFound when the hold is gone, Invalid for more than it holds.
func Settle(tx *store.Tx, id HoldID, s Settlement) (*Move, error) {
	h, err := getHold(tx, id)
	if err != nil {
		return nil, err
	}
	if err := h.less(tx, s.Qty); err != nil {
		return nil, err
	}
	m := &Move{
		Stock: h.Stock, Qty: s.Qty, From: h.Place, To: s.To, Reason: s.Reason, Ref: h.Ref,
		Units: s.Units, Happened: s.Happened, hold: id,
	}
	return m, post(tx, m, s.Qty, 0)
}

// Unsettle undoes a move that settled a hold and holds its goods again, for line,
// in the same breath: nobody else is promised them in between.
func Unsettle(tx *store.Tx, id MoveID, line warehouse.LineID, happened time.Time) (*Move, error) {
	m, err := moves.Get(tx, id)
	if err != nil {
		return nil, err
	}
	if m.hold.IsZero() {
		return nil, fault.New(fault.Invalid, "ledger.no_hold", "move", id)
	}
	back, err := undo(tx, id, happened, m.Qty)
	if err != nil {
		return nil, err
	}
	return back, holds.Edit(tx, m.hold, func(h *Hold) (*Hold, error) {
		if h == nil {
			h = &Hold{ID: m.hold, Stock: m.Stock, Place: m.From, Line: line, Ref: m.Ref, At: tx.Now()}
		}
		h.Qty += m.Qty
		return h, nil
	})
}

// Release lets go of qty of a hold, or of what is left of it when qty is zero.
func Release(tx *store.Tx, id HoldID, qty measure.Qty) error {
	h, err := getHold(tx, id)
	if err != nil {
		return err
	}
	if qty == 0 {
		qty = h.Qty
	}
	if err := h.less(tx, qty); err != nil {
		return err
	}
	return keep(tx, h, -qty)
}

// less takes qty off a hold, which goes when nothing is left.
func (h *Hold) less(tx *store.Tx, qty measure.Qty) error {
	if qty <= 0 || qty > h.Qty {
		return fault.New(fault.Invalid, "ledger.settle", "want", qty, "held", h.Qty)
	}
	if h.Qty -= qty; h.Qty == 0 {
		return holds.Delete(tx, h.ID)
	}
	return holds.Put(tx, h)
}

func getHold(tx *store.Tx, id HoldID) (*Hold, error) {
	h, err := holds.Find(tx, id)
	if err == nil && h == nil {
		err = noHold(id)
	}
	return h, err
}

func noHold(id HoldID) error { return fault.New(fault.NotFound, "ledger.hold_gone", "hold", id) }

// FindHold is a hold by its id, nil when it is gone.
func FindHold(tx *store.Tx, id HoldID) (*Hold, error) { return holds.Find(tx, id) }

// HoldsOf walks what is held for a line of an order.
func HoldsOf(tx *store.Tx, line warehouse.LineID) iter.Seq2[*Hold, error] {
	return heldLine.Each(tx, line)
}

// HoldsAt walks what is held of an item at a place.
func HoldsAt(tx *store.Tx, p warehouse.PlaceID, item warehouse.ItemID) iter.Seq2[*Hold, error] {
	return heldAt.Each(tx, itemPlace{A: item, B: p})
}

// Cut is a hold that had to give way, and by how much.
type Cut struct {
	Hold Hold
	Qty  measure.Qty
}

// cut releases qty of the youngest holds of a kind of stock at a place, as far
// as there are any but those of the lines to spare. The keeper is told of each before it is released, so that
// what was held is promised again before it can be promised to another.
func cut(tx *store.Tx, p warehouse.PlaceID, s warehouse.Stock, qty measure.Qty, spare ...warehouse.LineID) (cuts []Cut, err error) {
	var here []*Hold
	for h, err := range HoldsAt(tx, p, s.Item) {
		if err != nil {
			return nil, err
		}
		if h.Stock == s && !slices.Contains(spare, h.Line) {
			here = append(here, h)
		}
	}
	slices.SortFunc(here, func(a, b *Hold) int { return b.At.Compare(a.At) })
	for _, h := range here {
		if qty <= 0 {
			break
		}
		c := Cut{*h, min(qty, h.Qty)}
		if keeper != nil {
			if err := keeper.HoldCut(tx, c); err != nil {
				return nil, err
			}
		}
		if err := Release(tx, h.ID, c.Qty); err != nil {
			return nil, err
		}
		cuts = append(cuts, c)
		qty -= c.Qty
	}
	return cuts, tellCut(tx, p, s, cuts)
}

// tellCut has the keeper look again after cuts: in a place that may not be sold
// from, letting a hold go changes nothing that it would be told of.
func tellCut(tx *store.Tx, p warehouse.PlaceID, s warehouse.Stock, cuts []Cut) error {
	if keeper == nil || len(cuts) == 0 {
		return nil
	}
	at, err := Root(tx, p)
	if err != nil {
		return err
	}
	free, err := FreeOf(tx, at.Site, s.Item)
	if err != nil {
		return err
	}
	return keeper.FreeChanged(tx, free)
}
