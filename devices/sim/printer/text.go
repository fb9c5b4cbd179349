package printer

import (
	"errors"
	"fmt"
	"image"
	"strings"
	"sync"

	"github.com/go-fonts/dejavu/dejavusanscondensedbold"
	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// font is what ^A says.
type font struct {
	orientation byte
	height      int
}

const maxLetter = 2000 // dots

// block is what ^FB says; this printer has blocks of one line.
type block struct {
	width   int
	justify string
}

// resident is the printer's own font: narrow and bold, as font 0 is.
var resident = sync.OnceValue(func() *opentype.Font {
	f, err := opentype.Parse(dejavusanscondensedbold.TTF)
	if err != nil {
		panic("simulated printer: its font: " + err.Error())
	}
	return f
})

// scalable is ^A: font 0 or, with @, a font file.
func (in *interpreter) scalable(args string) error {
	if args[0] != '0' && args[0] != '@' || len(args) < 2 || !strings.Contains("NRIB", args[1:2]) {
		return errors.New("only font 0 and @, in N, R, I or B")
	}
	p, err := params(strings.TrimPrefix(args[2:], ","), 3)
	if err != nil {
		return err
	}
	if args[0] == '0' && p[2] != "" || args[0] == '@' && p[2] == "" || p[1] != "" {
		return errors.New("font 0 has a height, @ a height and a file")
	}
	height, err := number(p[0], 10, maxLetter, 0)
	if err != nil || height == 0 {
		return fmt.Errorf("a height from 10 to %d dots", maxLetter)
	}
	in.field.font = font{args[1], height}
	in.field.make = (*interpreter).text
	return nil
}

func (in *interpreter) fieldBlock(args string) error {
	p, err := params(args, 4)
	if err != nil {
		return err
	}
	width, err := number(p[0], 1, maxDots, 0)
	if err != nil || p[1] != "1" || p[2] != "0" || p[3] != "L" && p[3] != "C" && p[3] != "R" {
		return errors.New("only width,1,0,L C or R")
	}
	in.field.block = &block{width, p[3]}
	return nil
}

// text draws the line as large as ^A says. Letters that the font has not are
// empty frames.
func (in *interpreter) text(f *field, data string) (*image.Paletted, image.Point, error) {
	if strings.ContainsAny(data, "\\\n") {
		return nil, image.Point{}, errors.New("a backslash or line feed in text")
	}
	if !in.config.Cyrillic {
		data = strings.Map(func(r rune) rune {
			if r > 126 {
				return '\U0010ffff'
			}
			return r
		}, data)
	}
	face, err := opentype.NewFace(resident(), &opentype.FaceOptions{Size: float64(f.font.height), DPI: 72})
	if err != nil {
		return nil, image.Point{}, err
	}
	length := xfont.MeasureString(face, data).Ceil()
	width, x := length, 0
	if f.block != nil {
		if length > f.block.width {
			return nil, image.Point{}, errors.New("the text is longer than its block")
		}
		switch width = f.block.width; f.block.justify {
		case "C":
			x = (width - length) / 2
		case "R":
			x = width - length
		}
	}
	// The cell of a letter is as high as ^A says: 3/4 above the base line.
	grey := image.NewAlpha(image.Rect(0, 0, max(1, width), f.font.height))
	d := xfont.Drawer{Dst: grey, Src: image.Opaque, Face: face, Dot: fixed.P(x, f.font.height*3/4)}
	d.DrawString(data)
	b := blank(grey.Rect.Dx(), grey.Rect.Dy())
	for i, a := range grey.Pix {
		if a >= 128 {
			b.Pix[i] = black
		}
	}
	return turn(b, f.font.orientation), image.Point{}, nil
}
