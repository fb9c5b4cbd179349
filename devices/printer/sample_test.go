package printer

import (
	"bytes"
	"encoding/json"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/devices/label"
)

var update = flag.Bool("update", false, "write the golden files anew")

const mm = label.Millimetre

// evil is an item's name by somebody who knows ZPL.
const evil = "^XZ~JA^XA^FO0,0^GB999,999,999^FS_5E>;>8\\&\",{}<script>=cmd"

// samples are labels as the floor needs them, each with everything that one
// kind of them has.
var samples = map[string]struct {
	dpi   label.Resolution
	label label.Label
}{
	"bin": {label.DPI203, label.Label{Width: 58 * mm, Height: 40 * mm,
		Texts: []label.Text{
			{At: pt(2, 2), Width: 54 * mm, Height: 14 * mm, Text: "A-12-03-4", Size: 14 * mm, MinSize: 6 * mm, Bold: true, Align: label.Center},
		},
		Barcodes: []label.Barcode{
			{At: pt(2, 18), Width: 54 * mm, Height: 20 * mm, Symbology: label.Code128, Data: "P0001203417", Readable: true, Align: label.Center},
		},
	}},
	"item": {label.DPI203, label.Label{Width: 58 * mm, Height: 40 * mm, Copies: 2,
		Texts: []label.Text{
			{At: pt(2, 1), Width: 54 * mm, Height: 14 * mm, Text: "Крем-бальзам восстанавливающий для сухой кожи рук «Ёлочка» №", Size: 5 * mm, MinSize: 2 * mm, Bold: true},
			{At: pt(2, 15), Width: 54 * mm, Height: 5 * mm, Text: "Art. 4711-B / 250 ml", Size: 4 * mm, Align: label.End},
		},
		Barcodes: []label.Barcode{
			{At: pt(2, 20), Width: 54 * mm, Height: 19 * mm, Symbology: label.EAN13, Data: "4607001771562", Readable: true, Align: label.Center},
		},
	}},
	"parcel": {label.DPI203, label.Label{Width: 100 * mm, Height: 100 * mm,
		Texts: []label.Text{
			{At: pt(3, 3), Width: 60 * mm, Height: 10 * mm, Text: "Заказ № 1745", Size: 9 * mm, MinSize: 5 * mm, Bold: true},
			{At: pt(3, 14), Width: 60 * mm, Height: 24 * mm, Text: "Їжакевич Олена\nм. Київ, вул. Ґонти, 7, під'їзд 2, кв. 15\n+380 44 123-45-67", Size: 5 * mm, MinSize: 3 * mm},
			{At: pt(93, 40), Width: 55 * mm, Height: 5 * mm, Text: "FRAGILE 1/2", Size: 5 * mm, Rotation: label.Right},
		},
		Barcodes: []label.Barcode{
			{At: pt(66, 3), Width: 31 * mm, Height: 31 * mm, Symbology: label.QR, Data: "https://магазин.рф/заказ/1745?имя=Олена Їжакевич"},
			{At: pt(3, 42), Width: 88 * mm, Height: 24 * mm, Symbology: label.GS1128, Data: "00046070017715600019", Readable: true, Align: label.Center},
			{At: pt(3, 70), Width: 88 * mm, Height: 24 * mm, Symbology: label.Code128, Data: "PCL-0000174502", Readable: true, Align: label.Center},
		},
		Boxes: []label.Box{{At: pt(1, 1), Width: 98 * mm, Height: 98 * mm, Thickness: mm / 2}},
		Lines: []label.Line{{From: pt(1, 40), Length: 98 * mm, Thickness: mm / 2}, {From: pt(92, 40), Length: 59 * mm, Thickness: mm / 4, Upright: true}},
	}},
	"marking": {label.DPI300, label.Label{Width: 40 * mm, Height: 30 * mm,
		Texts: []label.Text{{At: pt(17, 2), Width: 22 * mm, Height: 26 * mm, Text: "Обувь мужская, р. 43", Size: 4 * mm, MinSize: 2 * mm}},
		Barcodes: []label.Barcode{
			{At: pt(1, 2), Width: 16 * mm, Height: 26 * mm, Symbology: label.GS1DataMatrix, Data: "010460700177156221'Kx_%>5&\x1d91EE06\x1d92dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q="},
		},
	}},
	"evil": {label.DPI203, label.Label{Width: 100 * mm, Height: 70 * mm,
		Texts: []label.Text{
			{At: pt(2, 2), Width: 60 * mm, Height: 10 * mm, Text: evil, Size: 4 * mm, MinSize: 2 * mm, Cut: true},
			{At: pt(2, 12), Width: 60 * mm, Height: 10 * mm, Text: "^XZ~JA_5E>;\",", Size: 5 * mm},
		},
		Barcodes: []label.Barcode{
			{At: pt(66, 2), Width: 32 * mm, Height: 32 * mm, Symbology: label.QR, Data: evil + " Ёж"},
			{At: pt(66, 34), Width: 32 * mm, Height: 32 * mm, Symbology: label.DataMatrix, Data: evil},
			{At: pt(2, 24), Width: 64 * mm, Height: 16 * mm, Symbology: label.Code128, Data: "^XZ~JA>8_5E1", Align: label.Center},
			{At: pt(2, 46), Width: 60 * mm, Height: 16 * mm, Symbology: label.GS1128, Data: "10>8>;_A", Align: label.Center},
		},
	}},
	"codes": {label.DPI300, label.Label{Width: 100 * mm, Height: 100 * mm,
		Barcodes: []label.Barcode{
			{At: pt(2, 2), Width: 45 * mm, Height: 20 * mm, Symbology: label.UPCA, Data: "036000291452", Readable: true},
			{At: pt(2, 24), Width: 45 * mm, Height: 20 * mm, Symbology: label.ITF14, Data: "14607001771569", Readable: true},
			{At: pt(52, 2), Width: 45 * mm, Height: 20 * mm, Symbology: label.EAN13, Data: "4607001771562", Readable: true, Rotation: label.UpsideDown},
			{At: pt(60, 24), Width: 70 * mm, Height: 16 * mm, Symbology: label.GS1128, Data: "010460700177156217271231\x1d10AB", Readable: true, Rotation: label.Right},
			{At: pt(80, 24), Width: 60 * mm, Height: 16 * mm, Symbology: label.Code128, Data: "TOTE-000427", Readable: true, Rotation: label.Left},
			{At: pt(2, 48), Width: 25 * mm, Height: 25 * mm, Symbology: label.QR, Data: "12345678901234567890", Level: label.High},
			{At: pt(30, 48), Width: 25 * mm, Height: 25 * mm, Symbology: label.DataMatrix, Data: "TOTE-00042"},
		},
	}},
	"ean8": {label.DPI203, label.Label{Width: 40 * mm, Height: 30 * mm,
		Barcodes: []label.Barcode{{At: pt(2, 2), Width: 36 * mm, Height: 26 * mm, Symbology: label.EAN8, Data: "46070012", Readable: true, Align: label.Center}},
	}},
	"logo": {label.DPI600, label.Label{Width: 30 * mm, Height: 20 * mm,
		Texts:  []label.Text{{At: pt(1, 12), Width: 28 * mm, Height: 5 * mm, Text: "Наш склад", Size: 5 * mm, Rotation: label.UpsideDown, Align: label.Center}},
		Images: []label.Image{{At: pt(2, 2), Width: 26 * mm, Height: 8 * mm, PNG: logo()}},
	}},
}

func pt(x, y label.Length) label.Point { return label.Point{X: x * mm, Y: y * mm} }

// logo is a ring and a slope of grey.
func logo() []byte {
	b := image.NewGray(image.Rect(0, 0, 260, 80))
	for y := range 80 {
		for x := range 260 {
			r := (x-40)*(x-40) + (y-40)*(y-40)
			shade := uint8(min(255, x))
			if x < 100 {
				shade = 255
			}
			if r < 38*38 && r > 22*22 {
				shade = 0
			}
			b.SetGray(x, y, color.Gray{Y: shade})
		}
	}
	var file bytes.Buffer
	if err := png.Encode(&file, b); err != nil {
		panic(err)
	}
	return file.Bytes()
}

// expectation stands beside each golden file: what a stranger who draws the ZPL
// and reads the picture must find.
type expectation struct {
	DPI    int    `json:"dpi"`
	Width  int    `json:"widthDots"`
	Height int    `json:"heightDots"`
	Codes  []code `json:"codes"`
}

type code struct {
	Symbology label.Symbology `json:"symbology"`
	Text      string          `json:"text"` // GS where FNC1 separates
	X         int             `json:"x"`    // of the ink, in dots
	Y         int             `json:"y"`
	Width     int             `json:"width"`
	Height    int             `json:"height"`
}

// golden compares a file with what is written now, or writes it.
func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s (run with -update after looking at it):\n%s", file, d)
	}
}

func TestGolden(t *testing.T) {
	seen := map[string]bool{}
	for name, s := range samples {
		plan, err := s.label.Plan(s.dpi)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		e := expectation{DPI: int(s.dpi), Width: plan.Width, Height: plan.Height}
		for _, y := range plan.Symbols {
			e.Codes = append(e.Codes, code{y.Symbology, y.Data, y.Area.Min.X, y.Area.Min.Y, y.Area.Dx(), y.Area.Dy()})
		}
		text, err := json.MarshalIndent(e, "", "\t")
		if err != nil {
			t.Fatal(err)
		}
		// Half of them with the printer's own letters where it has them.
		texts := map[bool]string{true: "auto", false: "picture"}[strings.Contains("bin codes evil", name)]
		z := &zpl{zplConfig: zplConfig{DPI: int(s.dpi), Text: texts, Font: "0", Media: "printer", Mode: "printer"}}
		golden(t, "testdata/zpl/"+name+".zpl", z.compose(plan))
		golden(t, "testdata/zpl/"+name+".json", append(text, '\n'))
		seen["testdata/zpl/"+name+".zpl"] = true
	}
	files, _ := filepath.Glob("testdata/zpl/*.zpl")
	for _, f := range files {
		if !seen[f] {
			t.Errorf("%s belongs to no sample", f)
		}
	}
}

// What a person typed is never a command: outside of what we write, the signs of
// commands do not occur.
func TestNoDataIsACommand(t *testing.T) {
	s := samples["evil"]
	for _, text := range []string{"auto", "picture", "resident"} {
		plan, err := s.label.Plan(s.dpi)
		if err != nil {
			t.Fatal(err)
		}
		z := &zpl{zplConfig: zplConfig{Text: text, Font: "0", Media: "printer", Mode: "printer"}}
		out := string(z.compose(plan))
		if n := strings.Count(out, "~"); n != 0 {
			t.Errorf("%s: %d tildes", text, n)
		}
		if n := strings.Count(out, "^XZ"); n != 1 || !strings.HasSuffix(out, "^XZ") {
			t.Errorf("%s: ^XZ %d times", text, n)
		}
		if strings.Contains(out, "^JA") || strings.Contains(out, "^GB999") || strings.ContainsFunc(out, func(r rune) bool { return r != '\n' && (r < ' ' || r > '~') }) {
			t.Errorf("%s: data went through unescaped:\n%s", text, out)
		}
	}
}

func TestConfigCommands(t *testing.T) {
	l := label.Label{Width: 20 * mm, Height: 10 * mm, Texts: []label.Text{
		{Width: 20 * mm, Height: 5 * mm, Size: 5 * mm, Text: "Ёж", Align: label.End},
		{At: pt(10, 0), Width: 10 * mm, Height: 5 * mm, Size: 5 * mm, Text: "up", Rotation: label.Left, Align: label.Center},
	}}
	plan, err := l.Plan(label.DPI203)
	if err != nil {
		t.Fatal(err)
	}
	z := &zpl{zplConfig: zplConfig{DPI: 203, Text: "resident", Font: "E:TT0003M_.FNT", Darkness: 7, LeftUM: 2000, TopUM: 1000, Media: "gap", Mode: "cut"}}
	want := `~SD07
^XA^CI28^PON^PMN^LRN^MNY^MMC
^PW176^LL88^LH16,8
^FO0,3^A@N,34,,E:TT0003M_.FNT^FB160,1,0,R^FH_^FD_D0_81_D0_B6^FS
^FO83,0^A@B,34,,E:TT0003M_.FNT^FB80,1,0,C^FH_^FDup^FS
^PQ1^XZ`
	if d := cmp.Diff(want, string(z.compose(plan))); d != "" {
		t.Error(d)
	}
}
