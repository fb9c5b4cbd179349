package hid

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/karalabe/hid"

	"warehouse-node/devices/wire"
)

// bus is a C library of devices that a test plugs in.
type bus struct {
	without bool
	devices []*gadget
}

func (b bus) supported() bool { return !b.without }

func (b bus) enumerate(vendor, product uint16) ([]hid.DeviceInfo, error) {
	var all []hid.DeviceInfo
	for _, g := range b.devices {
		if (vendor == 0 || vendor == g.VendorID) && (product == 0 || product == g.ProductID) {
			all = append(all, g.DeviceInfo)
		}
	}
	return all, nil
}

func (b bus) open(i hid.DeviceInfo) (hid.Device, error) {
	for _, g := range b.devices {
		if g.Path == i.Path {
			return g, nil
		}
	}
	return nil, errors.New("hidapi: failed to open device")
}

func (b bus) descriptor(i hid.DeviceInfo) []byte {
	for _, g := range b.devices {
		if g.Path == i.Path {
			return g.form
		}
	}
	return nil
}

// gadget is one device; it notices misuse that would crash the C library.
type gadget struct {
	hid.DeviceInfo
	hid.Device // methods that are not meant to be called
	t          *testing.T
	reports    chan []byte
	form       []byte

	mu      sync.Mutex
	inUse   int
	closed  bool
	feature []byte
	written []byte
}

func (g *gadget) use(n int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		g.t.Error("used after Close")
	}
	g.inUse += n
}

func (g *gadget) ReadTimeout(b []byte, _ int) (int, error) {
	g.use(1)
	defer g.use(-1)
	select {
	case r, ok := <-g.reports:
		if !ok {
			return 0, errors.New("hidapi: hid_error is not implemented yet")
		}
		return copy(b, r), nil
	case <-time.After(time.Millisecond):
		return 0, nil
	}
}

func (g *gadget) Write(b []byte) (int, error) {
	g.use(1)
	defer g.use(-1)
	g.written = append(g.written, b...)
	return len(b), nil
}

func (g *gadget) SendFeatureReport(b []byte) (int, error) {
	g.feature = append([]byte(nil), b...)
	return len(b), nil
}

func (g *gadget) Close() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.inUse > 0 || g.closed {
		g.t.Errorf("closed while in use %d times, closed before: %v", g.inUse, g.closed)
	}
	g.closed = true
	return nil
}

func plug(t *testing.T, vendor, product uint16, path, serial string, iface int) *gadget {
	return &gadget{t: t, reports: make(chan []byte, 9), DeviceInfo: hid.DeviceInfo{Path: path, VendorID: vendor, ProductID: product,
		Serial: serial, Manufacturer: "Honeywell", Product: "Xenon", Interface: iface}}
}

func openAddress(lib library, address string) (wire.Port, error) {
	u, err := wire.ParseAddress(address)
	if err != nil {
		return nil, err
	}
	return openIn(context.Background(), lib, u)
}

func TestReports(t *testing.T) {
	g := plug(t, 0x0c2e, 0x0b6a, "1-1:1.0", "", 0)
	g.form = []byte{0x05, 0x8c}
	p, err := openAddress(bus{devices: []*gadget{g}}, "hid://0c2e:0b6a?feature=fe01")
	if err != nil {
		t.Fatal(err)
	}
	if string(g.feature) != "\xfe\x01" {
		t.Errorf("feature report %q", g.feature)
	}
	if got := wire.Descriptor(wire.Tap(wire.Record(p, io.Discard), func(byte, []byte) {})); string(got) != "\x05\x8c" {
		t.Errorf("the descriptor is % x", got)
	}
	p.SetReadDeadline(time.Now().Add(5 * time.Millisecond))
	if n, err := p.Read(make([]byte, 64)); n != 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("silence: %d, %v", n, err)
	}
	p.SetReadDeadline(time.Time{})
	g.reports <- []byte("report 1")
	g.reports <- []byte("report two")
	var got []string
	for range 2 {
		b := make([]byte, 64)
		n, err := p.Read(b)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, string(b[:n]))
	}
	if d := cmp.Diff([]string{"report 1", "report two"}, got); d != "" {
		t.Error(d)
	}
	if _, err := io.WriteString(p, "\xfd\x03"); err != nil || string(g.written) != "\xfd\x03" {
		t.Errorf("written %q, %v", g.written, err)
	}
	close(g.reports)
	if _, err := p.Read(make([]byte, 64)); err == nil || !strings.Contains(err.Error(), "unplugged") {
		t.Errorf("unplugged: %v", err)
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	if _, err := p.Write([]byte("x")); err == nil {
		t.Error("a closed device was written to")
	}
}

// Close while a read waits: the library is out of its read before it is closed.
func TestCloseUnderRead(t *testing.T) {
	g := plug(t, 0x0c2e, 0x0b6a, "1-1:1.0", "", 0)
	p, err := openAddress(bus{devices: []*gadget{g}}, "hid://0c2e:0b6a")
	if err != nil {
		t.Fatal(err)
	}
	woken := make(chan error)
	go func() { _, err := p.Read(make([]byte, 64)); woken <- err }()
	p.Close()
	if err := <-woken; !errors.Is(err, net.ErrClosed) || !g.closed {
		t.Errorf("got %v, closed %v", err, g.closed)
	}
}

func TestChoose(t *testing.T) {
	lib := bus{devices: []*gadget{
		plug(t, 0x0c2e, 0x0b6a, "1-1:1.0", "A", 0), plug(t, 0x0c2e, 0x0b6a, "1-1:1.1", "A", 1),
		plug(t, 0x05e0, 0x1200, "1-2.1:1.0", "", 0), plug(t, 0x05e0, 0x1200, "1-2.2:1.0", "", 0)}}
	for _, row := range []struct{ address, path, fail string }{
		{"hid://0c2e:0b6a/A?interface=0", "1-1:1.0", ""},
		{"hid://0C2E:0B6A/A?interface=1", "1-1:1.1", ""},
		{"hid://0c2e:0b6a/A", "", "2 devices fit"},
		{"hid://0c2e:0b6a/B", "", "plugged in"},
		{"hid://05e0:1200?port=1-2.2", "1-2.2:1.0", ""},
		{"hid://05e0:1200", "", "2 devices fit"},
		{"hid://05e0", "", "USB identity"},
		{"hid://05e0:12", "", "USB identity"},
		{"hid://05e0:1200?interface=x", "", "interface"},
		{"hid://05e0:1200?feature=xyz", "", "hexadecimal"},
		{"hid://05e0:1200?baud=9600", "", "no option"},
	} {
		u, err := wire.ParseAddress(row.address)
		if err != nil {
			t.Fatal(err)
		}
		n, err := parse(u)
		var info hid.DeviceInfo
		if err == nil {
			info, err = n.find(lib)
		}
		if info.Path != row.path || (err == nil) != (row.fail == "") || err != nil && !strings.Contains(err.Error(), row.fail) {
			t.Errorf("%s: got %q, %v", row.address, info.Path, err)
		}
	}
	found, err := listIn(context.Background(), lib)
	if err != nil {
		t.Fatal(err)
	}
	var addresses []string
	for _, f := range found {
		addresses = append(addresses, f.Address)
		p, err := openAddress(lib, f.Address)
		if err != nil {
			t.Errorf("%s was listed and cannot be opened: %v", f.Address, err)
			continue
		}
		p.Close()
	}
	if d := cmp.Diff([]string{"hid://0c2e:0b6a/A?interface=0", "hid://0c2e:0b6a/A?interface=1", "hid://05e0:1200?port=1-2.1", "hid://05e0:1200?port=1-2.2"}, addresses); d != "" {
		t.Error(d)
	}
}

// Without the C library both say so.
func TestUnsupported(t *testing.T) {
	if _, err := openAddress(bus{without: true}, "hid://0c2e:0b6a"); !errors.Is(err, ErrUnsupported) {
		t.Error(err)
	}
	if _, err := listIn(context.Background(), bus{without: true}); !errors.Is(err, ErrUnsupported) {
		t.Error(err)
	}
}

// The real library, as this build has it: a device that nobody plugged in is
// not found, or cannot be looked for.
func TestReal(t *testing.T) {
	_, err := wire.Open(context.Background(), "hid://ffff:fffe")
	if Supported() && (err == nil || !strings.Contains(err.Error(), "plugged in")) || !Supported() && !errors.Is(err, ErrUnsupported) {
		t.Errorf("supported: %v, got %v", Supported(), err)
	}
}
