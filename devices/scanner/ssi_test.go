package scanner

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"warehouse-node/devices"
	"warehouse-node/devices/scan"
	"warehouse-node/devices/sim"
	simscanner "warehouse-node/devices/sim/scanner"
	"warehouse-node/devices/wire"
)

// TestSSIVectors: our packets are those that the documents and other programs
// have, byte for byte.
func TestSSIVectors(t *testing.T) {
	for _, row := range []struct {
		got  []byte
		want string
	}{
		{ssiSays(ssiACK), "\x04\xd0\x04\x00\xff\x28"},
		{ssiSays(ssiNAK, ssiResend), "\x05\xd1\x04\x00\x01\xff\x25"},
		{ssiSays(ssiBeep, 5), "\x05\xe6\x04\x00\x05\xff\x0c"},
		{ssiSays(0xE4), "\x04\xe4\x04\x00\xff\x14"},
		{ssiSays(0xC7, 0x8A), "\x05\xc7\x04\x00\x8a\xfe\xa6"},
		{ssiMade(ssiACK, ssiDecoder, 0, nil), "\x04\xd0\x00\x00\xff\x2c"},
	} {
		if string(row.got) != row.want {
			t.Errorf("got % X, want % X", row.got, row.want)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// packets feeds a stream to a framer in pieces; a nil piece is silence. What was
// damaged is a "!".
func packets(f *ssiFramer, pieces ...[]byte) (got []string) {
	for _, piece := range pieces {
		if piece == nil {
			if f.silence() {
				got = append(got, "!")
			}
			continue
		}
		f.push(piece)
		for p := f.next(); p != nil; p = f.next() {
			got = append(got, fmt.Sprintf("%02X %s", p.op, p.data))
		}
	}
	return got
}

func TestSSIFramer(t *testing.T) {
	one, two := simscanner.Packet(ssiDecode, 0, []byte("one")), simscanner.Packet(ssiDecode, 0, []byte("two"))
	broken := slices.Clone(one)
	broken[5] ^= 1
	for _, row := range []struct {
		name   string
		pieces [][]byte
		want   []string
	}{
		{"two at once", [][]byte{slices.Concat(one, two)}, []string{"F3 one", "F3 two"}},
		{"woken first", [][]byte{{0, 0}, one}, []string{"F3 one"}},
		{"half", [][]byte{one[:5], nil, two}, []string{"!", "F3 two"}},
		{"damaged, and the next behind it", [][]byte{slices.Concat(broken, two), nil, two}, []string{"!", "F3 two"}},
		{"a length that cannot be", [][]byte{{3}, one, nil, two}, []string{"!", "F3 two"}},
		{"our own packet, sent back", [][]byte{ssiSays(ssiACK), nil, two}, []string{"!", "F3 two"}},
		{"silence alone", [][]byte{nil, one, nil}, []string{"F3 one"}},
	} {
		if got := packets(&ssiFramer{}, row.pieces...); !slices.Equal(got, row.want) {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
		var bytewise [][]byte
		for _, piece := range row.pieces {
			if piece == nil {
				bytewise = append(bytewise, nil)
			}
			for i := range piece {
				bytewise = append(bytewise, piece[i:i+1])
			}
		}
		if got := packets(&ssiFramer{}, bytewise...); !slices.Equal(got, row.want) {
			t.Errorf("%s, byte by byte: got %q, want %q", row.name, got, row.want)
		}
	}
}

// FuzzSSI: whatever comes, the framer gives packets whose checksum fits, and
// what stands in the stream after silence is read whole.
func FuzzSSI(f *testing.F) {
	f.Add([]byte("\x07\xf3\x00\x00\x0b12"), 3)
	f.Add(simscanner.Packet(ssiDecode, 1, []byte("\x0b4006381333931")), 1)
	f.Fuzz(func(t *testing.T, stream []byte, piece int) {
		var r ssiFramer
		for rest := stream; len(rest) > 0; {
			n := min(max(1, piece%32), len(rest))
			for _, p := range packets(&r, rest[:n]) {
				if len(p) < 3 {
					t.Fatalf("a packet without an opcode: %q", p)
				}
			}
			rest = rest[n:]
		}
		r.silence()
		if got := packets(&r, simscanner.Packet(ssiDecode, 0, []byte("whole"))); !slices.Equal(got, []string{"F3 whole"}) {
			t.Fatalf("after silence: %q", got)
		}
	})
}

// plugged is a simulated scanner on a pseudo terminal, and the driver on it; all
// that the driver gives comes out of the channel until the scanner is unplugged.
func plugged(t *testing.T, config string) (*simscanner.Scanner, <-chan string) {
	t.Helper()
	s, err := simscanner.New(simscanner.Options{Path: filepath.Join(t.TempDir(), "ssi")})
	must(t, err)
	p, err := wire.Open(t.Context(), "serial://"+s.Path())
	must(t, err)
	d, err := Drivers.Open(t.Context(), "ssi", p, []byte(config))
	must(t, err)
	got := make(chan string, 1<<10)
	ended := make(chan struct{})
	ctx, stop := context.WithCancel(context.Background())
	go func() {
		defer close(ended)
		defer close(got)
		for {
			code, err := d.Next(ctx)
			line, ok := Told(code, err)
			if !ok {
				return
			}
			got <- line
		}
	}()
	t.Cleanup(func() {
		stop()
		<-ended
		must(t, errors.Join(d.Close(), s.Close()))
	})
	return s, got
}

// TestSSIFaults harms each byte in turn, of the packet and of our answer: every
// code comes exactly once, whatever was sent again.
func TestSSIFaults(t *testing.T) {
	const code = "4006381333931"
	whole := len(simscanner.Packet(ssiDecode, 0, append([]byte{0x0B}, code...)))
	ack := len(ssiSays(ssiACK))
	for _, harm := range []struct {
		dir   sim.Dir
		act   sim.Act
		bytes int
	}{{sim.FromDevice, sim.Corrupt, whole}, {sim.FromDevice, sim.Drop, whole}, {sim.ToDevice, sim.Drop, ack}, {sim.ToDevice, sim.Corrupt, ack}} {
		t.Run(fmt.Sprintf("%s %c", harm.act, harm.dir), func(t *testing.T) {
			t.Parallel()
			for at := range harm.bytes {
				s, got := plugged(t, `{"SilenceMS":20}`)
				must(t, s.ScanPacket(0x0B, "96385074")) // before the harm, and so that the line is there
				s.Faults().Arm(sim.Fault{Dir: harm.dir, At: at, Act: harm.act, Count: 1})
				must(t, s.ScanPacket(0x0B, code))
				must(t, s.ScanPacket(0x0B, "4600000000008")) // nothing is stuck
				var codes []string
				for len(codes) < 3 {
					if line := <-got; line != "bad: damaged" {
						codes = append(codes, line)
					}
				}
				if want := []string{"ean13 96385074", "ean13 " + code, "ean13 4600000000008"}; !slices.Equal(codes, want) {
					t.Errorf("byte %d: %q", at, codes)
				}
			}
		})
	}
}

// TestSSINoise: random bytes between packets never become a code.
func TestSSINoise(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 5))
	var f ssiFramer
	for range 20_000 {
		noise := make([]byte, 1+r.IntN(40))
		for i := range noise {
			noise[i] = byte(r.Uint32())
		}
		cut := simscanner.Packet(ssiDecode, 0, []byte("\x0b4006381333931"))
		noise = slices.Concat(noise, cut[:r.IntN(len(cut))])
		for _, p := range packets(&f, noise, nil) {
			if len(p) > 3 && p[:2] == "F3" {
				t.Fatalf("% X became %q", noise, p)
			}
		}
	}
}

// TestSSIBeep: yes and no sound apart, also while a code is waited for.
func TestSSIBeep(t *testing.T) {
	ours, theirs := net.Pipe()
	d, err := Drivers.Open(t.Context(), "ssi", ours, nil)
	must(t, err)
	defer d.Close()
	heard := make(chan []byte, 1)
	go func() {
		b := make([]byte, 21)
		n, _ := io.ReadFull(theirs, b)
		heard <- b[:n]
	}()
	for _, a := range []devices.Answer{devices.Taken, devices.Again, devices.Look, devices.Garbled, devices.Refused} {
		must(t, d.(devices.Beeper).Beep(a))
	}
	if got := <-heard; !bytes.Equal(got, slices.Concat(ssiSays(ssiBeep, 0), ssiSays(ssiBeep, 1), ssiSays(ssiBeep, 7))) {
		t.Errorf("it hears % X", got)
	}
}

// TestSSILight: the light says whether the last code was taken, beside the sound.
func TestSSILight(t *testing.T) {
	ours, theirs := net.Pipe()
	d, err := Drivers.Open(t.Context(), "ssi", ours, []byte(`{"LED":true}`))
	must(t, err)
	defer d.Close()
	const on, off = "\x05\xe7\x04\x00\x01\xff\x0f", "\x05\xe8\x04\x00\x01\xff\x0e" // vectors of public programs
	for _, row := range []struct {
		a    devices.Answer
		want string
	}{{devices.Taken, string(ssiSays(ssiBeep, 0)) + on}, {devices.Look, string(ssiSays(ssiBeep, 1)) + off}, {devices.Refused, string(ssiSays(ssiBeep, 7)) + off}} {
		heard := make(chan string, 1)
		go func() {
			b := make([]byte, len(row.want))
			n, _ := io.ReadFull(theirs, b)
			heard <- string(b[:n])
		}()
		must(t, d.(devices.Beeper).Beep(row.a))
		if got := <-heard; got != row.want {
			t.Errorf("%s: it hears % X, want % X", row.a, got, row.want)
		}
	}
}

// TestSSIEnds: a context that ends wakes a read that waits, and the driver goes
// on after it.
func TestSSIEnds(t *testing.T) {
	ours, theirs := net.Pipe()
	d, err := Drivers.Open(t.Context(), "ssi", ours, []byte(`{"ACK":false}`))
	must(t, err)
	defer d.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if _, err := d.Next(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("it ends with %v", err)
	}
	go func() { _, _ = theirs.Write(simscanner.Packet(ssiDecode, 0, []byte("\x0b4006381333931"))) }()
	code, err := d.Next(t.Context())
	must(t, err)
	if code.Data != "4006381333931" || code.Symbology != scan.EAN13 {
		t.Errorf("got %+v", code)
	}
}
