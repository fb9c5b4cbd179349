// Package stationtest is a floor in memory on which a test scans and touches as a
// person does, for the tests of every flow.
//
// It keeps true: after every step, also one that was refused, the books are
// proved.
//
// # Why
//
// Steps in words, "scan A-1", were chosen over calls: a test of a flow then reads
// as the walk that it is. What a room alone knows, how its view looks and what
// its orders are, stays with the room.
package stationtest
