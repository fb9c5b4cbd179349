package orders_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal/journaltest"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// house is a site with one bin and two items.
type house struct {
	door  *command.Door
	site  warehouse.SiteID
	bin   warehouse.PlaceID
	items map[string]warehouse.ItemID // by article
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{door: &command.Door{DB: store.Open(memory.New())}, items: map[string]warehouse.ItemID{}}
	h.write(t, func(ctx context.Context, tx *store.Tx) error {
		a, err := place.CreateSite.In(ctx, tx, &place.CreateSiteRequest{Name: "Казань", Timezone: "Europe/Moscow", Currency: measure.RUB})
		if err != nil {
			return err
		}
		h.site = a.IDs[0]
		a, err = place.CreateBins.In(ctx, tx, &place.CreateBinsRequest{Parent: h.site, Bins: []place.BinSpec{{Name: "A-1", Use: place.PickFace}}})
		if err != nil {
			return err
		}
		h.bin = a.IDs[0]
		for _, article := range []string{"SHOE-42", "HAT"} {
			i, err := catalog.Create.In(ctx, tx, &catalog.CreateRequest{Body: catalog.Body{Article: article, Name: article}})
			if err != nil {
				return err
			}
			h.items[article] = i.ID
		}
		return nil
	})
	return h
}

func (h *house) write(t *testing.T, fn func(context.Context, *store.Tx) error) {
	t.Helper()
	must(t, h.door.DB.Write(context.Background(), fn))
}

func (h *house) receive(t *testing.T, article string, qty measure.Qty) {
	t.Helper()
	h.write(t, func(_ context.Context, tx *store.Tx) error {
		return ledger.Post(tx, &ledger.Move{Stock: warehouse.Stock{Item: h.items[article]}, Qty: qty, From: place.Supplier, To: h.bin, Reason: "receive"})
	})
}

func (h *house) accept(r *orders.Incoming) (*orders.AcceptAnswer, error) {
	return orders.Accept.Do(context.Background(), h.door, command.Command{Itself: true, Device: "shop"}, r)
}

// follow lets the follower of orders catch up.
func (h *house) follow(t *testing.T) {
	t.Helper()
	f := orders.Follow()
	for {
		n, err := f.Step(context.Background(), h.door.DB)
		must(t, err)
		if n == 0 {
			return
		}
	}
}

func (h *house) order(t *testing.T, id warehouse.OrderID) (o *orders.Order) {
	t.Helper()
	must(t, h.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) (err error) {
		if o, err = orders.Get(tx, id); err != nil {
			return err
		}
		return errors.Join(ledger.Check(tx), promise.Check(tx))
	}))
	return o
}

func rub(minor int64) measure.Money { return measure.Money{Minor: minor, Currency: measure.RUB} }

func (h *house) incoming(id string, version byte, lines ...orders.IncomingLine) *orders.Incoming {
	return &orders.Incoming{Site: h.site, Channel: "sever-yug.ru", OuterID: id, Digest: seal.Hash{version}, Lines: lines, Payment: orders.Prepaid}
}

func line(article string, qty measure.Qty, minor int64) orders.IncomingLine {
	return orders.IncomingLine{Article: article, Name: article, Qty: qty, Price: rub(minor)}
}

func TestGoldens(t *testing.T) { journaltest.Goldens(t, "orders.") }

// TestSameOrderFiftyTimes: fifty copies at once make one order.
func TestSameOrderFiftyTimes(t *testing.T) {
	h := newHouse(t)
	h.receive(t, "HAT", 1)
	var mu sync.Mutex
	outcomes := map[orders.Outcome]int{}
	ids := map[warehouse.OrderID]bool{}
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			a, err := h.accept(h.incoming("4711", 1, line("HAT", 1, 100)))
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				t.Error(err)
				return
			}
			outcomes[a.Outcome]++
			ids[a.Order] = true
		})
	}
	all.Wait()
	if len(ids) != 1 || outcomes[orders.OutcomeNew] != 1 || outcomes[orders.OutcomeSame] != 49 {
		t.Errorf("%d orders, %v", len(ids), outcomes)
	}
}

// TestLife follows an order through edits of its channel and its cancellation.
func TestLife(t *testing.T) {
	h := newHouse(t)
	h.receive(t, "SHOE-42", 2)
	h.receive(t, "HAT", 1)
	r := h.incoming("1", 1, line("SHOE-42", 2, 450000), line("HAT", 1, 90100))
	r.Discount, r.Delivery = rub(10000), rub(30000)
	a, err := h.accept(r)
	must(t, err)
	o := h.order(t, a.Order)
	if a.Status != orders.Promised || o.Total != rub(2*450000+90100-10000+30000) || o.Number != "10001" {
		t.Errorf("%s, total %s, number %s", a.Status, o.Total, o.Number)
	}
	if sum, _ := o.Lines[0].Sum.Add(o.Lines[1].Sum); sum != rub(2*450000+90100-10000) {
		t.Errorf("lines sum to %s", sum)
	}

	r = h.incoming("1", 2, line("SHOE-42", 3, 450000), line("SCARF", 1, 5000)) // one more, the hat out, an unknown in
	a, err = h.accept(r)
	must(t, err)
	if o = h.order(t, a.Order); a.Outcome != orders.OutcomeEdited || o.Status != orders.Problem || len(o.Lines) != 3 {
		t.Errorf("%s, %s, %d lines", a.Outcome, o.Status, len(o.Lines))
	}
	_, err = orders.Match.Do(context.Background(), h.door, command.Command{Itself: true}, &orders.MatchRequest{Order: o.ID, Line: o.Lines[2].ID, Item: h.items["HAT"]})
	must(t, err)
	if o = h.order(t, a.Order); o.Status != orders.Waiting {
		t.Errorf("matched: %s", o.Status)
	}
	h.receive(t, "SHOE-42", 1)
	h.follow(t)
	if o = h.order(t, a.Order); o.Status != orders.Promised {
		t.Errorf("goods came: %s", o.Status)
	}
	_, err = orders.Edit.Do(context.Background(), h.door, command.Command{Itself: true}, &orders.EditRequest{Order: o.ID, Version: o.Version - 1})
	if !errors.Is(err, fault.Conflict) {
		t.Errorf("an edit of what was not seen: %v", err)
	}
	r = h.incoming("1", 3, line("SHOE-42", 3, 450000))
	r.Cancelled = "changed their mind"
	a, err = h.accept(r)
	must(t, err)
	if o = h.order(t, a.Order); a.Outcome != orders.OutcomeCancelled || o.Status != orders.Canceled {
		t.Errorf("%s, %s", a.Outcome, o.Status)
	}
	must(t, h.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		can, err := promise.Can(tx, h.site, h.items["SHOE-42"])
		if can != 3 {
			t.Errorf("%d shoes can be promised again", can)
		}
		j, jerr := job.Get(tx, o.ID)
		if jerr != nil || j.State != job.Ended {
			t.Errorf("job %v, %v", j, jerr)
		}
		return err
	}))
	r = h.incoming("1", 4, line("SHOE-42", 1, 450000))
	if a, err = h.accept(r); err != nil || a.Outcome != orders.OutcomeLate || h.order(t, a.Order).Late == "" {
		t.Errorf("after the end: %+v, %v", a, err)
	}
}

// TestSumThatDoesNotFit: an order whose channel names another sum than its lines
// come to is taken at theirs, and waits for a person to see that; a repeat does not
// ask again, another version does.
func TestSumThatDoesNotFit(t *testing.T) {
	h := newHouse(t)
	r := h.incoming("1", 1, line("HAT", 1, 24900))
	r.Unfit = true
	a, err := h.accept(r)
	must(t, err)
	if o := h.order(t, a.Order); a.Outcome != orders.OutcomeNew || o.Late != "orders.late_sum" || o.Total.Minor != 24900 || o.Status == orders.Canceled {
		t.Errorf("%s, %q, %v, %s", a.Outcome, o.Late, o.Total, o.Status)
	}
	h.write(t, func(ctx context.Context, tx *store.Tx) error {
		_, err := orders.Seen.In(ctx, tx, &orders.SeenRequest{Order: a.Order})
		return err
	})
	_, err = h.accept(r)
	must(t, err)
	if o := h.order(t, a.Order); o.Late != "" {
		t.Errorf("a repeat asks again: %q", o.Late)
	}
	r = h.incoming("1", 2, line("HAT", 2, 24900))
	r.Unfit = true
	a, err = h.accept(r)
	must(t, err)
	if o := h.order(t, a.Order); a.Outcome != orders.OutcomeEdited || o.Late != "orders.late_sum" || o.Total.Minor != 49800 {
		t.Errorf("%s, %q, %v", a.Outcome, o.Late, o.Total)
	}
}

// TestSteepDiscount: an order far below its lines is taken at the sum that the buyer was
// told and is not held up, but a person is shown it; the next version, at a price that
// nobody doubts, does not ask.
func TestSteepDiscount(t *testing.T) {
	h := newHouse(t)
	h.receive(t, "HAT", 3)
	r := h.incoming("1", 1, line("HAT", 1, 24900))
	r.Discount, r.Steep = measure.Money{Minor: 24000, Currency: measure.RUB}, true
	a, err := h.accept(r)
	must(t, err)
	if o := h.order(t, a.Order); o.Late != "orders.late_discount" || o.Total.Minor != 900 || o.Status != orders.Promised {
		t.Errorf("%q, %v, %s", o.Late, o.Total, o.Status)
	}
	h.write(t, func(ctx context.Context, tx *store.Tx) error {
		_, err := orders.Seen.In(ctx, tx, &orders.SeenRequest{Order: a.Order})
		return err
	})
	a, err = h.accept(h.incoming("1", 2, line("HAT", 2, 24900)))
	must(t, err)
	if o := h.order(t, a.Order); o.Late != "" || o.Total.Minor != 49800 {
		t.Errorf("%q, %v", o.Late, o.Total)
	}
}

// TestFloor: what the floor reports moves the status, and the late is told late.
func TestFloor(t *testing.T) {
	h := newHouse(t)
	h.receive(t, "HAT", 1)
	a, err := h.accept(h.incoming("1", 1, line("HAT", 1, 100)))
	must(t, err)
	for _, row := range []struct {
		to   job.State
		want orders.Status
	}{
		{job.Released, orders.Picking}, {job.Picking, orders.Picking}, {job.Picked, orders.Packing},
		{job.Packing, orders.Packing}, {job.Packed, orders.Ready}, {job.Gone, orders.Gone},
	} {
		h.write(t, func(_ context.Context, tx *store.Tx) error { _, err := job.To(tx, a.Order, row.to); return err })
		h.follow(t)
		if o := h.order(t, a.Order); o.Status != row.want {
			t.Errorf("%s: order is %s", row.to, o.Status)
		}
	}
	r := h.incoming("1", 2, line("HAT", 1, 100))
	r.Cancelled = "too slow"
	if a, err := h.accept(r); err != nil || a.Outcome != orders.OutcomeLate || h.order(t, a.Order).Late != "orders.late_cancel" {
		t.Errorf("%+v, %v", a, err)
	}
}

// TestFloorAhead: the follower comes late and finds the goods gone.
func TestFloorAhead(t *testing.T) {
	h := newHouse(t)
	h.receive(t, "HAT", 1)
	a, err := h.accept(h.incoming("1", 1, line("HAT", 1, 100)))
	must(t, err)
	for _, to := range []job.State{job.Released, job.Picking, job.Picked, job.Packing, job.Packed, job.Gone} {
		h.write(t, func(_ context.Context, tx *store.Tx) error { _, err := job.To(tx, a.Order, to); return err })
	}
	h.follow(t)
	o := h.order(t, a.Order)
	if o.Status != orders.Gone || o.Reached.Picking.IsZero() || o.Reached.Packed.IsZero() || o.Reached.Gone.IsZero() {
		t.Errorf("%s, reached %+v", o.Status, o.Reached)
	}
}

func TestBadOrders(t *testing.T) {
	h := newHouse(t)
	many := make([]orders.IncomingLine, orders.MaxLines+1)
	for i := range many {
		many[i] = line("HAT", 1, 1)
	}
	for name, r := range map[string]*orders.Incoming{
		"no lines":    h.incoming("1", 1),
		"negative":    h.incoming("1", 1, line("HAT", -1, 100)),
		"none":        h.incoming("1", 1, line("HAT", 0, 100)),
		"minus price": h.incoming("1", 1, line("HAT", 1, -100)),
		"2^63":        h.incoming("1", 1, line("HAT", 1<<62, 1<<62)),
		"too long":    h.incoming("1", 1, many...),
		"nameless":    h.incoming("", 1, line("HAT", 1, 1)),
		"two moneys":  h.incoming("1", 1, line("HAT", 1, 1), orders.IncomingLine{Article: "HAT", Qty: 1, Price: measure.Money{Minor: 1, Currency: measure.UAH}}),
	} {
		_, err := h.accept(r)
		if k := fault.KindOf(err); err == nil || k != fault.Invalid && k != fault.Limit {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(t, h.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		for o, err := range orders.Newest(tx) {
			return fmt.Errorf("an order was kept: %v, %v", o, err)
		}
		return nil
	}))
}
