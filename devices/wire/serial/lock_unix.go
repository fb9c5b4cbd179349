//go:build linux || darwin || freebsd || openbsd

package serial

import (
	"errors"
	"os"
	"syscall"

	"golang.org/x/sys/unix"

	"warehouse-node/devices/wire"
)

type lock = *os.File

// hold takes the line for us alone. TIOCEXCL, which the library sets, does not
// keep a superuser out; a lock on the node does, and other programs honour it.
func hold(node string) (lock, error) {
	f, err := os.OpenFile(node, os.O_RDWR|syscall.O_NOCTTY|syscall.O_NONBLOCK, 0)
	if errors.Is(err, unix.EBUSY) {
		return nil, &wire.Busy{Node: node}
	} else if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		if errors.Is(err, unix.EWOULDBLOCK) {
			err = &wire.Busy{Node: node}
		}
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// noModem says that the line has no modem signals: a pseudo terminal.
func noModem(err error) bool { return errors.Is(err, unix.ENOTTY) || errors.Is(err, unix.EINVAL) }
