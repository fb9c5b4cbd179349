package label

import (
	"image"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/datamatrix"
	"github.com/boombuler/barcode/ean"
	"github.com/boombuler/barcode/qr"
	"github.com/boombuler/barcode/twooffive"
)

// symbol is a barcode in modules, without quiet zone and height.
type symbol struct {
	columns, rows int    // rows is 1 for bars
	spare         int    // columns that a printer may need besides
	dark          []bool // row by row
	data          string // with its check digit
	readable      string
	words         []byte // of a GS1-128
	guards        []span // bars that reach lower than the others
}

// span is modules from, to (not included).
type span struct{ from, to int }

func (s symbol) isGuard(column int) bool {
	for _, g := range s.guards {
		if column >= g.from && column < g.to {
			return true
		}
	}
	return false
}

// kindOfSymbol is what the layout must know of a symbology.
type kindOfSymbol struct {
	matrix bool
	quiet  int    // modules on each side
	widest Length // the module when nobody says another
	encode func(b Barcode) (symbol, *Problem)
}

const (
	narrowest   = 160 * Millimetre / 1000 // a module that common scanners still read
	widestBar   = Millimetre / 2          // GS1 General Specifications 24, 5.12: 0.495 mm for general distribution
	widestPoint = Millimetre
	maxModule   = 10 // dots: what the printers' languages take
)

// symbologies are the symbols we print, with quiet zones as in GS1 General
// Specifications 24, 5.2-5.7, ISO/IEC 16022 and 18004; a matrix in a Data Matrix
// has two modules where the standard asks for one.
var symbologies = map[Symbology]kindOfSymbol{
	Code128:       {quiet: 10, widest: widestBar, encode: encode128},
	GS1128:        {quiet: 10, widest: widestBar, encode: encodeGS1128},
	EAN13:         {quiet: 11, widest: widestBar, encode: encodeEAN13},
	EAN8:          {quiet: 7, widest: widestBar, encode: encodeEAN8},
	UPCA:          {quiet: 11, widest: widestBar, encode: encodeUPCA},
	ITF14:         {quiet: 10, widest: widestBar, encode: encodeITF14},
	DataMatrix:    {matrix: true, quiet: 2, widest: widestPoint, encode: encodeDataMatrix},
	GS1DataMatrix: {matrix: true, quiet: 2, widest: widestPoint, encode: encodeGS1DataMatrix},
	QR:            {matrix: true, quiet: 4, widest: widestPoint, encode: encodeQR},
}

// Known says whether we print this symbology.
func (s Symbology) Known() bool {
	_, known := symbologies[s]
	return known
}

// Printers choose the sets of a Code 128 themselves, and some do so without
// looking ahead: their symbol is a little wider than ours, and has its room.
func encode128(b Barcode) (symbol, *Problem) {
	if len(b.Data) > maxCode128 {
		return symbol{}, wrong(TooLong, "%d signs, %d at most", len(b.Data), maxCode128)
	}
	words := words128([]byte(ascii(b.Data)))
	if words == nil {
		return symbol{}, wrong(Unencodable, "Code 128 has ASCII only, not %q", b.Data)
	}
	bars := bars128(words)
	greedy, err := code128.Encode(b.Data)
	if err != nil {
		return symbol{}, wrong(Unencodable, "%v", err)
	}
	spare := max(0, greedy.Bounds().Dx()-len(bars))
	return symbol{columns: len(bars), spare: spare, rows: 1, dark: bars, data: b.Data, readable: b.Data}, nil
}

// ascii is s, or nothing when s has a sign that ASCII has not.
func ascii(s string) string {
	for i := range len(s) {
		if s[i] > 127 {
			return ""
		}
	}
	return s
}

// maxGS1128 is the longest element string of one GS1-128 symbol, separators
// included (GS1 General Specifications 24, 5.4.4.1).
const maxGS1128 = 48

func encodeGS1128(b Barcode) (symbol, *Problem) {
	all, p := gs1Elements(b.Data)
	if p != nil {
		return symbol{}, p
	}
	if len(b.Data) > maxGS1128 {
		return symbol{}, wrong(TooLong, "%d signs, GS1-128 has %d at most", len(b.Data), maxGS1128)
	}
	signs := []byte{fnc1Sign}
	for i := range len(b.Data) {
		if b.Data[i] == groupSeparator {
			signs = append(signs, fnc1Sign)
			continue
		}
		signs = append(signs, b.Data[i])
	}
	words := words128(signs)
	bars := bars128(words)
	return symbol{columns: len(bars), rows: 1, dark: bars, data: b.Data, readable: readableGS1(all), words: words}, nil
}

func encodeEAN13(b Barcode) (symbol, *Problem) { return encodeEAN(b.Data, 13, "") }
func encodeEAN8(b Barcode) (symbol, *Problem)  { return encodeEAN(b.Data, 8, "") }

// A UPC-A symbol is the EAN-13 symbol of the same digits behind a 0 (GS1 General
// Specifications 24, 5.2.1.2).
func encodeUPCA(b Barcode) (symbol, *Problem) { return encodeEAN(b.Data, 12, "0") }

func encodeEAN(data string, n int, before string) (symbol, *Problem) {
	data, p := withCheckDigit(data, n)
	if p != nil {
		return symbol{}, p
	}
	code, err := ean.Encode(before + data)
	s, p := drawn(code, err, data)
	if s.guards = []span{{0, 3}, {45, 50}, {92, 95}}; n == 8 {
		s.guards = []span{{0, 3}, {31, 36}, {64, 67}}
	}
	return s, p
}

// guardDots is how much lower the guard bars of an EAN reach: printers draw them
// so, with an interpretation line or without.
func (s symbol) guardDots(module int) int {
	if s.guards == nil {
		return 0
	}
	return min(5*module, 20)
}

func encodeITF14(b Barcode) (symbol, *Problem) {
	data, p := withCheckDigit(b.Data, 14)
	if p != nil {
		return symbol{}, p
	}
	code, err := twooffive.Encode(data, true)
	return drawn(code, err, data)
}

func encodeDataMatrix(b Barcode) (symbol, *Problem) {
	if ascii(b.Data) == "" {
		return symbol{}, wrong(Unencodable, "our Data Matrix has ASCII only, not %q", b.Data)
	}
	code, err := datamatrix.Encode(b.Data)
	return drawn(code, err, b.Data)
}

func encodeGS1DataMatrix(b Barcode) (symbol, *Problem) {
	all, p := gs1Elements(b.Data)
	if p != nil {
		return symbol{}, p
	}
	signs := []byte{datamatrix.FNC1}
	for i := range len(b.Data) {
		if b.Data[i] == groupSeparator {
			signs = append(signs, datamatrix.FNC1)
			continue
		}
		signs = append(signs, b.Data[i])
	}
	code, err := datamatrix.Encode(string(signs))
	s, p := drawn(code, err, b.Data)
	s.readable = readableGS1(all)
	return s, p
}

var qrLevels = map[QRLevel]qr.ErrorCorrectionLevel{Low: qr.L, Medium: qr.M, Quartile: qr.Q, High: qr.H}

func encodeQR(b Barcode) (symbol, *Problem) {
	level, ok := qrLevels[b.Level]
	if !ok {
		return symbol{}, wrong(Unfit, "QR has no level %d", b.Level)
	}
	if b.Data == "" {
		return symbol{}, wrong(Unencodable, "there is no data")
	}
	code, err := qr.Encode(b.Data, level, qr.Auto)
	return drawn(code, err, b.Data)
}

// drawn reads the modules out of a symbol that the library made. Its only
// error, for data that we looked at before, is that there is too much of it.
func drawn(code barcode.Barcode, err error, data string) (symbol, *Problem) {
	if err != nil {
		return symbol{}, wrong(TooLong, "%d bytes of data: %v", len(data), err)
	}
	area := code.Bounds()
	s := symbol{columns: area.Dx(), rows: area.Dy(), data: data, readable: data}
	for y := range s.rows {
		for x := range s.columns {
			r, _, _, _ := code.At(x, y).RGBA()
			s.dark = append(s.dark, r == 0)
		}
	}
	return s, nil
}

// Symbol is a barcode in its place: the ink, without the quiet zone. A matrix
// is never turned, only its place is: readers take it any way, and printers turn
// some and not others.
type Symbol struct {
	Area      image.Rectangle // on the label, in dots, as turned
	Symbology Symbology
	Data      string // with its check digit; element strings have GS where a separator stands
	Words     []byte // of GS1-128: start sign and code words, without check word and stop
	Level     QRLevel
	Module    int // dots
	Columns   int // modules; a matrix has as many rows
	Height    int // dots, of the common bars
	Guard     int // dots by which the guard bars of an EAN are higher
	Rotation  Rotation
	symbol    symbol
}

// Bitmap is the symbol as turned, of the size of Area.
func (s Symbol) Bitmap() *image.Paletted {
	b := Blank(s.Columns*s.Module, s.Height+s.Guard)
	for y := range b.Rect.Dy() {
		row := 0
		if s.symbol.rows > 1 {
			row = y / s.Module
		}
		for x := range b.Stride {
			column := x / s.Module
			low := y >= s.Height && !s.symbol.isGuard(column)
			if s.symbol.dark[row*s.Columns+column] && !low {
				b.Pix[y*b.Stride+x] = black
			}
		}
	}
	return turned(b, s.Rotation)
}

// place puts a symbol into its room of w by h dots, before the turn. It gives
// the ink's rectangle and the module, both in dots.
func (k kindOfSymbol) place(b Barcode, s symbol, r Resolution, w, h int) (image.Rectangle, int, *Problem) {
	widest := k.widest
	if b.Module > 0 {
		widest = b.Module
	}
	least := r.dotsAtLeast(narrowest)
	columns := s.columns + s.spare + 2*k.quiet
	module := min(maxModule, max(least, r.dotsWithin(widest)), w/columns)
	if k.matrix {
		module = min(module, h/(s.rows+2*k.quiet))
	}
	if module < least {
		return image.Rectangle{}, 0, wrong(TooLong, "the symbol needs %d modules of %d dots, its room is %d by %d", columns, least, w, h)
	}
	x := k.quiet * module
	switch left := w - columns*module; b.Align {
	case Center:
		x += left / 2
	case End:
		x += left
	}
	if k.matrix {
		y := max(k.quiet*module, leastAbove)
		if y+s.rows*module > h {
			return image.Rectangle{}, 0, wrong(TooLong, "the symbol is %d dots high, its room %d", s.rows*module, h)
		}
		return image.Rect(x, y, x+s.columns*module, y+s.rows*module), module, nil
	}
	if h < r.dotsAtLeast(lowestBars) {
		return image.Rectangle{}, 0, wrong(TooLong, "only %d dots are left for the height of the bars", h)
	}
	return image.Rect(x, 0, x+s.columns*module, h), module, nil
}

// leastAbove is the room above a matrix, in dots: printers move a QR code down
// by 10, and where it stands nearer to the edge it could not be moved up.
const leastAbove = 10

// lowestBars is the least height of bars that a person can hit with a scanner.
const lowestBars = 3 * Millimetre
