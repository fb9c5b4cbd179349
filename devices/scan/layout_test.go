package scan

import (
	"strings"
	"testing"
)

// typedUnder is what a layout writes when a scanner types text.
func typedUnder(l Layout, text string) string {
	keys := map[Layout]string{Russian: ruKeys, Ukrainian: ukKeys}[l]
	var b strings.Builder
	for _, c := range text {
		if i := strings.IndexRune(usKeys, c); i >= 0 {
			c = []rune(keys)[i]
		}
		b.WriteRune(c)
	}
	return b.String()
}

func TestUntype(t *testing.T) {
	for _, row := range []struct {
		layout      Layout
		text, meant string
		ok          bool
	}{
		{Russian, "йцукенгшщзхъфывапролджэячсмитьбю.ё", "qwertyuiop[]asdfghjkl;'zxcvbnm,./`", true},
		{Russian, `ЙЦУ"№;:?,/`, "QWE@#$^&?|", true},
		{Ukrainian, "йцукенгшщзхїфівапролджєячсмитьбю.'", "qwertyuiop[]asdfghjkl;'zxcvbnm,./`", true},
		{Ukrainian, "ґҐ", `\|`, true},
		{Russian, "0123456789-_=+!%*()", "0123456789-_=+!%*()", true},
		{Russian, "И1184", "B1184", true},
		{Russian, "Ч-ГТВЩ-6", "X-UNDO-6", true},
		{Ukrainian, "Ч-ГТВЩ-6", "X-UNDO-6", true},
		{Russian, "1" + GS + "й", "1" + GS + "q", true},

		{Russian, "B1184", "", false},
		{Russian, "і", "", false},
		{Ukrainian, "ы", "", false},
		{Russian, "é", "", false},
		{Russian, "\xff", "", false},
		{"de", "й", "", false},
	} {
		if got, ok := Untype(row.text, row.layout); got != row.meant || ok != row.ok {
			t.Errorf("%s %q: got %q %v, want %q", row.layout, row.text, got, ok, row.meant)
		}
	}
	for r, meant := range typed[Russian] {
		if also, both := typed[Ukrainian][r]; both && also != meant {
			t.Errorf("%c is %c under one layout and %c under the other", r, meant, also)
		}
	}
	if us, ru, uk := len(usKeys), len([]rune(ruKeys)), len([]rune(ukKeys)); us != ru || us != uk {
		t.Errorf("%d keys, of which Russian has %d and Ukrainian %d", us, ru, uk)
	}
}

// TestLayouts reads codes that a keyboard spoiled.
func TestLayouts(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		// 0104607001771562 10 LOT/7.
		{"010460700177156210ДЩЕ.7ю", "gs1? typed ru (01)04607001771562(10)LOT/7."},
		// The serial number "sS" is on keys where the layouts differ.
		{"010460700177156221ыЫ", "gs1? typed ru (01)04607001771562(21)sS"},
		{"010460700177156221іІ", "gs1? typed uk (01)04607001771562(21)sS"},
		// «"» is on Russian keys where @ is, which no code may have.
		{`010460700177156221ЭЖ`, `gs1? typed ru (01)04607001771562(21)":`},
		// https://id.gs1.org/01/04607001771562/10/A.
		{"реезыЖ..швюпы1ющкп.01.04607001771562.10.Ф", "gs1? link typed ru (01)04607001771562(10)A"},
		{"реезіЖ..швюпі1ющкп.01.04607001771562.10.Ф", "gs1? link typed uk (01)04607001771562(10)A"},
		{typedUnder(Russian, packExample), "mark? typed ru 00000046198488"},
		// A mark whose GS the keyboard swallowed: taken back, and flagged.
		{typedUnder(Russian, "0104607001771562215w9EJp93abc1"), "gs1? typed ru (01)04607001771562(21)5w9EJp93abc1 !a separator seems to be lost 21 @16"},
		{typedUnder(Russian, "010460700177156221k3LInNbH_oG0Q91EE0692"+tail44), "text? typed ru !value too long: a separator was lost 21 @16"},

		// Nothing is proved: no letter that only a layout writes, a wrong check
		// digit, Latin letters among them, words, our own labels.
		{"010460700177156321ЫЫ", "text"},
		{"010460700177156221Ыs", "text"},
		{"010460700177156221ыі", "text"},
		{"10ДЩЕ", "text"},
		{"Утюг", "text"},
		{"И1184", "text"},
		{"Ч-ГТВЩ-6", "text"},
		{"010460700177156221ЫЫ" + GS + "17ФФФФФФ", "text? !unknown identifier  @0"},
	} {
		c := Parse(Scan{Data: row.text})
		want := row.want
		if strings.HasSuffix(want, "@0") && c.Flaw != nil { // only that it is flagged
			want = sum(c)
		}
		if sum(c) != want {
			t.Errorf("%q:\n got %s\nwant %s", row.text, sum(c), want)
		}
		if c.Layout == "" && (c.Data != row.text || c.Typed != "") || c.Layout != "" && (c.Typed != row.text || typedUnder(c.Layout, c.Data) != row.text) {
			t.Errorf("%q: %+v", row.text, c)
		}
		if told := Parse(Scan{Data: row.text, Symbology: QR}); told.Layout != "" {
			t.Errorf("%q came through a keyboard that tells symbols", row.text)
		}
	}
}
