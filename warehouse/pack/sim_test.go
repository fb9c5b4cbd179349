package pack_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/dispatch"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// TestSimulation: two packers scan and press whatever comes to their hands,
// while orders are cancelled and changed, pickers bring what was missing and the
// courier comes. After every step the goods are all there, and no order has two
// of anything.
func TestSimulation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &sim{house: newHouse(t)}
		for i := range 3 {
			mugs := rapid.SampledFrom([]measure.Qty{1, 7}).Draw(t, "mugs")
			s.all = append(s.all, s.order(i,
				want{article: "MUG", qty: mugs, found: mugs},
				want{article: "LAMP", qty: 1, found: 1}, want{article: "LAMP", qty: 1, found: 1}))
		}
		s.begin(s.olga)
		s.begin(s.igor)
		s.later = true
		for range rapid.IntRange(10, 40).Draw(t, "steps") {
			s.step(t)
			s.prove()
		}
	})
}

type sim struct {
	*house
	all []warehouse.OrderID
}

func (s *sim) step(t *rapid.T) {
	who := rapid.SampledFrom([]warehouse.PersonID{s.olga, s.igor}).Draw(t, "who")
	n := rapid.IntRange(0, len(s.all)-1).Draw(t, "order")
	order := s.all[n]
	switch rapid.IntRange(0, 31).Draw(t, "what") {
	case 0:
		s.try(func(ctx context.Context, tx *store.Tx) error { return cancel(ctx, tx, order) })
	case 1:
		line, qty := rapid.IntRange(0, 2).Draw(t, "line"), measure.Qty(rapid.IntRange(0, 8).Draw(t, "qty"))
		s.try(func(ctx context.Context, tx *store.Tx) error { return change(ctx, tx, order, line, qty) })
	case 2:
		s.pass(time.Duration(rapid.IntRange(1, 40).Draw(t, "minutes")) * time.Minute)
	case 3:
		s.bringAll(order)
	case 4:
		s.courier(t, who)
	case 5, 6, 7:
		s.scan(who, s.totes[rapid.IntRange(0, 4).Draw(t, "tote")].Code)
	case 8:
		if all := s.parcels(order); len(all) > 0 {
			s.scan(who, rapid.SampledFrom(all).Draw(t, "parcel").Code)
		}
	case 9, 10, 11, 12:
		s.act(t, who)
	case 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27:
		s.work(who, n)
	default:
		s.scan(who, rapid.SampledFrom([]string{"MUG", "LAMP", "CMUG", "STRANGER"}).Draw(t, "code"))
	}
}

// work does what the screen asks for.
func (s *sim) work(who warehouse.PersonID, next int) {
	r := s.look(who)
	switch {
	case r.Flow != pack.Flow:
		s.begin(who)
	case r.Step == pack.StepUnits && len(r.Open) > 0:
		s.scan(who, r.Open[0].Item.Name)
	case r.Step == pack.StepUnits && offers(r, pack.ActParcel):
		s.touch(who, pack.ActParcel)
	case r.Step == pack.StepStop && r.Stop.Into == nil:
		s.scan(who, s.totes[next].Code)
	case r.Step == pack.StepStop:
		for _, b := range r.Stop.Back {
			if b.Done < b.Need {
				s.scan(who, b.Item.Name)
				return
			}
		}
		s.touch(who, pack.ActBack)
	default:
		s.scan(who, s.totes[next].Code)
	}
}

// act does one of the actions that the person is offered.
func (s *sim) act(t *rapid.T, who warehouse.PersonID) {
	r := s.look(who)
	if r.Flow != pack.Flow {
		s.begin(who)
		return
	}
	if len(r.View.Actions) == 0 {
		return
	}
	action := rapid.SampledFrom(r.View.Actions).Draw(t, "action").Name
	var args []string
	switch {
	case action == pack.ActShort && r.Step == pack.StepShort:
		line := rapid.SampledFrom(r.View.Short.Lines).Draw(t, "short")
		args = []string{"item", line.Item.ID, "reason", rapid.SampledFrom(pack.Reasons).Draw(t, "reason")}
	case action == pack.ActWeight:
		args = []string{"grams", fmt.Sprint(rapid.IntRange(1, 5000).Draw(t, "grams"))}
	}
	s.touch(who, action, args...)
}

// try does what may be refused because the order has come too far for it.
func (s *sim) try(fn func(context.Context, *store.Tx) error) {
	err := s.door.DB.Write(context.Background(), fn)
	if err != nil && fault.KindOf(err) != fault.Conflict {
		s.t.Fatalf("%v", err)
	}
}

func cancel(ctx context.Context, tx *store.Tx, order warehouse.OrderID) error {
	back, err := promise.Cancel(tx, order)
	if err != nil {
		return err
	}
	_, err = job.Stop(ctx, tx, order, back > 0, job.Halt{Code: "job.cancelled"})
	return err
}

func change(ctx context.Context, tx *store.Tx, order warehouse.OrderID, line int, qty measure.Qty) error {
	j, err := job.Get(tx, order)
	if err != nil {
		return err
	}
	if j.State == job.Stopped || j.State == job.Ended || j.State == job.Gone {
		return fault.New(fault.Conflict, "orders.closed")
	}
	if _, err := promise.Change(tx, j.Lines[line].ID, qty); err != nil {
		return err
	}
	j.Lines[line].Qty = qty
	_, err = job.SetLines(ctx, tx, order, j.Lines)
	return err
}

// bringAll is a picker who brings all that is missing of an order that waits.
func (s *sim) bringAll(order warehouse.OrderID) {
	j := s.job(order)
	if j.State != job.Offered && j.State != job.Picked {
		return
	}
	var tote *place.Place
	for _, t := range s.totes[5:] {
		if other, free := s.owner(t.ID); free || other == order {
			tote = t
			break
		}
	}
	if tote == nil {
		return
	}
	s.write(func(_ context.Context, tx *store.Tx) error {
		wanted := measure.Qty(0)
		for _, l := range j.Lines {
			p, err := promise.Get(tx, l.ID)
			if err != nil {
				return err
			}
			wanted += p.Ordered()
			if n := p.Short + p.Promised; n > 0 {
				if err := s.pickOne(tx, p, n, tote.ID); err != nil {
					return err
				}
				if _, err := job.PutIn(tx, order, tote.ID); err != nil {
					return err
				}
			}
		}
		if j.State == job.Picked || wanted == 0 {
			return nil
		}
		for _, st := range []job.State{job.Released, job.Picked} {
			if _, err := job.To(tx, order, st); err != nil {
				return err
			}
		}
		return nil
	})
}

// pickOne receives, holds and picks qty of a line.
func (s *sim) pickOne(tx *store.Tx, l *promise.Line, qty measure.Qty, tote warehouse.PlaceID) error {
	stock := warehouse.Stock{Item: l.Item}
	if err := ledger.Post(tx, &ledger.Move{Stock: stock, Qty: qty, From: place.Supplier, To: s.bin, Reason: "receive"}); err != nil {
		return err
	}
	l, err := promise.Get(tx, l.ID) // another order may have been first in rank
	if err != nil || l.Promised == 0 {
		return err
	}
	h := &ledger.Hold{Stock: stock, Qty: l.Promised, Place: s.bin, Line: l.ID}
	if err := promise.Hold(tx, h); err != nil {
		return err
	}
	if _, err := ledger.Settle(tx, h.ID, ledger.Settlement{Qty: h.Qty, To: tote, Reason: "pick"}); err != nil {
		return err
	}
	return promise.Picked(tx, l.ID, l.Promised)
}

func (s *sim) owner(tote warehouse.PlaceID) (order warehouse.OrderID, free bool) {
	s.read(func(tx *store.Tx) error {
		j, err := job.InTote(tx, tote)
		if j != nil {
			order = j.Order
		}
		free = j == nil
		return err
	})
	return order, free
}

// courier is somebody at the dock, who scans what is there, or whom the office
// sends off with what was scanned by then.
func (s *sim) courier(t *rapid.T, who warehouse.PersonID) {
	if rapid.Bool().Draw(t, "out") {
		s.touch(who, dispatch.Flow)
		for _, o := range s.all {
			for _, p := range s.parcels(o) {
				s.scan(who, p.Code)
			}
		}
		s.begin(who)
		return
	}
	_, err := dispatch.Close.Do(context.Background(), s.door, command.Command{Person: who}, &dispatch.CloseRequest{ListRequest: dispatch.ListRequest{Courier: "cdek"}})
	if k := fault.KindOf(err); err != nil && k != fault.NotFound && k != fault.Conflict {
		s.t.Fatalf("close: %v", err)
	}
}

// prove holds every order against the ledger.
func (s *sim) prove() {
	s.check()
	s.read(func(tx *store.Tx) error {
		for _, o := range s.all {
			if err := proveOrder(tx, o); err != nil {
				return err
			}
		}
		return nil
	})
}

func proveOrder(tx *store.Tx, order warehouse.OrderID) error {
	j, err := job.Get(tx, order)
	if err != nil {
		return err
	}
	var in, due, left, gone measure.Qty
	for l, err := range promise.Of(tx, order) {
		if err != nil {
			return err
		}
		due += l.Picked + l.Packed + l.Back
		left += l.Short + l.Promised + l.Held + l.Picked
		gone += l.Gone
	}
	for _, t := range j.Totes {
		n, err := lying(tx, t)
		if in += n; err != nil {
			return err
		}
	}
	inHouse := 0
	for p, err := range job.ParcelsOf(tx, order) {
		if err != nil {
			return err
		}
		n, err := lying(tx, p.Place)
		if err != nil {
			return err
		}
		in += n
		labels, err := wanted(tx, p.Place)
		switch {
		case err != nil:
			return err
		case (p.Void || !p.Gone.IsZero()) && n > 0:
			return fmt.Errorf("parcel %s is none any more and holds %d", p.Code, n)
		case labels > 1:
			return fmt.Errorf("parcel %s has %d first labels", p.Code, labels)
		case !p.Void && !p.Closed.IsZero() && labels != 1 && j.State != job.Stopped && j.State != job.Ended:
			return fmt.Errorf("closed parcel %s has no label", p.Code)
		case !p.Void && p.Closed.IsZero() && n > 0 && j.State == job.Packed:
			return fmt.Errorf("order %s is packed, its parcel %s open", j.Number, p.Code)
		}
		if n > 0 {
			inHouse++
		}
	}
	switch {
	case in != due:
		return fmt.Errorf("order %s (%s): %d lie in its totes and parcels, its lines say %d", j.Number, j.State, in, due)
	case j.State == job.Packed && left > 0:
		return fmt.Errorf("order %s is packed and lacks %d", j.Number, left)
	case j.State == job.Gone && (left > 0 || inHouse > 0 || gone == 0):
		return fmt.Errorf("order %s is gone: %d left to pack, %d parcels here, %d gone", j.Number, left, inHouse, gone)
	}
	return nil
}

func lying(tx *store.Tx, at warehouse.PlaceID) (n measure.Qty, err error) {
	for b, err := range ledger.Contents(tx, at) {
		if err != nil {
			return 0, err
		}
		n += b.OnHand()
	}
	return n, nil
}

// wanted counts the first labels of a parcel that were not taken off the queue.
func wanted(tx *store.Tx, parcel warehouse.PlaceID) (n int, err error) {
	for j, err := range spool.About(tx, pack.AboutParcel(parcel)) {
		if err != nil {
			return 0, err
		}
		l, err := pack.Labels.Body(j)
		if err != nil {
			return 0, err
		}
		if l.Copy == 0 && j.State != spool.Dropped {
			n++
		}
	}
	return n, nil
}
