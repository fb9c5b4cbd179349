package serial

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"

	"warehouse-node/devices/wire"
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
		if err != nil || wire.SysfsLine(class, e.Name(), "type") == "0" {
			continue
		}
		usb := wire.SysfsUSB(device)
		f := found{node: filepath.Join(dev, e.Name()), name: cmp.Or(usb.Name, e.Name()), usb: usb}
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b found) int { return cmp.Compare(a.node, b.node) })
	return all, nil
}
