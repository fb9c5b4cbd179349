// Package scanner reads barcode scanners, whatever they hang on.
//
// What it keeps true: a code is given whole and once, never split and never
// joined with its neighbour; what cannot be a whole code is a [BadFrame] and is
// not guessed at; a scanner that sends rubbish for ever costs a fixed amount of
// memory. Every driver stands here with a recorded conversation under testdata
// that names its source; a test walks the registry and asks for both.
//
// # Why
//
// Framing is one type without I/O, fed with bytes and silence, so that it can
// be tried with every split of every stream; the drivers around it only wait.
// A frame that breaks the rules is an error and not a best effort: half of an
// article number may well be the whole of another.
package scanner
