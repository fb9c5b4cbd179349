package main

import (
	"log/slog"
	"testing"
	"time"

	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
)

// TestExampleConfigStarts starts a node on what `config example` prints, as it is
// written but for its folder and port: the bench that it names is nowhere, and
// the printer says so until somebody makes it; then it works there.
func TestExampleConfigStarts(t *testing.T) {
	text, err := exampleConfig()
	must(t, err)
	c, err := readConfig(write(t, string(text)))
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

// A device whose settings name a warehouse that is not there waits as well, and
// so does one that names none where there are several.
func TestDeviceWithoutItsWarehouse(t *testing.T) {
	for name, row := range map[string]struct {
		sites []string
		named string
		want  string
	}{
		"none of that name": {[]string{"Poltava"}, "Lviv", "device.state.no_site"},
		"several":           {[]string{"Poltava", "Lviv"}, "", "device.state.which_site"},
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
