//go:build linux

package scanner_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"warehouse-node/devices"
	"warehouse-node/devices/scan"
	"warehouse-node/devices/scanner"
	simscanner "warehouse-node/devices/sim/scanner"
	"warehouse-node/devices/wire"
)

// sent is how a scanner of each driver sends a code: the pieces of it, as reads
// give them.
var sent = map[string]func(aim, data string) []string{
	"line":      func(aim, data string) []string { return []string{aim + data + "\r"} },
	"honeywell": func(aim, data string) []string { return []string{aim + data + "\r"} },
	"ssi": func(aim, data string) (all []string) {
		for text := aim + data; text != ""; {
			n := min(len(text), 30)
			status := byte(2)
			if n == len(text) {
				status = 0
			}
			all = append(all, string(simscanner.Packet(0xF3, status, []byte("\x1c"+text[:n]))))
			text = text[n:]
		}
		return all
	},
	"hidpos": func(aim, data string) (all []string) {
		for _, r := range simscanner.POSReports(aim, data, 64) {
			all = append(all, string(r))
		}
		return all
	},
	"keyboard": func(aim, data string) (all []string) {
		for _, r := range simscanner.Typed(aim + data) {
			all = append(all, string(r))
		}
		return all
	},
}

// quiet are the settings under which a driver sends nothing by itself.
var quiet = map[string]string{"honeywell": `{"Identify":false}`, "ssi": `{"ACK":false}`}

// TestTenThousandCuts pulls the cable ten thousand times somewhere within a code,
// with rubbish before it one time in four, and plugs it in again: codes come whole
// or not at all, and the one behind the cut always comes. (Rubbish is made of what
// a line shows while it is plugged in: no letters, and no end of a code.)
func TestTenThousandCuts(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	cuts, wrong := 0, 0
	for _, driver := range scanner.Drivers.Names() {
		if sent[driver] == nil {
			t.Errorf("nobody knows how a scanner of %s sends a code", driver)
			continue
		}
		for range 10_000 / len(sent) {
			aim, data := someCode(r)
			pieces := sent[driver](aim, data)
			at := r.IntN(len(strings.Join(pieces, "")))
			before := ""
			if r.IntN(4) == 0 && (driver == "line" || driver == "honeywell") {
				before = rubbish(r)
			}
			got := replayed(t, driver, cutAt(append([]string{before}, pieces...), len(before)+at, driver))
			_, symbol, text, _ := scan.CutAIM(aim + data)
			whole, _ := scanner.Told(scan.Scan{Symbology: symbol, Data: text}, nil)
			for _, line := range got {
				// Of a keyboard all may have come but that Enter went up again.
				if !strings.HasPrefix(line, "bad: ") && line != whole {
					wrong++
					t.Errorf("%s: %s%s was cut at %d and gave %q", driver, aim, data, at, got)
				}
			}
			cuts++
			after := replayed(t, driver, sent[driver]("]C0", "behind the cut"))
			if want := "code128 behind the cut"; !slices.Equal(after, []string{want}) {
				t.Errorf("%s: behind the cut %q", driver, after)
			}
		}
	}
	if cuts < 9_990 || wrong > 0 {
		t.Errorf("%d cuts, %d wrong scans", cuts, wrong)
	}
}

func someCode(r *rand.Rand) (aim, data string) {
	switch r.IntN(4) {
	case 0:
		return "]E0", "4006381333931"
	case 1:
		return "]d2", "0104607001771562215w9EJp\x1d93abc1"
	case 2:
		return "]Q1", strings.Repeat("long text ", 1+r.IntN(40)) + "."
	}
	return "]C0", fmt.Sprintf("BIN-%02d-%02d", r.IntN(100), r.IntN(100))
}

func rubbish(r *rand.Rand) string {
	b := make([]byte, 1+r.IntN(20))
	for i := range b {
		b[i] = byte(0x80 + r.IntN(0x80))
	}
	return string(b)
}

// cutAt is what is read of pieces before the cable is pulled. A report of HID comes
// whole or not at all.
func cutAt(pieces []string, at int, driver string) (all []string) {
	for _, p := range pieces {
		if at < len(p) {
			if driver != "hidpos" && driver != "keyboard" && at > 0 {
				all = append(all, p[:at])
			}
			return all
		}
		if at -= len(p); p != "" {
			all = append(all, p)
		}
	}
	return all
}

// replayed is what a driver tells of bytes behind which the cable is pulled.
func replayed(t *testing.T, driver string, reads []string) []string {
	t.Helper()
	var text strings.Builder
	for _, r := range reads {
		fmt.Fprintf(&text, "< %q\n", r)
	}
	conversation, err := wire.ParseReplay(text.String() + "!\n")
	must(t, err)
	conversation.Config = quiet[driver]
	got, err := scanner.Replay(t.Context(), driver, conversation)
	must(t, err)
	return got
}

// TestPlugCycles: a scanner that comes and goes, on a serial line and on USB, read
// in between, leaves no goroutine and no open file.
func TestPlugCycles(t *testing.T) {
	const cycles = 200
	serial, err := simscanner.New(simscanner.Options{Path: filepath.Join(t.TempDir(), "dev", "scanner")})
	must(t, err)
	defer serial.Close()
	usb := &simscanner.HID{}
	once := func(cut bool) {
		readOnce(t, "line", func(ctx context.Context) (wire.Port, error) { return wire.Open(ctx, "serial://"+serial.Path()) },
			func() error { return serial.Scan("4006381333931") }, func() {
				if cut {
					must(t, serial.Send([]byte("]E0400")))
				}
				must(t, serial.Unplug())
			})
		must(t, serial.Plug())
		readOnce(t, "hidpos", usb.Open, func() error { return usb.Report(simscanner.POSReports("]E0", "4006381333931", 64)...) }, usb.Unplug)
		usb.Plug()
	}
	once(true) // what is opened once for all
	routines, files := runtime.NumGoroutine(), openFiles(t)
	for n := range cycles {
		once(n%2 == 0)
	}
	for end := time.Now().Add(patience); runtime.NumGoroutine() > routines || openFiles(t) > files; runtime.Gosched() {
		if time.Now().After(end) {
			t.Fatalf("after %d cycles %d goroutines and %d files, before %d and %d", cycles, runtime.NumGoroutine(), openFiles(t), routines, files)
		}
	}
}

// readOnce opens a scanner, reads one code, pulls the cable and closes it.
func readOnce(t *testing.T, driver string, open func(context.Context) (wire.Port, error), scan func() error, pull func()) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	p, err := open(ctx)
	must(t, err)
	s, err := scanner.Drivers.Open(ctx, driver, p, json.RawMessage(nil))
	must(t, err)
	must(t, scan())
	if c, err := s.Next(ctx); err != nil || c.Data != "4006381333931" {
		t.Fatalf("%s gave %+v, %v", driver, c, err)
	}
	pull()
	_, err = s.Next(ctx)
	for errors.Is(err, devices.ErrGarbled) {
		_, err = s.Next(ctx)
	}
	if err == nil || ctx.Err() != nil {
		t.Fatalf("%s was unplugged, and %v", driver, err)
	}
	_ = s.Close() // its port is gone
}

func openFiles(t *testing.T) int {
	t.Helper()
	all, err := os.ReadDir("/proc/self/fd")
	must(t, err)
	return len(all)
}
