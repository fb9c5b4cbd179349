package label

import (
	"image"
	"strings"
	"sync"
	"unicode"

	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/dejavu/dejavusansbold"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// The proportions of DejaVu Sans in thousandths of its em.
const (
	lineOfEm   = 1164 // from one line to the next
	ascentOfEm = 928
)

// fonts are parsed once: DejaVu Sans, and its bold.
var fonts = sync.OnceValue(func() (pair [2]*opentype.Font) {
	for i, ttf := range [][]byte{dejavusans.TTF, dejavusansbold.TTF} {
		f, err := opentype.Parse(ttf)
		if err != nil {
			panic("label: the built-in font: " + err.Error())
		}
		pair[i] = f
	}
	return pair
})

// newFace is our font with lines of so many dots.
func newFace(lineDots int, bold bool) font.Face {
	f := fonts()[0]
	if bold {
		f = fonts()[1]
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: float64(em(lineDots)), DPI: 72})
	if err != nil {
		panic("label: the built-in font: " + err.Error())
	}
	return face
}

// em is the size of the letters in a line of so many dots.
func em(lineDots int) int { return max(1, lineDots*1000/lineOfEm) }

// TextLine is one line of text in its place.
type TextLine struct {
	Area     image.Rectangle // on the label, in dots, as turned: as long as the box, as high as a line
	Text     string
	Em       int // dots: the size of the letters
	Bold     bool
	Align    Align
	Rotation Rotation
	// Plain says that the whole text, of which this is a line, is printable ASCII:
	// a printer's own font has it.
	Plain bool
}

// plain says whether a text is printable ASCII.
func plain(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' })
}

// Bitmap is the line in our font as turned, of the size of Area.
func (t TextLine) Bitmap() *image.Paletted {
	w, h := t.Area.Dx(), t.Area.Dy()
	if t.Rotation.sideways() {
		w, h = h, w
	}
	face := newFace(h, t.Bold)
	x := 0
	switch left := w - measure(face, t.Text); t.Align {
	case Center:
		x = left / 2
	case End:
		x = left
	}
	grey := image.NewAlpha(image.Rect(0, 0, w, h))
	baseline := (h-em(h)*lineOfEm/1000)/2 + em(h)*ascentOfEm/1000
	d := font.Drawer{Dst: grey, Src: image.Opaque, Face: face, Dot: fixed.P(x, baseline)}
	d.DrawString(t.Text)

	b := Blank(w, h)
	for i, a := range grey.Pix {
		if a >= 128 {
			b.Pix[i] = black
		}
	}
	return turned(b, t.Rotation)
}

// clean makes text printable: one form for each letter, no control signs but
// the line feed.
func clean(s string) string {
	s = strings.ToValidUTF8(strings.ReplaceAll(s, "\r\n", "\n"), "\ufffd")
	return norm.NFC.String(strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t' || r == '\r' || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.Is(unicode.C, r):
			return -1
		}
		return r
	}, s))
}

// fitted is text as it is set: its lines and their height in dots.
type fitted struct {
	lines []string
	line  int
}

// fit sets the text as large as it goes into w by h dots. Smaller letters are
// tried before a word is broken, and a word is broken before the end is cut.
func (t Text) fit(r Resolution, w, h int) (fitted, *Problem) {
	text := clean(t.Text)
	largest, least := r.dots(t.Size), r.dots(t.Size)
	if t.MinSize > 0 {
		least = max(1, r.dots(t.MinSize))
	}
	if largest < 1 || least > largest {
		return fitted{}, wrong(Unfit, "letters of %v, not smaller than %v", t.Size, t.MinSize)
	}
	for _, breakWords := range []bool{false, true} {
		for line := min(largest, h); line >= least; line-- {
			lines, ok := wrap(text, newFace(line, t.Bold), w, breakWords)
			if ok && len(lines)*line <= h {
				return fitted{lines, line}, nil
			}
		}
	}
	face := newFace(least, t.Bold)
	lines, ok := wrap(text, face, w, true)
	if !t.Cut || !ok || least > h || measure(face, "…") > w {
		return fitted{}, wrong(TooLong, "%q in a box of %v by %v", t.Text, t.Width, t.Height)
	}
	lines = lines[:min(len(lines), h/least)]
	last := []rune(lines[len(lines)-1])
	for measure(face, string(last)+"…") > w {
		last = last[:len(last)-1]
	}
	lines[len(lines)-1] = strings.TrimRight(string(last), " ") + "…"
	return fitted{lines, least}, nil
}

// measure is the length of a text in dots.
func measure(face font.Face, text string) int { return font.MeasureString(face, text).Ceil() }

// wrap breaks text into lines of at most w dots. ok is false when a word, or
// with breakWords a single letter, is wider than that.
func wrap(text string, face font.Face, w int, breakWords bool) (lines []string, ok bool) {
	fits := func(s string) bool { return measure(face, s) <= w }
	ok = true
	for paragraph := range strings.SplitSeq(strings.TrimRight(text, " \n"), "\n") {
		line := ""
		for _, word := range strings.Split(paragraph, " ") {
			if word == "" {
				continue
			}
			if line != "" && fits(line+" "+word) {
				line += " " + word
				continue
			}
			if line != "" {
				lines = append(lines, line)
			}
			for !fits(word) {
				n := 0
				for i, r := range word {
					if !fits(word[:i+len(string(r))]) {
						break
					}
					n = i + len(string(r))
				}
				if !breakWords || n == 0 {
					ok = false
					break
				}
				lines, word = append(lines, word[:n]), word[n:]
			}
			line = word
		}
		lines = append(lines, line)
	}
	return lines, ok
}
