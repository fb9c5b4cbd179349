package scan

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// packExample is the code of a pack in the tax service's order on fiscal data
// (tag 1162, codes that are not GS1).
const packExample = "00000046198488X?io+qCABm8wAYa"

const (
	tail44 = "YXiyKfiHjE4YE8b+YVMC1O5r8VtpplA3AwcCqrcG9Dk="
	tail88 = tail44 + "sOe6fy7lPT8lLffZ5WdQ7Rp8P>XLDwEGD1Wv4oY71o4="
)

func markSum(c Code) string {
	m, ok := c.Mark()
	if !ok {
		return sum(c)
	}
	s := fmt.Sprintf("%s gtin=%s serial=%s", m.Form, m.GTIN, m.Serial)
	for name, v := range map[string]string{" price=": m.Price} {
		if v != "" {
			s += name + v
		}
	}
	s += fmt.Sprintf(" key=%s tail=%d %s", m.Key, len(m.Tail), strings.Join(m.Groups, ","))
	if c.Flaw != nil {
		s += fmt.Sprintf(" !%s %s @%d", c.Flaw.Reason, c.Flaw.AI, c.Flaw.At)
	}
	return s
}

func TestMark(t *testing.T) {
	const gtin = "0104607001771562"
	for _, row := range []struct {
		symbology  Symbology
		data, want string
	}{
		// What the groups print. The GTIN is one of ours; serial numbers and
		// tails are as published, with GTINs that often fail their check digit.
		{GS1DataMatrix, gtin + "21k3LInNbH_oG0Q" + GS + "91EE06" + GS + "92" + tail44,
			"full gtin=04607001771562 serial=k3LInNbH_oG0Q key=EE06 tail=44 lp,perfumery,tires,pharma,bicycle,wheelchairs,shoes"},
		{GS1DataMatrix, gtin + "21G+mgsHw<DiLN_" + GS + "91EE05" + GS + "92" + tail88, "full gtin=04607001771562 serial=G+mgsHw<DiLN_ key=EE05 tail=88 shoes"},
		{GS1DataMatrix, gtin + "215w9EJp" + GS + "93abc1", "short gtin=04607001771562 serial=5w9EJp key= tail=4 milk"},
		{GS1DataMatrix, gtin + "215w9EJp" + GS + "93abc1" + GS + "3103000500", "short gtin=04607001771562 serial=5w9EJp key= tail=4 milk"},
		{GS1DataMatrix, gtin + "215aBcDeFgHiJkL" + GS + "93abc1", "short gtin=04607001771562 serial=5aBcDeFgHiJkL key= tail=4 water,bio,antiseptic"},
		{GS1DataMatrix, gtin + "21a?RI7ZL" + GS + "93X9NA", "short gtin=04607001771562 serial=a?RI7ZL key= tail=4 beer,otp"},
		{GS1DataMatrix, gtin + "21JgXJ5.T" + GS + "8005112000" + GS + "93Mdlr", "short gtin=04607001771562 serial=JgXJ5.T price=112000 key= tail=4 tobacco"},
		{GS1DataMatrix, gtin + "21odd" + GS + "93Mdlr", "short gtin=04607001771562 serial=odd key= tail=4 "},
		{"", gtin + "215w9EJp" + GS + "93abc1", "short gtin=04607001771562 serial=5w9EJp key= tail=4 milk"},
		{DataMatrix, packExample, "pack gtin=00000046198488 serial=X?io+qC price=9500 key= tail=4 tobacco"},
		{"", packExample, "pack gtin=00000046198488 serial=X?io+qC price=9500 key= tail=4 tobacco"},
		{DataMatrix, "RU-430302-AAA7582720", "fur gtin= serial=RU-430302-AAA7582720 key= tail=0 furs"},
		{PDF417, "22N00002NU5DBKYDOT17ID980726019019608CW1A4XR5EJ7JKFX50FHHGV92ZR2GZRZ", "alcohol gtin= serial=22N00002NU5DBKYDOT17ID980726019019608CW1A4XR5EJ7JKFX50FHHGV92ZR2GZRZ key= tail=0 "},

		// No marks: number and serial number alone, codes that only look so.
		{GS1DataMatrix, gtin + "21k3LInNbH_oG0Q", "gs1 (01)04607001771562(21)k3LInNbH_oG0Q"},
		{QR, packExample, "text"},
		{DataMatrix, "00000046198487X?io+qCABm8wAYa", "text"},
		{DataMatrix, "00000046198488X?io+qCABm8wAY", "text"},
		{DataMatrix, "00000046198488" + strings.Repeat("1", 15), "text"},
		{DataMatrix, "RU-430302-0007582720", "text"},
		{Code128, "RU-43030-AAA75827200", "text"},
		{PDF417, strings.Repeat("1", 68), "text"},
		{PDF417, strings.Repeat("a", 68), "text"},
		{PDF417, strings.Repeat("A", 67), "text"},
		{Code128, "22N00002NU5DBKYDOT17ID980726019019608CW1A4XR5EJ7JKFX50FHHGV92ZR2GZRZ", "text"},

		// Separators that went on the way: flagged, and nothing is put back.
		{GS1DataMatrix, gtin + "215w9EJp93abc1", "gs1 (01)04607001771562(21)5w9EJp93abc1 !a separator seems to be lost 21 @16"},
		{GS1DataMatrix, GS + gtin + "215w9EJp93abc1", "gs1 (01)04607001771562(21)5w9EJp93abc1 !a separator seems to be lost 21 @17"},
		{"", gtin + "215w9EJp93abc1", "gs1? (01)04607001771562(21)5w9EJp93abc1 !a separator seems to be lost 21 @16"},
		{GS1DataMatrix, gtin + "21a?RI7ZL93X9NA", "gs1 (01)04607001771562(21)a?RI7ZL93X9NA !a separator seems to be lost 21 @16"},
		{GS1DataMatrix, gtin + "210001%ix800515000093vRdW", "text !value too long: a separator was lost 21 @16"},
		{"", gtin + "210001%ix800515000093vRdW", "text? !value too long: a separator was lost 21 @16"},
		{GS1DataMatrix, gtin + "210001%ix8005150000" + GS + "93vRdW", "short gtin=04607001771562 serial=0001%ix8005150000 key= tail=4  !a separator seems to be lost 21 @16"},
		{GS1DataMatrix, gtin + "21k3LInNbH_oG0Q91EE0692" + tail44, "text !value too long: a separator was lost 21 @16"},
		{"", gtin + "21k3LInNbH_oG0Q91EE0692" + tail44, "text? !value too long: a separator was lost 21 @16"},
		{GS1DataMatrix, gtin + "21k3LInNbH_oG0Q" + GS + "91EE0692" + tail44, "gs1 (01)04607001771562(21)k3LInNbH_oG0Q(91)EE0692" + tail44 + " !a separator seems to be lost 91 @32"},
		{GS1DataMatrix, gtin + "21k3LInNbH_oG0Q91EE06" + GS + "92" + tail44, "gs1 (01)04607001771562(21)k3LInNbH_oG0Q91EE06(92)" + tail44 + " !a separator seems to be lost 21 @16"},
		{"", gtin + "21some longer text that no mark is", "text"},

		// Without FNC1 in front the symbol is no GS1 symbol, whatever it holds.
		{DataMatrix, gtin + "215w9EJp" + GS + "93abc1", "short gtin=04607001771562 serial=5w9EJp key= tail=4 milk !element strings in a symbol that did not announce them  @0"},
		{DataMatrix, gtin + "215w9EJp93abc1", "gs1? (01)04607001771562(21)5w9EJp93abc1 !a separator seems to be lost 21 @16"},
		{DataMatrix, gtin + "2112345678", "text"},
		{DataMatrix, "0104607001771563" + "215w9EJp" + GS + "93abc1", "text"},
	} {
		got := Parse(Scan{Symbology: row.symbology, Data: row.data})
		if markSum(got) != row.want {
			t.Errorf("%s %q:\n got %s\nwant %s", row.symbology, row.data, markSum(got), row.want)
		}
		if m, ok := got.Mark(); ok && got.Serial() != m.Serial {
			t.Errorf("%q has the serial numbers %q and %q", row.data, got.Serial(), m.Serial)
		}
		if got.Data != row.data {
			t.Errorf("%q became %q", row.data, got.Data)
		}
	}
}

// TestLostSeparators makes marks of every shape and takes separators away, one
// by one and all: never is a mark without them taken for good.
func TestLostSeparators(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, s := range shapes() {
		for range 200 {
			elements := []Element{{"01", "04607001771562"}}
			for _, p := range s.parts {
				chars := strings.Trim(packChars, `()`)
				if p.ai == "8005" {
					chars = "0123456789"
				}
				elements = append(elements, Element{p.ai, from(r, chars, p.length)})
			}
			whole := Join(elements...)
			if c := Parse(Scan{Symbology: GS1DataMatrix, Data: whole}); c.Flaw != nil || len(c.Elements) != len(elements) {
				t.Fatalf("%q: %v", whole, c.Flaw)
			}
			for _, data := range without(whole) {
				for _, symbology := range []Symbology{GS1DataMatrix, DataMatrix, ""} {
					c := Parse(Scan{Symbology: symbology, Data: data})
					if c.Flaw == nil || c.Flaw.Reason != SeparatorDoubtful && c.Flaw.Reason != SeparatorLost {
						t.Errorf("%q, without separators %q in %q: %s", whole, data, symbology, markSum(c))
					}
					if c.Data != data {
						t.Errorf("%q was mended to %q", data, c.Data)
					}
				}
			}
		}
	}
}

// without is a code without its first separator, its last, and all.
func without(data string) (all []string) {
	if first := strings.Index(data, GS); first >= 0 {
		last := strings.LastIndex(data, GS)
		all = append(all, data[:first]+data[first+1:], data[:last]+data[last+1:], strings.ReplaceAll(data, GS, ""))
	}
	return all
}

func TestShapes(t *testing.T) {
	for _, bad := range []string{"21=7", "21=7:", "21=7: beer", "21=x 93=4: beer", "21=7 93=4", "2199=7 93=4: beer"} {
		if _, err := parseShapes(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
	for _, row := range []struct{ base80, want string }{{"AAAA", "0"}, {"AAAB", "1"}, {"AABA", "80"}, {"ABm8", "9500"}, {"????", "40959999"}} {
		if got := packPrice(row.base80); got != row.want {
			t.Errorf("%s is %s, want %s", row.base80, got, row.want)
		}
	}
}
