// Package paper draws what is put on paper: lists and slips as pages, marks on
// parcels, bins and totes as labels, in Russian, Ukrainian and English.
//
// It keeps true:
//
//   - a paper that was kept is drawn the same for ever: it names the version of
//     its template, and old versions stay;
//   - nothing about a person lies here but sealed; it is opened while drawing,
//     into memory, and a person who was forgotten leaves a blank on every paper,
//     old ones too;
//   - no text can become markup, a command to a printer or a broken page, and
//     none is lost in silence: what does not fit ends in "…";
//   - a barcode on a page is the very symbol that stands on the label.
//
// A model is plain data that goes through JSON. A layout is a function from a
// model to a Document, which is blocks of text, or to a label.Label, which is
// lengths; what they say in which language is in words.go.
//
// # Buckets
//
//	paper.papers           paper         -> kind, version, language, number, model as JSON
//	paper.papers.number    kind, number
//	paper.papers.subject   subject
//
// # Why
//
// Keeping the finished PDF was refused: bytes that name a person cannot be made
// to forget them, and a PDF packs its text where no search finds it. The model
// is smaller, is sealed field by field, and comes out as page, preview and label.
//
// HTML printed by a browser was refused for pages: the node has none, and two
// versions of one lay the same page out in two ways.
package paper
