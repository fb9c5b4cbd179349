package printer

import (
	"fmt"
	"image"
	"image/color"
)

const black = 1

func blank(w, h int) *image.Paletted {
	return image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.Gray{Y: 255}, color.Gray{Y: 0}})
}

// quarter is b turned clockwise by 90 degrees.
func quarter(b *image.Paletted) *image.Paletted {
	out := blank(b.Rect.Dy(), b.Rect.Dx())
	for y := range b.Rect.Dy() {
		for x := range b.Rect.Dx() {
			out.SetColorIndex(b.Rect.Dy()-1-y, x, b.ColorIndexAt(x, y))
		}
	}
	return out
}

// turn is b in an orientation of the language: N, R, I or B.
func turn(b *image.Paletted, orientation byte) *image.Paletted {
	for range map[byte]int{'N': 0, 'R': 1, 'I': 2, 'B': 3}[orientation] {
		b = quarter(b)
	}
	return b
}

// stamp adds the black of b to the label with its left upper corner at a place.
// Ink beside the label is refused: a printer would leave it out without a word.
func stamp(label, b *image.Paletted, at image.Point) error {
	for y := range b.Rect.Dy() {
		for x := range b.Rect.Dx() {
			if b.ColorIndexAt(x, y) != black {
				continue
			}
			to := at.Add(image.Pt(x, y))
			if !to.In(label.Rect) {
				return fmt.Errorf("ink at %v, the label is %v", to, label.Rect.Size())
			}
			label.SetColorIndex(to.X, to.Y, black)
		}
	}
	return nil
}

// modules draws rows of modules of so many dots; a single row becomes bars.
func modules(rows [][]bool, module, barHeight int) *image.Paletted {
	height := module
	if len(rows) == 1 {
		height = barHeight
	}
	b := blank(len(rows[0])*module, len(rows)*height)
	for y := range b.Rect.Dy() {
		for x := range b.Rect.Dx() {
			if rows[y/height][x/module] {
				b.SetColorIndex(x, y, black)
			}
		}
	}
	return b
}
