package scan

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
)

// identifiersInOrder are all of the dictionary, for tests that must not depend on
// the order of a map.
func identifiersInOrder() []string { return slices.Sorted(maps.Keys(dictionary())) }

func sorted(elements []Element) []Element {
	return slices.SortedFunc(slices.Values(elements), func(a, b Element) int { return cmp.Or(cmp.Compare(a.AI, b.AI), cmp.Compare(a.Value, b.Value)) })
}

// anyValue makes a value that an identifier may have.
func anyValue(r *rand.Rand, id *identifier) string {
	var b strings.Builder
	for _, p := range id.parts {
		if p.optional && r.IntN(3) == 0 {
			break
		}
		b.WriteString(anyPart(r, p))
	}
	return b.String()
}

func anyPart(r *rand.Rand, p part) string {
	for _, name := range p.names {
		if made := makers[name]; made != nil {
			return made(r, p)
		}
	}
	n := p.min + r.IntN(p.max-p.min+1)
	if slices.Contains(p.names, "gcppos1") {
		return number(r, 4) + from(r, alphabet(p.set), max(n, 5)-4)
	}
	return from(r, alphabet(p.set), n)
}

func alphabet(set byte) string {
	return map[byte]string{'N': "0123456789", 'X': cset82, 'Y': cset39, 'Z': strings.Replace(base64ch, "=", "", 1)}[set]
}

func from(r *rand.Rand, chars string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = chars[r.IntN(len(chars))]
	}
	return string(b)
}

func number(r *rand.Rand, n int) string { return from(r, "0123456789", n) }

func oneOf(r *rand.Rand, words map[string]bool) string {
	all := slices.Sorted(maps.Keys(words))
	return all[r.IntN(len(all))]
}

func below(r *rand.Rand, n int) string { return fmt.Sprintf("%02d", r.IntN(n)) }

func day(r *rand.Rand, from int) string {
	return fmt.Sprintf("%02d%02d%02d", r.IntN(100), 1+r.IntN(12), from+r.IntN(28))
}

// makers are values that pass a check of the dictionary.
var makers = map[string]func(*rand.Rand, part) string{
	"csum": func(r *rand.Rand, p part) string {
		body := number(r, p.max-1)
		return body + string(CheckDigit(body))
	},
	"csumalpha": func(r *rand.Rand, _ part) string {
		body := number(r, 4) + "A" + from(r, cset82, r.IntN(19))
		return body + checkPair(body)
	},
	"yymmd0":        func(r *rand.Rand, _ part) string { return day(r, 0) },
	"yymmdd":        func(r *rand.Rand, _ part) string { return day(r, 1) },
	"yyyymmdd":      func(r *rand.Rand, _ part) string { return "20" + day(r, 1) },
	"hhmi":          func(r *rand.Rand, _ part) string { return below(r, 24) + below(r, 60) },
	"hh":            func(r *rand.Rand, _ part) string { return below(r, 24) },
	"mi":            func(r *rand.Rand, _ part) string { return below(r, 60) },
	"ss":            func(r *rand.Rand, _ part) string { return below(r, 60) },
	"hyphen":        func(*rand.Rand, part) string { return "-" },
	"importeridx":   func(r *rand.Rand, _ part) string { return from(r, alphabet('Z'), 1) },
	"iso3166":       func(r *rand.Rand, _ part) string { return oneOf(r, countries) },
	"iso3166999":    func(r *rand.Rand, _ part) string { return oneOf(r, countries) },
	"iso3166alpha2": func(r *rand.Rand, _ part) string { return oneOf(r, countryLetters) },
	"iso4217":       func(r *rand.Rand, _ part) string { return oneOf(r, currencies) },
	"packagetype":   func(r *rand.Rand, _ part) string { return oneOf(r, packages) },
	"iso5218":       func(r *rand.Rand, _ part) string { return from(r, "0129", 1) },
	"winding":       func(r *rand.Rand, _ part) string { return from(r, "019", 1) },
	"yesno":         func(r *rand.Rand, _ part) string { return from(r, "01", 1) },
	"zero":          func(_ *rand.Rand, p part) string { return strings.Repeat("0", p.max) },
	"nonzero":       func(r *rand.Rand, p part) string { return "1" + number(r, p.max-1) },
	"nozeroprefix":  func(r *rand.Rand, p part) string { return "7" + number(r, r.IntN(p.max)) },
	"latitude":      func(r *rand.Rand, _ part) string { return "0" + number(r, 9) },
	"longitude":     func(r *rand.Rand, _ part) string { return "2" + number(r, 9) },
	"mediatype":     func(r *rand.Rand, _ part) string { return fmt.Sprint(80 + r.IntN(20)) },
	"pieceoftotal":  func(r *rand.Rand, _ part) string { return fmt.Sprintf("%02d%02d", 1+r.IntN(9), 10+r.IntN(90)) },
	"posinseqslash": func(r *rand.Rand, _ part) string { return fmt.Sprintf("%d/%d", 1+r.IntN(4), 4+r.IntN(6)) },
	"pcenc":         func(r *rand.Rand, _ part) string { return from(r, "ABCdef.,0", 1+r.IntN(20)) + "%D0%9f" },
	"iban": func(r *rand.Rand, _ part) string {
		for {
			if v := "GB" + number(r, 2) + "WEST" + number(r, 14); validIBAN(v) {
				return v
			}
		}
	},
	"couponcode": func(r *rand.Rand, _ part) string {
		return "0" + number(r, 12) + "1" + number(r, 1) + "1" + number(r, 1) + "0" + number(r, 3)
	},
	"couponposoffer": func(r *rand.Rand, _ part) string { return "11" + number(r, 7) + number(r, 6) + "0" + number(r, 6) },
}
