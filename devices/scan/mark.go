package scan

import (
	_ "embed" // the shapes are a file
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// MarkForm is how a marking code is built.
type MarkForm string

// The forms of marking codes.
const (
	MarkFull    MarkForm = "full"    // element strings; key (91) and signature (92)
	MarkShort   MarkForm = "short"   // element strings; a tail of four characters (93)
	MarkPack    MarkForm = "pack"    // of cigarettes: 29 characters without identifiers
	MarkFur     MarkForm = "fur"     // RU-430302-AAA7582720
	MarkAlcohol MarkForm = "alcohol" // an excise stamp: 68 or 150 characters
)

// Mark is the marking code of one piece or package, as the state knows it. What
// a register and the marking system want is Code.Data, every byte of it.
type Mark struct {
	Form   MarkForm
	GTIN   string // 14 digits; "" of furs and alcohol
	Serial string // with the GTIN it names the piece; of furs and alcohol all of the code
	Price  string // the maximum retail price in kopecks, digits; "" when it does not tell
	Key    string // (91)
	Tail   string // the crypto tail: (92), (93), or the last four of a pack
	// Groups are the product groups whose codes have this shape, by the names of
	// the state's API. Goods of others look the same: it is a hint.
	Groups []string
}

// Mark is the marking code that c is. ok is false for other codes, and for the
// number and serial number of a mark that lost its tail: any maker prints those.
// Whether every separator was there says Flaw.
func (c Code) Mark() (m Mark, ok bool) {
	if c.Kind == Marking {
		return parseMark(c.Data)
	}
	m = Mark{GTIN: c.GTIN, Serial: c.Serial()}
	if c.Kind != Elements || m.GTIN == "" || m.Serial == "" {
		return Mark{}, false
	}
	m.Price, _ = c.Find("8005")
	m.Key, _ = c.Find("91")
	if m.Tail, ok = c.Find("92"); ok && m.Key != "" {
		m.Form = MarkFull
	} else if m.Tail, ok = c.Find("93"); ok {
		m.Form = MarkShort
	} else {
		return Mark{}, false
	}
	for _, s := range shapes() {
		if !s.is(c.Elements) {
			continue
		}
		for _, group := range s.groups {
			if !slices.Contains(m.Groups, group) {
				m.Groups = append(m.Groups, group)
			}
		}
	}
	return m, true
}

// parseMark reads a marking code that is no element strings.
func parseMark(data string) (m Mark, ok bool) {
	switch {
	case len(data) == packLength && Checked(data[:14]) && strings.TrimLeft(data[14:], packChars) == "" && !digits(data[14:]):
		return Mark{Form: MarkPack, GTIN: data[:14], Serial: data[14:21], Price: packPrice(data[21:25]), Tail: data[25:],
			Groups: []string{"tobacco"}}, true
	case furCode(data):
		return Mark{Form: MarkFur, Serial: data, Groups: []string{"furs"}}, true
	case (len(data) == 68 || len(data) == 150) && upperAlnum(data) && !digits(data):
		return Mark{Form: MarkAlcohol, Serial: data}, true
	}
	return Mark{}, false
}

// printedIn says whether a symbol of this kind may hold the mark. A fur's is
// printed in many, and in letters.
func (m Mark) printedIn(s Symbology) bool {
	switch m.Form {
	case MarkPack:
		return s == "" || s == DataMatrix
	case MarkAlcohol:
		return s == "" || s == DataMatrix || s == PDF417
	}
	return true
}

// packLength is that of the code of a pack: GTIN, serial number of seven, price
// of four, tail of four.
const packLength = 14 + 7 + 4 + 4

// packChars are the digits of base 80 that a pack's price is written in, from 0;
// the serial number and the tail are of them too.
const packChars = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!\"%&'*+-./_,:;=<>?"

// packPrice is kopecks, in decimal.
func packPrice(base80 string) string {
	n := 0
	for i := range len(base80) {
		n = n*80 + strings.IndexByte(packChars, base80[i])
	}
	return strconv.Itoa(n)
}

// furCode says whether data is "RU-430302-AAA7582720": the kind of sign, then
// three letters and seven digits (order of the tax service on fiscal data, tag
// 1162, product type 5246h).
func furCode(data string) bool {
	return len(data) == 20 && data[:3] == "RU-" && digits(data[3:9]) && data[9] == '-' && upperAlnum(data[10:13]) && !digits(data[10:13]) &&
		digits(data[13:])
}

func upperAlnum(s string) bool {
	for i := range len(s) {
		if !digit(s[i]) && (s[i] < 'A' || s[i] > 'Z') {
			return false
		}
	}
	return true
}

//go:embed marks.txt
var marksText string

// shape is what stands behind (01) and its GTIN in the marks of some groups.
type shape struct {
	parts  []shapePart
	groups []string
}

type shapePart struct {
	ai     string
	length int
}

var shapes = sync.OnceValue(func() []shape {
	all, err := parseShapes(marksText)
	if err != nil {
		panic(err)
	}
	return all
})

// parseShapes reads lines of "21=13 93=4: water bio # comment".
func parseShapes(text string) (all []shape, err error) {
	for n, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		elements, groups, ok := strings.Cut(line, ":")
		s := shape{groups: strings.Fields(groups)}
		for _, word := range strings.Fields(elements) {
			ai, length, _ := strings.Cut(word, "=")
			n, err := strconv.Atoi(length)
			ok = ok && err == nil && dictionary()[ai] != nil
			s.parts = append(s.parts, shapePart{ai, n})
		}
		if !ok || len(s.parts) < 2 || len(s.groups) == 0 {
			return nil, fmt.Errorf("shapes of marking codes, line %d: %q", n+1, line)
		}
		all = append(all, s)
	}
	return all, nil
}

// shaped says whether elements have one of the shapes.
func shaped(elements []Element) bool {
	for _, s := range shapes() {
		if s.is(elements) {
			return true
		}
	}
	return false
}

// is says whether elements, (01) in front, have the shape. More may follow.
func (s shape) is(elements []Element) bool {
	if len(elements) <= len(s.parts) || elements[0].AI != "01" {
		return false
	}
	for i, p := range s.parts {
		if e := elements[i+1]; e.AI != p.ai || len(e.Value) != p.length {
			return false
		}
	}
	return true
}

// without says that data has the shape once separators are thought in, and the
// element and its place where the first one is missing.
func (s shape) without(data string) (ai string, at int, ok bool) {
	pos := len("01") + 14
	for i, p := range s.parts {
		if !strings.HasPrefix(data[pos:], p.ai) {
			return "", 0, false
		}
		start := pos
		pos += len(p.ai) + p.length
		if pos > len(data) || strings.Contains(data[start:pos], GS) {
			return "", 0, false
		}
		last := i == len(s.parts)-1
		switch {
		case pos == len(data):
			return ai, at, last && ai != ""
		case data[pos] == GS[0]:
			pos++
		case ai == "":
			ai, at = p.ai, start
		}
	}
	_, flaw := ParseElements(data[pos:])
	return ai, at, flaw == nil && ai != ""
}

// lostSeparator finds where a marking code lacks one: the code is printed
// without, or the scanner swallowed it. A code that can also be read as it
// stands may be right; nobody can tell.
func lostSeparator(data string) (ai string, at int, ok bool) {
	body := strings.TrimPrefix(data, GS)
	if len(body) < 20 || body[:2] != "01" || !digits(body[2:16]) || body[16:18] != "21" {
		return "", 0, false
	}
	for _, s := range shapes() {
		if ai, at, ok = s.without(body); ok {
			return ai, at + len(data) - len(body), true
		}
	}
	return "", 0, false
}
