package printer

import (
	"bytes"
	"fmt"
	"image"
	"strings"

	"warehouse-node/devices/label"
)

// The commands for what can be set on the printer or here (^MN and ^MM).
var (
	mediaCommand = map[string]string{"printer": "", "gap": "^MNY", "mark": "^MNM", "continuous": "^MNN"}
	modeCommand  = map[string]string{"printer": "", "tear": "^MMT", "peel": "^MMP", "cut": "^MMC"}
)

// unturned is what a printer remembers from a label of somebody else's and would do
// to ours: upside down, mirrored, white on black (^PO, ^PM and ^LR).
const unturned = "^PON^PMN^LRN"

// turnLetter is how the language names rotations.
var turnLetter = map[label.Rotation]string{label.Upright: "N", label.Right: "R", label.UpsideDown: "I", label.Left: "B"}

// alignLetter is how ^FB names alignments.
var alignLetter = map[label.Align]string{label.Start: "L", label.Center: "C", label.End: "R"}

// compose writes a plan as one format. It prints when, and only when, its last
// byte arrives.
func (z *zpl) compose(p *label.Plan) []byte {
	f := &zplFormat{}
	dots := func(um int) int { return p.Resolution.Dots(label.Length(um)) }
	left, top := dots(z.LeftUM), dots(z.TopUM)
	if z.Darkness > 0 {
		f.line("~SD%02d", z.Darkness)
	}
	f.line("^XA^CI28%s%s%s", unturned, mediaCommand[z.Media], modeCommand[z.Mode])
	f.line("^PW%d^LL%d^LH%d,%d", left+p.Width, top+p.Height, left, top)
	for _, m := range p.Pictures {
		f.picture(m.Bitmap, m.Area.Min)
	}
	for _, r := range p.Frames {
		f.frame(r)
	}
	for _, t := range p.Texts {
		if z.draws(t) {
			f.picture(t.Bitmap(), t.Area.Min)
		} else {
			f.text(t, z.Font)
		}
	}
	for _, s := range p.Symbols {
		f.symbol(s)
	}
	f.WriteString("^PQ1^XZ")
	return f.Bytes()
}

// draws says whether this line goes to the printer as a picture. A backslash
// always does: whether it begins a command within a text block depends on the
// firmware.
func (z *zpl) draws(t label.TextLine) bool {
	return z.Text == "picture" || z.Text == "auto" && !t.Plain || strings.Contains(t.Text, `\`)
}

// zplFormat is a format being written, a field a line.
type zplFormat struct{ bytes.Buffer }

func (f *zplFormat) line(format string, args ...any) { fmt.Fprintf(f, format+"\n", args...) }

// frame is ^GB; its thickness is at most the smaller side (^GB).
func (f *zplFormat) frame(r label.Frame) {
	w, h := r.Area.Dx(), r.Area.Dy()
	f.line("^FO%d,%d^GB%d,%d,%d^FS", r.Area.Min.X, r.Area.Min.Y, w, h, min(r.Thickness, w, h))
}

// text is a line in the printer's own font: ^A, or ^A@ for a font file, in a
// block that aligns it.
func (f *zplFormat) text(t label.TextLine, fontName string) {
	letter := fontName
	if len(fontName) > 1 {
		letter = "@"
	}
	font := fmt.Sprintf("^A%s%s,%d", letter, turnLetter[t.Rotation], t.Em)
	if letter == "@" {
		font += "," + "," + fontName
	}
	length, lineHeight := t.Area.Dx(), t.Area.Dy()
	if t.Rotation == label.Right || t.Rotation == label.Left {
		length, lineHeight = lineHeight, length
	}
	at := t.Area.Min
	if half := (lineHeight - t.Em) / 2; t.Rotation == label.Upright || t.Rotation == label.UpsideDown {
		at.Y += half
	} else {
		at.X += half
	}
	block := "" // without one the text begins at its origin, which is its end when it is upside down
	if t.Align != label.Start || t.Rotation != label.Upright {
		block = fmt.Sprintf("^FB%d,1,0,%s", length, alignLetter[t.Align])
	}
	f.line("^FO%d,%d%s%s^FH_^FD%s^FS", at.X, at.Y, font, block, escape(t.Text))
}

// escape makes field data of any text: what is not a letter, a digit or a space
// goes as its code, so that nothing in it can be a command (^FH).
func escape(text string) string {
	var b strings.Builder
	for i := range len(text) {
		c := text[i]
		if c == ' ' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' {
			b.WriteByte(c)
			continue
		}
		fmt.Fprintf(&b, "_%02X", c)
	}
	return b.String()
}

// symbol is a barcode by its native command, where printers agree on one, without
// interpretation line.
func (f *zplFormat) symbol(s label.Symbol) {
	at, turn := s.Area.Min, turnLetter[s.Rotation]
	by := fmt.Sprintf("^BY%d,3,%d", s.Module, s.Height)
	var command, data string
	switch s.Symbology {
	case label.Code128:
		// Mode A: the printer chooses the sets, and '>' is a sign like others.
		command, data = fmt.Sprintf("^BC%s,%d,N,N,N,A", turn, s.Height), escape(s.Data)
	case label.GS1128:
		command, data = fmt.Sprintf("^BC%s,%d,N,N,N,N", turn, s.Height), invoke(s.Words)
	case label.EAN13:
		command, data = fmt.Sprintf("^BE%s,%d,N,N", turn, s.Height), s.Data[:12]
	case label.UPCA:
		command, data = fmt.Sprintf("^BE%s,%d,N,N", turn, s.Height), "0"+s.Data[:11]
	case label.EAN8:
		// As a picture: ^B8 is what emulations and renderers leave out.
		f.picture(s.Bitmap(), at)
		return
	case label.ITF14:
		command, data = fmt.Sprintf("^B2%s,%d,N,N,N", turn, s.Height), s.Data
	case label.DataMatrix, label.GS1DataMatrix:
		mark := escapeSign(s.Data)
		command = fmt.Sprintf("^BXN,%d,200,%d,%d,6,%c", s.Module, s.Columns, s.Columns, mark)
		data = matrixData(s, mark)
	case label.QR:
		by = fmt.Sprintf("^BY%d,3,%d", s.Module, qrDrop)
		at.Y -= qrDrop
		command, data = fmt.Sprintf("^BQN,2,%d", s.Module), qrLetter[s.Level]+"A,"+escape(s.Data)
	}
	at = at.Add(guardShift(s))
	f.line("^FO%d,%d%s%s^FH_^FD%s^FS", at.X, at.Y, by, command, data)
}

// qrDrop is how far below its origin a printer puts a QR code, in dots: the
// height that ^BY last set, whose default this is.
const qrDrop = 10

var qrLetter = map[label.QRLevel]string{label.Low: "L", label.Medium: "M", label.Quartile: "Q", label.High: "H"}

// guardShift moves the origin of an EAN: it is the corner of the common bars,
// and the guard bars reach out beyond it when the code is turned.
func guardShift(s label.Symbol) image.Point {
	switch s.Rotation {
	case label.Right:
		return image.Pt(s.Guard, 0)
	case label.UpsideDown:
		return image.Pt(0, s.Guard)
	}
	return image.Point{}
}

// matrixData is the field of a Data Matrix: GS1 begins with FNC1, which is also
// its separator (^BX).
func matrixData(s label.Symbol, mark byte) string {
	data := escape(s.Data)
	if s.Symbology == label.GS1DataMatrix {
		fnc1 := string(mark) + "1"
		data = fnc1 + strings.ReplaceAll(data, "_1D", fnc1)
	}
	return data
}

// escapeSign is one that the data has not: doubling it is understood by some
// printers only. Data that has all of these is not met.
func escapeSign(data string) byte {
	for _, c := range []byte("#@\\!$%&*+=|{}[]<>?;:'()/.-\"") {
		if strings.IndexByte(data, c) < 0 {
			return c
		}
	}
	return '#'
}

// invoke is the words of a GS1-128 as field data of ^BC in mode N, where the
// sets are named (the guide, p. 49, table 6): set C is pairs of digits, in set B
// some signs have a code. Set A is not needed: GS1 has no control signs.
func invoke(words []byte) string {
	const toC, toB, fnc1, startB = 99, 100, 102, 104
	var b strings.Builder
	inB := words[0] == startB
	b.WriteString(map[bool]string{true: ">:", false: ">;"}[inB])
	for _, w := range words[1:] {
		switch {
		case w == fnc1:
			b.WriteString(">8")
		case w == toC && inB:
			b.WriteString(">5")
			inB = false
		case w == toB && !inB:
			b.WriteString(">6")
			inB = true
		case !inB:
			fmt.Fprintf(&b, "%02d", w)
		default:
			b.WriteString(signInB(w + ' '))
		}
	}
	return b.String()
}

func signInB(c byte) string {
	switch c {
	case '^':
		return "><"
	case '>':
		return ">0"
	case '~':
		return ">="
	}
	return escape(string(c))
}
