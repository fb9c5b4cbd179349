package till_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/devices/receipt"
	"warehouse-node/orders"
	"warehouse-node/orders/till"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// printed has the register print all that waits for it.
func (s *shop) printed() {
	s.t.Helper()
	r := &register{docs: map[string]int{}}
	w := spool.NewWorker(till.RegisterQueue(s.site))
	r.work(w)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx, s.door.DB) }()
	defer func() { cancel(); <-ended }()
	for waits := true; waits; {
		bell := s.door.DB.Bell()
		waits = false
		s.read(func(tx *store.Tx) error {
			for o, err := range orders.Newest(tx) {
				if err != nil {
					return err
				}
				all, err := till.Of(tx, o.ID)
				if err != nil {
					return err
				}
				for _, g := range all {
					waits = waits || g.State != spool.Done && g.State != spool.Dropped
				}
			}
			return nil
		})
		if waits {
			<-bell
		}
	}
}

func (s *shop) cancel(order warehouse.OrderID) {
	s.t.Helper()
	_, err := orders.Cancel.Do(context.Background(), s.door, command.Command{Itself: true}, &orders.CancelRequest{Order: order, Version: s.version(order), Reason: sealtest.Boxed("передумала")})
	s.must(err)
	s.follow()
}

func (s *shop) version(order warehouse.OrderID) (version uint64) {
	s.read(func(tx *store.Tx) error {
		o, err := orders.Get(tx, order)
		if err == nil {
			version = o.Version
		}
		return err
	})
	return version
}

// given are the receipts of an order by moment.
func (s *shop) given(order warehouse.OrderID) map[till.Moment]spool.State {
	s.t.Helper()
	all := map[till.Moment]spool.State{}
	s.read(func(tx *store.Tx) error {
		of, err := till.Of(tx, order)
		for _, g := range of {
			all[g.Moment] = g.State
		}
		return err
	})
	return all
}

// TestCancelReturns: the printed receipt of a cancelled order is returned once,
// with the same lines, rates and payments.
func TestCancelReturns(t *testing.T) {
	s := newShop(t)
	order := s.order(orders.Prepaid, 100)
	s.reach(order, whole...)
	sold := s.receipts(order)[0]
	s.printed()
	s.follow()
	s.cancel(order)
	s.follow()
	if diff := cmp.Diff(map[till.Moment]spool.State{till.Packed: spool.Done, till.PackedBack: spool.Waiting}, s.given(order)); diff != "" {
		t.Fatal(diff)
	}
	s.read(func(tx *store.Tx) error {
		all, err := till.Of(tx, order)
		if err != nil {
			return err
		}
		j, err := spool.Get(tx, all[1].Job)
		if err != nil {
			return err
		}
		back, err := till.Receipts.Body(j)
		want := sold.Receipt
		want.Kind, want.Job = receipt.Return, back.Receipt.Job
		if diff := cmp.Diff(want, back.Receipt); diff != "" || back.Receipt.Job == sold.Receipt.Job {
			t.Errorf("job %s: %s", back.Receipt.Job, diff)
		}
		if bad := back.Receipt.Validate("2026-11-21"); bad != nil {
			t.Error(bad)
		}
		return err
	})
	s.printed()
	s.follow()
	if got := s.given(order); len(got) != 2 || got[till.PackedBack] != spool.Done {
		t.Errorf("after the return: %v", got)
	}
}

// TestCancelBeforeReceipt: a receipt that the register was not told of is taken
// off its queue, and a cancelled order gets none.
func TestCancelBeforeReceipt(t *testing.T) {
	s := newShop(t)
	order := s.order(orders.Prepaid, 0)
	s.reach(order, whole...)
	s.cancel(order)
	if got := s.given(order); len(got) != 1 || got[till.Packed] != spool.Dropped {
		t.Errorf("%v", got)
	}

	quick := s.order(orders.Prepaid, 0)
	for _, to := range whole { // packed and given up before the follower looks
		s.must(s.door.DB.Write(context.Background(), func(_ context.Context, tx *store.Tx) error { _, err := job.To(tx, quick, to); return err }))
	}
	s.cancel(quick)
	if got := s.given(quick); len(got) != 0 {
		t.Errorf("a cancelled order has %v", got)
	}
}

// TestCancelReturnsPrepayment: the prepayment and the settlement that set it off
// are both returned.
func TestCancelReturnsPrepayment(t *testing.T) {
	s := newShop(t)
	s.must(s.door.DB.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
		p, err := till.Settings.Get(tx)
		if err != nil {
			return err
		}
		p.InvoiceSettle = till.Packed
		return till.Settings.Set(tx, p)
	}))
	order := s.order(orders.Invoice, 0)
	s.pay(order, 329700)
	s.reach(order, whole...)
	s.printed()
	s.follow()
	s.cancel(order)
	s.printed()
	s.follow()
	want := map[till.Moment]spool.State{till.Paid: spool.Done, till.PaidBack: spool.Done, till.Packed: spool.Done, till.PackedBack: spool.Done}
	if diff := cmp.Diff(want, s.given(order)); diff != "" {
		t.Error(diff)
	}
}
