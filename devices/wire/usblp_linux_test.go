package wire

import (
	"os"
	"path/filepath"
	"testing"
)

// Two printers of one make, one without a number, and something else of the class.
func TestUSBPrinters(t *testing.T) {
	root := t.TempDir()
	write := func(path, text string) {
		t.Helper()
		path = filepath.Join(root, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for node, socket := range map[string]string{"lp0": "1-1", "lp1": "1-2", "hiddev0": "1-3"} {
		write("devices/"+socket+"/idVendor", "0a5f")
		write("devices/"+socket+"/idProduct", "0166")
		write("class/"+node+"/dev", "180:0")
		device := filepath.Join(root, "devices", socket, socket+":1.0")
		if err := os.Mkdir(device, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(device, filepath.Join(root, "class", node, "device")); err != nil {
			t.Fatal(err)
		}
	}
	write("devices/1-1/serial", "D4J 22/5")
	got := usbPrinters(filepath.Join(root, "class"), "/dev/usb")
	want := []usbPrinter{
		{"/dev/usb/lp0", USB{ID: "0a5f:0166", Serial: "D4J 22/5", Socket: "1-1"}},
		{"/dev/usb/lp1", USB{ID: "0a5f:0166", Socket: "1-2"}},
	}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Fatalf("got %+v", got)
	}
	for i, p := range got {
		u, err := ParseAddress("usblp://" + p.usb.Address())
		if err != nil {
			t.Fatal(err)
		}
		name, err := ParseUSB(u.Host+u.Path, u.Query().Get("port"))
		if err != nil {
			t.Fatal(err)
		}
		one, err := OneUSB(name, got, func(p usbPrinter) USB { return p.usb }, func(p usbPrinter) string { return p.node })
		if err != nil || one != want[i] {
			t.Errorf("%s: got %+v, %v", p.usb.Address(), one, err)
		}
	}
}
