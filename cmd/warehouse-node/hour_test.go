package main

import (
	"slices"
	"testing"
	"time"
)

func TestBeatsOfTheLastHour(t *testing.T) {
	noon := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	at := func(minutes int) time.Time { return noon.Add(time.Duration(minutes) * time.Minute) }
	var h hour
	h.is(true, at(0))
	h.hears(at(1))
	h.hears(at(1))
	h.hears(at(3))
	h.is(false, at(5))
	h.is(false, at(6)) // still away: since the first time
	h.is(true, at(9))
	h.hears(at(9))
	h.is(false, at(12))
	got := h.beats(at(17))
	if len(got) != hourSlots {
		t.Fatalf("%d beats", len(got))
	}
	// 0-2 heard twice, 2-4 once, 4-8 gone, 8-10 gone and heard, 10-12 nothing, from 12 on gone
	if tail := got[len(got)-9:]; !slices.Equal(tail, []int64{2, 1, -1, -1, 1, 0, -1, -1, -1}) {
		t.Errorf("beats %v", tail)
	}
	if later := h.beats(at(24 * 60)); slices.Contains(later, 1) || later[0] != -1 {
		t.Errorf("a day later: %v", later)
	}
}
