package printer

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"

	"warehouse-node/devices/label"
	"warehouse-node/devices/sim/printer"
	"warehouse-node/devices/zebra"
)

// carriers is a label as a carrier writes it, with settings of its own printer.
const carriers = "^XA^MMT^PR4^PW400^LL320^CI28^FX who^FS^FO20,20^A0N,40^FDTO: IVANOV^FS^FO300,40^GFA,8,8,2,HA,:!,^FS" +
	"^BY2,3,80^FO40,150^BCN,80,N,N,N,A^FD10123456784^FS^PQ1,0,1,Y^XZ"

// TestForeign: a label of somebody else's comes out once, and our next one as if it
// had not been there.
func TestForeign(t *testing.T) {
	all, err := zebra.Parse([]byte(carriers))
	if err != nil {
		t.Fatal(err)
	}
	p := startSim(t, printer.Config{Counts: true, Cyrillic: true})
	z := open(t, p, quick)
	media := label.Media{Width: 58 * label.Millimetre, Height: 40 * label.Millimetre}
	if o, err := z.PrintForeign(soon(t), &all[0], media); err != nil || o.State() != Done || o.Before != 0 {
		t.Fatalf("%v, %v; the printer refused %v", o, err, p.Errors())
	}
	l := label.Label{Width: media.Width, Height: media.Height, Boxes: []label.Box{{Width: 10000, Height: 10000, Thickness: 1000}}}
	if o, err := z.Print(soon(t), l); err != nil || o.State() != Done || o.Before != 1 {
		t.Fatalf("%v, %v; the printer refused %v", o, err, p.Errors())
	}
	out := p.Labels()
	if len(out) != 2 || out[0].Image.Rect != image.Rect(0, 0, 400, 320) || !strings.Contains(string(out[0].ZPL), unturned) || !strings.Contains(string(out[1].ZPL), unturned) {
		t.Fatalf("%d labels: %s", len(out), out[0].ZPL)
	}
	if got := label.ReadBarcodes(out[0].Image, label.DPI203); len(got) != 1 || got[0].Data != "10123456784" {
		t.Errorf("on the label is read %v", got)
	}
	want, err := label.Draw(l, label.DPI203)
	if err != nil {
		t.Fatal(err)
	}
	if n := differing(want, out[1].Image, image.Point{}); n > 0 {
		t.Errorf("%d dots of our label are others", n)
	}
}

// TestForeignFrame: what a label does not say of its size is the paper's, and our
// settings of the printer hold for it.
func TestForeignFrame(t *testing.T) {
	all, err := zebra.Parse([]byte("^XA^FO1,1^FDa^FS^XZ^XA^PW99^FO1,1^FDa^FS^XZ"))
	if err != nil {
		t.Fatal(err)
	}
	z := &zpl{zplConfig: zplConfig{DPI: 203, Darkness: 7, LeftUM: 2000, TopUM: 1000, Media: "gap", Mode: "cut"}}
	for i, want := range []string{
		"~SD07\n^XA^CI0^PON^PMN^LRN^FWN^BY2,3,10^CFA,9,5^MNY^MMC\n^PW96^LL168^LH16,8\n^FO1,1^FDa^FS^PQ1^XZ",
		"~SD07\n^XA^CI0^PON^PMN^LRN^FWN^BY2,3,10^CFA,9,5^MNY^MMC\n^PW115^LL168^LH16,8\n^FO1,1^FDa^FS^PQ1^XZ",
	} {
		if got := string(z.frame(&all[i], label.Media{Width: 10 * label.Millimetre, Height: 20 * label.Millimetre})); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestLargePicture: a picture of more bytes than one ^GF takes comes out whole, at the
// finest head too.
func TestLargePicture(t *testing.T) {
	l := label.Label{Width: 100 * label.Millimetre, Height: 150 * label.Millimetre,
		Barcodes: []label.Barcode{{At: label.Point{X: 10000, Y: 2000}, Width: 80000, Height: 30000, Symbology: label.Code128, Data: "TOP"}, {At: label.Point{X: 10000, Y: 115000}, Width: 80000, Height: 30000, Symbology: label.Code128, Data: "BOTTOM"}}}
	for _, dpi := range []label.Resolution{label.DPI203, label.DPI600} {
		drawn, err := label.Draw(l, dpi)
		if err != nil {
			t.Fatal(err)
		}
		var file bytes.Buffer
		if err := png.Encode(&file, drawn); err != nil {
			t.Fatal(err)
		}
		p, c := startSim(t, printer.Config{DPI: int(dpi)}), quick
		c.DPI = int(dpi)
		whole := label.Label{Width: l.Width, Height: l.Height, Images: []label.Image{{Width: l.Width, Height: l.Height, PNG: file.Bytes()}}}
		if o, err := open(t, p, c).Print(soon(t), whole); err != nil || o.State() != Done {
			t.Fatalf("%d dpi: %v, %v; the printer refused %v", dpi, o, err, p.Errors())
		}
		if n := differing(drawn, p.Labels()[0].Image, image.Point{}); n > 0 {
			t.Errorf("%d dots differ at %d dpi", n, dpi)
		}
	}
}
