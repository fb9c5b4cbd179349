//go:build !linux

package main

// holders are not known here.
func holders(string) []string { return nil }
