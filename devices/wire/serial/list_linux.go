package serial

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func ports(context.Context) ([]found, error) { return sysfs("/sys/class/tty", "/dev") }

// sysfs lists the lines that have a device behind them. Virtual terminals have
// none, and an on-board ttyS without a chip has type 0.
func sysfs(class, dev string) ([]found, error) {
	entries, err := os.ReadDir(class)
	if err != nil {
		return nil, err
	}
	var all []found
	for _, e := range entries {
		device, err := filepath.EvalSymlinks(filepath.Join(class, e.Name(), "device"))
		if err != nil || line(class, e.Name(), "type") == "0" {
			continue
		}
		f := found{node: filepath.Join(dev, e.Name()), name: e.Name()}
		if usb := usbParent(device); usb != "" {
			f.usb = line(usb, "idVendor") + ":" + line(usb, "idProduct")
			f.serial, f.socket = line(usb, "serial"), filepath.Base(usb)
			f.name = cmp.Or(strings.TrimSpace(line(usb, "manufacturer")+" "+line(usb, "product")), f.name)
		}
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b found) int { return cmp.Compare(a.node, b.node) })
	return all, nil
}

// usbParent is the USB device that a tty belongs to, or "".
func usbParent(device string) string {
	for dir := device; len(dir) > 1; dir = filepath.Dir(dir) {
		if line(dir, "idVendor") != "" {
			return dir
		}
	}
	return ""
}

// line is the only line of a small file, "" when there is none.
func line(path ...string) string {
	text, _ := os.ReadFile(filepath.Join(path...)) // an attribute that is missing says nothing
	return strings.TrimSpace(string(text))
}
