package paper_test

import (
	"bytes"
	"context"
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/datamatrix"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"
	"pgregory.net/rapid"

	"warehouse-node/devices/label"
	"warehouse-node/warehouse/paper"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares a picture with its file; a difference is shown by looking at
// the two.
func golden(t *testing.T, name string, img image.Image) {
	t.Helper()
	path := filepath.Join("testdata", name+".png")
	if *update {
		var b bytes.Buffer
		if err := png.Encode(&b, img); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	want, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	if want.Bounds() != img.Bounds() {
		t.Errorf("%s is %v, was %v", name, img.Bounds(), want.Bounds())
		return
	}
	differ := 0
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			if isBlack(img, x, y) != isBlack(want, x, y) {
				differ++
			}
		}
	}
	if differ > 0 {
		t.Errorf("%s differs in %d dots (go test -update, and look at it)", name, differ)
	}
}

func isBlack(img image.Image, x, y int) bool {
	r, _, _, _ := img.At(x, y).RGBA()
	return r < 0x8000
}

// reads decodes the symbols of one kind in a part of a picture with a library
// nobody here wrote.
func reads(t *testing.T, s label.Symbology, img image.Image) string {
	t.Helper()
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true, gozxing.DecodeHintType_CHARACTER_SET: "UTF-8"}
	reader := map[label.Symbology]gozxing.Reader{
		label.Code128: oned.NewCode128Reader(), label.EAN13: oned.NewEAN13Reader(), label.EAN8: oned.NewEAN8Reader(),
		label.ITF14: oned.NewITFReader(), label.QR: qrcode.NewQRCodeReader(), label.GS1DataMatrix: datamatrix.NewDataMatrixReader(),
	}[s]
	bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	result, err := reader.Decode(bitmap, hints)
	if err != nil {
		t.Errorf("%s is not readable: %v", s, err)
		return ""
	}
	return strings.TrimPrefix(result.GetText(), "\x1d") // of GS1
}

// TestLabels: every kind of label, with good and with evil names, is what was
// looked at, and its symbols are read back, on a coarse and on a fine printer.
func TestLabels(t *testing.T) {
	for name, p := range prints(t) {
		l := drawn(t, p)
		for _, r := range []label.Resolution{label.DPI203, label.DPI300} {
			img, err := label.Draw(*l, r)
			if err != nil {
				t.Errorf("%s at %d: %v", name, r, err)
				continue
			}
			if r == label.DPI203 {
				golden(t, name, img)
			}
			for _, b := range l.Barcodes {
				area := image.Rect(r.Dots(b.At.X), r.Dots(b.At.Y), r.Dots(b.At.X+b.Width), r.Dots(b.At.Y+b.Height))
				if got := reads(t, b.Symbology, img.SubImage(area)); got != b.Data {
					t.Errorf("%s at %d: %s reads %q, want %q", name, r, b.Symbology, got, b.Data)
				}
			}
		}
	}
}

// TestOutOf: a label says of how many parcels its own is one as soon as that is known,
// and no number before.
func TestOutOf(t *testing.T) {
	for of, want := range map[int]string{0: "1", 1: "1 / 1", 3: "1 / 3"} {
		l, err := paper.ParcelLabels.Draw(context.Background(), look, drawer{}, &paper.ParcelLabel{Order: "A", Parcel: "P0018", Index: 1, Of: of})
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, s := range l.Texts {
			if s.Text != "A" && s.Text != "P0018" {
				said = append(said, s.Text)
			}
		}
		if len(said) != 1 || said[0] != want {
			t.Errorf("of %d it says %q, want %q", of, said, want)
		}
	}
}

// TestAnyText: whatever a shop or a buyer calls itself, the label is printed.
func TestAnyText(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.RuneFrom([]rune("Щ^~W. -\n")), 0, 120, -1))
	rapid.Check(t, func(t *rapid.T) {
		some := func(what string) string { return text.Draw(t, what) }
		ctx := context.Background()
		parcel, err := paper.ParcelLabels.Draw(ctx, look, drawer{}, &paper.ParcelLabel{
			Order: some("order"), Parcel: "P0017452", Index: rapid.Int().Draw(t, "index"), Of: 2, Courier: some("courier"), Dock: some("dock"),
			Grams: rapid.Int64().Draw(t, "grams"), Buyer: sealed(some("buyer")), City: sealed(some("city")), Sender: some("sender"),
			Copy: rapid.Int().Draw(t, "copy"),
		})
		if err != nil {
			t.Fatal(err)
		}
		item, err := paper.ItemLabels.Draw(ctx, look, drawer{}, &paper.ItemLabel{Name: some("name"), Article: some("article"), Note: some("note"), Code: "4607001771562"})
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range []*label.Label{parcel, item} {
			if _, err := l.Plan(label.DPI203); err != nil {
				t.Error(err)
			}
		}
	})
}

// TestSymbology: a code is printed so that a scanner reads the same text back.
func TestSymbology(t *testing.T) {
	for code, want := range map[string]label.Symbology{
		"4607001771562": label.EAN13, "4607001771563": label.Code128, "40170725": label.EAN8, "40170726": label.Code128,
		"10012345678902": label.ITF14, "G0017": label.Code128, "B001343": label.Code128, "артикул": label.QR,
		"A-VERY-LONG-CODE-OF-SOMEBODY": label.QR, "two\nlines": label.QR,
	} {
		l, err := paper.ItemLabels.Draw(context.Background(), look, drawer{}, &paper.ItemLabel{Name: "x", Code: code})
		if err != nil {
			t.Fatal(err)
		}
		if got := l.Barcodes[0].Symbology; got != want {
			t.Errorf("%q is printed as %s, want %s", code, got, want)
		}
		img, err := label.Draw(*l, label.DPI203)
		if err != nil {
			t.Errorf("%q: %v", code, err)
			continue
		}
		if got := reads(t, want, img); got != code {
			t.Errorf("%q reads %q", code, got)
		}
	}
}

// TestSheets: a long slip or list goes on as many labels as it takes, every line
// on one of them, and one of nothing on one.
func TestSheets(t *testing.T) {
	for _, n := range []int{0, 1, 9, 10, 11, 30} {
		var slip, picks int
		m := packingSlip()
		m.Lines = slices.Repeat(m.Lines[:1], n)
		sheets := m.Labels()
		for i, s := range sheets {
			if s.Sheet != i+1 || s.Sheets != len(sheets) {
				t.Errorf("%d lines: sheet %d of %d stands at %d of %d", n, s.Sheet, s.Sheets, i+1, len(sheets))
			}
			slip += len(s.Lines)
		}
		for _, s := range pickList(n).Labels() {
			picks += len(s.Lines)
			l, err := paper.PickLabels.Draw(context.Background(), look, drawer{}, &s)
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range l.Texts {
				if text.At.Y+text.Height > l.Height {
					t.Errorf("%d lines: %q stands below the label", n, text.Text)
				}
			}
		}
		if slip != n || picks != n || len(sheets) == 0 {
			t.Errorf("of %d lines %d stand on %d slips and %d on pick lists", n, slip, len(sheets), picks)
		}
	}
}

// TestSlipOutOf: a slip says of how many parcels its own is one, and while more may come
// no more than which it is.
func TestSlipOutOf(t *testing.T) {
	for of, want := range map[int]string{0: "СДЭК  1", 2: "СДЭК  1 из 2"} {
		m := packingSlip()
		m.Of = of
		sheet := m.Labels()[0]
		l, err := paper.SlipLabels.Draw(context.Background(), look, drawer{}, &sheet)
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, s := range l.Texts {
			said = append(said, s.Text)
		}
		if !slices.Contains(said, want) {
			t.Errorf("of %d it says %q, want %q", of, said, want)
		}
	}
}
