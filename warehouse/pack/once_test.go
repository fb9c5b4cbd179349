package pack_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/station"
)

// TestFiftyClose: the last scan fifty times at once, as scans of their own and
// as repeats of one, makes one parcel, one label and one packed order.
func TestFiftyClose(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "LAMP", qty: 2, found: 2})
	h.begin(h.olga)
	h.scan(h.olga, code(h.totes[0]))
	h.scan(h.olga, "LAMP")
	var all sync.WaitGroup
	for i := range 50 {
		all.Go(func() {
			c := command.Command{Person: h.olga, Device: "scanner"}
			if i%2 == 0 {
				c.ID = "the same scan" // a replay after a lost answer
			}
			_, err := station.Scan.Do(context.Background(), h.door, c, &station.ScanRequest{Data: "LAMP"})
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	h.once(t, order)
}

// TestTwoTabs: the key pressed in two tabs that saw the same screen closes one
// parcel, and the second is told to look again.
func TestTwoTabs(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "LAMP", qty: 1, found: 1})
	h.begin(h.olga)
	h.scan(h.olga, code(h.totes[0]))
	h.scan(h.olga, "LAMP")
	h.touch(h.olga, pack.ActReopen)
	seen := h.session(h.olga).Version
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			r := &station.TouchRequest{Version: seen, Action: pack.ActParcel}
			if _, err := station.Touch.Do(context.Background(), h.door, command.Command{Person: h.olga, Device: "tab"}, r); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	mustBe(t, "said", h.look(h.olga).Message.Code, "station.look-again")
	mustBe(t, "parcels", len(h.parcels(order)), 1)
	mustBe(t, "labels", len(h.labels(h.parcels(order)[0].Place)), 1)
	mustBe(t, "packed", h.job(order).State, job.Packed)
}

// TestTwoBenches: two people who scan the last unit of one order at once: the
// one who has it packs it.
func TestTwoBenches(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "LAMP", qty: 1, found: 1})
	var all sync.WaitGroup
	for i, who := range []warehouse.PersonID{h.olga, h.igor} {
		h.begin(who)
		all.Go(func() {
			for n, code := range []string{h.totes[0].Code, "LAMP", ident.CommandCode(pack.ActAside), "LAMP"} {
				c := command.Command{ID: fmt.Sprint(i, n, "of a bench"), Person: who, Device: "scanner"}
				if _, err := station.Scan.Do(context.Background(), h.door, c, &station.ScanRequest{Data: code}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	h.proof()
	h.once(t, order)
}

// once is that an order was closed once, with one of everything.
func (h *house) once(t *testing.T, order warehouse.OrderID) {
	t.Helper()
	mustBe(t, "job", h.job(order).State, job.Packed)
	mustBe(t, "parcels", len(h.parcels(order)), 1)
	mustBe(t, "labels", len(h.labels(h.parcels(order)[0].Place)), 1)
	mustBe(t, "closings", h.events("pack.parcel_closed/1"), 1)
	mustBe(t, "packed", h.events("pack.packed/1"), 1)
}
