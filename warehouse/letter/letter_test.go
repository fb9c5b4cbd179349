package letter_test

import (
	"testing"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/letter"
)

func TestSigns(t *testing.T) {
	for text, sign := range map[string]string{
		"": "",
		"Ліхтар №5 «Їжак» — 12 × 7 мм, 20 °C ☕️": "",
		"a\x00b":         "U+0000",
		"a\tb":           "U+0009",
		"a\u00adb":       "U+00AD",
		"\ufeffa":        "U+FEFF",
		"a\u200bb":       "U+200B",
		"\u202egnp.exe":  "U+202E",
		"a\u2028b":       "U+2028",
		"a\u3164b":       "U+3164", // a letter of no width
		"a\U000e0041b":   "U+E0041",
		"a\x80b":         "U+FFFD",
		"one\r\nanother": "U+000D",
	} {
		err := letter.Line(text)
		if got := sign != ""; got != (err != nil) || got == letter.Seen(text) || err != nil && fault.Of(err).Args["sign"] != sign {
			t.Errorf("%+q: got %v, want %q", text, err, sign)
		}
	}
	if letter.Line("one\nanother") == nil || letter.Lines("one\nanother") != nil || letter.Lines("one\u200b\nanother") == nil {
		t.Error("a new line is for texts of several lines, and nothing else is")
	}
	if got, want := letter.Clean("\ufeffДоставить\u00ad\nпосле\u200b 18\x00"), "Доставить\nпосле 18"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestRefusalIsSeen: the refusal itself shows no sign that nobody sees.
func TestRefusalIsSeen(t *testing.T) {
	for _, text := range []string{"a\u202eb", "a\x00b\x80", "Очень длинное название, которое никто не станет читать\u200b до конца"} {
		if told := fault.Of(letter.Line(text)).Args["text"]; !letter.Seen(told) || told == "" {
			t.Errorf("%+q is told as %+q", text, told)
		}
	}
}
