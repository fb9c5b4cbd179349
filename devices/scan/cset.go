package scan

import "strings"

// The character sets of the General Specifications, 7.11: 82 for X, 39 for Y,
// and base64url (RFC 4648) for Z. The order of the first is that of the values
// that its characters have in a pair of check characters, from 0.
const (
	cset82   = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
	cset39   = "#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	base64ch = "-0123456789=ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
)

// sets has one bit a character set for every byte.
var sets = func() (t [256]byte) {
	for bit, chars := range map[byte]string{setN: "0123456789", setX: cset82, setY: cset39, setZ: base64ch} {
		for i := range len(chars) {
			t[chars[i]] |= bit
		}
	}
	return t
}()

const (
	setN byte = 1 << iota
	setX
	setY
	setZ
)

// setOf is the bit of the letter that the dictionary has for a set.
func setOf(letter byte) byte {
	switch letter {
	case 'X':
		return setX
	case 'Y':
		return setY
	case 'Z':
		return setZ
	}
	return setN
}

// padding says whether the "=" of v, of character set 64, stand at the end and are
// two at most, as RFC 4648 has them.
func padding(v string) bool {
	body := strings.TrimRight(v, "=")
	return len(v)-len(body) <= 2 && strings.IndexByte(body, '=') < 0
}

// inSet says whether c is in a character set, which is named by its letter.
func inSet(letter, c byte) bool { return sets[c]&setOf(letter) != 0 }

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func digit(c byte) bool  { return '0' <= c && c <= '9' }

func digits(s string) bool {
	for i := range len(s) {
		if !digit(s[i]) {
			return false
		}
	}
	return s != ""
}
