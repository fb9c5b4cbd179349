package pack_test

import (
	"context"
	"testing"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// TestStrangersLoseTheirOrder: whose role at the warehouse is taken keeps no order on
// a bench; a colleague goes on with what is in the box, without waiting for a lease.
func TestStrangersLoseTheirOrder(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "LAMP", qty: 2, found: 2})
	h.begin(h.olga)
	h.begin(h.igor)
	h.scan(h.olga, code(h.totes[0]))
	h.scan(h.olga, "LAMP")
	follows := func() {
		t.Helper()
		f := pack.Follow()
		f.FromNow = false
		for n := 1; n > 0; {
			var err error
			if n, err = f.Step(t.Context(), h.door.DB); err != nil {
				t.Fatal(err)
			}
		}
	}
	follows()
	mustBe(t, "who still may pack keeps it", h.job(order).Holder, h.olga)
	h.write(func(ctx context.Context, tx *store.Tx) error {
		if _, err := staff.Add(ctx, tx, &staff.AddRequest{Name: "Марина", Locale: "uk", Roles: []staff.RoleAt{{Role: staff.Owner}}}); err != nil {
			return err
		}
		_, err := staff.RevokeRole(ctx, tx, &staff.GrantRequest{Person: h.olga, Role: "packer", Site: h.site})
		return err
	})
	follows()
	j := h.job(order)
	mustBe(t, "nobody's", j.Holder.IsZero(), true)
	mustBe(t, "on the bench", j.State, job.Packing)
	lost := h.session(h.olga).Reply
	mustBe(t, "the screen of who lost it", lost.Screen+" "+lost.Message.Code, string(pack.StepTote)+" pack.freed")
	r := h.scan(h.igor, code(h.totes[0]))
	mustBe(t, "goes on", r.Packed, 1)
}

// TestFree: the office takes an order off its packer, who is told; a colleague goes on
// with what is in the box, and nobody's order cannot be taken off anybody.
func TestFree(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "LAMP", qty: 2, found: 2})
	h.begin(h.olga)
	h.begin(h.igor)
	free := func() (answer *job.FreeAnswer, err error) {
		err = h.door.DB.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			answer, err = pack.Free.In(ctx, tx, &job.FreeRequest{Order: order})
			return err
		})
		return answer, err
	}
	if _, err := free(); fault.Of(err).Code != "job.nobody" {
		t.Errorf("before it is begun: %v", err)
	}
	h.scan(h.olga, code(h.totes[0]))
	h.scan(h.olga, "LAMP")
	answer, err := free()
	if err != nil || answer.Person != h.olga {
		t.Fatal(answer, err)
	}
	r := h.look(h.olga)
	mustBe(t, "her step", r.Step, pack.StepTote)
	mustBe(t, "she is told", r.Message.Code, "pack.freed")
	if _, err := free(); fault.Of(err).Code != "job.nobody" {
		t.Errorf("twice: %v", err)
	}
	mustBe(t, "goes on", h.scan(h.igor, code(h.totes[0])).Packed, 1)
	h.scan(h.igor, "LAMP")
	mustBe(t, "in the end", h.job(order).State, job.Packed)
	mustBe(t, "she stays where she was", h.look(h.olga).Step, pack.StepTote)
}
