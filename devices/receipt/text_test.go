package receipt

import (
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestFit(t *testing.T) {
	for _, c := range []struct {
		in   string
		max  int
		want string
	}{
		{"Кружка «Эмаль» — 0,5 л", 128, `Кружка "Эмаль" - 0,5 л`},
		{"Ґудзик їжачок із ґратами", 128, "Гудзик їжачок iз гратами"},
		{"  Чай\t\r\n зелёный  ", 128, "Чай зелёный"},
		{"Tea 🍵 green", 128, "Tea ? green"},
		{"Café crème № 5", 128, "Cafe creme № 5"},
		{"й как и с бреве: и\u0306", 128, "й как и с бреве: й"},
		{"^XZ~JA\x1b\x00", 128, "^XZ~JA"},
		{"абвгд", 3, "абв"},
		{"аб вгд", 3, "аб"},
		{"1,5 € ₴", 128, "1,5 EUR грн"},
		{"", 5, ""},
	} {
		if got := Fit(c.in, c.max); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}

func TestFitAlwaysFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		max := rapid.IntRange(0, 200).Draw(t, "max")
		got := Fit(rapid.String().Draw(t, "text"), max)
		if utf8.RuneCountInString(got) > max {
			t.Fatalf("%q is over %d", got, max)
		}
		for _, r := range got {
			if !Printable(r) {
				t.Fatalf("%q of %q", r, got)
			}
		}
		if again := Fit(got, max); again != got {
			t.Fatalf("%q became %q", got, again)
		}
	})
}

func TestQR(t *testing.T) {
	// The example of order ЕД-7-20/662@: a return of 9,999,999.00.
	d := Document{
		Memory: "000110000105", Number: 12345678, Sign: 123456, Type: TypeReceipt, Kind: Return,
		Sum: 9999999_00, At: time.Date(2015, 7, 20, 16, 38, 0, 0, time.UTC),
	}
	const want = "t=20150720T1638&s=9999999.00&fn=000110000105&i=12345678&fp=123456&n=2"
	if got := d.QR(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := (Document{Type: TypeShiftOpen}).QR(); got != "" {
		t.Errorf("a shift has %q", got)
	}
}

func TestBlocks(t *testing.T) {
	now := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	ready := Status{Clock: now, Shift: ShiftOpen, Paper: PaperReady, Memory: Memory{Fiscal: true}}
	for name, c := range map[string]struct {
		spoil func(*Status)
		want  Reason
	}{
		"ready":         {func(*Status) {}, ""},
		"paper waits":   {func(s *Status) { s.Paper = PaperWaiting }, ""},
		"no paper":      {func(s *Status) { s.Paper = PaperOut }, NoPaper},
		"cover":         {func(s *Status) { s.CoverOpen = true }, CoverIsOpen},
		"closed":        {func(s *Status) { s.Shift = ShiftClosed }, ShiftNotOpen},
		"25 hours":      {func(s *Status) { s.Shift = ShiftExpired }, ShiftTooLong},
		"no memory":     {func(s *Status) { s.Memory.Fiscal = false }, MemoryClosed},
		"29 days":       {func(s *Status) { s.Unsent = Unsent{Documents: 3, Since: now.Add(-29 * 24 * time.Hour)} }, ""},
		"30 days":       {func(s *Status) { s.Unsent = Unsent{Documents: 3, Since: now.Add(-UnsentLock)} }, UnsentTooLong},
		"sent long ago": {func(s *Status) { s.Unsent = Unsent{} }, ""},
	} {
		s := ready
		c.spoil(&s)
		got := append(s.Blocks(), "")[0]
		if got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}
