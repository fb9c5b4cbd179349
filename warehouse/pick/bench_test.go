package pick_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
)

// BenchmarkRelease is how long a wave of MaxWave orders holds the writer.
func BenchmarkRelease(b *testing.B) {
	h := newHouse(b)
	for _, bin := range []string{"A-01-01-1", "A-01-02-1", "A-01-03-1", "A-02-01-1", "A-02-02-1", "A-02-03-1"} {
		for _, article := range []string{"MUG", "SHOE-42", "SHOE-43", "SCREW"} {
			h.receive(article, bin, 1_000_000)
		}
	}
	var spent time.Duration
	for b.Loop() {
		var wave []warehouse.OrderID
		for range pick.MaxWave {
			wave = append(wave, h.order(line{"MUG", 2}, line{"SHOE-42", 1}, line{"SHOE-43", 1}, line{"SCREW", 9}))
		}
		from := time.Now()
		h.release(wave...)
		spent += time.Since(from)
	}
	b.ReportMetric(float64(spent.Microseconds())/float64(b.N)/pick.MaxWave, "µs/order")
}

// BenchmarkScanOnTheWay is a scan while so many stops are ahead: the rest of the walk
// is planned anew.
func BenchmarkScanOnTheWay(b *testing.B) {
	for _, stops := range []int{5, 20, 50} {
		b.Run(fmt.Sprint(stops), func(b *testing.B) {
			h := newHouse(b)
			h.aisles(place.Scheme{Zone: "B", AislePitchMM: 3000, BayWidthMM: 1200})
			h.scattered(rand.New(rand.NewPCG(1, 2)), "B", stops)
			h.released(line{"MUG", measure.Qty(stops)})
			scan := func(code string) {
				_, err := station.Scan.Do(context.Background(), h.door, command.Command{Person: h.oleg, Device: "scanner"}, &station.ScanRequest{Data: code})
				h.must(err)
			}
			scan(h.totes[0].Code)
			b.ReportAllocs()
			for b.Loop() {
				scan("nobody's code")
			}
		})
	}
}
