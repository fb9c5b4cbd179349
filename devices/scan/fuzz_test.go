package scan

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzParse: any bytes give a code; what was understood, put together again,
// is understood as the same; nothing is invented.
func FuzzParse(f *testing.F) {
	for _, s := range []Symbology{"", GS1128, EAN13, EANAddOn, QR, DataMatrix} {
		for _, d := range []string{"4006381333931", "0104607001771562" + "10A" + GS + "17270100", "3103001250", "97714739680110" + "04", "\x00\xff", GS + GS,
			"(01)04607001771562(10)A", "https://id.gs1.org/01/04607001771562?17=270100", packExample, "010460700177156221AbcDef93abcd", "0104607001771562цфя"} {
			f.Add(string(s), d)
		}
	}
	f.Fuzz(func(t *testing.T, symbology, data string) {
		c := Parse(Scan{Symbology: Symbology(symbology), Data: data})
		if c.Layout == "" && (c.Data != data || c.Typed != "") || c.Layout != "" && c.Typed != data || c.Kind == "" {
			t.Fatalf("%q: %+v", data, c)
		}
		if c.GTIN != "" && (len(c.GTIN) != 14 || c.Guessed && c.Flaw == nil && !Checked(c.GTIN)) {
			t.Errorf("%q: GTIN %q", data, c.GTIN)
		}
		_, _ = c.Expiry(today)
		_, _ = c.Produced(today)
		_, _ = c.Count()
		_, _ = c.NetGrams()
		if m, ok := c.Mark(); ok && (m.Form == "" || m.Serial == "" || !strings.Contains(c.Data, m.Tail)) && c.Form == ElementStrings {
			t.Errorf("%q: %+v", data, m)
		}
		if c.Elements == nil {
			return
		}
		again, flaw := ParseElements(Join(c.Elements...))
		if flaw != nil && flaw.Reason.Breaks() {
			t.Fatalf("%q: %v, joined again: %v", data, c.Elements, flaw)
		}
		if d := cmp.Diff(c.Elements, again); d != "" {
			t.Errorf("%q: %s", data, d)
		}
		for _, e := range c.Elements {
			if c.Form == ElementStrings && !strings.Contains(c.Data, e.AI+e.Value) {
				t.Errorf("%q holds no %v", data, e)
			}
		}
	})
}

func FuzzCutAIM(f *testing.F) {
	f.Add("]E04601234567893")
	f.Fuzz(func(t *testing.T, data string) {
		aim, s, rest, ok := CutAIM(data)
		if aim+rest != data || ok != (s != "") {
			t.Errorf("%q: %q %q %q %v", data, aim, s, rest, ok)
		}
	})
}

// FuzzParseLink: any bytes give elements or a flaw; a link without a flaw, made
// again of its elements, says the same.
func FuzzParseLink(f *testing.F) {
	for _, row := range linkRows {
		f.Add(row.uri)
	}
	f.Fuzz(func(t *testing.T, uri string) {
		elements, flaw := ParseLink(uri)
		if elements == nil != (flaw != nil && flaw.Reason.Breaks()) {
			t.Fatalf("%q: %v, %v", uri, elements, flaw)
		}
		if flaw != nil {
			return
		}
		again, flaw := Link(Canonical, elements...)
		if flaw != nil {
			t.Fatalf("%q: %v, made again: %v", uri, elements, flaw)
		}
		same, flaw := ParseLink(again)
		if d := cmp.Diff(sorted(elements), sorted(same)); d != "" || flaw != nil {
			t.Errorf("%q, again %q: %v\n%s", uri, again, flaw, d)
		}
	})
}

// FuzzParseBracketed: any bytes give elements or a flaw, and what is without a
// flaw is the same when written again.
func FuzzParseBracketed(f *testing.F) {
	f.Add("(01)04607001771562(10)A")
	f.Add(`(10)a\(b)c(21)d`)
	f.Fuzz(func(t *testing.T, text string) {
		elements, flaw := ParseBracketed(text)
		if elements == nil != (flaw != nil && flaw.Reason.Breaks()) {
			t.Fatalf("%q: %v, %v", text, elements, flaw)
		}
		if flaw != nil {
			return
		}
		again, flaw := ParseBracketed(Bracketed(elements...))
		if d := cmp.Diff(elements, again); d != "" || flaw != nil {
			t.Errorf("%q: %v\n%s", text, flaw, d)
		}
	})
}

// FuzzUntype: what a layout wrote and was taken back is what was typed.
func FuzzUntype(f *testing.F) {
	f.Add("0104607001771562", "ЙЦУ")
	f.Fuzz(func(t *testing.T, meant, text string) {
		for _, l := range []Layout{Russian, Ukrainian} {
			if got, ok := Untype(typedUnder(l, meant), l); ok && got != meant {
				t.Errorf("%q under %s came back as %q", meant, l, got)
			}
			if got, ok := Untype(text, l); !ok && got != "" {
				t.Errorf("%q under %s: %q", text, l, got)
			}
		}
	})
}
