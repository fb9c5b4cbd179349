package devices_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"syscall"
	"testing"

	"warehouse-node/devices"
	"warehouse-node/devices/wire"
)

// TestReasons: an error as the system wraps it has the reason that a person can
// do something about; one that is of no kind we know has none.
func TestReasons(t *testing.T) {
	call := func(err error) error {
		return fmt.Errorf("open tcp://10.0.0.5:9100: %w", &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", err)})
	}
	for _, row := range []struct {
		err  error
		want devices.Reason
	}{
		{errors.Join(&fs.PathError{Op: "open", Path: "/dev/ttyACM0", Err: syscall.ENOENT}), devices.Missing},
		{&fs.PathError{Op: "open", Path: "/dev/ttyACM0", Err: syscall.EACCES}, devices.Denied},
		{fmt.Errorf("open: %w", &wire.Busy{Node: "/dev/ttyACM0"}), devices.Busy},
		{errors.Join(fmt.Errorf("%w: %w", wire.ErrGone, fs.ErrNotExist), io.EOF), devices.Unplugged},
		{&fs.PathError{Op: "read", Path: "/dev/usb/lp0", Err: syscall.ENODEV}, devices.Unplugged},
		{call(syscall.ECONNREFUSED), devices.RefusedCall},
		{call(syscall.EHOSTUNREACH), devices.Unreachable},
		{call(syscall.ECONNRESET), devices.Reset},
		{call(syscall.ETIMEDOUT), devices.Silent},
		{&net.OpError{Op: "dial", Net: "tcp", Err: os.ErrDeadlineExceeded}, devices.Silent},
		{context.DeadlineExceeded, devices.Silent},
		{&net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "zebra", IsNotFound: true}}, devices.Nameless},
		{&net.DNSError{Err: "i/o timeout", Name: "zebra", IsTimeout: true}, devices.Silent},
		{fmt.Errorf("the device ended: %w", io.EOF), devices.Ended},
		{errors.New("port goes with serial://usb"), ""},
	} {
		if got := devices.ReasonOf(row.err); got != row.want {
			t.Errorf("%v: %q, want %q", row.err, got, row.want)
		}
	}
}
