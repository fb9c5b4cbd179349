package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"image"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"
	"pgregory.net/rapid"

	"warehouse-node/devices/label"
	"warehouse-node/devices/printer"
	sim "warehouse-node/devices/sim/printer"
	"warehouse-node/devices/wire"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/stencil"
)

// bench is a simulated printer with its driver, for labels of stencils.
type bench struct {
	ctx    context.Context
	sim    *sim.Printer
	driver printer.Printer
}

func newBench(t *testing.T, r label.Resolution) *bench {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	p, err := sim.Start("127.0.0.1:0", sim.Config{DPI: int(r)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	port, err := wire.Open(ctx, "tcp://"+p.Addr())
	if err != nil {
		t.Fatal(err)
	}
	driver, err := printer.Drivers.Open(ctx, "zpl", port, fmt.Appendf(nil, `{"DPI": %d, "PollMS": 1}`, r))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = driver.Close() })
	return &bench{ctx, p, driver}
}

// prints is the picture that came out of the printer for one label, and what it
// refused.
func (b *bench) prints(l label.Label) (*image.Paletted, error) {
	had := len(b.sim.Labels())
	out, err := b.driver.Print(b.ctx, l)
	if err != nil || out.State() != printer.Done {
		return nil, fmt.Errorf("%v, %w, refused: %v", out, err, b.sim.Errors())
	}
	all := b.sim.Labels()
	if len(all) != had+1 || len(b.sim.Errors()) > 0 {
		return nil, fmt.Errorf("%d labels came out of one, refused: %v", len(all)-had, b.sim.Errors())
	}
	return all[had].Image, nil
}

// unlike is how two pictures differ, "" when they do not.
func unlike(want, got *image.Paletted) string {
	if want.Rect != got.Rect {
		return fmt.Sprintf("the preview is %v, the print %v", want.Rect, got.Rect)
	}
	if bytes.Equal(want.Pix, got.Pix) {
		return ""
	}
	n := 0
	for i := range want.Pix {
		if want.Pix[i] != got.Pix[i] {
			n++
		}
	}
	return fmt.Sprintf("%d dots differ", n)
}

// TestPreviewIsThePrint: what the screen shows of each kind of label is, dot for
// dot, what a printer draws from our ZPL, on every head; bars of Code 128 lie in
// the same room and say the same.
func TestPreviewIsThePrint(t *testing.T) {
	for _, r := range []label.Resolution{label.DPI203, label.DPI300, label.DPI600} {
		b := newBench(t, r)
		for _, k := range stencil.Kinds() {
			s, err := k.BuiltIn(k.BuiltIns())
			if err != nil {
				t.Fatal(err)
			}
			v := paper.Samples(k, paper.Look{Lang: paper.UK})
			want, wrong := k.Preview(s, v, r)
			if wrong != nil {
				t.Fatalf("%s at %d dpi: %v", k.Name, r, wrong)
			}
			l := s.Draw(v)
			got, err := b.prints(*l)
			if err != nil {
				t.Fatalf("%s at %d dpi: %v", k.Name, r, err)
			}
			for _, c := range l.Barcodes {
				if c.Symbology == label.Code128 {
					reads(t, want.SubImage(roomOf(c, r)), c.Data)
					reads(t, got.SubImage(roomOf(c, r)), c.Data)
				}
			}
			blot(want, l, r)
			blot(got, l, r)
			if d := unlike(want, got); d != "" {
				t.Errorf("%s at %d dpi: %s", k.Name, r, d)
			}
		}
	}
}

// dot is a black pixel, as PNG.
const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="

// anyStencil lays a label out at random, rarely well.
func anyStencil(t *rapid.T, k *stencil.Kind) *stencil.Stencil {
	const mm = label.Millimetre
	pixel, err := base64.StdEncoding.DecodeString(dot)
	if err != nil {
		t.Fatal(err)
	}
	s := &stencil.Stencil{Width: 60 * mm, Height: 50 * mm}
	length := func(what string, most int64) label.Length {
		return label.Length(rapid.Int64Range(0, most).Draw(t, what))
	}
	for range rapid.IntRange(1, 6).Draw(t, "elements") {
		e := stencil.Element{
			Kind: rapid.SampledFrom([]string{"text", "barcode", "box", "line", "image"}).Draw(t, "kind"),
			X:    length("x", 30_000), Y: length("y", 25_000), Width: length("width", 60_000), Height: length("height", 40_000),
			Align: rapid.SampledFrom([]string{"", "center", "end"}).Draw(t, "align"), PNG: pixel,
			Size: length("size", 9000), Bold: rapid.Bool().Draw(t, "bold"), Readable: rapid.Bool().Draw(t, "readable"), Thickness: length("thickness", 3000),
			Symbology: rapid.SampledFrom([]string{"auto", "code128", "ean13", "itf14", "datamatrix", "qr"}).Draw(t, "symbology"),
		}
		if e.Kind == "text" || e.Kind == "barcode" {
			e.Rotation = rapid.SampledFrom([]int{0, 90, 180, 270}).Draw(t, "rotation")
			field := func() string { return "{{" + rapid.SampledFrom(k.Fields).Draw(t, "field").Name + "}}" }
			e.Text = field() + rapid.SampledFrom([]string{"", " ", "^XZ", "_5E"}).Draw(t, "between") + field()
			e.MinSize = e.Size / 4
		}
		s.Elements = append(s.Elements, e)
	}
	return s
}

// printable is a stencil without the elements that are wrong.
func printable(s *stencil.Stencil, wrong []*fault.Error) *stencil.Stencil {
	rest := &stencil.Stencil{Width: s.Width, Height: s.Height}
	for i, e := range s.Elements {
		if !slices.ContainsFunc(wrong, func(w *fault.Error) bool { return w.Args["element"] == strconv.Itoa(i+1) }) {
			rest.Elements = append(rest.Elements, e)
		}
	}
	return rest
}

// roomOf is where a barcode is to stand, in dots.
func roomOf(c label.Barcode, r label.Resolution) image.Rectangle {
	w, h := c.Width, c.Height
	if c.Rotation == label.Right || c.Rotation == label.Left {
		w, h = h, w
	}
	return image.Rect(r.Dots(c.At.X), r.Dots(c.At.Y), r.Dots(c.At.X+w), r.Dots(c.At.Y+h))
}

// reads holds what a library that is not ours reads of a Code 128 against its data.
func reads(t *testing.T, picture image.Image, want string) {
	t.Helper()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		t.Fatal(err)
	}
	got, err := oned.NewCode128Reader().Decode(bitmap, nil)
	if err != nil || got.GetText() != want {
		t.Errorf("a scanner reads %v of %q: %v", got, want, err)
	}
}

// blot takes the rooms of Code 128 out of a picture: printers choose its sets
// themselves, and draw other bars for the same signs.
func blot(picture *image.Paletted, l *label.Label, r label.Resolution) {
	for _, c := range l.Barcodes {
		if c.Symbology != label.Code128 {
			continue
		}
		room := roomOf(c, r)
		for y := room.Min.Y; y < room.Max.Y; y++ {
			for x := room.Min.X; x < room.Max.X; x++ {
				picture.SetColorIndex(x, y, 0)
			}
		}
	}
}

// TestNoFieldIsACommand: whatever the fields hold and however a label is laid out,
// one label comes out, it is the one of the preview, and the printer is told
// nothing else.
func TestNoFieldIsACommand(t *testing.T) {
	b := newBench(t, label.DPI203)
	kinds := stencil.Kinds()
	seen := 0
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.SampledFrom(kinds).Draw(t, "label")
		evil := rapid.OneOf(rapid.SampledFrom([]string{
			"^XZ~JA^XA^FO0,0^GB99,99,9^FS", "~HS", "^CC+", "_5E_7E", "^FH_^FD_1D", "{{item.code}}", "\\&\\^", "4607001771562", "a\x1db", "\x02^\x03", "№ Ёї",
		}), rapid.StringN(0, 12, 40))
		v := stencil.Values{}
		for _, f := range k.Fields {
			v[f.Name] = evil.Draw(t, f.Name)
		}
		s := anyStencil(t, k)
		_, bad := k.Preview(s, v, label.DPI203)
		if s = printable(s, bad); len(s.Elements) == 0 {
			return // what cannot be printed is not sent either
		}
		want, bad := k.Preview(s, v, label.DPI203)
		if len(bad) > 0 {
			t.Fatalf("what is left cannot be printed: %v", bad)
		}
		l := s.Draw(v)
		got, err := b.prints(*l)
		if err != nil {
			t.Fatal(err)
		}
		for _, picture := range []*image.Paletted{want, got} {
			blot(picture, l, label.DPI203)
		}
		if d := unlike(want, got); d != "" {
			t.Fatal(d)
		}
		seen++
	})
	if seen < 20 {
		t.Errorf("only %d labels were printed", seen)
	}
}
