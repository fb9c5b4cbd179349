//go:build linux

package scanner

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"warehouse-node/devices"
	"warehouse-node/devices/scan"
	"warehouse-node/devices/sim"
	simscanner "warehouse-node/devices/sim/scanner"
	"warehouse-node/devices/wire"
)

// voyager is a trace that somebody published of theirs.
const voyager = "Product Name: Voyager 1602g\r\nBoot Revision: : 8992\r\nSoftware Part Number: CW000082BBA\r\n" +
	"Software Revision: $ProjectRevision: 16345 \r\nSerial Number: 15232B1F0C\r\nSupported IF: Bluetooth\r\n" +
	"PCB Assembly ID: 000000\r\nEngine Firmware Type: N/A   Revision: N/A   Serial Number: N/A   Checksum: N/A\r\n"

// honeywellOn is a simulated Honeywell and the driver on it.
func honeywellOn(t *testing.T, config string) (*simscanner.Scanner, *honeywell) {
	t.Helper()
	s, err := simscanner.New(simscanner.Options{Path: filepath.Join(t.TempDir(), "honeywell"),
		Menu: &simscanner.Menu{Revision: voyager, Settings: map[string]string{"CBRENA": "0-1", "CBRSSX": "0-1", "TRGMOD": "0-8"}}})
	must(t, err)
	p, err := wire.Open(t.Context(), "serial://"+s.Path())
	must(t, err)
	d, err := Drivers.Open(t.Context(), "honeywell", p, []byte(config))
	must(t, err)
	t.Cleanup(func() { must(t, errors.Join(d.Close(), s.Close())) })
	return s, d.(*honeywell)
}

// code reads the next code; what is between is shown to bad.
func code(t *testing.T, d Scanner, bad func(error)) scan.Scan {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for {
		c, err := d.Next(ctx)
		if !errors.Is(err, devices.ErrGarbled) {
			must(t, err)
			return c
		}
		bad(err)
	}
}

// TestHoneywellMenu: the scanner says what it is, takes its settings until it
// loses power, and reads when it is told to; one that it has not is trouble.
func TestHoneywellMenu(t *testing.T) {
	s, d := honeywellOn(t, `{"Menu":"CBRENA1,SSX0;TRGMOD9;XXXYYY1"}`)
	var bad []string
	must(t, s.Scan("4006381333931"))
	if c := code(t, d, func(err error) { bad = append(bad, err.Error()) }); c.Data != "4006381333931" {
		t.Errorf("got %+v", c)
	}
	want := Identity{"Voyager 1602g", "15232B1F0C", "16345"}
	for end := time.Now().Add(10 * time.Second); d.Identity() != want && time.Now().Before(end); {
		must(t, s.Scan("BIN-01")) // until one comes behind the answers
		code(t, d, func(err error) { bad = append(bad, err.Error()) })
	}
	if d.Identity() != want {
		t.Errorf("it is %+v", d.Identity())
	}
	if want := []string{"the scanner refused the menu command TRGMOD9: out of range"}; !slices.Equal(bad, want) {
		t.Errorf("it says %q", bad)
	}
	if s.Setting("CBRENA") != "1" || s.Setting("CBRSSX") != "0" || s.Setting("TRGMOD") != "" {
		t.Errorf("CBRENA %q, CBRSSX %q, TRGMOD %q", s.Setting("CBRENA"), s.Setting("CBRSSX"), s.Setting("TRGMOD"))
	}
	s.Present("96385074")
	must(t, errors.Join(d.Pull(), d.Release()))
	if c := code(t, d, func(err error) { t.Error(err) }); c.Data != "96385074" || c.Symbology != scan.EAN8 {
		t.Errorf("got %+v", c)
	}
	if heard := s.Heard(); !strings.HasSuffix(heard, "\x16T\r\x16U\r") || strings.Contains(heard, "!.") {
		t.Errorf("it heard %q", heard)
	}
}

// TestHoneywellHostACK: a scanner that reads nothing until its host has answered
// is answered for every code, also for one that is the same shot or half of one.
func TestHoneywellHostACK(t *testing.T) {
	s, d := honeywellOn(t, `{"Beep":"hostack","Identify":false,"SilenceMS":50}`)
	w := devices.Scans{Name: "x", Debounce: time.Hour,
		Open: func(context.Context) (devices.Scanner, error) { return d, nil },
		Give: func(_ context.Context, c scan.Scan) devices.Answer {
			return map[string]devices.Answer{"GOOD": devices.Taken, "ASK": devices.Look}[c.Data]
		}}.Watch()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); w.Run(ctx) }()
	defer func() { stop(); <-done }()
	for _, row := range []struct{ code, want string }{{"GOOD", "\x1b7,"}, {"GOOD", "\x1b1,"}, {"ASK", "\x1b4,\x1b4,"}} {
		if got, err := s.ScanAnswered(row.code); err != nil || got != row.want {
			t.Errorf("%s was answered %q, %v", row.code, got, err)
		}
	}
	s.Faults().Arm(sim.MustParse("< 7 drop 1")...) // its end
	if got, err := s.ScanAnswered("GOOD"); err != nil || got != "\x1b8," {
		t.Errorf("half a code was answered %q, %v", got, err)
	}
}

// TestHoneywellAnswersCut: wherever an answer is cut or damaged, nothing of it
// becomes a code; codes behind it are read.
func TestHoneywellAnswersCut(t *testing.T) {
	answer := voyager + "REVINF\x06."
	for at := 1; at < len(answer); at += 3 {
		for name, said := range map[string]string{"cut": answer[:at], "damaged": answer[:at] + "~" + answer[at+1:]} {
			r, err := wire.ParseReplay(fmt.Sprintf("> %q\n< %q\n~\n< \"]E04006381333931\\r\"\n", menuPrefix+showRevision+".", said))
			must(t, err)
			got, err := Replay(t.Context(), "honeywell", r)
			must(t, err)
			for _, line := range got[:len(got)-1] {
				if !strings.HasPrefix(line, "bad: ") && !strings.HasPrefix(line, "is: ") && at >= len(revisionText) {
					t.Errorf("%s at %d: %q", name, at, line)
				}
			}
			if got[len(got)-1] != "ean13 4006381333931" {
				t.Errorf("%s at %d: the code behind it: %q", name, at, got)
			}
		}
	}
}

// FuzzHoneywell: whatever comes while an answer is awaited, reading ends, in
// bounded memory, and no code holds the words of an answer's end.
func FuzzHoneywell(f *testing.F) {
	f.Add([]byte(voyager+"REVINF\x06."), []byte("]E04006381333931\r"))
	f.Add([]byte("REVINF\x05."), []byte("A\r"))
	f.Add([]byte("\r\n\rProduct Name:"), []byte("\r"))
	f.Fuzz(func(t *testing.T, one, two []byte) {
		r, err := wire.ParseReplay(fmt.Sprintf("> %q\n< %q\n< %q\n~\n", menuPrefix+showRevision+".", one, two))
		must(t, err)
		d, err := Drivers.Open(t.Context(), "honeywell", r, nil)
		must(t, err)
		for n := 0; ; n++ {
			c, err := d.Next(t.Context())
			if err != nil && !errors.Is(err, devices.ErrGarbled) {
				break
			}
			if n > len(one)+len(two)+2 {
				t.Fatalf("no end: %+v, %v", c, err)
			}
			if err == nil && (c.Data == "" || len(c.Data) > MaxFrame) {
				t.Fatalf("a code of %d bytes", len(c.Data))
			}
		}
		if r.Left() > 0 {
			t.Fatalf("%d steps were left", r.Left())
		}
	})
}
