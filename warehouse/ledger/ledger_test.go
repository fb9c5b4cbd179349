package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/journal/journaltest"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// floor is a site with a few places.
type floor struct {
	db   *store.DB
	site warehouse.SiteID
	bins []warehouse.PlaceID // pick faces, D-1 a dock, Q-1 quarantine
	cars []warehouse.PlaceID // totes, then a pallet
}

func mustT(t interface {
	Helper()
	Fatal(...any)
}, err error,
) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (f *floor) write(fn func(context.Context, *store.Tx) error) error {
	return f.db.Write(context.Background(), fn)
}

func newFloor(t interface {
	Helper()
	Fatal(...any)
},
) *floor {
	t.Helper()
	f := &floor{db: store.Open(memory.New())}
	mustT(t, f.write(func(ctx context.Context, tx *store.Tx) error {
		s, err := place.CreateSite.In(ctx, tx, &place.CreateSiteRequest{Name: "Казань", Timezone: "Europe/Moscow", Currency: measure.RUB})
		if err != nil {
			return err
		}
		f.site = s.IDs[0]
		b, err := place.CreateBins.In(ctx, tx, &place.CreateBinsRequest{Parent: f.site, Bins: []place.BinSpec{
			{Name: "A-1", Use: place.PickFace}, {Name: "A-2", Use: place.PickFace}, {Name: "D-1", Use: place.Dock}, {Name: "Q-1", Use: place.Quarantine},
		}})
		if err != nil {
			return err
		}
		f.bins = b.IDs
		totes, err := place.CreateCarriers.In(ctx, tx, &place.CreateCarriersRequest{Site: f.site, Kind: place.KindTote, Count: 2})
		if err != nil {
			return err
		}
		pallets, err := place.CreateCarriers.In(ctx, tx, &place.CreateCarriersRequest{Site: f.site, Kind: place.KindPallet, Count: 2})
		if err != nil {
			return err
		}
		f.cars = append(totes.IDs, pallets.IDs...)
		return nil
	}))
	return f
}

func (f *floor) check(t interface {
	Helper()
	Fatal(...any)
},
) {
	t.Helper()
	mustT(t, f.db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error { return ledger.Check(tx) }))
}

var (
	shoe  = warehouse.Stock{Item: warehouse.ItemID{15: 1}, Owner: warehouse.EntityID{15: 1}}
	phone = warehouse.Stock{Item: warehouse.ItemID{15: 2}, Owner: warehouse.EntityID{15: 1}}
)

func TestGoldens(t *testing.T) { journaltest.Goldens(t, "ledger.") }

// TestSimulation does random work, in transactions of which some fail, and
// proves the ledger after every step.
func TestSimulation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := newFloor(t)
		s := &simulation{floor: f}
		t.Repeat(map[string]func(*rapid.T){
			"":         func(t *rapid.T) { f.check(t) },
			"receive":  s.receive,
			"move":     s.move,
			"hold":     s.hold,
			"settle":   s.settle,
			"release":  s.release,
			"undo":     s.undo,
			"unsettle": s.unsettle,
			"correct":  s.correct,
			"surplus":  s.surplus,
			"carry":    s.carry,
			"block":    s.block,
			"condition": func(t *rapid.T) {
				s.moveAs(t, warehouse.Damaged)
			},
			"turn of the day": func(t *rapid.T) {
				day := measure.DayFrom(2026, 11, rapid.IntRange(1, 30).Draw(t, "day"))
				mustT(t, ledger.TurnDay(context.Background(), f.db, day))
			},
		})
	})
}

type simulation struct {
	*floor
	holds   []ledger.HoldID
	moves   []ledger.MoveID
	settled []ledger.MoveID
}

func (s *simulation) anyPlace(t *rapid.T, label string) warehouse.PlaceID {
	return rapid.SampledFrom(append(append([]warehouse.PlaceID{}, s.bins...), s.cars...)).Draw(t, label)
}

func (s *simulation) stock(t *rapid.T, tx *store.Tx) (warehouse.Stock, error) {
	k := shoe
	if day := rapid.IntRange(0, 3).Draw(t, "lot"); day > 0 {
		l, err := ledger.LotFor(tx, shoe.Item, "", measure.DayFrom(2026, 11, day*7), 0, 0)
		if err != nil {
			return k, err
		}
		k.Lot = l.ID
	}
	return k, nil
}

var errChanged = errors.New("changed my mind")

// try runs op and lets some that went well fail all the same; refusals are
// right as long as they are of the kinds a person can cause.
func (s *simulation) try(t *rapid.T, op func(context.Context, *store.Tx) error) bool {
	doubt := rapid.IntRange(0, 9).Draw(t, "doubt") == 0
	err := s.write(func(ctx context.Context, tx *store.Tx) error {
		if err := op(ctx, tx); err != nil {
			return err
		}
		if doubt {
			return errChanged
		}
		return nil
	})
	if k := fault.KindOf(err); err != nil && err != errChanged && k == fault.Internal {
		t.Fatalf("%v", err)
	}
	return err == nil
}

func (s *simulation) receive(t *rapid.T) {
	qty := measure.Qty(rapid.IntRange(1, 20).Draw(t, "qty"))
	to := s.anyPlace(t, "to")
	var m *ledger.Move
	if s.try(t, func(_ context.Context, tx *store.Tx) error {
		k, err := s.stock(t, tx)
		if err != nil {
			return err
		}
		m = &ledger.Move{Stock: k, Qty: qty, From: place.Supplier, To: to, Reason: "receive"}
		return ledger.Post(tx, m)
	}) {
		s.moves = append(s.moves, m.ID)
	}
}

func (s *simulation) move(t *rapid.T) { s.moveAs(t, warehouse.Good) }

// moveAs moves within the house; another condition is a pair of moves through
// the world.
func (s *simulation) moveAs(t *rapid.T, c warehouse.Condition) {
	from, to := s.anyPlace(t, "from"), s.anyPlace(t, "to")
	qty := measure.Qty(rapid.IntRange(1, 8).Draw(t, "qty"))
	var m *ledger.Move
	if s.try(t, func(_ context.Context, tx *store.Tx) error {
		k, err := s.stock(t, tx)
		if err != nil {
			return err
		}
		m = &ledger.Move{Stock: k, Qty: qty, From: from, To: to, Reason: "move"}
		if c == warehouse.Good {
			return ledger.Post(tx, m)
		}
		other := k
		other.Condition = c
		out := &ledger.Move{Stock: k, Qty: qty, From: from, To: place.Loss, Reason: ledger.ReasonDamage}
		m = &ledger.Move{Stock: other, Qty: qty, From: place.Loss, To: from, Reason: ledger.ReasonDamage}
		return ledger.Post(tx, out, m)
	}) {
		s.moves = append(s.moves, m.ID)
	}
}

func (s *simulation) hold(t *rapid.T) {
	at := s.anyPlace(t, "at")
	qty := measure.Qty(rapid.IntRange(1, 8).Draw(t, "qty"))
	var h *ledger.Hold
	if s.try(t, func(_ context.Context, tx *store.Tx) error {
		k, err := s.stock(t, tx)
		if err != nil {
			return err
		}
		h = &ledger.Hold{Stock: k, Qty: qty, Place: at, Line: warehouse.LineID{15: 1}}
		return ledger.Set(tx, h)
	}) {
		s.holds = append(s.holds, h.ID)
	}
}

func pickOne[T any](t *rapid.T, from []T) (T, bool) {
	var none T
	if len(from) == 0 {
		return none, false
	}
	return rapid.SampledFrom(from).Draw(t, "which"), true
}

func (s *simulation) settle(t *rapid.T) {
	id, ok := pickOne(t, s.holds)
	if !ok {
		return
	}
	to := s.anyPlace(t, "to")
	qty := measure.Qty(rapid.IntRange(1, 5).Draw(t, "qty"))
	var m *ledger.Move
	if s.try(t, func(_ context.Context, tx *store.Tx) (err error) {
		m, err = ledger.Settle(tx, id, ledger.Settlement{Qty: qty, To: to, Reason: "pick"})
		return err
	}) {
		s.settled = append(s.settled, m.ID)
	}
}

func (s *simulation) release(t *rapid.T) {
	if id, ok := pickOne(t, s.holds); ok {
		qty := measure.Qty(rapid.IntRange(0, 4).Draw(t, "qty"))
		s.try(t, func(_ context.Context, tx *store.Tx) error { return ledger.Release(tx, id, qty) })
	}
}

func (s *simulation) undo(t *rapid.T) {
	if id, ok := pickOne(t, s.moves); ok {
		s.try(t, func(_ context.Context, tx *store.Tx) error {
			_, err := ledger.Undo(tx, id, time.Time{})
			return err
		})
	}
}

func (s *simulation) unsettle(t *rapid.T) {
	if id, ok := pickOne(t, s.settled); ok {
		s.try(t, func(_ context.Context, tx *store.Tx) error {
			_, err := ledger.Unsettle(tx, id, warehouse.LineID{15: 1}, time.Time{})
			return err
		})
	}
}

func (s *simulation) correct(t *rapid.T) {
	at := s.anyPlace(t, "at")
	counted := measure.Qty(rapid.IntRange(0, 15).Draw(t, "counted"))
	s.try(t, func(_ context.Context, tx *store.Tx) error {
		k, err := s.stock(t, tx)
		if err != nil {
			return err
		}
		_, err = ledger.Correct(tx, at, k, counted, ledger.ReasonCount, "")
		return err
	})
}

func (s *simulation) surplus(t *rapid.T) {
	at := s.anyPlace(t, "at")
	s.try(t, func(_ context.Context, tx *store.Tx) error {
		k, err := s.stock(t, tx)
		if err != nil {
			return err
		}
		_, err = ledger.Surplus(tx, at, k, 1, "")
		return err
	})
}

func (s *simulation) carry(t *rapid.T) {
	what, to := rapid.SampledFrom(s.cars).Draw(t, "what"), s.anyPlace(t, "to")
	s.try(t, func(_ context.Context, tx *store.Tx) error { return ledger.Stand(tx, what, to, time.Time{}) })
}

func (s *simulation) block(t *rapid.T) {
	id := rapid.SampledFrom(s.bins).Draw(t, "bin")
	blocked := rapid.Bool().Draw(t, "blocked")
	s.try(t, func(ctx context.Context, tx *store.Tx) (err error) {
		if blocked {
			_, err = place.Block.In(ctx, tx, &place.BlockRequest{ID: id, Reason: "broken shelf"})
		} else {
			_, err = place.Unblock.In(ctx, tx, &place.UnblockRequest{ID: id})
		}
		return err
	})
}

// TestDoubleEntry walks one unit through its life with every figure named.
func TestDoubleEntry(t *testing.T) {
	f := newFloor(t)
	line := warehouse.LineID{15: 9}
	var hold *ledger.Hold
	var picked *ledger.Move
	step := func(name string, fn func(*store.Tx) error, want string) {
		t.Helper()
		var got string
		mustT(t, f.write(func(_ context.Context, tx *store.Tx) error {
			if err := fn(tx); err != nil {
				return err
			}
			free, err := ledger.FreeOf(tx, f.site, shoe.Item)
			if err != nil {
				return err
			}
			bin, err := ledger.BalanceOf(tx, f.bins[0], shoe)
			if err != nil {
				return err
			}
			tote, err := ledger.BalanceOf(tx, f.cars[0], shoe)
			got = fmt.Sprintf("bin %d held %d, tote %d, sellable %d held %d", bin.OnHand(), bin.Held, tote.OnHand(), free.OnHand, free.Held)
			return err
		}))
		f.check(t)
		if got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	step("received", func(tx *store.Tx) error {
		return ledger.Post(tx, &ledger.Move{Stock: shoe, Qty: 5, From: place.Supplier, To: f.bins[0], Reason: "receive"})
	}, "bin 5 held 0, tote 0, sellable 5 held 0")
	step("held", func(tx *store.Tx) error {
		hold = &ledger.Hold{Stock: shoe, Qty: 3, Place: f.bins[0], Line: line}
		return ledger.Set(tx, hold)
	}, "bin 5 held 3, tote 0, sellable 5 held 3")
	step("picked one", func(tx *store.Tx) (err error) {
		picked, err = ledger.Settle(tx, hold.ID, ledger.Settlement{Qty: 1, To: f.cars[0], Reason: "pick"})
		return err
	}, "bin 4 held 2, tote 1, sellable 4 held 2")
	step("put back", func(tx *store.Tx) error {
		_, err := ledger.Unsettle(tx, picked.ID, line, time.Time{})
		return err
	}, "bin 5 held 3, tote 0, sellable 5 held 3")
	step("counted two", func(tx *store.Tx) error {
		_, err := ledger.Correct(tx, f.bins[0], shoe, 2, ledger.ReasonCount, "")
		return err
	}, "bin 2 held 2, tote 0, sellable 2 held 2")
	step("released", func(tx *store.Tx) error { return ledger.Release(tx, hold.ID, 0) }, "bin 2 held 0, tote 0, sellable 2 held 0")
	for name, op := range map[string]func(*store.Tx) error{
		"more than there is": func(tx *store.Tx) error {
			return ledger.Post(tx, &ledger.Move{Stock: shoe, Qty: 3, From: f.bins[0], To: place.Customer, Reason: "sell"})
		},
		"held for another": func(tx *store.Tx) error {
			if err := ledger.Set(tx, &ledger.Hold{Stock: shoe, Qty: 2, Place: f.bins[0]}); err != nil {
				return err
			}
			return ledger.Post(tx, &ledger.Move{Stock: shoe, Qty: 1, From: f.bins[0], To: f.cars[0], Reason: "move"})
		},
	} {
		if err := f.write(func(_ context.Context, tx *store.Tx) error { return op(tx) }); !errors.Is(err, fault.Short) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, op := range map[string]func(*store.Tx) error{
		"nothing": func(tx *store.Tx) error {
			return ledger.Post(tx, &ledger.Move{Stock: shoe, From: f.bins[0], To: f.bins[1], Reason: "x"})
		},
		"minus": func(tx *store.Tx) error {
			return ledger.Post(tx, &ledger.Move{Stock: shoe, Qty: -1, From: f.bins[0], To: f.bins[1], Reason: "x"})
		},
		"nowhere": func(tx *store.Tx) error {
			return ledger.Post(tx, &ledger.Move{Stock: shoe, Qty: 1, From: f.bins[0], To: f.bins[0], Reason: "x"})
		},
		"too much": func(tx *store.Tx) error { return ledger.Set(tx, &ledger.Hold{Stock: shoe, Qty: -1, Place: f.bins[0]}) },
	} {
		if err := f.write(func(_ context.Context, tx *store.Tx) error { return op(tx) }); !errors.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	mustT(t, journal.Verify(context.Background(), f.db, nil))
	mustT(t, ledger.Prove(context.Background(), f.db, nil))
}

// TestUnits: a piece with a serial number is in one place, and moves only by name.
func TestUnits(t *testing.T) {
	f := newFloor(t)
	var us []warehouse.UnitID
	mustT(t, f.write(func(_ context.Context, tx *store.Tx) error {
		for _, code := range []string{"SN1", "SN2"} {
			u, err := ledger.UnitFor(tx, phone, code, place.Supplier)
			if err != nil {
				return err
			}
			us = append(us, u.ID)
		}
		return ledger.Post(tx, &ledger.Move{Stock: phone, Qty: 2, From: place.Supplier, To: f.bins[0], Reason: "receive", Units: us})
	}))
	f.check(t)
	for name, row := range map[string]struct {
		m    ledger.Move
		kind fault.Kind
	}{
		"nameless":  {ledger.Move{Qty: 1, From: f.bins[0], To: f.bins[1]}, fault.Invalid},
		"too many":  {ledger.Move{Qty: 1, From: f.bins[0], To: f.bins[1], Units: us}, fault.Invalid},
		"elsewhere": {ledger.Move{Qty: 1, From: f.bins[1], To: f.bins[0], Units: us[:1]}, fault.Conflict},
		"twice":     {ledger.Move{Qty: 2, From: f.bins[0], To: f.bins[1], Units: []warehouse.UnitID{us[0], us[0]}}, fault.Conflict},
	} {
		m := row.m
		m.Stock, m.Reason = phone, "move"
		err := f.write(func(_ context.Context, tx *store.Tx) error { return ledger.Post(tx, &m) })
		if fault.KindOf(err) != row.kind || err == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	f.check(t)
}

// TestExpiry: a lot is sold on its last day and not on the next.
func TestExpiry(t *testing.T) {
	f := newFloor(t)
	last := measure.DayFrom(2026, 11, 21)
	k := shoe
	mustT(t, f.write(func(_ context.Context, tx *store.Tx) error {
		l, err := ledger.LotFor(tx, shoe.Item, "L1", last, 0, last)
		if err != nil {
			return err
		}
		k.Lot = l.ID
		return ledger.Post(tx, &ledger.Move{Stock: k, Qty: 4, From: place.Supplier, To: f.bins[0], Reason: "receive"})
	}))
	for _, row := range []struct {
		today measure.Day
		want  measure.Qty
	}{{last, 4}, {last + 1, 0}} {
		mustT(t, ledger.TurnDay(context.Background(), f.db, row.today))
		mustT(t, f.db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
			free, err := ledger.FreeOf(tx, f.site, shoe.Item)
			if free.OnHand != row.want {
				t.Errorf("on %s: %d may be sold", row.today, free.OnHand)
			}
			return err
		}))
		f.check(t)
	}
}

// TestTower: containers stand at most MaxDepth deep, and never in themselves.
func TestTower(t *testing.T) {
	f := newFloor(t)
	stand := func(what, to warehouse.PlaceID) error {
		return f.write(func(_ context.Context, tx *store.Tx) error { return ledger.Stand(tx, what, to, time.Time{}) })
	}
	mustT(t, stand(f.cars[0], f.cars[1]))
	mustT(t, stand(f.cars[1], f.cars[2]))
	mustT(t, stand(f.cars[2], f.cars[3]))
	mustT(t, stand(f.cars[3], f.bins[0]))
	for name, row := range map[string][2]warehouse.PlaceID{
		"in itself": {f.cars[0], f.cars[0]}, "in a circle": {f.cars[3], f.cars[0]}, "a bin": {f.bins[0], f.bins[1]},
		"in the world": {f.cars[0], place.Customer}, "in a site": {f.cars[0], f.site},
	} {
		if err := stand(row[0], row[1]); !errors.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	mustT(t, f.db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		root, err := ledger.Root(tx, f.cars[0])
		if err == nil && root.ID != f.bins[0] {
			t.Errorf("rests on %s", root.Name)
		}
		return err
	}))
}

// TestAsOf compares what was on hand at moments with a plain memory of the moves.
func TestAsOf(t *testing.T) {
	now := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	f := newFloor(t)
	f.db.Clock = func() time.Time { return now }
	base := now.AddDate(1, 0, 0) // after whatever made the floor
	now = base
	type fact struct {
		happened, posted time.Time
		qty              measure.Qty
	}
	var facts []fact
	for i := range 40 {
		now = base.Add(time.Duration(i) * time.Minute)
		late := now.Add(-time.Duration(i%7) * 5 * time.Minute)
		m := &ledger.Move{Stock: shoe, Qty: measure.Qty(1 + i%3), From: place.Supplier, To: f.bins[0], Reason: "receive", Happened: late}
		sign := measure.Qty(1)
		if i%4 == 3 {
			m.From, m.To, sign = m.To, place.Loss, -1
		}
		mustT(t, f.write(func(_ context.Context, tx *store.Tx) error { return ledger.Post(tx, m) }))
		facts = append(facts, fact{m.Happened, m.Posted, sign * m.Qty})
	}
	for i := -10; i < 45; i++ {
		at := base.Add(time.Duration(i)*time.Minute + time.Second)
		want := measure.Qty(0)
		for _, fact := range facts {
			if !fact.happened.After(at) {
				want += fact.qty
			}
		}
		mustT(t, f.db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
			got, err := ledger.AsOf(tx, f.bins[0], shoe, at)
			if got != want {
				t.Errorf("at minute %d: got %d, want %d", i, got, want)
			}
			return err
		}))
	}
}
