package scan

import (
	"slices"
	"strings"
)

// Link writes elements as a GS1 Digital Link URI: the inverse of ParseLink but
// for the order. stem is what stands before the key, such as Canonical; the first
// element that can begin a link does, its qualifiers follow, and the others make
// the query, those of a predefined length first. PairMissing says that there is
// no key, NotInQuery that an element has no place in a link; a value that its
// identifier does not have is refused as ParseLink flags it.
func Link(stem string, elements ...Element) (uri string, flaw *Flaw) {
	key := -1
	for i, e := range elements {
		id := dictionary()[e.AI]
		if id == nil {
			return "", &Flaw{Reason: UnknownAI, AI: e.AI}
		}
		reason := id.fits(e.Value)
		if reason == "" {
			reason = id.check(e.Value)
		}
		if before, _ := Find(elements, e.AI); reason == "" && before != e.Value {
			reason = Contradiction
		}
		if reason != "" {
			return "", &Flaw{Reason: reason, AI: e.AI}
		}
		if key < 0 && id.key {
			key = i
		}
	}
	if key < 0 {
		return "", &Flaw{Reason: PairMissing, With: "a key of Digital Links"}
	}
	var b strings.Builder
	b.WriteString(strings.TrimSuffix(stem, "/"))
	path := pathOf(elements[key].AI, elements)
	for _, ai := range path {
		value, _ := Find(elements, ai)
		b.WriteString("/" + ai + "/")
		escape(&b, value)
	}
	if flaw := writeQuery(&b, path, elements); flaw != nil {
		return "", flaw
	}
	return b.String(), nil
}

// writeQuery writes the elements that are not in the path, each once.
func writeQuery(b *strings.Builder, path []string, elements []Element) *Flaw {
	before := "?"
	for _, predefined := range []bool{true, false} {
		for i, e := range elements {
			id := dictionary()[e.AI]
			_, said := Find(elements[:i], e.AI)
			if said || id.predefined != predefined || slices.Contains(path, e.AI) {
				continue
			}
			if !id.attribute {
				return &Flaw{Reason: NotInQuery, AI: e.AI}
			}
			b.WriteString(before + e.AI + "=")
			escape(b, e.Value)
			before = "&"
		}
	}
	return nil
}

// pathOf is a key with those of its qualifiers that are there, in the order that
// takes the most of them.
func pathOf(key string, elements []Element) []string {
	best := []string{key}
	for _, order := range dictionary()[key].qualifiers {
		path := []string{key}
		for _, q := range order {
			if _, ok := Find(elements, q); ok {
				path = append(path, q)
			}
		}
		if len(path) > len(best) {
			best = path
		}
	}
	return best
}

// escape writes a value in a URI: everything but the unreserved characters of
// RFC 3986, 2.3 as a percent sign and two digits.
func escape(b *strings.Builder, value string) {
	const digits = "0123456789ABCDEF"
	for i := range len(value) {
		if c := value[i]; letter(c) || digit(c) || strings.IndexByte("-._~", c) >= 0 {
			b.WriteByte(c)
		} else {
			b.WriteString(string([]byte{'%', digits[c>>4], digits[c&15]}))
		}
	}
}
