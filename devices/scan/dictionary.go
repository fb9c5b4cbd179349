package scan

import (
	_ "embed" // the dictionary is a file
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:embed gs1-syntax-dictionary.txt
var dictionaryText string

// identifier is one application identifier: what its value looks like.
type identifier struct {
	title      string
	predefined bool // its length is known from its first two digits: no separator needed
	parts      []part
	min, max   int // of the value, in characters
}

// part is a stretch of a value.
type part struct {
	set      byte // 'N' digits, 'X' CSET 82, 'Y' CSET 39, 'Z' base64url
	min, max int  // of a part that is there
	optional bool
	checks   []string
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
		if len(words) < 2 {
			return nil, fmt.Errorf("GS1 dictionary, line %d: no specification", n+1)
		}
		id := &identifier{title: strings.TrimSpace(title)}
		spec := words[1:]
		if flags := spec[0]; strings.Trim(flags, "*?") == "" {
			id.predefined, spec = strings.Contains(flags, "*"), spec[1:]
		}
		for _, word := range spec {
			p, ok := parsePart(word)
			if !ok {
				break // the attributes begin
			}
			id.parts = append(id.parts, p)
			id.max += p.max
			if !p.optional {
				id.min += p.min
			}
		}
		if len(id.parts) == 0 {
			return nil, fmt.Errorf("GS1 dictionary, line %d: no specification", n+1)
		}
		if err := enter(all, words[0], id); err != nil {
			return nil, fmt.Errorf("GS1 dictionary, line %d: %w", n+1, err)
		}
	}
	return all, nil
}

// parsePart reads "N18,csum", "X..20" or "[N4],hhmi".
func parsePart(word string) (p part, ok bool) {
	form, checks, _ := strings.Cut(word, ",")
	if inner, found := strings.CutPrefix(form, "["); found {
		if form, found = strings.CutSuffix(inner, "]"); !found {
			return p, false
		}
		p.optional = true
	}
	if len(form) < 2 || !strings.Contains("NXYZ", form[:1]) {
		return p, false
	}
	p.set = form[0]
	length, upTo := strings.CutPrefix(form[1:], "..")
	n, err := strconv.Atoi(length)
	if err != nil || n < 1 {
		return p, false
	}
	p.min, p.max = n, n
	if upTo {
		p.min = 1
	}
	if checks != "" {
		p.checks = strings.Split(checks, ",")
	}
	return p, true
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
