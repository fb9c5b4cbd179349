package pick_test

import (
	"context"
	"testing"
	"time"

	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
)

// TestCarriedTote: the empty tote of a walk is not archived under its picker's hands,
// also while they look something up; another is, and it is once the walk is over or
// they have been away for too long.
func TestCarriedTote(t *testing.T) {
	for name, row := range map[string]struct {
		do   []string
		away time.Duration
		tote int
		want string
	}{
		"on the walk":            {[]string{"T0"}, 0, 0, "pick.tote_carried"},
		"while they look about":  {[]string{"T0", "!look"}, 0, 0, "pick.tote_carried"},
		"another tote":           {[]string{"T0"}, 0, 1, ""},
		"given back":             {[]string{"T0", "!leave"}, 0, 0, ""},
		"away for too long":      {[]string{"T0"}, time.Hour, 0, ""},
		"full, and another goes": {[]string{"T0", "T1"}, 0, 1, "pick.tote_carried"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.receive("MUG", "A-01-01-1", 4)
			h.released(line{"MUG", 2})
			for _, do := range row.do {
				h.do(h.oleg, do)
			}
			h.now = h.now.Add(row.away)
			_, err := place.Archive.Do(context.Background(), h.door, command.Command{Itself: true}, &place.ArchiveRequest{ID: h.totes[row.tote].ID})
			if got := fault.Of(err); (err != nil || row.want != "") && (err == nil || got.Code != row.want) {
				t.Errorf("archived: %v, want %q", err, row.want)
			}
		})
	}
}
