package pick_test

import (
	"context"
	"testing"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/store"
)

// TestRelease: what can go goes, what cannot is left as it is, with its reason.
func TestRelease(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 4)
	h.receive("MUG", "R-1", 10)
	h.receive("SHOE-42", "A-01-01-1", 1)
	good := h.order(line{"MUG", 2}, line{"MUG", 1}) // two lines, one sum
	short := h.order(line{"SHOE-42", 2})
	reserve := h.order(line{"MUG", 3}) // one in the bin and the rest in reserve
	fits := h.order(line{"MUG", 1})
	stopped := h.order(line{"MUG", 1})
	h.cancel(stopped)
	unclear := h.order(line{"MUG", 1})
	h.write(func(_ context.Context, tx *store.Tx) error { return job.SetUnclear(tx, unclear, true) })
	a := h.release(good, short, reserve, fits, good, stopped, unclear, warehouse.OrderID{1})
	if a.Released != 2 || a.Wave != "1" {
		t.Errorf("released %+v", a)
	}
	var why []string
	for _, l := range a.Left {
		why = append(why, l.Args["order"].Text+" "+l.Code)
	}
	want := []string{"10477 pick.left.short", "10478 pick.left.not_in_bins", "10476 pick.left.state", "10480 pick.left.state", "10481 pick.left.unclear", " pick.left.none"}
	for i := range want {
		if i >= len(why) || why[i] != want[i] {
			t.Fatalf("left %v, want %v", why, want)
		}
	}
	if j := h.job(good); j.State != job.Released || j.Wave != "1" {
		t.Errorf("job %+v", j)
	}
	if got := h.states(reserve); got != "0 short 3 promised 0 held 0 picked" {
		t.Errorf("what was left: %s", got)
	}
	if a := h.release(reserve); a.Wave != "" || a.Released != 0 {
		t.Errorf("the next wave: %+v", a)
	}
	h.do(h.oleg, "!menu")
	h.do(h.oleg, "!pick")
	if len(h.view.Tasks) != 2 || h.view.Tasks[0].Units != 3 || h.view.Tasks[0].Lines != 2 {
		t.Errorf("tasks %+v", h.view.Tasks)
	}
}

// The floor asks whoever guards it; in these tests a job may not begin that owes.
var _ = job.Guard(func(_ *store.Tx, _ warehouse.SiteID, owes string) (string, error) {
	if owes != "" {
		return "pick.left.unpaid", nil
	}
	return "", nil
})

// TestReleaseGuarded: an order that may not begin yet is left out with its reason,
// named or not, keeps what it was promised, and goes once it may; those behind it
// are found however many it are.
func TestReleaseGuarded(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 4)
	owes := h.order(line{"MUG", 1})
	free := h.order(line{"MUG", 1})
	say := func(owes string, orders ...warehouse.OrderID) {
		h.write(func(_ context.Context, tx *store.Tx) error {
			for _, id := range orders {
				if err := job.SetOwes(tx, id, owes); err != nil {
					return err
				}
			}
			return nil
		})
	}
	say("prepaid", owes)
	if a := h.release(owes); a.Released != 0 || len(a.Left) != 1 || a.Left[0].Code != "pick.left.unpaid" || a.Left[0].Args["order"].Text != h.job(owes).Number {
		t.Errorf("named: %+v", a)
	}
	if a := h.release(); a.Released != 1 || h.job(free).State != job.Released || h.job(owes).State != job.Offered || h.states(owes) != "0 short 1 promised 0 held 0 picked" {
		t.Errorf("all that can go: %+v, %s", a, h.states(owes))
	}
	say("", owes)
	if a := h.release(); a.Released != 1 || h.job(owes).State != job.Released {
		t.Errorf("once it may: %+v", a)
	}
}

// TestReleaseBehindShut: orders that may go are found behind any number that wait
// for their payment, in the time that a writer may take.
func TestReleaseBehindShut(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 9)
	const unpaid, slice = 5000, 500
	for range unpaid / slice {
		h.write(func(_ context.Context, tx *store.Tx) error {
			for range slice {
				if err := job.Offer(tx, &job.Job{Order: warehouse.OrderID(tx.Mint()), Site: h.site, Cutoff: h.now.Add(-time.Hour), Owes: "prepaid"}); err != nil {
					return err
				}
			}
			return nil
		})
	}
	took := time.Hour
	for range 3 { // another load of the machine is not its time
		free := h.order(line{"MUG", 1})
		from := time.Now()
		a := h.release()
		took = min(took, time.Since(from))
		if a.Released != 1 || h.job(free).State != job.Released {
			t.Fatalf("behind %d: %+v", unpaid, a)
		}
	}
	t.Logf("%v behind %d that wait for their payment", took, unpaid)
	if took > 20*time.Millisecond {
		t.Errorf("it held the writer for %v", took)
	}
}

// TestReleaseBehindShort: orders that may go are found behind any number that wait for
// goods, and behind more than a wave that lie where nobody picks; who waited goes when
// the goods are there.
func TestReleaseBehindShort(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 9)
	const short, slice, reserve = 5000, 500, 2 * pick.MaxWave
	for range short / slice {
		h.write(func(_ context.Context, tx *store.Tx) error {
			for range slice {
				id := warehouse.OrderID(tx.Mint())
				if err := promise.Reserve(tx, id, h.site, h.now, 0, promise.Demand{Line: warehouse.LineID(tx.Mint()), Item: h.items["SHOE-42"], Qty: 1}); err != nil {
					return err
				}
				if err := job.Offer(tx, &job.Job{Order: id, Site: h.site, Cutoff: h.now.Add(-time.Hour)}); err != nil {
					return err
				}
			}
			return nil
		})
	}
	free := h.order(line{"MUG", 1})
	from := time.Now()
	if a := h.release(); a.Released != 1 || h.job(free).State != job.Released {
		t.Fatalf("behind %d: %+v", short, a)
	}
	t.Logf("%v behind %d that wait for goods", time.Since(from), short)
	h.receive("SHOE-42", "R-1", reserve)
	free = h.order(line{"MUG", 1})
	from = time.Now()
	if a := h.release(); a.Released != 1 || h.job(free).State != job.Released || len(a.Left) != pick.MaxWave {
		t.Fatalf("behind %d in reserve: %+v", reserve, a)
	}
	t.Logf("%v behind %d that lie in reserve", time.Since(from), reserve)
	h.receive("SHOE-42", "R-1", pick.MaxLooked)
	free = h.order(line{"MUG", 1})
	a := h.release()
	for rounds := 1; a.Released == 0 && !a.Behind.IsZero() && rounds < 9; rounds++ {
		var err error
		a, err = pick.Release.Do(context.Background(), h.door, command.Command{Itself: true}, &pick.ReleaseRequest{Site: h.site, Behind: a.Behind})
		h.must(err)
	}
	if a.Released != 1 || !a.Behind.IsZero() || h.job(free).State != job.Released {
		t.Errorf("behind %d in reserve: %+v", reserve+pick.MaxLooked, a)
	}
	h.receive("SHOE-42", "A-01-01-1", 1)
	if a := h.release(); a.Released != 1 {
		t.Errorf("once there is a pair: %+v", a)
	}
}

// TestReleaseRefused: who may not, and where not.
func TestReleaseRefused(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 4)
	order := h.order(line{"MUG", 1})
	var foreign warehouse.SiteID
	h.write(func(ctx context.Context, tx *store.Tx) error {
		a, err := place.CreateSite.In(ctx, tx, &place.CreateSiteRequest{Name: "Київ", Timezone: "Europe/Kyiv", Currency: "UAH"})
		if err == nil {
			foreign = a.IDs[0]
		}
		return err
	})
	many := make([]warehouse.OrderID, pick.MaxWave+1)
	for name, row := range map[string]struct {
		by   command.Command
		r    pick.ReleaseRequest
		kind fault.Kind
	}{
		"a picker":      {command.Command{Person: h.oleg}, pick.ReleaseRequest{Orders: []warehouse.OrderID{order}}, fault.Denied},
		"nowhere":       {command.Command{Itself: true}, pick.ReleaseRequest{}, fault.Invalid},
		"too many":      {command.Command{Itself: true}, pick.ReleaseRequest{Orders: many, Site: h.site}, fault.Limit},
		"no such site":  {command.Command{Itself: true}, pick.ReleaseRequest{Orders: many[:1], Site: warehouse.SiteID{1}}, fault.NotFound},
		"no such order": {command.Command{Itself: true}, pick.ReleaseRequest{Orders: many[:1]}, fault.NotFound},
	} {
		if _, err := pick.Release.Do(context.Background(), h.door, row.by, &row.r); fault.KindOf(err) != row.kind || err == nil {
			t.Errorf("%s: %v, want %v", name, err, row.kind)
		}
	}
	a, err := pick.Release.Do(context.Background(), h.door, command.Command{Itself: true}, &pick.ReleaseRequest{Orders: []warehouse.OrderID{order}, Site: foreign})
	if err != nil || a.Released != 0 || a.Left[0].Code != "pick.left.none" {
		t.Errorf("an order of another site: %+v, %v", a, err)
	}
}

// TestReleaseAll: without a list goes whatever waits for nothing but that.
func TestReleaseAll(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 4)
	h.receive("SHOE-42", "R-1", 1)
	one, two := h.order(line{"MUG", 2}), h.order(line{"MUG", 2})
	h.order(line{"MUG", 1})     // short: not asked for, not told
	h.order(line{"SHOE-42", 1}) // only in reserve
	a, err := pick.Release.Do(context.Background(), h.door, command.Command{Itself: true}, &pick.ReleaseRequest{})
	h.must(err)
	if a.Released != 2 || len(a.Left) != 1 || a.Left[0].Code != "pick.left.not_in_bins" {
		t.Errorf("released %+v", a)
	}
	if h.job(one).State != job.Released || h.job(two).State != job.Released {
		t.Error("not released")
	}
	h.check()
	again, err := pick.Release.Do(context.Background(), h.door, command.Command{Itself: true}, &pick.ReleaseRequest{})
	if err != nil || again.Released != 0 || again.Wave != "" {
		t.Errorf("again %+v, %v", again, err)
	}
}
