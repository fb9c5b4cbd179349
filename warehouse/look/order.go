package look

import (
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/station"
)

// order draws how far the floor is with an order and where its goods are: set
// aside in bins, in its totes, in its parcels.
func (p *picture) order(v *View, t *thing) error {
	id := t.Order
	v.Order = &Order{Number: t.Number, State: "nowhere"}
	j, err := p.jobOf(id)
	if err != nil || j == nil {
		return err
	}
	v.Order.Number, v.Order.State = j.Number, string(j.State)
	if err := p.setAside(v, id); err != nil {
		return err
	}
	for _, tote := range j.Totes {
		if err := p.carried(v, tote); err != nil {
			return err
		}
	}
	for box, err := range job.ParcelsOf(p.tx, id) {
		if err != nil {
			return err
		}
		if box.Void {
			continue
		}
		v.Order.Parcels = append(v.Order.Parcels, box.Code)
		if err := p.carried(v, box.Place); err != nil {
			return err
		}
	}
	return nil
}

// setAside lists what waits for an order in bins.
func (p *picture) setAside(v *View, order warehouse.OrderID) error {
	for line, err := range promise.Of(p.tx, order) {
		if err != nil {
			return err
		}
		for h, err := range ledger.HoldsOf(p.tx, line.ID) {
			if err != nil {
				return err
			}
			if err := p.part(v, h.Place, h.Stock, h.Qty, h.Qty); err != nil {
				return err
			}
		}
	}
	return nil
}

// carried lists what lies in a tote or parcel of an order.
func (p *picture) carried(v *View, container warehouse.PlaceID) error {
	for b, err := range ledger.Contents(p.tx, container) {
		if err != nil {
			return err
		}
		if err := p.part(v, b.Place, b.Stock, b.OnHand(), 0); err != nil {
			return err
		}
	}
	return nil
}

// part lists a part of an order's goods, as long as there is room.
func (p *picture) part(v *View, at warehouse.PlaceID, s warehouse.Stock, qty, held measure.Qty) error {
	there, err := p.spot(at)
	if err != nil || there == nil {
		return err
	}
	if len(v.Lines) == MaxLines {
		v.More++
		return nil
	}
	i, err := p.goods(s.Item)
	if err != nil {
		return err
	}
	item := station.ShowItem(i)
	row := Line{Item: &item, At: &there.shown, Qty: int64(qty), Held: int64(held)}
	if !s.Lot.IsZero() {
		lot, err := ledger.GetLot(p.tx, s.Lot)
		if err != nil {
			return err
		}
		row.Lot, row.Expiry = lot.Code, lot.Expiry.String()
	}
	v.Lines = append(v.Lines, row)
	return nil
}
