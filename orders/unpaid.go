package orders

import (
	"context"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// LetGoRequest lets an order go to the floor before its money came.
type LetGoRequest struct {
	Order   warehouse.OrderID `json:"order"`
	Version uint64            `json:"version"` // the one that was seen; Conflict for an older
	Reason  seal.Sealed       `json:"reason,omitzero" personal:"message"`
}

// LetUnpaid lets one order go unpaid, with the reason of who decides it; Conflict
// for one that waits for no payment.
var LetUnpaid = command.Register("orders.unpaid.let", "orders.unpaid",
	siteOf(func(r *LetGoRequest) warehouse.OrderID { return r.Order }), letUnpaid)

func letUnpaid(_ context.Context, tx *store.Tx, r *LetGoRequest) (*OrderAnswer, error) {
	o, err := open(tx, r.Order, r.Version)
	if err != nil {
		return nil, err
	}
	rules, err := Rules.At(tx, o.Site)
	if err != nil {
		return nil, err
	}
	switch {
	case r.Reason.IsZero():
		return nil, fault.New(fault.Invalid, "orders.let_reason")
	case !rules.AwaitsPayment(o):
		return nil, fault.New(fault.Conflict, "orders.no_wait", "number", o.Number)
	}
	due := o.Total
	due.Minor -= o.Payment.Paid.Minor
	reason := o.typed(r.Reason)
	o.LetGo = LetGo{Reason: reason, Person: tx.Origin().Person, At: tx.Now()}
	if err := LetUnpaidKind.Record(tx, LetGoUnpaid{o.ID, reason, due}, About(o.ID)); err != nil {
		return nil, err
	}
	if err := refresh(tx, o); err != nil {
		return nil, err
	}
	return &OrderAnswer{o.Version, o.Status, 0}, nil
}

// AwaitsPayment says whether the goods of an order are set aside and not picked
// because money for it is yet to come.
func (p Policy) AwaitsPayment(o *Order) bool {
	switch o.Status {
	case Problem, Waiting, Promised:
		return p.waits(o.owes())
	}
	return false
}

// waits says whether the floor waits for money of a kind.
func (p Policy) waits(kind PaymentKind) bool {
	switch kind {
	case Prepaid:
		return p.PrepaidWaits
	case Invoice:
		return p.InvoiceWaits
	case OnDelivery:
		return p.OnDeliveryWaits
	case AtCounter:
		return p.CounterWaits
	}
	return false
}

// owes is how an order is to be paid while it is not paid in full; "" once it is,
// or when a person let it go so.
func (o *Order) owes() PaymentKind {
	if o.Payment.Paid.Minor >= o.Total.Minor || !o.LetGo.At.IsZero() {
		return ""
	}
	return o.Payment.Kind
}

// The floor asks whether it may begin. The policy is asked then, so that a change
// of it holds for every order that is not there yet.
var _ = job.Guard(func(tx *store.Tx, site warehouse.SiteID, owes string) (why string, err error) {
	if owes == "" {
		return "", nil
	}
	rules, err := Rules.At(tx, site)
	if err != nil || !rules.waits(PaymentKind(owes)) {
		return "", err
	}
	return "pick.left.unpaid", nil
})

// owingSlice is how many orders one transaction of Owing looks at.
const owingSlice = 500

// Owing is the migration of a file whose jobs do not say what their orders owe.
func Owing(tx *store.Tx, bookmark []byte) (next []byte, err error) {
	var from warehouse.OrderID
	copy(from[:], bookmark)
	n := 0
	for o, err := range all.From(tx, from) {
		if err != nil {
			return nil, err
		}
		if n++; n > owingSlice {
			return o.ID[:], nil
		}
		if o.Status.Ended() {
			continue
		}
		if err := job.SetOwes(tx, o.ID, string(o.owes())); err != nil {
			return nil, err
		}
	}
	return nil, nil
}
