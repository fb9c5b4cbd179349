package till_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"warehouse-node/devices/receipt"
	"warehouse-node/orders"
	"warehouse-node/orders/till"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/store"
)

// TestCorrect: goods that went without a receipt are registered by a correction, once
// and only then, and nothing else settles them after it.
func TestCorrect(t *testing.T) {
	s := newShop(t)
	order := s.order(orders.OnDelivery, 0) // whose receipt is the courier's
	var o *orders.Order
	can := func() (is bool) {
		s.read(func(tx *store.Tx) (err error) {
			if o, err = orders.Get(tx, order); err == nil {
				is, err = till.Correctable(tx, o)
			}
			return err
		})
		return is
	}
	correct := func(of warehouse.OrderID, change func(*till.CorrectRequest)) error {
		s.t.Helper()
		can()
		r := &till.CorrectRequest{Order: of, Paper: till.Memo, Number: " 17 ", On: measure.DayOf(o.Accepted, moscow)}
		if change != nil {
			change(r)
		}
		_, err := till.Correct.Do(context.Background(), s.door, command.Command{Itself: true}, r)
		return err
	}
	refused := func(code string, err error) {
		t.Helper()
		if err == nil || fault.Of(err).Code != code {
			t.Errorf("got %v, want %s", err, code)
		}
	}
	refused("till.correct_early", correct(order, nil))
	if s.reach(order, append(whole, job.Gone)...); !can() {
		t.Error("it went without a receipt and cannot be corrected")
	}
	refused("till.correct_paper", correct(order, func(r *till.CorrectRequest) { r.Paper = "rumour" }))
	refused("till.correct_day", correct(order, func(r *till.CorrectRequest) { r.On++ }))
	refused("till.correct_day", correct(order, func(r *till.CorrectRequest) { r.On -= 2 }))
	refused("till.correct_number", correct(order, func(r *till.CorrectRequest) { r.Paper, r.Number = till.Order, "" }))
	refused("till.correct_letters", correct(order, func(r *till.CorrectRequest) { r.Number = "17 🚂" }))
	refused("till.correct_letters", correct(order, func(r *till.CorrectRequest) { r.Number = strings.Repeat("1", 33) }))
	s.must(correct(order, func(r *till.CorrectRequest) { r.Paper = till.Order }))
	refused("till.correct_settled", correct(order, nil))
	s.follow()
	s.pay(order, 329700) // the courier's money comes later
	got := s.receipts(order)
	if len(got) != 1 || can() {
		t.Fatalf("%d receipts, and one more can be: %v", len(got), can())
	}
	r := got[0].Receipt
	if c := r.Correction; c == nil || !c.Ordered || c.Number != "17" || c.Basis == "" || r.Kind != receipt.Sale || r.Total() != 329700 || r.Payments.Cash != 329700 {
		t.Errorf("got %+v, %+v", r, r.Correction)
	}
	if err := r.Validate("2126-01-01"); err != nil {
		t.Error(err)
	}

	settled := s.order(orders.AtCounter, 0)
	s.pay(settled, 329700)
	s.reach(settled, append(whole, job.Gone)...)
	refused("till.correct_settled", correct(settled, nil))
}

var moscow, _ = time.LoadLocation("Europe/Moscow") // where the warehouse of these tests stands
