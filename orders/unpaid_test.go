package orders_test

import (
	"context"
	"testing"

	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/store"
)

// shut is why the floor may not begin an order, "" when it may.
func (h *house) shut(t *testing.T, id warehouse.OrderID) (why string) {
	t.Helper()
	must(t, h.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		j, err := job.Get(tx, id)
		if err == nil {
			why, err = job.Shut(tx, j)
		}
		return err
	}))
	return why
}

// awaits says whether an order waits for its payment, as people are shown it.
func (h *house) awaits(t *testing.T, id warehouse.OrderID) (is bool) {
	t.Helper()
	o := h.order(t, id)
	must(t, h.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		rules, err := orders.Rules.At(tx, h.site)
		is = rules.AwaitsPayment(o)
		return err
	}))
	return is
}

const waits = "pick.left.unpaid"

// TestUnpaidWaits: what is to be paid in advance, by card or on a bill, keeps its
// goods and is not begun before all of its money came; what is paid to the courier
// or at the till is.
func TestUnpaidWaits(t *testing.T) {
	for kind, want := range map[orders.PaymentKind]string{orders.Prepaid: waits, orders.Invoice: waits, orders.OnDelivery: "", orders.AtCounter: ""} {
		h := newHouse(t)
		h.receive(t, "HAT", 2)
		in := h.incoming("1", 1, line("HAT", 2, 100))
		in.Payment = kind
		a, err := h.accept(in)
		must(t, err)
		if got := h.shut(t, a.Order); got != want || h.awaits(t, a.Order) != (want != "") || a.Status != orders.Promised || h.can(t, "HAT") != 0 {
			t.Errorf("%s: %q, want %q; %s, %d left to promise", kind, got, want, a.Status, h.can(t, "HAT"))
		}
		must(t, desk(h, orders.Pay, &orders.PaidRequest{Order: a.Order, Sum: rub(150)}))
		if got := h.shut(t, a.Order); got != want {
			t.Errorf("%s, a part of it paid: %q, want %q", kind, got, want)
		}
		must(t, desk(h, orders.Pay, &orders.PaidRequest{Order: a.Order, Sum: rub(200)}))
		if got := h.shut(t, a.Order); got != "" || h.awaits(t, a.Order) {
			t.Errorf("%s, paid: %q", kind, got)
		}
		must(t, desk(h, orders.Edit, &orders.EditRequest{Order: a.Order, Version: h.order(t, a.Order).Version, Add: []orders.IncomingLine{line("SHOE-42", 1, 50)}}))
		if got := h.shut(t, a.Order); got != want {
			t.Errorf("%s, more in it than was paid: %q, want %q", kind, got, want)
		}
	}
}

// TestPaidByTheShop: an order that the shop says is paid begins, at once or when
// the shop says so later; another way of payment may free it as well.
func TestPaidByTheShop(t *testing.T) {
	h := newHouse(t)
	in := h.incoming("1", 1, line("HAT", 1, 100))
	in.Paid = rub(100)
	a, err := h.accept(in)
	must(t, err)
	if got := h.shut(t, a.Order); got != "" {
		t.Errorf("it came paid: %q", got)
	}
	b, err := h.accept(h.incoming("2", 1, line("HAT", 1, 100)))
	must(t, err)
	if got := h.shut(t, b.Order); got != waits || !h.awaits(t, b.Order) || b.Status != orders.Waiting {
		t.Errorf("without goods and money: %q, %s", got, b.Status)
	}
	in = h.incoming("2", 2, line("HAT", 1, 100))
	in.Payment = orders.OnDelivery
	_, err = h.accept(in)
	must(t, err)
	if got := h.shut(t, b.Order); got != "" {
		t.Errorf("to be paid to the courier now: %q", got)
	}
}

// TestLetGoUnpaid: a person lets one order go, and says why; nothing else is let go
// by it, and no order that waits for no money.
func TestLetGoUnpaid(t *testing.T) {
	h := newHouse(t)
	a, err := h.accept(h.incoming("1", 1, line("HAT", 1, 100)))
	must(t, err)
	b, err := h.accept(h.incoming("2", 1, line("HAT", 1, 100)))
	must(t, err)
	o := h.order(t, a.Order)
	let := func(version uint64, reason string) string {
		err := desk(h, orders.LetUnpaid, &orders.LetGoRequest{Order: o.ID, Version: version, Reason: sealtest.Boxed(reason)})
		if err == nil {
			return ""
		}
		return fault.Of(err).Code
	}
	if got := let(o.Version, ""); got != "orders.let_reason" {
		t.Errorf("without a reason: %q", got)
	}
	if got := let(o.Version+1, "an old customer"); got != "orders.changed" {
		t.Errorf("of another version: %q", got)
	}
	if got := h.shut(t, a.Order); got != waits {
		t.Fatalf("refused, and yet: %q", got)
	}
	if got := let(o.Version, "an old customer"); got != "" {
		t.Fatal(got)
	}
	o = h.order(t, a.Order)
	if got := h.shut(t, a.Order); got != "" || h.awaits(t, a.Order) || sealtest.Unboxed(o.LetGo.Reason.Sealed) != "an old customer" || o.LetGo.At.IsZero() || o.Payment.Paid.Minor != 0 {
		t.Errorf("let go: %q, %+v, paid %s", got, o.LetGo, o.Payment.Paid)
	}
	if got := h.shut(t, b.Order); got != waits {
		t.Errorf("the other: %q", got)
	}
	if got := let(o.Version, "again"); got != "orders.no_wait" {
		t.Errorf("what waits for no payment: %q", got)
	}
}

// TestPaymentPolicy: the policy decides which kinds wait, for orders that are there
// already as well.
func TestPaymentPolicy(t *testing.T) {
	h := newHouse(t)
	a, err := h.accept(h.incoming("1", 1, line("HAT", 1, 100)))
	must(t, err)
	in := h.incoming("2", 1, line("HAT", 1, 100))
	in.Payment = orders.OnDelivery
	b, err := h.accept(in)
	must(t, err)
	must(t, h.door.DB.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
		return orders.Rules.SetAt(tx, h.site, orders.Policy{MaxQty: 10, OnDeliveryWaits: true})
	}))
	if now, cod := h.shut(t, a.Order), h.shut(t, b.Order); now != "" || cod != waits || h.awaits(t, a.Order) || !h.awaits(t, b.Order) {
		t.Errorf("paid in advance %q, to the courier %q", now, cod)
	}
}

// TestOwing: jobs of a file that did not know it learn what their orders owe.
func TestOwing(t *testing.T) {
	h := newHouse(t)
	a, err := h.accept(h.incoming("1", 1, line("HAT", 1, 100)))
	must(t, err)
	must(t, h.door.DB.Write(context.Background(), func(_ context.Context, tx *store.Tx) error { return job.SetOwes(tx, a.Order, "") }))
	if got := h.shut(t, a.Order); got != "" {
		t.Fatalf("before: %q", got)
	}
	must(t, h.door.DB.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
		next, err := orders.Owing(tx, nil)
		if next != nil {
			t.Errorf("more is left: %x", next)
		}
		return err
	}))
	if got := h.shut(t, a.Order); got != waits {
		t.Errorf("after: %q", got)
	}
}
