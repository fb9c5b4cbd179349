package till_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"warehouse-node/devices/receipt"
	"warehouse-node/orders"
	"warehouse-node/orders/till"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// decide changes the policy.
func (s *shop) decide(fn func(*till.Policy)) {
	s.t.Helper()
	s.must(s.door.DB.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
		p, err := till.Settings.Get(tx)
		if err != nil {
			return err
		}
		fn(&p)
		return till.Settings.Set(tx, p)
	}))
}

// inAdvance wants a receipt of prepayment and one of settlement at packing for
// orders that come paid, and for bills.
func inAdvance(p *till.Policy) {
	p.PrepaidAdvance, p.InvoiceAdvance, p.InvoiceSettle = till.Paid, till.Paid, till.Packed
}

func (s *shop) get(order warehouse.OrderID) (o *orders.Order) {
	s.t.Helper()
	s.read(func(tx *store.Tx) (err error) { o, err = orders.Get(tx, order); return err })
	return o
}

// edit sets how many hats are in an order, without the follower.
func (s *shop) edit(order warehouse.OrderID, qty measure.Qty) {
	s.t.Helper()
	o := s.get(order)
	_, err := orders.Edit.Do(context.Background(), s.door, command.Command{Itself: true}, &orders.EditRequest{
		Order: order, Version: o.Version, Lines: []orders.LineEdit{{Line: o.Lines[0].ID, Qty: qty}}, Reason: sealtest.Boxed("по телефону"),
	})
	s.must(err)
}

// adds puts something else into an order.
func (s *shop) adds(order warehouse.OrderID, name string, price int64) {
	s.t.Helper()
	_, err := orders.Edit.Do(context.Background(), s.door, command.Command{Itself: true}, &orders.EditRequest{
		Order: order, Version: s.get(order).Version, Add: []orders.IncomingLine{{Article: "HAT", Name: name, Qty: 1, Price: rub(price), VAT: measure.Percent(22)}},
	})
	s.must(err)
}

// put is a receipt with what became of it.
type put struct {
	*till.Given
	body till.Receipt
}

// inOrder are the receipts of an order as they were put, each of them valid.
func (s *shop) inOrder(order warehouse.OrderID) (all []put) {
	s.t.Helper()
	s.read(func(tx *store.Tx) error {
		of, err := till.Of(tx, order)
		if err != nil {
			return err
		}
		names := map[string]bool{}
		for _, g := range of {
			j, err := spool.Get(tx, g.Job)
			if err != nil {
				return err
			}
			body, err := till.Receipts.Body(j)
			if err != nil {
				return err
			}
			if names[body.Receipt.Job] {
				s.t.Errorf("two receipts are called %s", body.Receipt.Job)
			}
			names[body.Receipt.Job] = true
			if bad := body.Receipt.Validate("2026-11-21"); bad != nil {
				s.t.Error(bad)
			}
			all = append(all, put{g, body})
		}
		return nil
	})
	slices.SortFunc(all, func(a, b put) int { return strings.Compare(a.Job.String(), b.Job.String()) })
	return all
}

// tells says the receipts of an order, those that the register never saw in
// brackets: how, which goods, by what money.
func (s *shop) tells(order warehouse.OrderID) string {
	s.t.Helper()
	var all []string
	for _, g := range s.inOrder(order) {
		r := g.body.Receipt
		sign := "+"
		if r.Kind == receipt.Return {
			sign = "-"
		}
		var lines []string
		for _, l := range r.Lines {
			lines = append(lines, fmt.Sprintf("%d×%d", l.Quantity/receipt.One, l.Price))
		}
		text := fmt.Sprintf("%s%s %s", sign, r.Lines[0].Method, strings.Join(lines, "+"))
		for i, sum := range []int64{r.Payments.Prepaid, r.Payments.Credit} {
			name := []string{"set off", "owed"}[i]
			if sum > 0 {
				text += fmt.Sprintf(" %s %d", name, sum)
			}
		}
		if g.State == spool.Dropped {
			text = "(" + text + ")"
		}
		all = append(all, text)
	}
	return strings.Join(all, "; ")
}

// TestMend: whatever is changed after a receipt, just the difference is made.
func TestMend(t *testing.T) {
	s := newShop(t)
	s.decide(inAdvance)
	settled := func(o warehouse.OrderID) { s.reach(o, whole...); s.printed(); s.follow() }
	again := func(o warehouse.OrderID) { s.reach(o, job.Packing, job.Packed) }
	printed := func() { s.printed(); s.follow() }
	change := func(o warehouse.OrderID, qty measure.Qty) { s.edit(o, qty); s.follow() }
	const hats = "+full-prepayment 3×99900+1×30000"
	for name, row := range map[string]struct {
		kind orders.PaymentKind
		way  func(warehouse.OrderID)
		want string
	}{
		"less": {orders.Prepaid, func(o warehouse.OrderID) { s.pay(o, 329700); printed(); change(o, 2) },
			hats + "; -full-prepayment 1×99900"},
		"less, and settled": {orders.Prepaid, func(o warehouse.OrderID) { s.pay(o, 329700); printed(); change(o, 2); settled(o) },
			hats + "; -full-prepayment 1×99900; +full-payment 2×99900+1×30000 set off 229800"},
		"less, twice": {orders.Prepaid, func(o warehouse.OrderID) {
			s.pay(o, 329700)
			printed()
			change(o, 2)
			change(o, 1)
			printed()
			s.follow()
		},
			hats + "; -full-prepayment 1×99900; -full-prepayment 1×99900"},
		"less before the register was told": {orders.Prepaid, func(o warehouse.OrderID) { s.pay(o, 329700); change(o, 2) },
			"(" + hats + "); +full-prepayment 2×99900+1×30000"},
		"less and as before, unseen": {orders.Prepaid, func(o warehouse.OrderID) { s.pay(o, 329700); printed(); s.edit(o, 1); change(o, 3) },
			hats},
		"more, not paid": {orders.Prepaid, func(o warehouse.OrderID) { s.pay(o, 329700); printed(); change(o, 4) },
			hats},
		"more, not paid, and settled": {orders.Invoice, func(o warehouse.OrderID) { s.pay(o, 329700); printed(); change(o, 4); settled(o) },
			hats + "; +partial-credit 4×99900+1×30000 set off 329700 owed 99900"},
		"more, settled, then paid": {orders.Invoice, func(o warehouse.OrderID) { s.pay(o, 329700); printed(); change(o, 4); settled(o); s.pay(o, 429600) },
			hats + "; +partial-credit 4×99900+1×30000 set off 329700 owed 99900; +payment-on-credit 1×99900"},
		"more, and paid": {orders.Prepaid, func(o warehouse.OrderID) { s.pay(o, 329700); printed(); change(o, 4); s.pay(o, 429600) },
			hats + "; +full-prepayment 1×99900"},
		"other goods, as dear": {orders.Prepaid, func(o warehouse.OrderID) {
			s.pay(o, 329700)
			printed()
			s.edit(o, 2)
			s.adds(o, "Варежки", 99900)
			s.follow()
		},
			hats + "; -full-prepayment 1×99900; +full-prepayment 1×99900"},
		"settled, then less": {orders.Prepaid, func(o warehouse.OrderID) {
			s.pay(o, 329700)
			settled(o)
			s.reach(o, job.Packing)
			change(o, 2)
			again(o)
		},
			hats + "; +full-payment 3×99900+1×30000 set off 329700; -full-payment 3×99900+1×30000 set off 329700; -full-prepayment 1×99900; +full-payment 2×99900+1×30000 set off 229800"},
		"settled and changed while it stands packed": {orders.Prepaid, func(o warehouse.OrderID) { s.pay(o, 329700); settled(o); change(o, 2) },
			hats + "; +full-payment 3×99900+1×30000 set off 329700; -full-payment 3×99900+1×30000 set off 329700; -full-prepayment 1×99900; +full-payment 2×99900+1×30000 set off 229800"},
		"settled, owed, paid, then less": {orders.Invoice, func(o warehouse.OrderID) {
			settled(o)
			s.pay(o, 329700)
			printed()
			s.reach(o, job.Packing)
			change(o, 2)
			again(o)
		}, "+credit 3×99900+1×30000 owed 329700; +payment-on-credit 1×329700; -payment-on-credit 1×329700; -credit 3×99900+1×30000 owed 329700; +full-payment 2×99900+1×30000"},
		"no prepayment of ours": {orders.AtCounter, func(o warehouse.OrderID) {
			s.pay(o, 329700)
			settled(o)
			s.reach(o, job.Packing)
			change(o, 2)
			again(o)
		},
			"+full-payment 3×99900+1×30000; -full-payment 3×99900+1×30000; +full-payment 2×99900+1×30000"},
		"less, then cancelled": {orders.Prepaid, func(o warehouse.OrderID) { s.pay(o, 329700); printed(); change(o, 2); printed(); s.cancel(o) },
			hats + "; -full-prepayment 1×99900; -full-prepayment 2×99900+1×30000"},
		"paid in part, then less": {orders.Prepaid, func(o warehouse.OrderID) { s.pay(o, 229800); change(o, 2) },
			"+full-prepayment 2×99900+1×30000"},
	} {
		order := s.order(row.kind, 0)
		row.way(order)
		s.follow()
		s.follow()
		if got := s.tells(order); got != row.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, row.want)
		}
	}
}

// TestMendDiscount: a discount that is spread anew changes what each hat costs, and
// the receipts still come to the order.
func TestMendDiscount(t *testing.T) {
	s := newShop(t)
	s.decide(inAdvance)
	order := s.order(orders.Prepaid, 1000)
	s.pay(order, 328700)
	s.printed()
	s.follow()
	s.edit(order, 2)
	s.follow()
	s.reach(order, whole...)
	s.printed()
	s.follow()
	s.balanced(order)
}

// TestCashBack: what was paid in advance in cash is given back in cash.
func TestCashBack(t *testing.T) {
	s := newShop(t)
	s.decide(inAdvance)
	order := s.order(orders.Invoice, 0)
	_, err := orders.Pay.Do(context.Background(), s.door, command.Command{Itself: true}, &orders.PaidRequest{Order: order, Sum: rub(329700), By: orders.ByCash})
	s.must(err)
	s.follow()
	s.printed()
	s.edit(order, 2)
	s.follow()
	if all := s.inOrder(order); len(all) != 2 || all[1].body.Receipt.Payments != (receipt.Payments{Cash: 99900}) {
		t.Errorf("%s", s.tells(order))
	}
}

// TestBusyRegister: while nobody knows what became of a receipt nothing is
// decided; when it is known the difference is made, once.
func TestBusyRegister(t *testing.T) {
	s := newShop(t)
	s.decide(inAdvance)
	order := s.order(orders.Prepaid, 0)
	s.pay(order, 329700)
	first := s.inOrder(order)[0]
	w := spool.NewWorker(till.RegisterQueue(s.site))
	(&register{docs: map[string]int{}, lose: true, deaf: true}).work(w)
	s.until(spool.Unknown, first.Job, w)
	s.edit(order, 2)
	s.follow()
	if got := s.inOrder(order); len(got) != 1 {
		t.Fatalf("decided in doubt: %s", s.tells(order))
	}
	_, err := till.Desk.Resolve.Do(context.Background(), s.door, command.Command{Itself: true}, &spool.ResolveRequest{Job: first.Job, Outcome: spool.CameOut, Evidence: sealtest.Boxed("it lies here")})
	s.must(err)
	s.follow()
	s.follow()
	if got, want := s.tells(order), "+full-prepayment 3×99900+1×30000; -full-prepayment 1×99900"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestGivenUpByHand: what a person gave up is theirs: an edit brings no other.
func TestGivenUpByHand(t *testing.T) {
	s := newShop(t)
	s.decide(inAdvance)
	order := s.order(orders.Prepaid, 0)
	s.pay(order, 329700)
	s.must(s.door.DB.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
		all, err := till.Of(tx, order)
		if err != nil {
			return err
		}
		return spool.Drop(tx, all[0].Job, seal.Coded("printed at the other register"))
	}))
	s.follow()
	s.edit(order, 2)
	s.follow()
	if got, want := s.tells(order), "(+full-prepayment 3×99900+1×30000)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// balanced proves the receipts of an order that were registered: what was settled
// is the order, or nothing of a cancelled one, and no prepayment is left over.
func (s *shop) balanced(order warehouse.OrderID) {
	s.t.Helper()
	o := s.get(order)
	var money, settled, prepaid int64
	for _, g := range s.inOrder(order) {
		if g.State == spool.Dropped {
			continue
		}
		if g.State != spool.Done {
			s.t.Errorf("%s is %s", g.Moment, g.State)
		}
		r, sign := g.body.Receipt, int64(1)
		if r.Kind == receipt.Return {
			sign = -1
		}
		money += sign * (r.Payments.Cash + r.Payments.Card)
		switch r.Lines[0].Method {
		case receipt.FullPrepayment:
			prepaid += sign * r.Total()
		case receipt.PaymentOnCredit:
		default:
			settled += sign * r.Total()
			prepaid -= sign * r.Payments.Prepaid
		}
		if prepaid < 0 || settled < 0 {
			s.t.Errorf("more was given back or set off than there was: %s", s.tells(order))
		}
	}
	want := o.Total.Minor
	if o.Status == orders.Canceled {
		want = 0
	}
	if settled != want || prepaid != 0 || money != want {
		s.t.Errorf("settled %d of %d, by %d of money, %d of prepayment left: %s", settled, want, money, prepaid, s.tells(order))
	}
}

// TestAnyChanges: after any changes, with the register printing now and then, the
// receipts come to the order.
func TestAnyChanges(t *testing.T) {
	for seed := range uint64(40) {
		s := newShop(t)
		s.decide(inAdvance)
		draw := rand.New(rand.NewPCG(seed, 1))
		order := s.order([]orders.PaymentKind{orders.Prepaid, orders.Invoice}[seed%2], int64(draw.IntN(3))*777)
		packed := false
		pay := func() { s.pay(order, max(s.get(order).Total.Minor, s.get(order).Payment.Paid.Minor)) }
		pack := func() {
			if packed {
				s.reach(order, job.Packing, job.Packed)
			} else {
				s.reach(order, whole...)
			}
			packed = true
		}
		for range 8 {
			switch draw.IntN(6) {
			case 0, 1:
				s.edit(order, measure.Qty(1+draw.IntN(5)))
			case 2:
				pay()
			case 3:
				s.printed()
			case 4:
				pack()
			case 5:
				s.adds(order, fmt.Sprint("Варежки ", draw.IntN(2)), 1000)
			}
			if draw.IntN(2) == 0 {
				s.follow()
			}
		}
		s.follow()
		if seed%5 == 0 {
			s.cancel(order)
		} else {
			pay()
			pack()
		}
		for range 3 {
			s.printed()
			s.follow()
		}
		s.balanced(order)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}
