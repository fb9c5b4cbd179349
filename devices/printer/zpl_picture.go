package printer

import (
	"bytes"
	"image"

	"warehouse-node/devices/zebra"
)

// maxGraphic is the largest picture of one ^GF, in bytes (the guide, ^GF).
const maxGraphic = 99_999

// picture is ^GF with what is black of a bitmap: the white around it is not sent. A
// large one goes in bands.
func (f *zplFormat) picture(b *image.Paletted, at image.Point) {
	area := inked(b)
	if area.Empty() {
		return
	}
	rows := max(1, maxGraphic/((area.Dx()+7)/8))
	for top := area.Min.Y; top < area.Max.Y; top += rows {
		band := image.Rect(area.Min.X, top, area.Max.X, min(top+rows, area.Max.Y))
		d := dotsOf(b, band)
		f.line("^FO%d,%d^GFA,%d,%d,%d,%s^FS", at.X+band.Min.X, at.Y+band.Min.Y, len(d.Bytes), len(d.Bytes), d.PerRow, zebra.Squeeze(d))
	}
}

// inked is the smallest rectangle with all black dots.
func inked(b *image.Paletted) image.Rectangle {
	var area image.Rectangle
	for y := b.Rect.Min.Y; y < b.Rect.Max.Y; y++ {
		row := b.Pix[b.PixOffset(b.Rect.Min.X, y):][:b.Rect.Dx()]
		first := bytes.IndexByte(row, 1)
		if first < 0 {
			continue
		}
		x := b.Rect.Min.X
		area = area.Union(image.Rect(x+first, y, x+bytes.LastIndexByte(row, 1)+1, y+1))
	}
	return area
}

// dotsOf packs an area of a bitmap, eight dots to a byte.
func dotsOf(b *image.Paletted, area image.Rectangle) *zebra.Dots {
	d := &zebra.Dots{PerRow: (area.Dx() + 7) / 8}
	d.Bytes = make([]byte, d.PerRow*area.Dy())
	for y := area.Min.Y; y < area.Max.Y; y++ {
		row := d.Bytes[(y-area.Min.Y)*d.PerRow:]
		for x := area.Min.X; x < area.Max.X; x++ {
			if b.Pix[b.PixOffset(x, y)] == 1 {
				row[(x-area.Min.X)/8] |= 0x80 >> ((x - area.Min.X) % 8)
			}
		}
	}
	return d
}
