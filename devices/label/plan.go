package label

import (
	"bytes"
	"errors"
	"image"
	_ "image/png" // the format of Image
	"strings"

	"golang.org/x/image/draw"
)

// Plan is a label in the dots of one print head. Nothing in it lies outside
// Width and Height.
type Plan struct {
	Resolution    Resolution
	Width, Height int
	Copies        int
	Texts         []TextLine // of the texts, and below the bars
	Symbols       []Symbol
	Frames        []Frame // the boxes and lines
	Pictures      []Picture
}

// Frame is a rectangle drawn inside its Area with a line of Thickness dots; full
// when that is half its smaller side or more.
type Frame struct {
	Area      image.Rectangle
	Thickness int
}

// Picture is an image as black dots, of the size of Area.
type Picture struct {
	Area   image.Rectangle
	Bitmap *image.Paletted
}

// Limits of what is taken for a label.
const (
	maxWidth    = 250 * Millimetre
	maxHeight   = 500 * Millimetre
	maxCopies   = 9999
	maxElements = 500
	maxPixels   = 16 << 20 // of an image, before it is scaled
)

// Plan works out where every dot falls. Its error joins a [Problem] for each
// element that cannot be printed.
func (l Label) Plan(r Resolution) (*Plan, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	if err := l.check(); err != nil {
		return nil, err
	}
	p := &planner{label: l, plan: Plan{Resolution: r, Width: r.dots(l.Width), Height: r.dots(l.Height), Copies: l.Count()}}
	for i, t := range l.Texts {
		p.note("text", i, p.text(t))
	}
	for i, b := range l.Barcodes {
		p.note("barcode", i, p.barcode(b))
	}
	for i, b := range l.Boxes {
		p.note("box", i, p.frame(b.At, b.Width, b.Height, b.Thickness))
	}
	for i, n := range l.Lines {
		w, h := n.Length, n.Thickness
		if n.Upright {
			w, h = h, w
		}
		p.note("line", i, p.frame(n.From, w, h, n.Thickness))
	}
	for i, m := range l.Images {
		p.note("image", i, p.image(m))
	}
	if p.problems != nil {
		return nil, errors.Join(p.problems...)
	}
	return &p.plan, nil
}

// check looks at the label as a whole.
func (l Label) check() error {
	var p *Problem
	switch n := len(l.Texts) + len(l.Barcodes) + len(l.Boxes) + len(l.Lines) + len(l.Images); {
	case l.Width < Millimetre || l.Height < Millimetre:
		p = wrong(Unfit, "a label of %v by %v", l.Width, l.Height)
	case l.Width > maxWidth || l.Height > maxHeight:
		p = wrong(TooLong, "a label of %v by %v, at most %v by %v", l.Width, l.Height, maxWidth, maxHeight)
	case l.Copies < 0 || l.Copies > maxCopies:
		p = wrong(Unfit, "%d copies, at most %d", l.Copies, maxCopies)
	case n > maxElements:
		p = wrong(TooLong, "%d elements, at most %d", n, maxElements)
	default:
		return nil
	}
	p.Element = "label"
	return p
}

// planner puts one element after the other on the plan.
type planner struct {
	label    Label
	plan     Plan
	problems []error
}

func (p *planner) note(element string, i int, problem *Problem) {
	if problem != nil {
		problem.Element, problem.Index = element, i
		p.problems = append(p.problems, problem)
	}
}

// area is the room of an element in dots. Edges are rounded, not sizes, so that
// what touches on the label touches in dots and nothing gets outside.
func (p *planner) area(at Point, w, h Length, r Rotation) (image.Rectangle, *Problem) {
	if r > Left {
		return image.Rectangle{}, wrong(Unfit, "there is no rotation %d", r)
	}
	if w <= 0 || h <= 0 {
		return image.Rectangle{}, wrong(Unfit, "its size is %v by %v", w, h)
	}
	if r.sideways() {
		w, h = h, w
	}
	// Sizes are compared, not sums: a sum could overflow.
	l := p.label
	if at.X < 0 || at.Y < 0 || at.X > l.Width || at.Y > l.Height || w > l.Width-at.X || h > l.Height-at.Y {
		return image.Rectangle{}, wrong(Outside, "%v by %v at %v, %v, the label is %v by %v", w, h, at.X, at.Y, l.Width, l.Height)
	}
	dots := p.plan.Resolution.dots
	area := image.Rect(dots(at.X), dots(at.Y), dots(at.X+w), dots(at.Y+h))
	if area.Empty() {
		return area, wrong(Unfit, "%v by %v is less than a dot", w, h)
	}
	return area, nil
}

// room is the area's size before the turn.
func room(area image.Rectangle, r Rotation) (w, h int) {
	if r.sideways() {
		return area.Dy(), area.Dx()
	}
	return area.Dx(), area.Dy()
}

// onLabel is where a rectangle within a room comes to lie once it is turned.
func onLabel(in, area image.Rectangle, r Rotation) image.Rectangle {
	w, h := room(area, r)
	switch r {
	case Right:
		in = image.Rect(h-in.Max.Y, in.Min.X, h-in.Min.Y, in.Max.X)
	case UpsideDown:
		in = image.Rect(w-in.Max.X, h-in.Max.Y, w-in.Min.X, h-in.Min.Y)
	case Left:
		in = image.Rect(in.Min.Y, w-in.Max.X, in.Max.Y, w-in.Min.X)
	}
	return in.Add(area.Min)
}

func (p *planner) text(t Text) *Problem {
	area, problem := p.area(t.At, t.Width, t.Height, t.Rotation)
	if problem != nil {
		return problem
	}
	if t.Align > End {
		return wrong(Unfit, "there is no alignment %d", t.Align)
	}
	w, h := room(area, t.Rotation)
	set, problem := t.fit(p.plan.Resolution, w, h)
	if problem != nil {
		return problem
	}
	ascii := plain(strings.Join(set.lines, ""))
	for i, line := range set.lines {
		if line == "" {
			continue
		}
		in := image.Rect(0, i*set.line, w, (i+1)*set.line)
		p.plan.Texts = append(p.plan.Texts, TextLine{
			Area: onLabel(in, area, t.Rotation), Text: line, Em: em(set.line),
			Bold: t.Bold, Align: t.Align, Rotation: t.Rotation, Plain: ascii,
		})
	}
	return nil
}

// The letters below the bars.
const (
	readableSize  = 2500 // µm, a line
	readableLeast = 1500
	readableGap   = 500
)

func (p *planner) barcode(b Barcode) *Problem {
	area, problem := p.area(b.At, b.Width, b.Height, b.Rotation)
	if problem != nil {
		return problem
	}
	kind, ok := symbologies[b.Symbology]
	if !ok || b.Align > End || b.Module < 0 {
		return wrong(Unfit, "symbology %q, alignment %d, module %v", b.Symbology, b.Align, b.Module)
	}
	s, problem := kind.encode(b)
	if problem != nil {
		return problem
	}
	r := p.plan.Resolution
	w, h := room(area, b.Rotation)
	below := 0
	if b.Readable {
		below = r.dots(readableSize + readableGap)
	}
	ink, module, problem := kind.place(b, s, r, w, h-below)
	if problem != nil {
		return problem
	}
	if b.Readable {
		if problem := p.readable(b, s.readable, area, h-below); problem != nil {
			return problem
		}
	}
	put := Symbol{
		Area: onLabel(ink, area, b.Rotation), Symbology: b.Symbology, Data: s.data, Words: s.words, Level: b.Level,
		Module: module, Columns: s.columns, Guard: s.guardDots(module), symbol: s,
	}
	put.Height = ink.Dy() - put.Guard
	if !kind.matrix {
		put.Rotation = b.Rotation
	}
	p.plan.Symbols = append(p.plan.Symbols, put)
	return nil
}

// readable sets the letters below the bars, which end at top, in one line as
// long as the room.
func (p *planner) readable(b Barcode, data string, area image.Rectangle, top int) *Problem {
	r := p.plan.Resolution
	w, h := room(area, b.Rotation)
	top += r.dots(readableGap)
	line := Text{Text: data, Size: readableSize, MinSize: readableLeast, Cut: true}
	set, problem := line.fit(r, w, h-top)
	if problem != nil {
		return problem
	}
	in := image.Rect(0, top, w, top+set.line)
	p.plan.Texts = append(p.plan.Texts, TextLine{
		Area: onLabel(in, area, b.Rotation), Text: set.lines[0], Em: em(set.line), Align: b.Align, Rotation: b.Rotation, Plain: plain(set.lines[0]),
	})
	return nil
}

func (p *planner) frame(at Point, w, h, thickness Length) *Problem {
	area, problem := p.area(at, w, h, Upright)
	if problem != nil {
		return problem
	}
	dots := p.plan.Resolution.dots(thickness)
	if dots < 1 {
		return wrong(Unfit, "a line %v thick is less than a dot", thickness)
	}
	p.plan.Frames = append(p.plan.Frames, Frame{area, dots})
	return nil
}

// image scales a picture into its area, whole and undistorted, in the middle,
// and makes its greys a pattern of dots.
func (p *planner) image(m Image) *Problem {
	area, problem := p.area(m.At, m.Width, m.Height, Upright)
	if problem != nil {
		return problem
	}
	size, format, err := image.DecodeConfig(bytes.NewReader(m.PNG))
	if err != nil || format != "png" {
		return wrong(Unencodable, "not a PNG: %v", err)
	}
	if size.Width < 1 || size.Height < 1 || size.Width > maxPixels/size.Height {
		return wrong(TooLong, "a picture of %d by %d pixels", size.Width, size.Height)
	}
	src, _, err := image.Decode(bytes.NewReader(m.PNG))
	if err != nil {
		return wrong(Unencodable, "not a PNG: %v", err)
	}
	grey := image.NewGray(image.Rect(0, 0, area.Dx(), area.Dy()))
	draw.Draw(grey, grey.Rect, image.White, image.Point{}, draw.Src)
	w, h := area.Dx(), max(1, size.Height*area.Dx()/size.Width)
	if h > area.Dy() {
		w, h = max(1, size.Width*area.Dy()/size.Height), area.Dy()
	}
	into := image.Rect(0, 0, w, h).Add(image.Pt((area.Dx()-w)/2, (area.Dy()-h)/2))
	if into.Size() == src.Bounds().Size() {
		draw.Draw(grey, into, src, src.Bounds().Min, draw.Over)
	} else {
		draw.CatmullRom.Scale(grey, into, src, src.Bounds(), draw.Over, nil)
	}

	bitmap := Blank(area.Dx(), area.Dy())
	draw.FloydSteinberg.Draw(bitmap, bitmap.Rect, grey, image.Point{})
	p.plan.Pictures = append(p.plan.Pictures, Picture{area, bitmap})
	return nil
}
