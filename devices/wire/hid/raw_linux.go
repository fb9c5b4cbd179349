package hid

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unsafe"

	"github.com/karalabe/hid"
	"golang.org/x/sys/unix"

	"warehouse-node/devices/wire"
)

// maxDescriptor is the longest report descriptor (HID_MAX_DESCRIPTOR_SIZE of the
// kernel's uapi/linux/hidraw.h).
const maxDescriptor = 4096

// ioctl numbers of uapi/linux/input.h and uapi/linux/hidraw.h.
const (
	eviocgrab     = 0x40044590 // _IOW('E', 0x90, int)
	hidiocsfeat   = 0xC0004806 // _IOC(read and write, 'H', 0x06, size), the size still to be put in
	hidiocgfeat   = 0xC0004807
	ioctlSizeBits = 16
)

// rawLibrary opens devices by the kernel's hidraw, without C.
type rawLibrary struct {
	sys, dev string // /sys and /dev
	ioctl    ioctlFunc
}

// ioctlFunc asks the kernel something of an open file: with a buffer, or without
// one with the number 1.
type ioctlFunc = func(f *os.File, request uintptr, buffer []byte) error

func raw() library { return rawLibrary{"/sys", "/dev", ioctl} }

func ioctl(f *os.File, request uintptr, buffer []byte) error {
	return control(f, func(fd uintptr) error {
		failed := syscall.Errno(0)
		if len(buffer) == 0 {
			_, _, failed = unix.Syscall(unix.SYS_IOCTL, fd, request, 1)
		} else {
			_, _, failed = unix.Syscall(unix.SYS_IOCTL, fd, request, uintptr(unsafe.Pointer(&buffer[0])))
		}
		if failed != 0 {
			return failed
		}
		return nil
	})
}

// control works on the descriptor of a file that goes on having deadlines, which
// File.Fd would take from it.
func control(f *os.File, do func(fd uintptr) error) error {
	conn, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var failed error
	if err := conn.Control(func(fd uintptr) { failed = do(fd) }); err != nil {
		return err
	}
	return failed
}

func (rawLibrary) supported() bool { return true }

// enumerate lists what hidraw has of the USB devices. The path names the
// interface as the C library does, and the node behind it.
func (l rawLibrary) enumerate(vendor, product uint16) (all []hid.DeviceInfo, err error) {
	entries, err := os.ReadDir(filepath.Join(l.sys, "class/hidraw"))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil // a kernel without it has no devices of it
	}
	for _, e := range entries {
		i, ok := l.info(e.Name())
		if ok && (vendor == 0 || vendor == i.VendorID) && (product == 0 || product == i.ProductID) {
			all = append(all, i)
		}
	}
	return all, err
}

// info describes a node; false for one that is no USB device.
func (l rawLibrary) info(node string) (i hid.DeviceInfo, ok bool) {
	device, err := filepath.EvalSymlinks(filepath.Join(l.sys, "class/hidraw", node, "device"))
	if err != nil {
		return i, false
	}
	face := filepath.Dir(device)
	usb := filepath.Dir(face)
	vendor, err1 := strconv.ParseUint(attribute(usb, "idVendor"), 16, 16)
	product, err2 := strconv.ParseUint(attribute(usb, "idProduct"), 16, 16)
	number, err3 := strconv.ParseUint(attribute(face, "bInterfaceNumber"), 16, 8)
	if errors.Join(err1, err2, err3) != nil {
		return i, false
	}
	return hid.DeviceInfo{Path: filepath.Base(face) + ":" + node, VendorID: uint16(vendor), ProductID: uint16(product), Interface: int(number),
		Serial: attribute(usb, "serial"), Manufacturer: attribute(usb, "manufacturer"), Product: attribute(usb, "product")}, true
}

// attribute is the only line of a small file, "" when there is none.
func attribute(path ...string) string {
	text, _ := os.ReadFile(filepath.Join(path...)) // an attribute that is missing says nothing
	return strings.TrimSpace(string(text))
}

func nodeOf(i hid.DeviceInfo) string { return i.Path[strings.LastIndexByte(i.Path, ':')+1:] }

func (l rawLibrary) descriptor(i hid.DeviceInfo) []byte {
	return formIn(filepath.Join(l.sys, "class/hidraw", nodeOf(i), "device/report_descriptor"))
}

// descriptorOf finds the descriptor of a device that the C library names: while
// nobody has opened it, the kernel's driver stands under its interface.
func descriptorOf(i hid.DeviceInfo) []byte {
	all, _ := filepath.Glob(filepath.Join("/sys/bus/usb/devices", i.Path, "*:*:*.*/report_descriptor")) // the pattern is sound
	if len(all) != 1 {
		return nil
	}
	return formIn(all[0])
}

func formIn(path string) []byte {
	form, err := os.ReadFile(path)
	if err != nil || len(form) > maxDescriptor {
		return nil
	}
	return form
}

// open takes a device for us alone, and what it types with it.
func (l rawLibrary) open(i hid.DeviceInfo) (hid.Device, error) {
	node := filepath.Join(l.dev, nodeOf(i))
	f, err := os.OpenFile(node, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	d := &rawDevice{File: f, ioctl: l.ioctl}
	if err := l.own(d, node, nodeOf(i)); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

func (l rawLibrary) own(d *rawDevice, node, name string) error {
	err := control(d.File, func(fd uintptr) error { return unix.Flock(int(fd), unix.LOCK_EX|unix.LOCK_NB) })
	if errors.Is(err, unix.EWOULDBLOCK) {
		return &wire.Busy{Node: node}
	} else if err != nil {
		return err
	}
	inputs, err := filepath.Glob(filepath.Join(l.sys, "class/hidraw", name, "device/input/input*/event*"))
	if err != nil {
		return err
	}
	for _, event := range inputs {
		f, err := os.OpenFile(filepath.Join(l.dev, "input", filepath.Base(event)), os.O_RDWR, 0)
		if err != nil {
			return fmt.Errorf("take what it types for us alone: %w", err)
		}
		d.grabbed = append(d.grabbed, f)
		if err := l.ioctl(f, eviocgrab, nil); err != nil {
			return fmt.Errorf("take what it types for us alone: %w", err)
		}
	}
	return nil
}

// rawDevice is one open node, and the input nodes that are kept from others with
// it: closing them gives them back.
type rawDevice struct {
	*os.File
	ioctl   ioctlFunc
	grabbed []*os.File
}

// ReadTimeout gives one report, or (0, nil) after so many milliseconds.
func (d *rawDevice) ReadTimeout(b []byte, ms int) (int, error) {
	if err := d.SetReadDeadline(time.Now().Add(time.Duration(ms) * time.Millisecond)); err != nil {
		return 0, err
	}
	n, err := d.Read(b)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return 0, nil
	}
	return n, err
}

// SendFeatureReport sends one; its first byte is the report id.
func (d *rawDevice) SendFeatureReport(b []byte) (int, error) { return d.feature(hidiocsfeat, b) }

// GetFeatureReport asks for one; the first byte says which.
func (d *rawDevice) GetFeatureReport(b []byte) (int, error) { return d.feature(hidiocgfeat, b) }

func (d *rawDevice) feature(request uintptr, b []byte) (int, error) {
	if len(b) == 0 || len(b) > maxDescriptor {
		return 0, fmt.Errorf("a feature report of %d bytes", len(b))
	}
	return len(b), d.ioctl(d.File, request|uintptr(len(b))<<ioctlSizeBits, b)
}

func (d *rawDevice) Close() error {
	err := d.File.Close()
	for _, f := range d.grabbed {
		err = errors.Join(err, f.Close())
	}
	return err
}
