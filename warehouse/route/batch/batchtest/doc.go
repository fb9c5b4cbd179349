// Package batchtest makes waves of orders of the sizes by which the literature
// compares, and puts them onto carts in a way that shares nothing with package
// batch but the length of a walk.
//
// It keeps true: the same kind and the same seed make the same wave; a plan that
// Anneal finds keeps the rules of a Problem, as Check says.
//
// # Why
//
// Nobody can prove a plan of a hundred orders. What is called best known is the
// better of two searches that go different ways; were it the best of one search
// alone, this search would be compared with itself.
package batchtest
