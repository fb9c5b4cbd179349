// Package scanner reads barcode scanners, whatever they hang on.
package scanner

import (
	"context"

	"warehouse-node/devices"
)

type Scan struct {
	Symbology string // "ean13", "qr", … or "" when the scanner does not tell
	Data      string
}

// Scanner is implemented by every driver in this package.
type Scanner interface {
	// Next blocks until a whole code was read, the device is gone (io.EOF)
	// or ctx ends. A code is never split and never joined with the next.
	Next(context.Context) (Scan, error)
}

// Beeper is implemented by scanners that can tell the picker yes or no.
type Beeper interface{ Beep(ok bool) error }

var Drivers = devices.NewKind[Scanner]("scanner")
