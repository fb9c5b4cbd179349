// Package hid opens USB devices of the human interface class: scanners as
// keyboards or point-of-sale devices, scales.
//
//	hid://0c2e:0b6a                  the only one plugged in
//	hid://0c2e:0b6a/17203B0A5C       the one with this serial number
//	hid://0c2e:0b6a?port=1-1.2       the one in this socket
//	hid://0c2e:0b6a?interface=1      of a device with several interfaces
//	hid://0c2e:0b6a?feature=fe01     a feature report sent after opening
//
// What it keeps true: one Read is one report, never part of one or two; any
// error of the library is a device that went away; the library is never asked
// to close what it is reading.
//
// This is the only package of the tree that needs a C compiler. Built without
// one, Supported is false and Open says so.
//
// # Why
//
// On Linux the library takes a keyboard away from the kernel while it is open:
// what a scanner types no longer reaches a desktop, which is what is wanted.
// It gives no usage pages there, so devices are named by identity, number or
// socket. It has no word for a device that vanished, hence "any error".
package hid
