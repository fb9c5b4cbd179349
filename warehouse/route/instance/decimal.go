package instance

import (
	"errors"
	"strconv"
	"strings"

	"warehouse-node/warehouse/route"
)

// maxDigits is how many digits a distance may have, before the point and after it.
const maxDigits = 9

// Unit is how many decimals of the file's unit a Length counts: with 2, one unit
// is a hundred.
type Unit int

// Text writes a length in the unit of the file, exactly.
func (u Unit) Text(n route.Length) string {
	s := strconv.FormatInt(int64(max(n, -n)), 10)
	if len(s) <= int(u) {
		s = strings.Repeat("0", int(u)+1-len(s)) + s
	}
	if u > 0 {
		s = strings.TrimRight(s[:len(s)-int(u)]+"."+s[len(s)-int(u):], "0")
		s = strings.TrimSuffix(s, ".")
	}
	if n < 0 {
		s = "-" + s
	}
	return s
}

// decimal is a number as it was written.
type decimal struct {
	digits   int64
	decimals int
}

var errDecimal = errors.New("no decimal number of at most 9 digits before the point and 9 after it")

func parseDecimal(s string) (decimal, error) {
	digits, negative := strings.CutPrefix(s, "-")
	whole, part, _ := strings.Cut(digits, ".")
	part = strings.TrimRight(part, "0")
	if whole == "" || len(whole) > maxDigits || len(part) > maxDigits || strings.Trim(whole+part, "0123456789") != "" {
		return decimal{}, errDecimal
	}
	n, err := strconv.ParseInt(whole+part, 10, 64)
	if err != nil {
		return decimal{}, errDecimal
	}
	if negative {
		n = -n
	}
	return decimal{n, len(part)}, nil
}

// unit is the coarsest unit in which all of the numbers are whole.
func unit(all ...decimal) Unit {
	most := 0
	for _, d := range all {
		most = max(most, d.decimals)
	}
	return Unit(most)
}

// in is a number in a unit that is fine enough for it. What is longer than a floor
// can be stays so: Layout.Check refuses it.
func (d decimal) in(u Unit) route.Length {
	n := route.Length(d.digits)
	for range int(u) - d.decimals {
		if n > route.MaxLength || n < -route.MaxLength {
			break
		}
		n *= 10
	}
	return n
}
