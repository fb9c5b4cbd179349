package label

import (
	"errors"
	"fmt"
)

// Kind is what is wrong with an element.
type Kind uint8

// The kinds of problem.
const (
	Unencodable Kind = iota + 1 // the symbology has no sign for the data, or a check digit is wrong
	Outside                     // it stands, at least in part, outside the label
	TooLong                     // it does not fit its room
	Unfit                       // a size is missing or makes no sense
)

func (k Kind) String() string {
	switch k {
	case Unencodable:
		return "cannot be encoded"
	case Outside:
		return "is outside the label"
	case TooLong:
		return "is too long"
	case Unfit:
		return "makes no sense"
	}
	return "is wrong"
}

// Problem is why a label cannot be printed.
type Problem struct {
	Kind    Kind
	Element string // "label", "text", "barcode", "box", "line" or "image"
	Index   int    // among its kind, from 0
	Detail  string
}

func (p *Problem) Error() string {
	if p.Element == "label" {
		return fmt.Sprintf("label %s: %s", p.Kind, p.Detail)
	}
	return fmt.Sprintf("%s %d of the label %s: %s", p.Element, p.Index+1, p.Kind, p.Detail)
}

// Problems lists every problem in an error of [Label.Plan] or [Draw].
func Problems(err error) []*Problem {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var all []*Problem
		for _, one := range many.Unwrap() {
			all = append(all, Problems(one)...)
		}
		return all
	}
	var p *Problem
	if errors.As(err, &p) {
		return []*Problem{p}
	}
	return nil
}

// wrong is a problem that does not know yet whose it is.
func wrong(k Kind, format string, args ...any) *Problem {
	return &Problem{Kind: k, Detail: fmt.Sprintf(format, args...)}
}
