package till_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/devices/receipt"
	"warehouse-node/orders/till"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/journal/journaltest"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

func TestEvents(t *testing.T) { journaltest.Goldens(t, "register.") }

// desk is a warehouse in Moscow with a register whose clock is an hour fast.
type desk struct {
	t    *testing.T
	door *command.Door
	site warehouse.SiteID
	now  time.Time
	told till.Told
}

var itself = command.Command{Itself: true}

func newDesk(t *testing.T) *desk {
	d := &desk{t: t, now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	db := store.Open(memory.New(), store.Options{Clock: func() time.Time { return d.now }})
	d.door = &command.Door{DB: db}
	a, err := place.CreateSite.Do(t.Context(), d.door, itself, &place.CreateSiteRequest{Name: "Казань", Timezone: "Europe/Moscow", Currency: measure.RUB})
	d.must(err)
	d.site = a.IDs[0]
	d.told = till.Told{Register: "register 1", Site: d.site, Status: receipt.Status{
		Shift: receipt.ShiftClosed, ShiftNo: 7, Memory: receipt.Memory{Number: "9289000100055632", Fiscal: true, Last: 40, Expires: "2027-05-01"},
	}, Figures: &receipt.Figures{Shift: 7}}
	d.tell()
	return d
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// tell is the register telling how it is now.
func (d *desk) tell() *till.Register {
	d.t.Helper()
	d.told.Status.Clock = d.now.Add(time.Hour)
	_, err := till.Tell.Do(d.t.Context(), d.door, itself, &d.told)
	d.must(err)
	var r *till.Register
	d.read(func(tx *store.Tx) (err error) {
		r, err = till.GetRegister(tx, "register 1")
		return err
	})
	return r
}

// opens opens the next shift.
func (d *desk) opens() *till.Register {
	d.t.Helper()
	s := &d.told.Status
	s.Shift, s.ShiftNo = receipt.ShiftOpen, s.ShiftNo+1
	s.Memory.Last++
	d.told.Figures = &receipt.Figures{Shift: s.ShiftNo, Opened: d.now.Add(time.Hour).Truncate(time.Minute), Document: s.Memory.Last}
	return d.tell()
}

func (d *desk) read(fn func(*store.Tx) error) {
	d.t.Helper()
	d.must(d.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error { return fn(tx) }))
}

func (d *desk) write(fn func(*store.Tx) error) {
	d.t.Helper()
	d.must(d.door.DB.Write(context.Background(), func(_ context.Context, tx *store.Tx) error { return fn(tx) }))
}

// events are the entries of the registers, but for those that only redraw.
func (d *desk) events() (all []string) {
	d.t.Helper()
	d.read(func(tx *store.Tx) error {
		head, err := journal.Head(tx)
		for seq := uint64(1); seq <= head && err == nil; seq++ {
			var e *journal.Entry
			if e, err = journal.Get(tx, seq); err == nil && strings.HasPrefix(e.Kind, "register.") && e.Kind != till.RegisterToldKind.Name {
				var of struct{ Shift int }
				d.must(json.Unmarshal(e.Data, &of))
				all = append(all, fmt.Sprint(strings.TrimSuffix(strings.TrimPrefix(e.Kind, "register."), "/1"), " ", of.Shift))
			}
		}
		return err
	})
	return all
}

// jobs are the kinds of what waits for the register.
func (d *desk) jobs() (all []string) {
	d.t.Helper()
	d.read(func(tx *store.Tx) error {
		for j, err := range spool.InQueue(tx, till.OwnQueue("register 1")) {
			if err != nil {
				return err
			}
			all = append(all, j.Kind)
		}
		return nil
	})
	return all
}

// refused says that an error has a code.
func (d *desk) refused(err error, code string) {
	d.t.Helper()
	if err == nil || fault.Of(err).Code != code {
		d.t.Errorf("it is answered %v, want %s", err, code)
	}
}

func (d *desk) close(shift int) error {
	_, err := till.CloseShift.Do(d.t.Context(), d.door, itself, &till.CloseRequest{Register: "register 1", Shift: shift})
	return err
}

// TestRegisterTells: what a register tells is kept by our clock and stands still
// while it says the same through a clock of its own; shifts are on the timeline
// whoever opens and closes them, also one that was never seen open.
func TestRegisterTells(t *testing.T) {
	d := newDesk(t)
	d.now = d.now.Add(40 * time.Second)
	r := d.opens()
	if r.Shift != receipt.ShiftOpen || r.Number != 8 || r.Opened.Sub(d.now).Abs() > time.Minute || r.Document != 41 {
		t.Fatalf("%+v", r)
	}
	opened := r.Opened
	d.now = d.now.Add(35 * time.Minute).Add(17 * time.Second)
	d.told.Status.Receipts, d.told.Status.Unsent = 2, receipt.Unsent{Documents: 3, First: 41, Since: d.now.Add(time.Hour - 20*time.Minute).Truncate(time.Minute)}
	d.told.Figures.Sales, d.told.Figures.Drawer = receipt.Payments{Cash: 500_00, Card: 900_00}, 500_00
	r = d.tell()
	since := r.Since
	if r.Opened != opened || r.Receipts != 2 || r.Sales.Sum() != 1400_00 || r.Unsent != 3 || d.now.Sub(since) < 19*time.Minute || d.now.Sub(since) > 22*time.Minute {
		t.Errorf("%+v", r)
	}
	d.now = d.now.Add(31 * time.Second)
	d.told.Status.Unsent.Documents = 4
	if r = d.tell(); r.Opened != opened || r.Since != since || r.Unsent != 4 {
		t.Errorf("the moments move: %+v", r)
	}
	d.told.Status.Shift = receipt.ShiftExpired
	if r = d.tell(); r.Opened != opened {
		t.Errorf("over 24 hours: %+v", r)
	}
	d.opens() // the shift was closed and another opened before anybody looked
	d.told.Status.Shift, d.told.Figures = receipt.ShiftClosed, &receipt.Figures{Shift: 9}
	if r = d.tell(); !r.Opened.IsZero() || r.Receipts != 0 {
		t.Errorf("closed: %+v", r)
	}
	want := []string{"shift_opened 8", "shift_closed 8", "shift_opened 9", "shift_closed 9"}
	if diff := cmp.Diff(want, d.events()); diff != "" {
		t.Errorf("the timeline:\n%s", diff)
	}
	d.told.Status.Unsent.Since = d.told.Status.Unsent.Since.Add(time.Second) // the same news of a new connection, through a clock of whole seconds
	if again := d.tell(); again.Since != since || again.At != r.At {
		t.Errorf("closed, and told again: unsent since %v, told at %v; before %v, %v", again.Since, again.At, since, r.At)
	}
	d.told.Status.Memory.Number, d.told.Status.ShiftNo = "9999078900054321", 0
	d.tell()
	if got := d.events(); len(got) != len(want) {
		t.Errorf("another memory closed a shift: %v", got)
	}
	if _, err := till.Tell.Do(t.Context(), d.door, command.Command{Person: warehouse.PersonID{1}}, &d.told); fault.KindOf(err) != fault.Denied {
		t.Errorf("a person told for the register: %v", err)
	}
}

// TestShiftCommands: each is given once however often it is asked for, to the
// shift that the person saw, and refused with the reason where it makes no sense.
func TestShiftCommands(t *testing.T) {
	d := newDesk(t)
	open := func() error {
		_, err := till.OpenShift.Do(t.Context(), d.door, itself, &till.RegisterRequest{Register: "register 1"})
		return err
	}
	d.refused(d.close(7), "till.shift_closed")
	d.must(open())
	d.must(open())
	if got := d.jobs(); !slices.Equal(got, []string{"shift.open"}) {
		t.Errorf("%v wait", got)
	}
	d.opens()
	d.refused(open(), "till.shift_open")
	d.refused(d.close(7), "till.shift_another")
	d.must(d.close(8))
	d.must(d.close(8))
	if got := d.jobs(); !slices.Equal(got, []string{"shift.open", "shift.close"}) {
		t.Errorf("%v wait", got)
	}
	d.told.Status.Shift = receipt.ShiftExpired
	d.tell()
	d.refused(open(), "till.shift_expired")
	if _, err := till.CloseShift.Do(t.Context(), d.door, itself, &till.CloseRequest{Register: "register 2", Shift: 1}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a register that is none: %v", err)
	}
	if got, want := d.events(), []string{"shift_asked 0", "shift_opened 8", "shift_asked 8"}; !slices.Equal(got, want) {
		t.Errorf("the timeline has %v, want %v", got, want)
	}
}

// doubt puts a receipt that was told to the register and not answered.
func (d *desk) doubt() spool.JobID {
	d.t.Helper()
	var id spool.JobID
	d.write(func(tx *store.Tx) (err error) {
		id, err = till.Receipts.Put(tx, spool.To{Queue: till.RegisterQueue(d.site), Site: d.site}, &till.Receipt{Number: "K7-2041"})
		return err
	})
	w := spool.NewWorker(till.RegisterQueue(d.site))
	till.Receipts.On(w, func(ctx context.Context, try *spool.Try, _ till.Receipt) (till.Registered, error) {
		if err := try.Intend(ctx, []byte(`{}`)); err != nil {
			return till.Registered{}, err
		}
		return till.Registered{}, spool.InDoubt(fault.New(fault.Unavailable, "till.register", "reason", receipt.LinkLost))
	}, func(context.Context, *spool.Job, till.Receipt) (till.Registered, error) {
		return till.Registered{}, spool.InDoubt(fault.New(fault.Unavailable, "till.register", "reason", receipt.Ambiguous))
	})
	ctx, cancel := context.WithCancel(d.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx, d.door.DB) }()
	for unknown := false; !unknown; {
		bell := d.door.DB.Bell()
		d.read(func(tx *store.Tx) error {
			j, err := spool.Get(tx, id)
			unknown = err == nil && j.State == spool.Unknown
			return err
		})
		if !unknown {
			<-bell
		}
	}
	cancel()
	<-ended
	return id
}

// TestNoCloseInDoubt: while nobody knows of a receipt whether it is registered, no
// shift is closed, by a person or by the hour; once it is settled it is.
func TestNoCloseInDoubt(t *testing.T) {
	d := newDesk(t)
	d.write(func(tx *store.Tx) error {
		return till.ShiftRules.Set(tx, till.ShiftPolicy{CloseAt: "21:30", UnsentAmber: 3, UnsentRed: 20, MemoryAmber: 30, MemoryRed: 3})
	})
	d.opens()
	id := d.doubt()
	err := d.close(8)
	d.refused(err, "till.in_doubt")
	if fault.Of(err).Args["what"] != "K7-2041" {
		t.Errorf("it waits for %v", fault.Of(err).Args)
	}
	d.now = time.Date(2026, 3, 2, 18, 31, 0, 0, time.UTC) // 21:31 in Kazan
	if due := d.due(); len(due) != 0 {
		t.Errorf("closed by surprise: %+v", due)
	}
	d.write(func(tx *store.Tx) error { return spool.Resolve(tx, id, spool.CameOut, seal.Coded("it lies here")) })
	if due := d.due(); len(due) != 1 || due[0].Shift != 8 {
		t.Errorf("%+v", due)
	}
	d.must(d.close(8))
}

func (d *desk) due() (all []till.CloseRequest) {
	d.t.Helper()
	d.read(func(tx *store.Tx) (err error) {
		all, err = till.DueCloses(tx, func(warehouse.SiteID) (*time.Location, error) { return time.LoadLocation("Europe/Moscow") })
		return err
	})
	return all
}

// TestClosesAtItsHour: a shift that was opened before the hour that came last is
// due, also on the next morning; one that was opened since is not, and none is
// where nobody said an hour.
func TestClosesAtItsHour(t *testing.T) {
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, 3, day, hour-3, minute, 0, 0, time.UTC)
	}
	rows := []struct {
		hour   string
		now    time.Time
		closes bool
	}{
		{"", at(3, 23, 0), false}, {"21:30", at(2, 21, 29), false}, {"21:30", at(2, 21, 30), true}, {"21:30", at(3, 8, 0), true},
		{"11:00", at(2, 23, 0), false}, {"11:00", at(3, 10, 59), false}, {"11:00", at(3, 11, 0), true}, {"00:00", at(2, 23, 59), false}, {"00:00", at(3, 0, 0), true},
	}
	for _, row := range rows {
		d := newDesk(t) // a store's clock never goes back
		d.opens()       // at noon in Kazan
		d.now = row.now
		d.write(func(tx *store.Tx) error {
			return till.ShiftRules.Set(tx, till.ShiftPolicy{CloseAt: row.hour, UnsentAmber: 3, UnsentRed: 20, MemoryAmber: 30, MemoryRed: 3})
		})
		if due := d.due(); (len(due) == 1) != row.closes {
			t.Errorf("at %q, seen at %s: %+v", row.hour, row.now, due)
		}
		d.told.Status.Shift = receipt.ShiftClosed
		d.tell()
		if due := d.due(); len(due) != 0 {
			t.Errorf("one that is closed: %+v", due)
		}
	}
}

// TestCash: a move has a sum, a reason, an open shift and enough in the drawer.
func TestCash(t *testing.T) {
	d := newDesk(t)
	move := func(way till.Way, minor int64, reason string) error {
		_, err := till.MoveCash.Do(t.Context(), d.door, itself, &till.CashRequest{Register: "register 1", Way: way, Sum: rub(minor), Reason: sealtest.Boxed(reason)})
		return err
	}
	d.refused(move(till.CashIn, 100_00, "change"), "till.shift_none")
	d.opens()
	d.told.Figures.Drawer = 300_00
	d.tell()
	d.refused(move("up", 100_00, "change"), "till.cash_way")
	d.refused(move(till.CashIn, 0, "change"), "till.cash_sum")
	d.refused(move(till.CashIn, -5, "change"), "till.cash_sum")
	d.refused(move(till.CashIn, receipt.MaxSum+1, "change"), "till.cash_sum")
	d.refused(move(till.CashIn, 100_00, ""), "till.cash_reason")
	d.refused(move(till.CashIn, 100_00, strings.Repeat("щ", 601)), "till.cash_long")
	d.refused(move(till.CashOut, 300_01, "to the bank"), "till.cash_short")
	_, err := till.MoveCash.Do(t.Context(), d.door, itself, &till.CashRequest{Register: "register 1", Way: till.CashIn, Sum: measure.Money{Minor: 1, Currency: measure.UAH}, Reason: sealtest.Boxed("x")})
	d.refused(err, "till.cash_sum")
	d.must(move(till.CashOut, 300_00, "to the bank"))
	d.told.Status.Shift = receipt.ShiftExpired
	d.tell()
	d.refused(move(till.CashIn, 100_00, "change"), "till.shift_expired")
	if got := d.jobs(); !slices.Equal(got, []string{"cash"}) {
		t.Errorf("%v wait", got)
	}
}

// TestWarnings: what would stop a register is said days before, and the louder the
// nearer it is.
func TestWarnings(t *testing.T) {
	now := time.Date(2026, 3, 31, 12, 0, 0, 0, time.UTC)
	ago := func(days int) time.Time { return now.AddDate(0, 0, -days).Add(-time.Minute) }
	well := till.Register{Memory: "9289000100055632", Fiscal: true, Expires: "2027-05-01"}
	with := func(set func(*till.Register)) *till.Register {
		r := well
		set(&r)
		return &r
	}
	rows := []struct {
		name string
		reg  *till.Register
		want []string
	}{
		{"well", &well, nil},
		{"sent soon", with(func(r *till.Register) { r.Unsent, r.Since = 3, ago(2) }), nil},
		{"three days", with(func(r *till.Register) { r.Unsent, r.Since = 3, ago(3) }), []string{"unsent amber 3 27"}},
		{"twenty days", with(func(r *till.Register) { r.Unsent, r.Since = 3, ago(20) }), []string{"unsent red 20 10"}},
		{"locked", with(func(r *till.Register) { r.Unsent, r.Since = 3, ago(31) }), []string{"unsent red 31 0"}},
		{"ends in a month", with(func(r *till.Register) { r.Expires = "2026-04-28" }), []string{"ends amber 27 0"}},
		{"ends at once", with(func(r *till.Register) { r.Expires = "2026-04-02" }), []string{"ends red 1 0"}},
		{"has ended", with(func(r *till.Register) { r.Expires = "2026-03-30" }), []string{"ends red -1 0"}},
		{"says so itself", with(func(r *till.Register) { r.Expires, r.Ending = "", true }), []string{"ends amber 30 0"}},
		{"urgently", with(func(r *till.Register) { r.Urgent = true }), []string{"ends red 395 0"}},
		{"closed", with(func(r *till.Register) { r.Fiscal = false }), []string{"blocked red 0 0"}},
		{"full", with(func(r *till.Register) { r.NearFull = true }), []string{"fills amber 0 0"}},
	}
	policy := till.ShiftPolicy{UnsentAmber: 3, UnsentRed: 20, MemoryAmber: 30, MemoryRed: 3}
	for _, row := range rows {
		var got []string
		for _, w := range row.reg.Warnings(policy, now, time.UTC) {
			tone := map[bool]string{false: "amber", true: "red"}[w.Red]
			got = append(got, fmt.Sprintf("%s %s %d %d", w.Trouble, tone, w.Days, w.Left))
			if w.Trouble == till.UnsentWaits && !w.Since.Equal(row.reg.Since.AddDate(0, 0, 3)) {
				t.Errorf("%s: since %s", row.name, w.Since)
			}
		}
		if !slices.Equal(got, row.want) {
			t.Errorf("%s: %v, want %v", row.name, got, row.want)
		}
	}
	for _, bad := range []till.ShiftPolicy{
		{UnsentAmber: 21, UnsentRed: 20, MemoryAmber: 30, MemoryRed: 3}, {UnsentAmber: 3, UnsentRed: 31, MemoryAmber: 30, MemoryRed: 3},
		{UnsentAmber: 3, UnsentRed: 20, MemoryAmber: 2, MemoryRed: 3}, {CloseAt: "25:00", UnsentAmber: 3, UnsentRed: 20, MemoryAmber: 30, MemoryRed: 3},
	} {
		if bad.Check() == nil {
			t.Errorf("%+v is a policy", bad)
		}
	}
}
