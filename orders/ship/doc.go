// Package ship is what carriers and marketplaces want on a parcel: labels that they
// made, kept and printed as they are.
//
// It keeps true:
//
//   - a label names the buyer, so its file is sealed under a key of its order, lies
//     nowhere in the open, stands in no job and no event, and is forgotten with the
//     buyer;
//   - what is kept can be printed: a file was read before it was taken, by its first
//     bytes and not by its name, and what a printer must not be told was refused;
//   - a label is drawn for the dots and the paper of the printer it goes to, and its
//     barcodes are read there before it is printed; what is doubtful prints only when a
//     person said that it shall;
//   - it stays as long as its order goes on, and some months longer (Keep).
//
// # Buckets
//
//	ship.labels   label -> its order, what kind of file, how many pages, who brought it
//	ship.files    label -> the file, sealed
//
// # Why
//
// Keeping a carrier's label in the folder of files was refused: files there are known
// by their content and name nobody. Drawing ZPL here and sending dots was refused as
// well: the carrier's letters and barcodes are made for the printer's own, and the
// picture of them on the screen is only about right; so labels in ZPL go to the
// printer as they are, less what is none of theirs.
package ship
