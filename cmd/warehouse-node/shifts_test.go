package main

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"warehouse-node/devices/receipt"
	"warehouse-node/orders/till"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// TestShiftClosesItself: at the hour of its warehouse a shift is closed once, and
// not again after a person has given that up; where nobody said an hour none is.
func TestShiftClosesItself(t *testing.T) {
	c := defaults()
	c.Node.Data = t.TempDir()
	n, err := Open(t.Context(), c, slog.New(slog.DiscardHandler))
	must(t, err)
	itself := command.Command{Itself: true}
	site, err := place.CreateSite.Do(t.Context(), n.Door, itself, &place.CreateSiteRequest{Name: "Казань", Timezone: "Europe/Moscow", Currency: measure.RUB})
	must(t, err)
	now := n.DB.Clock()
	_, err = till.Tell.Do(t.Context(), n.Door, itself, &till.Told{Register: "register 1", Site: site.IDs[0], Status: receipt.Status{
		Clock: now, Shift: receipt.ShiftOpen, ShiftNo: 8,
	}, Figures: &receipt.Figures{Shift: 8, Opened: now.Add(-25 * time.Hour), Document: 41}})
	must(t, err)
	var job spool.JobID
	closes := func(want int) {
		t.Helper()
		must(t, n.closeShifts(t.Context()))
		must(t, n.DB.Read(t.Context(), func(_ context.Context, tx *store.Tx) error {
			got := 0
			for j, err := range spool.InQueue(tx, till.OwnQueue("register 1")) {
				if err != nil {
					return err
				}
				body, err := till.Closes.Body(j)
				if got++; err != nil || body.Shift != 8 {
					t.Errorf("%+v, %v", body, err)
				}
				job = j.ID
			}
			if got != want {
				t.Errorf("%d closings wait, want %d", got, want)
			}
			return nil
		}))
	}
	write := func(fn func(*store.Tx) error) {
		t.Helper()
		must(t, n.DB.Write(t.Context(), func(_ context.Context, tx *store.Tx) error { return fn(tx) }))
	}
	closes(0)
	write(func(tx *store.Tx) error {
		return till.ShiftRules.SetAt(tx, site.IDs[0], till.ShiftPolicy{CloseAt: "21:30", UnsentAmber: 3, UnsentRed: 20, MemoryAmber: 30, MemoryRed: 3})
	})
	closes(1)
	closes(1)
	write(func(tx *store.Tx) error { return spool.Drop(tx, job, seal.Coded("we go on")) })
	closes(0)
	must(t, n.Close())
}
