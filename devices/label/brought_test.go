package label

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// carriers is a carrier's label with barcodes of several kinds, 100 by 150 mm.
var carriers = Label{Width: 100 * Millimetre, Height: 150 * Millimetre,
	Boxes: []Box{{At: Point{1000, 1000}, Width: 98000, Height: 148000, Thickness: 500}},
	Texts: []Text{{At: Point{4000, 4000}, Width: 90000, Height: 20000, Text: "Отправитель: Склад «Север»\nПолучатель: Иванов И. И.", Size: 5000}},
	Barcodes: []Barcode{
		{At: Point{10000, 30000}, Width: 80000, Height: 25000, Symbology: Code128, Data: "10123456784RU", Readable: true, Align: Center},
		{At: Point{5000, 60000}, Width: 70000, Height: 25000, Symbology: Code128, Data: "TURNED-77", Rotation: Right},
		{At: Point{35000, 65000}, Width: 25000, Height: 25000, Symbology: QR, Data: "https://carrier.example/10123456784?k=Київ"},
		{At: Point{65000, 65000}, Width: 25000, Height: 25000, Symbology: DataMatrix, Data: "DM-10123456784"},
		{At: Point{40000, 100000}, Width: 50000, Height: 20000, Symbology: EAN13, Data: "4607001771562"},
	}}

var carried = []Read{
	{Code128, "10123456784RU"}, {Code128, "TURNED-77"}, {DataMatrix, "DM-10123456784"}, {EAN13, "4607001771562"}, {QR, "https://carrier.example/10123456784?k=Київ"},
}

func inked(t *testing.T, l Label, r Resolution) *image.Paletted {
	t.Helper()
	b, err := Draw(l, r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestReadBarcodes: what we draw is read, at every resolution, upright and turned.
func TestReadBarcodes(t *testing.T) {
	for _, r := range []Resolution{DPI203, DPI300} {
		b := inked(t, carriers, r)
		for _, turn := range []Rotation{Upright, Right, UpsideDown} {
			if d := cmp.Diff(carried, ReadBarcodes(turned(b, turn), r)); d != "" {
				t.Errorf("at %d dpi, turned %d: %s", r, turn, d)
			}
		}
	}
	text := Label{Width: 60 * Millimetre, Height: 60 * Millimetre, Texts: []Text{{
		Width: 60000, Height: 60000, Size: 3000, Cut: true, Text: "Ніде тут немає коду: || || ||| |||| | || III lll 1111 IIIIIIII lllllllll 0123456789 ABCDEFGH WWWWW MMMM ####  || || ||",
	}}}
	if got := ReadBarcodes(inked(t, text, DPI203), DPI203); len(got) > 0 {
		t.Errorf("text is read as %v", got)
	}
}

// pngOf encodes a picture; perMetre pixels of it are a metre, 0 does not say.
func pngOf(t *testing.T, img image.Image, perMetre uint32) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	if perMetre == 0 {
		return out.Bytes()
	}
	chunk := append([]byte("pHYs"), binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, perMetre), perMetre)...)
	chunk = append(chunk, 1)
	b := binary.BigEndian.AppendUint32(nil, uint32(len(chunk)-4))
	b = append(b, chunk...)
	b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(chunk))
	const after = 8 + 12 + 13 // signature and IHDR
	return slices.Concat(out.Bytes()[:after], b, out.Bytes()[after:])
}

// brought brings a picture, puts it on a label, and draws the label.
func brought(t *testing.T, file []byte, m Media, r Resolution) (*Fitted, *image.Paletted) {
	t.Helper()
	b, err := ReadPNG(file)
	if err != nil {
		t.Fatal(err)
	}
	f, err := b.Fit(m, r)
	if err != nil {
		t.Fatal(err)
	}
	return f, inked(t, f.Label, r)
}

func TestFitPicture(t *testing.T) {
	large, small := Media{100 * Millimetre, 150 * Millimetre}, Media{58 * Millimetre, 40 * Millimetre}
	at203, at300 := inked(t, carriers, DPI203), inked(t, carriers, DPI300)
	page := Blank(1680, 2376) // A4 at 203 dpi
	ink(page, at203, image.Pt(300, 500))
	for name, row := range map[string]struct {
		file    []byte
		media   Media
		r       Resolution
		changes []Change
		percent int
		want    []Read
	}{
		"as it is":         {pngOf(t, at203, 8000), large, DPI203, nil, 100, carried},
		"of 200 dpi":       {pngOf(t, at203, 7874), large, DPI203, nil, 100, carried},
		"unsaid":           {pngOf(t, at203, 0), large, DPI203, []Change{Guessed}, 100, carried},
		"unsaid, doubled":  {pngOf(t, at203, 0), Media{210 * Millimetre, 310 * Millimetre}, DPI203, []Change{Guessed}, 200, carried},
		"finer":            {pngOf(t, at203, 8000), large, DPI600, nil, 100, carried},
		"from finer":       {pngOf(t, at300, 11811), large, DPI203, nil, 100, nil},
		"turned":           {pngOf(t, at203, 8000), Media{150 * Millimetre, 100 * Millimetre}, DPI203, []Change{Turned}, 100, carried},
		"on a sheet of A4": {pngOf(t, page, 8000), large, DPI203, []Change{Cropped}, 100, carried},
		"too large":        {pngOf(t, at203, 8000), small, DPI203, []Change{Cropped, Shrunk, Turned}, 39, nil},
	} {
		f, b := brought(t, row.file, row.media, row.r)
		if d := cmp.Diff(row.changes, f.Changes); d != "" || f.Percent != row.percent {
			t.Errorf("%s: %d percent, %s", name, f.Percent, d)
		}
		if got := ReadBarcodes(b, row.r); row.want != nil && !cmp.Equal(row.want, got) {
			t.Errorf("%s: read %v", name, got)
		}
	}
	if _, b := brought(t, pngOf(t, at203, 8000), large, DPI203); !bytes.Equal(b.Pix, at203.Pix) {
		t.Error("a picture of the printer's own dots comes out with others")
	}
	if _, err := (&Brought{image.NewGray(image.Rect(0, 0, 1, 1)), 0}).Fit(Media{}, DPI203); err == nil {
		t.Error("a picture fits no paper")
	}
	if _, err := (&Brought{Picture: white()}).Fit(small, DPI203); err == nil {
		t.Error("a white picture that is too large was put on a label")
	}
}

func white() *image.Gray {
	g := image.NewGray(image.Rect(0, 0, 2000, 2000))
	for i := range g.Pix {
		g.Pix[i] = 255
	}
	return g
}

// sized is a PNG that says it is that large, and has no pixel.
func sized(w, h uint32, colour byte) []byte {
	chunk := binary.BigEndian.AppendUint32([]byte("IHDR"), w)
	chunk = append(binary.BigEndian.AppendUint32(chunk, h), 16, colour, 0, 0, 0)
	b := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	return binary.BigEndian.AppendUint32(append(b, chunk...), crc32.ChecksumIEEE(chunk))
}

// TestReadPNGRefuses: what is no PNG, or would take more memory than allowed, is
// refused by what it says of itself.
func TestReadPNGRefuses(t *testing.T) {
	for name, row := range map[string]struct {
		in   []byte
		kind Kind
	}{
		"nothing":      {nil, Unencodable},
		"a JPEG":       {[]byte("\xff\xd8\xff\xe0"), Unencodable},
		"cut":          {pngOf(t, Blank(9, 9), 0)[:50], Unencodable},
		"a bomb":       {sized(100_000, 100_000, 0), TooLong},
		"deep colours": {sized(4000, 4000, 6), TooLong},
		"no height":    {sized(4000, 0, 6), Unencodable},
		"overflowing":  {sized(1<<31-1, 1<<31-1, 0), Unencodable},
	} {
		_, err := ReadPNG(row.in)
		var p *Problem
		if !errors.As(err, &p) || p.Kind != row.kind {
			t.Errorf("%s: %v", name, err)
		}
	}
	see := image.NewNRGBA(image.Rect(0, 0, 2, 1)) // what is seen through is white
	see.Set(1, 0, color.NRGBA{A: 255})
	b, err := ReadPNG(pngOf(t, see, 0))
	if err != nil || b.Picture.Pix[0] != 255 || b.Picture.Pix[1] != 0 {
		t.Errorf("%v %v", b, err)
	}
}

func FuzzReadPNG(f *testing.F) {
	f.Add(sized(10, 10, 0))
	f.Add(sized(1<<30, 10, 6))
	f.Fuzz(func(t *testing.T, in []byte) {
		if b, err := ReadPNG(in); err == nil {
			_, _ = b.Fit(Media{20 * Millimetre, 20 * Millimetre}, DPI203) // whatever it says, it returns
		}
	})
}
