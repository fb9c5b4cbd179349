package stencil

import (
	"regexp"
	"strings"

	"warehouse-node/devices/label"
)

// Stencil is what stands on every label of a kind. Lengths are micrometres.
type Stencil struct {
	Width    label.Length `json:"width" doc:"of the media, in micrometres, as all lengths"`
	Height   label.Length `json:"height"`
	Elements []Element    `json:"elements" maxItems:"60" nullable:"false"`
}

// The kinds of element.
const (
	Text    = "text"
	Barcode = "barcode"
	Box     = "box"
	Line    = "line"
	Image   = "image"
)

// Element is one thing on the label. X and Y are its left upper corner, after
// the turn; width and height are before it. A line is as long as it is wide, and
// upright when it is turned by 90.
type Element struct {
	Kind     string       `json:"kind" enum:"text,barcode,box,line,image"`
	X        label.Length `json:"x"`
	Y        label.Length `json:"y"`
	Width    label.Length `json:"width"`
	Height   label.Length `json:"height,omitempty"`
	Rotation int          `json:"rotation,omitempty" doc:"degrees clockwise: 0, 90, 180 or 270"`
	When     string       `json:"when,omitempty" doc:"a field: only where it has a value; with ! before it only where it has none"`

	Text  string `json:"text,omitempty" maxLength:"2000" doc:"of a text, and the data of a barcode; {{field}} is the field's value"`
	Align string `json:"align,omitempty" enum:"start,center,end"`

	Size    label.Length `json:"size,omitempty" doc:"of a text: from one line to the next"`
	MinSize label.Length `json:"minSize,omitempty" doc:"what does not fit is set smaller down to this"`
	Bold    bool         `json:"bold,omitempty"`
	Whole   bool         `json:"whole,omitempty" doc:"a text that still does not fit is an error; otherwise it ends in …"`

	Symbology string       `json:"symbology,omitempty" enum:"auto,code128,gs1-128,ean13,ean8,upca,itf14,datamatrix,gs1-datamatrix,qr"`
	Module    label.Length `json:"module,omitempty" doc:"the widest that the narrowest bar may be; 0 leaves it to the room"`
	Readable  bool         `json:"readable,omitempty" doc:"the data stands below the bars in letters"`

	Thickness label.Length `json:"thickness,omitempty" doc:"of a box's or line's ink"`
	PNG       []byte       `json:"png,omitempty" doc:"of an image"`
}

// Values are what the fields hold for one label; one that is absent is empty.
type Values map[string]string

// bound is a field in a text.
var bound = regexp.MustCompile(`\{\{ *([a-z0-9_.]+) *\}\}`)

// fieldsOf are the fields that a text names; ok is false when brackets are left
// that hold none.
func fieldsOf(text string) (names []string, ok bool) {
	for _, m := range bound.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	rest := bound.ReplaceAllString(text, "")
	return names, !strings.Contains(rest, "{{") && !strings.Contains(rest, "}}")
}

// fill puts values into a text. What a value holds is not looked at again.
func fill(text string, value func(field string) string) string {
	return bound.ReplaceAllStringFunc(text, func(m string) string { return value(bound.FindStringSubmatch(m)[1]) })
}

// stands says whether an element is there at all.
func (e *Element) stands(v Values) bool {
	field, not := strings.CutPrefix(e.When, "!")
	return field == "" || (v[field] == "") == not
}

// Draw lays the label out for values.
func (s *Stencil) Draw(v Values) *label.Label {
	l, _ := s.lay(v)
	return l
}

// origin is the place in Elements that each element of a label comes from, by
// the word that label.Problem has for its kind.
type origin map[string][]int

func (s *Stencil) lay(v Values) (*label.Label, origin) {
	l := &label.Label{Width: s.Width, Height: s.Height}
	from := origin{}
	for i := range s.Elements {
		if e := &s.Elements[i]; e.stands(v) && e.add(l, v) {
			from[e.Kind] = append(from[e.Kind], i)
		}
	}
	return l, from
}

// add puts the element on a label; false when there is nothing in it.
func (e *Element) add(l *label.Label, v Values) bool {
	at := label.Point{X: e.X, Y: e.Y}
	switch e.Kind {
	case Text:
		text := Tidy(fill(e.Text, func(field string) string { return Tidy(v[field]) }))
		if text == "" {
			return false
		}
		l.Texts = append(l.Texts, label.Text{At: at, Width: e.Width, Height: e.Height, Text: text, Size: e.Size, MinSize: e.MinSize,
			Cut: !e.Whole, Bold: e.Bold, Align: aligns[e.Align], Rotation: rotations[e.Rotation]})
	case Barcode:
		data := fill(e.Text, func(field string) string { return v[field] })
		if data == "" {
			return false
		}
		symbology := e.symbology(data)
		l.Barcodes = append(l.Barcodes, label.Barcode{At: at, Width: e.Width, Height: e.Height, Symbology: symbology, Data: data,
			Module: e.Module, Readable: e.Readable && symbology != label.QR, Align: aligns[e.Align], Rotation: rotations[e.Rotation]})
	case Box:
		l.Boxes = append(l.Boxes, label.Box{At: at, Width: e.Width, Height: e.Height, Thickness: e.Thickness})
	case Line:
		l.Lines = append(l.Lines, label.Line{From: at, Length: e.Width, Thickness: e.Thickness, Upright: e.Rotation == 90})
	case Image:
		l.Images = append(l.Images, label.Image{At: at, Width: e.Width, Height: e.Height, PNG: e.PNG})
	}
	return true
}

var (
	aligns    = map[string]label.Align{"": label.Start, "start": label.Start, "center": label.Center, "end": label.End}
	rotations = map[int]label.Rotation{0: label.Upright, 90: label.Right, 180: label.UpsideDown, 270: label.Left}
)

// auto chooses the symbology by the data.
const auto = "auto"

func (e *Element) symbology(data string) label.Symbology {
	if e.Symbology == auto {
		return Symbology(data)
	}
	return label.Symbology(e.Symbology)
}

// maxLinear is how many signs of a code go as bars on a sticker.
const maxLinear = 14

// Symbology is what a code is printed as, so that a scanner reads back the same
// text: a trade number as such, a short one as bars, any other as QR.
func Symbology(code string) label.Symbology {
	if s, ok := map[int]label.Symbology{8: label.EAN8, 13: label.EAN13, 14: label.ITF14}[len(code)]; ok && gtin(code) {
		return s
	}
	plain := !strings.ContainsFunc(code, func(r rune) bool { return r < ' ' || r > '~' })
	if plain && len(code) <= maxLinear {
		return label.Code128
	}
	return label.QR
}

// gtin says whether a text is digits, the last of which checks the others by
// the rule of GS1.
func gtin(code string) bool {
	sum := 0
	for i := range len(code) {
		digit := int(code[len(code)-1-i] - '0')
		if digit < 0 || digit > 9 {
			return false
		}
		sum += digit * (1 + 2*(i%2))
	}
	return sum%10 == 0
}

// Tidy makes text fit to be set: printable, and of signs that our font can have.
func Tidy(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\u00a0':
			return r
		case r == '\t' || r == '\r' || r == '\u2028' || r == '\u2029':
			return ' '
		case r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2060 && r <= 0x206f || r == 0xfeff:
			return -1 // controls, and what turns the direction of writing around
		case r > 0xffff || r >= 0xd800 && r <= 0xf8ff:
			return '\ufffd'
		}
		return r
	}, s))
}
