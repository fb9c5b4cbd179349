package station_test

import (
	"context"
	"encoding/json"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// InHand says that what was counted is in the hand.
func (counting) InHand(_ *store.Tx, s *station.Session) (station.Message, error) {
	c, err := station.Load[counted](s)
	if err != nil || c.N == 0 {
		return station.Message{}, err
	}
	return station.InHand(&catalog.Item{Body: catalog.Body{Name: "Hat", Unit: measure.Piece}}, c.N), nil
}

// Busy says so too.
func (counting) Busy(s *station.Session) (bool, error) {
	c, err := station.Load[counted](s)
	return c.N > 0, err
}

// peeking is a Detour that counts its scans.
type peeking struct{}

var _ = station.Register(peeking{})

func (peeking) Name() string                                     { return "peeking" }
func (peeking) Right() staff.Right                               { return "count.work" }
func (peeking) Waiting(*store.Tx, warehouse.SiteID) (int, error) { return 0, nil }
func (peeking) Detour()                                          {}
func (p peeking) Begin(ctx context.Context, tx *store.Tx, s *station.Session) (station.Reply, error) {
	return p.Show(ctx, tx, s)
}
func (peeking) Show(_ context.Context, _ *store.Tx, s *station.Session) (station.Reply, error) {
	c, err := station.Load[counted](s)
	if err != nil {
		return station.Reply{}, err
	}
	return station.Answer(station.CueOK, "peeking", "peek", c, station.Say("test.peeked"))
}
func (p peeking) Scan(ctx context.Context, tx *store.Tx, s *station.Session, _ *station.Scanned) (station.Reply, error) {
	c, err := station.Load[counted](s)
	if err != nil {
		return station.Reply{}, err
	}
	c.N++
	if err := station.Keep(s, c); err != nil {
		return station.Reply{}, err
	}
	return p.Show(ctx, tx, s)
}
func (peeking) Touch(ctx context.Context, tx *store.Tx, s *station.Session, _ string, _ map[string]string) (station.Reply, error) {
	return station.Leave(ctx, tx, s)
}

const one, six = "4607034170424", "14607034170421" // a hat, and a box of them

// opened is a house whose person has begun to count and has n hats in the hand.
func opened(t *testing.T, n int) *house {
	t.Helper()
	h := newHouse(t)
	_, err := station.Open.Do(context.Background(), h.door, h.as(), &station.OpenRequest{})
	h.must(err)
	h.says(h.scan(ident.CommandCode("counting")), station.CueOK, "count", "test.counted", 0)
	for i := range n {
		h.says(h.scan(one), station.CueOK, "count", "test.counted", measure.Qty(i+1))
	}
	return h
}

func (h *house) touch(action string) *station.StateAnswer {
	h.t.Helper()
	var version uint64
	h.must(h.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		s, err := station.Of(tx, h.olga)
		if err == nil {
			version = s.Version
		}
		return err
	}))
	a, err := station.Touch.Do(context.Background(), h.door, h.as(), &station.TouchRequest{Version: version, Action: action})
	h.must(err)
	return a
}

// TestDetour: what waits behind a look goes on where it was, whichever way it is
// left, and a screen does not change hands meanwhile.
func TestDetour(t *testing.T) {
	for name, back := range map[string]func(*house) *station.StateAnswer{
		"by the menu's code":    func(h *house) *station.StateAnswer { return h.scan(ident.CommandCode("menu")) },
		"by the menu":           func(h *house) *station.StateAnswer { return h.touch("menu") },
		"by its own way":        func(h *house) *station.StateAnswer { return h.touch("back") },
		"by the flow's command": func(h *house) *station.StateAnswer { return h.scan(ident.CommandCode("counting")) },
	} {
		t.Run(name, func(t *testing.T) {
			h := opened(t, 2)
			h.says(h.scan(ident.CommandCode("peeking")), station.CueOK, "peek", "test.peeked", 0)
			h.says(h.scan(one), station.CueOK, "peek", "test.peeked", 1)
			h.says(h.scan(ident.CommandCode("peeking")), station.CueOK, "peek", "test.peeked", 1)
			h.must(h.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
				s, err := station.Of(tx, h.olga)
				if err != nil {
					return err
				}
				if free, err := station.Free(s); free || err != nil || s.Waits() != "counting" {
					t.Errorf("free %t, %v, %q waits", free, err, s.Waits())
				}
				return nil
			}))
			h.says(back(h), station.CueOK, "count", "test.counted", 2)
			h.says(h.scan(six), station.CueOK, "count", "test.counted", 8)
		})
	}
}

// TestDetourFromTheMenu: with nothing behind it a look is left for the menu.
func TestDetourFromTheMenu(t *testing.T) {
	h := newHouse(t)
	_, err := station.Open.Do(context.Background(), h.door, h.as(), &station.OpenRequest{})
	h.must(err)
	h.says(h.scan(ident.CommandCode("peeking")), station.CueOK, "peek", "test.peeked", 0)
	h.says(h.touch("menu"), station.CueOK, "menu", "station.menu", 0)
	h.says(h.touch("counting"), station.CueOK, "count", "test.counted", 0)
	h.says(h.touch("menu"), station.CueOK, "menu", "station.menu", 0)
}

// TestInHand: who leaves with goods in the hand is told first, and leaves by the
// same way done once more; anything else between the two, and it is told anew.
func TestInHand(t *testing.T) {
	h := opened(t, 2)
	menu := func() *station.StateAnswer { return h.scan(ident.CommandCode("menu")) }
	a := menu()
	h.says(a, station.CueAttention, "count", "station.in_hand", 2)
	if got := a.Reply.Message.Args; got["qty"] != "2" || got["what"] != "Hat" {
		t.Errorf("told %v", got)
	}
	h.says(h.scan(one), station.CueOK, "count", "test.counted", 3)
	h.says(menu(), station.CueAttention, "count", "station.in_hand", 3)
	h.says(h.scan("nothing like it"), station.CueWrong, "count", "station.unknown_code", 3)
	h.says(h.touch("menu"), station.CueAttention, "count", "station.in_hand", 3)
	h.says(menu(), station.CueOK, "menu", "station.menu", 0)
	h.says(h.scan(ident.CommandCode("counting")), station.CueOK, "count", "test.counted", 0) // forgotten, as was said
	h.says(menu(), station.CueOK, "menu", "station.menu", 0)
}

// TestInHandAside: the hand is asked for behind a look as well, and not for the
// look itself.
func TestInHandAside(t *testing.T) {
	h := opened(t, 1)
	h.says(h.scan(ident.CommandCode("menu")), station.CueAttention, "count", "station.in_hand", 1)
	h.says(h.scan(ident.CommandCode("peeking")), station.CueOK, "peek", "test.peeked", 0)
	h.says(h.scan(ident.CommandCode("menu")), station.CueOK, "count", "test.counted", 1)
	h.says(h.scan(ident.CommandCode("menu")), station.CueAttention, "count", "station.in_hand", 1)
	h.says(h.touch("reset"), station.CueOK, "count", "test.counted", 0)
	h.says(h.scan(ident.CommandCode("menu")), station.CueOK, "menu", "station.menu", 0)
}

// TestAsideIsKept: what waits is in the store, as the session is.
func TestAsideIsKept(t *testing.T) {
	h := opened(t, 1)
	h.scan(ident.CommandCode("peeking"))
	h.must(h.door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		s, err := station.Of(tx, h.olga)
		if err != nil {
			return err
		}
		var c counted
		if err := json.Unmarshal(s.Aside.State, &c); err != nil || c.N != 1 || s.Aside.Flow != "counting" {
			t.Errorf("%q keeps %+v, %v", s.Aside.Flow, c, err)
		}
		return nil
	}))
}
