package pick_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/station"
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
	if got, who := h.saw(), h.reply.Message.Args["person"]; got != "tasks pick.leased" || who != "Олег Кравец" {
		t.Fatal(got, who)
	}
	h.now = h.now.Add(2 * time.Minute)
	h.do(h.ruslan, "!pick")
	if len(h.view.Tasks) != 2 || h.view.Tasks[0].Holder == nil || h.view.Tasks[0].Holder.Name != "Олег Кравец" || h.view.Tasks[0].Units != 1 {
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

// TestLeaseOfTheAbsent: what an absent picker is told makes the order theirs no longer
// than their last deed does.
func TestLeaseOfTheAbsent(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 9)
	order := h.released(line{"MUG", 2})
	h.do(h.oleg, "T0")
	until := h.job(order).Until
	h.now = h.now.Add(20 * time.Minute)
	h.edit(order, 0, 3)
	if got := h.look(h.oleg); got != "go A-01-01-1 0/3 pick.changed" {
		t.Errorf("they are told %q", got)
	}
	if got := h.job(order).Until; !got.Equal(until) {
		t.Errorf("told of a change they keep it until %v, and not %v", got, until)
	}
	h.do(h.oleg, "!pick")
	if got := h.job(order).Until; got.Sub(until) < 20*time.Minute {
		t.Errorf("back at work they keep it until %v", got)
	}
}

// TestLeft: an order that was left half picked is offered first, with how far it
// came: in the menu to whoever left it, and once the lease has ended in the list of
// anybody.
func TestLeft(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 9)
	h.receive("SCREW", "A-01-02-1", 9)
	h.released(line{"MUG", 1})
	order := h.released(line{"MUG", 1}, line{"SCREW", 1})
	rows := func(who warehouse.PersonID) (first station.Work, waiting int) {
		t.Helper()
		h.do(who, "!menu")
		var menu station.Menu
		h.must(json.Unmarshal(h.reply.View, &menu))
		at := slices.IndexFunc(menu.Works, func(w station.Work) bool { return w.Flow == pick.Flow })
		return menu.Works[0], menu.Works[at].Waiting
	}
	if _, n := rows(h.oleg); n != 2 {
		t.Errorf("%d wait", n)
	}
	h.do(h.oleg, "!pick")
	h.do(h.oleg, "!take task="+order.String())
	for _, code := range []string{"T0", "A-01-01-1", "MUG", "T0"} {
		h.do(h.oleg, code)
	}
	want := station.Left{Order: h.job(order).Number, Lines: station.Ribbon{Done: 1, Of: 2}}
	if first, n := rows(h.oleg); first.Flow != pick.Flow || first.Left == nil || *first.Left != want || n != 1 {
		t.Errorf("the menu begins with %+v, %+v; %d wait", first, first.Left, n)
	}
	if first, n := rows(h.ruslan); first.Left != nil || n != 1 {
		t.Errorf("a colleague's menu begins with %+v; %d wait", first.Left, n)
	}
	h.now = h.now.Add(time.Hour)
	if _, n := rows(h.ruslan); n != 2 {
		t.Errorf("%d wait when the lease has ended", n)
	}
	h.do(h.ruslan, "!pick")
	if first := h.view.Tasks[0]; first.ID != order.String() || first.Holder == nil {
		t.Errorf("the list begins with %+v", first)
	}
}
