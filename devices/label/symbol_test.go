package label

import (
	"image"
	"strings"
	"testing"

	"github.com/boombuler/barcode/code128"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/datamatrix"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"
	"pgregory.net/rapid"
)

// read decodes the picture with a library nobody here wrote.
func read(t *testing.T, s Symbology, b image.Image) string {
	t.Helper()
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	var reader gozxing.Reader
	switch s {
	case GS1128:
		hints[gozxing.DecodeHintType_ASSUME_GS1] = true
		reader = oned.NewCode128Reader()
	case Code128:
		reader = oned.NewCode128Reader()
	case EAN13:
		reader = oned.NewEAN13Reader()
	case EAN8:
		reader = oned.NewEAN8Reader()
	case UPCA:
		reader = oned.NewUPCAReader()
	case ITF14:
		reader = oned.NewITFReader()
	case DataMatrix, GS1DataMatrix:
		reader = datamatrix.NewDataMatrixReader()
	case QR:
		hints[gozxing.DecodeHintType_CHARACTER_SET] = "UTF-8"
		reader = qrcode.NewQRCodeReader()
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(b)
	if err != nil {
		t.Fatal(err)
	}
	result, err := reader.Decode(bitmap, hints)
	if err != nil {
		t.Errorf("%s is not readable: %v", s, err)
		return ""
	}
	return result.GetText()
}

func TestSymbolsAreReadable(t *testing.T) {
	for _, row := range []struct {
		symbology  Symbology
		data, want string // want "" is data
	}{
		{Code128, "T00012345-7", ""},
		{Code128, "a>b^c~d_e\\f", ""},
		{Code128, "tab\tGS\x1d", ""},
		{Code128, "12345", ""},
		{EAN13, "460700177156", "4607001771562"},
		{EAN8, "4607001", "46070012"},
		{UPCA, "036000291452", ""},
		{ITF14, "1460700177156", "14607001771569"},
		{GS1128, "010460700177156210LOT7", "]C1010460700177156210LOT7"},
		{GS1128, "10LOT7\x1d21AB", "]C110LOT7\x1d21AB"},
		{GS1128, "00046070017715600019", "]C100046070017715600019"},
		{DataMatrix, "Hello, ^XZ~JA\x1d_1", ""},
		{GS1DataMatrix, "0104607001771562215abc_1\x1d91AB12\x1d92dGVzdA==", "\x1d0104607001771562215abc_1\x1d91AB12\x1d92dGVzdA=="},
		{QR, "Привет, склад! Ґ ї ₴ ^XZ", ""},
		{QR, "1234567890", ""},
		{QR, "HTTPS://EXAMPLE.COM/1", ""},
	} {
		for _, r := range []Resolution{DPI203, DPI300, DPI600} {
			for _, turn := range []Rotation{Upright, Right, UpsideDown, Left} {
				if turn != Upright && r != DPI203 {
					continue
				}
				b := Barcode{At: Point{mm, mm}, Width: 60 * mm, Height: 40 * mm, Symbology: row.symbology, Data: row.data, Align: Center, Rotation: turn, Readable: true}
				p, err := Label{Width: 62 * mm, Height: 62 * mm, Barcodes: []Barcode{b}}.Plan(r)
				if err != nil {
					t.Fatal(err)
				}
				// The scanner is pointed at the symbol: gozxing looks for a
				// Data Matrix in the middle of the picture only.
				picture := p.Draw().SubImage(p.Symbols[0].Area.Inset(-11 * p.Symbols[0].Module))
				want := row.want
				if want == "" {
					want = row.data
				}
				if got := read(t, row.symbology, picture); got != want {
					t.Errorf("%s at %d dpi turned %d: got %q, want %q", row.symbology, r, turn, got, want)
				}
			}
		}
	}
}

// A barcode fills its room as far as whole modules go, and stays in it with its
// quiet zone.
func TestSymbolRoom(t *testing.T) {
	room := Barcode{Width: 58 * mm, Height: 30 * mm, Symbology: Code128, Data: "12345678", Align: End, Readable: true}
	for name, row := range map[string]struct {
		change func(*Barcode)
		module int
		area   image.Rectangle
	}{
		"no wider than bars are": {func(*Barcode) {}, 4, image.Rect(108, 0, 424, 216)},
		"as wide as it is told":  {func(b *Barcode) { b.Module = mm }, 4, image.Rect(108, 0, 424, 216)},
		"narrower":               {func(b *Barcode) { b.Module = 375 }, 3, image.Rect(197, 0, 434, 216)},
		"never unreadable":       {func(b *Barcode) { b.Module = 1 }, 2, image.Rect(286, 0, 444, 216)},
		"in a narrow room":       {func(b *Barcode) { b.Width = 26 * mm }, 2, image.Rect(30, 0, 188, 216)},
		"turned": {func(b *Barcode) { b.Rotation, b.Align = Right, Start; b.Module = 375 }, 3,
			image.Rect(24, 30, 240, 267)},
		"a matrix": {func(b *Barcode) { b.Symbology, b.Align = DataMatrix, Start }, 8, image.Rect(16, 16, 112, 112)},
	} {
		b := room
		row.change(&b)
		p, err := Label{Width: 60 * mm, Height: 60 * mm, Barcodes: []Barcode{b}}.Plan(DPI203)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if s := p.Symbols[0]; s.Module != row.module || s.Area != row.area {
			t.Errorf("%s: got modules of %d dots at %v, want %d at %v", name, s.Module, s.Area, row.module, row.area)
		}
	}
}

func TestCode128Words(t *testing.T) {
	for data, want := range map[string][]byte{
		"12345":            {startC, 12, 34, shiftB, 21},
		"T0001234567":      {startB, 52, shiftC, 0, 1, 23, 45, 67},
		"T00012345678":     {startB, 52, 16, shiftC, 0, 12, 34, 56, 78},
		"ab12cd":           {startB, 65, 66, 17, 18, 67, 68},
		"a\tB":             {startB, 65, shiftA, 73, 34},
		"\xff10":           {startC, fnc1, 10},
		"\xff10A\xff21987": {startC, fnc1, 10, shiftB, 33, fnc1, 18, shiftC, 19, 87},
		"я":                nil,
		"":                 nil,
	} {
		if got := words128([]byte(data)); string(got) != string(want) {
			t.Errorf("%q: got %v, want %v", data, got, want)
		}
	}
}

// Reading the words back gives the data, and no greedy choice of sets is shorter.
func TestCode128Least(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := rapid.StringOfN(rapid.RuneFrom([]rune("0123456789012345678901234567890aB~>\t\x00")), 1, 30, -1).Draw(t, "data")
		words := words128([]byte(data))
		if got := unword(t, words); got != data {
			t.Fatalf("%q became %q", data, got)
		}
		greedy, err := code128.Encode(data)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(bars128(words)); got > greedy.Bounds().Dx() {
			t.Fatalf("%q: %d modules, %d suffice", data, got, greedy.Bounds().Dx())
		}
	})
}

// unword reads code words as a scanner does.
func unword(t *rapid.T, words []byte) string {
	var b strings.Builder
	in := words[0]
	for _, w := range words[1:] {
		switch {
		case w == shiftC && in != startC:
			in = startC
		case w == shiftB && in != startB:
			in = startB
		case w == shiftA && in != startA:
			in = startA
		case in == startC && w < 100:
			b.WriteString(string([]byte{'0' + w/10, '0' + w%10}))
		case in == startA && w >= 64 && w < 96:
			b.WriteByte(w - 64)
		case in != startC && w < 96:
			b.WriteByte(w + ' ')
		default:
			t.Fatalf("word %d in set %d", w, in)
		}
	}
	return b.String()
}

func TestGS1Readable(t *testing.T) {
	for data, want := range map[string]string{
		"010460700177156217271231\x1d10LOT7":   "(01)04607001771562(17)271231(10)LOT7",
		"3103001250":                           "(3103)001250",
		"2401234\x1d8005012345":                "(240)1234(8005)012345",
		"415460700177156292AB":                 "(415)4607001771562(92)AB",
		"00046070017715600019":                 "(00)046070017715600019",
		"235X\x1d4300Co\x1d7003211231\x1d7107": "(235)X(4300)Co(7003)211231(710)7",
	} {
		all, problem := gs1Elements(data)
		if problem != nil {
			t.Errorf("%q: %v", data, problem)
		}
		if got := readableGS1(all); got != want {
			t.Errorf("%q: got %s, want %s", data, got, want)
		}
	}
}

// FuzzPlan: no data makes a plan panic or put ink outside the label.
func FuzzPlan(f *testing.F) {
	for _, seed := range []string{"4607001771562", "0104607001771562215a\x1d91b", "Привет", "^XZ~JA", "\xff\xfe"} {
		f.Add(seed, uint8(0), int64(50_000), int64(20_000))
	}
	kinds := []Symbology{Code128, GS1128, EAN13, EAN8, UPCA, ITF14, DataMatrix, GS1DataMatrix, QR}
	f.Fuzz(func(t *testing.T, data string, kind uint8, w, h int64) {
		l := Label{Width: 60 * mm, Height: 60 * mm,
			Texts:    []Text{{Width: Length(w), Height: Length(h), Text: data, Size: 3 * mm, MinSize: mm, Cut: true, Rotation: Rotation(kind % 4)}},
			Barcodes: []Barcode{{Width: Length(w), Height: Length(h), Symbology: kinds[int(kind)%len(kinds)], Data: data, Readable: kind%2 == 0, Rotation: Rotation(kind / 2 % 4)}},
		}
		for _, r := range []Resolution{DPI203, DPI300} {
			p, err := l.Plan(r)
			if err != nil {
				if Problems(err) == nil {
					t.Fatal(err)
				}
				continue
			}
			all := image.Rect(0, 0, p.Width, p.Height)
			for _, s := range p.Symbols {
				if !s.Area.In(all) || s.Bitmap().Rect.Size() != s.Area.Size() {
					t.Errorf("a symbol of %v at %v", s.Bitmap().Rect.Size(), s.Area)
				}
			}
			for _, x := range p.Texts {
				if !x.Area.In(all) || x.Bitmap().Rect.Size() != x.Area.Size() {
					t.Errorf("a text of %v at %v", x.Bitmap().Rect.Size(), x.Area)
				}
			}
		}
	})
}
