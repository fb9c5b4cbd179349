// Package scan is the word of every scanner: what was read, and what it is.
//
// A [Scan] is bytes and where they came from. [Parse] says what the bytes are
// by themselves: an EAN, GS1 element strings, an SSCC, or text that only the
// warehouse can know. It is total: any bytes give a [Code].
//
// # Why
//
// A code is recognised by its content and never by a mode of the screen: modes
// stay set when the picker has moved on. Data is kept as it was read, also
// where it was understood, because registers and marking systems want the very
// bytes.
package scan
