package orders

import (
	"strconv"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// Code is what the barcode of an order's papers says.
func (o *Order) Code() string {
	return ident.PrefixOrder + o.Number + string(ident.CheckDigit(o.Number))
}

// A scanned order number, of our own papers or typed, means the order.
var _ = station.AddResolver(func(tx *store.Tx, site warehouse.SiteID, code string) ([]station.Thing, error) {
	number := code
	if n, ours, err := ident.ParseLabel(ident.PrefixOrder, code); err != nil {
		return nil, err
	} else if ours {
		number = strconv.FormatUint(n, 10)
	}
	o, err := byNumber.First(tx, store.Str(number))
	if err != nil || o == nil || o.Site != site {
		return nil, err
	}
	return []station.Thing{{Order: o.ID, Number: o.Number}}, nil
})
