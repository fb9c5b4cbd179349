package orders_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/store"
)

// TestForget: a buyer is forgotten in all orders of their phone or e-mail, once
// none of them is under way, and nobody else with them.
func TestForget(t *testing.T) {
	ctx, h, ring := context.Background(), newHouse(t), sealtest.Ring(t)
	h.receive(t, "HAT", 4)
	buys := func(id, phone, email string) warehouse.OrderID {
		r := h.incoming(id, 1, line("HAT", 1, 100))
		name := sealtest.Seal(t, ring, "Анна "+id)
		r.Buyer = orders.IncomingBuyer{
			Subject: name.Subject, Name: name, ByPhone: ring.Hash(seal.PhoneHash, phone), ByEmail: ring.Hash(seal.EmailHash, email),
			ByTail: ring.Hash(seal.PhoneTailHash, "4567"),
		}
		a, err := h.accept(r)
		must(t, err)
		return a.Order
	}
	cancelled := func(id warehouse.OrderID) {
		_, err := orders.Cancel.Do(ctx, h.door, command.Command{Itself: true}, &orders.CancelRequest{Order: id, Reason: sealtest.Boxed("x")})
		must(t, err)
	}
	forget := func(id warehouse.OrderID) (*orders.ForgetAnswer, error) {
		return orders.Forget.Do(ctx, h.door, command.Command{Itself: true}, &orders.ForgetRequest{Order: id, Orders: h.ofBuyer(t, id)})
	}
	reads := func(id warehouse.OrderID) bool {
		must(t, ring.ForgetDue(ctx, h.door.DB))
		_, err := ring.Open(ctx, h.order(t, id).Buyer.Name)
		if err != nil && !errors.Is(err, fault.NotFound) {
			t.Error(err)
		}
		return err == nil
	}
	first, second := buys("1", "+79161234567", "a@b.ru"), buys("2", "+79161234567", "")
	byMail, neighbour := buys("3", "", "a@b.ru"), buys("4", "+79169994567", "")
	for _, id := range []warehouse.OrderID{first, byMail, neighbour} {
		cancelled(id)
	}

	_, err := forget(first)
	if open := fault.New(fault.Conflict, "orders.forget_open"); !errors.Is(err, open) || !reads(first) {
		t.Errorf("with an order under way: %v", err)
	}
	h.write(t, func(_ context.Context, tx *store.Tx) error {
		for _, to := range []job.State{job.Released, job.Picking, job.Picked, job.Packing, job.Packed, job.Gone} {
			if _, err := job.To(tx, second, to); err != nil {
				return err
			}
		}
		return nil
	})
	h.follow(t)
	a, err := forget(first)
	must(t, err)
	if a.Orders != 3 {
		t.Errorf("forgotten in %d orders", a.Orders)
	}
	for _, id := range []warehouse.OrderID{first, second, byMail} {
		if reads(id) {
			t.Errorf("order %s still tells", h.order(t, id).Number)
		}
		if b := h.order(t, id).Buyer; !b.ByPhone.IsZero() || !b.ByTail.IsZero() || !b.ByEmail.IsZero() {
			t.Errorf("order %s is found by its buyer: %+v", h.order(t, id).Number, b)
		}
	}
	if !reads(neighbour) || h.order(t, neighbour).Buyer.ByPhone.IsZero() {
		t.Error("the neighbour with the same last digits is forgotten too")
	}
	before := h.head(t)
	if a, err := forget(first); err != nil || a.Orders != 0 || h.head(t) != before {
		t.Errorf("twice: %+v, %v, %d entries more", a, err, h.head(t)-before)
	}
	last := buys("5", "+79161112233", "")
	cancelled(last)
	if a, err := forget(last); err != nil || a.Orders != 1 {
		t.Errorf("the next: %+v, %v", a, err)
	}
	if a, err := forget(last); err != nil || a.Orders != 0 { // and its key is still there
		t.Errorf("at once again: %+v, %v", a, err)
	}
}

// head is the number of the newest entry of the journal.
func (h *house) head(t *testing.T) (n uint64) {
	t.Helper()
	must(t, h.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) (err error) {
		n, err = journal.Head(tx)
		return err
	}))
	return n
}

// ofBuyer are all orders that are taken for one person's.
func (h *house) ofBuyer(t *testing.T, id warehouse.OrderID) (ids []warehouse.OrderID) {
	t.Helper()
	o := h.order(t, id)
	must(t, h.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		theirs, err := orders.OfBuyer(tx, o)
		for _, o := range theirs {
			ids = append(ids, o.ID)
		}
		return err
	}))
	return ids
}

// TestForgetNobodyElse: an e-mail that people share, as one that a shop writes into
// orders that came by phone, makes nobody of another phone the same person; and
// nothing is forgotten but the very orders that were shown.
func TestForgetNobodyElse(t *testing.T) {
	ctx, h, ring := context.Background(), newHouse(t), sealtest.Ring(t)
	h.receive(t, "HAT", 10)
	n := 0
	buys := func(phone, email string) warehouse.OrderID {
		n++
		r := h.incoming(fmt.Sprint(n), 1, line("HAT", 1, 100))
		name := sealtest.Seal(t, ring, "somebody")
		r.Buyer = orders.IncomingBuyer{Subject: name.Subject, Name: name}
		if phone != "" {
			r.Buyer.ByPhone = ring.Hash(seal.PhoneHash, phone)
		}
		if email != "" {
			r.Buyer.ByEmail = ring.Hash(seal.EmailHash, email)
		}
		a, err := h.accept(r)
		must(t, err)
		_, err = orders.Cancel.Do(ctx, h.door, command.Command{Itself: true}, &orders.CancelRequest{Order: a.Order, Reason: sealtest.Boxed("x")})
		must(t, err)
		return a.Order
	}
	const shared, own = "noreply@moy.shop", "anna@example.org"
	anna, stranger, nameless := buys("+79031112233", shared), buys("+79037778899", shared), buys("", shared)
	again, written := buys("+79031112233", own), buys("", own)
	for _, row := range []struct {
		who  string
		of   warehouse.OrderID
		want []warehouse.OrderID
	}{
		{"Anna, by her phone", anna, []warehouse.OrderID{anna, again}},
		{"Anna, by her phone and her own e-mail", again, []warehouse.OrderID{again, anna, written}},
		{"an order with her own e-mail alone", written, []warehouse.OrderID{written, again}},
		{"somebody else with the shared e-mail", stranger, []warehouse.OrderID{stranger}},
		{"nobody knows who, with the shared e-mail", nameless, []warehouse.OrderID{nameless}},
	} {
		if got := h.ofBuyer(t, row.of); !slices.Equal(got, row.want) {
			t.Errorf("%s: %d orders %v, want %v", row.who, len(got), got, row.want)
		}
	}
	forget := func(ids ...warehouse.OrderID) error {
		_, err := orders.Forget.Do(ctx, h.door, command.Command{Itself: true}, &orders.ForgetRequest{Order: anna, Orders: ids})
		return err
	}
	others := fault.New(fault.Conflict, "orders.forget_others")
	for name, ids := range map[string][]warehouse.OrderID{"none": nil, "one of two": {anna}, "one twice": {anna, anna}, "a stranger's": {anna, again, stranger}, "another": {anna, stranger}} {
		if err := forget(ids...); !errors.Is(err, others) {
			t.Errorf("shown %s: %v", name, err)
		}
	}
	must(t, forget(again, anna))
	must(t, ring.ForgetDue(ctx, h.door.DB))
	for id, want := range map[warehouse.OrderID]bool{anna: false, again: false, stranger: true, nameless: true, written: true} {
		o := h.order(t, id)
		if _, err := ring.Open(ctx, o.Buyer.Name); (err == nil) != want {
			t.Errorf("order %s opens: %v, want %t", o.Number, err, want)
		}
	}
}

// TestForgetWordsOfTwo: two who type at once about an order of nobody bring a key
// each, and a channel that names the buyer meanwhile one more; all go with the buyer.
func TestForgetWordsOfTwo(t *testing.T) {
	ctx, h, ring := context.Background(), newHouse(t), sealtest.Ring(t)
	h.receive(t, "HAT", 4)
	r := h.incoming("1", 1, line("HAT", 2, 100))
	r.Buyer = orders.IncomingBuyer{}
	a, err := h.accept(r)
	must(t, err)
	edited, address, name, cancelled := sealtest.Seal(t, ring, "asked by phone"), sealtest.Seal(t, ring, "Baumana 7"),
		sealtest.Seal(t, ring, "Anna"), sealtest.Seal(t, ring, "changed her mind")
	_, err = orders.Edit.Do(ctx, h.door, command.Command{Itself: true}, &orders.EditRequest{
		Order: a.Order, Version: h.order(t, a.Order).Version, Address: &address, Reason: edited,
	})
	must(t, err)
	r = h.incoming("1", 2, line("HAT", 1, 100))
	r.Buyer = orders.IncomingBuyer{Subject: name.Subject, Name: name, ByPhone: ring.Hash(seal.PhoneHash, "+79161234567")}
	_, err = h.accept(r)
	must(t, err)
	_, err = orders.Cancel.Do(ctx, h.door, command.Command{Itself: true}, &orders.CancelRequest{Order: a.Order, Reason: cancelled})
	must(t, err)

	all := map[string]seal.Sealed{"a reason": edited, "an address": address, "the name": name, "another reason": cancelled}
	for what, words := range all {
		if _, err := ring.Open(ctx, words); err != nil {
			t.Errorf("%s, before: %v", what, err)
		}
	}
	_, err = orders.Forget.Do(ctx, h.door, command.Command{Itself: true}, &orders.ForgetRequest{Order: a.Order, Orders: h.ofBuyer(t, a.Order)})
	must(t, err)
	must(t, ring.ForgetDue(ctx, h.door.DB))
	for what, words := range all {
		if text, err := ring.Open(ctx, words); !errors.Is(err, fault.NotFound) {
			t.Errorf("%s still reads %q, %v", what, text, err)
		}
	}
}
