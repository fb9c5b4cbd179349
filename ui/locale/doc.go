// Package locale holds every sentence of the product in Russian, Ukrainian
// and English: one JSON file a language, flat keys in ascending order, read by
// this package and, the same files, by the front end.
//
// It keeps true: a key stands in all three languages with the same
// placeholders; a counted sentence has every plural form of its language; a key
// that nobody uses is gone; a fault code that a person can meet has a sentence.
//
//	"orders.title": "Заказы"
//	"fault.pick.short": "В {{bin}} нет {{count}}"      fault code + arguments
//	"orders.selected_one" _few _many                    Russian, Ukrainian
//	"orders.selected_one" _other                        English
//
// # Why
//
// One set of files and not a catalogue a program: a fault is born in Go and
// read in a browser, and the same words must reach a label, a log for the shift
// lead and a screen. Message files of golang.org/x/text were refused because the
// front end could not read them without a build step of its own.
//
// Of money it knows what package measure says: the sign of a currency stands in a
// sentence as on a paper.
package locale
