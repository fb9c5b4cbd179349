//go:build !linux

package scanner

import (
	"errors"
	"os"
)

var errLinux = errors.New("scanners are simulated on Linux only")

func open() (device, tty *os.File, err error) { return nil, nil, errLinux }

func raw(*os.File) error { return errLinux }
