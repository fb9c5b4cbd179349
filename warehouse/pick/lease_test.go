package pick_test

import (
	"testing"
	"time"

	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/pick"
)

// TestLease: an order is one person's until the lease has ended, and then taking
// it over is an answer.
func TestLease(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 9)
	order := h.released(line{"MUG", 2})
	other := h.released(line{"MUG", 1})
	h.do(h.oleg, "!take task="+order.String())
	if got := h.saw(); got != "offered pick.offered" {
		t.Fatal(got)
	}
	for _, row := range []struct{ do, want string }{
		{"!menu", " station.menu"},
		{"!pick", "tasks pick.idle"},
		{"!take task=" + order.String(), "tasks pick.leased"},
		{"T1", "go A-01-01-1 0/1 pick.begun"}, // the other one
		{"!leave", "tasks pick.left"},
	} {
		h.do(h.ruslan, row.do)
		if got := h.saw(); got != row.want {
			t.Fatalf("%s: %q, want %q", row.do, got, row.want)
		}
	}
	if j := h.job(other); j.State != job.Released || !j.Holder.IsZero() || len(j.Totes) != 0 {
		t.Errorf("left %+v", j)
	}
	h.steps(t,
		step{"T0", "go A-01-01-1 0/2 pick.begun"},
		step{"A-01-01-1", "item A-01-01-1 0/2 pick.here"},
		step{"MUG", "item A-01-01-1 1/2 pick.took"},
		step{"T0", "item A-01-01-1 0/1 pick.put"},
		step{"!menu", " station.menu"},
		step{"!pick", "go A-01-01-1 0/1 pick.begun"}, // the walk is still there
	)
	h.now = h.now.Add(29 * time.Minute)
	h.do(h.oleg, "A-01-01-1") // a scan renews
	h.now = h.now.Add(29 * time.Minute)
	h.do(h.ruslan, "T0")
	if got := h.saw(); got != "tasks pick.leased" {
		t.Fatal(got)
	}
	h.now = h.now.Add(2 * time.Minute)
	h.do(h.ruslan, "!pick")
	if len(h.view.Tasks) != 2 || h.view.Tasks[1].Holder == nil || h.view.Tasks[1].Holder.Name != "Олег Кравец" || h.view.Tasks[1].Units != 1 {
		t.Fatalf("tasks %+v", h.view.Tasks)
	}
	h.do(h.ruslan, "T0")
	if got := h.saw(); got != "offered pick.offered" || h.view.Totes[0].Units != 1 {
		t.Fatal(got)
	}
	if h.job(order).Holder != h.oleg {
		t.Error("looking took it over")
	}
	h.do(h.ruslan, "T0")
	if got := h.saw(); got != "go A-01-01-1 0/1 pick.begun" || h.job(order).Holder != h.ruslan {
		t.Fatal(got)
	}
	h.steps(t, step{"MUG", "tasks pick.lost"})
	if h.view.Step != pick.StepTasks {
		t.Errorf("%+v", h.view)
	}
}
