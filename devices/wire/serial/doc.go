// Package serial opens serial lines: RS-232, USB-CDC and USB adapters.
//
//	serial:///dev/ttyACM0?baud=9600&bits=8&parity=none&stop=1&dtr=on&rts=on
//	serial://COM3
//	serial://usb/0c2e:0b6a/17203B0A5C        the one with this serial number
//	serial://usb/0c2e:0b6a?port=1-1.2        the one in this socket
//
// Options that are left out are as above. A USB device is named by what it is
// or where it is plugged in and not by its node, which changes when it is
// plugged in again while the old one is still open.
//
// What it keeps true: a line has one reader, also among programs of one
// superuser; a device that was unplugged is an error of the next read or write;
// Close ends a read within the fifth of a second and never pulls the line from
// under it.
//
// # Why
//
// Close of the library frees the descriptor while a read still waits on it; a
// file opened in that moment could be read in the place of the scanner. So
// reads here end by themselves five times a second and Close waits for one.
// Ports are listed from sysfs on Linux, because the library opens every ttyS
// to try it, which for a superuser resets the speed of one in use.
package serial
