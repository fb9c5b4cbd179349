package scan

import "strings"

// check looks at a part of a value that has its length and character set; "" is
// good. Each is one of GS1's syntax tests and has its name there.
type check func(value string) Reason

// checks are all that the dictionary names. Those of companies and coupons are
// made as far as they go without a list that GS1 keeps on its servers.
var checks = map[string]check{
	"csum":           func(v string) Reason { return unless(Checked(v), BadCheckDigit) },
	"csumalpha":      func(v string) Reason { return unless(checkedPair(v), BadCheckDigit) },
	"yymmd0":         func(v string) Reason { return unless(validDay(v, true), BadDate) },
	"yymmdd":         func(v string) Reason { return unless(validDay(v, false), BadDate) },
	"yyyymmdd":       func(v string) Reason { return unless(validDate(v), BadDate) },
	"hhmi":           func(v string) Reason { return unless(v < "24" && v[2:] < "60", BadDate) },
	"hh":             func(v string) Reason { return unless(v < "24", BadDate) },
	"mi":             func(v string) Reason { return unless(v < "60", BadDate) },
	"ss":             func(v string) Reason { return unless(v < "60", BadDate) },
	"gcppos1":        func(v string) Reason { return unless(company(v), BadValue) },
	"gcppos2":        func(v string) Reason { return unless(company(v[1:]), BadValue) },
	"hasnondigit":    func(v string) Reason { return unless(!digits(v), BadValue) },
	"hyphen":         func(v string) Reason { return unless(v == "-", BadValue) },
	"iban":           func(v string) Reason { return unless(validIBAN(v), BadCheckDigit) },
	"importeridx":    func(v string) Reason { return unless(inSet('Z', v[0]) && v != "=", BadValue) },
	"iso3166":        func(v string) Reason { return unless(countries[v], BadValue) },
	"iso3166999":     func(v string) Reason { return unless(countries[v] || v == "999", BadValue) },
	"iso3166alpha2":  func(v string) Reason { return unless(countryLetters[v], BadValue) },
	"iso4217":        func(v string) Reason { return unless(currencies[v], BadValue) },
	"iso5218":        func(v string) Reason { return unless(v <= "2" || v == "9", BadValue) },
	"latitude":       func(v string) Reason { return unless(v <= "1800000000", BadValue) },
	"longitude":      func(v string) Reason { return unless(v <= "3600000000", BadValue) },
	"mediatype":      func(v string) Reason { return unless("01" <= v && v <= "10" || v >= "80", BadValue) },
	"nonzero":        func(v string) Reason { return unless(strings.Trim(v, "0") != "", BadValue) },
	"nozeroprefix":   func(v string) Reason { return unless(v[0] != '0', BadValue) },
	"packagetype":    func(v string) Reason { return unless(packages[v], BadValue) },
	"pcenc":          func(v string) Reason { return unless(validPercent(v), BadValue) },
	"pieceoftotal":   func(v string) Reason { return unless("00" < v[:2] && v[:2] <= v[2:], BadValue) },
	"posinseqslash":  func(v string) Reason { return unless(validSequence(v), BadValue) },
	"winding":        func(v string) Reason { return unless(v <= "1" || v == "9", BadValue) },
	"yesno":          func(v string) Reason { return unless(v <= "1", BadValue) },
	"zero":           func(v string) Reason { return unless(strings.Trim(v, "0") == "", BadValue) },
	"couponcode":     func(v string) Reason { return unless(validCoupon(v), BadValue) },
	"couponposoffer": func(v string) Reason { return unless(validOffer(v), BadValue) },
}

func unless(ok bool, r Reason) Reason {
	if ok {
		return ""
	}
	return r
}

// company says whether v begins as a GS1 Company Prefix does, which has four
// digits at least. Whose it is only GS1 knows.
func company(v string) bool { return len(v) >= 4 && digits(v[:4]) }

// validIBAN says whether v has a country, and the check digits of ISO 7064
// MOD 97-10 with the first four characters behind the others (ISO 13616).
func validIBAN(v string) bool {
	if len(v) < 5 || !countryLetters[v[:2]] || !digits(v[2:4]) {
		return false
	}
	rest := 0
	for _, s := range []string{v[4:], v[:4]} {
		for i := range len(s) {
			switch c := s[i]; {
			case digit(c):
				rest = (rest*10 + int(c-'0')) % 97
			case 'A' <= c && c <= 'Z':
				rest = (rest*100 + int(c-'A') + 10) % 97
			default:
				return false
			}
		}
	}
	return rest == 1
}

// validPercent says whether every percent sign has two hexadecimal digits.
func validPercent(v string) bool {
	for i := 0; i < len(v); i++ {
		if v[i] == '%' && (i+2 >= len(v) || !hex(v[i+1]) || !hex(v[i+2])) {
			return false
		}
	}
	return true
}

func hex(c byte) bool { return digit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }

// validSequence says whether v is "2/3": the second of three, of nine at most.
func validSequence(v string) bool {
	return len(v) == 3 && digit(v[0]) && digit(v[2]) && v[1] == '/' && '0' < v[0] && v[0] <= v[2]
}
