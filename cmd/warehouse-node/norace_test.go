//go:build !race

package main

// raced says that the race detector watches, in the nodes of the days too.
const raced = false
