package pick_test

import (
	"context"
	"encoding/json"
	"slices"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// TestLists: whoever looks at what waits sees a wave come without touching anything.
// Only an empty list calls; another grows without a sound, and a touch of what was
// seen still holds. A walk is left alone.
func TestLists(t *testing.T) {
	h := newHouse(t)
	h.receive("MUG", "A-01-01-1", 9)
	lists := station.Lists{Undrawn: func(err error) { t.Error(err) }}
	fresh := func(who warehouse.PersonID) (s *station.Session, head uint64) {
		t.Helper()
		h.must(lists.Freshen(context.Background(), h.db))
		h.read(func(tx *store.Tx) (err error) {
			if s, err = station.Of(tx, who); err == nil {
				head, err = journal.Head(tx)
			}
			return err
		})
		return s, head
	}
	begun, _ := fresh(h.oleg)
	h.released(line{"MUG", 2})
	first, _ := fresh(h.oleg)
	if r := first.Reply; first.Version != begun.Version+1 || r.Cue != station.CueAttention || r.Message.Code != "station.work" {
		t.Errorf("the first order: version %d after %d, %s %s", first.Version, begun.Version, r.Cue, r.Message.Code)
	}
	h.released(line{"MUG", 3})
	second, head := fresh(h.oleg)
	if h.show(second.Version, second.Reply, h.oleg); len(h.view.Tasks) != 2 || second.Version != first.Version {
		t.Errorf("the second order: %d are listed, want 2; version %d, want %d", len(h.view.Tasks), second.Version, first.Version)
	}
	if _, now := fresh(h.oleg); now != head {
		t.Errorf("%d entries were written although nothing had changed", now-head)
	}

	h.do(h.oleg, "T0")
	walk, _ := fresh(h.oleg)
	h.do(h.ruslan, "X-MENU-")
	h.released(line{"MUG", 1})
	if s, _ := fresh(h.oleg); s.Version != walk.Version || string(s.Reply.View) != string(walk.Reply.View) {
		t.Errorf("the walk was drawn anew: %s", s.Reply.View)
	}
	menu, _ := fresh(h.ruslan)
	var m station.Menu
	h.must(json.Unmarshal(menu.Reply.View, &m))
	if i := slices.IndexFunc(m.Works, func(w station.Work) bool { return w.Flow == pick.Flow }); m.Works[i].Waiting != 2 {
		t.Errorf("the menu says that %d orders wait, want 2", m.Works[i].Waiting)
	}
}
