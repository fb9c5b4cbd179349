package read_test

import (
	"context"
	"slices"
	"testing"

	"warehouse-node/devices/receipt"
	"warehouse-node/orders/till"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// TestRegisterHistory: what became of cash that was put in or taken out stands on
// the register's timeline, whether it was counted, refused or given up.
func TestRegisterHistory(t *testing.T) {
	h := newHouse(t)
	h.registered(func(*till.Told) {})
	f := till.Cash()
	step := func() {
		t.Helper()
		for n := 1; n > 0; {
			var err error
			n, err = f.Step(t.Context(), h.DB)
			must(t, err)
		}
	}
	must(t, f.Begin(t.Context(), h.DB))
	move := func(way till.Way, minor int64, verdict error, to spool.State) spool.JobID {
		t.Helper()
		a, err := till.MoveCash.Do(t.Context(), h.door, command.Command{Person: h.people["manager"], Device: "test"}, &till.CashRequest{Register: "касса 1", Way: way, Sum: rub(minor), Reason: sealtest.Seal(t, h.Ring, "размен")})
		must(t, err)
		h.carried(a.Job, verdict, to)
		step()
		return a.Job
	}
	move(till.CashIn, 100_00, nil, spool.Done)
	refused := move(till.CashOut, 200_00, spool.Refuse(fault.New(fault.Unavailable, "till.register", "reason", receipt.NoCash)), spool.Refused)
	h.by("manager", func(_ context.Context, tx *store.Tx) error {
		return spool.Drop(tx, refused, seal.Coded("нет денег"))
	})
	step()

	page, err := h.Devices(h.as("manager"), "")
	must(t, err)
	var got []string
	for _, row := range page.Rows[0].Register.History {
		got = append(got, row.What.Code)
		if args := row.What.Args; !locale.Has(row.What.Code) || row.What.Code != "tape.shift_opened" && (args["sum"].Number == 0 || args["reason"].Text != "размен" || row.Person == nil) {
			t.Errorf("%+v", row)
		}
		if why := row.What.Args["why"].Text; row.What.Code == "tape.cash_out_refused" && why != locale.Say(locale.RU, "say.device.register.no-cash", nil) {
			t.Errorf("the reason is %q", why)
		}
	}
	if want := []string{"tape.cash_out_dropped", "tape.cash_out_refused", "tape.cash_out_asked", "tape.cash_in_moved", "tape.cash_in_asked", "tape.shift_opened"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
