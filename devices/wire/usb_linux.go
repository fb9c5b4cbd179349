package wire

import (
	"os"
	"path/filepath"
	"strings"
)

// SysfsUSB is the USB device that a folder of Linux's /sys belongs to; the zero
// value when it belongs to none.
func SysfsUSB(device string) USB {
	for dir := device; len(dir) > 1; dir = filepath.Dir(dir) {
		vendor := SysfsLine(dir, "idVendor")
		if vendor == "" {
			continue
		}
		return USB{ID: vendor + ":" + SysfsLine(dir, "idProduct"), Serial: SysfsLine(dir, "serial"), Socket: filepath.Base(dir),
			Name: strings.TrimSpace(SysfsLine(dir, "manufacturer") + " " + SysfsLine(dir, "product"))}
	}
	return USB{}
}

// SysfsLine is the only line of a small file, "" when there is none.
func SysfsLine(path ...string) string {
	text, _ := os.ReadFile(filepath.Join(path...)) // an attribute that is missing says nothing
	return strings.TrimSpace(string(text))
}
