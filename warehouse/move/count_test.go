package move_test

import (
	"context"
	"fmt"
	"testing"

	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
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
