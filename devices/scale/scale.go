package scale

import (
	"context"
	"fmt"
	"io"

	"warehouse-node/devices"
	"warehouse-node/devices/weight"
)

// Scale is implemented by every driver in this package.
type Scale interface {
	// Next blocks until the scale has said what it weighs, it is gone (io.EOF or
	// the port's error), does not answer (os.ErrDeadlineExceeded), or ctx ends.
	// A BadLine concerns one line only: call Next again.
	Next(context.Context) (weight.Reading, error)
	io.Closer
}

// Drivers are all that this program can weigh with.
var Drivers = devices.NewKind[Scale]("scale")

// BadLine is the error of Next for what is no weight. The scale is well.
type BadLine struct {
	Reason Reason
	Text   string // the line, as far as MaxLine; "" for Endless
}

// Reason says what is wrong with a line.
type Reason string

// What can be wrong with a line.
const (
	Endless  Reason = "endless"        // longer than MaxLine; dropped up to its end
	Glued    Reason = "glued"          // another began before its end
	Unread   Reason = "not understood" // it has words or signs that are none of a weight's
	Unitless Reason = "no unit"        // a number without a unit, and the settings have none either
	Refused  Reason = "refused"        // the scale did not understand what it was asked
)

func (e *BadLine) Error() string { return fmt.Sprintf("not a weight: %s: %q", e.Reason, e.Text) }

// Is makes it one of devices.ErrGarbled: the watch goes on.
func (e *BadLine) Is(target error) bool { return target == devices.ErrGarbled }
