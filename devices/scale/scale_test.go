package scale

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"warehouse-node/devices"
	"warehouse-node/devices/weight"
	"warehouse-node/devices/wire"
)

// TestSteady: a weight is believed when two readings in a row are alike, and, where
// the scale says nothing of it, when it shows the same for a while.
func TestSteady(t *testing.T) {
	type said struct {
		after time.Duration
		grams int64
		mark
		want bool
	}
	const tick = 100 * time.Millisecond
	for name, rows := range map[string][]said{
		"marked":    {{0, 5, still, false}, {tick, 5, still, true}, {tick, 5, still, true}},
		"changes":   {{0, 5, still, false}, {tick, 6, still, false}, {tick, 6, still, true}},
		"moves":     {{0, 5, still, false}, {tick, 5, moving, false}, {tick, 5, still, false}, {tick, 5, still, true}},
		"pauses":    {{0, 5, still, false}, {weight.Fresh + 1, 5, still, false}, {tick, 5, still, true}},
		"unmarked":  {{0, 5, unmarked, false}, {tick, 5, unmarked, false}, {4 * tick, 5, unmarked, true}},
		"wavers":    {{0, 5, unmarked, false}, {4 * tick, 6, unmarked, false}, {4 * tick, 6, unmarked, false}, {tick, 6, unmarked, true}},
		"overloads": {{0, 5, still, false}, {tick, 0, over, false}, {tick, 5, still, false}, {tick, 5, still, true}},
	} {
		s, at := steady{hold: 5 * tick}, time.Unix(1_800_000_000, 0)
		for i, row := range rows {
			at = at.Add(row.after)
			if r := s.reading(row.grams, row.mark, at); r.Stable != row.want || r.Grams != row.grams || r.At != at {
				t.Errorf("%s, reading %d: %+v", name, i, r)
			}
		}
	}
}

// TestEverySplit: what is read does not depend on how the bytes come.
func TestEverySplit(t *testing.T) {
	const stream = "76kg\r\nST,GS,+  4.876kg\r\nST,GS,+  4.876kg\r\n\x02 1.2\x02 1.245 kg\x03ST,AB\n"
	read := func(parts ...string) string {
		var text strings.Builder
		for _, p := range parts {
			text.WriteString("< " + quoted(p) + "\n")
		}
		r, err := wire.ParseReplay(text.String() + "!\n")
		if err != nil {
			t.Fatal(err)
		}
		got, err := Replay(t.Context(), "text", r)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(got, ", ")
	}
	whole := read(stream)
	if whole != "76000 g, 4876 g, 4876 g stable, bad: glued, 1245 g, bad: not understood" {
		t.Fatal(whole)
	}
	for i := 1; i < len(stream); i++ {
		if got := read(stream[:i], stream[i:]); got != whole {
			t.Errorf("cut at %d: %s", i, got)
		}
	}
}

func quoted(s string) string {
	b, _ := json.Marshal(s) // a string always can
	return strings.ReplaceAll(string(b), `\u00`, `\x`)
}

// TestEndlessLine: megabytes without an end cost a line's memory and one error.
func TestEndlessLine(t *testing.T) {
	l := &lines{}
	told := 0
	for range 1 << 14 {
		l.buf = append(l.buf, strings.Repeat("9", 256)...)
		if line, err := l.cut(); line != "" {
			t.Fatalf("%q", line)
		} else if err != nil {
			told++
		}
		if cap(l.buf) > 4*(MaxLine+256) {
			t.Fatalf("%d bytes are kept", cap(l.buf))
		}
	}
	l.buf = append(l.buf, " kg\r\n5 kg\r\n"...)
	if line, err := l.cut(); line != "5 kg" || err != nil || told != 1 {
		t.Errorf("after it %q, %v; told %d times", line, err, told)
	}
	l.buf = append(l.buf, strings.Repeat("9", MaxLine+1)+"\r\n"...) // its end in the same read
	if line, err := l.cut(); line != "" || !errors.Is(err, devices.ErrGarbled) {
		t.Errorf("%q, %v", line, err)
	}
}

func TestSettings(t *testing.T) {
	for config, ok := range map[string]bool{
		`{}`:                              true,
		`{"Sends":"asked"}`:               false,
		`{"Sends":"asked","Ask":"W\\r"}`:  true,
		`{"Sends":"asked","Ask":"\\xZZ"}`: false,
		`{"EveryMS":1}`:                   false,
	} {
		if err := Drivers.Check("text", json.RawMessage(config)); (err == nil) != ok {
			t.Errorf("%s: %v", config, err)
		}
	}
}

// FuzzLine: any line is a weight within reason or an error that says why.
func FuzzLine(f *testing.F) {
	for _, seed := range []string{"ST,GS,+  4.876kg", "US,NT,-0.4 g", "OL", "  20.0 kg    G", "0,980", "S S     100.00 g", "S +", "ES", "\xff\xfe 12", "ST ST ST 1 G G G"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		check := func(grams int64, err error) {
			bad, is := errors.AsType[*BadLine](err)
			if err != nil && (!is || bad.Text != line) || grams < -weight.Most || grams > weight.Most {
				t.Errorf("%q: %d, %v", line, grams, err)
			}
		}
		grams, _, err := parseText(line, "kg")
		check(grams, err)
		grams, _, err = parseSICS(line)
		check(grams, err)
	})
}

// TestSilentScale: one that never answers is given up, and a wait ends with ctx.
func TestSilentScale(t *testing.T) {
	r, err := wire.ParseReplay("> \"SI\\r\\n\"\n~\n> \"SI\\r\\n\"\n~\n> \"SI\\r\\n\"\n~\n")
	if err != nil {
		t.Fatal(err)
	}
	s, err := Drivers.Open(t.Context(), "sics", r, json.RawMessage(`{"EveryMS":50}`))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Next(t.Context()); !errors.Is(err, os.ErrDeadlineExceeded) || devices.ReasonOf(err) != devices.Silent {
		t.Errorf("a silent scale: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("after its end: %v", err)
	}
}
