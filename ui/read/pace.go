package read

import (
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
)

// How the pace is taken at which an item is sold.
const (
	paceDays    = 30  // looked back
	paceLeast   = 7   // days by which the sales of a new item are divided at least
	maxShipment = 100 // moves of one kind of stock that are read; their own time is the measure then
)

const day = 24 * time.Hour

// lasts is for how many days a quantity of an item is enough at a site, at the
// pace at which it left for customers in the last paceDays days; nil when nothing
// did. What was returned is not taken off: it was sold.
func (l *look) lasts(site warehouse.SiteID, item warehouse.ItemID, qty measure.Qty) (*int64, error) {
	now := l.tx.Now()
	first := now
	var sold, many measure.Qty // many: of kinds that sell too fast to be read whole, already for paceDays
	for b, err := range ledger.ContentsOf(l.tx, place.Customer, item) {
		if err != nil {
			return nil, err
		}
		s, err := l.shipped(b, site, now.Add(-paceDays*day))
		if err != nil {
			return nil, err
		}
		if s.whole {
			sold += s.qty
		} else {
			many += s.qty * measure.Qty(paceDays*day/time.Minute) / measure.Qty(max(now.Sub(s.first)/time.Minute, 1))
		}
		if s.first.Before(first) {
			first = s.first
		}
	}
	if sold+many == 0 {
		return nil, nil
	}
	span := min(max(now.Sub(first), paceLeast*day), paceDays*day)
	sold = sold * measure.Qty(paceDays*day/time.Minute) / measure.Qty(span/time.Minute)
	days := int64(qty * paceDays / (sold + many))
	return &days, nil
}

// shipments are those of one kind of stock: how much went, the oldest move that
// was met, and whether all were read that were asked for.
type shipments struct {
	qty   measure.Qty
	first time.Time
	whole bool
}

// shipped reads what left a site for customers since a moment. first is before
// it where the item was sold before, at this site or another.
func (l *look) shipped(b *ledger.Balance, site warehouse.SiteID, since time.Time) (s shipments, err error) {
	s.first, s.whole = l.tx.Now(), true
	met := 0
	for m, err := range ledger.History(l.tx, b.Place, b.Stock) {
		if err != nil {
			return s, err
		}
		s.first = m.Posted
		if m.Posted.Before(since) {
			return s, nil
		}
		if met++; met > maxShipment {
			s.whole = false
			return s, nil
		}
		if m.To != b.Place {
			continue
		}
		from, err := l.place(m.From)
		if err != nil {
			return s, err
		}
		if from.Site == site {
			s.qty += m.Qty
		}
	}
	return s, nil
}
