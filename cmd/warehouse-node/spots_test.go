package main

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"warehouse-node/orders/shop"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// TestExampleConfigStarts starts a node on what `config example` prints, with all of
// it switched on and but for its folder and port: the bench that it names is nowhere,
// and the printer says so until somebody makes it; then it works there.
func TestExampleConfigStarts(t *testing.T) {
	c, err := readConfig(write(t, switchedOn(t)))
	must(t, err)
	c.Node.Data, c.Web.Listen = t.TempDir(), "127.0.0.1:0"
	n, err := Open(t.Context(), c, slog.New(slog.DiscardHandler))
	must(t, err)
	t.Cleanup(func() { must(t, n.Close()) })
	must(t, n.Start(t.Context()))

	row := n.machineRows()[0]
	if row.Health != "wrong" || row.State.Code != "device.state.no_bench" || row.State.Args["name"].Text != "bench 1" {
		t.Fatalf("before the bench is made: %s %+v", row.Health, row.State)
	}
	if n.channels.named("shop.example") != nil {
		t.Fatal("a shop is served by no warehouse")
	}
	site, err := place.CreateSite.Do(t.Context(), n.Door, itself, &place.CreateSiteRequest{Name: "Poltava", Timezone: "Europe/Kyiv", Currency: measure.UAH})
	must(t, err)
	bench, err := place.CreateStation.Do(t.Context(), n.Door, itself, &place.CreateStationRequest{Parent: site.IDs[0], Name: "bench 1"})
	must(t, err)

	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	late := time.After(20 * time.Second)
	for {
		row = n.machineRows()[0]
		if row.Site == site.IDs[0] && row.Bench == bench.IDs[0] && row.State.Code != "device.state.no_bench" && n.channels.named("shop.example") != nil {
			return
		}
		select {
		case <-tick.C:
		case <-late:
			t.Fatalf("after the bench is made: %+v", row)
		}
	}
}

// A device whose settings name a warehouse that is not there waits as well; one
// that names none belongs to the first that was made.
func TestDeviceWithoutItsWarehouse(t *testing.T) {
	for name, row := range map[string]struct {
		sites []string
		named string
		want  string
	}{
		"none of that name": {[]string{"Poltava"}, "Lviv", "device.state.no_site"},
		"several":           {[]string{"Poltava", "Lviv"}, "", ""},
		"one":               {[]string{"Poltava"}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			c := defaults()
			c.Node.Data, c.Web.Listen = t.TempDir(), "127.0.0.1:0"
			c.Devices = []DeviceConfig{{Name: "p", Kind: "printer", Driver: "zpl", Address: "tcp://127.0.0.1:1", Site: row.named}}
			n, err := Open(t.Context(), c, slog.New(slog.DiscardHandler))
			must(t, err)
			t.Cleanup(func() { must(t, n.Close()) })
			for _, s := range row.sites {
				_, err := place.CreateSite.Do(t.Context(), n.Door, itself, &place.CreateSiteRequest{Name: s, Timezone: "Europe/Kyiv", Currency: measure.UAH})
				must(t, err)
			}
			must(t, n.Start(t.Context()))
			if got := n.floor.machines[0].missing.Code; got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}

// TestSecondWarehouseTakesNothingAway: settings name no warehouse, and a second
// one is made. After the next start everything works where it did, and says so;
// what is new goes to the warehouse that has its bench, and one whose bench
// stands in both says what to write.
func TestSecondWarehouseTakesNothingAway(t *testing.T) {
	c := defaults()
	c.Node.Data, c.Web.Listen = t.TempDir(), "127.0.0.1:0"
	printerAt := func(name, bench string) DeviceConfig {
		return DeviceConfig{Name: name, Kind: "printer", Driver: "zpl", Address: "tcp://127.0.0.1:1", Station: bench}
	}
	c.Devices = []DeviceConfig{
		printerAt("labels", "bench 1"), printerAt("lists", ""),
		{Name: "ring", Kind: "scanner", Driver: "line", Address: "tcp://127.0.0.1:1"},
	}
	c.Shops = []ShopConfig{{Name: "shop.example", Kind: "commerceml", URL: "http://127.0.0.1:1/x"}}
	start := func() *Node {
		n, err := Open(t.Context(), c, slog.New(slog.DiscardHandler))
		must(t, err)
		must(t, n.Start(t.Context()))
		return n
	}
	n, err := Open(t.Context(), c, slog.New(slog.DiscardHandler))
	must(t, err)
	build := func(name string, benches ...string) (site warehouse.SiteID) {
		made, err := place.CreateSite.Do(t.Context(), n.Door, itself, &place.CreateSiteRequest{Name: name, Timezone: "Europe/Kyiv", Currency: measure.UAH})
		must(t, err)
		for _, b := range benches {
			_, err := place.CreateStation.Do(t.Context(), n.Door, itself, &place.CreateStationRequest{Parent: made.IDs[0], Name: b})
			must(t, err)
		}
		return made.IDs[0]
	}
	old := build("Poltava", "bench 1")
	must(t, n.Close())
	n = start()
	second := build("Lviv", "bench 1", "bench 2")
	must(t, n.Close())
	c.Devices = append(c.Devices, printerAt("new labels", "bench 2"), printerAt("unsure", "bench 1"))
	n = start()
	t.Cleanup(func() { must(t, n.Close()) })

	for name, want := range map[string]warehouse.SiteID{"labels": old, "lists": old, "ring": old, "new labels": second} {
		if m := n.floor.named(name); m.home() != want || m.missing.Code != "" {
			t.Errorf("%s stands in %s, says %+v; want %s", name, m.home(), m.missing, want)
		}
	}
	if m := n.floor.named("labels"); m.bench().IsZero() {
		t.Error("labels lost its bench")
	}
	lines := n.floor.named("unsure").missing.Args["lines"].Text
	if want := `site = "Poltava" / site = "Lviv"`; lines != want {
		t.Errorf("unsure says %q, want %q", lines, want)
	}
	must(t, n.DB.Read(t.Context(), func(_ context.Context, tx *store.Tx) error {
		s, err := shop.Get(tx, "shop.example")
		if err == nil && (s.Site != old || n.channels.named("shop.example") == nil) {
			t.Errorf("the shop is served by %s, want %s; spoken with: %v", s.Site, old, n.channels.named("shop.example"))
		}
		return err
	}))
}
