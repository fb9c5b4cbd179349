//go:build usb && linux

package devices_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"warehouse-node/devices"
	"warehouse-node/devices/label"
	"warehouse-node/devices/printer"
	"warehouse-node/devices/scan"
	"warehouse-node/devices/scanner"
	simprinter "warehouse-node/devices/sim/printer"
	simscanner "warehouse-node/devices/sim/scanner"
	"warehouse-node/devices/wire"
	"warehouse-node/devices/wire/hid"
	_ "warehouse-node/devices/wire/serial"
)

// Identities of the makers' own devices, from the lists of USB ids.
var (
	serialScanner = gadget{name: "line", vendor: 0x0c2e, product: 0x0b6a, maker: "Honeywell", model: "Xenon 1900", serial: "17122B45AC",
		controller: "dummy_udc.0", function: "acm.0"}
	twinScanner = gadget{name: "twin", vendor: 0x0c2e, product: 0x0b6a, maker: "Honeywell", model: "Xenon 1900", serial: "17122B45AD",
		controller: "dummy_udc.1", function: "acm.1"}
	labelPrinter = gadget{name: "labels", vendor: 0x0a5f, product: 0x0166, maker: "Zebra", model: "ZD420", serial: "D4J221505",
		controller: "dummy_udc.2", function: "printer.0",
		attributes: map[string][]byte{"pnp_string": []byte("MFG:Zebra;CMD:ZPL;MDL:ZD420;"), "q_len": []byte("10")}}
	keyboard = gadget{name: "keys", vendor: 0x05f9, product: 0x2216, maker: "Datalogic", model: "Gryphon", serial: "K-1",
		controller: "dummy_udc.3", function: "hid.0",
		attributes: map[string][]byte{"protocol": []byte("1"), "subclass": []byte("1"), "report_length": []byte("8"), "report_desc": bootKeyboard}}
	pointOfSale = gadget{name: "pos", vendor: 0x05e0, product: 0x1300, maker: "Symbol", model: "Bar Code Scanner", serial: "P-1",
		controller: "dummy_udc.4", function: "hid.1",
		attributes: map[string][]byte{"protocol": []byte("0"), "subclass": []byte("0"), "report_length": []byte("62"), "report_desc": posReports}}
)

// posReports describes the reports of a scanner for points of sale: 62 bytes with
// the report id, of the usages of HID Point of Sale Usage Tables 1.02 alone.
var posReports = []byte{
	0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01, 0x85, 0x02, 0x09, 0x12, 0xa1, 0x02, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, 0x01, 0x05, 0x01,
	0x09, 0x3b, 0x81, 0x02, 0x95, 0x03, 0x05, 0x8c, 0x09, 0xfb, 0x09, 0xfc, 0x09, 0xfd, 0x81, 0x02, 0x95, 0x38, 0x09, 0xfe, 0x82, 0x02, 0x01,
	0x25, 0x01, 0x75, 0x01, 0x95, 0x01, 0x09, 0xff, 0x81, 0x02, 0x75, 0x07, 0x81, 0x03, 0xc0, 0xc0,
}

// bootKeyboard describes the reports of the boot protocol: HID 1.11, appendix B.1.
var bootKeyboard = []byte{
	0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0x05, 0x07, 0x19, 0xe0, 0x29, 0xe7, 0x15, 0x00, 0x25, 0x01, 0x75, 0x01, 0x95, 0x08, 0x81, 0x02,
	0x95, 0x01, 0x75, 0x08, 0x81, 0x03, 0x95, 0x05, 0x75, 0x01, 0x05, 0x08, 0x19, 0x01, 0x29, 0x05, 0x91, 0x02, 0x95, 0x01, 0x75, 0x03,
	0x91, 0x03, 0x95, 0x06, 0x75, 0x08, 0x15, 0x00, 0x25, 0x65, 0x05, 0x07, 0x19, 0x00, 0x29, 0x65, 0x81, 0x00, 0xc0,
}

// watched is a scanner as the node watches it, with what it gave.
type watched struct {
	mu     sync.Mutex
	scans  []scan.Scan
	health devices.Health
}

func watch(t *testing.T, driver, address, config string) *watched {
	t.Helper()
	w := &watched{}
	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	t.Cleanup(func() { cancel(); running.Wait() })
	d := devices.Scans{Name: driver,
		Open: func(ctx context.Context) (devices.Scanner, error) {
			port, err := wire.Open(ctx, address)
			if err != nil {
				return nil, err
			}
			return scanner.Drivers.Open(ctx, driver, port, json.RawMessage(config))
		},
		Give: func(_ context.Context, s scan.Scan) devices.Answer {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.scans = append(w.scans, s)
			return devices.Taken
		},
		OnHealth: func(h devices.Health) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.health = h
		}}.Watch()
	running.Go(func() { d.Run(ctx) })
	return w
}

func (w *watched) is(s devices.State) func() bool {
	return func() bool {
		w.mu.Lock()
		defer w.mu.Unlock()
		return w.health.State == s
	}
}

func (w *watched) codes() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var all []string
	for _, s := range w.scans {
		all = append(all, s.Data)
	}
	return strings.Join(all, " ")
}

func (w *watched) gets(t *testing.T, want string) {
	t.Helper()
	soon(t, "the codes "+want, func() bool { return len(w.codes()) >= len(want) })
	if got := w.codes(); got != want {
		t.Fatalf("got %q, want %q", got, want)
	}
}

// Every kind is found by what it is, with the address that opens it.
func TestUSBList(t *testing.T) {
	want := []string{
		"serial://usb/0c2e:0b6a/17122B45AC Honeywell Xenon 1900", "serial://usb/0c2e:0b6a/17122B45AD Honeywell Xenon 1900",
		"usblp://0a5f:0166/D4J221505 Zebra ZD420", "hid://05f9:2216/K-1 Datalogic Gryphon",
	}
	for _, g := range []gadget{serialScanner, twinScanner, labelPrinter, keyboard} {
		g.plug(t)
	}
	if !hid.Supported() {
		t.Fatal("built without HID")
	}
	var got string
	defer func() { t.Log(got) }()
	soon(t, "the devices in the list", func() bool {
		all, err := wire.List(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		got = fmt.Sprintln(all)
		for _, w := range want {
			if !strings.Contains(got, w+" ") {
				return false
			}
		}
		return true
	})
	if n := strings.Count(got, "usblp://"); n != 1 {
		t.Errorf("%d printers: %s", n, got)
	}
}

// A serial scanner is pulled out within a code and comes back, perhaps behind
// another node; its twin takes no part.
func TestUSBSerialScanner(t *testing.T) {
	serialScanner.plug(t)
	gun := other(t, "/dev/ttyGS0")
	w := watch(t, "line", "serial://usb/0c2e:0b6a/17122B45AC", `{}`)
	soon(t, "open", w.is(devices.Ready))
	send(t, gun, "4600494694501\r]d2010460049469450121AB\x1d93x\r")
	w.gets(t, "4600494694501 010460049469450121AB\x1d93x")
	for range 5 {
		send(t, gun, "46004") // half a code, and the cable is out
		serialScanner.unplug(t)
		soon(t, "away", w.is(devices.Away))
		began := time.Now()
		twinScanner.plugFor(t, func() {
			serialScanner.back(t)
			soon(t, "back", w.is(devices.Ready))
		})
		t.Logf("back after %s", time.Since(began))
		gun = other(t, "/dev/ttyGS0")
	}
	send(t, gun, "96385074\r")
	w.gets(t, "4600494694501 010460049469450121AB\x1d93x 96385074")
}

// hidSchemes are the two ways to a HID device: the C library, and the kernel's own
// nodes for a program that was built without C.
var hidSchemes = []string{"hid", "hidraw"}

// A keyboard scanner is taken from the system, so that what it types is a code to us
// and no keystrokes to anybody else.
func TestUSBKeyboard(t *testing.T) {
	for _, scheme := range hidSchemes {
		t.Run(scheme, func(t *testing.T) {
			keyboard.plug(t)
			gun := other(t, "/dev/hidg0")
			w := watch(t, "keyboard", scheme+"://05f9:2216/K-1", `{}`)
			soon(t, "open", w.is(devices.Ready))
			reports(t, gun, simscanner.Typed("4600494694501"), simscanner.Typed("]d2010460049469450121AB\x1d93x"))
			w.gets(t, "4600494694501 010460049469450121AB\x1d93x")
			for range 3 {
				reports(t, gun, simscanner.Typed("46004")[:8]) // without its Enter
				keyboard.unplug(t)
				soon(t, "away", w.is(devices.Away))
				keyboard.back(t)
				soon(t, "back", w.is(devices.Ready))
				gun = other(t, "/dev/hidg0")
			}
			reports(t, gun, simscanner.Typed("96385074"))
			w.gets(t, "4600494694501 010460049469450121AB\x1d93x 96385074")
			if typed := keystrokes(t); typed != 0 {
				t.Errorf("the system was typed %d events", typed)
			}
		})
	}
}

// keystrokes counts what waits at the system's keyboards: a program that has opened
// one gets nothing while another holds it.
func keystrokes(t *testing.T) (events int) {
	t.Helper()
	nodes, err := filepath.Glob("/dev/input/event*")
	if err != nil {
		t.Fatal(err)
	}
	gun := other(t, "/dev/hidg0")
	for _, node := range nodes {
		f, err := os.Open(node)
		if err != nil {
			t.Fatal(err)
		}
		reports(t, gun, simscanner.Typed("1"))
		if err := f.SetReadDeadline(time.Now().Add(300 * time.Millisecond)); err != nil {
			t.Fatal(err)
		}
		n, err := f.Read(make([]byte, 4<<10))
		if err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Fatal(err)
		}
		events += n
		_ = f.Close()
	}
	return events
}

// A HID POS scanner hands over a code in as many reports as it needs.
func TestUSBPointOfSale(t *testing.T) {
	long := "0104600494694501215Ek7-Qv" + strings.Repeat("x", 70) + "\x1d91EE10"
	for _, scheme := range hidSchemes {
		t.Run(scheme, func(t *testing.T) {
			pointOfSale.plug(t)
			gun := other(t, "/dev/hidg0")
			w := watch(t, "hidpos", scheme+"://05e0:1300/P-1", `{}`)
			soon(t, "open", w.is(devices.Ready))
			reports(t, gun, simscanner.POSReports("]E0", "4600494694501", 62), simscanner.POSReports("]d2", long, 62))
			w.gets(t, "4600494694501 "+long)
			reports(t, gun, simscanner.POSReports("]d2", long, 62)[:1])
			pointOfSale.unplug(t)
			soon(t, "away", w.is(devices.Away))
			pointOfSale.back(t)
			soon(t, "back", w.is(devices.Ready))
			reports(t, other(t, "/dev/hidg0"), simscanner.POSReports("]E4", "96385074", 62))
			w.gets(t, "4600494694501 "+long+" 96385074")
		})
	}
}

// reports hands reports to the computer, each when the one before has been taken.
func reports(t *testing.T, gun *os.File, codes ...[][]byte) {
	t.Helper()
	for _, code := range codes {
		for _, r := range code {
			if _, err := gun.Write(r); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func send(t *testing.T, to io.Writer, text string) {
	t.Helper()
	if _, err := io.WriteString(to, text); err != nil {
		t.Fatal(err)
	}
}

// Labels go over the class driver; the other end is the simulated printer, which
// draws what comes and answers. A cable pulled out within a batch leaves exactly
// the labels in doubt unknown, and after it is back the printer's own count says
// which they were.
func TestUSBPrinter(t *testing.T) {
	labelPrinter.plug(t)
	sim, err := simprinter.Start("127.0.0.1:0", simprinter.Config{Counts: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sim.Close() })
	bridge(t, "/dev/g_printer0", sim.Addr())
	one := label.Label{Width: 58 * label.Millimetre, Height: 40 * label.Millimetre, Barcodes: []label.Barcode{
		{Width: 54 * label.Millimetre, Height: 20 * label.Millimetre, Symbology: label.Code128, Data: "P0001203417", Readable: true}}}
	p := openPrinter(t)
	out, err := p.Print(t.Context(), one, one, one)
	if err != nil || len(sim.Labels()) != 3 {
		t.Fatalf("%v, %v, printed %d, refused %v", out, err, len(sim.Labels()), sim.Errors())
	}
	batch := make([]label.Label, 20)
	for i := range batch {
		batch[i] = one
	}
	go func() {
		_ = sim.Wait(t.Context(), 8)
		_ = labelPrinter.power("")
	}()
	out, err = p.Print(t.Context(), batch...)
	if err == nil {
		t.Fatalf("a batch without its printer is done: %v", out)
	}
	t.Logf("%v, %v; printed %d", out, err, len(sim.Labels()))
	if err := p.Close(); err != nil {
		t.Log(err)
	}
	labelPrinter.back(t)
	p = openPrinter(t)
	var n int64
	soon(t, "its count", func() bool {
		n, err = p.(printer.Counter).Count(t.Context())
		return !errors.Is(err, printer.ErrBusy)
	})
	if err != nil || int(n) != len(sim.Labels()) || n < 8 {
		t.Fatalf("it counts %d, %v; printed %d", n, err, len(sim.Labels()))
	}
	doubt, sure := out.Sum(), out.Settle(n).Sum()
	if doubt.Unknown > printer.Ahead+1 || sure.Unknown != 0 || int64(sure.Done) != n-out.Before {
		t.Errorf("before %+v, by its count of %d %+v", doubt, n, sure)
	}
}

func openPrinter(t *testing.T) (p printer.Printer) {
	t.Helper()
	soon(t, "the printer open", func() bool {
		port, err := wire.Open(t.Context(), "usblp://0a5f:0166/D4J221505")
		if err == nil {
			p, err = printer.Drivers.Open(t.Context(), "zpl", port, json.RawMessage(`{"DPI":203,"ReplyMS":20000,"Count":true}`))
		}
		return err == nil
	})
	t.Cleanup(func() { _ = p.Close() })
	return p
}

// bridge joins the gadget's node, which ends with each cable pulled and begins
// again, and a simulator on TCP.
func bridge(t *testing.T, node, address string) {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	var mu sync.Mutex
	end := other(t, node)
	again := func(f *os.File) *os.File {
		mu.Lock()
		defer mu.Unlock()
		for f == end && t.Context().Err() == nil {
			_ = f.Close()
			if now, err := os.OpenFile(node, os.O_RDWR, 0); err == nil {
				end = now
			}
			time.Sleep(time.Millisecond)
		}
		return end
	}
	go func() { // to the printer
		f := end
		for buf := make([]byte, 4<<10); t.Context().Err() == nil; {
			n, err := f.Read(buf)
			_, _ = c.Write(buf[:n])
			if err != nil && !errors.Is(err, io.EOF) {
				f = again(f)
			}
		}
	}()
	go func() { // from it
		f := end
		for buf := make([]byte, 4<<10); ; {
			n, err := c.Read(buf)
			if err != nil {
				return
			}
			for _, err = f.Write(buf[:n]); err != nil && t.Context().Err() == nil; _, err = f.Write(buf[:n]) {
				f = again(f)
			}
		}
	}()
}
