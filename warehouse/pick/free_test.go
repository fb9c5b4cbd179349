package pick_test

import (
	"context"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// halfPicked is a house in which Oleg has one mug of three in the tote and one in
// the hand.
func halfPicked(t *testing.T) (*house, warehouse.OrderID) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 9)
	order := h.released(line{"MUG", 3})
	h.steps(t,
		step{"T0", "go A-01-01-1 0/3 pick.begun"},
		step{"A-01-01-1", "item A-01-01-1 0/3 pick.here"},
		step{"MUG", "item A-01-01-1 1/3 pick.took"},
		step{"T0", "item A-01-01-1 0/2 pick.put"},
		step{"MUG", "item A-01-01-1 1/2 pick.took"},
	)
	return h, order
}

// letsGo is Oleg's last day, told by an owner.
func (h *house) letsGo(ctx context.Context, tx *store.Tx) error {
	p, err := staff.Get(tx, h.oleg)
	if err != nil {
		return err
	}
	left := true
	_, err = staff.Edit(ctx, tx, &staff.EditRequest{Person: h.oleg, Version: p.Version, Left: &left})
	return err
}

// owned gives the house an owner, without whom nobody is let go.
func (h *house) owned() {
	h.write(func(ctx context.Context, tx *store.Tx) error {
		_, err := staff.Add(ctx, tx, &staff.AddRequest{Name: "Марина", Locale: "uk", Roles: []staff.RoleAt{{Role: staff.Owner}}})
		return err
	})
}

// goesOn proves that a colleague finishes the order at once, with all its goods.
func (h *house) goesOn(t *testing.T, order warehouse.OrderID) {
	t.Helper()
	if j := h.job(order); !j.Holder.IsZero() || j.State != job.Picking {
		t.Fatalf("%s of %s", j.State, j.Holder)
	}
	h.do(h.ruslan, "!pick")
	if len(h.view.Tasks) != 1 || h.view.Tasks[0].Holder != nil || h.view.Tasks[0].Units != 2 {
		t.Fatalf("tasks %+v", h.view.Tasks)
	}
	for _, row := range []struct{ do, want string }{
		{"T1", "offered pick.offered"}, // no other waits: it is not begun anew in an empty tote
		{"T0", "go A-01-01-1 0/2 pick.begun"}, {"A-01-01-1", "item A-01-01-1 0/2 pick.here"},
		{"MUG", "item A-01-01-1 1/2 pick.took"}, {"MUG", "tote T0 2/2 pick.all"}, {"T0", "done pick.done"},
	} {
		h.do(h.ruslan, row.do)
		if got := h.saw(); got != row.want && row.do != "MUG" {
			t.Fatalf("%s: %q, want %q", row.do, got, row.want)
		}
	}
	if j := h.job(order); j.State != job.Picked {
		t.Errorf("in the end %s", j.State)
	}
	h.check()
}

// TestStrangersLoseTheirOrder: whoever is let go, or may not pick here any more,
// keeps no order; one who still may keeps it.
func TestStrangersLoseTheirOrder(t *testing.T) {
	for name, does := range map[string]func(ctx context.Context, tx *store.Tx, h *house) error{
		"let go": func(ctx context.Context, tx *store.Tx, h *house) error { return h.letsGo(ctx, tx) },
		"without the role": func(ctx context.Context, tx *store.Tx, h *house) error {
			_, err := staff.RevokeRole(ctx, tx, &staff.GrantRequest{Person: h.oleg, Role: "picker", Site: h.site})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			h, order := halfPicked(t)
			h.owned()
			h.write(func(ctx context.Context, tx *store.Tx) error {
				_, err := staff.GrantRole(ctx, tx, &staff.GrantRequest{Person: h.oleg, Role: "picker"})
				return err
			})
			h.write(func(ctx context.Context, tx *store.Tx) error {
				_, err := staff.RevokeRole(ctx, tx, &staff.GrantRequest{Person: h.oleg, Role: "picker"})
				return err
			})
			h.follow()
			if j := h.job(order); j.Holder != h.oleg {
				t.Fatalf("who still may pick lost the order: %+v", j)
			}
			h.write(func(ctx context.Context, tx *store.Tx) error { return does(ctx, tx, h) })
			h.follow()
			if got := h.look(h.oleg); got != "tasks pick.freed" {
				t.Errorf("who lost it sees %q", got)
			}
			h.goesOn(t, order)
		})
	}
}

// TestStrangersLoseWhatTheyLookAt: an order that was only looked at is free too.
func TestStrangersLoseWhatTheyLookAt(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 9)
	order := h.released(line{"MUG", 3})
	h.do(h.oleg, "!take task="+order.String())
	if j := h.job(order); j.Holder != h.oleg {
		t.Fatalf("looked at %+v", j)
	}
	h.owned()
	h.write(h.letsGo)
	h.follow()
	if j := h.job(order); !j.Holder.IsZero() || j.State != job.Released {
		t.Errorf("kept: %+v", j)
	}
}

// TestFree: the office takes an order off its picker, who is told; nobody's order
// cannot be taken off anybody.
func TestFree(t *testing.T) {
	h, order := halfPicked(t)
	free := func() (answer *job.FreeAnswer, err error) {
		err = h.db.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
			answer, err = pick.Free.In(ctx, tx, &job.FreeRequest{Order: order})
			return err
		})
		return answer, err
	}
	answer, err := free()
	h.must(err)
	if answer.Person != h.oleg {
		t.Errorf("taken off %s", answer.Person)
	}
	if got := h.look(h.oleg); got != "tasks pick.freed" {
		t.Errorf("the picker sees %q", got)
	}
	if _, err := free(); fault.Of(err).Code != "job.nobody" {
		t.Errorf("twice: %v", err)
	}
	h.goesOn(t, order)
	if _, err := free(); fault.Of(err).Code != "job.nobody" {
		t.Errorf("when it is picked: %v", err)
	}
}
