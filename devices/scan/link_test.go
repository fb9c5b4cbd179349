package scan

import "testing"

// linkRows are URIs and what they say. The first group is made after the
// examples of the GS1 Digital Link Standard, URI Syntax, with numbers of our
// own; what is wrong with the others stands in their flaw.
var linkRows = []struct{ uri, want string }{
	{"https://id.gs1.org/01/09506000134352", "(01)09506000134352"},
	{"https://id.gs1.org/01/09506000134352/22/2A", "(01)09506000134352(22)2A"},
	{"https://id.gs1.org/01/09506000134352/10/ABC123", "(01)09506000134352(10)ABC123"},
	{"https://id.gs1.org/01/09506000134352/22/2A/10/AB/21/12345", "(01)09506000134352(22)2A(10)AB(21)12345"},
	{"https://id.gs1.org/01/09506000134352/235/12345", "(01)09506000134352(235)12345"},
	{"https://id.gs1.org/01/09506000134352?17=270131&3103=000195", "(01)09506000134352(17)270131(3103)000195"},
	{"https://id.gs1.org/414/9520123456788/254/32a%2Fb", "(414)9520123456788(254)32a/b"},
	{"https://id.gs1.org/00/106141411234567897", "(00)106141411234567897"},
	{"https://id.gs1.org/8010/9520123AB/8011/12", "(8010)9520123AB(8011)12"},

	{"HTTP://EXAMPLE.COM/01/09506000134352", "(01)09506000134352"},
	{"https://example.com:8443/01/09506000134352", "(01)09506000134352"},
	{"https://[2001:db8::1]/01/09506000134352", "(01)09506000134352"},
	{"https://shop.example/a/b/01/09506000134352/10/A%2bB?linkType=gs1:pip&17=270131#top", "(01)09506000134352(10)A+B(17)270131"},
	{"https://shop.example/00/no/01/09506000134352", "(01)09506000134352"},
	{"https://shop.example/01/09506000134352/", "(01)09506000134352"},
	{"https://shop.example/01/09506000134352?", "(01)09506000134352"},
	{"https://shop.example/01/09506000134352?&&10&utm=1", "(01)09506000134352"},
	{"https://shop.example/01/9506000134352", "(01)09506000134352"},
	{"https://shop.example/01/96385074", "(01)00000096385074"},
	{"https://shop.example/gtin/9506000134352/lot/A/ser/B", "(01)09506000134352(10)A(21)B"},
	{"https://shop.example/sscc/106141411234567897", "(00)106141411234567897"},

	{"https://id.gs1.org/01/09506000134353", "(01)09506000134353 !barcode: (01) check digit does not fit at byte 19"},
	{"https://id.gs1.org/01/09506000134352/21/A/10/B", "(01)09506000134352(21)A(10)B !barcode: (10) qualifier that may not follow here at byte 42"},
	{"https://id.gs1.org/01/09506000134352/10/A/235/B", "(01)09506000134352(10)A(235)B !barcode: (235) qualifier that may not follow here at byte 42"},
	{"https://id.gs1.org/01/09506000134352/10/A/10/A", "(01)09506000134352(10)A !barcode: (10) qualifier that may not follow here at byte 42"},
	{"https://id.gs1.org/01/09506000134352?10=A", "(01)09506000134352(10)A !barcode: (10) identifier that may not stand in the query at byte 37"},
	{"https://id.gs1.org/01/09506000134352?21=A", "(01)09506000134352(21)A !barcode: (21) identifier that may not stand in the query at byte 37"},
	{"https://id.gs1.org/01/09506000134352?15=270131&15=270201", "(01)09506000134352(15)270131(15)270201 !barcode: (15) two values of one identifier at byte 47"},
	{"https://id.gs1.org/01/09506000134352?240=A+B", "(01)09506000134352(240)A B !barcode: (240) character that may not stand here at byte 37"},
	{"https://id.gs1.org/01/09506000134352/10/A+B", "(01)09506000134352(10)A+B"},
	{"https://id.gs1.org/01/09506000134352/10/%00", "(01)09506000134352(10)\x00 !barcode: (10) character that may not stand here at byte 37"},

	{"https://id.gs1.org/01/09506000134352/10/A%2", " !barcode: (10) percent sign without two hexadecimal digits at byte 37"},
	{"https://id.gs1.org/01/09506000134352/10/A%zz", " !barcode: (10) percent sign without two hexadecimal digits at byte 37"},
	{"https://id.gs1.org/01/09506000134", " !barcode: (01) value too short at byte 19"},
	{"https://id.gs1.org/01/109506000134352", " !barcode: (01) value too long at byte 19"},
	{"https://id.gs1.org/01/09506000134352?4999=A", " !barcode: unknown identifier at byte 37"},
	{"https://id.gs1.org/01//10/A", " !barcode: (01) value too short at byte 19"},
	{"https://id.gs1.org/10/A", " !barcode: no GS1 Digital Link at byte 18"},
	{"https://id.gs1.org/01", " !barcode: no GS1 Digital Link at byte 18"},
	{"https://id.gs1.org/01/09506000134352/about", " !barcode: no GS1 Digital Link at byte 18"},
	{"https://id.gs1.org/", " !barcode: no GS1 Digital Link at byte 18"},
	{"https://id.gs1.org", " !barcode: no GS1 Digital Link at byte 0"},
	{"https:///01/09506000134352", " !barcode: no GS1 Digital Link at byte 0"},
	{"https://user@example.com/01/09506000134352", " !barcode: no GS1 Digital Link at byte 0"},
	{"Https://id.gs1.org/01/09506000134352", " !barcode: no GS1 Digital Link at byte 0"},
	{"ftp://id.gs1.org/01/09506000134352", " !barcode: no GS1 Digital Link at byte 0"},
	{"https://id.gs1.org/01/09506000134352/10/Ж", " !barcode: no GS1 Digital Link at byte 0"},
	{"https://id.gs1.org/01/09506000134352/10/A B", " !barcode: no GS1 Digital Link at byte 0"},
	{"", " !barcode: no GS1 Digital Link at byte 0"},
}

func TestParseLink(t *testing.T) {
	for _, row := range linkRows {
		elements, flaw := ParseLink(row.uri)
		got := Code{Elements: elements}.String()
		if flaw != nil {
			got += " !" + flaw.Error()
		}
		if got != row.want {
			t.Errorf("%s:\n got %q\nwant %q", row.uri, got, row.want)
		}
	}
}

func TestLink(t *testing.T) {
	for _, row := range []struct{ stem, code, want string }{
		{Canonical, "(01)09506000134352", "https://id.gs1.org/01/09506000134352"},
		{"https://example.com/", "(01)09506000134352", "https://example.com/01/09506000134352"},
		{Canonical, "(21)S(10)A/B(01)09506000134352(22)2A", "https://id.gs1.org/01/09506000134352/22/2A/10/A%2FB/21/S"},
		{Canonical, "(01)09506000134352(235)T", "https://id.gs1.org/01/09506000134352/235/T"},
		{Canonical, "(01)09506000134352(240)X&Y(17)270131", "https://id.gs1.org/01/09506000134352?17=270131&240=X%26Y"},
		{Canonical, "(01)09506000134352(15)270131", "https://id.gs1.org/01/09506000134352?15=270131"},
		{Canonical, "(00)106141411234567897(3302)001250(403)R", "https://id.gs1.org/00/106141411234567897?3302=001250&403=R"},

		{Canonical, "(10)A", "!barcode: () another identifier must stand with it: a key of Digital Links"},
		{Canonical, "(01)09506000134352(21)S(235)T", "!barcode: (235) identifier that may not stand in the query at byte 0"},
		{Canonical, "(01)09506000134352(15)270131(15)270201", "!barcode: (15) two values of one identifier at byte 0"},
		{Canonical, "(01)09506000134353", "!barcode: (01) check digit does not fit at byte 0"},
	} {
		elements, _ := ParseBracketed(row.code)
		got, flaw := Link(row.stem, elements...)
		if flaw != nil {
			got += "!" + flaw.Error()
		}
		if got != row.want {
			t.Errorf("%s:\n got %s\nwant %s", row.code, got, row.want)
		}
	}
	twice := []Element{{"01", "09506000134352"}, {"15", "270131"}, {"01", "09506000134352"}, {"15", "270131"}}
	if uri, flaw := Link(Canonical, twice...); flaw != nil || uri != "https://id.gs1.org/01/09506000134352?15=270131" {
		t.Errorf("said twice: %s, %v", uri, flaw)
	}
	if _, flaw := Link(Canonical, Element{"4999", "x"}); flaw == nil || flaw.Reason != UnknownAI {
		t.Errorf("(4999): %v", flaw)
	}
	if _, flaw := Link(Canonical, Element{"01", "1"}); flaw == nil || flaw.Reason != TooShort {
		t.Errorf("(01)1: %v", flaw)
	}
}
