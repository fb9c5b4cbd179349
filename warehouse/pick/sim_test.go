package pick_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/station/stationtest"
	"warehouse-node/warehouse/store"
)

// TestSimulation lets two pickers scan and touch whatever comes, right and wrong,
// while orders come, change and are cancelled, bins are counted and blocked and
// goods arrive. After every step the books are proved, nothing breaks, and what
// lies in totes is what was picked for their orders.
func TestSimulation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &simulation{house: newHouse(t)}
		s.receive("MUG", "A-01-01-1", 6)
		s.receive("MUG", "A-02-01-1", 4)
		s.receive("SHOE-42", "A-01-01-1", 3)
		s.receive("SHOE-43", "A-01-02-1", 3)
		s.receive("SCREW", "A-02-02-1", 30)
		s.receive("MILK", "A-02-01-1", 3, "L-1", "2026-12-01")
		s.receive("MILK", "A-02-01-1", 5, "L-2", "2026-12-24")
		s.newOrder(t)
		s.newOrder(t)
		t.Repeat(map[string]func(*rapid.T){
			"":        func(t *rapid.T) { s.t = t; s.prove(t) },
			"work":    s.work,
			"work on": s.work,
			"scan":    s.scanAny,
			"touch":   s.touchAny,
			"order":   s.newOrder,
			"change":  s.change,
			"count":   s.count,
			"block":   s.block,
			"goods": func(t *rapid.T) {
				s.receive(s.article(t), s.bin(t), measure.Qty(rapid.IntRange(1, 5).Draw(t, "qty")))
			},
			"follow": func(*rapid.T) { s.follow() },
			"time":   func(t *rapid.T) { s.now = s.now.Add(time.Duration(rapid.IntRange(1, 40).Draw(t, "min")) * time.Minute) },
		})
	})
}

type simulation struct {
	*house
	all []warehouse.OrderID
}

func (s *simulation) article(t *rapid.T) string {
	return rapid.SampledFrom([]string{"MUG", "SHOE-42", "SHOE-43", "SCREW"}).Draw(t, "article")
}

func (s *simulation) bin(t *rapid.T) string {
	return rapid.SampledFrom([]string{"A-01-01-1", "A-01-02-1", "A-02-01-1", "A-02-02-1", "R-1"}).Draw(t, "bin")
}

func (s *simulation) who(t *rapid.T) warehouse.PersonID {
	return rapid.SampledFrom([]warehouse.PersonID{s.oleg, s.ruslan}).Draw(t, "who")
}

// newOrder comes, and is released if it can be.
func (s *simulation) newOrder(t *rapid.T) {
	if len(s.all) == 12 {
		s.release(s.all...)
		return
	}
	var lines []line
	for range rapid.IntRange(1, 3).Draw(t, "lines") {
		lines = append(lines, line{rapid.SampledFrom([]string{"MUG", "SHOE-42", "SHOE-43", "SCREW", "MILK"}).Draw(t, "goods"), measure.Qty(rapid.IntRange(1, 4).Draw(t, "qty"))})
	}
	s.all = append(s.all, s.order(lines...))
	s.release(s.all...)
	s.check()
}

// work is a picker who does what the screen asks for, for some scans, and now and
// then something else that it offers.
func (s *simulation) work(t *rapid.T) {
	who := s.who(t)
	for range rapid.IntRange(1, 10).Draw(t, "scans") {
		s.look(who)
		if len(s.view.Actions) > 0 && rapid.IntRange(0, 5).Draw(t, "else") == 0 {
			s.press(t, who, rapid.SampledFrom(s.view.Actions).Draw(t, "action").Name)
		} else {
			s.next(t, who)
		}
		s.prove(t)
	}
}

// next is what the screen asks for.
func (s *simulation) next(t *rapid.T, who warehouse.PersonID) {
	v := s.view
	switch {
	case v.Step == pick.StepGo:
		s.try(t, who, v.Bin.Code)
	case v.Step == pick.StepItem && rapid.IntRange(0, 9).Draw(t, "stray") == 0:
		s.try(t, who, s.article(t)) // lies in this bin by mistake
	case v.Step == pick.StepItem && v.Lot != "" && rapid.Bool().Draw(t, "lot"):
		s.try(t, who, v.Lot)
	case v.Step == pick.StepItem:
		s.try(t, who, v.Item.Code)
	case v.Step == pick.StepTote && v.Into != "":
		s.try(t, who, v.Into)
	case v.Step == pick.StepShort:
		found := rapid.Int64Range(v.Short.Least, v.Short.Most).Draw(t, "found")
		s.press(t, who, fmt.Sprintf("found found=%d reason=%s", found, rapid.SampledFrom(pick.Reasons).Draw(t, "reason")))
		s.press(t, who, fmt.Sprintf("confirm found=%d", found))
	case v.Step == pick.StepQuantity:
		s.press(t, who, fmt.Sprintf("confirm qty=%d", rapid.Int64Range(v.Asked.Least, v.Asked.Most).Draw(t, "qty")))
	case v.Step == pick.StepWrong && rapid.Bool().Draw(t, "way out"):
		s.press(t, who, rapid.SampledFrom(v.Actions).Draw(t, "action").Name)
	case v.Step == pick.StepWrong && v.Bin != nil:
		s.try(t, who, v.Item.Code)
	default:
		s.try(t, who, fmt.Sprint("T", rapid.IntRange(0, 5).Draw(t, "tote")))
	}
}

func (s *simulation) scanAny(t *rapid.T) {
	code := rapid.SampledFrom([]string{
		"T0", "T1", "T2", "T3", "A-01-01-1", "A-01-02-1", "A-02-01-1", "A-02-02-1", "R-1", "BENCH", "MUG", mugCarton, "SHOE-42", "SHOE-43", "SCREW", "MILK",
		"L-1", "L-2", "01" + milkGTIN + "10L-1", "01" + milkGTIN + "10L-2", "01" + milkGTIN + "17261224", "no such", "\x1d", "24607034171180",
	}).Draw(t, "code")
	s.try(t, s.who(t), code)
}

func (s *simulation) touchAny(t *rapid.T) {
	who := s.who(t)
	s.look(who)
	names := []string{pick.ActSkip, pick.ActShort, pick.ActUndo, pick.ActFull, pick.ActBack, pick.ActConfirm, pick.ActFound, "menu", pick.Flow}
	for range 4 { // mostly what is offered
		for _, a := range s.view.Actions {
			names = append(names, a.Name)
		}
	}
	touch := rapid.SampledFrom(names).Draw(t, "action")
	if touch == pick.ActFound || touch == pick.ActConfirm {
		touch += fmt.Sprintf(" found=%d qty=%[1]d", rapid.IntRange(-1, 5).Draw(t, "found"))
	}
	if len(s.view.Tasks) > 0 && rapid.Bool().Draw(t, "take") {
		touch = "take task=" + rapid.SampledFrom(s.view.Tasks).Draw(t, "task").ID
	}
	s.press(t, who, touch)
}

func (s *simulation) press(t *rapid.T, who warehouse.PersonID, touch string) {
	s.try(t, who, "!"+touch)
}

// try does one thing; a person may be refused, the program may not fail.
func (s *simulation) try(t *rapid.T, who warehouse.PersonID, what string) {
	s.look(who)
	before := s.view
	s.do(who, what)
	if before.Step == pick.StepShort && s.reply.Message.Code == "pick.shorted" && strings.HasSuffix(what, fmt.Sprintf(" found=%d", before.Short.Found)) {
		s.proveShort(t, before.Short)
	}
}

// proveShort: what was told before the answer was confirmed is what came of it.
func (s *simulation) proveShort(t *rapid.T, told *pick.Short) {
	var instead, missing int64
	for _, c := range told.Then {
		switch c.Kind {
		case pick.ThenInstead:
			instead += c.Qty
		case pick.ThenMissing:
			missing += c.Qty
		}
	}
	var last pick.ShortPick
	s.read(func(tx *store.Tx) error {
		for e, err := range journal.From(tx, 0) {
			if err != nil {
				return err
			}
			if pick.ShortKind.Is(e) {
				if last, err = pick.ShortKind.Read(e); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if int64(last.Instead) != instead || int64(last.Missing) != missing {
		t.Fatalf("told %d instead and %d missing, came %+v", instead, missing, last)
	}
}

func (s *simulation) change(t *rapid.T) {
	order := rapid.SampledFrom(s.all).Draw(t, "order")
	j := s.job(order)
	if j.State == job.Stopped || j.State == job.Ended {
		return
	}
	if rapid.IntRange(0, 3).Draw(t, "cancel") == 0 {
		s.cancel(order)
		return
	}
	s.edit(order, rapid.IntRange(0, len(j.Lines)-1).Draw(t, "line"), measure.Qty(rapid.IntRange(0, 5).Draw(t, "qty")))
}

func (s *simulation) count(t *rapid.T) {
	bin, article := s.bin(t), s.article(t)
	n := measure.Qty(rapid.IntRange(0, 6).Draw(t, "counted"))
	s.write(func(_ context.Context, tx *store.Tx) error {
		_, err := ledger.Correct(tx, s.bins[bin].ID, warehouse.Stock{Item: s.items[article]}, n, ledger.ReasonCount, "")
		return err
	})
}

func (s *simulation) block(t *rapid.T) {
	bin := s.bins[s.bin(t)].ID
	stationtest.Shut(t, s.db, bin, rapid.Bool().Draw(t, "shut"))
}

// prove holds totes against the promises of their orders.
func (s *simulation) prove(t *rapid.T) {
	s.check()
	s.read(func(tx *store.Tx) error {
		for _, tote := range s.totes {
			j, err := job.InTote(tx, tote.ID)
			if err != nil {
				return err
			}
			for b, err := range ledger.Contents(tx, tote.ID) {
				if err != nil {
					return err
				}
				if j == nil {
					t.Fatalf("%d of %s lie in %s, which is nobody's", b.OnHand(), b.Stock.Item, tote.Name)
				}
			}
		}
		for _, id := range s.all {
			if err := s.proveOrder(t, tx, id); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *simulation) proveOrder(t *rapid.T, tx *store.Tx, id warehouse.OrderID) error {
	j, err := job.Get(tx, id)
	if err != nil {
		return err
	}
	want, got := map[warehouse.ItemID]measure.Qty{}, map[warehouse.ItemID]measure.Qty{}
	var missing, held measure.Qty
	for l, err := range promise.Of(tx, id) {
		if err != nil {
			return err
		}
		want[l.Item] += l.Picked + l.Back
		missing += l.Short + l.Promised
		held += l.Held
	}
	for _, tote := range j.Totes {
		for b, err := range ledger.Contents(tx, tote) {
			if err != nil {
				return err
			}
			got[b.Stock.Item] += b.OnHand()
		}
	}
	for item, q := range want {
		if got[item] != q {
			t.Fatalf("order %s: %d of %s picked, %d in its totes", j.Number, q, item, got[item])
		}
	}
	for item, q := range got {
		if want[item] != q {
			t.Fatalf("order %s: %d of %s in its totes, %d picked", j.Number, q, item, want[item])
		}
	}
	if j.State == job.Picked && missing+held > 0 || j.State == job.Offered && held > 0 || j.State == job.Picked && !j.Holder.IsZero() {
		t.Fatalf("order %s is %s with %d missing, %d held", j.Number, j.State, missing, held)
	}
	return nil
}
