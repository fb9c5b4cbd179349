package catalog

import (
	"unicode/utf8"

	"warehouse-node/warehouse/letter"
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

// printable says whether all of a text is seen, and fits.
func printable(s string, limit int) bool {
	return utf8.RuneCountInString(s) <= limit && letter.Seen(s)
}
