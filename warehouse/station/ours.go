package station

import (
	"strings"
	"unicode/utf8"

	"warehouse-node/devices/scan"
	"warehouse-node/warehouse/ident"
)

// Reading is what a text may have been meant as.
type Reading struct {
	Text   string      // in large letters, as our labels are printed
	Layout scan.Layout // that it was typed under; "" for as it stands
}

// Readings are all that a label of our own may have become on its way through a
// keyboard: small letters, those of another layout, or both.
func Readings(text string) []Reading {
	text = strings.TrimSpace(text)
	all := []Reading{{Text: strings.ToUpper(text)}}
	if !strings.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return all // all our labels have a letter
	}
	for _, layout := range []scan.Layout{scan.Russian, scan.Ukrainian} {
		if meant, can := scan.Untype(text, layout); can {
			all = append(all, Reading{strings.ToUpper(meant), layout})
		}
	}
	return all
}

// Ours reads a label of our own out of what a scanner gave, as it is printed. Its
// check digit proves it; ok is false for any other text. Where both layouts may
// have written a text they mean the same, and it is called Russian.
func Ours(text string) (label string, layout scan.Layout, ok bool) {
	for _, r := range Readings(text) {
		if ident.Ours(r.Text) != "" {
			return r.Text, r.Layout, true
		}
	}
	return "", "", false
}
