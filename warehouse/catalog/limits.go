package catalog

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of an item. Letters are counted, not bytes.
const (
	maxName       = 300
	maxArticle    = 60
	maxCode       = 80
	maxValue      = 1000
	maxCategory   = 8
	maxAttributes = 100
	maxChoices    = 1000
	maxBarcodes   = 100
	maxPacks      = 20
	maxPhotos     = 30
	maxExternal   = 50
)

// printable says whether a text has no control characters and fits.
func printable(s string, limit int) bool {
	return utf8.ValidString(s) && utf8.RuneCountInString(s) <= limit && !strings.ContainsFunc(s, unicode.IsControl)
}
