package scanner

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"warehouse-node/devices/sim"
	simscanner "warehouse-node/devices/sim/scanner"
)

// TestSSIParts says what becomes of the packets of a message: what of each, how
// long after the one before.
func TestSSIParts(t *testing.T) {
	type part struct {
		status byte
		data   string
		after  time.Duration
	}
	const more, again = ssiContinued, ssiRetransmit
	long := strings.Repeat("x", 250)
	for _, row := range []struct {
		name  string
		parts []part
		want  []string
	}{
		{"two", []part{{more, "\x1cAB", 0}, {0, "\x1cCD", 0}}, []string{"\x1cABCD"}},
		{"one", []part{{0, "\x1cAB", 0}}, []string{"\x1cAB"}},
		{"slow line", []part{{more, "\x1cAB", 0}, {more, "\x1cCD", partGap}, {0, "\x1cEF", partGap}}, []string{"\x1cABCDEF"}},
		{"equal parts", []part{{more, "\x1cAB", 0}, {more, "\x1cAB", 0}, {0, "\x1cAB", 0}}, []string{"\x1cABABAB"}},
		{"too late", []part{{more, "\x1cAB", 0}, {0, "\x1cCD", partGap + 1}}, []string{"!"}},
		{"given up, and another code of its type", []part{{more, "\x1cAB", 0}, {0, "\x1cother", 7 * time.Second}, {0, "\x1cAB", 0}}, []string{"!", "\x1cAB"}},
		{"given up long ago", []part{{more, "\x1cAB", 0}, {0, "\x1cother", givesUp + 1}}, []string{"\x1cother"}},
		{"late, and its rest", []part{{more, "\x1cAB", 0}, {more, "\x1cCD", 2 * time.Second}, {0, "\x1cEF", 0}, {0, "\x1cAB", 0}}, []string{"!", "\x1cAB"}},
		{"another type", []part{{more, "\x1cAB", 0}, {0, "\x0b4006381333931", 0}}, []string{"!"}},
		{"nothing in it", []part{{more, "\x1cAB", 0}, {0, "\x1c", 0}}, []string{"!"}},
		{"nothing at all", []part{{0, "\x1c", 0}, {0, "", 0}}, []string{"!", "!"}},
		{"an empty beginning", []part{{more, "\x1c", 0}, {0, "\x1cAB", 0}}, []string{"!"}},
		{"too long", slices.Concat(slices.Repeat([]part{{more, "\x1c" + long, 0}}, MaxFrame/250+1), []part{{0, "\x1cAB", 0}, {0, "\x1cCD", 0}}), []string{"!", "\x1cCD"}},
	} {
		var m message
		now := time.Now()
		var got []string
		for _, p := range row.parts {
			now = now.Add(p.after)
			data, err := m.add(&ssiPacket{op: ssiDecode, status: p.status, data: []byte(p.data)}, now)
			if bad, is := errors.AsType[*BadFrame](err); is {
				got = append(got, "!")
			} else if err != nil {
				t.Error(err, bad)
			} else if data != nil {
				got = append(got, string(data))
			}
		}
		if !slices.Equal(got, row.want) {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
	if again == more {
		t.Error("the bits of a status are one")
	}
}

// TestSSILongFaults harms bytes all over a code of several packets and over our
// answers: it comes whole or is refused, and never comes as another.
func TestSSILongFaults(t *testing.T) {
	code := "]Q1" + strings.Repeat("0123456789abcdefghij", 30) // three packets
	whole := len(code) + 3*len(simscanner.Packet(ssiDecode, 0, []byte{0x1C}))
	for _, harm := range []struct {
		dir   sim.Dir
		act   sim.Act
		bytes int
		step  int
	}{{sim.FromDevice, sim.Corrupt, whole, 37}, {sim.FromDevice, sim.Drop, whole, 41}, {sim.ToDevice, sim.Drop, 3 * len(ssiSays(ssiACK)), 3}} {
		t.Run(fmt.Sprintf("%s %c", harm.act, harm.dir), func(t *testing.T) {
			t.Parallel()
			s, got := plugged(t, `{"SilenceMS":80}`)
			for at := 0; at < harm.bytes; at += harm.step {
				must(t, s.ScanPacket(0x0B, "96385074")) // before the harm, and so that the line is there
				s.Faults().Arm(sim.Fault{Dir: harm.dir, At: at, Act: harm.act, Count: 1})
				must(t, s.ScanPacket(0x1C, code))
				must(t, s.ScanPacket(0x0B, "4600000000008")) // nothing is stuck
				var codes []string
				for len(codes) == 0 || codes[len(codes)-1] != "ean13 4600000000008" {
					if line := <-got; line != "bad: damaged" {
						codes = append(codes, line)
					}
				}
				if len(codes) != 3 || codes[0] != "ean13 96385074" || codes[1] != "qr "+code[3:] && codes[1] != "bad: continued" {
					t.Errorf("byte %d: %q", at, codes)
				}
				s.Faults().Clear()
			}
		})
	}
}

// FuzzSSIParts: whatever packets come, a code of several is their data one behind
// the other, each once, and memory is bounded.
func FuzzSSIParts(f *testing.F) {
	f.Add([]byte("\x02\x1cAB\x00\x1cCD"), 3)
	f.Add([]byte("\x03\x1cAB\x01\x1cAB"), 3)
	f.Fuzz(func(t *testing.T, stream []byte, size int) {
		var m message
		size = 1 + (size&0xff)%200
		now := time.Now()
		var since []byte
		for len(stream) > 0 {
			n := min(len(stream), size)
			p := &ssiPacket{op: ssiDecode, status: stream[0] & 3, data: stream[1:n]}
			now = now.Add(time.Duration(stream[0]>>2) * 50 * time.Millisecond)
			stream = stream[n:]
			since = append(since, p.data...)
			data, err := m.add(p, now)
			if data != nil && (err != nil || len(data) > MaxFrame+size || !strings.HasSuffix(string(since), string(data[max(0, len(data)-len(p.data)+1):]))) {
				t.Fatalf("%q of %q, %v", data, since, err)
			}
			if len(m.data) > MaxFrame+size {
				t.Fatalf("%d bytes are kept", len(m.data))
			}
		}
	})
}
