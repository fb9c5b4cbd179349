// Package zebra reads labels that somebody else wrote in Zebra's language, as
// carriers and marketplaces send them, and passes on what draws and nothing else.
//
// What it keeps true: whatever bytes come in, a [Format] is one label that prints
// once: each command in it is on the list of those that draw, or place what is
// drawn. What sets a printer, stores in it, asks it, talks to its network, stops it
// or changes the signs by which commands are known is refused with a [Problem] that
// says which command, and where. A Format is written anew from what was read, so
// that nothing which was not understood reaches a printer; pictures in it were
// counted and their checksums proved, and go on as plain hexadecimal digits.
//
// Reading takes time and memory in proportion to the input, and pictures to what is
// allowed for them.
//
// "The guide" in comments is the ZPL II Programming Guide, Zebra 45541L and its
// volume 2.
//
// # Why
//
// A list of what is forbidden was refused: the language has some two hundred
// commands, each firmware brings more, and one that nobody thought of would print.
//
// How dark, how fast and on what to print is said by who owns the printer: commands
// for that are left out of a label and not refused, since nearly all labels have
// them and look the same without. So is the format before the first label in which
// ZebraDesigner and its kin set all of that, and the line which says that commands
// begin as they always do.
package zebra
