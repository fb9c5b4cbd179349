package station

import (
	"strings"
	"testing"

	"warehouse-node/devices/scan"
	"warehouse-node/warehouse/ident"
)

// TestLabelsAreNoGoods: no label that we print means goods, a logistic unit or a
// marking code by itself, in any symbol and letter case, and none of those codes
// reads as a label of ours.
func TestLabelsAreNoGoods(t *testing.T) {
	labels := []string{ident.CommandCode("undo"), ident.CommandCode("next_bin"), ident.CommandCode("short-1")}
	for _, prefix := range []string{ident.PrefixBin, ident.PrefixCart, ident.PrefixItem, ident.PrefixPallet, ident.PrefixOrder, ident.PrefixParcel,
		ident.PrefixStation, ident.PrefixTote, ident.PrefixBadge} {
		for n := uint64(1); n < 1e18; n = n*7 + 1 {
			labels = append(labels, ident.Label(prefix, n))
		}
	}
	for _, label := range labels {
		if ident.Ours(label) == "" {
			t.Fatalf("%s is not ours", label)
		}
		for _, s := range []scan.Symbology{"", scan.Code39, scan.Code128, scan.QR, scan.DataMatrix, scan.PDF417} {
			for _, data := range []string{label, strings.ToLower(label)} {
				if c := scan.Parse(scan.Scan{Data: data, Symbology: s}); c.Kind != scan.Text || c.Flaw != nil {
					t.Errorf("%s in %q is %s: %v", data, s, c.Kind, c.Flaw)
				}
			}
		}
	}
	const gs = scan.GS
	for _, data := range []string{"4006381333931", "96385074", "00106141411234567897", "0104607001771562" + "10B1184", "(01)04607001771562(10)B1184",
		"https://id.gs1.org/01/04607001771562/10/B1184", "00000046198488X?io+qCABm8wAYa", "RU-430302-AAA7582720",
		"010460700177156221k3LInNbH_oG0Q" + gs + "93abcd", "010460700177156221ABCDEFG93abcd"} {
		if c := scan.Parse(scan.Scan{Data: data}); c.Kind == scan.Text {
			t.Errorf("%q is text", data)
		}
		if prefix := ident.Ours(data); prefix != "" {
			t.Errorf("%q reads as a label %s", data, prefix)
		}
	}
}
