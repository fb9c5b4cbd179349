package seal

import (
	"errors"
	"strings"
	"testing"

	"warehouse-node/warehouse/fault"
)

func TestPhone(t *testing.T) {
	for _, row := range []struct {
		region     Region
		text, want string
	}{
		{"RU", "+7 (916) 123-45-67", "+79161234567"},
		{"RU", "8 916 123 45 67", "+79161234567"},
		{"RU", "89161234567", "+79161234567"},
		{"RU", "9161234567", "+79161234567"},
		{"RU", "7 916 123 45 67", "+79161234567"},
		{"RU", "8 (495) 123-45-67", "+74951234567"},
		{"UA", "067 123 45 67", "+380671234567"},
		{"UA", "380671234567", "+380671234567"},
		{"UA", "+38 (067) 123-45-67", "+380671234567"},
		{"UA", "80671234567", "+380671234567"},
		{"RU", "380671234567", "+380671234567"},
		{"UA", "8 916 123 45 67", "+79161234567"},
		{"BY", "8 029 123-45-67", "+375291234567"},
		{"BY", "+375 29 123-45-67", "+375291234567"},
		{"RU", "375291234567", "+375291234567"},
		{"KZ", "8 701 123 45 67", "+77011234567"},
		{"RU", "+49 30 901820", "+4930901820"},
		{"RU", "＋７ ９１６ １２３ ４５ ６７", "+79161234567"},
		{"", "89161234567", "+79161234567"},
		{"RU", "", ""},
		{"RU", "12", ""},
		{"RU", "нет телефона", ""},
		{"RU", "+7 916 123 45 6", ""},
		{"RU", "+79161234567890123456", ""},
		{"RU", strings.Repeat("9", 10_000), ""},
	} {
		got, err := Phone(row.region, row.text)
		if got != row.want || (err == nil) != (row.want != "") {
			t.Errorf("%s %q: %q, %v; want %q", row.region, row.text, got, err, row.want)
		}
		if err != nil && (!errors.Is(err, fault.Invalid) || row.text != "" && strings.Contains(err.Error(), row.text)) {
			t.Errorf("%q: %v is not Invalid, or says the phone", row.text, err)
		}
	}
}

func TestPhoneTail(t *testing.T) {
	for text, want := range map[string]string{"+79161234567": "4567", "45-67": "4567", "567": "", "": ""} {
		if got := PhoneTail(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestEmail(t *testing.T) {
	for text, want := range map[string]string{
		" Olena@Example.COM ": "olena@example.com", "почта@пример.рф": "почта@пример.рф", "a@b@c.d": "a@b@c.d",
		"": "", "@b.c": "", "a@": "", "a": "", "a@b\nBcc: x@y": "", "O <o@e.com>": "",
	} {
		if got, err := Email(text); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v; want %q", text, got, err, want)
		}
	}
}

// FuzzPhone: what is a phone once is the same phone when it is read again.
func FuzzPhone(f *testing.F) {
	for _, s := range []string{"8 916 123 45 67", "+38 (067) 123-45-67", "tel:+7-916-123-45-67;ext=2", "доб. 12"} {
		f.Add("RU", s)
	}
	f.Fuzz(func(t *testing.T, region, text string) {
		e164, err := Phone(Region(region), text)
		if err != nil {
			return
		}
		again, err := Phone(Region(region), e164)
		if err != nil || again != e164 || !strings.HasPrefix(e164, "+") {
			t.Errorf("%q is %q, and that is %q, %v", text, e164, again, err)
		}
	})
}
