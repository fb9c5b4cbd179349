// Package sheet takes in the tables that people send: text files as
// spreadsheets and accounting programs write them, in whatever encoding, with
// whatever delimiter and headings, and workbooks.
//
// It keeps true:
//
//   - a file is read the same way every time, and its rows are numbered as a
//     spreadsheet numbers them;
//   - a run is tried as a whole before anything is written, by the very code
//     that will write it; a person sees every problem with its row and column;
//   - a row takes effect whole or not at all, once, and only through commands:
//     with the rights of the person who began the run;
//   - a run that is stopped, by a person or a crash, goes on where it was;
//   - a table that adds to what is there is not written twice: not the same one while
//     it stands written, and no row whose warning nobody was told;
//   - undo takes back, the last row first, what the run did and nobody has used
//     or changed since; what it cannot take back it says with the reason;
//   - what is written out is no formula to the program that opens it.
//
// What a table means is declared by its owner: Register a Kind.
//
// # Buckets
//
//	sheet.runs        run              -> file, options, state, how far it is
//	sheet.runs.open   run              -> (index) runs that are not over
//	sheet.runs.file   file             -> (index) runs of a file
//	sheet.problems    run, row, number -> what is wrong with a row
//	sheet.warnings    run, row, number -> what is likely wrong with a row that is right
//	sheet.results     run, row         -> what a row did, for undo
//
// # Why
//
// encoding/csv was refused: it numbers lines and not rows, takes an open quote
// to the end of a file without a word, and has no guess of the delimiter. One
// transaction for a whole file was refused: it would hold up the floor. So rows
// go in chunks, and a rehearsal over a snapshot (store.DB.Rehearse) finds the
// problems first.
//
// A library for workbooks (excelize) was refused for reading: row by row it gives a
// number as it is written or as it is shown, and not which of both was meant. What
// is shown of a date may lack its year, and of a barcode is 4.6E+12; what is
// written of a date is 46348. To ask for the style of each cell it keeps the whole
// sheet. It is the judge in the tests instead: it writes what we read and reads
// what we write.
package sheet
