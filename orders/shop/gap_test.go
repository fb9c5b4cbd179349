package shop

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"warehouse-node/orders/shop/shopsim"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/store"
)

// numbersOf are the numbers of gaps.
func numbersOf(gaps []Gap) string {
	all := []uint64{}
	for _, g := range gaps {
		all = append(all, g.Number)
	}
	return fmt.Sprint(all)
}

// TestNumbers: a number that is passed over is a gap, one that comes late is none;
// a hole that is too large is a shop that counts anew.
func TestNumbers(t *testing.T) {
	s := &Shop{}
	for _, n := range []uint64{1001, 0, 1004, 1010, 1007, 50_000, 50_002, 1002} {
		s.number(n, time.Time{})
	}
	if got := numbersOf(s.Missing); got != "[1003 1005 1006 1008 1009 50001]" {
		t.Errorf("missing %s", got)
	}
	for n := uint64(50_004); n < 51_000; n += 2 {
		s.number(n, time.Time{})
	}
	if n := len(s.Missing); n != maxMissing || s.Missing[n-1].Number != 50_997 {
		t.Errorf("%d are remembered, the newest %d", n, s.Missing[n-1].Number)
	}
}

// lost has the shop take an order that the exchange never names.
func (h *house) lost() string {
	o := mugs(1)
	o.Lost = true
	return h.sim.Place(o)
}

// TestNeverCame: an order that the shop keeps to itself is listed once the shop was
// asked again, not by what people try again, nor by an exchange that failed; it goes
// when it comes.
func TestNeverCame(t *testing.T) {
	h := newHouse(t, shopsim.Options{})
	never := func(want string) {
		t.Helper()
		if got := numbersOf(h.standing(t).NeverCame()); got != want {
			t.Fatalf("never came %s, want %s", got, want)
		}
	}
	h.sim.Place(mugs(1)) // 1001
	late := h.lost()
	h.lost() // 1003
	bad := mugs(1)
	bad.Lines[0].Qty = -1
	h.sim.Place(bad)
	h.exchange(t)
	never("[]")
	_, err := h.Replay(t.Context(), h.kept(t)[0].Exchange)
	must(t, err)
	never("[]")
	h.sim.Break(shopsim.Fault{Mode: "query", What: shopsim.Status})
	if err := h.Exchange(t.Context()); err == nil {
		t.Fatal("the shop answered")
	}
	never("[]")
	h.exchange(t)
	never("[1002 1003]")
	for _, g := range h.standing(t).NeverCame() {
		if g.Since.IsZero() {
			t.Errorf("%d is missing since ever", g.Number)
		}
	}
	h.sim.Edit(late, func(o *shopsim.Order) { o.Lost = false })
	h.exchange(t)
	never("[1003]")
	if n := len(h.orders(t)); n != 2 {
		t.Errorf("%d orders", n)
	}
}

// TestVoid: a person says for a reason that there is no such order; then it is on
// the timeline and missing no more, and taken all the same when it comes.
func TestVoid(t *testing.T) {
	h := newHouse(t, shopsim.Options{})
	void := func(reason string, numbers ...uint64) error {
		_, err := VoidMissing.Do(t.Context(), h.Door, command.Command{Itself: true}, &VoidRequest{Shop: channel, Numbers: numbers, Reason: sealtest.Boxed(reason)})
		return err
	}
	h.sim.Place(mugs(1))
	lost := h.lost()
	h.lost()
	h.sim.Place(mugs(1)) // 1004
	h.exchange(t)
	for _, row := range []struct {
		reason  string
		numbers []uint64
		kind    fault.Kind
		code    string
	}{
		{"", []uint64{1002}, fault.Invalid, "shop.void_reason"},
		{strings.Repeat("ы", maxReason+1), []uint64{1002}, fault.Limit, "shop.long_reason"},
		{"a test", []uint64{1001, 1004, 7}, fault.NotFound, "shop.not_missing"},
		{"a test", nil, fault.NotFound, "shop.not_missing"},
	} {
		if err := void(row.reason, row.numbers...); fault.KindOf(err) != row.kind || fault.Of(err).Code != row.code {
			t.Errorf("%v for %.10q: %v", row.numbers, row.reason, err)
		}
	}
	if got := numbersOf(h.standing(t).Missing); got != "[1002 1003]" {
		t.Fatalf("missing %s", got)
	}
	h.told(t, VoidedKind.Name, 0)
	must(t, void("a test", 1001, 1002))
	if got := numbersOf(h.standing(t).Missing); got != "[1003]" {
		t.Errorf("missing %s", got)
	}
	if err := void("again", 1002); fault.KindOf(err) != fault.NotFound {
		t.Errorf("twice: %v", err)
	}
	h.told(t, VoidedKind.Name, 1)
	h.sim.Edit(lost, func(o *shopsim.Order) { o.Lost = false })
	h.exchange(t)
	if n := len(h.orders(t)); n != 3 {
		t.Errorf("%d orders: what came after all was not taken", n)
	}
}

// TestOldGaps: numbers that were kept without a moment have one once the shop is
// spoken with.
func TestOldGaps(t *testing.T) {
	h := newHouse(t, shopsim.Options{})
	must(t, h.DB.Write(t.Context(), func(_ context.Context, tx *store.Tx) error {
		return edit(tx, channel, func(s *Shop) { s.Missing = []Gap{{Number: 7}} })
	}))
	must(t, enrol(t.Context(), h.DB, &h.c))
	if g := h.standing(t).Missing[0]; g.Number != 7 || g.Since.IsZero() {
		t.Errorf("%+v", g)
	}
}
