package orders_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"warehouse-node/orders"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/seal/sealtest"
)

// TestMarkedAsPaid: a person notes money against the version seen, with its way
// and day; what cannot be is refused, and nothing of it is noted.
func TestMarkedAsPaid(t *testing.T) {
	h := newHouse(t)
	got, err := h.accept(h.incoming("1", 1, line("HAT", 2, 100)))
	must(t, err)
	o := h.order(t, got.Order)
	pay := func(r orders.PaidRequest) error {
		r.Order = o.ID
		_, err := orders.Pay.Do(context.Background(), h.door, command.Command{Itself: true}, &r)
		return err
	}
	day := measure.DayOf(o.Accepted, time.UTC)
	for want, r := range map[string]orders.PaidRequest{
		"orders.changed":    {Version: o.Version + 1, Sum: rub(200), By: orders.ByBank, On: day},
		"orders.paid":       {Version: o.Version, Sum: rub(200), By: "barter", On: day},
		"orders.paid_more":  {Version: o.Version, Sum: rub(201), By: orders.ByBank, On: day},
		"orders.paid_day":   {Version: o.Version, Sum: rub(200), By: orders.ByBank, On: measure.DayFrom(2999, 1, 1)},
		"orders.paid_early": {Version: o.Version, Sum: rub(200), By: orders.ByBank, On: day - 400},
	} {
		if err := pay(r); err == nil || fault.Of(err).Code != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if p := h.order(t, o.ID).Payment; p.Paid.Minor != 0 {
		t.Fatalf("noted: %+v", p)
	}
	must(t, pay(orders.PaidRequest{Version: o.Version, Sum: rub(150), By: orders.ByBank, On: day}))
	o = h.order(t, o.ID)
	if o.Payment.Paid != rub(150) || o.Payment.By != orders.ByBank || o.Payment.On != day {
		t.Errorf("noted: %+v", o.Payment)
	}
	if err := pay(orders.PaidRequest{Version: o.Version, Sum: rub(150), By: orders.ByCash, On: day}); err == nil || fault.Of(err).Code != "orders.paid" {
		t.Errorf("the same sum again: %v", err)
	}
	must(t, pay(orders.PaidRequest{Version: o.Version, Sum: rub(200), By: orders.ByCash, On: day}))
	p := h.order(t, o.ID).Payment
	if got, want := p.Ways(), []orders.PaidPart{{By: orders.ByBank, Sum: rub(150)}, {By: orders.ByCash, Sum: rub(50)}}; !slices.Equal(got, want) {
		t.Errorf("it came as %v, want %v", got, want)
	}
	_, err = orders.Cancel.Do(context.Background(), h.door, command.Command{Itself: true}, &orders.CancelRequest{Order: o.ID, Reason: sealtest.Boxed("no longer wanted")})
	must(t, err)
	if err := pay(orders.PaidRequest{Version: h.order(t, o.ID).Version, Sum: rub(300), By: orders.ByBank, On: day}); err == nil || fault.Of(err).Code != "orders.closed" {
		t.Errorf("after it was given up: %v", err)
	}
}

// TestLinesAreAdded: more goods are promised as far as they lie there, and added
// to the sum; a price below nothing is refused.
func TestLinesAreAdded(t *testing.T) {
	h := newHouse(t)
	h.receive(t, "HAT", 1)
	h.receive(t, "SHOE-42", 2)
	got, err := h.accept(h.incoming("1", 1, line("SHOE-42", 1, 500)))
	must(t, err)
	o := h.order(t, got.Order)
	edit := func(r *orders.EditRequest) error {
		_, err := orders.Edit.Do(context.Background(), h.door, command.Command{Itself: true}, r)
		return err
	}
	hat := orders.IncomingLine{Item: h.items["HAT"], Article: "HAT", Name: "Hat", Qty: 3, Price: rub(-1)}
	if err := edit(&orders.EditRequest{Order: o.ID, Version: o.Version, Add: []orders.IncomingLine{hat}}); err == nil || fault.Of(err).Code != "orders.price" {
		t.Errorf("a price below nothing: %v", err)
	}
	hat.Price = rub(100)
	must(t, edit(&orders.EditRequest{Order: o.ID, Version: o.Version, Lines: []orders.LineEdit{{Line: o.Lines[0].ID, Qty: 0}}, Add: []orders.IncomingLine{hat}}))
	h.follow(t)
	o = h.order(t, o.ID)
	if o.Total != rub(300) || len(o.Lines) != 2 || o.Lines[0].Qty != 0 || o.Lines[1].Item != h.items["HAT"] || o.Status != orders.Waiting {
		t.Errorf("%+v", o)
	}
}
