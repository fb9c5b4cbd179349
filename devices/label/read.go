package label

import (
	"image"
	"slices"
	"strings"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/aztec"
	"github.com/makiuchi-d/gozxing/datamatrix"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// Read is a barcode that was read on a picture.
type Read struct {
	Symbology Symbology
	Data      string
}

// Symbologies that are read and never printed by us.
const (
	Code39 Symbology = "code39"
	Code93 Symbology = "code93"
	ITF    Symbology = "itf"
	Aztec  Symbology = "aztec"
)

// readable are the readers of one row of dots. A Codabar and a UPC-E are found
// wherever there is text, and are left out.
var readable = []struct {
	of   Symbology
	read func() gozxing.Reader
	min  int // letters: less is an accident
}{
	{Code128, oned.NewCode128Reader, 1}, {EAN13, oned.NewEAN13Reader, 13}, {EAN8, oned.NewEAN8Reader, 8},
	{ITF, oned.NewITFReader, 6}, {Code39, oned.NewCode39Reader, 4}, {Code93, oned.NewCode93Reader, 4},
}

// squares are the readers of what is no row.
var squares = []struct {
	of   Symbology
	read func() gozxing.Reader
}{
	{QR, qrcode.NewQRCodeReader},
	{DataMatrix, func() gozxing.Reader { return datamatrix.NewDataMatrixReader() }},
	{Aztec, func() gozxing.Reader { return aztec.NewAztecReader() }},
}

// Lengths by which barcodes are looked for.
const (
	rowStep = 400 // µm from one row that is read to the next
	least   = 5 * Millimetre
	most    = 90 * Millimetre
)

// quiets are of white that a barcode does not have within, and cells are how close
// ink must be to belong together: those of fine barcodes, and of coarse ones.
var (
	quiets = []Length{2750, 8000}
	cells  = []Length{1000, 3000}
)

// rowVotes is in how many rows a barcode must be read to be one: text now and then
// reads as something, and not twice the same.
const rowVotes = 4

// ReadBarcodes reads all barcodes of a picture of dots, sorted: linear ones upright
// or turned by a quarter, QR, Data Matrix and Aztec. Those of two rows or more, as
// PDF417 and MaxiCode, it does not know.
func ReadBarcodes(b *image.Paletted, r Resolution) []Read {
	found := map[Read]bool{}
	readRows(b, r, found)
	readRows(turned(b, Right), r, found)
	for _, side := range cells {
		for _, part := range parts(b, r, r.dots(side)) {
			readSquare(part, found)
		}
	}
	all := make([]Read, 0, len(found))
	for one := range found {
		all = append(all, one)
	}
	slices.SortFunc(all, func(a, b Read) int {
		if c := strings.Compare(string(a.Symbology), string(b.Symbology)); c != 0 {
			return c
		}
		return strings.Compare(a.Data, b.Data)
	})
	return all
}

func readSquare(part image.Image, found map[Read]bool) {
	for _, square := range squares {
		if data, ok := decode(square.read(), part); ok {
			found[Read{square.of, data}] = true
			return
		}
	}
}

// readRows reads linear barcodes, row by row, between the white that stands around
// each.
func readRows(b *image.Paletted, r Resolution, found map[Read]bool) {
	votes := map[Read]int{}
	step := max(1, r.dots(rowStep))
	for y := b.Rect.Min.Y; y < b.Rect.Max.Y; y += step {
		row := b.Pix[b.PixOffset(b.Rect.Min.X, y):][:b.Rect.Dx()]
		for _, quiet := range quiets {
			gap := r.dots(quiet)
			for _, s := range segments(row, gap) {
				if len(s) >= r.dots(least) {
					readSegment(s, gap, votes)
				}
			}
		}
	}
	for one, n := range votes {
		if n >= rowVotes {
			found[one] = true
		}
	}
}

// segments are the parts of a row that white longer than gap separates.
func segments(row []byte, gap int) (all [][]byte) {
	start, white := -1, 0
	for x, v := range row {
		if v == black {
			if start < 0 {
				start = x
			}
			white = 0
			continue
		}
		if white++; start >= 0 && white == gap {
			all, start = append(all, row[start:x-gap+1]), -1
		}
	}
	if start >= 0 {
		all = append(all, row[start:len(row)-white])
	}
	return all
}

// minBars is how often a row changes colour that has a barcode: an EAN-8 has 43.
const minBars = 24

func readSegment(s []byte, margin int, votes map[Read]int) {
	changes := 0
	for i := 1; i < len(s); i++ {
		if s[i] != s[i-1] {
			changes++
		}
	}
	if changes < minBars {
		return
	}
	row := gozxing.NewBitArray(len(s) + 2*margin)
	back := gozxing.NewBitArray(len(s) + 2*margin)
	for i, v := range s {
		if v == black {
			row.Set(margin + i)
			back.Set(margin + len(s) - 1 - i)
		}
	}
	for _, kind := range readable {
		for _, way := range []*gozxing.BitArray{row, back} {
			if data, ok := decodeRow(kind.read(), way); ok && len(data) >= kind.min {
				votes[Read{kind.of, data}]++
				return
			}
		}
	}
}

// decodeRow asks a reader for one row. A reader that stumbles over what a stranger
// drew has read nothing.
func decodeRow(r gozxing.Reader, row *gozxing.BitArray) (data string, ok bool) {
	defer func() {
		if recover() != nil {
			data, ok = "", false
		}
	}()
	rows, is := r.(oned.RowDecoder)
	if !is {
		return "", false
	}
	result, err := rows.DecodeRow(0, row, nil)
	if err != nil {
		return "", false
	}
	return result.GetText(), true
}

// decode asks a reader for a part of a picture, likewise.
func decode(r gozxing.Reader, part image.Image) (data string, ok bool) {
	defer func() {
		if recover() != nil {
			data, ok = "", false
		}
	}()
	bitmap, err := gozxing.NewBinaryBitmap(gozxing.NewGlobalHistgramBinarizer(gozxing.NewLuminanceSourceFromImage(part)))
	if err != nil {
		return "", false
	}
	result, err := r.Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true, gozxing.DecodeHintType_CHARACTER_SET: "UTF-8"})
	if err != nil {
		return "", false
	}
	return result.GetText(), true
}

// parts are what stands together on a picture, which begins at 0, 0, and may be a
// square barcode: ink in cells of so many dots that touch, with what lies between it.
func parts(b *image.Paletted, r Resolution, side int) (all []image.Image) {
	w, h := (b.Rect.Dx()+side-1)/side, (b.Rect.Dy()+side-1)/side
	inky := make([]bool, w*h)
	for y := range b.Rect.Dy() {
		row := b.Pix[b.PixOffset(0, y):][:b.Rect.Dx()]
		for x, v := range row {
			if v == black {
				inky[y/side*w+x/side] = true
			}
		}
	}
	for i := range inky {
		if !inky[i] {
			continue
		}
		var area image.Rectangle
		for _, c := range connected(inky, w, h, i) {
			area = area.Union(image.Rect(c%w*side, c/w*side, (c%w+1)*side, (c/w+1)*side))
		}
		small, large := min(area.Dx(), area.Dy()), max(area.Dx(), area.Dy())
		if small < r.dots(least) || large > r.dots(most) || large > 2*small {
			continue
		}
		margin := max(2*side, r.dots(3*Millimetre))
		part := Blank(area.Dx()+2*margin, area.Dy()+2*margin)
		ink(part, b.SubImage(area).(*image.Paletted), image.Pt(margin, margin).Sub(area.Min))
		all = append(all, part)
	}
	return all
}

// connected takes the cells out of inky that hang together with the one at start.
func connected(inky []bool, w, h, start int) (cells []int) {
	inky[start] = false
	cells = []int{start}
	for n := 0; n < len(cells); n++ {
		x, y := cells[n]%w, cells[n]/w
		for dy := -1; dy <= 1; dy++ {
			for dx := -1; dx <= 1; dx++ {
				nx, ny := x+dx, y+dy
				if nx >= 0 && ny >= 0 && nx < w && ny < h && inky[ny*w+nx] {
					inky[ny*w+nx] = false
					cells = append(cells, ny*w+nx)
				}
			}
		}
	}
	return cells
}
