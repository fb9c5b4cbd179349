package till

import (
	"fmt"
	"strconv"
	"time"

	"warehouse-node/devices/receipt"
	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// Receipt is a receipt as it is spooled: everything but where the buyer gets it,
// which is opened when the register is told. Phone is for a Contact that turns out
// to be no address.
type Receipt struct {
	Order    warehouse.OrderID `json:"order"`
	Number   string            `json:"number"`
	Moment   Moment            `json:"moment"`
	Receipt  receipt.Receipt   `json:"receipt"`
	Contact  seal.Sealed       `json:"contact,omitzero"`
	Phone    seal.Sealed       `json:"phone,omitzero"`
	Currency measure.Currency  `json:"currency"`
}

// Registered is what the fiscal memory says of a receipt.
type Registered struct {
	Number uint32    `json:"number"`
	Sign   uint32    `json:"sign"`
	Memory string    `json:"memory"`
	At     time.Time `json:"at"`
	Sum    int64     `json:"sum"`
}

// Receipts are the jobs for cash registers. Nothing happens before the intent is
// stored; after it the register is asked, never told twice.
var Receipts = spool.Declare[Receipt, Registered]("receipt", spool.Policy{
	Effect: spool.AfterIntent, Blocks: spool.SameSubject, Ask: true, Remembers: true, Right: "till.resolve",
	Pause: time.Second, MaxPause: 10 * time.Second,
})

// Desk is where people settle receipts in doubt.
var Desk = spool.NewDesk("till", "till.resolve", again)

// RegisterQueue is where the receipts of a warehouse go.
func RegisterQueue(site warehouse.SiteID) spool.Queue { return spool.Queue("cashreg/" + site.String()) }

// due spools the receipt of a moment, once, if one is wanted.
func due(tx *store.Tx, order warehouse.OrderID, m Moment) error {
	o, err := orders.Get(tx, order)
	if err != nil {
		return err
	}
	before, err := tallyOf(tx, order)
	if err != nil {
		return err
	}
	g, err := wanted(tx, o, before, m)
	if err != nil || g == nil {
		return err
	}
	return give(tx, o, before, g)
}

// wanted is the receipt that a moment of an order wants by the policy of its
// warehouse, after those it has had; nil for none. It is not put yet.
func wanted(tx *store.Tx, o *orders.Order, before *tally, m Moment) (*Given, error) {
	policy, err := Settings.At(tx, o.Site)
	if err != nil {
		return nil, err
	}
	what := policy.judge(o, before, m)
	if what.nothing() {
		return nil, nil
	}
	country, _, err := sellerOf(tx, o)
	if err != nil {
		return nil, err
	}
	lines := linesOf(o, country, what.method)
	if what.method == receipt.PaymentOnCredit { // the goods stood on the receipt of their hand-over
		sum := what.payments.Sum()
		lines = []receipt.Line{{
			Name: receipt.Fit("Оплата заказа "+o.Number, receipt.MaxName), Price: sum, Quantity: receipt.One, Sum: sum,
			Rate: rateOf(country, measure.VAT{}), Subject: receipt.Payment, Method: what.method,
		}}
	}
	return &Given{Moment: m, Lines: lines, Payments: what.payments, Credit: what.credit}, nil
}

// give spools a receipt with the lines and payments of g, as the next of its
// moment.
func give(tx *store.Tx, o *orders.Order, before *tally, g *Given) error {
	return giveAs(tx, o, before, g, nil)
}

// giveAs is give, of a correction unless why is nil.
func giveAs(tx *store.Tx, o *orders.Order, before *tally, g *Given, why *receipt.Correction) error {
	var err error
	if g.Tax == "" {
		if _, g.Tax, err = sellerOf(tx, o); err != nil {
			return err
		}
	}
	kind := receipt.Sale
	if g.Moment.Back() {
		kind = receipt.Return
	}
	cashier, err := cashierOf(tx)
	if err != nil {
		return err
	}
	g.Order, g.Nth, g.At, g.Currency, g.State = o.ID, before.count(g.Moment), tx.Now(), o.Total.Currency, spool.Waiting
	body := &Receipt{
		Order: o.ID, Number: o.Number, Moment: g.Moment, Contact: o.Buyer.Email, Phone: o.Buyer.Phone, Currency: g.Currency,
		Receipt: receipt.Receipt{Job: jobName(o, g), Kind: kind, Correction: why, TaxSystem: g.Tax, Lines: g.Lines, Payments: g.Payments, Cashier: cashier},
	}
	g.Sum = body.Receipt.Total()
	if g.Job, err = Receipts.Put(tx, spool.To{Queue: RegisterQueue(o.Site), Site: o.Site, Subject: orders.About(o.ID)}, body); err != nil {
		return err
	}
	before.add(g)
	return given.Insert(tx, g)
}

// sellerOf is the country and the system of taxes of who sells.
func sellerOf(tx *store.Tx, o *orders.Order) (country string, tax receipt.TaxSystem, err error) {
	if o.Owner.IsZero() {
		return "RU", "", nil
	}
	e, err := place.GetEntity(tx, o.Owner)
	if err != nil {
		return "", "", err
	}
	return e.Country, taxSystems[e.Tax], nil
}

// linesOf are the goods of an order and their delivery.
func linesOf(o *orders.Order, country string, method receipt.Method) (all []receipt.Line) {
	for _, l := range o.Lines {
		all = append(all, positions(l, country, method)...)
	}
	if o.Delivery.Minor > 0 {
		all = append(all, receipt.Line{
			Name: deliveryName[country], Price: o.Delivery.Minor, Quantity: receipt.One, Sum: o.Delivery.Minor,
			Rate: rateOf(country, measure.VAT{}), Subject: receipt.Service, Method: method,
		})
	}
	return all
}

// cashierOf is who caused the receipt: the packer whose last scan closed the
// parcel. The shop's own doing has none, and then it is the house's.
func cashierOf(tx *store.Tx) (receipt.Cashier, error) {
	id := warehouse.PersonID(tx.Origin().Person)
	if id.IsZero() {
		return receipt.Cashier{Name: "Администратор"}, nil
	}
	p, err := staff.Get(tx, id)
	if err != nil {
		return receipt.Cashier{}, err
	}
	return receipt.Cashier{Name: receipt.Fit(p.Name, receipt.MaxCashier)}, nil
}

var deliveryName = map[string]string{"RU": "Доставка", "UA": "Доставка"}

var taxSystems = map[place.TaxSystem]receipt.TaxSystem{
	place.TaxGeneral: receipt.General, place.TaxSimplified: receipt.SimplifiedIncome, place.TaxSimplifiedLess: receipt.SimplifiedProfit,
	place.TaxAgricultural: receipt.Agricultural, place.TaxPatent: receipt.Patent,
}

var letters = map[Moment]string{Paid: "a", Packed: "p", Gone: "g", PaidBack: "ra", PackedBack: "rp", GoneBack: "rg", Corrected: "c", CorrectedBack: "rc"}

// jobName names a receipt for ever in the register's memory, in the sixteen
// letters and digits that fit there.
func jobName(o *orders.Order, g *Given) string {
	name := o.Number + letters[g.Moment]
	if g.Nth > 0 {
		name += strconv.Itoa(g.Nth)
	}
	return name[max(0, len(name)-receipt.MaxJob):]
}

// positions writes a line of an order. A discount rarely leaves a sum that is a
// whole price times the quantity: then some units cost a kopeck more, so that
// price times quantity is the sum.
func positions(l orders.Line, country string, method receipt.Method) (all []receipt.Line) {
	if l.Qty == 0 {
		return nil
	}
	price, over := l.Sum.Minor/int64(l.Qty), l.Sum.Minor%int64(l.Qty)
	add := func(n, price int64) {
		if n > 0 {
			all = append(all, receipt.Line{
				Name: receipt.Fit(l.Name, receipt.MaxName), Price: price, Quantity: receipt.Pieces(n), Sum: n * price,
				Rate: rateOf(country, l.VAT), Subject: receipt.Goods, Method: method,
			})
		}
	}
	add(int64(l.Qty)-over, price)
	add(over, price+1)
	return all
}

// rateOf names a tax rate as registers know it: "ru-22".
func rateOf(country string, v measure.VAT) receipt.Rate {
	prefix := ratePrefix[country]
	if !v.Applies {
		return receipt.Rate(prefix + "-none")
	}
	return receipt.Rate(fmt.Sprintf("%s-%d", prefix, v.BasisPoints/100))
}

var ratePrefix = map[string]string{"RU": "ru", "UA": "ua"}
