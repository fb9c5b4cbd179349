package main

import (
	"fmt"
	"testing"

	"golang.org/x/tools/txtar"

	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/station"
)

// TestUnbound: whoever has no bench is offered those of the house until one is
// scanned, and whoever does not pack is told the barcode by which that begins. The
// scanner that hangs at the bench is not theirs by that, and its scan says so.
func TestUnbound(t *testing.T) {
	d := newDay(t, &txtar.Archive{})
	darya, err := d.who("darya")
	d.must(err)
	d.must(d.look(darya))
	s := darya.sees()
	if s.Station != nil || len(s.Benches) == 0 || s.Packing != ident.CommandCode(pack.Flow) {
		t.Fatalf("at %+v, of %+v, packing by %q", s.Station, s.Benches, s.Packing)
	}
	bench := s.Benches[0]
	for _, words := range [][]string{{"darya", "scans", s.Packing}, {"darya", "scans", bench.Code}} {
		d.must(d.do(line{words: words}))
	}
	d.must(d.look(darya))
	if s = darya.sees(); s.Station == nil || s.Station.Name != bench.Name || len(s.Benches) > 0 || s.Packing != "" || s.Reply.Flow != pack.Flow {
		t.Errorf("at %+v in %s, of %+v, packing by %q", s.Station, s.Reply.Flow, s.Benches, s.Packing)
	}
	if bench.Name != "Стол 1" {
		t.Fatalf("the first bench is %s", bench.Name)
	}
	for _, row := range []struct{ code, says, place string }{{"T-001", "station.scanner_nobodys", bench.Name}, {"W9994", "station.unknown_badge", ""}} {
		d.must(d.reads("1", []string{row.code})) // by the scanner of the bench, which is nobody's
		d.eventually("the screen of the bench says why the scanner did nothing", func() error {
			d.must(d.look(darya))
			if r := darya.sees().Reply; r.Message.Code != row.says || r.Message.Args["place"] != row.place || r.Cue != station.CueWrong {
				return fmt.Errorf("it says %+v", r.Message)
			}
			return nil
		})
	}
}
