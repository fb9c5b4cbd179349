package orders_test

import (
	"fmt"
	"testing"

	"warehouse-node/orders"
	"warehouse-node/warehouse/measure"
)

// TestOlderVersion: what a channel said before what is here is passed over, and shown
// to a person once, unless it is what was here before; without versions a changed
// repeat is an edit.
func TestOlderVersion(t *testing.T) {
	h := newHouse(t)
	h.receive(t, "HAT", 9)
	first, err := h.accept(h.incoming("1", 1, line("HAT", 1, 100)))
	must(t, err)
	for i, said := range []struct {
		digest   byte
		revision uint64
		qty      measure.Qty
		want     string // outcome, what is ordered then, and what a person is shown
	}{
		{1, 2, 1, "same 1 "}, // the digest of the acceptance, which had no version
		{1, 1, 1, "same 1 "},
		{2, 3, 2, "edited 2 "},
		{1, 2, 1, "same 2 "}, // the one whose place it took
		{3, 2, 5, "late 2 orders.late_older"},
		{3, 2, 5, "same 2 "}, // shown once
		{4, 1, 6, "late 2 orders.late_older"},
		{5, 3, 4, "edited 4 "}, // a version twice
		{6, 0, 3, "edited 3 "}, // and none
		{7, 2, 6, "late 3 orders.late_older"},
		{8, 4, 7, "edited 7 "},
	} {
		r := h.incoming("1", said.digest, line("HAT", said.qty, 100))
		r.Revision = said.revision
		a, err := h.accept(r)
		must(t, err)
		o := h.order(t, first.Order)
		if got := fmt.Sprint(a.Outcome, " ", o.Lines[0].Qty, " ", o.Late); got != said.want {
			t.Errorf("step %d: %s, want %s", i, got, said.want)
		}
		if o.Late != "" {
			must(t, desk(h, orders.Seen, &orders.SeenRequest{Order: o.ID}))
		}
	}
}
