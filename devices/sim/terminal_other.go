//go:build !linux

package sim

import (
	"errors"
	"os"
)

var errLinux = errors.New("serial devices are simulated on Linux only")

func open() (device, tty *os.File, err error) { return nil, nil, errLinux }

func raw(*os.File) error { return errLinux }
