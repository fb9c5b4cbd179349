package place

import (
	"strings"

	"warehouse-node/warehouse/fault"
)

// The numbers by which a state knows a legal entity. Each has check digits, so
// that one digit mistyped, or two exchanged, is told before it is on a receipt.

// checkNumbers refuses numbers that the country of the entity never gave. None is
// required: a warehouse is made before its papers are at hand.
func (e *Entity) checkNumbers() error {
	switch e.Country {
	case "RU":
		return e.checkRussian()
	case "UA":
		if e.TaxID != "" {
			if err := judged(e.TaxID, edrpou, rnokpp); err != nil {
				return err
			}
		}
	default:
		if n := len(e.TaxID); e.TaxID != "" && (n < 8 || n > 14 || !digits(e.TaxID)) {
			return fault.New(fault.Invalid, "place.tax_id", "text", e.TaxID)
		}
	}
	if e.KPP != "" || e.OGRN != "" { // nobody else has them
		return fault.New(fault.Invalid, "place.russian_only", "country", e.Country)
	}
	return nil
}

// checkRussian: a company has an INN of 10 digits, a KPP and an OGRN of 13; a sole
// proprietor an INN of 12, no KPP and an OGRNIP of 15.
func (e *Entity) checkRussian() error {
	if e.TaxID != "" {
		if err := judged(e.TaxID, inn10, inn12); err != nil {
			return err
		}
	}
	person := len(e.TaxID) == 12
	if e.KPP != "" && (person || !kpp(e.KPP)) {
		return fault.New(fault.Invalid, "place.kpp", "text", e.KPP)
	}
	switch n := len(e.OGRN); {
	case n == 0:
	case !digits(e.OGRN), n != 13 && n != 15, e.TaxID != "" && person != (n == 15):
		return fault.New(fault.Invalid, "place.ogrn", "text", e.OGRN)
	case remainder(e.OGRN[:n-1], uint64(n-2))%10 != value(e.OGRN[n-1]): // by 11 of 13 digits, by 13 of 15
		return fault.New(fault.Invalid, "place.check_digit", "text", e.OGRN)
	}
	return nil
}

// form is one form of a number: how long it is, and whether its check digits are
// right.
type form struct {
	length int
	right  func(string) bool
}

var (
	inn10 = form{10, func(s string) bool { return mod11(s, 2, 4, 10, 3, 5, 9, 4, 6, 8)%10 == value(s[9]) }}
	inn12 = form{12, func(s string) bool {
		return mod11(s, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)%10 == value(s[10]) && mod11(s, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)%10 == value(s[11])
	}}
	edrpou = form{8, edrpouRight}
	rnokpp = form{10, func(s string) bool { return mod11(s, 10, 5, 7, 9, 4, 6, 10, 5, 7)%10 == value(s[9]) }} // 10 is -1 by 11
)

// edrpouRight: weights are 1 to 7, or 7 and 1 to 6 for numbers between 30 and 60
// million; where they give 10 all are higher by two, and where that gives 10 the
// digit is 0.
func edrpouRight(s string) bool {
	weights := []uint64{1, 2, 3, 4, 5, 6, 7}
	if s > "30000000" && s < "60000000" {
		weights = []uint64{7, 1, 2, 3, 4, 5, 6}
	}
	sum := mod11(s, weights...)
	if sum == 10 {
		for i := range weights {
			weights[i] += 2
		}
		sum = mod11(s, weights...) % 10
	}
	return sum == value(s[7])
}

// judged refuses a number that is of none of the forms, or of one and mistyped.
func judged(s string, forms ...form) error {
	for _, f := range forms {
		if len(s) != f.length || !digits(s) {
			continue
		}
		if !f.right(s) {
			return fault.New(fault.Invalid, "place.check_digit", "text", s)
		}
		return nil
	}
	return fault.New(fault.Invalid, "place.tax_id", "text", s)
}

// kpp: four digits of the tax office, two of the reason, which may be capital
// letters, three of the number.
func kpp(s string) bool {
	return len(s) == 9 && digits(s[:4]) && digits(s[6:]) && strings.Trim(s[4:6], "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }

func value(digit byte) uint64 { return uint64(digit - '0') }

// mod11 is the sum of the first digits by their weights, by 11.
func mod11(s string, weights ...uint64) (sum uint64) {
	for i, w := range weights {
		sum += value(s[i]) * w
	}
	return sum % 11
}

// remainder is a whole number of digits by another.
func remainder(s string, by uint64) (left uint64) {
	for i := range len(s) {
		left = (left*10 + value(s[i])) % by
	}
	return left
}
