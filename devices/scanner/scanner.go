package scanner

import (
	"context"
	"io"

	"warehouse-node/devices"
	"warehouse-node/devices/scan"
)

// Scanner is implemented by every driver in this package.
type Scanner interface {
	// Next blocks until a whole code was read, the device is gone (io.EOF or
	// the port's error) or ctx ends. A code is never split and never joined
	// with the next. Device and At of the scan are left to the watch.
	Next(context.Context) (scan.Scan, error)
	io.Closer
}

// Drivers are all that this program can read codes with.
var Drivers = devices.NewKind[Scanner]("scanner")
