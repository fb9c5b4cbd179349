package till

import (
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
})

// wants says whether a moment of an order paid in this way wants a receipt.
func (p Policy) wants(kind orders.PaymentKind, m Moment) bool {
	advance, settle := Never, Never
	switch kind {
	case orders.Prepaid:
		advance, settle = p.PrepaidAdvance, p.PrepaidSettle
	case orders.OnDelivery:
		settle = p.OnDeliverySettle
	case orders.Invoice:
		advance, settle = p.InvoiceAdvance, p.InvoiceSettle
	case orders.AtCounter:
		settle = p.CounterSettle
	}
	return m == advance || m == settle
}

// advanced says whether money for such an order had a receipt when it came, so
// that the settlement sets a prepayment off.
func (p Policy) advanced(kind orders.PaymentKind) bool {
	return kind == orders.Prepaid && p.PrepaidAdvance == Paid || kind == orders.Invoice && p.InvoiceAdvance == Paid
}
