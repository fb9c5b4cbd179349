package read

import (
	"cmp"
	"slices"

	"warehouse-node/orders"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse/measure"
)

// goodsOf is what the goods of an order cost before its discount.
func goodsOf(o *orders.Order) measure.Money {
	goods := o.Total
	goods.Minor += o.Discount.Minor - o.Delivery.Minor
	return goods
}

// totals are what the sum is made of; they sum to it.
func (c *orderCard) totals() api.List[api.Total] {
	all := api.List[api.Total]{{What: say(api.SayTotalGoods), Sum: money(goodsOf(c.o))}}
	if c.o.Discount.Minor != 0 {
		all = append(all, api.Total{What: say("total.off"), Sum: money(c.o.Discount.Neg())})
	}
	if c.o.Delivery.Minor != 0 {
		all = append(all, api.Total{What: say(api.SayTotalDelivery), Sum: money(c.o.Delivery)})
	}
	return all
}

// payments are what has come, and what is due. What the goods cost is not known
// here.
func (c *orderCard) payments() (all api.List[api.Total]) {
	for _, part := range c.o.Payment.Ways() {
		row := c.paidPart(part)
		if i := slices.IndexFunc(all, func(t api.Total) bool { return t.What.Code == row.What.Code }); i >= 0 {
			all[i].Sum.Minor += row.Sum.Minor // by card to the shop, and by card to us
			continue
		}
		all = append(all, row)
	}
	if due := c.o.Total.Minor - c.o.Payment.Paid.Minor; due > 0 && c.o.Status != orders.Canceled {
		sum := c.o.Total
		sum.Minor = due
		all = append(all, api.Total{What: say(api.SayMoneyDue), Sum: money(sum), Main: true})
	}
	if over := c.overpaid(); over.Minor > 0 {
		all = append(all, api.Total{What: say("money.over"), Sum: money(over), Main: true})
	}
	return all
}

// paidCodes say how money came; of what a channel says the way is that of its
// orders.
var (
	paidCodes = map[orders.PaidBy]string{orders.ByBank: "money.paid_bank", orders.ByCard: api.SayMoneyPaidCard, orders.ByCash: "money.paid_by_cash"}
	paidKinds = map[orders.PaymentKind]string{orders.Prepaid: api.SayMoneyPaidCard, orders.OnDelivery: api.SayMoneyPaidCash}
)

// meant are the ways in which an order of a kind is paid, and what is said where
// it was paid in another.
var meant = map[orders.PaymentKind]struct {
	ways []orders.PaidBy
	code string
}{
	orders.Prepaid:    {[]orders.PaidBy{orders.ByCard}, "money.meant_prepaid"},
	orders.OnDelivery: {[]orders.PaidBy{orders.ByCash, orders.ByCard}, "money.meant_on_delivery"},
	orders.Invoice:    {[]orders.PaidBy{orders.ByBank}, "money.meant_invoice"},
	orders.AtCounter:  {[]orders.PaidBy{orders.ByCash, orders.ByCard}, "money.meant_counter"},
}

// paidPart is what came in one way, and how the order was to be paid where that
// is another.
func (c *orderCard) paidPart(p orders.PaidPart) api.Total {
	kind := c.o.Payment.Kind
	if p.By == "" {
		return api.Total{What: say(cmp.Or(paidKinds[kind], "money.paid")), Sum: money(p.Sum)}
	}
	row := api.Total{What: say(cmp.Or(paidCodes[p.By], "money.paid")), Sum: money(p.Sum)}
	if was := meant[kind]; was.code != "" && !slices.Contains(was.ways, p.By) {
		note := say(was.code)
		row.Note = &note
	}
	return row
}

// overpaid is what the buyer has paid and the order does not come to: the goods
// were taken out of it, or all of it was given up. Nobody gives it back by
// themselves.
func (c *orderCard) overpaid() measure.Money {
	over := c.o.Payment.Paid
	if c.o.Status != orders.Canceled {
		over.Minor -= c.o.Total.Minor
	}
	return over
}
