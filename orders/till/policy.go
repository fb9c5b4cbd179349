package till

import (
	"warehouse-node/devices/receipt"
	"warehouse-node/orders"
	"warehouse-node/warehouse/settings"
)

// Moment is when a receipt is due.
type Moment string

// The moments. Never is a choice of the policy, not a moment of an order.
const (
	Never  Moment = "never"
	Paid   Moment = "paid"
	Packed Moment = "packed"
	Gone   Moment = "gone"
	// Corrected is when a person has registered what nobody had.
	Corrected Moment = "corrected"
)

// The moments of an order that was cancelled or changed: each returns receipts of
// another.
const (
	PaidBack   Moment = "paid.back"
	PackedBack Moment = "packed.back"
	GoneBack   Moment = "gone.back"

	CorrectedBack Moment = "corrected.back"
)

// Policy says for each kind of payment whether money that comes before the
// goods wants a receipt of prepayment, and when the settlement is due.
type Policy struct {
	PrepaidAdvance   Moment `json:"prepaidAdvance" choice:"never paid"`
	PrepaidSettle    Moment `json:"prepaidSettle" choice:"never packed gone"`
	OnDeliverySettle Moment `json:"onDeliverySettle" choice:"never packed gone"`
	InvoiceAdvance   Moment `json:"invoiceAdvance" choice:"never paid"`
	InvoiceSettle    Moment `json:"invoiceSettle" choice:"never packed gone"`
	CounterSettle    Moment `json:"counterSettle" choice:"never packed gone"`
}

// Settings are the policy as it is kept: the acquirer issues the receipt of a
// prepayment and the courier that of a delivery, unless somebody says otherwise.
var Settings = settings.Register("till", Policy{
	PrepaidAdvance: Never, PrepaidSettle: Packed, OnDeliverySettle: Never,
	InvoiceAdvance: Paid, InvoiceSettle: Gone, CounterSettle: Packed,
}).PerSite()

// moments are when the two receipts of a kind of payment are due.
func (p Policy) moments(kind orders.PaymentKind) (advance, settle Moment) {
	switch kind {
	case orders.Prepaid:
		return p.PrepaidAdvance, p.PrepaidSettle
	case orders.OnDelivery:
		return Never, p.OnDeliverySettle
	case orders.Invoice:
		return p.InvoiceAdvance, p.InvoiceSettle
	case orders.AtCounter:
		return Never, p.CounterSettle
	}
	return Never, Never
}

// verdict is what a moment of an order wants on a receipt; the zero verdict is
// none.
type verdict struct {
	method   receipt.Method
	payments receipt.Payments
	credit   int64 // of it, what is still to be paid
}

func (v verdict) nothing() bool { return v.method == "" }

// judge decides what receipt a moment of an order wants, from what it has had
// already. Whatever order the moments come in, the goods stand on one receipt of
// settlement, money that came before it on one of prepayment, and money that
// came after goods were handed over unpaid on one that pays the debt. What is
// changed afterwards is mended.
func (p Policy) judge(o *orders.Order, t *tally, m Moment) verdict {
	advance, settle := p.moments(o.Payment.Kind)
	total, all := o.Total.Minor, o.Payment.Paid.Minor >= o.Total.Minor
	switch {
	case total <= 0, o.Status == orders.Canceled:
		return verdict{}
	case m == Paid && !all:
		return verdict{} // a part of the price is no prepayment for these goods
	case m == Paid && t.owed() > 0:
		return verdict{receipt.PaymentOnCredit, came(o, t.owed()), 0}
	case m == Paid && !t.had(Paid) && t.settled == nil && advance == Paid:
		return verdict{receipt.FullPrepayment, came(o, total), 0}
	case m == settle && !t.had(m) && t.settled == nil:
		return settlement(o, min(t.prepaid, total))
	}
	return verdict{}
}

// settlement hands the goods over: a prepayment that had its receipt is set off,
// the rest is paid in the way of the order, and what a bank has yet to bring is
// owed.
func settlement(o *orders.Order, advanced int64) verdict {
	v := verdict{method: receipt.FullPayment}
	rest := o.Total.Minor - advanced
	switch o.Payment.Kind {
	case orders.OnDelivery:
		v.payments.Cash = rest
	case orders.Invoice:
		here := min(rest, max(o.Payment.Paid.Minor-advanced, 0))
		v.payments, v.credit = came(o, here), rest-here
		v.payments.Credit = v.credit
		switch {
		case v.credit == o.Total.Minor:
			v.method = receipt.Credit
		case v.credit > 0:
			v.method = receipt.PartialCredit
		}
	default:
		v.payments = came(o, rest)
	}
	v.payments.Prepaid = advanced
	return v
}

// came is a sum in the way in which the money of an order came: without cash,
// unless a person marked it otherwise.
func came(o *orders.Order, sum int64) receipt.Payments {
	if o.Payment.By == orders.ByCash {
		return receipt.Payments{Cash: sum}
	}
	return receipt.Payments{Card: sum}
}
