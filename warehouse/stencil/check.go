package stencil

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"warehouse-node/devices/label"
	"warehouse-node/warehouse/fault"
)

// Limits of a stencil.
const (
	leastMedia  = 10 * label.Millimetre
	widestMedia = 250 * label.Millimetre
	longest     = 500 * label.Millimetre
	maxElements = 60
	maxText     = 2000     // bytes of an element's text
	maxPNG      = 96 << 10 // bytes of all images of a stencil
)

// Check is all that is wrong with a stencil of a kind, element by element: what
// can be said without data first, and if that is nothing, what the samples do at
// a head. Errors are Invalid; the element is numbered from 1.
func (k *Kind) Check(s *Stencil, r label.Resolution) []*fault.Error {
	if all := k.wrong(s); all != nil {
		return all
	}
	return s.Problems(k.Samples(), r)
}

// wrong is what can be said without data.
func (k *Kind) wrong(s *Stencil) (all []*fault.Error) {
	if s.Width < leastMedia || s.Height < leastMedia || s.Width > widestMedia || s.Height > longest {
		return []*fault.Error{fault.New(fault.Invalid, "stencil.media", "width", millimetres(s.Width), "height", millimetres(s.Height),
			"least", millimetres(leastMedia), "widest", millimetres(widestMedia), "longest", millimetres(longest))}
	}
	if len(s.Elements) == 0 {
		return []*fault.Error{fault.New(fault.Invalid, "stencil.empty")}
	}
	if len(s.Elements) > maxElements {
		return []*fault.Error{fault.New(fault.Limit, "stencil.elements", "max", maxElements)}
	}
	pictures := 0
	for i := range s.Elements {
		e := &s.Elements[i]
		if pictures += len(e.PNG); pictures > maxPNG {
			return append(all, bad(i, "stencil.pictures", "max", maxPNG>>10))
		}
		if err := cmp.Or(e.shape(i), k.binding(i, e), e.inside(i, s)); err != nil {
			all = append(all, err)
		}
	}
	return all
}

// bad is what is wrong with an element.
func bad(element int, code string, args ...any) *fault.Error {
	return fault.New(fault.Invalid, code, append([]any{"element", element + 1}, args...)...)
}

// shape looks at an element by itself.
func (e *Element) shape(i int) *fault.Error {
	_, turns := rotations[e.Rotation]
	_, aligned := aligns[e.Align]
	switch {
	case !slices.Contains([]string{Text, Barcode, Box, Line, Image}, e.Kind):
		return bad(i, "stencil.kind", "value", e.Kind)
	case !turns || e.Kind == Line && e.Rotation > 90 || (e.Kind == Box || e.Kind == Image) && e.Rotation != 0:
		return bad(i, "stencil.rotation", "value", e.Rotation)
	case !aligned:
		return bad(i, "stencil.align", "value", e.Align)
	case e.Kind == Barcode && e.Symbology != auto && !label.Symbology(e.Symbology).Known():
		return bad(i, "stencil.symbology", "value", e.Symbology)
	case e.Kind == Text && (e.Size <= 0 || e.MinSize < 0 || e.MinSize > e.Size):
		return bad(i, "stencil.letters", "size", millimetres(e.Size), "least", millimetres(e.MinSize))
	case (e.Kind == Box || e.Kind == Line) && e.Thickness <= 0:
		return bad(i, "stencil.thickness")
	case e.Module < 0:
		return bad(i, "stencil.module")
	case e.Kind == Image && len(e.PNG) == 0:
		return bad(i, "stencil.picture")
	case (e.Kind == Text || e.Kind == Barcode) && strings.TrimSpace(e.Text) == "":
		return bad(i, "stencil.nothing")
	case len(e.Text) > maxText:
		return bad(i, "stencil.text", "max", maxText)
	}
	return nil
}

// binding refuses a field that the kind has not.
func (k *Kind) binding(i int, e *Element) *fault.Error {
	names, closed := fieldsOf(e.Text)
	if !closed {
		return bad(i, "stencil.brackets")
	}
	if e.When != "" {
		names = append(names, strings.TrimPrefix(e.When, "!"))
	}
	for _, name := range names {
		if !k.has(name) {
			return bad(i, "stencil.field", "named", name)
		}
	}
	return nil
}

// inside refuses an element that is not wholly on the media. Sizes are compared,
// not sums: a sum could overflow.
func (e *Element) inside(i int, s *Stencil) *fault.Error {
	w, h := e.Width, e.Height
	if e.Kind == Line {
		h = e.Thickness
	}
	if e.Rotation == 90 || e.Rotation == 270 {
		w, h = h, w
	}
	if w <= 0 || h <= 0 {
		return bad(i, "stencil.size")
	}
	if e.X < 0 || e.Y < 0 || e.X > s.Width || e.Y > s.Height || w > s.Width-e.X || h > s.Height-e.Y {
		return bad(i, "stencil.outside", "width", millimetres(s.Width), "height", millimetres(s.Height))
	}
	return nil
}

// Problems is what these values do to the label at a head: a barcode that cannot
// hold its data, a text that must be whole and is not.
func (s *Stencil) Problems(v Values, r label.Resolution) (all []*fault.Error) {
	l, from := s.lay(v)
	_, err := l.Plan(r)
	if err == nil {
		return nil
	}
	for _, p := range label.Problems(err) {
		places := from[p.Element]
		if p.Index >= len(places) {
			return append(all, fault.New(fault.Invalid, "label.wrong").With(p))
		}
		all = append(all, said(places[p.Index], p, l, r))
	}
	if all == nil {
		all = []*fault.Error{fault.New(fault.Invalid, "label.wrong").With(err)}
	}
	return all
}

// said is a problem in words for people.
func said(element int, p *label.Problem, l *label.Label, r label.Resolution) *fault.Error {
	switch {
	case p.Kind == label.Outside:
		return bad(element, "stencil.outside", "width", millimetres(l.Width), "height", millimetres(l.Height)).With(p)
	case p.Kind == label.Unfit:
		return bad(element, "stencil.size").With(p)
	case p.Element == Barcode && p.Kind == label.TooLong:
		return bad(element, "stencil.narrow", "data", shown(l.Barcodes[p.Index].Data), "dpi", int(r)).With(p)
	case p.Element == Barcode:
		b := l.Barcodes[p.Index]
		return bad(element, "stencil.data", "data", shown(b.Data), "symbology", b.Symbology).With(p)
	case p.Element == Text:
		return bad(element, "stencil.long", "text", shown(l.Texts[p.Index].Text)).With(p)
	}
	return bad(element, "stencil.picture").With(p)
}

// maxShown is how many signs of some data stand in an error.
const maxShown = 40

func shown(text string) string {
	signs := []rune(strings.ReplaceAll(Tidy(text), "\n", " "))
	if len(signs) > maxShown {
		return string(signs[:maxShown]) + "…"
	}
	return string(signs)
}

// millimetres writes a length without its unit: "58", "2.5".
func millimetres(l label.Length) string {
	return strconv.FormatFloat(float64(l)/float64(label.Millimetre), 'f', -1, 64)
}
