package scan

import (
	"fmt"
	"strings"
)

// GS is the separator that scanners send for FNC1 inside a GS1 symbol.
const GS = "\x1d"

// Element is one application identifier and its value.
type Element struct {
	AI    string // two to four digits: "01", "310" and its decimals as "3103"
	Value string
}

// Title is the short English name that GS1 prints: "BATCH/LOT".
func (e Element) Title() string {
	if id := dictionary()[e.AI]; id != nil {
		return id.title
	}
	return ""
}

func (e Element) String() string { return "(" + e.AI + ")" + e.Value }

// Flaw is what is wrong with a code.
type Flaw struct {
	Reason Reason
	AI     string // of the element, "" when it is about none
	At     int    // byte in the data where that begins
}

// Reason is a kind of flaw. Those that Breaks is true of leave nothing
// understood; with the others the elements stand, as they were printed.
type Reason string

// What can be wrong with a code.
const (
	UnknownAI     Reason = "unknown identifier"
	TooShort      Reason = "value too short"
	SeparatorLost Reason = "value too long: a separator was lost"
	Nothing       Reason = "nothing in it"
	BadCharacter  Reason = "character that may not stand here"
	BadCheckDigit Reason = "check digit does not fit"
	BadDate       Reason = "no such date or time"
	PartMissing   Reason = "part of the value is missing"
	Contradiction Reason = "two values of one identifier"
	BadLength     Reason = "length that this symbol does not have"
)

// Breaks says that with this flaw it is not known where elements begin and end.
func (r Reason) Breaks() bool {
	return r == UnknownAI || r == TooShort || r == SeparatorLost || r == Nothing
}

func (f *Flaw) Error() string {
	if f.AI == "" {
		return fmt.Sprintf("barcode: %s at byte %d", f.Reason, f.At)
	}
	return fmt.Sprintf("barcode: (%s) %s at byte %d", f.AI, f.Reason, f.At)
}

// ParseElements reads GS1 element strings as scanners send them: identifier and
// value in turn, GS after a value whose length is not predefined, unless it is
// the last. A GS in front, at the end and after a predefined value is tolerated.
// A flaw that breaks comes without elements, another with all of them.
func ParseElements(data string) ([]Element, *Flaw) {
	var all []Element
	var first *Flaw
	note := func(f *Flaw) {
		if first == nil {
			first = f
		}
	}
	at := 0
	if strings.HasPrefix(data, GS) {
		at = 1
	}
	for at < len(data) {
		ai, id := identify(data[at:])
		if id == nil {
			return nil, &Flaw{UnknownAI, "", at}
		}
		value, reason := id.cut(data[at+len(ai):])
		if reason != "" {
			return nil, &Flaw{reason, ai, at}
		}
		if reason := id.check(value); reason != "" {
			note(&Flaw{reason, ai, at})
		}
		switch before, ok := Find(all, ai); {
		case !ok:
			all = append(all, Element{ai, value})
		case before != value:
			note(&Flaw{Contradiction, ai, at})
			all = append(all, Element{ai, value})
		}
		at += len(ai) + len(value)
		if strings.HasPrefix(data[at:], GS) {
			at++
		}
	}
	if len(all) == 0 {
		return nil, &Flaw{Reason: Nothing}
	}
	return all, first
}

// cut takes the value off the front of what follows the identifier.
func (id *identifier) cut(rest string) (string, Reason) {
	value, _, _ := strings.Cut(rest, GS)
	if id.predefined && len(value) > id.max {
		value = value[:id.max]
	}
	switch {
	case len(value) < id.min:
		return "", TooShort
	case len(value) > id.max:
		return "", SeparatorLost
	}
	return value, ""
}

// check looks at a value that has a fitting length, part by part.
func (id *identifier) check(value string) Reason {
	for _, p := range id.parts {
		if value == "" && p.optional {
			break
		}
		if len(value) < p.min {
			return PartMissing
		}
		n := min(p.max, len(value))
		if reason := p.check(value[:n]); reason != "" {
			return reason
		}
		value = value[n:]
	}
	return ""
}

func (p part) check(value string) Reason {
	for i := range len(value) {
		if !inSet(p.set, value[i]) {
			return BadCharacter
		}
	}
	for _, name := range p.checks {
		if check := checks[name]; check != nil {
			if reason := check(value); reason != "" {
				return reason
			}
		}
	}
	return ""
}

// inSet says whether c is in a character set of the General Specifications,
// 7.11: 82 for X, 39 for Y, and base64url for Z.
func inSet(set, c byte) bool {
	switch {
	case digit(c):
		return true
	case set == 'X':
		return letter(c) || strings.IndexByte(`!"%&'()*+,-./_:;<=>?`, c) >= 0
	case set == 'Y':
		return 'A' <= c && c <= 'Z' || strings.IndexByte(`#-/`, c) >= 0
	case set == 'Z':
		return letter(c) || strings.IndexByte("-_=", c) >= 0
	}
	return false
}

// checks are the linters of the dictionary that a warehouse relies on, by their
// names there.
var checks = map[string]func(string) Reason{
	"csum": func(v string) Reason {
		return unless(Checked(v), BadCheckDigit)
	},
	"yymmd0": func(v string) Reason { return unless(validDay(v, true), BadDate) },
	"yymmdd": func(v string) Reason { return unless(validDay(v, false), BadDate) },
	"hhmi":   func(v string) Reason { return unless(v < "24" && v[2:] < "60", BadDate) },
	"hh":     func(v string) Reason { return unless(v < "24", BadDate) },
	"mi":     func(v string) Reason { return unless(v < "60", BadDate) },
	"ss":     func(v string) Reason { return unless(v < "60", BadDate) },
}

func unless(ok bool, r Reason) Reason {
	if ok {
		return ""
	}
	return r
}

// Find gives the first value of an identifier.
func Find(elements []Element, ai string) (value string, ok bool) {
	for _, e := range elements {
		if e.AI == ai {
			return e.Value, true
		}
	}
	return "", false
}

// Join writes elements as a symbol holds them and a scanner sends them, without
// the FNC1 in front: the inverse of ParseElements. Identifiers must be known.
func Join(elements ...Element) string {
	var b strings.Builder
	for i, e := range elements {
		b.WriteString(e.AI + e.Value)
		if id := dictionary()[e.AI]; i < len(elements)-1 && !id.predefined {
			b.WriteString(GS)
		}
	}
	return b.String()
}
