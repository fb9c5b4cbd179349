// Package receive takes an arrival in at the dock and puts it away.
package receive
