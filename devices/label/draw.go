package label

import (
	"image"
	"image/color"
)

// black is the index of ink in a bitmap; 0 is paper.
const black = 1

var palette = color.Palette{color.Gray{Y: 255}, color.Gray{Y: 0}}

// Blank is a bitmap of paper: index 0 of its colours is paper and 1 is ink.
func Blank(w, h int) *image.Paletted {
	return image.NewPaletted(image.Rect(0, 0, w, h), palette)
}

// Draw is the label as a printer of this resolution prints it, a pixel a dot.
// Its errors are those of [Label.Plan].
func Draw(l Label, r Resolution) (*image.Paletted, error) {
	p, err := l.Plan(r)
	if err != nil {
		return nil, err
	}
	return p.Draw(), nil
}

// Draw is the picture of the plan.
func (p *Plan) Draw() *image.Paletted {
	b := Blank(p.Width, p.Height)
	for _, m := range p.Pictures {
		ink(b, m.Bitmap, m.Area.Min)
	}
	for _, f := range p.Frames {
		f.draw(b)
	}
	for _, t := range p.Texts {
		ink(b, t.Bitmap(), t.Area.Min)
	}
	for _, s := range p.Symbols {
		ink(b, s.Bitmap(), s.Area.Min)
	}
	return b
}

// ink adds the black dots of src at a place; paper adds nothing.
func ink(dst, src *image.Paletted, at image.Point) {
	area := src.Rect.Add(at).Intersect(dst.Rect)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if src.Pix[src.PixOffset(x-at.X, y-at.Y)] == black {
				dst.Pix[dst.PixOffset(x, y)] = black
			}
		}
	}
}

func (f Frame) draw(b *image.Paletted) {
	inner := f.Area.Inset(f.Thickness)
	for y := f.Area.Min.Y; y < f.Area.Max.Y; y++ {
		for x := f.Area.Min.X; x < f.Area.Max.X; x++ {
			if !(image.Point{X: x, Y: y}).In(inner) {
				b.Pix[b.PixOffset(x, y)] = black
			}
		}
	}
}

// turned is b turned clockwise.
func turned(b *image.Paletted, r Rotation) *image.Paletted {
	if r == Upright {
		return b
	}
	w, h := b.Rect.Dx(), b.Rect.Dy()
	out := Blank(w, h)
	if r.sideways() {
		out = Blank(h, w)
	}
	for y := range h {
		for x := range w {
			to := image.Pt(x, y)
			switch r {
			case Right:
				to = image.Pt(h-1-y, x)
			case UpsideDown:
				to = image.Pt(w-1-x, h-1-y)
			case Left:
				to = image.Pt(y, w-1-x)
			}
			out.Pix[out.PixOffset(to.X, to.Y)] = b.Pix[b.PixOffset(x, y)]
		}
	}
	return out
}
