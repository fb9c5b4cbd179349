package stencil

import (
	"image"
	"strconv"

	"warehouse-node/devices/label"
	"warehouse-node/warehouse/fault"
)

// Preview is the picture of a stencil for values as a head prints it, without
// the elements that cannot be printed, and what is wrong with those. The picture
// is nil when the media itself makes no sense.
func (k *Kind) Preview(s *Stencil, v Values, r label.Resolution) (*image.Paletted, []*fault.Error) {
	all := k.wrong(s)
	rest, at := s.without(all)
	if rest == nil {
		return nil, all
	}
	more := rest.Problems(v, r)
	rest, _ = rest.without(more)
	for _, p := range more {
		all = append(all, renumbered(p, at))
	}
	if rest == nil {
		return nil, all
	}
	img, err := label.Draw(*rest.Draw(v), r)
	if err != nil {
		return nil, append(all, fault.New(fault.Invalid, "label.wrong").With(err))
	}
	return img, all
}

// without is the stencil without the elements that errors name, and where each
// that is left stood; nil when an error is about the stencil as a whole.
func (s *Stencil) without(errors []*fault.Error) (rest *Stencil, at []int) {
	out := map[int]bool{}
	for _, err := range errors {
		n, e := strconv.Atoi(err.Args["element"])
		if e != nil && err.Code != "stencil.empty" {
			return nil, nil
		}
		out[n-1] = true
	}
	rest = &Stencil{Width: s.Width, Height: s.Height}
	for i := range s.Elements {
		if !out[i] {
			rest.Elements, at = append(rest.Elements, s.Elements[i]), append(at, i)
		}
	}
	return rest, at
}

// renumbered names the element by where it stood.
func renumbered(p *fault.Error, at []int) *fault.Error {
	n, err := strconv.Atoi(p.Args["element"])
	if err == nil {
		p.Args["element"] = strconv.Itoa(at[n-1] + 1)
	}
	return p
}
