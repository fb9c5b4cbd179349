package zebra

import (
	"bytes"
	"strings"
	"testing"
)

func TestSqueeze(t *testing.T) {
	for art, want := range map[string]string{
		"#.......\n#.......":                 "80:",
		"########\n........\n########":       "FF,FF",
		strings.Repeat("#...", 8):            "N8",
		strings.Repeat("#", 16) + "........": "JF,",
		strings.Repeat("#", 8) + "#.......":  "FF80",
	} {
		rows := strings.Split(art, "\n")
		d := &Dots{PerRow: len(rows[0]) / 8, Bytes: make([]byte, len(rows)*len(rows[0])/8)}
		for i, c := range strings.Join(rows, "") {
			if c == '#' {
				d.Bytes[i/8] |= 0x80 >> (i % 8)
			}
		}
		if got := Squeeze(d); got != want {
			t.Errorf("%q: got %s, want %s", art, got, want)
		}
		back, err := expand(want, len(d.Bytes), d.PerRow)
		if err != nil || !bytes.Equal(back, d.Bytes) {
			t.Errorf("%q: read back as %X, %v", art, back, err)
		}
	}
	var b strings.Builder
	for _, n := range []int{1, 2, 3, 19, 20, 21, 400, 401, 420} {
		writeRun(&b, 'A', n)
		b.WriteByte(' ')
	}
	if want := "A AA IA YA gA gGA zA zAA zAgA "; b.String() != want {
		t.Errorf("got %s, want %s", b.String(), want)
	}
}
