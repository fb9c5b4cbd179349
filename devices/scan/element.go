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
	With   string // of a pair: the other identifier, or those of which one is missing
}

// Reason is a kind of flaw. Those that Breaks is true of leave nothing
// understood; with the others the elements stand, as they were printed.
type Reason string

// What can be wrong with a code.
const (
	UnknownAI     Reason = "unknown identifier"
	TooShort      Reason = "value too short"
	TooLong       Reason = "value too long" // where brackets or slashes tell its end
	SeparatorLost Reason = "value too long: a separator was lost"
	Nothing       Reason = "nothing in it"
	BadCharacter  Reason = "character that may not stand here"
	BadCheckDigit Reason = "check digit does not fit"
	BadDate       Reason = "no such date or time"
	PartMissing   Reason = "part of the value is missing"
	BadValue      Reason = "value that this identifier does not have"
	Contradiction Reason = "two values of one identifier"
	BadLength     Reason = "length that this symbol does not have"
	PairMissing   Reason = "another identifier must stand with it"
	PairForbidden Reason = "may not stand with another identifier"

	// Of marking codes: everything can be read, but it is not what was printed,
	// or not how.
	SeparatorDoubtful Reason = "a separator seems to be lost"
	Unannounced       Reason = "element strings in a symbol that did not announce them"

	// Of Digital Links.
	NoLink      Reason = "no GS1 Digital Link"
	BadEncoding Reason = "percent sign without two hexadecimal digits"
	BadOrder    Reason = "qualifier that may not follow here"
	NotInQuery  Reason = "identifier that may not stand in the query"
)

// Breaks says that with this flaw it is not known where elements begin and end.
func (r Reason) Breaks() bool {
	switch r {
	case UnknownAI, TooShort, TooLong, SeparatorLost, Nothing, NoLink, BadEncoding:
		return true
	}
	return false
}

func (f *Flaw) Error() string {
	switch {
	case f.With != "":
		return fmt.Sprintf("barcode: (%s) %s: %s", f.AI, f.Reason, f.With)
	case f.AI == "":
		return fmt.Sprintf("barcode: %s at byte %d", f.Reason, f.At)
	}
	return fmt.Sprintf("barcode: (%s) %s at byte %d", f.AI, f.Reason, f.At)
}

// ParseElements reads GS1 element strings as scanners send them: identifier and
// value in turn, GS after a value whose length is not predefined, unless it is
// the last. A GS in front, at the end and after a predefined value is tolerated.
// A flaw that breaks comes without elements, another with all of them.
func ParseElements(data string) ([]Element, *Flaw) {
	var in reader
	at := 0
	if strings.HasPrefix(data, GS) {
		at = 1
	}
	for at < len(data) {
		ai, id := identify(data[at:])
		if id == nil {
			return nil, &Flaw{Reason: UnknownAI, At: at}
		}
		value, reason := id.cut(data[at+len(ai):])
		if reason != "" {
			return nil, &Flaw{Reason: reason, AI: ai, At: at}
		}
		in.add(Element{ai, value}, id, at)
		at += len(ai) + len(value)
		if strings.HasPrefix(data[at:], GS) {
			at++
		}
	}
	return in.all()
}

// reader gathers elements and the first flaw of them.
type reader struct {
	elements []Element
	flaw     *Flaw
}

// add takes an element whose value has a fitting length.
func (r *reader) add(e Element, id *identifier, at int) {
	if reason := id.check(e.Value); reason != "" {
		r.note(reason, e.AI, at)
	}
	before, found := Find(r.elements, e.AI)
	if found && before == e.Value {
		return // said twice
	}
	if found {
		r.note(Contradiction, e.AI, at)
	}
	if r.elements == nil {
		r.elements = make([]Element, 0, 6) // most have fewer
	}
	r.elements = append(r.elements, e)
}

func (r *reader) note(reason Reason, ai string, at int) {
	if r.flaw == nil {
		r.flaw = &Flaw{Reason: reason, AI: ai, At: at}
	}
}

func (r *reader) all() ([]Element, *Flaw) {
	if len(r.elements) == 0 {
		return nil, &Flaw{Reason: Nothing}
	}
	return r.elements, r.flaw
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

// fits says whether a value whose end is known has a length that it may have.
func (id *identifier) fits(value string) Reason {
	switch {
	case len(value) < id.min:
		return TooShort
	case len(value) > id.max:
		return TooLong
	}
	return ""
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
	if p.set == 'Z' && !padding(value) {
		return BadCharacter
	}
	for _, check := range p.checks {
		if reason := check(value); reason != "" {
			return reason
		}
	}
	return ""
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
