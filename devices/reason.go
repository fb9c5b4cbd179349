package devices

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"syscall"

	"warehouse-node/devices/wire"
)

// Reason is why a device is away, as far as the system's own errors tell: a code
// for words in the language of whoever looks. It is empty for all that a person
// mends no better for a word.
type Reason string

// The reasons that have words.
const (
	Missing     Reason = "missing"     // nothing stands at its address
	Denied      Reason = "denied"      // the node may not open it
	Busy        Reason = "busy"        // another program holds it
	Unplugged   Reason = "unplugged"   // it went while it was open
	Nameless    Reason = "nameless"    // no host of this name
	Unreachable Reason = "unreachable" // no way there through the network
	RefusedCall Reason = "refused"     // the host is there and takes no connection
	Reset       Reason = "reset"       // the other side broke the connection
	Silent      Reason = "timeout"     // it did not answer in time
	Ended       Reason = "ended"       // the other side ended the connection
)

// signs are what an error says of each reason; the first that fits is meant.
var signs = []struct {
	Reason
	errs []error
}{
	{Unplugged, []error{wire.ErrGone, syscall.EIO, syscall.ENODEV, syscall.ENXIO}},
	{Busy, []error{wire.ErrBusy, syscall.EBUSY}},
	{Missing, []error{fs.ErrNotExist}},
	{Denied, []error{fs.ErrPermission}},
	{RefusedCall, []error{syscall.ECONNREFUSED}},
	{Unreachable, []error{syscall.EHOSTUNREACH, syscall.ENETUNREACH, syscall.EHOSTDOWN, syscall.ENETDOWN}},
	{Reset, []error{syscall.ECONNRESET, syscall.ECONNABORTED, syscall.EPIPE}},
	{Silent, []error{os.ErrDeadlineExceeded, context.DeadlineExceeded, syscall.ETIMEDOUT}},
	{Ended, []error{io.EOF, io.ErrUnexpectedEOF}},
}

// ReasonOf reads an error of a device.
func ReasonOf(err error) Reason {
	if dns, is := errors.AsType[*net.DNSError](err); is && dns.IsNotFound {
		return Nameless
	}
	for _, s := range signs {
		for _, sign := range s.errs {
			if errors.Is(err, sign) {
				return s.Reason
			}
		}
	}
	if late, is := errors.AsType[net.Error](err); is && late.Timeout() {
		return Silent
	}
	return ""
}
