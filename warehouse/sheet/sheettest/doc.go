// Package sheettest carries imports out in the tests of those who declare tables.
//
// It keeps true: a run goes as far as it does by itself, so that a test sees what
// a person would.
//
// # Why
//
// It stands beside sheet, whose own tests are inside the package and look at its
// parts: whoever declares a table sees nothing but runs, and asks all the same
// three things of them.
package sheettest
