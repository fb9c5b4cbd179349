package scan

import "testing"

func TestCheckPairs(t *testing.T) {
	for _, row := range []struct{ code, want string }{
		{"(01)04607001771562(10)A(17)270131(21)S", ""},
		{"(00)106141411234567897(02)04607001771562(37)144(10)A", ""},
		{"(00)106141411234567897(403)1(420)194000", ""},
		{"(8006)046070017715620102(21)S(250)x", ""},
		{"(01)04607001771562(3103)001250(3922)19995", ""},
		{"(01)04607001771562(30)5(3922)19995", ""},
		{"(415)4607001770008(8020)INVOICE(3901)125", ""},
		{"", ""},

		{"(10)A", "barcode: (10) another identifier must stand with it: 01,02,03,8006,8026"},
		{"(02)04607001771562", "barcode: (02) another identifier must stand with it: 37"},
		{"(01)04607001771562(250)x", "barcode: (250) another identifier must stand with it: 01+21,03+21,8006+21"},
		{"(01)04607001771562(3922)19995", "barcode: (3922) another identifier must stand with it: 01+30,01+31nn,01+32nn,01+35nn,01+36nn"},
		{"(01)04607001771562(37)5", "barcode: (01) may not stand with another identifier: 37"},
		{"(01)04607001771562(02)04607001771562(37)1", "barcode: (01) may not stand with another identifier: 37"},
		{"(01)04607001771562(3102)001250(3103)001250", "barcode: (3102) may not stand with another identifier: 3103"},
		{"(21)S(235)T(01)04607001771562", "barcode: (21) may not stand with another identifier: 235"},
		{"(420)194000(421)643194000", "barcode: (420) may not stand with another identifier: 421"},
	} {
		elements, _ := ParseBracketed(row.code)
		got := ""
		if flaw := CheckPairs(elements); flaw != nil {
			got = flaw.Error()
		}
		if got != row.want {
			t.Errorf("%s:\n got %s\nwant %s", row.code, got, row.want)
		}
	}
	if flaw := CheckPairs([]Element{{"4999", "x"}}); flaw == nil || flaw.Reason != UnknownAI {
		t.Errorf("(4999): %v", flaw)
	}
}
