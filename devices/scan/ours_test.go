package scan

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestOwnLabels: what a warehouse prints for itself is Text in every symbol that
// may hold it, without a flaw, and nobody guesses otherwise: one Latin letter and
// digits for bins, carts, goods, pallets, orders, parcels, benches, totes and
// badges, X and a name for commands, names of bins as people choose them.
func TestOwnLabels(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	labels := []string{"X-UNDO-6", "x-undo-6", "X-SHORT-1", "X-NEXT_BIN-3", "A-01-02-3", "01-02-03", "1-2", "R/7", "Полка 7", "W1184", "T00010", "B-(01)"}
	for _, prefix := range "BCGLNPSTW" {
		for n := 4; n < 20; n++ {
			for range 50 {
				labels = append(labels, fmt.Sprintf("%c%s", prefix, number(r, n)))
			}
		}
	}
	for _, label := range labels {
		for _, symbology := range []Symbology{"", Code39, Code93, Code128, QR, DataMatrix, PDF417, Aztec, DotCode, OtherSymbol} {
			for _, data := range []string{label, strings.ToLower(label)} {
				if c := Parse(Scan{Symbology: symbology, Data: data}); c.Kind != Text || c.Flaw != nil || c.GTIN != "" || c.Guessed || c.Layout != "" || c.Data != data {
					t.Fatalf("%q in %q: %+v", data, symbology, c)
				}
			}
		}
		for _, l := range []Layout{Russian, Ukrainian} {
			if c := Parse(Scan{Data: typedUnder(l, label)}); c.Kind != Text || c.Flaw != nil || c.Layout != "" {
				t.Fatalf("%q typed under %s: %+v", label, l, c)
			}
		}
	}
}
