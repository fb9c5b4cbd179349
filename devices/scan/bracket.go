package scan

import "strings"

// ParseBracketed reads elements with their identifiers in brackets, as people
// write them and some scanners send them: "(01)04607001771562(10)LOT-7". A
// bracket that belongs to a value has a backslash in front, "\(", as in GS1's own
// tools. The flaws are those of ParseElements, but that a value's end is known:
// one may be TooLong, and no separator can be lost.
func ParseBracketed(text string) ([]Element, *Flaw) {
	var in reader
	for at := 0; at < len(text); {
		ai, ok := bracketed(text[at:])
		id := dictionary()[ai]
		if !ok || id == nil {
			return nil, &Flaw{Reason: UnknownAI, At: at}
		}
		start := at + len(ai) + 2
		end := start
		for end < len(text) && (text[end] != '(' || text[end-1] == '\\') {
			end++
		}
		value := strings.ReplaceAll(text[start:end], `\(`, "(")
		if reason := id.fits(value); reason != "" {
			return nil, &Flaw{Reason: reason, AI: ai, At: at}
		}
		in.add(Element{ai, value}, id, at)
		at = end
	}
	return in.all()
}

// bracketed is the identifier that text begins with: "(10)".
func bracketed(text string) (ai string, ok bool) {
	end := strings.IndexByte(text, ')')
	if end < 3 || end > 5 || text[0] != '(' || !digits(text[1:end]) {
		return "", false
	}
	return text[1:end], true
}

// Bracketed writes elements as ParseBracketed reads them.
func Bracketed(elements ...Element) string {
	var b strings.Builder
	for _, e := range elements {
		b.WriteString("(" + e.AI + ")" + strings.ReplaceAll(e.Value, "(", `\(`))
	}
	return b.String()
}
