package read

import (
	"context"
	"log/slog"
	"slices"

	"warehouse-node/orders"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// rightForget is the right, and the command, of forgetting a buyer.
const rightForget = "orders.forget"

// open reads what is sealed about a buyer: "" once the person was forgotten,
// which gone tells. A box that cannot be opened for any other reason is empty
// too, and the log says so: one bad row does not take the list away.
func (r *Reader) open(ctx context.Context, s seal.Sealed) (text string, gone bool) {
	text, err := r.Ring.Open(ctx, s)
	if err == nil {
		return text, false
	}
	if fault.KindOf(err) == fault.NotFound {
		return "", true
	}
	slog.ErrorContext(ctx, "sealed text", "subject", s.Subject, "error", err)
	return "", false
}

// buyer is the person of an order.
func (r *Reader) buyer(ctx context.Context, tx *store.Tx, o *orders.Order) (b api.Buyer, err error) {
	var city string
	for _, field := range []struct {
		from seal.Sealed
		to   *string
	}{
		{o.Buyer.Name, &b.Name}, {o.Buyer.Phone, &b.Phone}, {o.Buyer.Email, &b.Email}, {o.Buyer.Address, &b.Address},
		{o.Buyer.City, &city}, {o.Comment, &b.Comment},
	} {
		var gone bool
		*field.to, gone = r.open(ctx, field.from)
		b.Forgotten = b.Forgotten || gone
	}
	if b.Forgotten || o.Buyer.ByPhone.IsZero() && o.Buyer.ByEmail.IsZero() {
		return b, nil
	}
	theirs, err := orders.OfBuyer(tx, o)
	if err != nil {
		return b, err
	}
	b.Orders = int64(len(theirs))
	if !slices.Contains(mayOf(o, false), rightForget) || may(ctx, tx, rightForget, staff.Anywhere) != nil {
		return b, nil
	}
	slices.SortFunc(theirs, func(a, b *orders.Order) int { return a.Accepted.Compare(b.Accepted) })
	for _, o := range theirs {
		name, _ := r.open(ctx, o.Buyer.Name)
		b.Forgets = append(b.Forgets, api.BuyerOrder{ID: o.ID.String(), No: o.Number, At: o.Accepted, Name: name, Open: !o.Status.Ended()})
	}
	return b, nil
}
