package zebra

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/devices/label"
)

// TestDraw: barcodes of a label, and pictures of barcodes in it, are read from how it
// is drawn; what is not drawn is named.
func TestDraw(t *testing.T) {
	const in = "^XA^PW800^LL1200^CI28^FO40,40^A0N,40,30^FB700,2,0,C^FDИванов И. И.^FS^FO20,20^GB760,1160,3^FS^FO200,400^GB20,20,20,W^FS" +
		"^BY3,3,100^FO80,200^BCN,120,Y,N,N,N^FD>:AB>512345678^FS^FT80,520^BY2^BEN,90,N,N^FD460700177156^FS" +
		"^FO600,300^BCR,80,N,N,N,A^FDTURNED^FS^FO80,600^BQN,2,6^FDMA,https://carrier.example^FS^FO400,650^BXN,8,200^FDDM-1^FS" +
		"^FO80,900^BCN,90,N,N,N,N^FD>;>8010460700177156210>6X^FS^FO10,10^GE9,9,2^FS^FO10,10^BDN^FDmaxi^FS^FO300,1100^FR^GB50,50,50^FS^XZ"
	all, err := Parse([]byte(in))
	if err != nil {
		t.Fatal(err)
	}
	got := all[0].Draw(800, 1200, label.DPI203)
	if d := cmp.Diff([]string{"^BD", "^GE"}, got.Missing); d != "" {
		t.Error(d)
	}
	want := []label.Read{
		{Symbology: label.Code128, Data: "010460700177156210X"}, {Symbology: label.Code128, Data: "AB12345678"}, {Symbology: label.Code128, Data: "TURNED"}, {Symbology: label.DataMatrix, Data: "DM-1"},
		{Symbology: label.EAN13, Data: "4607001771562"}, {Symbology: label.QR, Data: "https://carrier.example"},
	}
	read := label.ReadBarcodes(got.Picture, label.DPI203)
	if d := cmp.Diff(want, read); d != "" {
		t.Error(d)
	}
}

// FuzzDraw: whatever is let in can be drawn.
func FuzzDraw(f *testing.F) {
	f.Add([]byte(parcelLabel))
	f.Add([]byte("^XA^FO1,1^GB9999,9999,9999,W^FS^FT0,0^A@B,9999^FB1,1,1,R^FDa^FS^FO1,1^BXN,9,200^FDa^FS^XZ"))
	f.Fuzz(func(t *testing.T, in []byte) {
		all, err := Parse(in)
		for i := range all {
			if err == nil && i < 2 {
				all[i].Draw(200, 300, label.DPI203)
			}
		}
	})
}
