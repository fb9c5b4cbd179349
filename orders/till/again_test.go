package till_test

import (
	"context"
	"slices"
	"testing"

	"warehouse-node/devices/receipt"
	"warehouse-node/orders"
	"warehouse-node/orders/till"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// until runs a register until a job of it has come to a state.
func (s *shop) until(want spool.State, id spool.JobID, w *spool.Worker) {
	s.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx, s.door.DB) }()
	for state := spool.Waiting; state != want; {
		bell := s.door.DB.Bell()
		s.read(func(tx *store.Tx) error {
			j, err := spool.Get(tx, id)
			if err == nil {
				state = j.State
			}
			return err
		})
		if state != want {
			<-bell
		}
	}
	cancel()
	<-ended
	s.follow()
}

// refuse is a register that registers nothing until the job has ended.
func (s *shop) refuse(id spool.JobID) {
	s.t.Helper()
	w := spool.NewWorker(till.RegisterQueue(s.site))
	no := spool.Refuse(fault.New(fault.Invalid, "till.register"))
	till.Receipts.On(w, func(context.Context, *spool.Try, till.Receipt) (till.Registered, error) {
		return till.Registered{}, no
	}, func(context.Context, *spool.Job, till.Receipt) (till.Registered, error) {
		return till.Registered{}, spool.NotDone(no)
	})
	s.until(spool.Refused, id, w)
}

// TestAgain: a refused receipt is sent again as it is, or written anew when its
// seller was taxed in a way that no register knows; also one whose row is of an
// older release, which has its lines in the job alone.
func TestAgain(t *testing.T) {
	for _, aged := range []bool{false, true} {
		for _, taxed := range []bool{true, false} {
			s := newShop(t)
			if !taxed {
				s.taxed("UA", place.TaxUkraineNoVAT)
			}
			order := s.order(orders.Prepaid, 0)
			s.pay(order, 329700)
			s.reach(order, whole...)
			first := s.last(order)
			s.refuse(first.Job)
			if aged {
				s.must(s.door.DB.Write(context.Background(), func(_ context.Context, tx *store.Tx) error { return till.Aged(tx, first) }))
			}
			s.taxed("RU", place.TaxGeneral)
			_, err := till.Desk.Retry.Do(context.Background(), s.door, command.Command{Itself: true}, &spool.RetryRequest{Job: first.Job, Reason: sealtest.Boxed("mended")})
			s.must(err)
			s.follow()
			g := s.last(order)
			if g.State != spool.Waiting || (g.Job == first.Job) != taxed {
				t.Errorf("aged %v, taxed %v: job %v is %s, before it was %v", aged, taxed, g.Job, g.State, first.Job)
			}
			s.read(func(tx *store.Tx) error {
				j, err := spool.Get(tx, g.Job)
				if err != nil {
					return err
				}
				body, err := till.Receipts.Body(j)
				if err != nil {
					return err
				}
				if r := body.Receipt; r.TaxSystem != receipt.General || r.Total() != 329700 || r.Payments.Sum() != 329700 {
					t.Errorf("aged %v, taxed %v: %s, %d paid with %d", aged, taxed, r.TaxSystem, r.Total(), r.Payments.Sum())
				}
				return nil
			})
		}
	}
}

// last is the newest receipt of an order that stands.
func (s *shop) last(order warehouse.OrderID) (g *till.Given) {
	s.t.Helper()
	s.read(func(tx *store.Tx) error {
		all, err := till.Of(tx, order)
		all = slices.DeleteFunc(all, func(g *till.Given) bool { return g.Void })
		if len(all) != 1 {
			s.t.Fatalf("%d receipts stand", len(all))
		}
		g = all[0]
		return err
	})
	return g
}

// taxed says how the legal entity of the shop is taxed.
func (s *shop) taxed(country string, tax place.TaxSystem) {
	s.t.Helper()
	var e *place.Entity
	s.read(func(tx *store.Tx) error {
		site, err := place.GetSite(tx, s.site)
		if err != nil {
			return err
		}
		e, err = place.GetEntity(tx, site.Owner)
		return err
	})
	body := e.EntityBody
	body.Country, body.Tax, body.TaxID = country, tax, "" // a tax number is of one country
	_, err := place.SaveEntity.Do(context.Background(), s.door, command.Command{Itself: true}, &place.SaveEntityRequest{ID: e.ID, Version: e.Version, EntityBody: body})
	s.must(err)
}
