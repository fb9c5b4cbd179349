package label

import (
	"bytes"
	"encoding/json"
	"errors"
	"image"
	"image/png"
	"strings"
	"testing"

	"github.com/fxamacker/cbor/v2"
	"github.com/google/go-cmp/cmp"
)

const mm = Millimetre

func TestDots(t *testing.T) {
	for _, row := range []struct {
		r    Resolution
		l    Length
		want int
	}{
		{DPI203, 58 * mm, 464},
		{DPI203, 62, 0},
		{DPI203, 63, 1},
		{DPI203, -63, -1},
		{DPI300, 100 * mm, 1181},
		{DPI600, 100 * mm, 2362},
	} {
		if got := row.r.Dots(row.l); got != row.want {
			t.Errorf("%v at %d dpi: got %d dots, want %d", row.l, row.r, got, row.want)
		}
	}
	if err := Resolution(204).Check(); err == nil {
		t.Error("a head of 204 dpi was taken")
	}
}

func TestLengthString(t *testing.T) {
	for l, want := range map[Length]string{0: "0 mm", 58 * mm: "58 mm", 2540: "2.54 mm", -500: "-0.5 mm"} {
		if got := l.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// A label waits in the spool and travels to a bench computer.
func TestLabelIsPlainData(t *testing.T) {
	want := Label{
		Width: 58 * mm, Height: 40 * mm, Copies: 2,
		Texts:    []Text{{At: Point{1, 2}, Width: 3, Height: 4, Text: "Ёж", Size: 5, MinSize: 6, Cut: true, Bold: true, Align: End, Rotation: Left}},
		Barcodes: []Barcode{{Symbology: QR, Data: "я\x1d", Level: High, Readable: true, Module: 9}},
		Boxes:    []Box{{Thickness: 7}}, Lines: []Line{{Upright: true}}, Images: []Image{{PNG: []byte{1}}},
	}
	var fromJSON, fromCBOR Label
	text, err := json.Marshal(want)
	if err == nil {
		err = json.Unmarshal(text, &fromJSON)
	}
	if d := cmp.Diff(want, fromJSON); d != "" || err != nil {
		t.Errorf("JSON: %v %s", err, d)
	}
	row, err := cbor.Marshal(want)
	if err == nil {
		err = cbor.Unmarshal(row, &fromCBOR)
	}
	if d := cmp.Diff(want, fromCBOR); d != "" || err != nil {
		t.Errorf("CBOR: %v %s", err, d)
	}
}

func TestProblems(t *testing.T) {
	code := func(s Symbology, data string) Label {
		return Label{Width: 58 * mm, Height: 40 * mm, Barcodes: []Barcode{{Width: 58 * mm, Height: 40 * mm, Symbology: s, Data: data}}}
	}
	text := func(t Text) Label {
		if t.Width == 0 {
			t.Width, t.Height = 20*mm, 5*mm
		}
		if t.Size == 0 {
			t.Size = 3 * mm
		}
		return Label{Width: 58 * mm, Height: 40 * mm, Texts: []Text{{Width: mm, Height: 2 * mm, Size: mm}, t}}
	}
	for name, row := range map[string]struct {
		label Label
		want  string
	}{
		"no size":           {Label{}, "label makes no sense"},
		"too wide":          {Label{Width: 251 * mm, Height: mm}, "label is too long"},
		"copies":            {Label{Width: mm, Height: mm, Copies: -1}, "label makes no sense"},
		"left of the label": {text(Text{At: Point{-1, 0}}), "text 2 of the label is outside the label"},
		"right of it":       {text(Text{At: Point{38*mm + 1, 0}}), "text 2 of the label is outside the label"},
		"turned out of it":  {text(Text{At: Point{0, 30 * mm}, Rotation: Right}), "text 2 of the label is outside the label"},
		"overflow":          {text(Text{At: Point{1 << 62, 1 << 62}, Width: 1 << 62, Height: 1 << 62}), "text 2 of the label is outside the label"},
		"no rotation 4":     {text(Text{Rotation: 4}), "text 2 of the label makes no sense"},
		"long text":         {text(Text{Text: "Крем-бальзам восстанавливающий"}), "text 2 of the label is too long"},
		"one high letter":   {text(Text{Text: "Щ", Width: 5 * mm, Height: 5 * mm, Size: 9 * mm, MinSize: 6 * mm}), "text 2 of the label is too long"},
		"thin box":          {Label{Width: 9 * mm, Height: 9 * mm, Boxes: []Box{{Width: mm, Height: mm, Thickness: 9}}}, "box 1 of the label makes no sense"},
		"line outside":      {Label{Width: 9 * mm, Height: 9 * mm, Lines: []Line{{Length: 10 * mm, Thickness: mm, Upright: true}}}, "line 1 of the label is outside the label"},
		"not a PNG":         {Label{Width: 9 * mm, Height: 9 * mm, Images: []Image{{Width: mm, Height: mm, PNG: []byte("GIF89a")}}}, "image 1 of the label cannot be encoded"},
		"no symbology":      {code("code39", "1"), "barcode 1 of the label makes no sense"},
		"no data":           {code(Code128, ""), "barcode 1 of the label cannot be encoded"},
		"Cyrillic in bars":  {code(Code128, "Ящик"), "barcode 1 of the label cannot be encoded"},
		"Cyrillic in DM":    {code(DataMatrix, "Ящик"), "barcode 1 of the label cannot be encoded"},
		"empty QR":          {code(QR, ""), "barcode 1 of the label cannot be encoded"},
		"wide":              {code(Code128, strings.Repeat("W", 30)), "barcode 1 of the label is too long"},
		"very wide":         {code(Code128, strings.Repeat("W", 81)), "barcode 1 of the label is too long"},
		"huge QR":           {code(QR, strings.Repeat("Я", 3000)), "barcode 1 of the label is too long"},
		"check digit":       {code(EAN13, "4607001771563"), "barcode 1 of the label cannot be encoded"},
		"twelve of eight":   {code(EAN8, "460700177156"), "barcode 1 of the label cannot be encoded"},
		"letters":           {code(ITF14, "1460700177156O"), "barcode 1 of the label cannot be encoded"},
		"GTIN check digit":  {code(GS1128, "0104607001771563"), "barcode 1 of the label cannot be encoded"},
		"short GTIN":        {code(GS1DataMatrix, "010460"), "barcode 1 of the label cannot be encoded"},
		"no AI":             {code(GS1128, "LOT7"), "barcode 1 of the label cannot be encoded"},
		"AI without value":  {code(GS1128, "10\x1d2112"), "barcode 1 of the label cannot be encoded"},
		"separator at end":  {code(GS1128, "10LOT7\x1d"), "barcode 1 of the label cannot be encoded"},
		"space in GS1":      {code(GS1128, "10LOT 7"), "barcode 1 of the label cannot be encoded"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Draw(row.label, DPI203)
			all := Problems(err)
			if len(all) != 1 || !strings.HasPrefix(all[0].Error(), row.want+": ") {
				t.Errorf("got %v, want %s", err, row.want)
			}
			var p *Problem
			if !errors.As(err, &p) {
				t.Error("the error is no Problem")
			}
		})
	}

	many := Label{Width: 9 * mm, Height: 9 * mm, Boxes: make([]Box, 2), Lines: make([]Line, 1)}
	if _, err := many.Plan(DPI203); len(Problems(err)) != 3 {
		t.Errorf("three wrong elements: got %v", err)
	}
	many.Boxes = make([]Box, 501)
	if _, err := many.Plan(DPI203); len(Problems(err)) != 1 {
		t.Errorf("502 elements: got %v", err)
	}
	if _, err := many.Plan(0); err == nil || Problems(err) != nil {
		t.Errorf("no resolution: got %v", err)
	}
}

func TestFrames(t *testing.T) {
	l := Label{Width: 2 * mm, Height: mm, Boxes: []Box{{Width: mm, Height: mm, Thickness: 125}}, Lines: []Line{
		{From: Point{1250, 250}, Length: 500, Thickness: 125},
		{From: Point{1250, 500}, Length: 500, Thickness: 250, Upright: true},
	}}
	want := strings.TrimSpace(`
########........
#......#........
#......#..####..
#......#........
#......#..##....
#......#..##....
#......#..##....
########..##....`)
	b, err := Draw(l, DPI203)
	if err != nil {
		t.Fatal(err)
	}
	if got := art(b); got != want {
		t.Errorf("got\n%s", got)
	}
	l.Boxes[0].Thickness = 500
	if b, err = Draw(l, DPI203); err != nil || !strings.HasPrefix(strings.Split(art(b), "\n")[3], "########") {
		t.Errorf("a full box: %v\n%s", err, art(b))
	}
}

func art(b *image.Paletted) string {
	var rows []string
	for y := range b.Rect.Dy() {
		row := ""
		for x := range b.Rect.Dx() {
			row += []string{".", "#"}[b.ColorIndexAt(x, y)]
		}
		rows = append(rows, row)
	}
	return strings.Join(rows, "\n")
}

// A picture keeps its proportions and its greys become a share of dots.
func TestImage(t *testing.T) {
	src := image.NewGray(image.Rect(0, 0, 40, 20))
	for i := range src.Pix {
		if src.Pix[i] = 128; i%40 < 20 {
			src.Pix[i] = 0
		}
	}
	var file bytes.Buffer
	if err := png.Encode(&file, src); err != nil {
		t.Fatal(err)
	}
	l := Label{Width: 10 * mm, Height: 10 * mm, Images: []Image{{Width: 10 * mm, Height: 10 * mm, PNG: file.Bytes()}}}
	b, err := Draw(l, DPI203)
	if err != nil {
		t.Fatal(err)
	}
	count := func(area image.Rectangle) (n int) {
		for y := area.Min.Y; y < area.Max.Y; y++ {
			for x := area.Min.X; x < area.Max.X; x++ {
				n += int(b.ColorIndexAt(x, y))
			}
		}
		return n
	}
	if n := count(image.Rect(0, 0, 80, 18)) + count(image.Rect(0, 62, 80, 80)); n > 0 {
		t.Errorf("%d dots above and below a picture twice as wide as high", n)
	}
	if n := count(image.Rect(2, 22, 36, 58)); n != 34*36 {
		t.Errorf("the black half has %d of %d dots", n, 34*36)
	}
	if n := count(image.Rect(44, 22, 78, 58)); n < 34*36*4/10 || n > 34*36*6/10 {
		t.Errorf("the grey half has %d of %d dots", n, 34*36)
	}
}
