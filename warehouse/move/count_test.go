package move_test

import (
	"context"
	"fmt"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/move"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// TestCountsThatCannotBe: a barcode is no quantity, and nothing is found in a bin
// that is out of use; that nothing lies there is still told.
func TestCountsThatCannotBe(t *testing.T) {
	h := newHouse(t)
	ctx, boss := context.Background(), command.Command{Itself: true}
	ask := func() error {
		_, err := move.AskCount.Do(ctx, h.Door, boss, &move.CountRequest{Place: h.At["A-2"].String(), Item: mug})
		return err
	}
	answer := func(qty measure.Qty) error {
		_, err := move.AnswerCount.Do(ctx, h.Door, boss, &move.FoundRequest{Ask: fmt.Sprint(h.At["A-2"], "/", h.Item[mug]), Qty: qty})
		return err
	}
	refused := func(err error, code string) {
		t.Helper()
		if err == nil || fault.Of(err).Code != code {
			t.Errorf("got %v, want %s", err, code)
		}
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	refused(answer(1), "move.count_over") // nobody asked
	must(ask())
	must(answer(3))
	refused(answer(7), "move.count_over") // somebody else has answered
	if got := h.lies(t, "A-2"); got != "3 MUG" {
		t.Errorf("there lie %s", got)
	}
	must(ask())
	must(answer(0))
	must(ask())
	refused(answer(4607034175405), "ledger.much")
	h.write(t, func(ctx context.Context, tx *store.Tx) error {
		p, err := place.Get(tx, h.At["A-2"])
		if err == nil {
			_, err = place.Archive.In(ctx, tx, &place.ArchiveRequest{ID: p.ID, Version: p.Version})
		}
		return err
	})
	refused(answer(5), "place.archived")
	must(answer(0))
	refused(ask(), "place.archived")
}

// TestCountOfUnnamed: where nothing lies by the books, goods kept by lots are not
// found by their number alone.
func TestCountOfUnnamed(t *testing.T) {
	h := newHouse(t)
	ctx, boss := context.Background(), command.Command{Itself: true}
	if _, err := move.AskCount.Do(ctx, h.Door, boss, &move.CountRequest{Place: h.At["A-2"].String(), Item: shampoo}); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		qty  measure.Qty
		want string
	}{{3, "move.count_new"}, {0, ""}} {
		qty, want := row.qty, row.want
		_, err := move.AnswerCount.Do(ctx, h.Door, boss, &move.FoundRequest{Ask: fmt.Sprint(h.At["A-2"], "/", h.Item[shampoo]), Qty: qty})
		if got := fault.Of(err); (got == nil) != (want == "") || got != nil && got.Code != want {
			t.Errorf("%d: got %v, want %q", qty, err, want)
		}
	}
}

// TestCountOfKinds: where several lots lie together, each is counted; what lies
// there is named whole, each kind once, and together it is what was found.
func TestCountOfKinds(t *testing.T) {
	h := newHouse(t)
	ctx, boss := context.Background(), command.Command{Itself: true}
	h.stock(t, "A-2", shampoo, 5, "L-1", 100)
	h.stock(t, "A-2", shampoo, 7, "L-2", 200)
	at := h.At["A-2"]
	kinds := map[string]ledger.Kind{}
	lies := func() string {
		all := map[string]measure.Qty{}
		h.write(t, func(_ context.Context, tx *store.Tx) error {
			for b, err := range ledger.ContentsOf(tx, at, h.Item[shampoo]) {
				if err != nil {
					return err
				}
				l, err := ledger.GetLot(tx, b.Stock.Lot)
				if err != nil {
					return err
				}
				all[l.Code], kinds[l.Code] = b.OnHand(), ledger.Kind(b.Stock)
			}
			return nil
		})
		return fmt.Sprint(all)
	}
	found := func(one, two measure.Qty) []move.FoundKind {
		return []move.FoundKind{{Stock: kinds["L-1"], Qty: one}, {Stock: kinds["L-2"], Qty: two}}
	}
	answer := func(qty measure.Qty, all ...move.FoundKind) (measure.Qty, string) {
		if _, err := move.AskCount.Do(ctx, h.Door, boss, &move.CountRequest{Place: at.String(), Item: shampoo}); err != nil {
			t.Fatal(err)
		}
		a, err := move.AnswerCount.Do(ctx, h.Door, boss, &move.FoundRequest{Ask: fmt.Sprint(at, "/", h.Item[shampoo]), Qty: qty, Kinds: all})
		if err != nil {
			return 0, fault.Of(err).Code
		}
		return a.Difference, ""
	}
	before := lies()
	other := found(4, 7)
	other[0].Stock.Condition = warehouse.Damaged
	for name, row := range map[string]struct {
		qty  measure.Qty
		all  []move.FoundKind
		want string
	}{
		"none named":       {11, nil, "move.count_kinds"},
		"one left out":     {4, found(4, 7)[:1], "move.count_changed"},
		"one twice":        {8, append(found(4, 7)[:1], found(4, 7)[:1]...), "move.count_changed"},
		"of another":       {11, other, "move.count_changed"},
		"another sum":      {12, found(4, 7), "ledger.counted"},
		"less than none":   {6, found(-1, 7), "ledger.counted"},
		"more than it all": {11, found(1<<62, 1<<62), "ledger.counted"},
	} {
		if _, got := answer(row.qty, row.all...); got != row.want || lies() != before {
			t.Errorf("%s: got %q, want %q; there lie %s", name, got, row.want, lies())
		}
	}
	if diff, code := answer(12, found(4, 8)...); code != "" || diff != 0 || lies() != "map[L-1:4 L-2:8]" {
		t.Errorf("got %d %q, there lie %s", diff, code, lies())
	}
}
