package store

import (
	"errors"
	"syscall"
)

// DiskError is a commit that the disk did not take because it failed or went
// away. A disk that is merely full is none: the system's error says that.
type DiskError struct{ Err error }

func (e *DiskError) Error() string { return e.Err.Error() }
func (e *DiskError) Unwrap() error { return e.Err }

// BrokenDisk tells it, for who puts it into words, from the same error of the
// system about a device that was unplugged.
func (e *DiskError) BrokenDisk() {}

// broken are what a system says of a disk that failed, was pulled, or is no
// longer written to because it failed before.
var broken = []error{syscall.EIO, syscall.EROFS, syscall.ENODEV, syscall.ENXIO, syscall.ESTALE}

// ofDisk marks an error of a commit that is the disk's.
func ofDisk(err error) error {
	for _, b := range broken {
		if errors.Is(err, b) {
			return &DiskError{err}
		}
	}
	return err
}
