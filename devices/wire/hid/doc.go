// Package hid opens USB devices of the human interface class: scanners as
// keyboards or point-of-sale devices, scales.
//
//	hid://0c2e:0b6a                  the only one plugged in
//	hid://0c2e:0b6a/17203B0A5C       the one with this serial number
//	hid://0c2e:0b6a?port=1-1.2       the one in this socket
//	hid://0c2e:0b6a?interface=1      of a device with several interfaces
//	hid://0c2e:0b6a?feature=fe01     a feature report sent after opening
//	hidraw://0c2e:0b6a               by the kernel's hidraw, on Linux
//
// What it keeps true: one Read is one report, never part of one or two; any
// error of the library is a device that went away; the library is never asked
// to close what it is reading.
//
// This is the only package of the tree that needs a C compiler. Built without
// one, Linux opens devices by hidraw and other systems say that they cannot.
//
// By hidraw a keyboard goes on typing into whatever has the focus, so that its
// input nodes are taken for ourselves too; one that cannot be taken is not opened.
//
// # Why
//
// On Linux the library takes a keyboard away from the kernel while it is open:
// what a scanner types no longer reaches a desktop, which is what is wanted.
// It gives no usage pages there, and no report descriptor, which sysfs has; so devices are named by identity, number or
// socket. It has no word for a device that vanished, hence "any error".
package hid
