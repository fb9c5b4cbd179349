// Package devices is what drivers of every kind have in common: a registry to
// be found in, a typed config that is also the form in the UI, and a watch
// that keeps a device open and tells how it fares.
//
// What it keeps true: a config with a field that nobody knows is refused, not
// ignored; a device that went away is opened again within two seconds of its
// return; a watch that was stopped leaves no goroutine behind.
//
// # Why
//
// Registration is a value in the driver's file, so that a new driver is that
// file and one recorded conversation, and nothing else changes. A kind is
// generic over its interface: the compiler sees that a driver keeps the whole
// contract, where a registry of any would find out on the customer's bench.
package devices
