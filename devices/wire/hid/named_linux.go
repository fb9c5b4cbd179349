package hid

import (
	"path/filepath"

	"github.com/karalabe/hid"

	"warehouse-node/devices/wire"
)

// named adds what the device says of itself where the library could not ask: it
// opens each device for that, which needs the right to, and turns the answer into
// letters with tables of the C library that a static program is without. The
// kernel has asked already.
func named(i *hid.DeviceInfo) {
	if i.Serial != "" || i.Product != "" {
		return
	}
	usb := filepath.Join("/sys/bus/usb/devices", socket(*i))
	i.Serial, i.Manufacturer, i.Product = wire.SysfsLine(usb, "serial"), wire.SysfsLine(usb, "manufacturer"), wire.SysfsLine(usb, "product")
}
