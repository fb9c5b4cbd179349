package main

import (
	"math"
	"testing"
)

// TestEpochsGoUp: each life of a node has a higher epoch than the one before, lives
// are not used up soon, and the last one says so.
func TestEpochsGoUp(t *testing.T) {
	last, lives := uint16(1), 0
	for last < math.MaxUint16 {
		next, err := epochAfter(last)
		must(t, err)
		if next <= last || next-last > max(1, (math.MaxUint16-last)/epochPart) {
			t.Fatalf("life %d after %d", next, last)
		}
		last, lives = next, lives+1
	}
	if lives < 60 { // an eighth of the rest each time, at the worst, is ln(65534/8)/ln(8/7) = 67 of them
		t.Errorf("a node has only %d lives", lives)
	}
	if next, err := epochAfter(last); err == nil {
		t.Errorf("life %d after the last", next)
	}
}
