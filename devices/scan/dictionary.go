package scan

import (
	_ "embed" // the dictionary is a file
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:embed gs1-syntax-dictionary.txt
var dictionaryText string

// identifier is one application identifier: what its value looks like, and what
// may stand beside it.
type identifier struct {
	title      string
	predefined bool // its length is known from its first two digits: no separator needed
	attribute  bool // may stand in the query of a Digital Link
	key        bool // may begin the path of a Digital Link
	parts      []part
	min, max   int          // of the value, in characters
	requires   [][][]string // of each list one group, of a group all: patterns of identifiers
	excludes   []string     // patterns of identifiers
	qualifiers [][]string   // the orders in which others may follow it in a path
}

// part is a stretch of a value.
type part struct {
	set      byte // 'N' digits, 'X' CSET 82, 'Y' CSET 39, 'Z' base64url
	min, max int  // of a part that is there
	optional bool
	names    []string // of the checks
	checks   []check
}

// dictionary is every identifier by its digits. The file is part of the
// program: one that cannot be read is our own impossible.
var dictionary = sync.OnceValue(func() map[string]*identifier {
	d, err := parseDictionary(dictionaryText)
	if err != nil {
		panic(err)
	}
	return d
})

// parseDictionary reads the form that the file itself describes:
// AIs [Flags] Specification [Attributes...] [# Title].
func parseDictionary(text string) (map[string]*identifier, error) {
	all := map[string]*identifier{}
	for n, line := range strings.Split(text, "\n") {
		line, title, _ := strings.Cut(line, "#")
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		id, err := parseIdentifier(words[1:])
		if err == nil {
			id.title = strings.TrimSpace(title)
			err = enter(all, words[0], id)
		}
		if err != nil {
			return nil, fmt.Errorf("GS1 dictionary, line %d: %w", n+1, err)
		}
	}
	return all, nil
}

// parseIdentifier reads the words behind the identifier itself.
func parseIdentifier(words []string) (*identifier, error) {
	id := &identifier{}
	if len(words) > 0 && strings.Trim(words[0], "*?") == "" {
		id.predefined, id.attribute = strings.Contains(words[0], "*"), strings.Contains(words[0], "?")
		words = words[1:]
	}
	for len(words) > 0 {
		p, ok, err := parsePart(words[0])
		if err != nil {
			return nil, err
		}
		if !ok {
			break // the attributes begin
		}
		id.parts = append(id.parts, p)
		id.max += p.max
		if !p.optional {
			id.min += p.min
		}
		words = words[1:]
	}
	if len(id.parts) == 0 {
		return nil, errors.New("no specification")
	}
	for _, word := range words {
		if err := id.attributes(word); err != nil {
			return nil, err
		}
	}
	return id, nil
}

// attributes takes "req=01+21,02", "ex=8111,394n" or "dlpkey=22,10,21|235".
func (id *identifier) attributes(word string) error {
	name, list, _ := strings.Cut(word, "=")
	switch name {
	case "req":
		var groups [][]string
		for _, group := range strings.Split(list, ",") {
			groups = append(groups, strings.Split(group, "+"))
		}
		id.requires = append(id.requires, groups)
	case "ex":
		id.excludes = append(id.excludes, strings.Split(list, ",")...)
	case "dlpkey":
		id.key = true
		for _, order := range strings.Split(list, "|") {
			id.qualifiers = append(id.qualifiers, strings.FieldsFunc(order, func(r rune) bool { return r == ',' }))
		}
	default:
		return fmt.Errorf("attribute %q", word)
	}
	return nil
}

// parsePart reads "N18,csum", "X..20" or "[N4],hhmi".
// ok is false for a word that is no part.
func parsePart(word string) (p part, ok bool, err error) {
	form, names, _ := strings.Cut(word, ",")
	if inner, found := strings.CutPrefix(form, "["); found {
		if form, found = strings.CutSuffix(inner, "]"); !found {
			return p, false, nil
		}
		p.optional = true
	}
	if len(form) < 2 || !strings.Contains("NXYZ", form[:1]) {
		return p, false, nil
	}
	p.set = form[0]
	length, upTo := strings.CutPrefix(form[1:], "..")
	n, err := strconv.Atoi(length)
	if err != nil || n < 1 {
		return p, false, nil
	}
	p.min, p.max = n, n
	if upTo {
		p.min = 1
	}
	for _, name := range strings.FieldsFunc(names, func(r rune) bool { return r == ',' }) {
		c := checks[name]
		if c == nil {
			return p, false, fmt.Errorf("check %q is not known", name)
		}
		p.names, p.checks = append(p.names, name), append(p.checks, c)
	}
	return p, true, nil
}

// enter adds an identifier, or a range of them as in "3100-3105".
func enter(all map[string]*identifier, ais string, id *identifier) error {
	first, last, isRange := strings.Cut(ais, "-")
	if !isRange {
		last = first
	}
	from, err1 := strconv.Atoi(first)
	to, err2 := strconv.Atoi(last)
	if err1 != nil || err2 != nil || len(first) != len(last) || len(first) < 2 || len(first) > 4 || from > to {
		return fmt.Errorf("%q is no identifier", ais)
	}
	for n := from; n <= to; n++ {
		ai := fmt.Sprintf("%0*d", len(first), n)
		if all[ai] != nil {
			return fmt.Errorf("%s twice", ai)
		}
		all[ai] = id
	}
	return nil
}

// identify finds the identifier that data begins with. No identifier is the
// beginning of another, so the first that fits is the one.
func identify(data string) (ai string, id *identifier) {
	for n := 2; n <= min(4, len(data)); n++ {
		if id := dictionary()[data[:n]]; id != nil {
			return data[:n], id
		}
	}
	return "", nil
}
