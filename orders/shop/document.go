package shop

import (
	"maps"
	"strconv"
	"strings"
	"time"

	"warehouse-node/orders"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
)

// outer is an order as a shop tells it, in our words. What it says of the buyer
// is plain: an outer is never kept, logged or journaled.
type outer struct {
	ID, Number string
	Placed     time.Time
	Buyer      outerBuyer
	Comment    string
	Courier    string
	Lines      []outerLine
	Delivery   measure.Money
	Discount   measure.Money
	Payment    orders.PaymentKind
	Cancelled  bool
	Unfit      bool `json:",omitzero"` // the sum of the document is none that its lines can come to
	Steep      bool `json:",omitzero"` // it is far below them, and no discount is named

	Paid    measure.Money `json:"-"` // is told apart: see take
	Version uint64        `json:"-"` // rises with each change; zero when the shop counts none. No part of what is said, like Paid
}

type outerBuyer struct{ Name, Phone, Email, Address, City string }

type outerLine struct {
	OuterID, Article, Barcode, Name string

	Qty   measure.Qty
	Price measure.Money
	VAT   *measure.VAT // nil when the shop does not say
}

// Limits of an order's texts, in bytes; what is longer is cut.
const (
	maxName    = 500
	maxComment = 4000
	maxID      = 200
	maxLines   = 1000 // parsed; orders takes fewer
)

// deliveryID is the Ид by which Bitrix and WooCommerce name the delivery among
// the goods.
const deliveryID = "ORDER_DELIVERY"

// isOrder says whether a document is an order; in 3.1 payments and shipments
// stand beside it.
func isOrder(doc *node) bool {
	op := strings.ToLower(doc.say("ХозОперация"))
	return op == "" || strings.HasPrefix(op, "заказ")
}

// understand makes an order of a document.
func understand(c *Config, zone *time.Location, doc *node) (*outer, error) {
	v := doc.values()
	o := &outer{
		ID: cut(doc.say("Ид"), maxID), Number: cut(doc.say("Номер"), maxID), Placed: placed(zone, doc),
		Comment: cut(first(doc.say("Комментарий"), v["комментарии покупателя"]), maxComment),
		Courier: c.courier(v), Payment: c.payment(v), Cancelled: cancelled(doc, v),
	}
	if o.ID == "" {
		o.ID = o.Number
	}
	if n, err := strconv.ParseUint(doc.say("НомерВерсии"), 10, 64); err == nil { // others write it in letters, which say no order
		o.Version = n
	}
	if o.ID == "" {
		return o, fault.New(fault.Invalid, "shop.nameless")
	}
	currency, err := c.currency(doc.say("Валюта"))
	if err != nil {
		return o, err
	}
	o.Buyer = buyerOf(doc)
	sum, err := o.goods(currency, doc)
	if err != nil {
		return o, err
	}
	listed := o.Discount
	if err := o.balance(currency, doc.say("Сумма"), sum); err != nil {
		return o, err
	}
	o.Steep = steep(o.Discount.Minor-listed.Minor, sum.Minor, named(currency, doc))
	if truth(v["заказ оплачен"]) || truth(v["оплачен"]) {
		if o.Paid, err = sum.Add(o.Discount.Neg()); err == nil {
			o.Paid, err = o.Paid.Add(o.Delivery)
		}
	}
	return o, err
}

// goods reads the lines and what of them is a service; it returns what the goods
// come to before the discount.
func (o *outer) goods(currency measure.Currency, doc *node) (sum measure.Money, err error) {
	n := 0
	for g := range doc.at("Товары").each("Товар") {
		if n++; n > maxLines {
			return sum, fault.New(fault.Limit, "shop.many_lines", "order", o.Number, "limit", maxLines)
		}
		of, err := lineSum(currency, g)
		if err != nil {
			return sum, lineError(err, o, n)
		}
		if isService(g) {
			if o.Delivery, err = o.Delivery.Add(of); err != nil {
				return sum, err
			}
			continue
		}
		l, off, err := line(currency, g, of)
		if err != nil {
			return sum, lineError(err, o, n)
		}
		all, err := l.Price.Times(int64(l.Qty))
		if err == nil {
			sum, err = sum.Add(all)
		}
		if err == nil {
			o.Discount, err = o.Discount.Add(off)
		}
		if err != nil {
			return sum, lineError(err, o, n)
		}
		o.Lines = append(o.Lines, l)
	}
	if n == 0 {
		return sum, fault.New(fault.Invalid, "shop.no_lines", "order", o.Number)
	}
	return sum, nil
}

// lineError says which line of the order it was.
func lineError(err error, o *outer, n int) error {
	said := fault.Of(err)
	if !strings.HasPrefix(said.Code, "shop.") {
		said = fault.New(fault.Invalid, "shop.line").With(err)
	}
	args := fault.Args{"order": o.Number, "line": strconv.Itoa(n)}
	maps.Copy(args, said.Args)
	return &fault.Error{Kind: said.Kind, Code: said.Code, Args: args, Cause: said.Cause}
}

const (
	roundings = 2      // minor units by which a site may round each line otherwise than we do
	farBeyond = 10     // times the goods is more than any delivery costs
	cheap     = 100_00 // minor units: what is cheaper is delivered as that is
)

// balance makes goods, delivery and discount come to what the buyer was told.
// Less than the goods is a discount on the whole; more is a delivery that the
// site did not list (exchange1c). Where the site does list its delivery, or what
// is left for one is far beyond the goods, the sum is wrong: the lines count.
func (o *outer) balance(currency measure.Currency, total string, goods measure.Money) error {
	if total == "" {
		return nil
	}
	want, err := money(currency, total)
	if err != nil {
		return fault.New(fault.Invalid, "shop.sum", "order", o.Number).With(err)
	}
	is, err := goods.Add(o.Discount.Neg())
	if err == nil {
		is, err = is.Add(o.Delivery)
	}
	if err != nil {
		return err
	}
	switch diff := want.Minor - is.Minor; {
	case diff > 0 && (o.Delivery.Minor > 0 && diff > roundings*int64(len(o.Lines)+1) || diff/farBeyond > max(goods.Minor, cheap)):
		o.Unfit = true
	case diff > 0:
		o.Delivery, err = o.Delivery.Add(measure.Money{Minor: diff, Currency: currency})
	case diff < 0:
		o.Discount, err = o.Discount.Add(measure.Money{Minor: -diff, Currency: currency})
	}
	if err == nil && o.Discount.Minor > goods.Minor {
		err = fault.New(fault.Invalid, "shop.sum", "order", o.Number)
	}
	return err
}

// steep says whether a sum is so far below what the goods cost that it may be a slip:
// more than half of it is gone, and the shop names no discount that explains it.
// Ordinary discounts are less, or are named, or stand in the prices already.
func steep(off, goods, named int64) bool { return off-named > goods/2 && off > 0 }

// named is what the discounts come to that a document lists.
func named(currency measure.Currency, doc *node) (sum int64) {
	for d := range doc.at("Скидки").each("Скидка") {
		if off, err := money(currency, d.say("Сумма")); err == nil && off.Minor > 0 {
			sum += off.Minor
		}
	}
	return sum
}

// isService says whether a line is no goods: delivery, packing, insurance. What
// it costs is told as delivery, since nobody picks it.
func isService(g *node) bool {
	v := g.values()
	return g.say("Ид") == deliveryID ||
		strings.EqualFold(v["типноменклатуры"], "Услуга") || strings.EqualFold(v["видноменклатуры"], "Услуга")
}

// lineSum is what a line comes to: as it says, or price by quantity.
func lineSum(currency measure.Currency, g *node) (measure.Money, error) {
	if text := g.say("Сумма"); text != "" {
		return money(currency, text)
	}
	price, err := money(currency, g.say("ЦенаЗаЕдиницу"))
	if err != nil {
		return price, err
	}
	qty, err := quantity(g)
	if err != nil {
		return price, err
	}
	return price.Times(int64(qty))
}

// line reads goods that come to sum. The price is per base unit, and rounded up
// where the sum cannot be divided: off is what that is too much.
func line(currency measure.Currency, g *node, sum measure.Money) (l outerLine, off measure.Money, err error) {
	l = outerLine{
		OuterID: cut(g.say("Ид"), maxID), Article: cut(g.say("Артикул"), maxID), Barcode: cut(g.say("Штрихкод"), maxID),
		Name: cut(g.say("Наименование"), maxName),
	}
	if l.VAT, err = vat(g); err != nil {
		return l, off, err
	}
	if l.Qty, err = quantity(g); err != nil {
		return l, off, err
	}
	if sum.Minor < 0 {
		return l, off, fault.New(fault.Invalid, "shop.negative")
	}
	n := int64(l.Qty)
	l.Price = measure.Money{Minor: sum.Minor / n, Currency: currency}
	if sum.Minor%n != 0 {
		l.Price.Minor++
		off = measure.Money{Minor: l.Price.Minor*n - sum.Minor, Currency: currency}
	}
	return l, off, nil
}

// quantity is how many base units a line is of. Invalid for less than one and
// for a part of one.
func quantity(g *node) (measure.Qty, error) {
	n, err := measure.ParseDecimal(g.say("Количество"), 0)
	if err != nil {
		return 0, fault.New(fault.Invalid, "shop.qty").With(err)
	}
	q := measure.Qty(n)
	if factor := g.say("Коэффициент"); factor != "" {
		f, err := measure.ParseDecimal(factor, 0)
		if err != nil || f <= 0 {
			return 0, fault.New(fault.Invalid, "shop.qty").With(err)
		}
		if q, err = q.Times(f); err != nil {
			return 0, err
		}
	}
	if q <= 0 {
		return 0, fault.New(fault.Invalid, "shop.qty")
	}
	return q, nil
}

// money reads a sum; sites write four digits after the sign.
func money(currency measure.Currency, text string) (measure.Money, error) {
	n, err := measure.ParseDecimal(text, 4)
	if err != nil {
		return measure.Money{}, err
	}
	half := int64(50)
	if n < 0 {
		half = -half
	}
	return measure.Money{Minor: (n + half) / 100, Currency: currency}, nil
}

// vat is the rate of a line, nil when the shop does not say. Invalid for a rate
// that no country has: a receipt with it cannot be printed.
func vat(g *node) (*measure.VAT, error) {
	for t := range g.at("СтавкиНалогов").each("СтавкаНалога") {
		return rate(t.say("Ставка"))
	}
	for t := range g.at("Налоги").each("Налог") {
		return rate(t.say("Ставка"))
	}
	return nil, nil
}

func rate(text string) (*measure.VAT, error) {
	text = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%"))
	if strings.HasPrefix(strings.ToLower(text), "без") {
		return &measure.VAT{}, nil
	}
	n, err := measure.ParseDecimal(text, 2)
	if err != nil {
		return nil, nil // a word of the shop's own: as if it said none
	}
	is := measure.VAT{Applies: true, BasisPoints: int32(max(-1, min(n, 100_01)))}
	if err := catalog.CheckVAT(is); err != nil {
		return nil, fault.New(fault.Invalid, "shop.vat", "percent", cut(text, 12)).With(err)
	}
	return &is, nil
}
