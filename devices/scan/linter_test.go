package scan

import (
	"strings"
	"testing"

	"golang.org/x/text/language"
)

// checkRows are values that each check of the dictionary takes and refuses; most
// of them stand at a limit.
var checkRows = map[string]struct{ good, bad string }{
	"csum":           {"04607001771562 106141411234567897 4006381333931", "04607001771563 106141411234567896"},
	"csumalpha":      {"1987654Ad4X4bL5ttr2310c2K", "1987654Ad4X4bL5ttr2310c2L 1987654Ad4X4bL5ttr2310cK2 2987654Ad4X4bL5ttr2310c2K 12 1"},
	"yymmd0":         {"260228 280229 000229 260200 261231", "260229 261301 260001 260132 26010"},
	"yymmdd":         {"260228 280229", "260200 260229 261301"},
	"yyyymmdd":       {"20240229 20000229 19991231", "20230229 19000229 20241301 20240100 20240001 2024010"},
	"hhmi":           {"0000 2359", "2400 2360"},
	"hh":             {"00 23", "24 99"},
	"mi":             {"00 59", "60"},
	"ss":             {"00 59", "60"},
	"gcppos1":        {"4607 4607A", "460 460A"},
	"gcppos2":        {"04607 A4607", "0460 0A607"},
	"hasnondigit":    {"1A A", "1 123"},
	"hyphen":         {"-", "0 A"},
	"iban":           {"GB82WEST12345698765432 DE89370400440532013000", "GB82WEST12345698765431 XX82WEST12345698765432 GBX2WEST12345698765432 GB82 GB82west12345698765432 GB82WEST1234569876543-"},
	"importeridx":    {"0 Z a - _", "= ! /"},
	"iso3166":        {"643 804 004 894", "000 999 005 280"},
	"iso3166999":     {"643 999", "000 998"},
	"iso3166alpha2":  {"RU UA GB", "UK SU ZZ ru"},
	"iso4217":        {"643 980 978 840", "000 280 998 191"},
	"iso5218":        {"0 1 2 9", "3 8"},
	"latitude":       {"0000000000 1800000000", "1800000001 9999999999"},
	"longitude":      {"0000000000 3600000000", "3600000001"},
	"mediatype":      {"01 10 80 99", "00 11 79"},
	"nonzero":        {"0001 1000", "0000"},
	"nozeroprefix":   {"1 10", "0 01"},
	"packagetype":    {"PX BX 201 9", "AE px 2011 XX"},
	"pcenc":          {"abc a%20b %D0%9f", "% %2 a%2 %G0 %0g"},
	"pieceoftotal":   {"0101 0199 0909", "0001 0201 0100 0000"},
	"posinseqslash":  {"1/1 1/9 3/3", "0/1 2/1 1/0 1-2 a/b 1/a"},
	"winding":        {"0 1 9", "2 8"},
	"yesno":          {"0 1", "2 9"},
	"zero":           {"0 00", "1 01"},
	"couponcode":     {"012345612345611110123 012345612345611110123101101230123456 01234561234561111012310110123921101239 01234561234561111012332601014260101 0123456123456111101235012345661123456791101", "01234561234561111012 0123456123456111101233260101426010 712345612345611110123 01234561234560110123 0123456123456111101238 01234561234561111012332601014260102 012345612345611115123 01234561234561111012321101238 0123456123456111101231411012390 a12345612345611110123"},
	"couponposoffer": {"001234561234560123456 101234561234560123456 061234567890121234569123456789012345", "201234561234560123456 071234567890123123456 00123456123456012345 0012345612345601234567 a01234561234560123456"},
}

func TestChecks(t *testing.T) {
	for name, check := range checks {
		row, ok := checkRows[name]
		if !ok || row.good == "" || row.bad == "" {
			t.Errorf("nobody tried %s", name)
		}
		for _, v := range strings.Fields(row.good) {
			if reason := check(v); reason != "" {
				t.Errorf("%s refuses %s: %s", name, v, reason)
			}
		}
		for _, v := range strings.Fields(row.bad) {
			if check(v) == "" {
				t.Errorf("%s takes %s", name, v)
			}
		}
	}
}

func TestPadding(t *testing.T) {
	for v, want := range map[string]bool{"": true, "abc": true, "abc=": true, "ab==": true, "a===": false, "=abc": false, "a=b=": false} {
		if padding(v) != want {
			t.Errorf("%q: %v", v, !want)
		}
	}
}

// TestCountries compares the two lists of countries with CLDR's: each number
// belongs to one of the letters.
func TestCountries(t *testing.T) {
	for letters := range countryLetters {
		r, err := language.ParseRegion(letters)
		if err != nil || !r.IsCountry() || r.String() != letters {
			t.Errorf("%s is no country: %v", letters, err)
		}
	}
	known := 0
	for number := range countries {
		n := 0
		for i := range len(number) {
			n = n*10 + int(number[i]-'0')
		}
		if r, err := language.EncodeM49(n); err == nil && countryLetters[r.Canonicalize().String()] {
			known++
		} else {
			t.Logf("%s has no letters in CLDR: %v", number, err)
		}
	}
	if len(countries) != 249 || len(countryLetters) != 249 || known < 245 {
		t.Errorf("%d numbers, of which %d are known, and %d pairs of letters; ISO 3166-1 has 249", len(countries), known, len(countryLetters))
	}
}

func TestExpandUPCE(t *testing.T) {
	// The four forms of the General Specifications, figure 5.2.2.4.2-1, and
	// what is none.
	for e, want := range map[string]string{
		"01234505": "012000003455", "01234514": "012100003454", "01234523": "012200003453", "01234531": "012300000451",
		"01234543": "012340000053", "01234558": "012345000058", "01234565": "012345000065", "01234572": "012345000072", "01234589": "012345000089", "01234596": "012345000096",
		"04252614": "042100005264", "11234562": "112345000062",
	} {
		if got, ok := ExpandUPCE(e); got != want || !ok {
			t.Errorf("%s: got %s %v, want %s", e, got, ok, want)
		}
	}
	for _, bad := range []string{"", "0123450", "012345055", "21234505", "01234506", "0123450x"} {
		if got, ok := ExpandUPCE(bad); ok {
			t.Errorf("%s is taken for %s", bad, got)
		}
	}
}
