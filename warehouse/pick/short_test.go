package pick_test

import (
	"fmt"
	"strings"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/store"
)

// then is what the screen says will follow, in a few words.
func (h *house) then() string {
	var all []string
	for _, c := range h.view.Short.Then {
		s := string(c.Kind)
		if c.Qty > 0 {
			s += fmt.Sprint(" ", c.Qty)
		}
		if c.Bin != nil {
			s += fmt.Sprintf(" %s +%d", c.Bin.Code, c.Metres)
		}
		all = append(all, s)
	}
	return strings.Join(all, ", ")
}

func (h *house) states(order warehouse.OrderID) string {
	var all []string
	h.read(func(tx *store.Tx) error {
		for l, err := range promise.Of(tx, order) {
			if err != nil {
				return err
			}
			all = append(all, fmt.Sprintf("%d short %d promised %d held %d picked", l.Short, l.Promised, l.Held, l.Picked))
		}
		return nil
	})
	return strings.Join(all, "; ")
}

func (h *house) counts() (all []string) {
	h.read(func(tx *store.Tx) error {
		for a, err := range ledger.Counts(tx) {
			if err != nil {
				return err
			}
			for _, b := range h.bins {
				if b.ID == a.Place {
					all = append(all, b.Name+" "+string(a.Why))
				}
			}
		}
		return nil
	})
	return all
}

// TestShort: the rest is taken from another bin of the same walk.
func TestShort(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 4)
	h.receive("MUG", "A-02-03-1", 9)
	h.receive("SHOE-42", "A-01-02-1", 1)
	order := h.released(line{"MUG", 3}, line{"SHOE-42", 1})
	t0 := h.totes[0].Name
	h.steps(t,
		step{"T0", "go A-01-01-1 0/3 pick.begun"},
		step{"A-01-01-1", "item A-01-01-1 0/3 pick.here"},
		step{"MUG", "item A-01-01-1 1/3 pick.took"},
		step{"!short", "short A-01-01-1 1/3 pick.short"},
	)
	// from A-01-02 back to the front, across and in: 4 + 4 + 6 m more than before
	if got := h.then(); got != "instead 2 A-02-03-1 +14, count, in-time" {
		t.Errorf("then %q", got)
	}
	h.steps(t, step{"!found found=3 reason=empty", "short A-01-01-1 1/3 pick.short"})
	if got := h.then(); got != "" {
		t.Errorf("nothing is short: %q", got)
	}
	h.steps(t,
		step{"!found found=4", "short A-01-01-1 1/3 pick.limits"},
		step{"!found found=0", "short A-01-01-1 1/3 pick.limits"},
		step{"!found reason=moonlight", "short A-01-01-1 1/3 pick.no_action"},
		step{"!found found=1 reason=other", "short A-01-01-1 1/3 pick.short"},
		step{"!confirm", "tote " + t0 + " 1/1 pick.shorted"},
	)
	if got := h.in(h.bins["A-01-01-1"].ID, "MUG"); got != 1 {
		t.Errorf("the ledger knows %d in the bin, one is in the hand", got)
	}
	if got := strings.Join(h.counts(), ", "); got != "A-01-01-1 short" {
		t.Errorf("counts %s", got)
	}
	h.steps(t,
		step{"T0", "go A-01-02-1 0/1 pick.put"},
		step{"A-01-02-1", "item A-01-02-1 0/1 pick.here"},
		step{"SHOE-42", "tote " + t0 + " 1/1 pick.all"},
		step{"T0", "go A-02-03-1 0/2 pick.put"},
		step{"A-02-03-1", "item A-02-03-1 0/2 pick.here"},
		step{"MUG", "item A-02-03-1 1/2 pick.took"},
		step{"MUG", "tote " + t0 + " 2/2 pick.all"},
		step{"T0", "done pick.done"},
	)
	if h.job(order).State != job.Picked {
		t.Error("not picked")
	}
}

// TestShortByScans: the question is answered without a finger on the screen: how
// many by the goods or by digits, why, and that it is right.
func TestShortByScans(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 12)
	h.receive("MUG", "A-02-03-1", 20)
	h.released(line{"MUG", 12})
	t0 := h.totes[0].Name
	h.steps(t,
		step{"T0", "go A-01-01-1 0/12 pick.begun"},
		step{"A-01-01-1", "item A-01-01-1 0/12 pick.here"},
		step{"X-EMPTY-", "item A-01-01-1 0/12 pick.no_action"}, // nobody asked
		step{"X-1-", "item A-01-01-1 0/12 pick.no_action"},
		step{"MUG", "item A-01-01-1 1/12 pick.took"},
		step{"X-SHORT-", "short A-01-01-1 1/12 pick.short"},
		step{"X-0-", "short A-01-01-1 1/12 pick.short"},
		step{"X-CONFIRM-", "short A-01-01-1 1/12 pick.limits"}, // one is in the hand
		step{"X-1-", "short A-01-01-1 1/12 pick.short"},
		step{"X-3-", "short A-01-01-1 1/12 pick.short"},
		step{"X-CONFIRM-", "short A-01-01-1 1/12 pick.limits"},
		step{"X-1-", "short A-01-01-1 1/12 pick.short"},
		step{"X-0-", "short A-01-01-1 1/12 pick.short"},
		step{"X-DAMAGED-", "short A-01-01-1 1/12 pick.short"},
	)
	if q := h.view.Short; q.Found != 10 || q.Reason != "damaged" {
		t.Errorf("the screen shows %d, %s", q.Found, q.Reason)
	}
	h.steps(t,
		step{"MUG", "item A-01-01-1 2/12 pick.took"}, // the goods answer too
		step{"X-SHORT-", "short A-01-01-1 2/12 pick.short"},
		step{"X-SWAPPED-", "short A-01-01-1 2/12 pick.short"},
		step{"X-EMPTY-", "short A-01-01-1 2/12 pick.short"},
		step{"X-CONFIRM-", "tote " + t0 + " 2/2 pick.shorted"},
		step{"T0", "go A-02-03-1 0/10 pick.put"},
	)
	if got := strings.Join(h.counts(), ", "); got != "A-01-01-1 short" {
		t.Errorf("counts %s", got)
	}
}

// TestMissing: what no bin has makes the line short; the order waits with its
// totes, and is gone on with when the goods have come.
func TestMissing(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 3)
	h.receive("SHOE-42", "A-01-02-1", 1)
	order := h.released(line{"MUG", 3}, line{"SHOE-42", 1})
	t0 := h.totes[0].Name
	h.steps(t,
		step{"T0", "go A-01-01-1 0/3 pick.begun"},
		step{"A-01-01-1", "item A-01-01-1 0/3 pick.here"},
		step{"MUG", "item A-01-01-1 1/3 pick.took"},
		step{"!short", "short A-01-01-1 1/3 pick.short"},
		step{"!found found=2 reason=damaged", "short A-01-01-1 1/3 pick.short"},
	)
	if got := h.then(); got != "missing 1, count, late" {
		t.Errorf("then %q", got)
	}
	h.steps(t,
		step{"!confirm found=2 reason=damaged", "item A-01-01-1 1/2 pick.shorted"}, // the second is still scanned
		step{"MUG", "tote " + t0 + " 2/2 pick.all"},
		step{"T0", "go A-01-02-1 0/1 pick.put"},
		step{"A-01-02-1", "item A-01-02-1 0/1 pick.here"},
		step{"SHOE-42", "tote " + t0 + " 1/1 pick.all"},
		step{"T0", "done pick.done_missing"},
	)
	if h.view.Finish.Missing != 1 || h.view.Finish.Units != 3 {
		t.Errorf("finish %+v", h.view.Finish)
	}
	h.read(func(tx *store.Tx) error {
		b, err := ledger.BalanceOf(tx, h.bins["A-01-01-1"].ID, warehouse.Stock{Item: h.items["MUG"], Condition: warehouse.Damaged})
		if b.OnHand() != 1 {
			t.Errorf("%d damaged in the bin", b.OnHand())
		}
		return err
	})
	if j := h.job(order); j.State != job.Offered || len(j.Totes) != 1 || !j.Holder.IsZero() {
		t.Errorf("job %+v", j)
	}
	if got := h.states(order); got != "1 short 0 promised 0 held 2 picked; 0 short 0 promised 0 held 1 picked" {
		t.Error(got)
	}
	if a := h.release(order); a.Released != 0 || a.Left[0].Code != "pick.left.short" {
		t.Errorf("released while short: %+v", a)
	}
	h.receive("MUG", "A-02-02-1", 5)
	if a := h.release(order); a.Released != 1 {
		t.Fatalf("%+v", a)
	}
	h.steps(t,
		step{"T0", "go A-02-02-1 0/1 pick.begun"},
		step{"A-02-02-1", "item A-02-02-1 0/1 pick.here"},
		step{"MUG", "tote " + t0 + " 1/1 pick.all"},
		step{"T0", "done pick.done"},
	)
	if j := h.job(order); j.State != job.Picked || len(j.Totes) != 1 {
		t.Errorf("job %+v", j)
	}
}

// TestShortOfOthers: what is in the hand is safe, whoever is younger; what others
// held in the bin gives way, and is found for them elsewhere.
func TestShortOfOthers(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 5)
	older := h.released(line{"MUG", 2})
	younger := h.released(line{"MUG", 2})
	h.receive("MUG", "A-02-03-1", 2)
	t0 := h.totes[0].Name
	h.steps(t,
		step{"!take task=" + younger.String(), "offered pick.offered"},
		step{"T0", "go A-01-01-1 0/2 pick.begun"},
		step{"A-01-01-1", "item A-01-01-1 0/2 pick.here"},
		step{"MUG", "item A-01-01-1 1/2 pick.took"},
		step{"!short", "short A-01-01-1 1/2 pick.short"},
	)
	if got := h.then(); got != "missing 1, count, late" { // the older goes first
		t.Errorf("then %q", got)
	}
	h.steps(t,
		step{"!confirm", "tote " + t0 + " 1/1 pick.shorted"},
		step{"T0", "done pick.done_missing"},
	)
	if got := h.states(older); got != "0 short 2 promised 0 held 0 picked" {
		t.Error(got)
	}
	h.follow()
	if got := h.states(older); got != "0 short 0 promised 2 held 0 picked" {
		t.Error(got)
	}
	h.steps(t, step{"T1", "go A-02-03-1 0/2 pick.begun"})
	if h.job(older).Holder != h.oleg {
		t.Error("not the older one")
	}
}

// TestSurplus: goods that lie where nobody knew of them are taken from there.
func TestSurplus(t *testing.T) {
	h := newHouse(t)
	h.receive("SHOE-42", "A-01-01-1", 2)
	h.receive("MUG", "A-02-03-1", 9)
	order := h.released(line{"SHOE-42", 1}, line{"MUG", 2})
	t0 := h.totes[0].Name
	h.steps(t,
		step{"T0", "go A-01-01-1 0/1 pick.begun"},
		step{"A-01-01-1", "item A-01-01-1 0/1 pick.here"},
		step{"MUG", "wrong A-01-01-1 0/1 pick.elsewhere"},
		step{"MUG", "wrong A-01-01-1 0/1 pick.elsewhere"}, // twice is not yes
		step{"!here", "tote " + t0 + " 1/1 pick.surplus"},
		step{"T0", "item A-01-01-1 0/1 pick.put"},
		step{"SHOE-42", "tote " + t0 + " 1/1 pick.all"},
		step{"T0", "go A-02-03-1 0/1 pick.put"},
	)
	if got := h.in(h.bins["A-01-01-1"].ID, "MUG"); got != 0 {
		t.Errorf("%d mugs in the bin", got)
	}
	if got := strings.Join(h.counts(), ", "); got != "A-01-01-1 surplus" {
		t.Errorf("counts %s", got)
	}
	if got := h.states(order); got != "0 short 0 promised 0 held 1 picked; 0 short 0 promised 1 held 1 picked" {
		t.Error(got)
	}
}

// TestBlocked: no way to a bin takes its goods from another, or comes back last.
func TestBlocked(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 2)
	h.receive("SHOE-42", "A-01-02-1", 1)
	h.released(line{"MUG", 2}, line{"SHOE-42", 1})
	h.steps(t,
		step{"T0", "go A-01-01-1 0/2 pick.begun"},
		step{"!blocked", "go A-01-02-1 0/1 pick.skipped"},
	)
	h.receive("SHOE-42", "A-02-02-1", 3)
	h.steps(t,
		step{"!blocked", "go A-02-02-1 0/1 pick.blocked"},
		step{"!skip", "go A-01-01-1 0/2 pick.skipped"},
		step{"!skip", "go A-02-02-1 0/1 pick.skipped"},
	)
}
