package scan

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var today = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

func TestCheckDigit(t *testing.T) {
	// EAN-8, UPC-A, EAN-13, GTIN-14, SSCC, GLN; from the General Specifications
	// and from packs on a desk.
	for _, good := range []string{"96385074", "73513537", "036000291452", "4006381333931", "4601546021298", "04607001771562", "12312312312333",
		"106141411234567897", "376104250021234569"} {
		if !Checked(good) {
			t.Errorf("%s is refused", good)
		}
		for i := range good { // one digit read wrongly is always noticed
			for d := byte('0'); d <= '9'; d++ {
				if bad := good[:i] + string(d) + good[i+1:]; bad != good && Checked(bad) {
					t.Errorf("%s is taken for %s", bad, good)
				}
			}
		}
	}
	for _, bad := range []string{"", "0", "9638507", "96385074x", "9638507４"} {
		if Checked(bad) {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestCutAIM(t *testing.T) {
	for _, row := range []struct {
		data, aim string
		symbology Symbology
		rest      string
	}{
		{"]E04601234567893", "]E0", EAN13, "4601234567893"},
		{"]E496385074", "]E4", EAN8, "96385074"},
		{"]E3460", "]E3", EANAddOn, "460"},
		{"]E105", "]E1", AddOn, "05"},
		{"]E252495", "]E2", AddOn, "52495"},
		{"]I1123", "]I1", ITF, "123"},
		{"]C101", "]C1", GS1128, "01"},
		{"]C0abc", "]C0", Code128, "abc"},
		{"]d2", "]d2", GS1DataMatrix, ""},
		{"]d1x", "]d1", DataMatrix, "x"},
		{"]Q3x", "]Q3", GS1QR, "x"},
		{"]Q1x", "]Q1", QR, "x"},
		{"]e0x", "]e0", DataBar, "x"},
		{"]X0x", "]X0", OtherSymbol, "x"},
		{"4601", "", "", "4601"},
		{"]E", "", "", "]E"},
		{"", "", "", ""},
		{"]]0x", "", "", "]]0x"},
	} {
		aim, s, rest, ok := CutAIM(row.data)
		if numeric := strings.HasPrefix(row.aim, "]E") || strings.HasPrefix(row.aim, "]I"); s.Numeric() != numeric {
			t.Errorf("%q holds only digits: %v", s, !numeric)
		}
		if aim != row.aim || s != row.symbology || rest != row.rest || ok != (row.aim != "") {
			t.Errorf("%q: got %q %q %q %v", row.data, aim, s, rest, ok)
		}
	}
}

// sum writes a code in one line, for tables.
func sum(c Code) string {
	s := string(c.Kind)
	if c.Guessed {
		s += "?"
	}
	if c.Form != "" {
		s += " " + string(c.Form)
	}
	if c.Layout != "" {
		s += " typed " + string(c.Layout)
	}
	switch {
	case c.Kind == GTIN || c.Kind == Marking:
		s += " " + c.GTIN
	case len(c.Elements) > 0:
		s += " " + c.String()
	}
	if c.AddOn != "" {
		s += "+" + c.AddOn
	}
	if c.Flaw != nil {
		s += fmt.Sprintf(" !%s %s @%d", c.Flaw.Reason, c.Flaw.AI, c.Flaw.At)
	}
	return s
}

func TestParse(t *testing.T) {
	for _, row := range []struct {
		symbology Symbology
		data      string
		want      string
	}{
		// Trade item numbers, as one item whatever symbol it came from.
		{EAN13, "4006381333931", "gtin 04006381333931"},
		{EAN13, "4006381333932", "text !check digit does not fit  @12"},
		{EAN13, "036000291452", "gtin 00036000291452"},
		{EAN13, "0036000291452", "gtin 00036000291452"},
		{EAN13, "04252614", "gtin 00042100005264"},
		{EAN13, "01234565", "gtin 00012345000065"},
		{EAN13, "460123", "text !length that this symbol does not have  @0"},
		{EAN13, "4006381333931 ", "text !length that this symbol does not have  @0"},
		{EAN8, "96385074", "gtin 00000096385074"},
		{EAN8, "96385075", "text !check digit does not fit  @7"},
		{EAN8, "4006381333931", "text !length that this symbol does not have  @0"},
		{EANAddOn, "977147396801204", "gtin 09771473968012+04"},
		{EANAddOn, "400638133393152495", "gtin 04006381333931+52495"},
		{EANAddOn, "03600029145205", "gtin 00036000291452+05"},
		{AddOn, "52495", "text+52495"},
		{AddOn, "05", "text+05"},
		{AddOn, "0x", "text !character that may not stand here  @0"},
		{AddOn, "123", "text !length that this symbol does not have  @0"},
		{ITF, "12312312312333", "gtin? 12312312312333"},
		{ITF, "12312312312334", "text"},
		{Code128, "4006381333931", "gtin? 04006381333931"},
		{"", "4006381333931", "gtin? 04006381333931"},

		// Element strings.
		{GS1128, "01046070017715621727010010LOT-7" + GS + "21AB12", "gs1 (01)04607001771562(17)270100(10)LOT-7(21)AB12"},
		{GS1128, GS + "0104607001771562", "gs1 (01)04607001771562"},
		{GS1128, "0104607001771562" + GS + "10A" + GS, "gs1 (01)04607001771562(10)A"},
		{GS1128, "00106141411234567897", "sscc (00)106141411234567897"},
		{GS1128, "001061414112345678970204607001771562371" + "44", "sscc (00)106141411234567897(02)04607001771562(37)144"},
		{DataBar, "0104607001771562", "gs1 (01)04607001771562"},
		{GS1DataMatrix, `010460700177156221G+mgsHw<DiLN_` + GS + "91EE05" + GS + "92abc/+==", `gs1 (01)04607001771562(21)G+mgsHw<DiLN_(91)EE05(92)abc/+==`},
		{GS1DataMatrix, "01046070017715623103001250", "gs1 (01)04607001771562(3103)001250"},
		{GS1128, "0104607001771562" + "0104607001771562", "gs1 (01)04607001771562"},

		// Element strings with a flaw that leaves them standing.
		{GS1128, "0104607001771563", "gs1 (01)04607001771563 !check digit does not fit 01 @0"},
		{GS1128, "010460700177156217270229", "gs1 (01)04607001771562(17)270229 !no such date or time 17 @16"},
		{GS1128, "010460700177156217271301", "gs1 (01)04607001771562(17)271301 !no such date or time 17 @16"},
		{GS1128, "010460700177156210a b", "gs1 (01)04607001771562(10)a b !character that may not stand here 10 @16"},
		{GS1128, "10A" + GS + "10B", "gs1 (10)A(10)B !two values of one identifier 10 @4"},
		{GS1128, "8030ab=c", "gs1 (8030)ab=c !character that may not stand here 8030 @0"},
		{GS1128, "700326112124" + "60", "gs1 (7003)2611212460 !no such date or time 7003 @0"},
		{GS1128, "701126112112", "gs1 (7011)26112112 !part of the value is missing 7011 @0"},

		// Flaws after which nothing stands.
		{GS1128, "", "text !nothing in it  @0"},
		{GS1128, GS, "text !nothing in it  @0"},
		{GS1128, "010460700177156", "text !value too short 01 @0"},
		{GS1128, "01046070017" + GS + "71562", "text !value too short 01 @0"},
		{GS1128, "10" + GS + "21A", "text !value too short 10 @0"},
		{GS1128, "0104607001771562" + GS + GS + "10A", "text !unknown identifier  @17"},
		{GS1128, "010460700177156210LOT721AB12CDEFGHIJKLMN", "text !value too long: a separator was lost 10 @16"},
		{GS1128, "42264317261121", "text !value too long: a separator was lost 422 @0"},
		{GS1128, "hello", "text !unknown identifier  @0"},
		{GS1128, "0", "text !unknown identifier  @0"},

		// A scanner that does not tell its symbols.
		{"", "0104607001771562" + "10A", "gs1? (01)04607001771562(10)A"},
		{"", "00106141411234567897", "sscc? (00)106141411234567897"},
		{"", "10A" + GS + "21B", "gs1? (10)A(21)B"},
		{"", "10A", "text"},
		{"", "0104607001771563", "text"},
		{"", "A" + GS + "B", "text? !unknown identifier  @0"},
		{"", "(01)04607001771562(10)A", "gs1? brackets (01)04607001771562(10)A"},
		{"", "(01)04607001771563", "text"},
		{"", "(10)A", "text"},
		{"", "(c) 2026", "text"},
		{Code128, "(00)106141411234567897", "sscc? brackets (00)106141411234567897"},
		{"", "BIN-01-02-03", "text"},
		{"", "", "text"},

		// Symbols that said they hold no element strings.
		{DataMatrix, "0104607001771562", "text"},
		{QR, "https://example.com/01/04607001771562", "gs1? link (01)04607001771562"},
		{DataMatrix, "04607001771562abcdefgABCDwxyz", "mark? 04607001771562"},
		{OtherSymbol, "x", "text"},
	} {
		got := Parse(Scan{Symbology: row.symbology, Data: row.data})
		if sum(got) != row.want {
			t.Errorf("%s %q:\n got %s\nwant %s", row.symbology, row.data, sum(got), row.want)
		}
		if got.Data != row.data {
			t.Errorf("%q became %q", row.data, got.Data)
		}
	}
}

func TestMeaning(t *testing.T) {
	c := Parse(Scan{Symbology: GS1128, Data: Join(Element{"00", "106141411234567897"}, Element{"02", "04607001771562"}, Element{"37", "144"},
		Element{"10", "L1"}, Element{"17", "280200"}, Element{"15", "271231"}, Element{"13", "261101"}, Element{"21", "S"}, Element{"3102", "000125"})})
	expiry, _ := c.Expiry(today)
	best, _ := c.BestBefore(today)
	made, _ := c.Produced(today)
	count, _ := c.Count()
	grams, _ := c.NetGrams()
	got := fmt.Sprint(c.Kind, c.SSCC, " ", c.Content, " ", c.Lot(), " ", c.Serial(), " ", expiry, best, made, count, grams)
	if want := "sscc106141411234567897 04607001771562 L1 S 2028-02-29 2027-12-31 2026-11-01 144 1250"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	none := Parse(Scan{Data: "4006381333931"})
	_, hasExpiry := none.Expiry(today)
	_, hasCount := none.Count()
	_, hasGrams := none.NetGrams()
	if hasExpiry || hasCount || hasGrams || none.Lot() != "" {
		t.Errorf("an EAN means more than itself: %v", none)
	}
}

func TestDates(t *testing.T) {
	for _, row := range []struct{ yymmdd, want string }{
		{"270131", "2027-01-31"}, {"270100", "2027-01-31"}, {"280200", "2028-02-29"}, {"270200", "2027-02-28"}, {"261200", "2026-12-31"},
		{"760101", "2076-01-01"}, {"770101", "1977-01-01"}, {"000229", "2000-02-29"},
		{"270230", ""}, {"270001", ""}, {"271301", ""}, {"270132", ""}, {"27013", ""}, {"27013x", ""},
	} {
		d, ok := toDate(row.yymmdd, today)
		if got := d.String(); ok != (row.want != "") || ok && got != row.want {
			t.Errorf("%s: got %s, %v; want %s", row.yymmdd, got, ok, row.want)
		}
	}
	// The turn of a century: in 2099 "49" is fifty years ahead, "48" is 2048.
	late := time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)
	for yy, want := range map[string]int{"49": 2149, "50": 2050, "99": 2099, "00": 2100} {
		if d, _ := toDate(yy+"0615", late); d.Year != want {
			t.Errorf("in 2099 %s is %d, want %d", yy, d.Year, want)
		}
	}
}

func TestNetGrams(t *testing.T) {
	for ai, want := range map[string]string{"3100": "12500000 true", "3101": "1250000 true", "3102": "125000 true", "3103": "12500 true", "3104": "1250 true", "3105": "125 true"} {
		c := Parse(Scan{Symbology: GS1128, Data: ai + "012500"})
		if g, ok := c.NetGrams(); fmt.Sprint(g, ok) != want {
			t.Errorf("%s: got %d %v, want %s", ai, g, ok, want)
		}
	}
	if _, ok := Parse(Scan{Symbology: GS1128, Data: "3104012345"}).NetGrams(); ok {
		t.Error("half a gram is a whole number")
	}
}

func TestDecimal(t *testing.T) {
	for _, row := range []struct {
		e    Element
		want string
	}{
		{Element{"3922", "19995"}, "19995 2 true"}, {Element{"3105", "000001"}, "1 5 true"}, {Element{"3932", "64319995"}, "0 0 false"},
		{Element{"37", "5"}, "0 0 false"}, {Element{"3922", "x"}, "0 2 false"},
	} {
		if n, d, ok := row.e.Decimal(); fmt.Sprint(n, d, ok) != row.want {
			t.Errorf("%v: got %d %d %v, want %s", row.e, n, d, ok, row.want)
		}
	}
}

// related are the patterns of identifiers that an identifier speaks of.
func related(id *identifier) []string {
	all := slices.Concat(append(id.qualifiers, id.excludes)...)
	for _, groups := range id.requires {
		all = append(all, slices.Concat(groups...)...)
	}
	return all
}

// TestDictionary reads the file that GS1 publishes: all of it, with no check
// that is not made and no pattern that means nothing.
func TestDictionary(t *testing.T) {
	d, err := parseDictionary(dictionaryText)
	if err != nil {
		t.Fatal(err)
	}
	if len(d) < 480 {
		t.Errorf("only %d identifiers", len(d))
	}
	// The lengths of General Specifications, figure 7.8.5-2: identifier and
	// value together, by the first two digits.
	predefined := map[string]int{"00": 20, "01": 16, "02": 16, "03": 16, "11": 8, "12": 8, "13": 8, "15": 8, "16": 8, "17": 8, "20": 4,
		"31": 10, "32": 10, "33": 10, "34": 10, "35": 10, "36": 10, "41": 16}
	used, all := map[string]bool{}, slices.Collect(maps.Keys(d))
	for ai, id := range d {
		if want := predefined[ai[:2]]; id.predefined != (want > 0) || id.predefined && len(ai)+id.max != want {
			t.Errorf("%s: predefined %v, %d characters", ai, id.predefined, len(ai)+id.max)
		}
		if id.title == "" && ai != "8110" && ai != "8112" { // coupons have none
			t.Errorf("%s has no title", ai)
		}
		for n := 2; n < len(ai); n++ {
			if d[ai[:n]] != nil {
				t.Errorf("%s begins with %s", ai, ai[:n])
			}
		}
		for _, p := range id.parts {
			for _, name := range p.names {
				used[name] = true
			}
		}
		for _, pattern := range related(id) {
			if !slices.ContainsFunc(all, func(other string) bool { return matches(pattern, other) }) {
				t.Errorf("%s: nothing is %s", ai, pattern)
			}
		}
	}
	for name := range checks {
		if !used[name] {
			t.Errorf("nobody asks for the check %s", name)
		}
	}
	for ai, want := range map[string]string{"10": "BATCH/LOT", "3103": "NET WEIGHT (kg)", "4999": ""} {
		if got := (Element{AI: ai}).Title(); got != want {
			t.Errorf("(%s) is %q", ai, got)
		}
	}
	for _, bad := range []string{"01", "01 *", "1 N2", "01 N2\n01 N3", "3105-3100 N6", "31-3105 N6", "0x N2", "01 ?", "01 [N2", "01 N0", "01 N2,nosuch", "01 N2 nosuch=1"} {
		if _, err := parseDictionary(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestJoin(t *testing.T) {
	in := []Element{{"01", "04607001771562"}, {"10", "A"}, {"17", "270131"}, {"21", "x"}}
	if got, want := Join(in...), "0104607001771562"+"10A"+GS+"17270131"+"21x"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	out, flaw := ParseElements(Join(in...))
	if d := cmp.Diff(in, out); d != "" || flaw != nil {
		t.Error(d, flaw)
	}
}

// TestGoods: an item's number is given only where nothing else can be meant.
func TestGoods(t *testing.T) {
	const gs = GS
	for _, row := range []struct {
		symbology Symbology
		data      string
		gtin      string
		whole     bool
	}{
		{EAN13, "4607001771562", "04607001771562", true},
		{EAN13, "4607001771563", "", true}, // a wrong check digit
		{Code128, "hello", "", true},
		{GS1128, "010460700177156217261231", "04607001771562", true},
		{GS1128, "010460700177156217261399", "04607001771562", true},  // no such day
		{GS1128, "010460700177156317261231", "", true},                // a wrong check digit
		{GS1128, "01046070017715620104601234567893", "", true},        // two numbers
		{GS1128, "0104607001771562" + "6399", "04607001771562", true}, // broken behind the number
		{GS1128, "010460700177156210" + strings.Repeat("A", 21), "04607001771562", false},
		{GS1DataMatrix, "010460700177156221k3LInNbH_oG0Q91EE0692" + tail44, "04607001771562", false},
		{GS1DataMatrix, "0104607001771562215w9EJp93abc1", "04607001771562", false},
		{GS1DataMatrix, "010460700177156221k3LInNbH_oG0Q" + gs + "93abcd", "04607001771562", true},
		{EANAddOn, "01460700177156299", "", true}, // an add-on that looks like an element
	} {
		c := Parse(Scan{Symbology: row.symbology, Data: row.data})
		if gtin, sure := c.Goods(); gtin != row.gtin && sure || sure != (row.gtin != "") || c.Whole() != row.whole {
			t.Errorf("%q: %q %v, whole %v; %+v", row.data, gtin, sure, c.Whole(), c.Flaw)
		}
	}
}
