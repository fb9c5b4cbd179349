package ledger

import (
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Post makes moves true and fills in their ids. Short when a place has not
// enough that is not held; Invalid for a move that is none. As with all that
// takes tx: after an error the transaction must fail.
func Post(tx *store.Tx, ms ...*Move) error {
	for _, m := range ms {
		if err := post(tx, m, 0, 0); err != nil {
			return err
		}
	}
	return nil
}

// post makes a move true, lets go of what was held for it where it comes from
// and holds some of it where it goes to.
func post(tx *store.Tx, m *Move, held, hold measure.Qty) error {
	if m.Qty <= 0 || m.From == m.To || m.Stock.Item.IsZero() || m.Reason == "" {
		return fault.New(fault.Invalid, "ledger.bad_move", "qty", m.Qty, "reason", m.Reason)
	}
	if m.ID.IsZero() {
		m.ID = MoveID(tx.Mint())
	}
	m.Posted, m.Person, m.Command = tx.Now(), tx.Origin().Person, tx.Origin().Command
	if m.Happened.IsZero() || m.Happened.After(m.Posted) { // a handheld's clock is fast
		m.Happened = m.Posted
	}
	if err := moveUnits(tx, m); err != nil {
		return err
	}
	from, err := endOf(tx, m.From, m.Stock)
	if err != nil {
		return err
	}
	to, err := endOf(tx, m.To, m.Stock)
	if err != nil {
		return err
	}
	if err := take(tx, m, held); err != nil {
		return err
	}
	if err := give(tx, m, hold); err != nil {
		return err
	}
	if err := moves.Insert(tx, m); err != nil {
		return err
	}
	return changeFree(tx, m.Stock.Item,
		freeChange{from, -m.Qty, -held},
		freeChange{to, m.Qty, hold})
}

// take lowers the balance that m comes from.
func take(tx *store.Tx, m *Move, held measure.Qty) error {
	return editBalance(tx, m.From, m.Stock, func(b *Balance) error {
		had := b.Available() + held
		out, err := b.Out.Add(m.Qty)
		if err != nil {
			return err
		}
		b.Out = out
		b.Held -= held
		m.beforeFrom, b.last = b.last, m.ID
		if had < m.Qty && place.World(m.From) == nil {
			return short(m.From, m.Stock.Item, m.Qty, had)
		}
		return nil
	})
}

// give raises the balance that m goes to.
func give(tx *store.Tx, m *Move, hold measure.Qty) error {
	return editBalance(tx, m.To, m.Stock, func(b *Balance) error {
		in, err := b.In.Add(m.Qty)
		if err != nil {
			return err
		}
		b.In = in
		b.Held += hold
		m.beforeTo, b.last = b.last, m.ID
		return nil
	})
}

func short(p warehouse.PlaceID, item warehouse.ItemID, want, have measure.Qty) error {
	return fault.New(fault.Short, "ledger.short", "place", p, "item", item, "want", want, "have", max(have, 0))
}

func editBalance(tx *store.Tx, p warehouse.PlaceID, s warehouse.Stock, fn func(*Balance) error) error {
	return balances.Edit(tx, stockKey{p, s}, func(b *Balance) (*Balance, error) {
		if b == nil {
			b = &Balance{Place: p, Stock: s}
			if err := b.locate(tx); err != nil {
				return nil, err
			}
		}
		return b, fn(b)
	})
}

// locate fills in of which site the place of a balance is, and of what kind: both
// stay as they are.
func (b *Balance) locate(tx *store.Tx) error {
	b.Site, b.Carried = warehouse.SiteID{}, false
	if place.World(b.Place) != nil {
		return nil
	}
	p, err := place.Get(tx, b.Place)
	if err == nil {
		b.Site, b.Carried = p.Site, p.Kind.Carried()
	}
	return err
}

// Undo posts the move that takes m back: the same goods, from where they went
// to where they came from. Once only: Conflict for a move that was undone. Short
// when the goods have gone on.
func Undo(tx *store.Tx, id MoveID, happened time.Time) (*Move, error) {
	return undo(tx, id, happened, 0)
}

// undo takes a move back and holds some of it where it came from.
func undo(tx *store.Tx, id MoveID, happened time.Time, hold measure.Qty) (*Move, error) {
	m, err := moves.Get(tx, id)
	if err != nil {
		return nil, err
	}
	if undone, err := undoneBy(tx, m); err != nil {
		return nil, err
	} else if undone {
		return nil, fault.New(fault.Conflict, "ledger.undone", "move", id)
	}
	back := &Move{
		Stock: m.Stock, Qty: m.Qty, From: m.To, To: m.From, Reason: ReasonUndo, Ref: m.Ref,
		Units: m.Units, Happened: happened, Undoes: id,
	}
	return back, post(tx, back, 0, hold)
}

// undoneBy says whether a later move at the place m went to took it back.
func undoneBy(tx *store.Tx, m *Move) (bool, error) {
	b, err := balances.Get(tx, stockKey{m.To, m.Stock})
	if err != nil {
		return false, err
	}
	for later, err := range b.moves(tx) {
		if err != nil || later.ID == m.ID {
			return false, err
		}
		if later.Undoes == m.ID {
			return true, nil
		}
	}
	return false, nil
}
