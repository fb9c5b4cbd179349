package till_test

import (
	"context"
	"testing"

	"warehouse-node/devices/receipt"
	"warehouse-node/orders"
	"warehouse-node/orders/till"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
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
}

func newShop(t *testing.T) *shop {
	s := &shop{t: t, door: &command.Door{DB: store.Open(memory.New())}}
	e, err := place.SaveEntity.Do(context.Background(), s.door, command.Command{Itself: true}, &place.SaveEntityRequest{
		Name: "Север", TaxID: "7701234567", Country: "RU", Tax: place.TaxGeneral,
	})
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
		Site: s.site, Channel: "shop", OuterID: string(rune('a' + s.n)), Payment: kind, Delivery: rub(30000), Discount: rub(discount),
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
	f := till.Follow()
	for {
		n, err := f.Step(context.Background(), s.door.DB)
		s.must(err)
		if n == 0 {
			return
		}
	}
}

func (s *shop) receipts(order warehouse.OrderID) (all []till.Receipt) {
	s.t.Helper()
	s.must(s.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		for p, err := range journal.AllParked(tx) {
			s.t.Errorf("parked: %+v, %v", p, err)
		}
		jobs, err := till.Of(tx, order)
		for _, j := range jobs {
			body, err := till.Receipts.Body(j)
			if err != nil {
				return err
			}
			if j.State != spool.Waiting {
				s.t.Errorf("job is %s", j.State)
			}
			all = append(all, body)
		}
		return err
	}))
	return all
}

var whole = []job.State{job.Released, job.Picking, job.Picked, job.Packing, job.Packed}

// TestMoments: each kind of payment gets its receipts at its moments, once.
func TestMoments(t *testing.T) {
	s := newShop(t)
	for kind, want := range map[orders.PaymentKind][]till.Moment{
		orders.Prepaid: {till.Packed}, orders.OnDelivery: nil, orders.Invoice: {till.Gone, till.Paid}, orders.AtCounter: {till.Packed},
	} {
		order := s.order(kind, 0)
		_, err := orders.Pay.Do(context.Background(), s.door, command.Command{Itself: true}, &orders.PaidRequest{Order: order, Sum: rub(329700)})
		s.must(err)
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
