package paper

import (
	"image"

	"warehouse-node/devices/label"
)

// printed is the resolution at which symbols on pages are worked out: that of
// an office printer.
const printed = label.DPI600

// squared is that at which QR codes on pages are: a module has at most so many
// dots, and a camera wants it large.
const squared = label.DPI203

// bar is a black rectangle, in millimetres.
type bar struct{ X, Y, W, H float64 }

// bars are the ink of a symbol in a room of w by h millimetres; none when the
// data does not fit, or has signs that the symbology lacks.
func bars(s label.Symbology, data string, w, h label.Length) []bar {
	r := printed
	if s == label.QR {
		r = squared
	}
	plan, err := label.Label{Width: w * label.Millimetre, Height: h * label.Millimetre, Barcodes: []label.Barcode{{
		Width: w * label.Millimetre, Height: h * label.Millimetre, Symbology: s, Data: data,
	}}}.Plan(r)
	if err != nil || data == "" {
		return nil
	}
	var all []bar
	dot := 25.4 / float64(r)
	for _, symbol := range plan.Symbols {
		ink, at := symbol.Bitmap(), symbol.Area.Min
		for _, r := range rectangles(ink) {
			all = append(all, bar{
				float64(at.X+r.Min.X) * dot, float64(at.Y+r.Min.Y) * dot, float64(r.Dx()) * dot, float64(r.Dy()) * dot,
			})
		}
	}
	return all
}

// rectangles are the black of a bitmap: runs of a row, as far down as the rows
// below are the same.
func rectangles(b *image.Paletted) (all []image.Rectangle) {
	width := b.Rect.Dx()
	row := func(y int) string { return string(b.Pix[y*b.Stride : y*b.Stride+width]) }
	for y := 0; y < b.Rect.Dy(); {
		end := y + 1
		for end < b.Rect.Dy() && row(end) == row(y) {
			end++
		}
		for x := 0; x < width; x++ {
			if row(y)[x] == 0 {
				continue
			}
			from := x
			for x < width && row(y)[x] != 0 {
				x++
			}
			all = append(all, image.Rect(from, y, x, end))
		}
		y = end
	}
	return all
}
