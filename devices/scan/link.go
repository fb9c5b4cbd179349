package scan

import (
	"slices"
	"strings"
)

// Canonical is the host and scheme of the GS1 Digital Link URIs that lead to
// GS1's own resolver.
const Canonical = "https://id.gs1.org"

// ParseLink reads a GS1 Digital Link URI: elements in the path, a key and its
// qualifiers in their order, then those in the query (GS1 Digital Link Standard:
// URI Syntax, 1.6). Any host will do, with any path before the key. The words
// that older links have for identifiers are understood ("gtin", "lot"), and a
// GTIN of 8, 12 or 13 digits. A compressed link is NoLink. A flaw that breaks
// comes without elements, another with all of them, in the order of the link.
func ParseLink(uri string) ([]Element, *Flaw) {
	path, query, at, ok := cutLink(uri)
	if !ok {
		return nil, &Flaw{Reason: NoLink}
	}
	var in reader
	steps := keyPath(path)
	if steps == nil {
		return nil, &Flaw{Reason: NoLink, At: at}
	}
	for _, s := range steps {
		if flaw := in.take(s, at); flaw != nil {
			return nil, flaw
		}
	}
	if !inOrder(identifiers(steps)) {
		in.note(BadOrder, steps[len(steps)-1].ai, at+steps[len(steps)-1].at)
	}
	asked, flaw := queryOf(query)
	if flaw != nil {
		flaw.At += at + len(path) + 1
		return nil, flaw
	}
	for _, s := range asked {
		if flaw := in.take(s, at+len(path)+1); flaw != nil {
			return nil, flaw
		}
		switch {
		case !dictionary()[s.ai].attribute:
			in.note(NotInQuery, s.ai, at+len(path)+1+s.at)
		case belongsInPath(identifiers(steps), s.ai):
			in.note(NotInQuery, s.ai, at+len(path)+1+s.at)
		}
	}
	return in.all()
}

// step is an identifier of a link and its value, still encoded, with where it
// stands in path or query.
type step struct {
	ai, value string
	at        int
	plus      bool // a plus sign is a space, as in queries
}

// take adds the element of a step.
func (r *reader) take(s step, base int) *Flaw {
	value, ok := unescape(s.value, s.plus)
	if !ok {
		return &Flaw{Reason: BadEncoding, AI: s.ai, At: base + s.at}
	}
	if s.ai == "01" && digits(value) && (len(value) == 8 || len(value) == 12 || len(value) == 13) {
		value = pad14(value)
	}
	id := dictionary()[s.ai]
	if reason := id.fits(value); reason != "" {
		return &Flaw{Reason: reason, AI: s.ai, At: base + s.at}
	}
	r.add(Element{s.ai, value}, id, base+s.at)
	return nil
}

// cutLink takes scheme and host off the front of a URI and the fragment off its
// end. at is where the path begins in it.
func cutLink(uri string) (path, query string, at int, ok bool) {
	for i := range len(uri) {
		if !uriChar(uri[i]) {
			return "", "", 0, false
		}
	}
	for _, scheme := range []string{"https://", "http://", "HTTPS://", "HTTP://"} {
		rest, has := strings.CutPrefix(uri, scheme)
		if !has {
			continue
		}
		host := strings.IndexByte(rest, '/')
		if host < 1 || strings.ContainsAny(rest[:host], "_~?#@!$&'()*+,;=%") {
			return "", "", 0, false
		}
		path, _, _ = strings.Cut(rest[host:], "#")
		path, query, _ = strings.Cut(path, "?")
		return path, query, len(scheme) + host, true
	}
	return "", "", 0, false
}

// uriChar says whether c may stand in a URI (RFC 3986, 2).
func uriChar(c byte) bool {
	return letter(c) || digit(c) || strings.IndexByte("-._~:/?#[]@!$&'()*+,;=%", c) >= 0
}

// keyPath finds the key that is nearest to the end of a path, and what follows
// it; nil when there is none. Only identifiers and their values may follow.
func keyPath(path string) []step {
	path = strings.TrimSuffix(path, "/")
	var steps []step
	for end := len(path); end > 0; {
		slash := strings.LastIndexByte(path[:end], '/')
		if slash < 1 {
			return nil
		}
		start := strings.LastIndexByte(path[:slash], '/') // a path begins with one
		ai := path[start+1 : slash]
		if word := linkWords[ai]; word != "" {
			ai = word
		}
		id := dictionary()[ai]
		if id == nil {
			return nil
		}
		steps = append(steps, step{ai: ai, value: path[slash+1 : end], at: start + 1})
		if id.key {
			slices.Reverse(steps)
			return steps
		}
		end = start
	}
	return nil
}

// linkWords are the words for identifiers in the paths of links that were made
// before version 1.3 of the standard (GS1 Digital Link Standard 1.1, 5.1).
var linkWords = map[string]string{
	"cpid": "8010", "cpsn": "8011", "cpv": "22", "gcn": "255", "gdti": "253", "giai": "8004", "ginc": "401", "gln": "414", "glnx": "254",
	"gmn": "8013", "grai": "8003", "gsin": "402", "gsrn": "8018", "gsrnp": "8017", "gtin": "01", "itip": "8006", "lot": "10", "party": "417",
	"refno": "8020", "ser": "21", "srin": "8019", "sscc": "00",
}

func identifiers(steps []step) []string {
	all := make([]string, len(steps))
	for i, s := range steps {
		all[i] = s.ai
	}
	return all
}

// inOrder says whether identifiers, a key in front, are followed only by
// qualifiers that it may have, in their order.
func inOrder(ais []string) bool {
	for _, order := range dictionary()[ais[0]].qualifiers {
		left := ais[1:]
		for _, q := range order {
			if len(left) > 0 && left[0] == q {
				left = left[1:]
			}
		}
		if len(left) == 0 {
			return true
		}
	}
	return false
}

// belongsInPath says whether an identifier of the query is a qualifier that has
// a place among those of the path.
func belongsInPath(path []string, ai string) bool {
	for i := 1; i <= len(path); i++ {
		if inOrder(slices.Insert(slices.Clone(path), i, ai)) {
			return true
		}
	}
	return false
}

// queryOf finds the identifiers of a query. Names that are no numbers are the
// business of whoever made the link.
func queryOf(query string) (steps []step, flaw *Flaw) {
	at := 0
	for pair := range strings.SplitSeq(query, "&") {
		name, value, has := strings.Cut(pair, "=")
		if has && digits(name) {
			if dictionary()[name] == nil {
				return nil, &Flaw{Reason: UnknownAI, At: at}
			}
			steps = append(steps, step{name, value, at, true})
		}
		at += len(pair) + 1
	}
	return steps, nil
}

// unescape takes percent encoding off. ok is false for a percent sign without
// its two digits.
func unescape(s string, plus bool) (string, bool) {
	if strings.IndexByte(s, '%') < 0 && !(plus && strings.IndexByte(s, '+') >= 0) {
		return s, true
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '+' && plus:
			b.WriteByte(' ')
		case s[i] != '%':
			b.WriteByte(s[i])
		case i+2 >= len(s) || !hex(s[i+1]) || !hex(s[i+2]):
			return "", false
		default:
			b.WriteByte(nibble(s[i+1])<<4 | nibble(s[i+2]))
			i += 2
		}
	}
	return b.String(), true
}

func nibble(c byte) byte {
	if digit(c) {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}
