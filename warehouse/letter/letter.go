package letter

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"warehouse-node/warehouse/fault"
)

// maxTold is how much of a refused text is told again, in letters.
const maxTold = 40

// Unseen says that nobody sees a sign, or types it. A new line is one: a name has
// none.
func Unseen(r rune) bool {
	if r < utf8.RuneSelf {
		return r < ' ' || r == 0x7f
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point)
}

// Seen says whether all of a text can be seen; one that is no UTF-8 cannot.
func Seen(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, Unseen)
}

// Line refuses a text of one line that holds a sign nobody sees. The fault is
// Invalid and names the sign.
func Line(text string) error { return check(text, Unseen) }

// Lines is Line for a text that may have several.
func Lines(text string) error { return check(text, inLines) }

// Clean is a text of another program without the signs that nobody sees; a line
// that ended with one stays a line.
func Clean(text string) string {
	return strings.Map(func(r rune) rune {
		if inLines(r) && r != '\r' && r != '\t' {
			return -1
		}
		return r
	}, text)
}

func inLines(r rune) bool { return r != '\n' && Unseen(r) }

func check(text string, unseen func(rune) bool) error {
	if !utf8.ValidString(text) {
		return fault.New(fault.Invalid, "letter.unseen", "sign", fmt.Sprintf("%U", utf8.RuneError), "text", told(strings.ToValidUTF8(text, "")))
	}
	at := strings.IndexFunc(text, unseen)
	if at < 0 {
		return nil
	}
	sign, _ := utf8.DecodeRuneInString(text[at:])
	return fault.New(fault.Invalid, "letter.unseen", "sign", fmt.Sprintf("%U", sign), "text", told(text))
}

// told is a text as its writer may know it again.
func told(text string) string {
	seen := []rune(strings.Map(func(r rune) rune {
		if Unseen(r) {
			return -1
		}
		return r
	}, text))
	if len(seen) > maxTold {
		return string(seen[:maxTold]) + "…"
	}
	return string(seen)
}
