package printer

import (
	"bytes"
	"fmt"
	"image"
	"strings"
)

// picture is ^GF with what is black of a bitmap: the white around it is not sent.
func (f *zplFormat) picture(b *image.Paletted, at image.Point) {
	area := inked(b)
	if area.Empty() {
		return
	}
	perRow := (area.Dx() + 7) / 8
	total := perRow * area.Dy()
	at = at.Add(area.Min)
	f.line("^FO%d,%d^GFA,%d,%d,%d,%s^FS", at.X, at.Y, total, total, perRow, squeeze(b, area, perRow))
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

// squeeze writes the dots in hexadecimal, shortened as the guide's "Alternative
// Data Compression Scheme" has it: a count before a repeated digit, ","
// for zeros to the end of a row, ":" for the row before again. "!" for ones is
// left out: some read it as the digit 1.
func squeeze(b *image.Paletted, area image.Rectangle, perRow int) string {
	var out strings.Builder
	before := ""
	for y := area.Min.Y; y < area.Max.Y; y++ {
		row := hexRow(b, area, y, perRow)
		if row == before {
			out.WriteByte(':')
			continue
		}
		before = row
		short, end := row, ""
		if zeros := strings.TrimRight(row, "0"); len(row)-len(zeros) > 1 {
			short, end = zeros, ","
		}
		for len(short) > 0 {
			n := len(short) - len(strings.TrimLeft(short, short[:1]))
			writeRun(&out, short[0], n)
			short = short[n:]
		}
		out.WriteString(end)
	}
	return out.String()
}

func hexRow(b *image.Paletted, area image.Rectangle, y, perRow int) string {
	row := make([]byte, perRow)
	for x := area.Min.X; x < area.Max.X; x++ {
		if b.Pix[b.PixOffset(x, y)] == 1 {
			row[(x-area.Min.X)/8] |= 0x80 >> ((x - area.Min.X) % 8)
		}
	}
	return fmt.Sprintf("%X", row)
}

// writeRun writes n times a digit: g to z are 20 to 400 by twenties, G to Y are
// 1 to 19.
func writeRun(out *strings.Builder, digit byte, n int) {
	for ; n > 400; n -= 400 {
		out.WriteString("z" + string(digit))
	}
	if n < 3 {
		out.WriteString(strings.Repeat(string(digit), n))
		return
	}
	if n >= 20 {
		out.WriteByte('g' + byte(n/20-1))
	}
	if n%20 > 0 {
		out.WriteByte('G' + byte(n%20-1))
	}
	out.WriteByte(digit)
}
