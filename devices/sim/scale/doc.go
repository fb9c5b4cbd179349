// Package scale is a bench scale that is not there: it weighs what a test or a page
// puts on it, over a pseudo terminal, which the node opens as a serial port.
//
// What it keeps true: it says what lies on it at the moment it is asked, or all the
// time, in the very bytes of its kind; it is unplugged and comes back under one path.
//
// # Why
//
// It speaks level 0 of MT-SICS, and the standard line of A&D, and no more: what a
// driver here does not ask is answered as a real one answers what it does not know.
package scale
