package label

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/image/font"
	"pgregory.net/rapid"
)

// sixty is a name of 60 letters, as shops have them.
const sixty = "Крем-бальзам восстанавливающий для сухой кожи рук «Ёлочка» №"

func TestFit(t *testing.T) {
	if n := len([]rune(sixty)); n != 60 {
		t.Fatalf("the name has %d letters", n)
	}
	box := Text{Width: 50 * mm, Height: 9 * mm, Size: 4500, MinSize: 2 * mm}
	for name, row := range map[string]struct {
		change func(*Text)
		want   []string
	}{
		"one line":       {func(t *Text) { t.Text = "Крем" }, []string{"Крем"}},
		"nothing":        {func(t *Text) { t.Text = " \n" }, []string{""}},
		"line feed":      {func(t *Text) { t.Text = "А\r\nБ\n" }, []string{"А", "Б"}},
		"spaces":         {func(t *Text) { t.Text = "  А \t Б  " }, []string{"А Б"}},
		"control signs":  {func(t *Text) { t.Text = "А\x00\x1b\u200bБ\xff" }, []string{"АБ\ufffd"}},
		"one form":       {func(t *Text) { t.Text = "й" }, []string{"й"}},
		"sixty":          {func(t *Text) { t.Text = sixty }, []string{"Крем-бальзам восстанавливающий", "для сухой кожи рук «Ёлочка» №"}},
		"a long word":    {func(t *Text) { t.Text, t.MinSize = strings.Repeat("Ж", 13), 0 }, []string{"ЖЖЖЖЖЖЖЖЖЖЖЖ", "Ж"}},
		"cut":            {func(t *Text) { t.Text, t.MinSize, t.Cut = sixty, 0, true }, []string{"Крем-бальзам", "восстанавливающий д…"}},
		"cut in a word":  {func(t *Text) { t.Text, t.MinSize, t.Cut, t.Height = strings.Repeat("Ж", 99), 0, true, 4500 }, []string{"ЖЖЖЖЖЖЖЖЖЖЖ…"}},
		"cut no further": {func(t *Text) { t.Text, t.Cut = sixty, true }, []string{"Крем-бальзам восстанавливающий", "для сухой кожи рук «Ёлочка» №"}},
	} {
		one := box
		row.change(&one)
		r := DPI203
		got, problem := one.fit(r, r.dots(one.Width), r.dots(one.Height))
		if problem != nil {
			t.Errorf("%s: %v", name, problem)
		}
		if d := cmp.Diff(row.want, got.lines); d != "" {
			t.Errorf("%s, lines of %d dots: %s", name, got.line, d)
		}
	}
}

// Whatever the text, what is set is inside its box and no sign is lost or added.
func TestFitInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one := Text{Text: rapid.StringOfN(rapid.RuneFrom([]rune("ЖёщІі.wW 1-\n")), 0, 80, -1).Draw(t, "text"), Size: 3 * mm, MinSize: mm}
		r := rapid.SampledFrom([]Resolution{DPI203, DPI300}).Draw(t, "resolution")
		one.Bold, one.Cut = rapid.Bool().Draw(t, "bold"), rapid.Bool().Draw(t, "cut")
		w, h := rapid.IntRange(10, 300).Draw(t, "w"), rapid.IntRange(5, 150).Draw(t, "h")
		got, problem := one.fit(r, w, h)
		if problem != nil {
			roomy := h >= r.dots(one.MinSize) && w >= 2*r.dots(one.MinSize)
			if problem.Kind != TooLong || one.Cut && roomy {
				t.Fatal(problem)
			}
			return
		}
		if len(got.lines)*got.line > h {
			t.Fatalf("%d lines of %d dots in %d", len(got.lines), got.line, h)
		}
		face := newFace(got.line, one.Bold)
		for _, line := range got.lines {
			if n := font.MeasureString(face, line).Ceil(); n > w {
				t.Fatalf("%q is %d dots long, the box %d", line, n, w)
			}
		}
		squeeze := strings.NewReplacer(" ", "", "\n", "")
		set, want := squeeze.Replace(strings.Join(got.lines, "")), squeeze.Replace(one.Text)
		if before, cut := strings.CutSuffix(set, "…"); set != want && (!cut || !one.Cut || !strings.HasPrefix(want, before)) {
			t.Fatalf("%q became %q", want, set)
		}
	})
}

// The bold and the plain font have every letter that our customers write.
func TestFontHasLetters(t *testing.T) {
	letters := "абвгґдеёєжзиіїйклмнопрстуўфхцчшщъыьэюяʼ’АБВГҐДЕЁЄЖЗИІЇЙКЛМНОПРСТУЎФХЦЧШЩЪЫЬЭЮЯ«»„“—–…№₽₴₸×°²³µ½©®™ÄÖÜäöüßłŁőŐçéè"
	for i, f := range fonts() {
		for _, r := range letters {
			if g, err := f.GlyphIndex(nil, r); err != nil || g == 0 {
				t.Errorf("font %d has no %q", i, r)
			}
		}
	}
}
