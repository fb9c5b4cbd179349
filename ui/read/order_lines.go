package read

import (
	"warehouse-node/orders"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/promise"
)

// goods are the lines with where each unit is. Lines that were taken out are
// left out, unless the whole order was given up.
func (c *orderCard) goods() (all api.List[api.OrderLine], err error) {
	boxes, err := c.containers()
	if err != nil {
		return nil, err
	}
	for i := range c.o.Lines {
		l := &c.o.Lines[i]
		if l.Qty == 0 {
			continue
		}
		row := api.OrderLine{
			ID: l.ID.String(), Item: api.ItemMark{Article: l.Article, Name: l.Name}, Qty: api.Quantity{Value: int64(l.Qty), Unit: units[measure.Piece]},
			Price: money(l.Price), Sum: money(l.Sum),
		}
		if !l.Item.IsZero() {
			item, err := c.item(l.Item)
			if err != nil {
				return nil, err
			}
			row.Item, row.Qty.Unit = itemMark(item), units[item.Unit]
		}
		if row.States, err = c.states(l, boxes); err != nil {
			return nil, err
		}
		all = append(all, row)
	}
	return all, nil
}

// states say how many units of a line are in each state, and where; they sum to
// what was ordered.
func (c *orderCard) states(l *orders.Line, boxes *containers) (all api.List[api.UnitState], err error) {
	p := c.lines[l.ID]
	if p == nil { // not matched yet, or given up before it was
		state := "short"
		if c.o.Status == orders.Canceled {
			state = "cancelled"
		}
		return api.List[api.UnitState]{{State: state, Qty: int64(l.Qty)}}, nil
	}
	add := func(state string, qty measure.Qty, at ...warehouse.PlaceID) error {
		if qty <= 0 {
			return nil
		}
		s := api.UnitState{State: state, Qty: int64(qty)}
		for _, id := range at {
			if s.Where, err = c.placeMark(id); err != nil {
				return err
			}
		}
		all = append(all, s)
		return nil
	}
	spread := func(state string, qty measure.Qty, in []warehouse.PlaceID) error {
		for _, id := range in {
			n := boxes.take(id, l.Item, qty)
			if err := add(state, n, id); err != nil {
				return err
			}
			qty -= n
		}
		return add(state, qty)
	}
	if err := add("short", p.Short); err != nil {
		return nil, err
	}
	if err := add("promised", p.Promised); err != nil {
		return nil, err
	}
	if err := c.held(p, add); err != nil {
		return nil, err
	}
	if err := spread("picked", p.Picked, boxes.totes); err != nil {
		return nil, err
	}
	if err := spread("packed", p.Packed, boxes.parcels); err != nil {
		return nil, err
	}
	if err := add("gone", p.Gone); err != nil {
		return nil, err
	}
	off := max(l.Qty-p.Ordered(), 0) // of an order that was given up
	back := min(off, p.Back)
	if err := spread("cancelled", back, boxes.all()); err != nil {
		return nil, err
	}
	return all, add("cancelled", off-back)
}

// held are the units that wait in bins, one state for each.
func (c *orderCard) held(p *promise.Line, add func(string, measure.Qty, ...warehouse.PlaceID) error) error {
	rest := p.Held
	for h, err := range ledger.HoldsOf(c.tx, p.ID) {
		if err != nil {
			return err
		}
		if err := add("held", h.Qty, h.Place); err != nil {
			return err
		}
		rest -= h.Qty
	}
	return add("held", rest)
}

// containers are the totes and parcels of an order with what lies in them and is
// not given to a line yet: lines of one item share.
type containers struct {
	totes, parcels []warehouse.PlaceID
	left           map[inside]measure.Qty
}

type inside struct {
	place warehouse.PlaceID
	item  warehouse.ItemID
}

func (c *orderCard) containers() (*containers, error) {
	b := &containers{left: map[inside]measure.Qty{}}
	if c.floor != nil {
		b.totes = c.floor.Totes
	}
	for _, p := range c.boxes {
		b.parcels = append(b.parcels, p.Place)
	}
	for _, id := range b.all() {
		for in, err := range ledger.Contents(c.tx, id) {
			if err != nil {
				return nil, err
			}
			b.left[inside{id, in.Stock.Item}] += in.OnHand()
		}
	}
	return b, nil
}

func (b *containers) all() []warehouse.PlaceID {
	return append(append([]warehouse.PlaceID{}, b.totes...), b.parcels...)
}

// take gives a line at most qty of what lies in a container.
func (b *containers) take(id warehouse.PlaceID, item warehouse.ItemID, qty measure.Qty) measure.Qty {
	n := min(qty, b.left[inside{id, item}])
	b.left[inside{id, item}] -= n
	return n
}
