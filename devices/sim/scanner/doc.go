// Package scanner is a barcode scanner that is not there: it types codes into a
// pseudo terminal, which the node opens as a serial port.
//
// What it keeps true: the port has one path for the life of the simulator, also
// when it is unplugged and comes back as another terminal; every code leaves
// whole, with its identifier and its suffix, unless a fault was armed.
//
// # Why
//
// A pseudo terminal and not a pipe or an interface: the bytes pass through the
// same driver, library and kernel line as those of a scanner on a cable, and
// closing it gives the errors of a cable that was pulled.
package scanner
