package receive_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/receive"
	"warehouse-node/warehouse/station/stationtest"
	"warehouse-node/warehouse/store"
)

// TestSimulation lets two people take goods in and put them away, by what their
// screens ask for and by whatever else comes, while orders wait for the goods
// and bins are blocked. After every step the books are proved, nothing breaks,
// and what came from the supplier is what the arrivals say.
func TestSimulation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &simulation{house: newHouse(t)}
		stationtest.Must(t, s.Write(func(_ context.Context, tx *store.Tx) error {
			return ledger.Stand(tx, s.At["pallet"], s.At["DOCK"], time.Time{})
		}))
		t.Repeat(map[string]func(*rapid.T){
			"":         func(t *rapid.T) { s.Proved(t); s.agrees(t) },
			"work":     s.work,
			"work on":  s.work,
			"work too": s.work,
			"scan":     func(t *rapid.T) { s.who(t); s.try(t, "scan "+s.anything(t)) },
			"touch":    func(t *rapid.T) { s.who(t); s.touchAny(t) },
			"order":    s.newOrder,
			"cancel":   s.cancel,
			"block":    s.block,
			"tote":     s.bringTote,
		})
	})
}

type simulation struct {
	*house
	orders  []warehouse.OrderID
	numbers int // serial numbers on pieces so far
}

func (s *simulation) who(t *rapid.T) {
	s.Me = s.people[rapid.SampledFrom([]string{"Лев", "Ида"}).Draw(t, "who")]
}

// try does one thing; a person may be refused, the program may not fail.
func (s *simulation) try(t *rapid.T, what string) {
	t.Helper()
	stationtest.Allowed(t, what, s.Do(t, what))
}

// work is somebody who does what the screen asks for, for some scans, and now and
// then something else that it offers.
func (s *simulation) work(t *rapid.T) {
	s.who(t)
	s.try(t, "scan "+rapid.SampledFrom([]string{receive.Flow, receive.FlowPut}).Draw(t, "flow"))
	for range rapid.IntRange(1, 8).Draw(t, "scans") {
		if rapid.IntRange(0, 4).Draw(t, "else") == 0 {
			s.touchAny(t)
			s.agrees(t)
			continue
		}
		before := s.books(t)
		s.next(t)
		s.agrees(t)
		if rapid.IntRange(0, 3).Draw(t, "undo") == 0 {
			s.undo(t, before)
		}
	}
}

// undo takes back what was just posted, scan by scan, and all is as it was before.
func (s *simulation) undo(t *rapid.T, before string) {
	posted := []string{"receive.taken", "receive.expired", "putaway.put", "putaway.put_elsewhere", "putaway.over"}
	if s.Last == nil || !slices.Contains(posted, s.Last.Reply.Message.Code) {
		return
	}
	for after := ""; after != before; after = s.books(t) {
		s.try(t, "touch undo")
		s.agrees(t)
		if s.Last.Reply.Message.Code != "receive.undone" {
			t.Fatalf("%s\nbefore:\n%s\nafter the undo:\n%s", s.Last.Reply.Message.Code, before, s.books(t))
		}
	}
}

// books are what lies where, where containers stand, and what arrivals say.
func (s *simulation) books(t *rapid.T) string {
	var all []string
	s.Read(t, func(tx *store.Tx) error {
		for name, item := range s.Item {
			for b, err := range ledger.Places(tx, item) {
				if err != nil {
					return err
				}
				if b.OnHand() != 0 && place.World(b.Place) == nil {
					all = append(all, fmt.Sprint(name, " ", b.Stock.Lot, b.Stock.Condition, " in ", b.Place, ": ", b.OnHand()))
				}
			}
		}
		for _, name := range []string{"pallet", "tote"} {
			at, err := ledger.Where(tx, s.At[name])
			if err != nil {
				return err
			}
			all = append(all, fmt.Sprint(name, " stands in ", at))
		}
		for d, err := range receive.All(tx) {
			if err != nil {
				return err
			}
			if d.Units > 0 {
				all = append(all, fmt.Sprint("arrival ", d.ID, ": ", d.Lines, " lines, ", d.Units))
			}
		}
		return nil
	})
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// next is what the screen asks for.
func (s *simulation) next(t *rapid.T) {
	v := s.view(t)
	switch v.Step {
	case receive.StepArrivals, receive.StepClosed:
		if len(v.Arrivals) > 0 && rapid.Bool().Draw(t, "enter") {
			s.try(t, "touch open arrival="+rapid.SampledFrom(v.Arrivals).Draw(t, "arrival").ID)
			return
		}
		s.try(t, fmt.Sprint("scan TTN-", rapid.IntRange(1, 3).Draw(t, "paper")))
	case receive.StepItem, receive.StepTake:
		if rapid.IntRange(0, 3).Draw(t, "container") == 0 {
			s.try(t, "scan "+rapid.SampledFrom([]string{"pallet", "tote"}).Draw(t, "which"))
			return
		}
		s.try(t, "scan "+s.goodsCode(t))
	case receive.StepLot:
		s.try(t, fmt.Sprint("scan L-", rapid.IntRange(1, 2).Draw(t, "lot")))
	case receive.StepExpiry:
		s.try(t, fmt.Sprintf("touch confirm expiry=2027-0%d-30", rapid.IntRange(3, 4).Draw(t, "month")))
	case receive.StepSerial:
		s.try(t, "scan "+s.serial(t))
	case receive.StepBin:
		if rapid.IntRange(0, 2).Draw(t, "more") == 0 {
			s.try(t, "scan "+s.goodsCode(t))
			return
		}
		s.try(t, "scan "+rapid.SampledFrom([]string{"DOCK", "GATE", "pallet", "tote"}).Draw(t, "dock"))
	case receive.StepQuantity, receive.StepCount:
		switch n := v.Qty; rapid.IntRange(0, 3).Draw(t, "count") {
		case 0:
			s.try(t, "scan "+s.goodsCode(t))
		case 1:
			n = rapid.Int64Range(0, 30).Draw(t, "typed")
			fallthrough
		default:
			s.try(t, fmt.Sprint("touch confirm qty=", n))
		}
	case receive.StepGo:
		s.try(t, "scan "+rapid.SampledFrom([]string{"A-1", "A-2", "A-3", "HOSP", "DOCK"}).Draw(t, "bin"))
	default:
		s.try(t, "touch back")
	}
}

// goodsCode is a barcode off some goods.
func (s *simulation) goodsCode(t *rapid.T) string {
	lot := "01" + "0" + shampoo + "17" + rapid.SampledFrom([]string{"270331", "270430"}).Draw(t, "day") +
		gs + "10" + rapid.SampledFrom([]string{"L-1", "L-2"}).Draw(t, "lot")
	return rapid.SampledFrom([]string{mug, mug, mugBox, mugBale, shampoo, lot, lot, phone, coffee, bolt}).Draw(t, "goods")
}

// serial is one of the pieces that came, or a new one.
func (s *simulation) serial(t *rapid.T) string {
	if s.numbers == 0 || rapid.Bool().Draw(t, "new") {
		s.numbers++
		return fmt.Sprint("SN-", s.numbers)
	}
	return fmt.Sprint("SN-", rapid.IntRange(1, s.numbers).Draw(t, "piece"))
}

// anything is any code of the house, and what is none.
func (s *simulation) anything(t *rapid.T) string {
	return rapid.SampledFrom([]string{
		"DOCK", "GATE", "A-1", "A-2", "A-3", "HOSP", "pallet", "tote", mug, mugBox, mugBale, shampoo, phone, coffee, bolt, "L-1", "270331", "SN-1",
		receive.Flow, receive.FlowPut, "no such", gs, "4607034171187", "TTN-1",
	}).Draw(t, "code")
}

// touchAny is mostly what the screen offers.
func (s *simulation) touchAny(t *rapid.T) {
	names := []string{receive.ActOpen, receive.ActConfirm, receive.ActUndo, receive.ActDamaged, receive.ActOther, receive.ActClose, receive.ActBack}
	if s.Last != nil {
		for range 4 {
			for _, a := range s.view(t).Actions {
				names = append(names, a.Name)
			}
		}
	}
	action := rapid.SampledFrom(names).Draw(t, "action")
	s.try(t, fmt.Sprintf("touch %s qty=%d lot=L-1 expiry=2027-04-30 serial=SN-1", action, rapid.IntRange(-1, 25).Draw(t, "qty")))
}

// newOrder waits for goods, or gets what is there.
func (s *simulation) newOrder(t *rapid.T) {
	item := rapid.SampledFrom([]string{mug, shampoo, phone, coffee, bolt}).Draw(t, "wants")
	qty := measure.Qty(rapid.IntRange(1, 15).Draw(t, "qty"))
	stationtest.Must(t, s.Write(func(_ context.Context, tx *store.Tx) error {
		order := warehouse.OrderID(tx.Mint())
		s.orders = append(s.orders, order)
		return promise.Reserve(tx, order, s.Site, tx.Now(), 0, promise.Demand{Line: warehouse.LineID(tx.Mint()), Item: s.Item[item], Qty: qty})
	}))
}

func (s *simulation) cancel(t *rapid.T) {
	if len(s.orders) == 0 {
		t.Skip("no orders")
	}
	i := rapid.IntRange(0, len(s.orders)-1).Draw(t, "order")
	stationtest.Must(t, s.Write(func(_ context.Context, tx *store.Tx) error {
		_, err := promise.Cancel(tx, s.orders[i])
		return err
	}))
	s.orders = append(s.orders[:i], s.orders[i+1:]...)
}

func (s *simulation) block(t *rapid.T) {
	bin := s.At[rapid.SampledFrom([]string{"A-1", "A-2", "DOCK"}).Draw(t, "bin")]
	stationtest.Shut(t, s.Door.DB, bin, rapid.Bool().Draw(t, "shut"))
}

// bringTote stands the empty tote at the dock again.
func (s *simulation) bringTote(t *rapid.T) {
	stationtest.Must(t, s.Write(func(_ context.Context, tx *store.Tx) error {
		at, err := ledger.Where(tx, s.At["tote"])
		if err != nil || !at.IsZero() {
			return err
		}
		return ledger.Stand(tx, s.At["tote"], s.At["GATE"], time.Time{})
	}))
}

// agrees holds what came from the supplier against what the arrivals say.
func (s *simulation) agrees(t *rapid.T) {
	s.Read(t, func(tx *store.Tx) error {
		said := map[warehouse.ItemID]measure.Qty{}
		for d, err := range receive.All(tx) {
			if err != nil {
				return err
			}
			lines, err := receive.LinesOf(tx, d.ID, -1)
			if err != nil {
				return err
			}
			for _, l := range lines {
				said[l.Stock.Item] += l.Qty
			}
		}
		for name, item := range s.Item {
			came := measure.Qty(0)
			for b, err := range ledger.ContentsOf(tx, place.Supplier, item) {
				if err != nil {
					return err
				}
				came -= b.OnHand()
			}
			if came != said[item] {
				return errors.New(fmt.Sprint(name, ": from the supplier came ", came, ", the arrivals say ", said[item]))
			}
		}
		return nil
	})
}
