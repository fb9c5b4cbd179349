//go:build !linux

package hid

import "github.com/karalabe/hid"

// raw is nothing here: only Linux has hidraw.
func raw() library { return noLibrary{} }

type noLibrary struct{}

func (noLibrary) supported() bool { return false }

func (noLibrary) enumerate(uint16, uint16) ([]hid.DeviceInfo, error) { return nil, ErrUnsupported }

func (noLibrary) open(hid.DeviceInfo) (hid.Device, error) { return nil, ErrUnsupported }

func (noLibrary) descriptor(hid.DeviceInfo) []byte { return nil }

// descriptorOf knows nothing here.
func descriptorOf(hid.DeviceInfo) []byte { return nil }
