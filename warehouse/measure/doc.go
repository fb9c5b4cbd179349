// Package measure counts: quantities, money, tax, days. Everything is an exact
// integer and every sum that could overflow is checked.
//
// It keeps true:
//
//   - a quantity is a whole number of an item's base unit (pieces, grams,
//     millilitres, millimetres), so no rounding leaves a millionth of a piece;
//   - a pack's factor is a ratio of whole numbers, and a conversion that does
//     not come out whole is an error, never a rounding;
//   - money is whole minor units of one currency; two currencies never add;
//   - what is allocated over lines sums to exactly what there was.
//
// # Why
//
// Decimal libraries were refused: they keep digits, not the promise that a sum
// of parts equals the whole. Floats were never considered.
package measure
