package scanner

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// feed gives a stream to a framer in pieces and says what came out; the byte
// \x00 is a moment of silence.
func feed(f *framer, stream string, piece func() int) (got []string) {
	out := func(frame []byte, err error) bool {
		var bad *BadFrame
		switch {
		case errors.As(err, &bad):
			got = append(got, "!"+string(bad.Reason))
		case frame != nil:
			got = append(got, string(frame))
		default:
			return false
		}
		return true
	}
	for i, run := range strings.Split(stream, "\x00") {
		if i > 0 {
			out(f.silence())
		}
		for run != "" {
			n := min(piece(), len(run))
			f.push([]byte(run[:n]))
			for out(f.next()) {
			}
			run = run[n:]
		}
	}
	return got
}

func one() int { return 1 }
func all() int { return 1 << 30 }

func TestFramer(t *testing.T) {
	long := strings.Repeat("x", MaxFrame)
	for _, row := range []struct {
		name, suffix, stream string
		want                 []string
	}{
		{"plain", "\r", "A\rB\r", []string{"A", "B"}},
		{"line ends of all kinds", "\r", "A\r\nB\r\r\nC\r", []string{"A", "B", "C"}},
		{"an LF inside", "\r", "A\nB\r", []string{"A\nB"}},
		{"an LF in front", "\r", "\nA\r", []string{"\nA"}},
		{"tab", "\t", "A\tB\t", []string{"A", "B"}},
		{"long suffix", "\r\n", "A\rB\r\r\nC\r\n", []string{"A\rB\r", "C"}},
		{"half a code", "\r", "A\x00B\r", []string{"!unfinished", "B"}},
		{"half a suffix", "\r\n", "A\r\x00\nB\r\n", []string{"!unfinished", "\nB"}},
		{"silence between codes", "\r", "A\r\x00\x00B\r", []string{"A", "B"}},
		{"silence ends", "", "A\x00\x00B\rC\x00", []string{"A", "B\rC"}},
		{"longest", "\r", long + "\rA\r", []string{long, "A"}},
		{"too long by one", "\r", long + "x\rA\r", []string{"!endless", "A"}},
		{"too long by far", "\r", strings.Repeat(long, 9) + "\rA\r", []string{"!endless", "A"}},
		{"too long, with the long suffix", "\r\n", strings.Repeat(long, 3) + "\r\nA\r\n", []string{"!endless", "A"}},
		{"too long, then silence", "\r", strings.Repeat(long, 3) + "\x00A\r", []string{"!endless", "A"}},
		{"longest by silence", "", long + "\x00A\x00", []string{long, "A"}},
		{"too long by silence", "", long + "x\x00A\x00", []string{"!endless", "A"}},
	} {
		for _, piece := range []func() int{one, all, func() int { return 3 }, func() int { return MaxFrame }} {
			f := &framer{suffix: row.suffix, loneCR: row.suffix == "\r"}
			if d := cmp.Diff(row.want, feed(f, row.stream, piece)); d != "" {
				t.Errorf("%s: %s", row.name, d)
			}
		}
	}
}

// FuzzFramer: what comes out does not depend on how the stream was split; a
// code is never longer than it may be; nothing is kept without bound.
func FuzzFramer(f *testing.F) {
	f.Add("A\rB\r\n\x00C", uint8(0), uint64(1))
	f.Add(strings.Repeat("x", MaxFrame+1)+"\r\nA\r\n", uint8(1), uint64(2))
	f.Add("A\x00B", uint8(2), uint64(3))
	suffixes := []string{"\r", "\r\n", "", "\t"}
	f.Fuzz(func(t *testing.T, stream string, which uint8, seed uint64) {
		suffix := suffixes[int(which)%len(suffixes)]
		fresh := func() *framer { return &framer{suffix: suffix, loneCR: suffix == "\r"} }
		rnd := rand.New(rand.NewPCG(seed, 1))
		want := feed(fresh(), stream, one)
		split := fresh()
		got := feed(split, stream, func() int { return 1 + rnd.IntN(4096) })
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
		for _, s := range want {
			if len(s) > MaxFrame || suffix != "" && strings.Contains(s, suffix) {
				t.Errorf("a code of %d bytes: %.40q", len(s), s)
			}
		}
		if len(split.buf) > MaxFrame+1 {
			t.Errorf("%d bytes are kept", len(split.buf))
		}
	})
}
