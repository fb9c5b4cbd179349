package measure

import (
	"strings"

	"warehouse-node/warehouse/fault"
)

// ParseDecimal reads a number as people and their programs write it, "1234.5",
// "1 234,50", "1'234.5", "-3", into whole units of 10^-digits: with digits 2,
// "12,5" is 1250. More digits than that are Invalid unless they are zeros, so
// nothing is rounded in silence; so is a text that could mean two numbers
// ("1,234.5.6"). Limit when it does not fit.
func ParseDecimal(text string, digits int) (int64, error) {
	bad := func() (int64, error) {
		return 0, fault.New(fault.Invalid, "measure.number", "text", clip(text))
	}
	s := strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\u00a0', '\u202f', '\u2009', '\'':
			return -1 // grouping
		case '\u2212':
			return '-'
		}
		return r
	}, strings.TrimSpace(text))
	s, negative := strings.CutPrefix(s, "-")
	if !negative {
		s = strings.TrimPrefix(s, "+")
	}
	comma, dot := strings.LastIndexByte(s, ','), strings.LastIndexByte(s, '.')
	if comma >= 0 && dot >= 0 { // the later one is the decimal sign, the other groups
		group := ","
		if comma > dot {
			group = "."
		}
		s = strings.ReplaceAll(s, group, "")
	}
	whole, fraction, _ := strings.Cut(strings.Replace(s, ",", ".", 1), ".")
	if whole+fraction == "" || strings.Trim(whole+fraction, "0123456789") != "" {
		return bad()
	}
	if kept := strings.TrimRight(fraction, "0"); len(kept) > digits {
		return 0, fault.New(fault.Invalid, "measure.too_fine", "text", clip(text), "digits", digits)
	}
	for len(fraction) < digits {
		fraction += "0"
	}
	n := int64(0)
	for _, c := range whole + fraction[:digits] {
		p, ok := mul(n, 10)
		if ok {
			p, ok = add(p, int64(c-'0'))
		}
		if !ok {
			return 0, overflow()
		}
		n = p
	}
	if negative {
		n = -n
	}
	return n, nil
}

// ParseMoney reads an amount; more than two digits after the sign are Invalid.
func ParseMoney(text string, c Currency) (Money, error) {
	minor, err := ParseDecimal(text, 2)
	return Money{minor, c}, err
}

func clip(s string) string {
	if len(s) > 40 {
		return s[:40] + "…"
	}
	return s
}
