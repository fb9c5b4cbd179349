package sim

import (
	"errors"
	"os"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// open makes a terminal whose device end can be closed under a read: the
// library leaves it in a mode where that waits for the next byte.
func open() (device, tty *os.File, err error) {
	master, tty, err := pty.Open()
	if err != nil {
		return nil, nil, err
	}
	fd, err := unix.FcntlInt(master.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err == nil {
		if err = unix.SetNonblock(fd, true); err == nil {
			device = os.NewFile(uintptr(fd), master.Name())
		}
	}
	if err = errors.Join(err, master.Close()); err != nil {
		return nil, nil, errors.Join(err, tty.Close())
	}
	return device, tty, nil
}

// raw takes echo, line ends and signals off a terminal before anyone opens it,
// as a serial line has none of them.
func raw(tty *os.File) error {
	conn, err := tty.SyscallConn()
	if err != nil {
		return err
	}
	var failed error
	err = conn.Control(func(fd uintptr) {
		t, err := unix.IoctlGetTermios(int(fd), unix.TCGETS)
		if err != nil {
			failed = err
			return
		}
		t.Iflag, t.Oflag, t.Lflag = 0, 0, 0
		t.Cflag = t.Cflag&^(unix.CSIZE|unix.PARENB) | unix.CS8
		failed = unix.IoctlSetTermios(int(fd), unix.TCSETS, t)
	})
	if err != nil {
		return err
	}
	return failed
}
