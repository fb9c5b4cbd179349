package zebra

import (
	"image"
	"slices"
	"strconv"
	"strings"

	"warehouse-node/devices/label"
)

// Drawn is about what a printer makes of a label: pictures, frames and barcodes dot
// for dot, letters in a font of ours.
type Drawn struct {
	Picture *image.Paletted
	Missing []string // commands that are not in the picture, each once
}

// Draw draws a label on paper of that size, for printers of a resolution.
func (f *Format) Draw(width, height int, r label.Resolution) Drawn {
	d := &drawing{Drawn: Drawn{Picture: label.Blank(width, height)}, r: r}
	for i := range f.fields {
		d.field(&f.fields[i])
	}
	slices.Sort(d.Missing)
	d.Missing = slices.Compact(d.Missing)
	return d.Drawn
}

type drawing struct {
	Drawn
	r label.Resolution
}

// turns are the orientations of the language.
var turns = map[byte]label.Rotation{'N': label.Upright, 'R': label.Right, 'I': label.UpsideDown, 'B': label.Left}

func (d *drawing) miss(command string) { d.Missing = append(d.Missing, command) }

func (d *drawing) field(f *field) {
	switch {
	case f.dots != nil:
		d.stamp(f, f.dots.bitmap(), image.Point{})
	case f.shape == "^GB":
		d.box(f)
	case f.shape != "":
		d.miss(f.shape)
	case f.barcode != "":
		d.barcode(f)
	default:
		d.text(f)
	}
}

// bitmap is a picture of dots.
func (d *Dots) bitmap() *image.Paletted {
	b := label.Blank(8*d.PerRow, len(d.Bytes)/d.PerRow)
	for i := range b.Pix {
		b.Pix[i] = d.Bytes[i/8] >> (7 - i%8) & 1
	}
	return b
}

// stamp puts a picture where its field is; what lies beside the paper is lost. A
// reversed one turns over what is there.
func (d *drawing) stamp(f *field, b *image.Paletted, shift image.Point) {
	at := image.Pt(f.at.x, f.at.y).Add(shift)
	if f.bottom {
		at.Y -= b.Rect.Dy()
	}
	to := d.Picture
	area := b.Rect.Add(at).Intersect(to.Rect)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if b.Pix[b.PixOffset(x-at.X, y-at.Y)] == 0 {
				continue
			}
			if i := to.PixOffset(x, y); f.reverse {
				to.Pix[i] ^= 1
			} else {
				to.Pix[i] = 1
			}
		}
	}
}

// numbersOf reads the parameters of a command that was let in; what is no number is 0.
func numbersOf(args string, n int) ([]string, []int) {
	list := append(strings.Split(args, ","), make([]string, n)...)
	all := make([]int, len(list))
	for i, s := range list {
		all[i], _ = strconv.Atoi(strings.TrimSpace(s)) // 0 as for none
	}
	return list, all
}

// box is ^GB. A white one is drawn as white.
func (d *drawing) box(f *field) {
	list, n := numbersOf(f.sizes, 4)
	t := max(1, n[2])
	w, h := min(max(n[0], t), d.Picture.Rect.Dx()), min(max(n[1], t), d.Picture.Rect.Dy())
	if w < 1 || h < 1 {
		return
	}
	b := label.Blank(w, h)
	inner := b.Rect.Inset(t)
	for i := range b.Pix {
		if !image.Pt(i%w, i/w).In(inner) {
			b.Pix[i] = 1
		}
	}
	if strings.TrimSpace(list[3]) != "W" {
		d.stamp(f, b, image.Point{})
		return
	}
	under := label.Blank(d.Picture.Rect.Dx(), d.Picture.Rect.Dy())
	whole := drawing{Drawn{Picture: under}, d.r}
	whole.stamp(f, b, image.Point{})
	for i, v := range under.Pix {
		if v == 1 {
			d.Picture.Pix[i] = 0
		}
	}
}

// length is so many dots, as the words for labels measure.
func (d *drawing) length(dots int) label.Length {
	return label.Length(dots) * 1_000_000 / label.Length(d.r.Dots(1_000_000))
}

// room is a label that is large enough for one element.
const room = 250 * label.Millimetre

func (d *drawing) barcode(f *field) {
	list, n := numbersOf(f.args, 8)
	b := label.Barcode{Width: room, Height: room, Module: d.length(max(1, f.module)), Data: f.data}
	turn := f.turn
	if strings.TrimSpace(list[0]) != "" {
		turn = list[0][0]
	}
	height, shift := n[1], image.Point{}
	letters := strings.TrimSpace(list[2]) != "N"
	switch f.barcode {
	case "^BC":
		b.Symbology = label.Code128
		b.Data, b.Symbology = code128Data(f.data, strings.TrimSpace(list[5]))
	case "^BE":
		b.Symbology = label.EAN13
	case "^B8":
		b.Symbology = label.EAN8
	case "^BU":
		b.Symbology = label.UPCA
	case "^B2":
		b.Symbology = label.ITF14
	case "^BQ":
		b.Symbology, b.Module, turn, letters = label.QR, d.length(max(1, n[2])), 'N', false
		if _, b.Data, _ = strings.Cut(f.data, ","); len(f.data) > 0 {
			b.Level = map[byte]label.QRLevel{'L': label.Low, 'M': label.Medium, 'Q': label.Quartile, 'H': label.High}[f.data[0]]
		}
		shift.Y = f.bars
	case "^BX":
		b.Symbology, b.Module, letters = label.DataMatrix, d.length(max(1, n[1])), false
	default:
		d.miss(f.barcode)
		return
	}
	if height == 0 {
		height = f.bars
	}
	d.symbol(f, b, turns[turn], height, shift, letters)
}

// symbol draws a barcode as our own labels do, with the modules that the field says.
func (d *drawing) symbol(f *field, b label.Barcode, turn label.Rotation, height int, shift image.Point, letters bool) {
	square := b.Symbology == label.QR || b.Symbology == label.DataMatrix
	if b.Symbology == "" {
		d.miss(f.barcode)
		return
	}
	if !square {
		b.Rotation, b.Height = turn, max(d.length(height), 3*label.Millimetre)
	}
	plan, err := label.Label{Width: room, Height: room, Barcodes: []label.Barcode{b}}.Plan(d.r)
	if err != nil || len(plan.Symbols) != 1 {
		d.miss(f.barcode)
		return
	}
	bars := plan.Symbols[0].Bitmap()
	d.stamp(f, bars, shift)
	if letters && !square && turn == label.Upright {
		below := *f
		below.at.y += bars.Rect.Dy() + 4
		if f.bottom {
			below.at.y -= bars.Rect.Dy()
			below.bottom = false
		}
		d.words(&below, label.Text{Text: b.Data, Width: d.length(bars.Rect.Dx()), Size: 3 * label.Millimetre, MinSize: label.Millimetre, Cut: true, Align: label.Center})
	}
}

// code128Data is the text of a ^BC, and whether it is a GS1-128; "" for what is not
// drawn here. Signs that choose the set say nothing.
func code128Data(data, mode string) (string, label.Symbology) {
	switch mode {
	case "A":
		return data, label.Code128
	case "D":
		return strings.NewReplacer("(", "", ")", "").Replace(strings.ReplaceAll(data, " ", "")), label.GS1128
	case "", "N":
		text := strings.NewReplacer(">:", "", ">;", "", ">9", "", ">5", "", ">6", "", ">7", "", ">8", "\x1d", ">0", ">", "><", "^", ">=", "~").Replace(data)
		if gs1, is := strings.CutPrefix(text, "\x1d"); is {
			return gs1, label.GS1128
		}
		return text, label.Code128
	}
	return "", ""
}

// said is what a barcode's field says, without what only steers the printer.
func (f *field) said() string {
	switch f.barcode {
	case "^BC":
		list, _ := numbersOf(f.args, 8)
		if text, kind := code128Data(f.data, strings.TrimSpace(list[5])); kind != "" {
			return text
		}
	case "^BQ":
		if _, text, ok := strings.Cut(f.data, ","); ok {
			return text
		}
	}
	return f.data
}

func (d *drawing) text(f *field) {
	size := f.font.height
	if size == 0 {
		size = max(9, f.font.width)
	}
	turn := f.font.turn
	if turn == 0 {
		turn = f.turn
	}
	t := label.Text{Text: strings.ReplaceAll(f.data, `\&`, "\n"), Size: d.length(size), MinSize: label.Millimetre, Cut: true, Rotation: turns[turn]}
	t.Width = room
	if f.block != "" {
		list, n := numbersOf(f.block, 4)
		if n[0] > 0 {
			t.Width = min(room, d.length(n[0]))
		}
		t.Align = map[string]label.Align{"C": label.Center, "R": label.End}[strings.TrimSpace(list[3])]
		t.Height = min(room, d.length(size*max(1, n[1])))
	}
	d.words(f, t)
}

// words draws text from the corner of its field on.
func (d *drawing) words(f *field, t label.Text) {
	if t.Height == 0 {
		t.Height = t.Size
	}
	plan, err := label.Label{Width: 250 * label.Millimetre, Height: 500 * label.Millimetre, Texts: []label.Text{t}}.Plan(d.r)
	if err != nil {
		d.miss("^FD")
		return
	}
	one := *f
	one.bottom = false
	for _, line := range plan.Texts {
		at := line.Area.Min
		if f.bottom {
			at.Y -= d.r.Dots(t.Height)
		}
		d.stamp(&one, line.Bitmap(), at)
	}
}
