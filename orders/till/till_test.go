package till_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"warehouse-node/devices/receipt"
	"warehouse-node/orders"
	"warehouse-node/orders/till"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

func rub(minor int64) measure.Money { return measure.Money{Minor: minor, Currency: measure.RUB} }

type shop struct {
	t    *testing.T
	door *command.Door
	site warehouse.SiteID
	n    int
	paid int64 // what orders come paid with
}

func newShop(t *testing.T) *shop {
	s := &shop{t: t, door: &command.Door{DB: store.Open(memory.New())}}
	e, err := place.SaveEntity.Do(context.Background(), s.door, command.Command{Itself: true}, &place.SaveEntityRequest{EntityBody: place.EntityBody{Name: "Север", TaxID: "7701234560", Country: "RU", Tax: place.TaxGeneral}})
	s.must(err)
	a, err := place.CreateSite.Do(context.Background(), s.door, command.Command{Itself: true}, &place.CreateSiteRequest{
		Name: "Казань", Timezone: "Europe/Moscow", Currency: measure.RUB, Owner: e.ID,
	})
	s.must(err)
	s.site = a.IDs[0]
	_, err = catalog.Create.Do(context.Background(), s.door, command.Command{Itself: true}, &catalog.CreateRequest{Body: catalog.Body{Article: "HAT", Name: "Hat"}})
	s.must(err)
	return s
}

func (s *shop) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *shop) order(kind orders.PaymentKind, discount int64) warehouse.OrderID {
	s.t.Helper()
	s.n++
	a, err := orders.Accept.Do(context.Background(), s.door, command.Command{Itself: true}, &orders.Incoming{
		Site: s.site, Channel: "shop", OuterID: string(rune('a' + s.n)), Payment: kind, Delivery: rub(30000), Discount: rub(discount), Paid: rub(s.paid),
		Lines: []orders.IncomingLine{{Article: "HAT", Name: "Шапка «Север» зимняя", Qty: 3, Price: rub(99900), VAT: measure.Percent(22)}},
	})
	s.must(err)
	return a.Order
}

// reach moves the job of an order on, and lets the follower catch up twice.
func (s *shop) reach(order warehouse.OrderID, states ...job.State) {
	s.t.Helper()
	for _, to := range states {
		s.must(s.door.DB.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
			_, err := job.To(tx, order, to)
			return err
		}))
	}
	s.follow()
}

func (s *shop) follow() {
	s.t.Helper()
	for _, f := range []*journal.Follower{orders.Follow(), till.Follow()} {
		for n := 1; n > 0; {
			var err error
			n, err = f.Step(context.Background(), s.door.DB)
			s.must(err)
		}
	}
}

func (s *shop) receipts(order warehouse.OrderID) (all []till.Receipt) {
	s.t.Helper()
	s.read(func(tx *store.Tx) error {
		for p, err := range journal.AllParked(tx) {
			s.t.Errorf("parked: %+v, %v", p, err)
		}
		of, err := till.Of(tx, order)
		for _, g := range of {
			j, err := spool.Get(tx, g.Job)
			if err != nil {
				return err
			}
			body, err := till.Receipts.Body(j)
			if err != nil {
				return err
			}
			if g.State != spool.Waiting || g.Sum != body.Receipt.Total() {
				s.t.Errorf("job is %s, of %d", g.State, g.Sum)
			}
			if who := body.Receipt.Buyer; who != (receipt.Buyer{}) {
				s.t.Errorf("the job says who the buyer is before the register is told: %+v", who)
			}
			all = append(all, body)
		}
		return err
	})
	return all
}

func (s *shop) read(fn func(*store.Tx) error) {
	s.t.Helper()
	s.must(s.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error { return fn(tx) }))
}

func (s *shop) pay(order warehouse.OrderID, sum int64) {
	s.t.Helper()
	_, err := orders.Pay.Do(context.Background(), s.door, command.Command{Itself: true}, &orders.PaidRequest{Order: order, Sum: rub(sum)})
	s.must(err)
	s.follow()
}

var whole = []job.State{job.Released, job.Picking, job.Picked, job.Packing, job.Packed}

// TestMoments: each kind of payment gets its receipts at its moments, once.
func TestMoments(t *testing.T) {
	s := newShop(t)
	for kind, want := range map[orders.PaymentKind][]till.Moment{
		orders.Prepaid: {till.Packed}, orders.OnDelivery: nil, orders.Invoice: {till.Gone, till.Paid}, orders.AtCounter: {till.Packed},
	} {
		order := s.order(kind, 0)
		s.pay(order, 329700)
		s.reach(order, whole...)
		s.reach(order, job.Packing, job.Packed, job.Gone) // opened and closed once more
		got := s.receipts(order)
		if len(got) != len(want) {
			t.Errorf("%s: %d receipts, want %v", kind, len(got), want)
			continue
		}
		for i, r := range got {
			if r.Moment != want[i] {
				t.Errorf("%s: receipt %d at %s, want %s", kind, i, r.Moment, want[i])
			}
			if err := r.Receipt.Validate("2026-11-21"); err != nil {
				t.Errorf("%s at %s: %v", kind, r.Moment, err)
			}
			if r.Receipt.Total() != 329700 || r.Receipt.Payments.Sum() != 329700 {
				t.Errorf("%s at %s: total %d, paid %d", kind, r.Moment, r.Receipt.Total(), r.Receipt.Payments.Sum())
			}
			if setOff := r.Receipt.Payments.Prepaid > 0; setOff != (kind == orders.Invoice && r.Moment == till.Gone) {
				t.Errorf("%s at %s: prepayment set off: %v", kind, r.Moment, setOff)
			}
		}
	}
}

// TestPaidInCash: money that a person marked as cash is cash on the receipt of
// prepayment, and set off when the goods go.
func TestPaidInCash(t *testing.T) {
	s := newShop(t)
	for by, want := range map[orders.PaidBy]receipt.Payments{orders.ByCash: {Cash: 329700}, orders.ByCard: {Card: 329700}, orders.ByBank: {Card: 329700}} {
		order := s.order(orders.Invoice, 0)
		var o *orders.Order
		s.read(func(tx *store.Tx) (err error) { o, err = orders.Get(tx, order); return err })
		_, err := orders.Pay.Do(context.Background(), s.door, command.Command{Itself: true}, &orders.PaidRequest{
			Order: order, Version: o.Version, Sum: rub(329700), By: by, On: measure.DayOf(o.Accepted, time.UTC),
		})
		s.must(err)
		s.follow()
		s.reach(order, append(whole, job.Gone)...)
		got := s.receipts(order)
		if len(got) != 2 {
			t.Fatalf("%s: %d receipts", by, len(got))
		}
		for _, r := range got {
			paid := want
			if r.Moment == till.Gone {
				paid = receipt.Payments{Prepaid: 329700}
			}
			if r.Receipt.Payments != paid {
				t.Errorf("%s at %s: %+v", by, r.Moment, r.Receipt.Payments)
			}
		}
	}
}

// TestDiscount: whatever is taken off, price times quantity of the positions sums
// to the order.
func TestDiscount(t *testing.T) {
	s := newShop(t)
	for _, off := range []int64{0, 1, 2, 3, 10000, 99999, 299699} {
		order := s.order(orders.Prepaid, off)
		s.reach(order, whole...)
		got := s.receipts(order)
		if len(got) != 1 {
			t.Fatalf("%d receipts", len(got))
		}
		r := got[0].Receipt
		sum := int64(0)
		for _, l := range r.Lines {
			sum += l.Price * int64(l.Quantity/receipt.One)
		}
		if sum != 329700-off || r.Validate("2026-11-21") != nil {
			t.Errorf("%d off: positions sum to %d, %v", off, sum, r.Validate("2026-11-21"))
		}
		if r.Lines[0].Rate != "ru-22" {
			t.Errorf("rate %s", r.Lines[0].Rate)
		}
	}
}

// TestMoney: whatever order money and goods come and go in, they stand on one
// receipt each.
func TestMoney(t *testing.T) {
	s := newShop(t)
	tell := func(order warehouse.OrderID) (out string) {
		for _, r := range s.receipts(order) {
			if err := r.Receipt.Validate("2026-11-21"); err != nil {
				t.Errorf("%s: %v", r.Moment, err)
			}
			p := r.Receipt.Payments
			out += fmt.Sprintf("%s %s %d/%d/%d; ", r.Moment, r.Receipt.Lines[0].Method, p.Prepaid, p.Card, p.Credit)
		}
		return out
	}
	gone := append(slices.Clone(whole), job.Gone)
	for name, row := range map[string]struct {
		way  func(warehouse.OrderID)
		want string
	}{
		"paid before": {func(o warehouse.OrderID) { s.pay(o, 329700); s.reach(o, gone...) },
			"gone full-payment 329700/0/0; paid full-prepayment 0/329700/0; "},
		"paid after": {func(o warehouse.OrderID) { s.reach(o, gone...); s.pay(o, 329700) },
			"gone credit 0/0/329700; paid payment-on-credit 0/329700/0; "},
		"never paid": {func(o warehouse.OrderID) { s.reach(o, gone...) },
			"gone credit 0/0/329700; "},
		"in parts": {func(o warehouse.OrderID) { s.pay(o, 100000); s.reach(o, gone...); s.pay(o, 329700) },
			"gone partial-credit 0/100000/229700; paid payment-on-credit 0/229700/0; "},
		"in parts before": {func(o warehouse.OrderID) { s.pay(o, 100000); s.pay(o, 329700); s.reach(o, gone...); s.pay(o, 329701) },
			"gone full-payment 329700/0/0; paid full-prepayment 0/329700/0; "},
	} {
		order := s.order(orders.Invoice, 0)
		row.way(order)
		s.follow()
		if got := tell(order); got != row.want {
			t.Errorf("%s: %s, want %s", name, got, row.want)
		}
	}
}

// TestComesPaid: an order that its shop says is paid gets the receipt of
// prepayment that the policy wants.
func TestComesPaid(t *testing.T) {
	s := newShop(t)
	s.must(s.door.DB.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
		p, err := till.Settings.Get(tx)
		if err != nil {
			return err
		}
		p.PrepaidAdvance = till.Paid
		return till.Settings.Set(tx, p)
	}))
	s.paid = 329700
	order := s.order(orders.Prepaid, 0)
	s.follow()
	if got := s.receipts(order); len(got) != 1 || got[0].Moment != till.Paid || got[0].Receipt.Payments.Card != 329700 {
		t.Errorf("%+v", got)
	}
	s.reach(order, whole...)
	if got := s.receipts(order); len(got) != 2 || got[0].Moment != till.Packed || got[0].Receipt.Payments.Prepaid != 329700 {
		t.Errorf("%+v", got)
	}
}

// register is a register that keeps what it registered, and may lose answers.
type register struct {
	mu   sync.Mutex
	docs map[string]int // job -> times registered
	lose bool           // the next answer
	deaf bool           // cannot be asked
}

func (r *register) work(w *spool.Worker) {
	till.Receipts.On(w, func(ctx context.Context, t *spool.Try, body till.Receipt) (till.Registered, error) {
		if err := t.Intend(ctx, []byte(body.Receipt.Job)); err != nil {
			return till.Registered{}, err
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		r.docs[body.Receipt.Job]++
		if r.lose {
			r.lose = false
			return till.Registered{}, errors.New("the line is dead")
		}
		return r.registered(body.Receipt.Total()), nil
	}, func(_ context.Context, j *spool.Job, body till.Receipt) (till.Registered, error) {
		r.mu.Lock()
		defer r.mu.Unlock()
		switch {
		case r.deaf:
			return till.Registered{}, spool.InDoubt(fault.New(fault.Unavailable, "till.register", "reason", "link-lost"))
		case r.docs[string(j.Intent)] > 0:
			return r.registered(body.Receipt.Total()), nil
		}
		return till.Registered{}, spool.NotDone(fault.New(fault.Unavailable, "spool.died"))
	})
}

func (r *register) registered(sum int64) till.Registered {
	return till.Registered{Number: uint32(len(r.docs)), Sign: 77, Memory: "9999078900001234", At: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC), Sum: sum}
}

// TestRegister: a receipt is registered once whatever is lost; what nobody can
// tell waits for a person and holds up nobody else, and the number is noted.
func TestRegister(t *testing.T) {
	s := newShop(t)
	r := &register{docs: map[string]int{}}
	w := spool.NewWorker(till.RegisterQueue(s.site))
	r.work(w)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx, s.door.DB) }()
	defer func() { cancel(); <-ended }()
	until := func(order warehouse.OrderID, want spool.State) (g *till.Given) {
		t.Helper()
		for deadline := time.Now().Add(20 * time.Second); ; {
			bell := s.door.DB.Bell()
			s.read(func(tx *store.Tx) error {
				all, err := till.Of(tx, order)
				if len(all) != 1 {
					t.Fatalf("%d receipts", len(all))
				}
				g = all[0]
				return err
			})
			if g.State == want {
				return g
			}
			select {
			case <-bell:
			case <-time.After(time.Until(deadline)):
				t.Fatalf("the receipt is %s, want %s", g.State, want)
			}
		}
	}
	done := func(g *till.Given) {
		t.Helper()
		if g.Result.Number == 0 || g.Result.Sign != 77 || g.Result.Sum != 329700 {
			t.Errorf("noted %+v", g.Result)
		}
	}

	plain := s.order(orders.Prepaid, 0)
	s.reach(plain, whole...)
	done(until(plain, spool.Done))

	r.mu.Lock()
	r.lose = true
	r.mu.Unlock()
	asked := s.order(orders.Prepaid, 0)
	s.reach(asked, whole...)
	done(until(asked, spool.Done))

	r.mu.Lock()
	r.lose, r.deaf = true, true
	r.mu.Unlock()
	doubt := s.order(orders.Prepaid, 0)
	s.reach(doubt, whole...)
	stuck := until(doubt, spool.Unknown)
	next := s.order(orders.Prepaid, 0)
	s.reach(next, whole...)
	done(until(next, spool.Done))
	_, err := till.Desk.Resolve.Do(context.Background(), s.door, command.Command{Itself: true}, &spool.ResolveRequest{Job: stuck.Job, Outcome: spool.CameOut, Evidence: sealtest.Boxed("document 3 on the tape")})
	s.must(err)
	until(doubt, spool.Done)

	for range 3 { // everything once more
		for _, o := range []warehouse.OrderID{plain, asked, doubt, next} {
			s.reach(o, job.Packing, job.Packed)
		}
	}
	s.must(spool.Prune(context.Background(), s.door.DB))
	r.mu.Lock()
	defer r.mu.Unlock()
	for name, n := range r.docs {
		if n != 1 {
			t.Errorf("%s was registered %d times", name, n)
		}
	}
	if len(r.docs) != 4 {
		t.Errorf("%d receipts for four orders", len(r.docs))
	}
}
