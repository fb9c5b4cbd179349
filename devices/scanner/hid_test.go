//go:build linux

package scanner_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"warehouse-node/devices"
	"warehouse-node/devices/scan"
	"warehouse-node/devices/scanner"
	"warehouse-node/devices/sim"
	simscanner "warehouse-node/devices/sim/scanner"
)

// hid watches a simulated HID scanner as the node does; codes and troubles come
// out of the channel.
func hid(t *testing.T, h *simscanner.HID, driver, config string) (said <-chan string) {
	t.Helper()
	out := make(chan string, 100)
	w := devices.Scans{Name: "x", Open: func(ctx context.Context) (devices.Scanner, error) {
		p, err := h.Open(ctx)
		if err != nil {
			return nil, err
		}
		s, err := scanner.Drivers.Open(ctx, driver, p, json.RawMessage(config))
		return teller{s, out}, err
	}, Give: func(_ context.Context, c scan.Scan) devices.Answer { return devices.Taken }}.Watch()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); w.Run(ctx) }()
	t.Cleanup(func() { stop(); <-done })
	awaitHealth(t, w, func(x devices.Health) bool { return x.State == devices.Ready })
	return out
}

func awaitHealth(t *testing.T, w *devices.Watch[devices.Scanner], ok func(devices.Health) bool) {
	t.Helper()
	for end := time.Now().Add(patience); !ok(w.Health()); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("it is %+v", w.Health())
		}
	}
}

// teller tells what its scanner gave.
type teller struct {
	scanner.Scanner
	out chan<- string
}

func (s teller) Next(ctx context.Context) (scan.Scan, error) {
	c, err := s.Scanner.Next(ctx)
	if line, ok := scanner.Told(c, err); ok {
		s.out <- line
	}
	return c, err
}

// until reads what was said up to a line that is awaited.
func until(t *testing.T, said <-chan string, last string) (before []string) {
	t.Helper()
	for {
		select {
		case line := <-said:
			if line == last {
				return before
			}
			before = append(before, line)
		case <-time.After(patience):
			t.Fatalf("%q did not come, %q did", last, before)
		}
	}
}

// TestPOSFaults loses and doubles bytes all over the reports of a code: it comes as
// it is or not at all, never shorter, longer or joined with its neighbour. (A bus
// loses no bytes within a report, and whole reports only when nobody reads; a
// report without its id is one of something else.)
func TestPOSFaults(t *testing.T) {
	const code, after = "4006381333931", "]E096385074"
	long := strings.Repeat("0123456789", 12)
	for _, size := range []int{62, 64} {
		h := &simscanner.HID{}
		said := hid(t, h, "hidpos", `{"SilenceMS":20}`)
		for name, row := range map[string]struct{ aim, data string }{"ean13 ": {"]E0", code}, "qr ": {"]Q1", long}} {
			reports := simscanner.POSReports(row.aim, row.data, size)
			for at := 1; at < len(reports)*size; at += 3 {
				if at%size == 0 {
					continue
				}
				for _, act := range []sim.Act{sim.Drop, sim.Duplicate} {
					h.Faults().Arm(sim.Fault{Dir: sim.FromDevice, At: at, Act: act, Count: 1})
					must(t, h.Report(reports...))
					got := until2(t, h, said, size)
					for _, line := range got {
						if line != name+row.data && !strings.HasPrefix(line, "code128 mark") && !strings.HasPrefix(line, "bad: ") {
							t.Errorf("%d bytes, %s at %d: %q", size, act, at, line)
						}
					}
				}
			}
		}
	}
}

// until2 sends codes of its own, each another, until one is read: the first may be
// passed over.
func until2(t *testing.T, h *simscanner.HID, said <-chan string, size int) (before []string) {
	t.Helper()
	for n := range 3 {
		mark := fmt.Sprint("mark ", n)
		must(t, h.Report(simscanner.POSReports("]C0", mark, size)...))
		for seen := false; !seen; {
			select {
			case line := <-said:
				if line == "code128 "+mark {
					return before
				}
				before = append(before, line)
				seen = line == "bad: continued"
			case <-time.After(patience):
				t.Fatalf("nothing is read behind %q", before)
			}
		}
	}
	t.Fatalf("%q", before)
	return nil
}

// TestPOSReplug: unplugged between two reports of a code it gives nothing of it.
func TestPOSReplug(t *testing.T) {
	h := &simscanner.HID{}
	said := hid(t, h, "hidpos", "")
	for range 4 {
		must(t, h.Report(simscanner.POSReports("]Q1", strings.Repeat("x", 100), 64)[0]))
		h.Unplug()
		until(t, said, "bad: unfinished")
		h.Plug()
		for errors.Is(h.Report(simscanner.POSReports("]E4", "96385074", 64)...), sim.ErrUnplugged) {
			time.Sleep(time.Millisecond)
		}
		if before := until(t, said, "ean8 96385074"); len(before) > 0 {
			t.Errorf("it gave %q", before)
		}
	}
}

// TestKeyboardTypes: all that an American keyboard has comes as it was typed, and a
// report that was lost costs its code and no other.
func TestKeyboardTypes(t *testing.T) {
	h := &simscanner.HID{}
	said := hid(t, h, "keyboard", "")
	all := ""
	for c := byte(' '); c < 0x7F; c++ {
		all += string([]byte{c})
	}
	for _, code := range []string{all, "]E04006381333931", "]C10104600439931256\x1d21AB12", "aaa", "11\t22"} {
		must(t, h.Report(simscanner.Typed(code)...))
		_, symbol, data, _ := scan.CutAIM(code)
		line, _ := scanner.Told(scan.Scan{Symbology: symbol, Data: data}, nil)
		if before := until(t, said, line); len(before) > 0 {
			t.Errorf("%q came as %q", code, before)
		}
	}
}

// TestKeyboardFast: keys that follow each other without a release between them, as
// fast modes do, are all typed; an equal one needs its release.
func TestKeyboardFast(t *testing.T) {
	h := &simscanner.HID{}
	said := hid(t, h, "keyboard", "")
	r := rand.New(rand.NewPCG(7, 8))
	for range 200 {
		code := make([]byte, 1+r.IntN(40))
		for i := range code {
			code[i] = "0123456789ABCDEFabcdef-/"[r.IntN(24)]
		}
		reports := simscanner.Typed(string(code))
		var fast [][]byte
		for i := 0; i < len(reports); i += 2 {
			fast = append(fast, reports[i])
			if i+2 >= len(reports) || reports[i][2] == reports[i+2][2] || r.IntN(3) == 0 {
				fast = append(fast, reports[i+1])
			}
		}
		must(t, h.Report(fast...))
		if before := until(t, said, string(code)); len(before) > 0 {
			t.Errorf("%q came as %q", code, before)
		}
	}
}

// TestHIDBeeps: a Honeywell on HID POS takes the beeps of a serial one.
func TestHIDBeeps(t *testing.T) {
	h := &simscanner.HID{}
	p, err := h.Open(t.Context())
	must(t, err)
	s, err := scanner.Drivers.Open(t.Context(), "hidpos", p, json.RawMessage(`{"Maker":"honeywell"}`))
	must(t, err)
	defer s.Close()
	b := s.(devices.Beeper)
	must(t, errors.Join(b.Beep(devices.Taken), b.Beep(devices.Garbled), b.Beep(devices.Look)))
	must(t, errors.Join(s.(scanner.Trigger).Pull(), s.(scanner.Trigger).Release()))
	const beep = "\xfd\x03\x16\x07\r"
	if want := "\xfd\x0a\x16M\rREVINF." + beep + beep + beep + "\xfd\x03\x16T\r\xfd\x03\x16U\r"; h.Heard() != want {
		t.Errorf("it heard %q", h.Heard())
	}
	plain, err := (&simscanner.HID{}).Open(t.Context())
	must(t, err)
	s, err = scanner.Drivers.Open(t.Context(), "hidpos", plain, nil)
	must(t, err)
	defer s.Close()
	if _, can := s.(devices.Beeper); can {
		t.Error("a scanner of another maker is sent commands")
	}
}

// TestHIDConfigRefused: what a form must not hold is named.
func TestHIDConfigRefused(t *testing.T) {
	for _, row := range [][3]string{
		{"keyboard", `{"Suffix":"CR"}`, "Suffix"}, {"keyboard", `{"AIM":"x"}`, "AIM"}, {"keyboard", `{"GS":"F13"}`, "GS"},
		{"keyboard", `{"Alt":"koi8"}`, "Alt"}, {"keyboard", `{"SilenceMS":0}`, "SilenceMS"}, {"hidpos", `{"AIM":"off"}`, "AIM"},
		{"hidpos", `{"Suffix":"ETX"}`, "Suffix"}, {"hidpos", `{"Maker":"x"}`, "Maker"}, {"hidpos", `{"SilenceMS":9999}`, "SilenceMS"},
		{"honeywell", `{"Suffix":"ETX"}`, "Suffix"}, {"honeywell", `{"Beep":"BEL"}`, "Beep"}, {"honeywell", `{"Menu":"DEFALT."}`, "Menu"},
		{"honeywell", `{"Menu":"X"}`, "Menu"}, {"honeywell", `{"AIM":"x"}`, "AIM"},
	} {
		if err := scanner.Drivers.Check(row[0], json.RawMessage(row[1])); err == nil || !strings.Contains(err.Error(), "config: "+row[2]+": ") {
			t.Errorf("%s %s: %v", row[0], row[1], err)
		}
	}
	for _, name := range []string{"keyboard", "hidpos", "honeywell"} {
		must(t, scanner.Drivers.Check(name, nil))
		if !slices.Contains(scanner.Drivers.Names(), name) {
			t.Error(name)
		}
	}
}
