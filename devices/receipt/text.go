package receipt

import (
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// Printable says whether every register can write the letter: a visible one, or
// a space, that both cp866 (the fiscal memory) and windows-1251 (the printer)
// have. The Ukrainian і and ґ, typographic quotes and dashes are not among them.
func Printable(r rune) bool {
	if r != ' ' && !unicode.IsGraphic(r) || r == '\u00a0' {
		return false
	}
	_, oem := charmap.CodePage866.EncodeRune(r)
	_, ansi := charmap.Windows1251.EncodeRune(r)
	return oem && ansi
}

// nearest is what stands for letters that registers lack.
var nearest = map[rune]string{
	'І': "I", 'і': "i", 'Ґ': "Г", 'ґ': "г", '«': `"`, '»': `"`, '“': `"`, '”': `"`, '„': `"`, '‟': `"`,
	'’': "'", '‘': "'", 'ʼ': "'", '‚': ",", '–': "-", '—': "-", '−': "-", '‑': "-", '…': "...", '×': "x",
	'²': "2", '³': "3", '½': "1/2", '¼': "1/4", '¾': "3/4", '®': "(R)", '™': "(TM)", '©': "(C)",
	'€': "EUR", '₴': "грн", '₽': "руб", '±': "+/-", '•': "*", 'µ': "u", 'μ': "u",
}

// Fit makes a text that every register can write out of any text: what it lacks
// is replaced by the nearest or by "?", white space becomes one space, and the
// end beyond max letters is cut off. A name on a receipt must not stop a sale.
func Fit(s string, max int) string {
	var b strings.Builder
	n, space := 0, false
	put := func(t string) {
		for _, r := range t {
			if n < max {
				b.WriteRune(r)
				n++
			}
		}
	}
	for _, r := range norm.NFC.String(s) {
		switch t, ok := nearest[r]; {
		case unicode.IsSpace(r):
			space = n > 0
			continue
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.M, r):
			continue
		case space:
			put(" ")
			space = false
			fallthrough
		default:
			if ok {
				put(t)
			} else if Printable(r) {
				put(string(r))
			} else if base := norm.NFD.String(string(r)); Printable([]rune(base)[0]) {
				put(string([]rune(base)[0])) // é is an e
			} else {
				put("?")
			}
		}
	}
	return strings.TrimRight(b.String(), " ")
}
