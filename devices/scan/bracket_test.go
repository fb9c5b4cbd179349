package scan

import "testing"

func TestParseBracketed(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		{"(01)04607001771562(10)LOT-7", "(01)04607001771562(10)LOT-7"},
		{`(10)a\(b)c(21)d`, "(10)a(b)c(21)d"},
		{`(10)\(21)`, "(10)(21)"},
		{"(3103)001250", "(3103)001250"},
		{"(10)A(10)A", "(10)A"},

		{"(01)04607001771563", "(01)04607001771563 !barcode: (01) check digit does not fit at byte 0"},
		{"(10)A(10)B", "(10)A(10)B !barcode: (10) two values of one identifier at byte 5"},
		{"(17)260229", "(17)260229 !barcode: (17) no such date or time at byte 0"},
		{"(7040)1ABC", "(7040)1ABC"},
		{"(7040)1AB=", "(7040)1AB= !barcode: (7040) value that this identifier does not have at byte 0"},

		{"", " !barcode: nothing in it at byte 0"},
		{"(", " !barcode: unknown identifier at byte 0"},
		{"()", " !barcode: unknown identifier at byte 0"},
		{"(1)A", " !barcode: unknown identifier at byte 0"},
		{"01)04607001771562", " !barcode: unknown identifier at byte 0"},
		{"(10)a(b", " !barcode: unknown identifier at byte 5"},
		{"(4999)x", " !barcode: unknown identifier at byte 0"},
		{"(10)", " !barcode: (10) value too short at byte 0"},
		{"(01)123(10)A", " !barcode: (01) value too short at byte 0"},
		{"(01)046070017715620", " !barcode: (01) value too long at byte 0"},
		{"(10)123456789012345678901", " !barcode: (10) value too long at byte 0"},
	} {
		elements, flaw := ParseBracketed(row.text)
		got := Code{Elements: elements}.String()
		if flaw != nil {
			got += " !" + flaw.Error()
		}
		if got != row.want {
			t.Errorf("%s:\n got %s\nwant %s", row.text, got, row.want)
		}
	}
	if got, want := Bracketed(Element{"10", "a(b)c"}, Element{"21", "d"}), `(10)a\(b)c(21)d`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
