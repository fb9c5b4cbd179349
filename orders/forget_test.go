package orders_test

import (
	"context"
	"errors"
	"testing"

	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
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
		_, err := orders.Cancel.Do(ctx, h.door, command.Command{Itself: true}, &orders.CancelRequest{Order: id, Reason: "x"})
		must(t, err)
	}
	forget := func(id warehouse.OrderID) (*orders.ForgetAnswer, error) {
		return orders.Forget.Do(ctx, h.door, command.Command{Itself: true}, &orders.ForgetRequest{Order: id})
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
	if a, err := forget(first); err != nil || a.Orders != 1 {
		t.Errorf("twice: %+v, %v", a, err)
	}
}
