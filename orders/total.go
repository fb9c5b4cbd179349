package orders

import (
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
)

// sums works out the sums of an order's lines and its total: each line is its
// price times its quantity, the discount is spread over them so that they lose
// exactly it, and delivery comes on top.
func (o *Order) sums() error {
	weights := make([]int64, len(o.Lines))
	goods := measure.Money{}
	for i := range o.Lines {
		l := &o.Lines[i]
		sum, err := l.Price.Times(int64(l.Qty))
		if err != nil {
			return err
		}
		l.Sum, weights[i] = sum, sum.Minor
		if goods, err = goods.Add(sum); err != nil {
			return err
		}
	}
	if o.Discount.Minor < 0 || o.Discount.Minor > goods.Minor {
		return fault.New(fault.Invalid, "orders.discount", "discount", o.Discount, "goods", goods)
	}
	if o.Discount.Minor > 0 {
		parts, err := measure.Allocate(o.Discount, weights)
		if err != nil {
			return err
		}
		for i := range o.Lines {
			if o.Lines[i].Sum, err = o.Lines[i].Sum.Add(parts[i].Neg()); err != nil {
				return err
			}
		}
	}
	total, err := goods.Add(o.Discount.Neg())
	if err != nil {
		return err
	}
	o.Total, err = total.Add(o.Delivery)
	return err
}
