package promise_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal/journaltest"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

type fatal interface {
	Helper()
	Fatal(...any)
}

func must(t fatal, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var (
	shoe = warehouse.Stock{Item: warehouse.ItemID{15: 1}}
	hat  = warehouse.Stock{Item: warehouse.ItemID{15: 2}}
)

// shop is a site with two pick faces and a tote.
type shop struct {
	db   *store.DB
	site warehouse.SiteID
	bins []warehouse.PlaceID
	tote warehouse.PlaceID
}

func (s *shop) write(fn func(context.Context, *store.Tx) error) error {
	return s.db.Write(context.Background(), fn)
}

func newShop(t fatal) *shop {
	t.Helper()
	s := &shop{db: store.Open(memory.New())}
	must(t, s.write(func(ctx context.Context, tx *store.Tx) error {
		a, err := place.CreateSite.In(ctx, tx, &place.CreateSiteRequest{Name: "Львів", Timezone: "Europe/Kyiv", Currency: measure.UAH})
		if err != nil {
			return err
		}
		s.site = a.IDs[0]
		if a, err = place.CreateBins.In(ctx, tx, &place.CreateBinsRequest{Parent: s.site, Bins: []place.BinSpec{
			{Name: "A-1", Use: place.PickFace}, {Name: "A-2", Use: place.PickFace},
		}}); err != nil {
			return err
		}
		s.bins = a.IDs
		a, err = place.CreateCarriers.In(ctx, tx, &place.CreateCarriersRequest{Site: s.site, Kind: place.KindTote, Count: 1})
		if err == nil {
			s.tote = a.IDs[0]
		}
		return err
	}))
	return s
}

func (s *shop) receive(t fatal, k warehouse.Stock, qty measure.Qty) {
	t.Helper()
	must(t, s.write(func(_ context.Context, tx *store.Tx) error {
		return ledger.Post(tx, &ledger.Move{Stock: k, Qty: qty, From: place.Supplier, To: s.bins[0], Reason: "receive"})
	}))
}

func (s *shop) check(t fatal) {
	t.Helper()
	must(t, s.db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		return errors.Join(ledger.Check(tx), promise.Check(tx))
	}))
}

// line tells a line's states, "2 short 1 promised …", without the zeros.
func (s *shop) line(t fatal, id warehouse.LineID) (out string) {
	t.Helper()
	must(t, s.db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		l, err := promise.Get(tx, id)
		if err != nil {
			return err
		}
		for i, q := range []measure.Qty{l.Short, l.Promised, l.Held, l.Picked, l.Packed, l.Gone, l.Back} {
			if q != 0 {
				out += fmt.Sprintf("%d %s ", q, [...]string{"short", "promised", "held", "picked", "packed", "gone", "back"}[i])
			}
		}
		return nil
	}))
	return out
}

func (s *shop) order(qtys ...promise.Demand) (warehouse.OrderID, error) {
	var order warehouse.OrderID
	return order, s.write(func(_ context.Context, tx *store.Tx) error {
		order = warehouse.OrderID(tx.Mint())
		for i := range qtys {
			qtys[i].Line = warehouse.LineID(tx.Mint())
		}
		return promise.Reserve(tx, order, s.site, tx.Now(), 0, qtys...)
	})
}

func TestGoldens(t *testing.T) { journaltest.Goldens(t, "promise.") }

// TestLastUnit: of 1,000 who want the last unit at once exactly one gets it.
func TestLastUnit(t *testing.T) {
	s := newShop(t)
	s.receive(t, shoe, 1)
	ids := make([]warehouse.LineID, 1000)
	var all sync.WaitGroup
	for i := range ids {
		all.Go(func() {
			ds := []promise.Demand{{Item: shoe.Item, Qty: 1}}
			if _, err := s.order(ds...); err != nil {
				t.Error(err)
			}
			ids[i] = ds[0].Line
		})
	}
	all.Wait()
	won := 0
	for _, id := range ids {
		if s.line(t, id) == "1 promised " {
			won++
		}
	}
	if won != 1 {
		t.Errorf("%d of %d were promised the last unit", won, len(ids))
	}
	s.check(t)
}

// TestLife follows one order from its entry to the courier and another that is
// cancelled half way.
func TestLife(t *testing.T) {
	s := newShop(t)
	s.receive(t, shoe, 3)
	a := []promise.Demand{{Item: shoe.Item, Qty: 1}, {Item: shoe.Item, Qty: 1}} // two lines, one item
	b := []promise.Demand{{Item: shoe.Item, Qty: 3}}
	orderA, err := s.order(a...)
	must(t, err)
	orderB, err := s.order(b...)
	must(t, err)
	var hold *ledger.Hold
	var move *ledger.Move
	for _, step := range []struct {
		name string
		do   func(tx *store.Tx) error
		want string // of the first line of a, then of b
	}{
		{"entered", func(*store.Tx) error { return nil }, "1 promised |2 short 1 promised "},
		{"held", func(tx *store.Tx) error {
			hold = &ledger.Hold{Stock: shoe, Qty: 1, Place: s.bins[0], Line: a[0].Line}
			return promise.Hold(tx, hold)
		}, "1 held |2 short 1 promised "},
		{"picked", func(tx *store.Tx) (err error) {
			if move, err = ledger.Settle(tx, hold.ID, ledger.Settlement{Qty: 1, To: s.tote, Reason: "pick"}); err != nil {
				return err
			}
			return promise.Picked(tx, a[0].Line, 1)
		}, "1 picked |2 short 1 promised "},
		{"put back by an undo", func(tx *store.Tx) error {
			if _, err := ledger.Unsettle(tx, move.ID, a[0].Line, time.Time{}); err != nil {
				return err
			}
			return promise.Unpicked(tx, a[0].Line, 1)
		}, "1 held |2 short 1 promised "},
		{"counted away", func(tx *store.Tx) error { // one lies there: the younger order waits again
			_, err := ledger.Correct(tx, s.bins[0], shoe, 2, ledger.ReasonCount, "")
			return err
		}, "1 held |3 short "},
		{"found again", func(tx *store.Tx) error {
			_, err := ledger.Correct(tx, s.bins[0], shoe, 4, ledger.ReasonCount, "")
			return err
		}, "1 held |1 short 2 promised "},
		{"picked for good", func(tx *store.Tx) (err error) {
			if move, err = ledger.Settle(tx, hold.ID, ledger.Settlement{Qty: 1, To: s.tote, Reason: "pick"}); err != nil {
				return err
			}
			return promise.Picked(tx, a[0].Line, 1)
		}, "1 picked |1 short 2 promised "},
		{"a cancelled: its second line serves b, the picked unit comes back", func(tx *store.Tx) error {
			back, err := promise.Cancel(tx, orderA)
			if back != 1 {
				t.Errorf("%d to put back", back)
			}
			return err
		}, "1 back |3 promised "},
		{"put away", func(tx *store.Tx) error {
			if err := ledger.Post(tx, &ledger.Move{Stock: shoe, Qty: 1, From: s.tote, To: s.bins[1], Reason: "put_back"}); err != nil {
				return err
			}
			return promise.PutBack(tx, a[0].Line, 1)
		}, "|3 promised "},
		{"b wants one more", func(tx *store.Tx) error {
			_, err := promise.Change(tx, b[0].Line, 5)
			return err
		}, "|1 short 4 promised "},
		{"b wants two", func(tx *store.Tx) error {
			_, err := promise.Change(tx, b[0].Line, 2)
			return err
		}, "|2 promised "},
	} {
		must(t, s.write(func(_ context.Context, tx *store.Tx) error { return step.do(tx) }))
		s.check(t)
		if got := s.line(t, a[0].Line) + "|" + s.line(t, b[0].Line); got != step.want {
			t.Errorf("%s: got %q, want %q", step.name, got, step.want)
		}
	}
	_ = orderB
	must(t, s.write(func(_ context.Context, tx *store.Tx) error {
		can, err := promise.Can(tx, s.site, shoe.Item)
		if can != 2 {
			t.Errorf("%d can be promised", can)
		}
		return err
	}))
}

// TestSimulation does random work of orders, pickers and counters and proves
// ledger and promise after every step.
func TestSimulation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sim := &simulation{shop: newShop(t)}
		t.Repeat(map[string]func(*rapid.T){
			"":        func(t *rapid.T) { sim.check(t) },
			"receive": func(t *rapid.T) { sim.receive(t, sim.stock(t), sim.qty(t, 8)) },
			"order":   sim.newOrder,
			"change": func(t *rapid.T) {
				sim.withLine(t, func(tx *store.Tx, l *promise.Line) error {
					_, err := promise.Change(tx, l.ID, sim.qty(t, 6)-1)
					return err
				})
			},
			"cancel": func(t *rapid.T) {
				sim.withLine(t, func(tx *store.Tx, l *promise.Line) error {
					_, err := promise.Cancel(tx, l.Order)
					return err
				})
			},
			"hold": func(t *rapid.T) {
				bin, qty := rapid.SampledFrom(sim.bins).Draw(t, "bin"), sim.qty(t, 3)
				sim.withLine(t, func(tx *store.Tx, l *promise.Line) error {
					return promise.Hold(tx, &ledger.Hold{Stock: warehouse.Stock{Item: l.Item}, Qty: qty, Place: bin, Line: l.ID})
				})
			},
			"unhold": func(t *rapid.T) {
				sim.withHold(t, func(tx *store.Tx, h *ledger.Hold) error { return promise.Unhold(tx, h.ID, 0) })
			},
			"pick":   sim.pick,
			"undo":   sim.unpick,
			"pack":   sim.pack,
			"leave":  sim.leave,
			"lose":   sim.lose,
			"return": sim.putBack,
			"count": func(t *rapid.T) {
				bin, k, n := rapid.SampledFrom(sim.bins).Draw(t, "bin"), sim.stock(t), sim.qty(t, 10)-1
				sim.try(t, func(_ context.Context, tx *store.Tx) error {
					_, err := ledger.Correct(tx, bin, k, n, ledger.ReasonCount, "")
					return err
				})
			},
			"block": func(t *rapid.T) {
				bin, shut := rapid.SampledFrom(sim.bins).Draw(t, "bin"), rapid.Bool().Draw(t, "shut")
				sim.try(t, func(ctx context.Context, tx *store.Tx) (err error) {
					if shut {
						_, err = place.Block.In(ctx, tx, &place.BlockRequest{ID: bin, Reason: "shelf"})
					} else {
						_, err = place.Unblock.In(ctx, tx, &place.UnblockRequest{ID: bin})
					}
					return err
				})
			},
		})
	})
}

type simulation struct {
	*shop
	lines []warehouse.LineID
	moves []*ledger.Move
}

func (s *simulation) stock(t *rapid.T) warehouse.Stock {
	return rapid.SampledFrom([]warehouse.Stock{shoe, hat}).Draw(t, "stock")
}

func (s *simulation) qty(t *rapid.T, most int) measure.Qty {
	return measure.Qty(rapid.IntRange(1, most).Draw(t, "qty"))
}

var errChanged = errors.New("changed my mind")

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
	if err != nil && err != errChanged && fault.KindOf(err) == fault.Internal {
		t.Fatal(err)
	}
	return err == nil
}

func (s *simulation) newOrder(t *rapid.T) {
	ds := make([]promise.Demand, rapid.IntRange(1, 3).Draw(t, "lines"))
	for i := range ds {
		ds[i] = promise.Demand{Item: s.stock(t).Item, Qty: s.qty(t, 4)}
	}
	if _, err := s.order(ds...); err != nil {
		t.Fatal(err)
	}
	for _, d := range ds {
		s.lines = append(s.lines, d.Line)
	}
}

func (s *simulation) withLine(t *rapid.T, op func(*store.Tx, *promise.Line) error) bool {
	if len(s.lines) == 0 {
		return false
	}
	id := rapid.SampledFrom(s.lines).Draw(t, "line")
	return s.try(t, func(_ context.Context, tx *store.Tx) error {
		l, err := promise.Get(tx, id)
		if err != nil {
			return err
		}
		return op(tx, l)
	})
}

// withHold gives op the first hold of a line, if it has one.
func (s *simulation) withHold(t *rapid.T, op func(*store.Tx, *ledger.Hold) error) bool {
	return s.withLine(t, func(tx *store.Tx, l *promise.Line) error {
		for h, err := range ledger.HoldsOf(tx, l.ID) {
			if err != nil {
				return err
			}
			return op(tx, h)
		}
		return fault.New(fault.NotFound, "test.no_hold")
	})
}

func (s *simulation) pick(t *rapid.T) {
	var m *ledger.Move
	var line warehouse.LineID
	if s.withHold(t, func(tx *store.Tx, h *ledger.Hold) (err error) {
		line = h.Line
		if m, err = ledger.Settle(tx, h.ID, ledger.Settlement{Qty: 1, To: s.tote, Reason: "pick"}); err != nil {
			return err
		}
		return promise.Picked(tx, line, 1)
	}) {
		m.Ref = line.String() // only for unpick below
		s.moves = append(s.moves, m)
	}
}

func (s *simulation) unpick(t *rapid.T) {
	if len(s.moves) == 0 {
		return
	}
	m := rapid.SampledFrom(s.moves).Draw(t, "move")
	s.try(t, func(_ context.Context, tx *store.Tx) error {
		var line warehouse.LineID
		if err := line.UnmarshalText([]byte(m.Ref)); err != nil {
			return err
		}
		if err := promise.Unpicked(tx, line, m.Qty); err != nil {
			return err
		}
		_, err := ledger.Unsettle(tx, m.ID, line, time.Time{})
		return err
	})
}

func (s *simulation) pack(t *rapid.T) {
	s.withLine(t, func(tx *store.Tx, l *promise.Line) error { return promise.Packed(tx, l.ID, 1) })
}

func (s *simulation) leave(t *rapid.T) {
	s.withLine(t, func(tx *store.Tx, l *promise.Line) error {
		if err := promise.Left(tx, l.ID, 1); err != nil {
			return err
		}
		return ledger.Post(tx, &ledger.Move{Stock: warehouse.Stock{Item: l.Item}, Qty: 1, From: s.tote, To: place.Customer, Reason: "ship"})
	})
}

func (s *simulation) lose(t *rapid.T) {
	s.withLine(t, func(tx *store.Tx, l *promise.Line) error {
		if err := ledger.Post(tx, &ledger.Move{Stock: warehouse.Stock{Item: l.Item}, Qty: 1, From: s.tote, To: place.Loss, Reason: "lost"}); err != nil {
			return err
		}
		return promise.Lost(tx, l.ID, 1)
	})
}

func (s *simulation) putBack(t *rapid.T) {
	bin := rapid.SampledFrom(s.bins).Draw(t, "bin")
	s.withLine(t, func(tx *store.Tx, l *promise.Line) error {
		if err := promise.PutBack(tx, l.ID, 1); err != nil {
			return err
		}
		return ledger.Post(tx, &ledger.Move{Stock: warehouse.Stock{Item: l.Item}, Qty: 1, From: s.tote, To: bin, Reason: "put_back"})
	})
}

// TestTurns: who tells others what can be promised sees each change once, the
// newest last, and nothing where the number came out the same.
func TestTurns(t *testing.T) {
	s := newShop(t)
	seen := uint64(0)
	news := func() (out string) {
		must(t, s.db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
			for turn, err := range promise.Turned(tx, s.site, seen) {
				if err != nil {
					return err
				}
				out += fmt.Sprintf("%d:%d ", turn.Item[15], turn.Can)
				seen = turn.N
			}
			return nil
		}))
		return out
	}
	s.receive(t, shoe, 3)
	s.receive(t, hat, 1)
	s.receive(t, shoe, 2)
	if got := news(); got != "2:1 1:5 " {
		t.Errorf("received: %s", got)
	}
	order, err := s.order(promise.Demand{Item: shoe.Item, Qty: 2})
	must(t, err)
	if got := news(); got != "1:3 " {
		t.Errorf("ordered: %s", got)
	}
	var line warehouse.LineID
	must(t, s.write(func(_ context.Context, tx *store.Tx) error {
		for l, err := range promise.Of(tx, order) {
			if err != nil {
				return err
			}
			line = l.ID
		}
		return promise.Hold(tx, &ledger.Hold{Place: s.bins[0], Stock: shoe, Qty: 2, Line: line})
	}))
	if got := news(); got != "" {
		t.Errorf("held: %s", got)
	}
	must(t, s.write(func(_ context.Context, tx *store.Tx) error { _, err := promise.Cancel(tx, order); return err }))
	if got := news(); got != "1:5 " {
		t.Errorf("cancelled: %s", got)
	}
	s.check(t)
}
