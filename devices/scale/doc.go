// Package scale reads scales, whatever they hang on.
//
// What it keeps true: a weight is whole and what the scale said, never guessed of
// half a line or of a line with words that nobody here knows ([BadLine]); it is
// called stable only when the scale says so or keeps still, and, where the scale
// repeats itself, only when two answers in a row are alike: most protocols have no
// checksum, and a lost digit is a weight too. A scale that sends rubbish for ever
// costs a fixed amount of memory. Every driver stands here with a recorded
// conversation under testdata that names its source; a test walks the registry and
// asks for both.
//
// # Why
//
// The scale is never told to tare or to zero: whoever stands at it has a key for
// that, and a weight that a program changed under the person's eyes is not believed.
//
// There are a hundred makers of scales that send a line of text and one grammar for
// most of them, so that is one driver with settings and not a driver for each.
package scale
