package wire

import (
	"cmp"
	"fmt"
	"io/fs"
	"net/url"
	"strconv"
	"strings"
)

// USB is a USB device: what it is, and which of several it is. In an address
// what is "" says nothing.
type USB struct {
	ID     string // vendor and product, "0c2e:0b6a"
	Serial string // the maker's number of this one; many have none
	Socket string // where it is plugged in: bus and ports, "1-1.2"
	Name   string // maker and model, for a person, where it tells; no part of an address
}

// ParseUSB reads the path "VENDOR:PRODUCT" or "VENDOR:PRODUCT/SERIAL" of an
// address; socket is its option "port".
func ParseUSB(path, socket string) (USB, error) {
	id, number, _ := strings.Cut(path, "/")
	vendor, product, _ := strings.Cut(id, ":")
	for _, hex := range []string{vendor, product} {
		if _, err := strconv.ParseUint(hex, 16, 16); err != nil || len(hex) != 4 {
			return USB{}, fmt.Errorf("%q is not a USB identity such as 0c2e:0b6a", id)
		}
	}
	return USB{ID: strings.ToLower(id), Serial: number, Socket: socket}, nil
}

// Address names the device by what stays when it is plugged in again, as
// [ParseUSB] reads it: its own number, or else its socket. It is "" for a device
// that has neither.
func (u USB) Address() string {
	switch {
	case u.Serial != "":
		return u.ID + "/" + url.PathEscape(u.Serial)
	case u.Socket != "":
		return u.ID + "?port=" + url.QueryEscape(u.Socket)
	}
	return ""
}

// OneUSB gives the one of here that want speaks of; usb tells what each is, and
// node what a person would call it. None is [fs.ErrNotExist].
func OneUSB[T any](want USB, here []T, usb func(T) USB, node func(T) string) (one T, err error) {
	var fit []string
	for _, h := range here {
		is := usb(h)
		if is.ID == want.ID && cmp.Or(want.Serial, is.Serial) == is.Serial && cmp.Or(want.Socket, is.Socket) == is.Socket {
			one, fit = h, append(fit, node(h))
		}
	}
	switch len(fit) {
	case 1:
		return one, nil
	case 0:
		err = fmt.Errorf("no such device is plugged in: %w", fs.ErrNotExist)
	default:
		err = fmt.Errorf("%v are all %s: say a serial number or a port", fit, want.ID)
	}
	var none T
	return none, err
}
