package main

import "time"

// hour is how often a device was heard in each two minutes of the last hour, and
// when it was away. The zero value was never heard.
type hour struct {
	slots [hourSlots]slot // by number, round and round
	away  time.Time       // since when; zero while it is here
}

// slot is two minutes.
type slot struct {
	number int64 // of it since 1970; another than expected is empty
	heard  int64
	gone   bool // away for some of it
}

const (
	hourSlots  = 30
	slotLasts  = 2 * time.Minute
	gapInBeats = -1
)

func slotAt(t time.Time) int64 { return t.Unix() / int64(slotLasts/time.Second) }

func (h *hour) slot(number int64) *slot {
	s := &h.slots[number%hourSlots]
	if s.number != number {
		*s = slot{number: number}
	}
	return s
}

// hears notes that the device said or was told something.
func (h *hour) hears(at time.Time) { h.slot(slotAt(at)).heard++ }

// is notes whether the device is here from now on.
func (h *hour) is(here bool, at time.Time) {
	switch {
	case !here && h.away.IsZero():
		h.away = at
	case here && !h.away.IsZero():
		h.mark(at)
		h.away = time.Time{}
	}
}

// mark marks the time since the device went as gone.
func (h *hour) mark(now time.Time) {
	last := slotAt(now)
	for n := max(slotAt(h.away), last-hourSlots+1); n <= last; n++ {
		h.slot(n).gone = true
	}
}

// beats are the last hour, the oldest first: how often it was heard, or a gap.
func (h *hour) beats(now time.Time) []int64 {
	if !h.away.IsZero() {
		h.mark(now)
	}
	all := make([]int64, 0, hourSlots)
	for n := slotAt(now) - hourSlots + 1; n <= slotAt(now); n++ {
		s := h.slot(n)
		if s.gone && s.heard == 0 {
			all = append(all, gapInBeats)
			continue
		}
		all = append(all, s.heard)
	}
	return all
}
