// Package scan is the word of every scanner: what was read, and what it is.
//
// A [Scan] is bytes and where they came from. [Parse] says what the bytes are
// by themselves: a trade item number, GS1 element strings, a logistic unit, or
// text that only the warehouse can know. It is total: any bytes give a [Code].
// What is wrong with one stands in its Flaw, next to what could be understood
// all the same; a code is never repaired.
//
// What it keeps true: Data is as it was read, also where it was understood, with
// its GS and its letter case, because registers and marking systems want the
// very bytes; a GTIN is always 14 digits, so that an EAN-13 and the case code
// of the same item compare; nothing here knows a date or an account but by what
// the caller says.
//
// # Why
//
// A code is recognised by its content and never by a mode of the screen: modes
// stay set when the picker has moved on. The application identifiers are read
// from the dictionary that GS1 publishes, whole, and not from a list of the ten
// that we use: an unknown one would hide where the next begins. Of its checks we
// apply those that a warehouse relies on (check digits, dates, times); country
// lists, company prefixes and the pairing of identifiers are left alone, since
// a label that breaks them still has to be put away.
package scan
