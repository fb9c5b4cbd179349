package printer

import (
	"context"
	"io"
	"slices"

	"warehouse-node/devices"
	"warehouse-node/devices/label"
	"warehouse-node/devices/zebra"
)

// Printer is implemented by every driver in this package. One job prints at a
// time, others wait for it; Status may be asked meanwhile.
type Printer interface {
	// Print prints the labels in order, each with its copies, and waits while
	// paper is out. The outcome is always whole and true; the error says why not
	// all of it is done: a label.Problem (then nothing was sent), a *Stopped when
	// ctx ended, or what happened to the link, after which the printer must be
	// opened anew.
	Print(ctx context.Context, labels ...label.Label) (Outcome, error)
	// Status asks the printer how it is. An error means that the link is gone or
	// ctx ended; a printer that does not answer is a Status.
	Status(ctx context.Context) (Status, error)
	io.Closer
}

// Counter is a printer that counts the labels it has printed in its life.
type Counter interface {
	// Count is exact only while nothing is in the printer; ErrBusy otherwise.
	// ErrNoCount means that this printer does not tell.
	Count(ctx context.Context) (int64, error)
}

// Foreign is a printer that takes labels which somebody else wrote in its language.
type Foreign interface {
	// PrintForeign prints one label on paper of that size, as Print does.
	PrintForeign(ctx context.Context, f *zebra.Format, m label.Media) (Outcome, error)
}

// Drivers are all that this program can print labels with.
var Drivers = devices.NewKind[Printer]("printer")

// Ahead is how many labels a driver sends before the first is confirmed, unless
// its config says more.
const Ahead = 1

// Fault is why a printer does not print.
type Fault string

// The faults.
const (
	PaperOut     Fault = "paper-out"
	RibbonOut    Fault = "ribbon-out"
	HeadOpen     Fault = "head-open"
	Paused       Fault = "paused"
	TooHot       Fault = "too-hot"
	TooCold      Fault = "too-cold"
	CutterStuck  Fault = "cutter-stuck"
	LabelWaiting Fault = "label-waiting" // to be taken off, in peel mode
	BufferFull   Fault = "buffer-full"
	MemoryLost   Fault = "memory-lost"
	Broken       Fault = "broken" // another fault the printer has, of its head, motor or sensor
	Silent       Fault = "silent" // the line is open and the printer does not answer
)

// Status is how a printer is at one moment.
type Status struct {
	Faults    []Fault // in the order above
	Queued    int     // labels received and not begun
	Remaining int     // labels of the batch that is printing
	Partial   bool    // it has the beginning of a label, and waits for the rest
	// Silent is set when the printer does not tell its queue; faults may be
	// known all the same.
	Silent bool
}

// Has says whether the printer has this fault.
func (s Status) Has(f Fault) bool { return slices.Contains(s.Faults, f) }

// finished says that every label sent is out, perhaps still to be taken off.
func (s Status) finished() bool {
	hindered := slices.ContainsFunc(s.Faults, func(f Fault) bool { return f != LabelWaiting })
	return !hindered && s.Queued == 0 && s.Remaining == 0 && !s.Partial && !s.Silent
}

// Idle says that the printer has nothing left to print and nothing hinders it.
func (s Status) Idle() bool {
	return s.finished() && len(s.Faults) == 0
}
