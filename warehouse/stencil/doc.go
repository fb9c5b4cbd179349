// Package stencil is a label as people lay it out: elements in millimetres on
// media of a size, with the fields of what the label is of bound by name.
//
// It keeps true:
//
//   - a stencil that was saved can be printed: every field that it names is one
//     of its kind, every element stands on the media, and every barcode holds the
//     sample of its data at the coarsest head there is;
//   - every save is a version, kept for ever; going back to an older one is a
//     version too, so that what was printed when can always be told;
//   - version 0 is what the program brings along, and can always be gone back to;
//   - what a field holds is text: it is drawn, it never says how.
//
// A field in a text stands as {{item.name}}. Values are the caller's: a stencil
// knows no warehouse, and sees of a person what it is given.
//
// # Buckets
//
//	stencil.versions    kind, number -> the stencil as JSON, or the number gone back to
//
// # Why
//
// A language of templates with conditions and loops was refused: a label that
// cannot be read at a glance is one that nobody in a warehouse dares to change.
// An element is there or, by the one condition it may have, it is not.
//
// Raw ZPL as a template was refused too: it knows one printer, has no preview,
// and a name with ^XZ in it would end the label.
package stencil
