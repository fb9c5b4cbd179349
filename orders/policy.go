package orders

import (
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/settings"
	"warehouse-node/warehouse/store"
)

// Policy is what a company believes of an order.
type Policy struct {
	// MaxQty is the most that a line may ask for before a person is asked: pieces,
	// or thousands of the base unit of goods that are measured: kilograms of those
	// counted in grams.
	MaxQty int64 `json:"max_qty"`
	// Which kinds of payment the floor waits for: the goods of such an order are set
	// aside, and picked once it is paid in full.
	PrepaidWaits    bool `json:"prepaid_waits"`
	InvoiceWaits    bool `json:"invoice_waits"`
	OnDeliveryWaits bool `json:"on_delivery_waits"`
	CounterWaits    bool `json:"counter_waits"`
}

// Check is Invalid for a limit that lets nothing in, or anything.
func (p Policy) Check() error {
	const most = 1_000_000_000
	if p.MaxQty < 1 || p.MaxQty > most {
		return fault.New(fault.Invalid, "settings.range", "field", "max_qty", "from", 1, "to", most)
	}
	return nil
}

// Rules are the company's, or a site's own.
var Rules = settings.Register("orders", Policy{MaxQty: 10_000, PrepaidWaits: true, InvoiceWaits: true}).PerSite()

// unlikely says whether so much of an item is more than the policy believes. Of
// an unknown item nothing is said: its line waits for a person as it is.
func (p Policy) unlikely(i *catalog.Item, qty measure.Qty) bool {
	if i == nil {
		return false
	}
	per := measure.Qty(1)
	if i.Unit != measure.Piece {
		per = 1000
	}
	whole, most := qty/per, measure.Qty(p.MaxQty)
	return whole > most || whole == most && qty%per > 0
}

// unsure says whether a person must say that a line is meant.
func unsure(tx *store.Tx, o *Order, l *Line) (bool, error) {
	p, err := Rules.At(tx, o.Site)
	if err != nil || l.Item.IsZero() || int64(l.Qty) <= p.MaxQty {
		return false, err
	}
	i, err := catalog.Get(tx, l.Item)
	return err == nil && p.unlikely(i, l.Qty), err
}
