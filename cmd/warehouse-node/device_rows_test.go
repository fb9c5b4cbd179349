package main

import (
	"testing"
	"time"

	"warehouse-node/devices/scanner"
)

// TestIntroduction: a scanner that said what it is says so in the list; one that
// has not answered yet says nothing.
func TestIntroduction(t *testing.T) {
	m := &machine{DeviceConfig: DeviceConfig{Name: "x", Kind: "scanner"}}
	is := scanner.Identity{}
	m.introduced(func() scanner.Identity { return is })
	if notes := m.row(time.Now()).Notes; len(notes) > 0 {
		t.Errorf("of nobody: %+v", notes)
	}
	is = scanner.Identity{Model: "Voyager 1602g", Serial: "15232B1F0C", Software: "16345"}
	notes := m.row(time.Now()).Notes
	if len(notes) != 2 || inEnglish(notes[0]) != "Voyager 1602g 15232B1F0C" || inEnglish(notes[1]) != "firmware 16345" {
		t.Errorf("got %+v", notes)
	}
}
