package printer

import (
	"errors"
	"fmt"
	"image"
	"strconv"
	"strings"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/datamatrix"
	"github.com/boombuler/barcode/ean"
	"github.com/boombuler/barcode/qr"
	"github.com/boombuler/barcode/twooffive"
)

// barDefaults is ^BY.
func (in *interpreter) barDefaults(args string) error {
	p, err := params(args, 3)
	if err != nil {
		return err
	}
	if p[1] != "3" {
		return errors.New("only bars three times as wide as narrow ones")
	}
	if in.module, err = number(p[0], 1, 10, 0); err != nil || in.module == 0 {
		return fmt.Errorf("a module of %q dots", p[0])
	}
	in.barHeight, err = number(p[2], 1, maxDots, in.barHeight)
	return err
}

// bars reads what all linear codes begin with, orientation and height, and the
// rest of the parameters, which must be as given.
func (in *interpreter) bars(args, rest string, encode func(data string) (barcode.Barcode, error)) error {
	p := strings.SplitN(args, ",", 3)
	if len(p) != 3 || len(p[0]) != 1 || !strings.Contains("NRIB", p[0]) || p[2] != rest {
		return fmt.Errorf("only orientation,height,%s", rest)
	}
	height, err := number(p[1], 1, maxDots, in.barHeight)
	if err != nil {
		return err
	}
	in.field.make = func(in *interpreter, _ *field, data string) (*image.Paletted, image.Point, error) {
		code, err := encode(data)
		if err != nil {
			return nil, image.Point{}, err
		}
		b, shift := in.guarded(rowsOf(code), height, p[0][0], code.Metadata().CodeKind)
		return turn(b, p[0][0]), shift, nil
	}
	return nil
}

// guarded draws bars. Those of an EAN have their guards five modules longer, at
// most 20 dots, beyond the height; turned, they reach out of the field's corner.
func (in *interpreter) guarded(rows [][]bool, height int, orientation byte, kind string) (*image.Paletted, image.Point) {
	bars := modules(rows, in.module, height)
	guards := map[string]string{
		barcode.TypeEAN13: "###                                          #####                                          ###",
		barcode.TypeEAN8:  "###                            #####                            ###",
	}[kind]
	if guards == "" {
		return bars, image.Point{}
	}
	more := min(5*in.module, 20)
	b := blank(bars.Rect.Dx(), height+more)
	copy(b.Pix, bars.Pix)
	for y := height; y < height+more; y++ {
		for x := range b.Rect.Dx() {
			if guards[x/in.module] == '#' && bars.ColorIndexAt(x, 0) == black {
				b.SetColorIndex(x, y, black)
			}
		}
	}
	switch orientation {
	case 'R':
		return b, image.Pt(-more, 0)
	case 'I':
		return b, image.Pt(0, -more)
	}
	return b, image.Point{}
}

// rowsOf reads the modules of a symbol.
func rowsOf(code barcode.Barcode) [][]bool {
	rows := make([][]bool, code.Bounds().Dy())
	for y := range rows {
		for x := range code.Bounds().Dx() {
			r, _, _, _ := code.At(x, y).RGBA()
			rows[y] = append(rows[y], r == 0)
		}
	}
	return rows
}

// code128 is ^BC: in mode A the printer chooses the sets, in mode N the data
// names them.
func (in *interpreter) code128(args string) error {
	if err := in.bars(args, "N,N,N,A", func(data string) (barcode.Barcode, error) {
		if !isASCII(data) {
			return nil, errors.New("only ASCII")
		}
		return code128.Encode(data)
	}); err == nil {
		return nil
	}
	return in.bars(args, "N,N,N,N", invoked)
}

func digitsOnly(data string, n int) error {
	if len(data) != n || strings.Trim(data, "0123456789") != "" {
		return fmt.Errorf("%q is not %d digits", data, n)
	}
	return nil
}

func (in *interpreter) ean13(args string) error {
	return in.bars(args, "N,N", func(data string) (barcode.Barcode, error) {
		if err := digitsOnly(data, 12); err != nil {
			return nil, err
		}
		return ean.Encode(data)
	})
}

func (in *interpreter) ean8(args string) error {
	return in.bars(args, "N,N", func(data string) (barcode.Barcode, error) {
		if err := digitsOnly(data, 7); err != nil {
			return nil, err
		}
		return ean.Encode(data)
	})
}

func (in *interpreter) upca(args string) error {
	return in.bars(args, "N,N,Y", func(data string) (barcode.Barcode, error) {
		if err := digitsOnly(data, 11); err != nil {
			return nil, err
		}
		return ean.Encode("0" + data)
	})
}

func (in *interpreter) interleaved(args string) error {
	return in.bars(args, "N,N,N", func(data string) (barcode.Barcode, error) {
		if err := digitsOnly(data, len(data)&^1); err != nil {
			return nil, err
		}
		return twooffive.Encode(data, true)
	})
}

// dataMatrix is ^BX of quality 200: module, columns, rows, format 6, escape sign.
func (in *interpreter) dataMatrix(args string) error {
	p := strings.SplitN(args, ",", 7)
	if len(p) != 7 || len(p[0]) != 1 || !strings.Contains("NRIB", p[0]) || p[2] != "200" || p[5] != "6" || len(p[6]) != 1 {
		return errors.New("only orientation,module,200,columns,rows,6,sign")
	}
	module, err := number(p[1], 1, 100, 0)
	if err != nil || module == 0 {
		return errors.New("no module")
	}
	in.field.make = func(_ *interpreter, _ *field, data string) (*image.Paletted, image.Point, error) {
		data, err := fromEscapes(data, p[6][0])
		if err != nil {
			return nil, image.Point{}, err
		}
		code, err := datamatrix.Encode(data)
		if err != nil {
			return nil, image.Point{}, err
		}
		rows := rowsOf(code)
		if p[3] != strconv.Itoa(len(rows[0])) || p[4] != strconv.Itoa(len(rows)) {
			return nil, image.Point{}, fmt.Errorf("the symbol is %d by %d", len(rows[0]), len(rows))
		}
		return turn(modules(rows, module, 0), p[0][0]), image.Point{}, nil
	}
	return nil
}

// fromEscapes reads the field of a ^BX: the sign and 1 is FNC1, the sign twice
// is itself.
func fromEscapes(data string, sign byte) (string, error) {
	if !isASCII(data) {
		return "", errors.New("only ASCII")
	}
	var out []byte
	for i := 0; i < len(data); i++ {
		if data[i] != sign {
			out = append(out, data[i])
			continue
		}
		i++
		switch {
		case i < len(data) && data[i] == '1' && (len(out) == 0 || out[0] == datamatrix.FNC1):
			out = append(out, datamatrix.FNC1)
		case i < len(data) && data[i] == sign:
			out = append(out, sign)
		default:
			return "", fmt.Errorf("%c is followed by what is not understood", sign)
		}
	}
	return string(out), nil
}

// qrCode is ^BQ: always upright, below its origin by the height of ^BY.
func (in *interpreter) qrCode(args string) error {
	p := strings.Split(args, ",")
	if len(p) != 3 || p[0] != "N" || p[1] != "2" {
		return errors.New("only N,2,magnification")
	}
	module, err := number(p[2], 1, 10, 0)
	if err != nil || module == 0 {
		return errors.New("a magnification from 1 to 10")
	}
	in.field.make = func(in *interpreter, _ *field, data string) (*image.Paletted, image.Point, error) {
		level, ok := map[byte]qr.ErrorCorrectionLevel{'H': qr.H, 'Q': qr.Q, 'M': qr.M, 'L': qr.L}[(data + " ")[0]]
		if !ok || len(data) < 4 || data[1:3] != "A," {
			return nil, image.Point{}, errors.New("only a level, A, and data")
		}
		code, err := qr.Encode(data[3:], level, qr.Auto)
		if err != nil {
			return nil, image.Point{}, err
		}
		return modules(rowsOf(code), module, 0), image.Pt(0, in.barHeight), nil
	}
	return nil
}
