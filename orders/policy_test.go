package orders_test

import (
	"context"
	"testing"

	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/store"
)

// many is what nobody means.
const many = 999_999_999

func (h *house) can(t *testing.T, article string) (can measure.Qty) {
	t.Helper()
	must(t, h.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) (err error) {
		can, err = promise.Can(tx, h.site, h.items[article])
		return err
	}))
	return can
}

// unclear says whether the floor may not release an order.
func (h *house) unclear(t *testing.T, id warehouse.OrderID) (is bool) {
	t.Helper()
	must(t, h.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		j, err := job.Get(tx, id)
		if err == nil {
			is = j.Unclear
		}
		return err
	}))
	return is
}

func desk[Req, Ans any](h *house, s *command.Spec[Req, Ans], r *Req) error {
	_, err := s.Do(context.Background(), h.door, command.Command{Itself: true}, r)
	return err
}

// TestUnlikelyLine: a line of very many takes nothing until somebody says that
// it is meant; the others of its order have theirs, and nobody releases it.
func TestUnlikelyLine(t *testing.T) {
	h := newHouse(t)
	h.receive(t, "HAT", 5)
	h.receive(t, "SHOE-42", 1)
	a, err := h.accept(h.incoming("1", 1, line("HAT", many, 100), line("SHOE-42", 1, 100)))
	must(t, err)
	o := h.order(t, a.Order)
	if o.Status != orders.Problem || !o.Lines[0].Unsure || o.Lines[0].Qty != many || o.Lines[1].Unsure || !h.unclear(t, o.ID) {
		t.Errorf("%s %+v", o.Status, o.Lines)
	}
	if hats, shoes := h.can(t, "HAT"), h.can(t, "SHOE-42"); hats != 5 || shoes != 0 || o.Total != rub(many*100+100) {
		t.Errorf("%d hats and %d shoes can be promised, total %s", hats, shoes, o.Total)
	}
	if a, err := h.accept(h.incoming("1", 1, line("HAT", many, 100), line("SHOE-42", 1, 100))); err != nil || a.Outcome != orders.OutcomeSame {
		t.Errorf("again: %+v %v", a, err)
	}
	b, err := h.accept(h.incoming("2", 1, line("HAT", 2, 100)))
	must(t, err)
	if b.Status != orders.Promised {
		t.Errorf("the next order is %s", b.Status)
	}
	must(t, desk(h, orders.Confirm, &orders.ConfirmRequest{Order: o.ID, Line: o.Lines[0].ID}))
	if o = h.order(t, a.Order); o.Status != orders.Waiting || o.Lines[0].Unsure || h.unclear(t, o.ID) || h.can(t, "HAT") != 0 {
		t.Errorf("meant: %s %+v", o.Status, o.Lines[0])
	}
	if err := desk(h, orders.Confirm, &orders.ConfirmRequest{Order: o.ID, Line: o.Lines[0].ID}); fault.Of(err).Code != "orders.confirmed" {
		t.Errorf("meant twice: %v", err)
	}
	must(t, desk(h, orders.Edit, &orders.EditRequest{Order: o.ID, Version: o.Version, Lines: []orders.LineEdit{{Line: o.Lines[0].ID, Qty: 50_000}}}))
	if o = h.order(t, a.Order); o.Lines[0].Qty != 50_000 || o.Lines[0].Unsure {
		t.Errorf("less of what was meant: %+v", o.Lines[0])
	}
}

// TestUnlikelyCorrected: the office or the shop corrects the slip, or gives the
// order up.
func TestUnlikelyCorrected(t *testing.T) {
	for name, correct := range map[string]func(h *house, o *orders.Order) error{
		"the office": func(h *house, o *orders.Order) error {
			return desk(h, orders.Edit, &orders.EditRequest{Order: o.ID, Version: o.Version, Lines: []orders.LineEdit{{Line: o.Lines[0].ID, Qty: 3}}})
		},
		"the shop": func(h *house, o *orders.Order) error {
			_, err := h.accept(h.incoming("1", 2, line("HAT", 3, 100)))
			return err
		},
		"the shop, in two steps": func(h *house, o *orders.Order) error {
			if _, err := h.accept(h.incoming("1", 2, line("HAT", many-1, 100))); err != nil {
				return err
			}
			_, err := h.accept(h.incoming("1", 3, line("HAT", 3, 100)))
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.receive(t, "HAT", 5)
			a, err := h.accept(h.incoming("1", 1, line("HAT", many, 100)))
			must(t, err)
			must(t, correct(h, h.order(t, a.Order)))
			if o := h.order(t, a.Order); o.Status != orders.Promised || o.Lines[0].Unsure || h.unclear(t, o.ID) || h.can(t, "HAT") != 2 {
				t.Errorf("%s %+v, %d can be promised", o.Status, o.Lines[0], h.can(t, "HAT"))
			}
		})
	}
	h := newHouse(t)
	a, err := h.accept(h.incoming("1", 1, line("HAT", many, 100), line("SHOE-42", 1, 100)))
	must(t, err)
	o := h.order(t, a.Order)
	for _, qty := range []measure.Qty{0, 2} { // out, and in again
		must(t, desk(h, orders.Edit, &orders.EditRequest{Order: o.ID, Lines: []orders.LineEdit{{Line: o.Lines[0].ID, Qty: qty}}}))
		if o = h.order(t, a.Order); o.Status != orders.Waiting || o.Lines[0].Qty != qty {
			t.Errorf("%s %+v", o.Status, o.Lines[0])
		}
	}
	must(t, desk(h, orders.Cancel, &orders.CancelRequest{Order: o.ID, Reason: sealtest.Boxed("a slip")}))
}

// TestUnlikelyEdit: who types very many is told at once; a shop that wants them
// of goods that are promised already is noted, and the order stands.
func TestUnlikelyEdit(t *testing.T) {
	h := newHouse(t)
	h.receive(t, "HAT", 5)
	a, err := h.accept(h.incoming("1", 1, line("HAT", 2, 100)))
	must(t, err)
	o := h.order(t, a.Order)
	for name, r := range map[string]*orders.EditRequest{
		"more": {Order: o.ID, Lines: []orders.LineEdit{{Line: o.Lines[0].ID, Qty: many}}},
		"new":  {Order: o.ID, Add: []orders.IncomingLine{line("SHOE-42", many, 100)}},
	} {
		if err := desk(h, orders.Edit, r); fault.Of(err).Code != "orders.unlikely" || fault.Of(err).Args["limit"] != "10000" {
			t.Errorf("%s: %v", name, err)
		}
	}
	b, err := h.accept(h.incoming("1", 2, line("HAT", many, 100), line("SHOE-42", 1, 100)))
	must(t, err)
	if o = h.order(t, a.Order); b.Outcome != orders.OutcomeLate || o.Late != "orders.late_excess" || o.Lines[0].Qty != 2 || len(o.Lines) != 1 || h.can(t, "HAT") != 3 {
		t.Errorf("%s %s %+v", b.Outcome, o.Late, o.Lines)
	}
	must(t, desk(h, orders.Seen, &orders.SeenRequest{Order: o.ID}))
	h.write(t, func(_ context.Context, tx *store.Tx) error { _, err := job.To(tx, o.ID, job.Released); return err })
	b, err = h.accept(h.incoming("1", 3, line("HAT", 2, 100), line("SHOE-42", many, 100)))
	must(t, err)
	if o = h.order(t, a.Order); b.Outcome != orders.OutcomeLate || o.Late != "orders.late_excess" || len(o.Lines) != 1 {
		t.Errorf("another line of an order on the floor: %s %s %+v", b.Outcome, o.Late, o.Lines)
	}
}

// TestUnlikelyMeasured: of goods that are counted in grams the limit is in
// kilograms; a line that nobody has matched is asked about when it is.
func TestUnlikelyMeasured(t *testing.T) {
	h := newHouse(t)
	h.write(t, func(ctx context.Context, tx *store.Tx) error {
		i, err := catalog.Create.In(ctx, tx, &catalog.CreateRequest{Body: catalog.Body{Article: "TEA", Name: "Tea", Unit: measure.Gram}})
		if err == nil {
			h.items["TEA"] = i.ID
		}
		return err
	})
	a, err := h.accept(h.incoming("1", 1, line("TEA", 10_000_000, 1), line("TEA", 10_000_001, 1), line("HAT", 10_000, 1), line("HAT", 10_001, 1), line("SCARF", many, 1)))
	must(t, err)
	o := h.order(t, a.Order)
	for i, want := range []bool{false, true, false, true, false} {
		if o.Lines[i].Unsure != want {
			t.Errorf("line %d: %+v", i, o.Lines[i])
		}
	}
	must(t, desk(h, orders.Match, &orders.MatchRequest{Order: o.ID, Line: o.Lines[4].ID, Item: h.items["HAT"]}))
	if o = h.order(t, a.Order); !o.Lines[4].Unsure || o.Status != orders.Problem {
		t.Errorf("%s %+v", o.Status, o.Lines[4])
	}
	for _, bad := range []int64{0, -1, 2_000_000_000} {
		if err := (orders.Policy{MaxQty: bad}).Check(); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a limit of %d: %v", bad, err)
		}
	}
}

// TestUnmatchedIsNotReleased: the floor does not send an order out without a line
// that somebody has still to tell it about.
func TestUnmatchedIsNotReleased(t *testing.T) {
	h := newHouse(t)
	h.receive(t, "HAT", 5)
	a, err := h.accept(h.incoming("1", 1, line("HAT", 1, 100), line("SCARF", 1, 100)))
	must(t, err)
	o := h.order(t, a.Order)
	if !h.unclear(t, o.ID) {
		t.Error("the floor may release it")
	}
	must(t, desk(h, orders.Match, &orders.MatchRequest{Order: o.ID, Line: o.Lines[1].ID, Item: h.items["HAT"]}))
	if h.unclear(t, o.ID) || h.order(t, o.ID).Status != orders.Promised {
		t.Error("the floor may not release it")
	}
}
