// Package scan is the word of every scanner: what was read, and what it is.
//
// A [Scan] is bytes and where they came from. [Parse] says what the bytes are
// by themselves: a trade item number, GS1 element strings, a logistic unit, a
// marking code, or text that only the warehouse can know. It is total: any bytes
// give a [Code]. What is wrong with one stands in its Flaw, next to what could be
// understood all the same; a code is never repaired.
//
// Elements come as GS1 symbols hold them ([ParseElements], [Join]), in brackets
// ([ParseBracketed], [Bracketed]) and as Digital Link URIs ([ParseLink], [Link]).
// A marking code of «Честный ЗНАК» is taken apart by [Code.Mark].
//
// What it keeps true: Data is as it was read, also where it was understood, with
// its GS and its letter case, because registers and marking systems want the
// very bytes. The one exception is named: where Layout says that a keyboard
// layout stood between scanner and program, and the code proved it, Data is what
// the label holds and Typed what came. A separator that seems to be lost is
// flagged and not put back. A GTIN is always 14 digits, so that an EAN-13 and
// the case code of the same item compare; nothing here knows a date or an
// account but by what the caller says. A text that begins with a Latin letter, as
// all labels that a warehouse prints for itself do, stays Text, but for the sign
// of a fur ("RU-"), a link ("http"), and an excise stamp of 68 or 150 characters.
//
// # Sources
//
//   - GS1 General Specifications: check digits (7.9), character sets (7.11), dates
//     and centuries (7.12), UPC-E (5.2.2).
//   - GS1 Barcode Syntax Dictionary, commit ff2eb4b, Apache-2.0, © GS1 AISBL: every
//     application identifier with format, checks, pairs and place in links, as
//     gs1-syntax-dictionary.txt; the lists of list.go are those of its tests.
//   - GS1 Digital Link Standard: URI Syntax 1.6; the words of older links, 1.1.
//   - ISO/IEC 15424: the AIM identifiers of symbols.
//   - marks.txt says where the shapes of marking codes are from.
//   - xkeyboard-config, symbols/ru and symbols/ua: keyboard layouts.
//
// # Why
//
// A code is recognised by its content and never by a mode of the screen: modes
// stay set when the picker has moved on. The application identifiers are read
// from the dictionary that GS1 publishes, whole, and not from a list of the ten
// that we use: an unknown one would hide where the next begins. All its checks
// are made, and a flaw does not hide a value: a label that breaks them still has
// to be put away. Whether identifiers may stand together is asked apart
// ([CheckPairs]), because GS1 asks it of all barcodes on a thing and a scan is
// one of them.
//
// A link or brackets in a symbol that holds anything are believed only where
// they have no flaw and name goods or a logistic unit, whose number has a check
// digit: a web page about (401) things is a web page. Text from a keyboard is
// taken back from a Russian or Ukrainian layout on the same proof, and only where
// the scanner told no symbol: one that tells came through no keyboard. Labels of
// our own have a check digit that is not ours to know here; [Untype] is for who
// knows it. Compressed links are not read.
package scan
