package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"warehouse-node/orders/shop"
	"warehouse-node/orders/shop/shopsim"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// turning is a node whose clock a test moves, with one thing of each kind that
// the turn of the day looks at.
type turning struct {
	t *testing.T
	*Node
	ctx    context.Context
	now    time.Time
	pruned string
	job    spool.JobID
	lot    warehouse.LotID
	kept   seal.Sealed // of the order that was set aside
}

func newTurning(t *testing.T) *turning {
	d := &turning{t: t, ctx: context.Background(), now: time.Now()}
	c := defaults()
	c.Node.Data = t.TempDir()
	n, err := Open(d.ctx, c, slog.New(slog.DiscardHandler))
	must(t, err)
	t.Cleanup(func() { must(t, n.Close()) })
	d.Node = n
	n.DB.Clock = func() time.Time { return d.now }
	must(t, n.demo(d.ctx))
	var site place.Site
	must(t, n.DB.Write(d.ctx, func(_ context.Context, tx *store.Tx) error {
		sites, err := place.Sites(tx)
		if err != nil {
			return err
		}
		site = sites[0]
		today := site.Day(tx.Now())
		l, err := ledger.LotFor(tx, warehouse.ItemID{15: 9}, "L-1", today+10, 0, today)
		if err != nil {
			return err
		}
		d.lot = l.ID
		d.job, err = station.Labels.Put(tx, spool.To{Queue: "printer/9", Site: site.ID}, &paper.Print{Kind: "bin_label"})
		return err
	}))
	_, err = spool.Stuck.Drop.Do(d.ctx, n.Door, command.Command{Itself: true}, &spool.DropRequest{Job: d.job, Reason: sealtest.Boxed("no printer")})
	must(t, err)
	must(t, d.name("A"))
	d.exchange(site.ID)
	return d
}

// name gives a command under an id that the node remembers for a while.
func (d *turning) name(name string) error {
	_, err := place.SaveEntity.Do(d.ctx, d.Door, command.Command{ID: "known", Itself: true}, &place.SaveEntityRequest{EntityBody: place.EntityBody{Name: name, Full: name, Country: "RU", Tax: place.TaxGeneral}})
	return err
}

// exchange speaks once with a shop that has an order nobody can take.
func (d *turning) exchange(site warehouse.SiteID) {
	sim := shopsim.New(shopsim.Options{Login: "a", Password: "b"})
	sim.Stock(shopsim.Item{ID: "m-1", Article: "MUG", Name: "Кружка", Price: 100})
	sim.Place(shopsim.Order{Buyer: canary, Lines: []shopsim.Line{{Item: "m-1", Qty: -1}}})
	server := httptest.NewServer(sim)
	defer server.Close()
	r, err := shop.NewRunner(d.ctx, shop.Parts{DB: d.DB, Door: d.Door, Ring: d.Ring}, shop.Config{
		Name: "shop", URL: server.URL + "/exchange", Login: "a", Password: "b", Site: site, Currency: measure.RUB, Payment: "prepaid",
	})
	must(d.t, err)
	must(d.t, r.Exchange(d.ctx))
	must(d.t, d.DB.Read(d.ctx, func(_ context.Context, tx *store.Tx) error {
		for k, err := range shop.KeptOf(tx, "shop") {
			if err != nil {
				return err
			}
			d.kept = k.Text[0]
		}
		return nil
	}))
}

// there says what of everything is there after the turn of a day, so many days
// on.
func (d *turning) there(days int) (there []string) {
	d.t.Helper()
	d.now = d.now.Add(time.Duration(days) * 24 * time.Hour)
	var err error
	d.pruned, err = turnDay(d.ctx, d.DB, d.pruned)
	must(d.t, err)
	must(d.t, d.Ring.ForgetDue(d.ctx, d.DB))
	note := func(what string, is bool) {
		if is {
			there = append(there, what)
		}
	}
	must(d.t, d.DB.Read(d.ctx, func(_ context.Context, tx *store.Tx) error {
		l, err := ledger.GetLot(tx, d.lot)
		if err != nil {
			return err
		}
		note("fresh lot", !l.Expired)
		j, err := spool.Get(tx, d.job)
		if err != nil && !errors.Is(err, fault.NotFound) {
			return err
		}
		note("job", j != nil && err == nil)
		for _, err := range shop.Exchanges(tx, "shop") {
			note("exchange", err == nil)
		}
		for _, err := range shop.KeptOf(tx, "shop") {
			note("kept order", err == nil)
		}
		return nil
	}))
	_, err = d.Ring.Open(d.ctx, d.kept)
	note("its key", err == nil)
	return there
}

// TestTurnOfTheDay moves the clock: each thing goes when its time has come, and
// not before.
func TestTurnOfTheDay(t *testing.T) {
	d := newTurning(t)
	for _, row := range []struct {
		days int
		want []string
	}{
		{0, []string{"fresh lot", "job", "exchange", "kept order", "its key"}},
		{10, []string{"fresh lot", "job", "exchange", "kept order", "its key"}}, // its last day
		{1, []string{"job", "exchange", "kept order", "its key"}},
		{18, []string{"job", "exchange", "kept order", "its key"}},
		{2, []string{"kept order", "its key"}},
		{60, nil},
	} {
		if got := d.there(row.days); !slices.Equal(got, row.want) {
			t.Errorf("on %s: %v, want %v", d.now.Format(time.DateOnly), got, row.want)
		}
	}
	if err := d.name("B"); err != nil { // its id was another command's, long ago
		t.Error(err)
	}
	if err := d.name("C"); !errors.Is(err, fault.Conflict) {
		t.Errorf("an id of today with another body: %v", err)
	}
	d.there(1)
	if err := d.name("C"); !errors.Is(err, fault.Conflict) {
		t.Errorf("an id of yesterday with another body: %v", err)
	}
}
