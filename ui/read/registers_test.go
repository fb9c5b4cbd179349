package read_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"warehouse-node/devices/receipt"
	"warehouse-node/orders/till"
	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// registered makes a register of Kazan tell of itself; it hangs on this host.
func (h *house) registered(set func(*till.Told)) {
	h.t.Helper()
	told := &till.Told{Register: "касса 1", Site: h.kazan, Status: receipt.Status{
		Clock: h.now, Shift: receipt.ShiftOpen, ShiftNo: 214, Receipts: 42,
		Memory: receipt.Memory{Number: "9289000100055632", Fiscal: true, Expires: "2027-12-01"},
	}, Figures: &receipt.Figures{
		Shift: 214, Opened: h.now.Add(-3 * time.Hour), Document: 20417, Drawer: 1_700_00, CashIn: 500_00,
		Sales: receipt.Payments{Cash: 1_200_00, Card: 15_000_00, Prepaid: 800_00}, Returns: receipt.Payments{Card: 900_00},
	}}
	set(told)
	_, err := till.Tell.Do(h.t.Context(), h.door, command0(), told)
	must(h.t, err)
	h.Outside.Machines = func() []read.Machine {
		return []read.Machine{{DeviceRow: api.DeviceRow{ID: "касса 1", Kind: "cashreg", Name: "касса 1", Health: "ok"}, Site: h.kazan}}
	}
}

// TestRegisterDay: the page of devices shows what a register told, by whose word
// it is, and the buttons that make sense.
func TestRegisterDay(t *testing.T) {
	h := newHouse(t)
	h.registered(func(*till.Told) {})
	day := func() api.DeviceRow {
		t.Helper()
		page, err := h.Devices(h.as("manager"), "")
		must(t, err)
		if len(page.Rows) != 1 || page.Rows[0].Register == nil {
			t.Fatalf("%+v", page.Rows)
		}
		return page.Rows[0]
	}
	row := day()
	r := row.Register
	if r.Shift != "open" || r.Number != 214 || r.Receipts != 42 || r.Opened == nil || !r.Opened.Equal(h.now.Add(-3*time.Hour)) || r.Document != 20417 || r.Currency != "RUB" {
		t.Errorf("%+v", r)
	}
	if s := r.Sums; s == nil || s.Sales.Total.Minor != 17_000_00 || s.Sales.Prepaid.Minor != 800_00 || s.Returns.Total.Minor != 900_00 || s.Drawer.Minor != 1_700_00 || s.PutIn.Minor != 500_00 {
		t.Errorf("%+v", r.Sums)
	}
	if want := []string{"till.shift.report", "till.shift.close", "till.cash"}; !slices.Equal(r.May, want) || row.Health != "ok" || len(r.Warnings) != 0 {
		t.Errorf("%+v", row)
	}
	_, err := till.CloseShift.Do(t.Context(), h.door, command0(), &till.CloseRequest{Register: "касса 1", Shift: 214})
	must(t, err)
	if doing := day().Register.Doing; len(doing) != 1 || doing[0].Code != "register.doing.close" {
		t.Errorf("%+v", doing)
	}
	h.registered(func(told *till.Told) {
		told.Status.Shift, told.Status.Unsent = receipt.ShiftClosed, receipt.Unsent{Documents: 17, First: 20400, Since: h.now.Add(-100 * time.Hour)}
	})
	row = day()
	if r = row.Register; row.Health != "attention" || r.Unsent != 17 || r.Since == nil || len(r.Warnings) != 1 || r.Warnings[0].What.Code != "register.warn.unsent" || !slices.Contains(r.May, "till.shift.open") {
		t.Errorf("%s %+v", row.Health, r)
	}
}

// TestRegisterIsStuck: what would stop a register is a row of its warehouse days
// before, red when it is near, and goes when the register tells otherwise; one
// that is not in the file of this host any more is nobody's business.
func TestRegisterIsStuck(t *testing.T) {
	h := newHouse(t)
	unsent := func(days int) func(*till.Told) {
		return func(told *till.Told) {
			told.Status.Unsent = receipt.Unsent{Documents: 21, First: 20400, Since: h.now.AddDate(0, 0, -days)}
		}
	}
	rows := func() []api.StuckRow {
		t.Helper()
		page, err := h.Stuck(h.as("manager"), h.kazan.String())
		must(t, err)
		for _, row := range page.Rows {
			for _, code := range []string{row.What.Code, row.Safe.Code, "stuck.kind." + row.Kind} {
				if !locale.Has(code) {
					t.Errorf("%s has no sentence", code)
				}
			}
		}
		return page.Rows
	}
	for _, want := range []struct {
		set        func(*till.Told)
		what, tone string
	}{
		{unsent(2), "", ""}, {unsent(4), "stuck.what.register_unsent", "attention"}, {unsent(21), "stuck.what.register_unsent", "wrong"},
		{unsent(31), "stuck.what.register_unsent_locked", "wrong"},
		{func(told *till.Told) { told.Status.Memory.Fiscal = false }, "stuck.what.register_blocked", "wrong"},
		{func(told *till.Told) { told.Status.Memory.NearFull = true }, "stuck.what.register_fills", "attention"},
		{func(told *till.Told) { told.Status.Memory.Expires = "2026-12-10" }, "stuck.what.register_ends", "attention"},
		{func(told *till.Told) { told.Status.Memory.Expires = "2026-11-01" }, "stuck.what.register_ends_over", "wrong"},
		{func(*till.Told) {}, "", ""},
	} {
		h.registered(want.set)
		all := rows()
		switch {
		case want.what == "" && len(all) == 0:
		case len(all) == 1 && all[0].What.Code == want.what && string(all[0].Tone) == want.tone && all[0].Actions[0].Open == "/devices/касса 1":
		default:
			t.Errorf("%s: %+v", want.what, all)
		}
	}
	h.registered(unsent(21))
	if other, err := h.Stuck(h.as("owner"), h.tver.String()); err != nil || len(other.Rows) != 0 {
		t.Errorf("another warehouse sees it: %+v, %v", other.Rows, err)
	}
	h.Outside.Machines = func() []read.Machine { return nil }
	if all := rows(); len(all) != 0 {
		t.Errorf("a register that is gone: %+v", all)
	}
}

// TestShiftJobIsStuck: a cash move that a register refused says why in the words
// of the person, one of which nobody knows asks; both with the buttons of receipts.
func TestShiftJobIsStuck(t *testing.T) {
	h := newHouse(t)
	h.registered(func(*till.Told) {})
	a, err := till.MoveCash.Do(t.Context(), h.door, command0(), &till.CashRequest{Register: "касса 1", Way: till.CashIn, Sum: rub(100_00), Reason: sealtest.Seal(t, h.Ring, "размен")})
	must(t, err)
	for _, want := range []struct {
		verdict error
		state   spool.State
		what    string
		buttons []string
	}{
		{spool.Refuse(fault.New(fault.Unavailable, "till.register", "reason", receipt.NoCash)), spool.Refused, "stuck.what.cash_in_refused", []string{"retry", "drop"}},
		{spool.InDoubt(fault.New(fault.Unavailable, "till.register", "reason", receipt.Ambiguous)), spool.Unknown, "stuck.what.cash_in_unknown", []string{"ask_register", "counted_yes", "counted_no"}},
	} {
		h.carried(a.Job, want.verdict, want.state)
		page, err := h.Stuck(h.as("manager"), h.kazan.String())
		must(t, err)
		if len(page.Rows) != 1 || page.Rows[0].Kind != "register_job" || page.Rows[0].What.Code != want.what || !locale.Has(want.what) || !locale.Has(page.Rows[0].Safe.Code) {
			t.Fatalf("%+v", page.Rows)
		}
		row, buttons := page.Rows[0], []string(nil)
		for _, b := range row.Actions {
			buttons = append(buttons, b.Name)
		}
		if !slices.Equal(buttons, want.buttons) || row.What.Args["sum"].Number != 100_00 || row.What.Args["register"].Text != "касса 1" {
			t.Errorf("%+v", row)
		}
		if why := row.What.Args["why"].Text; want.state == spool.Refused && why != locale.Say(locale.RU, "say.device.register.no-cash", nil) {
			t.Errorf("the reason is %q", why)
		}
		if want.state == spool.Refused {
			h.write(func(_ context.Context, tx *store.Tx) error { return spool.Retry(tx, a.Job, seal.Coded("")) })
		}
	}
}

// carried lets a register answer its cash moves with a verdict until the job has
// come to a state.
func (h *house) carried(id spool.JobID, verdict error, to spool.State) {
	h.t.Helper()
	w := spool.NewWorker(till.OwnQueue("касса 1"))
	till.CashMoves.On(w, func(ctx context.Context, try *spool.Try, _ till.CashJob) (r till.Registered, err error) {
		if to == spool.Unknown {
			must(h.t, try.Intend(ctx, []byte(`{}`)))
		}
		return r, verdict
	}, func(context.Context, *spool.Job, till.CashJob) (r till.Registered, err error) { return r, verdict })
	ctx, cancel := context.WithCancel(h.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx, h.DB) }()
	for at := spool.State(""); at != to; {
		bell := h.DB.Bell()
		h.see(func(tx *store.Tx) error {
			j, err := spool.Get(tx, id)
			at = j.State
			return err
		})
		if at != to {
			<-bell
		}
	}
	cancel()
	<-ended
}
