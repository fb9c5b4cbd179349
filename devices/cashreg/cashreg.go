package cashreg

import (
	"context"
	"fmt"
	"io"

	"warehouse-node/devices"
	"warehouse-node/devices/receipt"
)

// Expect stores durably what is about to be done. When it returns nil the
// register is told; any error stops it, and the outcome is NotDone.
type Expect func(ctx context.Context, in receipt.Intent) error

// Register is implemented by every driver in this package. Its methods may be
// called from anywhere and wait for each other: a register does one thing at a
// time. No other program may speak to it meanwhile.
//
// When ctx ends, a method returns as soon as it can; if the register had been
// told by then, the outcome is Unknown, and Resolve is asked later.
type Register interface {
	// Status asks how the register is. Errors are *Error.
	Status(ctx context.Context) (receipt.Status, error)
	// LastDocument reads the newest document of the fiscal memory. Errors are
	// *Error; a memory without any gives the zero Document.
	LastDocument(ctx context.Context) (receipt.Document, error)

	// OpenShift makes sure that a shift is open. It is Done when one was open
	// already, and NotDone when that one is over 24 hours. Asking again after
	// Unknown is harmless.
	OpenShift(ctx context.Context) receipt.Outcome
	// CloseShift closes the shift of that number and prints its report (Z). It is
	// Done when that shift was closed already: asking again after Unknown never
	// closes the next one.
	CloseShift(ctx context.Context, shift int) receipt.Outcome

	// Print registers a receipt. A receipt that was left open by an earlier
	// attempt is cancelled first, so resolve that attempt before.
	Print(ctx context.Context, r receipt.Receipt, expect Expect) receipt.Outcome
	// Resolve asks whether an intent was done. It changes nothing but to cancel a
	// receipt that was left open.
	Resolve(ctx context.Context, in receipt.Intent) receipt.Outcome

	io.Closer
}

// Drawer is implemented by registers that count the cash put in and taken out.
type Drawer interface {
	// CashIn and CashOut register cash that is no sale; sum is in minor units.
	CashIn(ctx context.Context, job string, sum int64, expect Expect) receipt.Outcome
	CashOut(ctx context.Context, job string, sum int64, expect Expect) receipt.Outcome
}

// Reporter is implemented by registers that print the shift's figures without
// closing it (X). A second one harms nobody. Errors are *Error.
type Reporter interface {
	XReport(ctx context.Context) error
}

// Teller is implemented by registers that tell what they have counted in the
// shift. It changes nothing. Errors are *Error.
type Teller interface {
	Figures(ctx context.Context) (receipt.Figures, error)
}

// Finisher is implemented by registers that stop in the middle of a document
// when paper ends. Finish prints the rest, once there is paper. Errors are
// *Error. Print finishes what was left by itself.
type Finisher interface {
	Finish(ctx context.Context) error
}

// Drivers are all registers that this program can speak to.
var Drivers = devices.NewKind[Register]("cashreg")

// Error is why a register could not be asked or did not obey.
type Error struct {
	Reason receipt.Reason
	Doing  string // what was asked of it
	Err    error
}

func (e *Error) Error() string { return fmt.Sprintf("%s: %s: %v", e.Doing, e.Reason, e.Err) }
func (e *Error) Unwrap() error { return e.Err }
