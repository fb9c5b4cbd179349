package ident

import (
	"fmt"
	"strconv"
	"strings"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
)

type counter struct {
	Name string
	Last uint64
}

func counterRow(r *store.Row, c *counter) {
	store.Text(r, 1, &c.Name)
	store.Uint(r, 2, &c.Last)
}

var counters = store.NewTable("ident.counters", func(c *counter) store.Str { return store.Str(c.Name) }, counterRow)

// Next gives the next number of a series, from 1. A number is given once; one
// that its transaction did not keep is given again.
func Next(tx *store.Tx, series string) (n uint64, err error) {
	err = counters.Edit(tx, store.Str(series), func(c *counter) (*counter, error) {
		if c == nil {
			c = &counter{Name: series}
		}
		c.Last++
		n = c.Last
		return c, nil
	})
	return n, err
}

// Jump moves every series ahead by at least by. A restore does it, because
// numbers given after the backup may stand on labels.
func Jump(tx *store.Tx, by uint64) error {
	for c, err := range counters.All(tx) {
		if err != nil {
			return err
		}
		c.Last += by
		if err := counters.Put(tx, c); err != nil {
			return err
		}
	}
	return nil
}

// damm is the table of the Damm check digit: a quasigroup with no fixed swap,
// so every single wrong digit and every swap of neighbours is found.
// Source: H. M. Damm, "Total anti-symmetrische Quasigruppen", 2004.
var damm = [10][10]byte{
	{0, 3, 1, 7, 5, 9, 8, 6, 4, 2}, {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
	{4, 2, 0, 6, 8, 7, 1, 3, 5, 9}, {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
	{6, 1, 2, 3, 0, 4, 5, 9, 7, 8}, {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
	{5, 8, 6, 9, 7, 2, 0, 1, 3, 4}, {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
	{9, 4, 3, 8, 6, 1, 7, 2, 0, 5}, {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
}

// CheckDigit is the Damm digit of a string of decimal digits; other characters
// are passed over.
func CheckDigit(digits string) byte {
	at := byte(0)
	for i := range len(digits) {
		if c := digits[i]; c >= '0' && c <= '9' {
			at = damm[at][c-'0']
		}
	}
	return '0' + at
}

// Label writes number n of a kind of our own labels: prefix, the number in at
// least three digits, its check digit. Label("T", 118) is "T1184" or alike.
func Label(prefix string, n uint64) string {
	digits := fmt.Sprintf("%03d", n)
	return prefix + digits + string(CheckDigit(digits))
}

// ParseLabel reads what Label wrote. Invalid says that the text has our form
// and a wrong check digit; ok is false for a text that is none of ours.
func ParseLabel(prefix, text string) (n uint64, ok bool, err error) {
	digits, has := strings.CutPrefix(text, prefix)
	if !has || len(digits) < 4 || len(digits) > 19 || strings.Trim(digits, "0123456789") != "" {
		return 0, false, nil
	}
	body := digits[:len(digits)-1]
	if CheckDigit(body) != digits[len(digits)-1] {
		return 0, true, fault.New(fault.Invalid, "ident.check_digit", "text", text)
	}
	n, err = strconv.ParseUint(body, 10, 64)
	return n, err == nil, err
}
