package move_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/move"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station/stationtest"
	"warehouse-node/warehouse/store"
)

// TestSimulation picks and packs orders, cancels and reduces them, and lets two people put
// their goods back and carry containers about while others move and count stock
// by hand. After every step the books are proved, nothing breaks, and what lies
// in an order's totes and
// parcels is what was taken for it or is owed back.
func TestSimulation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &simulation{house: newHouse(t)}
		s.people = []command.Command{s.Me, s.Hire(t, &staff.AddRequest{Name: "Остап", Locale: "uk"}, "receiver", "Остап")}
		s.stock(t, "A-1", mug, 20, "", 0)
		s.stock(t, "A-2", mug, 15, "", 0)
		s.stock(t, "A-1", shampoo, 6, "L-1", 20)
		s.stock(t, "A-2", shampoo, 6, "L-2", 40)
		s.stock(t, "A-2", phone, 4, "", 0, "SN-1", "SN-2", "SN-3", "SN-4")
		s.order(t)
		t.Repeat(map[string]func(*rapid.T){
			"":         func(t *rapid.T) { s.Proved(t); s.agrees(t) },
			"order":    s.order,
			"pack":     s.pack,
			"unwant":   s.unwant,
			"unwant 2": s.unwant,
			"work":     s.work,
			"work on":  s.work,
			"work too": s.work,
			"scan":     func(t *rapid.T) { s.who(t); s.try(t, "scan "+s.anything(t)) },
			"touch":    func(t *rapid.T) { s.who(t); s.touchAny(t) },
			"desk":     s.desk,
			"block":    s.block,
		})
	})
}

type simulation struct {
	*house
	people []command.Command
	orders []simOrder
}

type simOrder struct {
	id    warehouse.OrderID
	lines []warehouse.LineID
}

func (s *simulation) who(t *rapid.T) { s.Me = rapid.SampledFrom(s.people).Draw(t, "who") }

// try does one thing; a person may be refused, the program may not fail.
func (s *simulation) try(t *rapid.T, what string) {
	t.Helper()
	stationtest.Allowed(t, what, s.Do(t, what))
}

// order is picked into a free tote from wherever its goods lie free.
func (s *simulation) order(t *rapid.T) {
	tote := rapid.SampledFrom([]string{"T1", "T2"}).Draw(t, "tote")
	if !s.free(t, tote) || len(s.orders) > 8 {
		t.Skip("no tote is free")
	}
	var wants []want
	for _, barcode := range []string{mug, shampoo, phone} {
		qty := measure.Qty(rapid.IntRange(0, 3).Draw(t, "qty"))
		if at := s.lying(t, barcode, qty); qty > 0 && at != "" {
			wants = append(wants, want{barcode, at, tote, qty})
		}
	}
	if len(wants) == 0 {
		t.Skip("there is nothing to pick")
	}
	id, lines := s.picked(t, fmt.Sprint(10000+len(s.orders)), wants...)
	s.orders = append(s.orders, simOrder{id, lines})
}

// free says whether a tote is nobody's and empty.
func (s *simulation) free(t *rapid.T, tote string) (ok bool) {
	s.Read(t, func(tx *store.Tx) error {
		j, err := job.InTote(tx, s.At[tote])
		ok = j == nil
		return err
	})
	return ok && s.lies(t, tote) == ""
}

// lying is an open bin with so much of an item in one kind that all of it can be
// promised; "" when there is none.
func (s *simulation) lying(t *rapid.T, barcode string, qty measure.Qty) (name string) {
	s.Read(t, func(tx *store.Tx) error {
		can, err := promise.Can(tx, s.Site, s.Item[barcode])
		if err != nil || can < qty {
			return err
		}
		for _, bin := range []string{"A-1", "A-2", "A-3"} {
			p, err := place.Get(tx, s.At[bin])
			if err != nil {
				return err
			}
			for b, err := range ledger.ContentsOf(tx, p.ID, s.Item[barcode]) {
				if err != nil {
					return err
				}
				if p.Open() && b.Stock.Condition == warehouse.Good && b.Available() >= qty {
					name = bin
				}
			}
		}
		return nil
	})
	return name
}

// pack puts all that was picked for an order into a parcel. What is no longer
// wanted of it stays in the tote.
func (s *simulation) pack(t *rapid.T) {
	if len(s.orders) == 0 {
		t.Skip("no orders")
	}
	o := rapid.SampledFrom(s.orders).Draw(t, "order")
	if s.state(t, o.id) != job.Picked {
		t.Skip("not picked")
	}
	s.write(t, func(_ context.Context, tx *store.Tx) error {
		box, err := place.NewParcel(tx, s.Site)
		if err != nil {
			return err
		}
		s.At["parcel"] = box.ID
		if err := job.PutParcel(tx, &job.Parcel{Place: box.ID, Order: o.id, Site: s.Site, Courier: "np", Index: 1, Code: box.Code, Opened: tx.Now(), Closed: tx.Now()}); err != nil {
			return err
		}
		for _, id := range o.lines {
			if err := s.packLine(tx, o.id, id, box.ID); err != nil {
				return err
			}
		}
		for _, state := range []job.State{job.Packing, job.Packed} {
			if _, err := job.To(tx, o.id, state); err != nil {
				return err
			}
		}
		return s.freeTotes(tx, o.id)
	})
}

// packLine moves what was picked of a line out of its totes.
func (s *simulation) packLine(tx *store.Tx, order warehouse.OrderID, line warehouse.LineID, box warehouse.PlaceID) error {
	l, err := promise.Get(tx, line)
	if err != nil {
		return err
	}
	j, err := job.Get(tx, order)
	if err != nil {
		return err
	}
	left := l.Picked
	for _, tote := range j.Totes {
		for b, err := range ledger.ContentsOf(tx, tote, l.Item) {
			if err != nil {
				return err
			}
			n := min(left, b.OnHand())
			if n == 0 {
				continue
			}
			m := &ledger.Move{Stock: b.Stock, Qty: n, From: tote, To: box, Reason: "pack"}
			if m.Units, err = ledger.UnitsOf(tx, tote, b.Stock, n); err != nil {
				return err
			}
			if err := ledger.Post(tx, m); err != nil {
				return err
			}
			left -= n
		}
	}
	if l.Picked == 0 {
		return nil
	}
	return promise.Packed(tx, line, l.Picked-left)
}

// freeTotes takes the empty ones from their order.
func (s *simulation) freeTotes(tx *store.Tx, order warehouse.OrderID) error {
	j, err := job.Get(tx, order)
	if err != nil {
		return err
	}
	for _, tote := range slices.Clone(j.Totes) {
		left := false
		for _, err := range ledger.Contents(tx, tote) {
			if err != nil {
				return err
			}
			left = true
		}
		if left {
			continue
		}
		if _, err := job.TakeOut(tx, order, tote); err != nil {
			return err
		}
	}
	return nil
}

// unwant cancels an order, or makes a line of it ask for less.
func (s *simulation) unwant(t *rapid.T) {
	if len(s.orders) == 0 {
		t.Skip("no orders")
	}
	o := rapid.SampledFrom(s.orders).Draw(t, "order")
	if state := s.state(t, o.id); state == job.Stopped || state == job.Ended {
		return
	}
	if rapid.Bool().Draw(t, "cancel") {
		s.cancel(t, o.id)
		return
	}
	s.reduce(t, o.id, rapid.SampledFrom(o.lines).Draw(t, "line"), measure.Qty(rapid.IntRange(0, 2).Draw(t, "left")))
}

// work is somebody who does what the screen asks for, for some scans, and now and
// then something else that it offers.
func (s *simulation) work(t *rapid.T) {
	s.who(t)
	flow := rapid.SampledFrom([]string{move.Flow, move.Flow, move.FlowCarry}).Draw(t, "flow")
	s.try(t, "scan "+flow)
	for range rapid.IntRange(1, 8).Draw(t, "scans") {
		switch {
		case rapid.IntRange(0, 4).Draw(t, "else") == 0:
			s.touchAny(t)
		case flow == move.FlowCarry:
			s.try(t, "scan "+rapid.SampledFrom([]string{"T1", "T2", "L1", "C1", "R-1", "A-2"}).Draw(t, "carry"))
		default:
			s.putBack(t)
		}
		s.agrees(t)
	}
}

// putBack does what the screen asks for; what it posts is taken back now and
// then, and all is as it was before.
func (s *simulation) putBack(t *rapid.T) {
	v := s.view(t)
	switch v.Step {
	case move.StepItem:
		i := rapid.IntRange(0, 2).Draw(t, "goods")
		s.try(t, "scan "+[]string{mug, shampoo, phone}[i])
		if code := s.Last.Reply.Message.Code; code == "putback.which_lot" || code == "putback.which_piece" {
			s.try(t, "scan "+rapid.SampledFrom([]string{"L-1", "L-2", "SN-1", "SN-2", "SN-3", "SN-4"}).Draw(t, "which"))
		}
	case move.StepGo:
		before := s.books(t)
		s.try(t, "scan "+rapid.SampledFrom([]string{"A-1", "A-2", "A-3", "HOSP"}).Draw(t, "bin"))
		put := slices.Contains([]string{"putback.put", "putback.put_elsewhere", "putback.over", "putback.tote_done"}, s.Last.Reply.Message.Code)
		if !put || rapid.IntRange(0, 3).Draw(t, "undo") > 0 {
			return
		}
		s.agrees(t)
		s.try(t, "touch undo")
		undone := s.Last.Reply.Message.Code == "putback.undone"
		if after := s.books(t); undone && after != before {
			t.Fatalf("before:\n%s\nafter the undo:\n%s", before, after)
		}
		if over := s.Last.Reply.Screen == string(move.StepDone); !undone && !over {
			t.Fatalf("what was put just now is not taken back: %s", s.Last.Reply.Message.Code)
		}
	case move.StepWrong:
		s.try(t, "touch back")
	default:
		s.try(t, "scan "+rapid.SampledFrom([]string{"T1", "T2", "parcel"}).Draw(t, "tote"))
	}
}

// books are what lies in every place and what is owed of every line.
func (s *simulation) books(t *rapid.T) (out string) {
	for _, name := range []string{"A-1", "A-2", "A-3", "R-1", "HOSP", "T1", "T2", "L1", "C1", "parcel"} {
		out += fmt.Sprintln(name, s.lies(t, name))
	}
	for _, o := range s.orders {
		for _, l := range o.lines {
			out += s.back(t, l) + " "
		}
		out += fmt.Sprintln(s.state(t, o.id))
	}
	return out
}

func (s *simulation) anything(t *rapid.T) string {
	return rapid.SampledFrom([]string{
		"T1", "T2", "L1", "C1", "A-1", "A-2", "A-3", "R-1", "HOSP", mug, mugBox, shampoo, phone, "L-1", "L-2", "SN-1", "SN-2", gs + "10L-1",
		"01" + "0" + shampoo + "10L-2", move.Flow, move.FlowCarry, "no such",
	}).Draw(t, "code")
}

func (s *simulation) touchAny(t *rapid.T) {
	names := []string{move.ActUndo, move.ActDamaged, move.ActOther, move.ActBack}
	if s.Last != nil {
		for range 3 {
			for _, a := range s.view(t).Actions {
				names = append(names, a.Name)
			}
		}
	}
	s.try(t, "touch "+rapid.SampledFrom(names).Draw(t, "action"))
}

// desk is the office: stock moved, counts asked for and answered.
func (s *simulation) desk(t *rapid.T) {
	place := func(what string) string {
		return s.Code(t, rapid.SampledFrom([]string{"A-1", "A-2", "A-3", "R-1", "HOSP", "L1", "T1"}).Draw(t, what))
	}
	item := rapid.SampledFrom([]string{mug, shampoo, phone}).Draw(t, "item")
	qty := measure.Qty(rapid.IntRange(0, 8).Draw(t, "qty"))
	ctx, boss := context.Background(), command.Command{Itself: true}
	switch rapid.IntRange(0, 2).Draw(t, "what") {
	case 0:
		from, to := place("from"), place("to")
		if to == s.Code(t, "T1") {
			t.Skip("an order would find foreign goods in its tote")
		}
		lot := rapid.SampledFrom([]string{"", "L-1", "L-2"}).Draw(t, "lot")
		_, err := move.Stock.Do(ctx, s.Door, boss, &move.StockRequest{Item: item, From: from, To: to, Qty: qty, Lot: lot})
		stationtest.Allowed(t, "move", err)
	case 1:
		at := place("where")
		_, err := move.AskCount.Do(ctx, s.Door, boss, &move.CountRequest{Place: at, Item: item})
		stationtest.Allowed(t, "ask", err)
	default:
		at := s.At[rapid.SampledFrom([]string{"A-1", "A-2", "A-3", "T2"}).Draw(t, "counted")]
		_, err := move.AnswerCount.Do(ctx, s.Door, boss, &move.FoundRequest{Ask: fmt.Sprint(at, "/", s.Item[item]), Qty: qty})
		stationtest.Allowed(t, "answer", err)
	}
}

func (s *simulation) block(t *rapid.T) {
	bin := s.At[rapid.SampledFrom([]string{"A-1", "A-2", "R-1"}).Draw(t, "bin")]
	stationtest.Shut(t, s.Door.DB, bin, rapid.Bool().Draw(t, "shut"))
}

// agrees holds what lies in totes against what was picked for their orders and
// what is owed back of them.
func (s *simulation) agrees(t *rapid.T) {
	s.Read(t, func(tx *store.Tx) error {
		for _, o := range s.orders {
			j, err := job.Get(tx, o.id)
			if err != nil {
				return err
			}
			due := map[warehouse.ItemID]measure.Qty{}
			for l, err := range promise.Of(tx, o.id) {
				if err != nil {
					return err
				}
				due[l.Item] += l.Picked + l.Packed + l.Back
			}
			places := slices.Clone(j.Totes)
			for p, err := range job.ParcelsOf(tx, o.id) {
				if err != nil {
					return err
				}
				if !p.Void {
					places = append(places, p.Place)
				}
			}
			for _, at := range places {
				for b, err := range ledger.Contents(tx, at) {
					if err != nil {
						return err
					}
					due[b.Stock.Item] -= b.OnHand()
				}
			}
			for item, off := range due {
				if off != 0 {
					return fmt.Errorf("order %s: %d of %s are in no tote and no parcel of it", j.Number, off, item)
				}
			}
			if j.State == job.Ended && len(j.Totes) > 0 {
				return fmt.Errorf("order %s is over and still has %d totes", j.Number, len(j.Totes))
			}
		}
		return nil
	})
}
