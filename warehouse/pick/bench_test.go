package pick_test

import (
	"testing"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/pick"
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
