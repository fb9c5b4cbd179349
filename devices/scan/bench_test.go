package scan

import "testing"

// The scans that are measured, and what each may allocate: the padded number of
// an EAN, the elements of a label.
var measured = []struct {
	name   string
	scan   Scan
	allocs float64
}{
	{"EAN", Scan{Data: "4006381333931", Symbology: EAN13}, 2},
	{"EAN untold", Scan{Data: "4006381333931"}, 2},
	{"UPCE", Scan{Data: "04252614", Symbology: EAN13}, 2},
	{"five elements", Scan{Data: "010460700177156217270131" + "310300125010LOT-7" + GS + "21AB12", Symbology: GS1128}, 2},
	{"marking code", Scan{Data: "010460700177156221k3LInNbH_oG0Q" + GS + "91EE06" + GS + "92" + tail44, Symbology: GS1DataMatrix}, 2},
	{"link", Scan{Data: "https://id.gs1.org/01/04607001771562/10/A?17=270131", Symbology: QR}, 12},
	{"label of ours", Scan{Data: "B-01-02-03", Symbology: Code128}, 0},
}

func TestAllocations(t *testing.T) {
	for _, row := range measured {
		if got := testing.AllocsPerRun(100, func() { kept = Parse(row.scan) }); got > row.allocs {
			t.Errorf("%s: %v allocations, at most %v are allowed", row.name, got, row.allocs)
		}
	}
}

var kept Code // so that nothing is optimised away

func BenchmarkParse(b *testing.B) {
	for _, row := range measured {
		b.Run(row.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				kept = Parse(row.scan)
			}
		})
	}
}
