//go:build linux

package serial

import (
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/google/go-cmp/cmp"
	"go.bug.st/serial"

	"warehouse-node/devices/wire"
)

// open9600 opens a pseudo terminal: our end by its address, the device's by hand.
func open9600(t *testing.T) (p wire.Port, device *os.File, address string) {
	t.Helper()
	device, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { device.Close() })
	address = "serial://" + tty.Name() + "?baud=9600&dtr=on&rts=off"
	p, err = wire.Open(context.Background(), address)
	if err != nil {
		t.Fatal(err)
	}
	tty.Close()
	t.Cleanup(func() { p.Close() })
	return p, device, address
}

// Every byte passes as it is, both ways: no echo, no line ends changed.
func TestBytes(t *testing.T) {
	p, device, _ := open9600(t)
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	for _, way := range []struct {
		from io.Writer
		to   io.Reader
	}{{device, p}, {p, device}} {
		if _, err := way.from.Write(all); err != nil {
			t.Fatal(err)
		}
		got := make([]byte, 256)
		if _, err := io.ReadFull(way.to, got); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(all, got); d != "" {
			t.Error(d)
		}
	}
}

func TestDeadline(t *testing.T) {
	p, device, _ := open9600(t)
	p.SetReadDeadline(time.Now().Add(20 * time.Millisecond))
	if n, err := p.Read(make([]byte, 9)); n != 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("got %d, %v", n, err)
	}
	p.SetReadDeadline(time.Time{})
	device.Write([]byte("x"))
	if n, err := p.Read(make([]byte, 9)); n != 1 || err != nil {
		t.Errorf("after the silence: %d, %v", n, err)
	}
}

// A second open of the same line fails, also for a superuser, and by another
// name of it; after Close it succeeds.
func TestOneReader(t *testing.T) {
	p, _, address := open9600(t)
	link := filepath.Join(t.TempDir(), "scanner")
	node, _, _ := strings.Cut(strings.TrimPrefix(address, "serial://"), "?")
	if err := os.Symlink(node, link); err != nil {
		t.Fatal(err)
	}
	for _, again := range []string{address, "serial://" + link} {
		if q, err := wire.Open(context.Background(), again); !errors.Is(err, wire.ErrBusy) {
			t.Errorf("%s: got %v, %v; want busy", again, q, err)
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	q, err := wire.Open(context.Background(), "serial://"+link)
	if err != nil {
		t.Fatal(err)
	}
	q.Close()
}

func TestUnplug(t *testing.T) {
	p, device, address := open9600(t)
	woken := make(chan error)
	go func() { _, err := p.Read(make([]byte, 9)); woken <- err }()
	device.Close()
	if err := <-woken; err == nil || errors.Is(err, net.ErrClosed) || errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("read of an unplugged line: %v", err)
	}
	if _, err := p.Write([]byte("x")); err == nil {
		t.Error("an unplugged line takes bytes")
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	if _, err := p.Read(make([]byte, 9)); !errors.Is(err, net.ErrClosed) {
		t.Errorf("read of a closed line: %v", err)
	}
	if q, err := wire.Open(context.Background(), address); err == nil {
		q.Close()
		t.Error("a line that is not there was opened")
	}
}

func TestCloseEndsRead(t *testing.T) {
	p, _, _ := open9600(t)
	woken := make(chan error)
	go func() { _, err := p.Read(make([]byte, 9)); woken <- err }()
	began := time.Now()
	p.Close()
	if err := <-woken; !errors.Is(err, net.ErrClosed) {
		t.Errorf("got %v", err)
	}
	if d := time.Since(began); d > 5*breath {
		t.Errorf("Close took %v", d)
	}
}

func TestParse(t *testing.T) {
	parsed := func(host, path, query string) (settings, error) {
		return parse(&url.URL{Scheme: "serial", Host: host, Path: path, RawQuery: query})
	}
	s, err := parsed("", "/dev/ttyS4", "baud=115200&bits=7&parity=even&stop=2&dtr=off")
	want := settings{node: "/dev/ttyS4", dtr: "off", mode: serial.Mode{BaudRate: 115200, DataBits: 7, Parity: serial.EvenParity, StopBits: serial.TwoStopBits}}
	if d := cmp.Diff(want, s, cmp.AllowUnexported(settings{})); d != "" || err != nil {
		t.Error(d, err)
	}
	s, err = parsed("usb", "/0C2E:0b6a/A 1", "port=1-1")
	if d := cmp.Diff(&wire.USB{ID: "0c2e:0b6a", Serial: "A 1", Socket: "1-1"}, s.usb); d != "" || err != nil {
		t.Error(d, err)
	}
	for _, bad := range [][3]string{{"", "", ""}, {"COM1", "/x", ""}, {"usb", "", ""}, {"usb", "/0c2e", ""}, {"usb", "/0c2e:xyz0", ""}, {"", "/dev/x", "port=1"},
		{"", "/dev/x", "baud=fast"}, {"", "/dev/x", "baud=0"}, {"", "/dev/x", "bits=9"}, {"", "/dev/x", "parity=no"}, {"", "/dev/x", "stop=3"}, {"", "/dev/x", "dtr=1"},
		{"", "/dev/x", "bauds=9600"}} {
		if s, err := parsed(bad[0], bad[1], bad[2]); err == nil {
			t.Errorf("%v: got %+v, want an error", bad, s)
		}
	}
}

// TestSysfs lists a machine that was built of files: two equal adapters without
// numbers, a scanner with one, an on-board port with a chip and one without.
func TestSysfs(t *testing.T) {
	root := t.TempDir()
	write := func(path, text string) {
		path = filepath.Join(root, path)
		os.MkdirAll(filepath.Dir(path), 0o700)
		if err := os.WriteFile(path, []byte(text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tty := func(name, device string) {
		os.MkdirAll(filepath.Join(root, "devices", device), 0o700)
		os.MkdirAll(filepath.Join(root, "class", name), 0o700)
		if err := os.Symlink(filepath.Join(root, "devices", device), filepath.Join(root, "class", name, "device")); err != nil {
			t.Fatal(err)
		}
	}
	usb := func(socket, id, maker, product, serial string) {
		vendor, prod, _ := strings.Cut(id, ":")
		write("devices/"+socket+"/idVendor", vendor)
		write("devices/"+socket+"/idProduct", prod)
		write("devices/"+socket+"/manufacturer", maker)
		write("devices/"+socket+"/product", product)
		if serial != "" {
			write("devices/"+socket+"/serial", serial)
		}
	}
	usb("1-1", "0c2e:0b6a", "Honeywell", "Xenon 1900", "17203B0A5C")
	usb("1-2.1", "0403:6001", "FTDI", "USB Serial", "")
	usb("1-2.2", "0403:6001", "FTDI", "USB Serial", "")
	tty("ttyACM0", "1-1/1-1:1.0")
	tty("ttyUSB0", "1-2.1/1-2.1:1.0/ttyUSB0")
	tty("ttyUSB1", "1-2.2/1-2.2:1.0/ttyUSB1")
	tty("ttyS0", "platform0")
	write("class/ttyS0/type", "4")
	tty("ttyS1", "platform1")
	write("class/ttyS1/type", "0")
	write("class/tty7/active", "1")

	got, err := sysfs(root+"/class", "/dev")
	if err != nil {
		t.Fatal(err)
	}
	want := []found{
		{"/dev/ttyACM0", "Honeywell Xenon 1900", wire.USB{ID: "0c2e:0b6a", Serial: "17203B0A5C", Socket: "1-1", Name: "Honeywell Xenon 1900"}},
		{"/dev/ttyS0", "ttyS0", wire.USB{}},
		{"/dev/ttyUSB0", "FTDI USB Serial", wire.USB{ID: "0403:6001", Socket: "1-2.1", Name: "FTDI USB Serial"}},
		{"/dev/ttyUSB1", "FTDI USB Serial", wire.USB{ID: "0403:6001", Socket: "1-2.2", Name: "FTDI USB Serial"}},
	}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(found{})); d != "" {
		t.Error(d)
	}
	var addresses []string
	for _, f := range got {
		addresses = append(addresses, f.wire().Address)
	}
	if d := cmp.Diff([]string{"serial://usb/0c2e:0b6a/17203B0A5C", "serial:///dev/ttyS0",
		"serial://usb/0403:6001?port=1-2.1", "serial://usb/0403:6001?port=1-2.2"}, addresses); d != "" {
		t.Error(d)
	}
	for _, row := range []struct {
		name       wire.USB
		want, fail string
	}{
		{wire.USB{ID: "0c2e:0b6a"}, "/dev/ttyACM0", ""},
		{wire.USB{ID: "0c2e:0b6a", Serial: "17203B0A5C"}, "/dev/ttyACM0", ""},
		{wire.USB{ID: "0c2e:0b6a", Serial: "other"}, "", "plugged in"},
		{wire.USB{ID: "0403:6001"}, "", "say a serial number or a port"},
		{wire.USB{ID: "0403:6001", Socket: "1-2.2"}, "/dev/ttyUSB1", ""},
	} {
		one, err := among(row.name, got)
		if one.node != row.want || (err == nil) != (row.fail == "") || err != nil && !strings.Contains(err.Error(), row.fail) {
			t.Errorf("%v: got %q, %v", row.name, one.node, err)
		}
	}
}

// The machine's own ports can be listed, whatever it has.
func TestList(t *testing.T) {
	if _, err := wire.List(context.Background()); err != nil {
		t.Error(err)
	}
}
