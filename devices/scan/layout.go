package scan

import (
	"strings"
	"unicode/utf8"
)

// Layout is a keyboard layout that the text of a scanner went through: the
// scanner pressed the keys of an American keyboard, and the computer took them
// for those of another.
type Layout string

// The layouts that can be taken back. Where only letters that both have were
// typed, a text is Russian.
const (
	Russian   Layout = "ru"
	Ukrainian Layout = "uk"
)

// The keys of an American keyboard, and what the same keys write under Windows
// and the default layouts of X11 ("winkeys" of symbols/ru and symbols/ua in
// xkeyboard-config). Keys that are missing write the same everywhere.
const (
	usKeys = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?|@#$^&"
	ruKeys = "ёйцукенгшщзхъфывапролджэячсмитьбю.ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,/\"№;:?"
	ukKeys = "'йцукенгшщзхїфівапролджєячсмитьбю.₴ЙЦУКЕНГШЩЗХЇФІВАПРОЛДЖЄЯЧСМИТЬБЮ,/\"№;:?"
	same   = "0123456789!%*()-_=+\\ "
)

// typed maps what a layout writes to what was meant.
var typed = map[Layout]map[rune]byte{Russian: keyMap(ruKeys, nil), Ukrainian: keyMap(ukKeys, map[rune]byte{'ґ': '\\', 'Ґ': '|'})}

func keyMap(keys string, more map[rune]byte) map[rune]byte {
	m := map[rune]byte{}
	i := 0
	for _, r := range keys {
		m[r] = usKeys[i]
		i++
	}
	for _, r := range same {
		m[r] = byte(r)
	}
	for r, c := range more {
		m[r] = c
	}
	return m
}

// Untype gives what a scanner meant when its text was typed under a layout. ok is
// false for a text that this layout cannot write: one with a Latin letter, or
// with a letter of another alphabet. It is only right if the layout is; who has
// codes with a check digit of their own proves it by that.
func Untype(text string, layout Layout) (meant string, ok bool) {
	keys := typed[layout]
	if keys == nil {
		return "", false
	}
	var b strings.Builder
	for _, r := range text {
		switch c, known := keys[r]; {
		case known:
			b.WriteByte(c)
		case r < ' ':
			b.WriteRune(r) // control characters have no layout
		default:
			return "", false
		}
	}
	return b.String(), true
}

// recoverTyped reads a text that holds letters which no code has, because it was
// typed under a layout. What comes out must prove itself: a code without a flaw
// whose number has its check digit. A lost separator is no counter-proof, and
// stays flagged. The layouts agree on every sign that both write, so that the
// first that can have written the text gives the only reading.
func recoverTyped(text string) (c Code, ok bool) {
	if !utf8.ValidString(text) || !strings.ContainsFunc(text, cyrillic) {
		return Code{}, false
	}
	for _, layout := range []Layout{Russian, Ukrainian} {
		meant, can := Untype(text, layout)
		if !can {
			continue
		}
		c = guess(meant, "")
		c.Layout, c.Typed = layout, text
		return c, c.keyed() && c.Flaw == nil || c.lostSeparator()
	}
	return Code{}, false
}

func cyrillic(r rune) bool { return 0x400 <= r && r < 0x500 }
