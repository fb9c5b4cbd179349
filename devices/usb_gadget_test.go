//go:build usb && linux

package devices_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// gadget is a USB device whose other end is a node here: what is written to it
// comes out of the real stack of the kernel, as from a device on a cable. It is
// made through configfs, on one of the controllers of dummy_hcd.
type gadget struct {
	name            string // of its folder
	vendor, product uint16
	maker, model    string
	serial          string
	controller      string            // "dummy_udc.0"
	function        string            // "acm.0": the kind and a name
	attributes      map[string][]byte // of the function
}

const configfs = "/sys/kernel/config/usb_gadget"

// plug makes the gadget and plugs it in.
func (g gadget) plug(t *testing.T) {
	t.Helper()
	dir := filepath.Join(configfs, g.name)
	english := filepath.Join(dir, "strings/0x409")
	function := filepath.Join(dir, "functions", g.function)
	config := filepath.Join(dir, "configs/c.1")
	for _, d := range []string{dir, english, function, config} {
		if err := os.Mkdir(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write := func(path string, text []byte) {
		t.Helper()
		if err := os.WriteFile(path, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(dir, "idVendor"), fmt.Appendf(nil, "0x%04x", g.vendor))
	write(filepath.Join(dir, "idProduct"), fmt.Appendf(nil, "0x%04x", g.product))
	write(filepath.Join(english, "manufacturer"), []byte(g.maker))
	write(filepath.Join(english, "product"), []byte(g.model))
	write(filepath.Join(english, "serialnumber"), []byte(g.serial))
	for name, value := range g.attributes {
		write(filepath.Join(function, name), value)
	}
	if err := os.Symlink(function, filepath.Join(config, g.function)); err != nil {
		t.Fatal(err)
	}
	g.back(t)
	t.Cleanup(func() {
		err := errors.Join(g.power(""), os.Remove(filepath.Join(config, g.function)), os.Remove(config),
			os.Remove(function), os.Remove(english), os.Remove(dir))
		if err != nil {
			t.Error(err)
		}
	})
}

// power binds the gadget to a controller, or with "" to none: the cable is out.
func (g gadget) power(controller string) error {
	udc := filepath.Join(configfs, g.name, "UDC")
	if now, err := os.ReadFile(udc); err != nil || strings.TrimSpace(string(now)) == controller {
		return err
	}
	return os.WriteFile(udc, []byte(controller+"\n"), 0o644)
}

// plugFor has the gadget plugged in while f runs.
func (g gadget) plugFor(t *testing.T, f func()) {
	t.Helper()
	t.Run(g.name, func(t *testing.T) {
		g.plug(t)
		f()
	})
}

func (g gadget) unplug(t *testing.T) {
	t.Helper()
	if err := g.power(""); err != nil {
		t.Fatal(err)
	}
}

func (g gadget) back(t *testing.T) {
	t.Helper()
	if err := g.power(g.controller); err != nil {
		t.Fatal(err)
	}
}

// soon waits for a condition. Under emulation everything is slow: what must be
// quick is measured by who asks, this only ends a test that hangs.
func soon(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !is(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s: not within 20 seconds", what)
		}
	}
}

// other opens the gadget's own end, which the kernel needs a moment to make.
func other(t *testing.T, node string) (f *os.File) {
	t.Helper()
	soon(t, node, func() (open bool) {
		var err error
		f, err = os.OpenFile(node, os.O_RDWR, 0)
		return err == nil
	})
	t.Cleanup(func() { _ = f.Close() })
	return f
}
