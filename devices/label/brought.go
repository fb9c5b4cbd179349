package label

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/png"
	"math"

	"golang.org/x/image/draw"
)

// Media is the paper in a printer: one label.
type Media struct{ Width, Height Length }

// Brought is a picture of a label that somebody else made.
type Brought struct {
	Picture *image.Gray
	// PerMetre is how many of its pixels are a metre; 0 where nobody says.
	PerMetre float64
}

// Limits of a picture that is brought.
const (
	maxBrought = 16 << 20 // pixels
	maxDecoded = 64 << 20 // bytes, as its own colours have it
)

// ReadPNG decodes a picture of a label. It is refused by a Problem before memory is
// taken for it when it is too large, and when it is no PNG.
func ReadPNG(b []byte) (*Brought, error) {
	size, err := png.DecodeConfig(bytes.NewReader(b))
	if err != nil {
		return nil, wholeLabel(wrong(Unencodable, "not a PNG: %v", err))
	}
	if size.Width < 1 || size.Height < 1 || size.Width > maxBrought/size.Height || size.Width*size.Height > maxDecoded/bytesOf(size.ColorModel) {
		return nil, wholeLabel(wrong(TooLong, "a picture of %d by %d pixels", size.Width, size.Height))
	}
	src, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		return nil, wholeLabel(wrong(Unencodable, "not a PNG: %v", err))
	}
	grey := image.NewGray(image.Rect(0, 0, size.Width, size.Height))
	draw.Draw(grey, grey.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(grey, grey.Rect, src, src.Bounds().Min, draw.Over)
	return &Brought{grey, physical(b)}, nil
}

func wholeLabel(p *Problem) *Problem { p.Element = "label"; return p }

// bytesOf is how much a pixel takes once it is decoded.
func bytesOf(m color.Model) int {
	switch m {
	case color.GrayModel:
		return 1
	case color.Gray16Model:
		return 2
	case color.RGBA64Model, color.NRGBA64Model:
		return 8
	case color.RGBAModel, color.NRGBAModel:
		return 4
	}
	return 1 // of a palette
}

// physical is how many pixels a metre a PNG says it has (PNG, 11.3.4.3 pHYs); 0
// when it says nothing, or not the same of width and height.
func physical(b []byte) float64 {
	for at := 8; at+12 <= len(b); {
		n := int(binary.BigEndian.Uint32(b[at:]))
		kind, data := string(b[at+4:at+8]), at+8
		if kind == "IDAT" || n > len(b)-data-4 {
			return 0
		}
		if kind == "pHYs" && n == 9 && b[data+8] == 1 {
			x, y := binary.BigEndian.Uint32(b[data:]), binary.BigEndian.Uint32(b[data+4:])
			if x != y || x < 1000 || x > 100_000 { // 25 to 2,500 dpi
				return 0
			}
			return float64(x)
		}
		at = data + n + 4
	}
	return 0
}

// blackened is a picture in black and white.
func blackened(g *image.Gray) *image.Paletted {
	b := Blank(g.Rect.Dx(), g.Rect.Dy())
	for i, v := range g.Pix {
		if v < dark {
			b.Pix[i] = black
		}
	}
	return b
}

// Barcodes are what is read on the picture itself, before it is put on a label.
func (b *Brought) Barcodes() []Read {
	r := DPI203
	for _, finer := range []Resolution{DPI300, DPI600} {
		if b.PerMetre > float64(dotsPerMetre[finer])*0.85 {
			r = finer
		}
	}
	return ReadBarcodes(blackened(b.Picture), r)
}

// Change is what was done to a picture so that it fits a label.
type Change string

// The changes.
const (
	Turned  Change = "turned"  // by a quarter, clockwise
	Cropped Change = "cropped" // the white around it was left out
	Shrunk  Change = "shrunk"  // it is smaller than its maker meant
	Guessed Change = "guessed" // nobody says how large it is meant: it is as large as whole dots allow
)

// Fitted is a picture on a label.
type Fitted struct {
	Label   Label
	Changes []Change
	Percent int // of its own size; 100 but where it is Shrunk or Guessed
	// Exact says that each of its pixels is whole dots: what was read on it is on the
	// label.
	Exact bool
}

// whole is how far a factor may be from a whole number to be taken for it: what is
// sold as 203 dpi is 203.2, and some write 200.
const whole = 0.02

// dark is the grey from which on down a dot is black.
const dark = 128

// Fit puts a picture in the middle of a label, black and white, in the dots of one
// print head: in its own size where it has one, else as many whole dots a pixel as
// fit. It is turned when it fits so only, then the white around it is cut off; what
// still does not fit is made smaller.
func (b *Brought) Fit(m Media, r Resolution) (*Fitted, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	l := Label{Width: m.Width, Height: m.Height}
	if err := l.check(); err != nil {
		return nil, err
	}
	f := &Fitted{Label: l, Percent: 100}
	room := image.Pt(r.dots(m.Width), r.dots(m.Height))
	all, cut := b.Picture.Rect, inkedGrey(b.Picture)
	factors := b.factors(r)
	if len(factors) == 0 {
		factors = []float64{guess(all, room)}
		f.Changes, f.Percent = append(f.Changes, Guessed), int(math.Round(100*factors[0]))
	}
	for _, factor := range factors {
		for _, src := range []image.Rectangle{all, cut} {
			for _, turn := range []Rotation{Upright, Right} {
				if src.Empty() || !fits(src, room, factor, turn) {
					continue
				}
				if src != all {
					f.Changes = append(f.Changes, Cropped)
				}
				return f, f.put(b.Picture, src, room, factor, turn)
			}
		}
	}
	if cut.Empty() {
		return nil, wholeLabel(wrong(Unfit, "an empty picture"))
	}
	if cut != all {
		f.Changes = append(f.Changes, Cropped)
	}
	turn, factor := f.shrink(cut, room, factors[len(factors)-1])
	return f, f.put(b.Picture, cut, room, factor, turn)
}

// factors are how many dots a pixel takes, the best first: whole ones keep bars
// sharp. None where nobody says how large the picture is.
func (b *Brought) factors(r Resolution) (all []float64) {
	if b.PerMetre == 0 {
		return nil
	}
	f := float64(dotsPerMetre[r]) / b.PerMetre
	if near := math.Round(f); near >= 1 && near != f && math.Abs(f-near) <= whole*near {
		all = append(all, near)
	}
	return append(all, f)
}

// guess is the most whole dots a pixel that fit, upright or turned; 1 when none do.
func guess(src image.Rectangle, room image.Point) float64 {
	upright := min(room.X/src.Dx(), room.Y/src.Dy())
	turned := min(room.X/src.Dy(), room.Y/src.Dx())
	return float64(max(1, upright, turned))
}

func scaled(n int, factor float64) int { return max(1, int(math.Round(float64(n)*factor))) }

// slack is how many dots a picture may be larger than the label, of white that is
// cut off: a millimetre rounds to more than a dot.
const slack = 2

func fits(src image.Rectangle, room image.Point, factor float64, turn Rotation) bool {
	w, h := scaled(src.Dx(), factor), scaled(src.Dy(), factor)
	if turn.sideways() {
		w, h = h, w
	}
	return w <= room.X+slack && h <= room.Y+slack
}

// shrink is the turn in which least is lost, and the factor with which it fits.
func (f *Fitted) shrink(src image.Rectangle, room image.Point, factor float64) (Rotation, float64) {
	of := func(w, h int) float64 { return min(float64(room.X)/float64(w), float64(room.Y)/float64(h)) }
	upright, right := of(src.Dx(), src.Dy()), of(src.Dy(), src.Dx())
	turn, to := Upright, upright
	if right > upright {
		turn, to = Right, right
	}
	f.Changes = append(f.Changes, Shrunk)
	f.Percent = int(math.Floor(100 * to / factor))
	return turn, to
}

// inkedGrey is the smallest rectangle with all that is dark.
func inkedGrey(g *image.Gray) (area image.Rectangle) {
	for y := range g.Rect.Dy() {
		row := g.Pix[y*g.Stride:][:g.Rect.Dx()]
		first, last := -1, -1
		for x, v := range row {
			if v < dark {
				if first < 0 {
					first = x
				}
				last = x
			}
		}
		if first >= 0 {
			area = area.Union(image.Rect(first, y, last+1, y+1))
		}
	}
	return area
}

// put makes the label's image of a part of the picture.
func (f *Fitted) put(g *image.Gray, src image.Rectangle, room image.Point, factor float64, turn Rotation) error {
	if turn != Upright {
		f.Changes = append(f.Changes, Turned)
	}
	to := image.Rect(0, 0, scaled(src.Dx(), factor), scaled(src.Dy(), factor))
	grey := image.NewGray(to)
	if f.Exact = factor == math.Round(factor); f.Exact {
		draw.NearestNeighbor.Scale(grey, to, g, src, draw.Src, nil)
	} else {
		draw.CatmullRom.Scale(grey, to, g, src, draw.Src, nil)
	}
	bitmap := turned(blackened(grey), turn)
	page := Blank(room.X, room.Y)
	ink(page, bitmap, image.Pt((room.X-bitmap.Rect.Dx())/2, (room.Y-bitmap.Rect.Dy())/2))
	var out bytes.Buffer
	if err := png.Encode(&out, page); err != nil {
		return err
	}
	f.Label.Images = []Image{{Width: f.Label.Width, Height: f.Label.Height, PNG: out.Bytes()}}
	return nil
}
