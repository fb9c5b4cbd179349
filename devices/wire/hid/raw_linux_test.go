package hid

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"warehouse-node/devices/wire"
)

// tree is a sysfs and a /dev with one USB scanner: interface 0 a keyboard with an
// input node, interface 1 for points of sale. A fifo stands for each node.
type tree struct {
	rawLibrary
	asked []string // requests to the kernel: node, number, bytes
	fail  error    // of the next one
}

func newTree(t *testing.T) *tree {
	t.Helper()
	dir := t.TempDir()
	x := &tree{}
	x.rawLibrary = rawLibrary{sys: filepath.Join(dir, "sys"), dev: filepath.Join(dir, "dev"), ioctl: func(f *os.File, request uintptr, b []byte) error {
		x.asked = append(x.asked, fmt.Sprintf("%s %x % x", filepath.Base(f.Name()), request, b))
		err := x.fail
		x.fail = nil
		return err
	}}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	write := func(text string, path ...string) {
		at := filepath.Join(append([]string{x.sys}, path...)...)
		must(os.MkdirAll(filepath.Dir(at), 0o700))
		must(os.WriteFile(at, []byte(text), 0o600))
	}
	fifo := func(path ...string) {
		at := filepath.Join(append([]string{x.dev}, path...)...)
		must(os.MkdirAll(filepath.Dir(at), 0o700))
		must(unix.Mkfifo(at, 0o600))
	}
	const usb = "devices/pci0/usb1/1-1.2"
	for name, text := range map[string]string{"idVendor": "0c2e", "idProduct": "0b6a", "serial": "17203B0A5C", "manufacturer": "Honeywell", "product": "Xenon"} {
		write(text+"\n", usb, name)
	}
	for n, form := range []string{"\x05\x01\x09\x06", "\x05\x8c\x09\x02"} {
		face := fmt.Sprintf("%s/1-1.2:1.%d", usb, n)
		device := fmt.Sprintf("%s/0003:0C2E:0B6A.000%d", face, n)
		write(fmt.Sprintf("%02x\n", n), face, "bInterfaceNumber")
		write(form, device, "report_descriptor")
		node := fmt.Sprintf("hidraw%d", n)
		must(os.MkdirAll(filepath.Join(x.sys, "class/hidraw", node), 0o700))
		must(os.Symlink(filepath.Join(x.sys, device), filepath.Join(x.sys, "class/hidraw", node, "device")))
		fifo(node)
	}
	must(os.MkdirAll(filepath.Join(x.sys, usb, "1-1.2:1.0/0003:0C2E:0B6A.0000/input/input7/event4"), 0o700))
	fifo("input", "event4")
	return x
}

// TestRaw: a device is found by what it is and where it hangs, described, opened
// for us alone with what it types, and read report by report.
func TestRaw(t *testing.T) {
	x := newTree(t)
	found, err := listIn(t.Context(), x)
	if err != nil || len(found) != 2 || found[0].Address != "hid://0c2e:0b6a/17203B0A5C?interface=0" || found[1].Name != "Honeywell Xenon" {
		t.Fatalf("found %+v, %v", found, err)
	}
	p, err := openAddress(x, found[1].Address+"&feature=fe01")
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if got := wire.Descriptor(p); string(got) != "\x05\x8c\x09\x02" {
		t.Errorf("the descriptor is % x", got)
	}
	if got := strings.Join(x.asked, "; "); got != "hidraw1 c0024806 fe 01" {
		t.Errorf("the kernel was asked %q", got)
	}
	if _, err := openAddress(x, found[1].Address); !errors.Is(err, wire.ErrBusy) {
		t.Errorf("opened twice: %v", err)
	}
	p.SetReadDeadline(time.Now().Add(5 * time.Millisecond))
	if n, err := p.Read(make([]byte, 64)); n != 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("silence: %d, %v", n, err)
	}
	p.SetReadDeadline(time.Time{})
	if _, err := p.Write([]byte("\x02report")); err != nil { // a fifo gives back what it is given
		t.Fatal(err)
	}
	b := make([]byte, 64)
	if n, err := p.Read(b); err != nil || string(b[:n]) != "\x02report" {
		t.Errorf("read %q, %v", b[:n], err)
	}
}

// TestRawKeyboard: what a keyboard types goes nowhere else while it is open, and
// one whose typing cannot be taken is not opened.
func TestRawKeyboard(t *testing.T) {
	x := newTree(t)
	const address = "hidraw://0c2e:0b6a?port=1-1.2&interface=0"
	p, err := openAddress(x, address)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(x.asked, "; "); got != "event4 40044590 " {
		t.Errorf("the kernel was asked %q", got)
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	before := descriptors(t)
	x.fail = unix.EBUSY
	if _, err := openAddress(x, address); !errors.Is(err, unix.EBUSY) {
		t.Errorf("it types elsewhere, and %v", err)
	}
	if got := descriptors(t); got != before {
		t.Errorf("%d files are open, %d before", got, before)
	}
}

func descriptors(t *testing.T) int {
	t.Helper()
	all, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}

// TestRawNothing: a machine without hidraw has no such devices, and says no more.
func TestRawNothing(t *testing.T) {
	x := rawLibrary{sys: t.TempDir(), dev: t.TempDir(), ioctl: ioctl}
	if found, err := listIn(t.Context(), x); len(found) > 0 || err != nil {
		t.Errorf("found %+v, %v", found, err)
	}
	f, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := ioctl(f, eviocgrab, nil); !errors.Is(err, unix.ENOTTY) {
		t.Errorf("the kernel grabs /dev/null: %v", err)
	}
}
