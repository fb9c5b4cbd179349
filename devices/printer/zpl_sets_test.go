package printer

import (
	"image"
	"testing"

	"warehouse-node/devices/label"
	sim "warehouse-node/devices/sim/printer"
)

// The printer chooses the sets of this code less well than we; what it prints
// keeps within the room, and is read.
func TestPrintersOwnSets(t *testing.T) {
	for _, align := range []label.Align{label.Start, label.Center, label.End} {
		p := startSim(t, sim.Config{})
		l := label.Label{Width: 47 * mm, Height: 15 * mm, Barcodes: []label.Barcode{
			{Width: 47 * mm, Height: 15 * mm, Symbology: label.Code128, Data: "TOTE-00042", Align: align},
		}}
		if o, err := open(t, p, quick).Print(soon(t), l); err != nil || o.State() != Done {
			t.Fatal(o, err, p.Errors())
		}
		picture := p.Labels()[0].Image
		module := 2
		if area := inked(picture); area.Min.X < 10*module || area.Max.X > picture.Rect.Max.X-10*module {
			t.Errorf("aligned %d: ink at %v in %v", align, area, picture.Rect)
		}
		if got := read(t, label.Code128, picture); got != "TOTE-00042" {
			t.Errorf("read %q", got)
		}
	}
}

// The sets of a GS1-128 are named to the printer, there and back again.
func TestNamedSets(t *testing.T) {
	for _, data := range []string{"10AB>\x1d21123456789", "00046070017715600019", "10a\x1d3712345", "10>a<\x1d21b>12345678"} {
		p := startSim(t, sim.Config{})
		c := quick
		c.Text = "picture"
		l := label.Label{Width: 90 * mm, Height: 20 * mm, Barcodes: []label.Barcode{
			{Width: 90 * mm, Height: 20 * mm, Symbology: label.GS1128, Data: data, Readable: true},
		}}
		if o, err := open(t, p, c).Print(soon(t), l); err != nil || o.State() != Done {
			t.Fatal(o, err, p.Errors())
		}
		want, err := label.Draw(l, label.DPI203)
		if err != nil {
			t.Fatal(err)
		}
		picture := p.Labels()[0].Image
		if n := differing(want, picture, image.Point{}); n > 0 {
			t.Errorf("%q: %d dots differ", data, n)
		}
		if got := read(t, label.GS1128, picture); got != data {
			t.Errorf("got %q, want %q", got, data)
		}
	}
}
