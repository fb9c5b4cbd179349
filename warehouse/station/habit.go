package station

import (
	"strings"
	"time"

	"warehouse-node/devices/scan"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/store"
)

// Habit is what a scanner does to codes that somebody should set right in it. It
// is found out from what it read, and forgotten at the first code that proves
// the contrary.
type Habit struct {
	Scanner string
	Drops   time.Time   // since when codes of it lack their separator; zero for never
	Layout  scan.Layout // of the keyboard that it types on; "" for one that spoils nothing
	Typed   time.Time   // since when
}

func habitRow(r *store.Row, h *Habit) {
	store.Text(r, 1, &h.Scanner)
	store.Time(r, 2, &h.Drops)
	store.Text(r, 3, &h.Layout)
	store.Time(r, 4, &h.Typed)
}

var habits = store.NewTable("station.habits", func(h *Habit) store.Str { return store.Str(h.Scanner) }, habitRow)

// HabitOf is what is known of a scanner, by the name of the device or the id of
// the handheld; zero when it reads well.
func HabitOf(tx *store.Tx, scanner string) (Habit, error) {
	h, err := habits.Find(tx, store.Str(scanner))
	if err != nil || h == nil {
		return Habit{}, err
	}
	return *h, nil
}

// Noticed is on the timeline when a scanner began to spoil codes, or reads well
// again.
type Noticed struct {
	Scanner string      `json:"scanner"`
	Drops   bool        `json:"drops,omitempty"`
	Layout  scan.Layout `json:"layout,omitempty"`
}

// NoticedKind is the event of a scanner's habits.
var NoticedKind = journal.Register("station.noticed/1", Noticed{"scanner bench-2", true, scan.Russian})

// learn keeps what a code tells of its scanner. Most codes tell nothing.
func learn(tx *store.Tx, scanner string, c *scan.Code) error {
	dropped, gave := !c.Whole(), c.Flaw == nil && strings.Contains(c.Data, scan.GS)
	typed, plain := c.Layout != "", c.Layout == "" && strings.ContainsFunc(c.Data, latin)
	if scanner == "" || !dropped && !gave && !typed && !plain {
		return nil
	}
	was, err := HabitOf(tx, scanner)
	if err != nil {
		return err
	}
	now := was
	now.Scanner = scanner
	switch {
	case dropped && was.Drops.IsZero():
		now.Drops = tx.Now()
	case gave:
		now.Drops = time.Time{}
	}
	switch {
	case typed && was.Layout != c.Layout:
		now.Layout, now.Typed = c.Layout, tx.Now()
	case plain:
		now.Layout, now.Typed = "", time.Time{}
	}
	drops := !now.Drops.IsZero()
	if drops == !was.Drops.IsZero() && now.Layout == was.Layout {
		return nil
	}
	if drops || now.Layout != "" {
		err = habits.Put(tx, &now)
	} else {
		err = habits.Delete(tx, store.Str(scanner))
	}
	if err != nil {
		return err
	}
	return NoticedKind.Record(tx, Noticed{scanner, drops, now.Layout}, journal.Subject("device/"+scanner))
}

func latin(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }
