package shop

import (
	"context"
	"testing"

	"warehouse-node/orders/shop/shopsim"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/journal/journaltest"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/store"
)

func TestEvents(t *testing.T) { journaltest.Goldens(t, "shop.") }

// TestShelf: an order that could not be taken leaves the list of what waits when a
// person puts it aside, whatever the shop repeats; it comes back when the shop
// changed it, and can be taken up on any day.
func TestShelf(t *testing.T) {
	h := newHouse(t, shopsim.Options{})
	by := command.Command{Itself: true}
	shelve := func(outer, reason string) error {
		_, err := ShelveKept.Do(t.Context(), h.Door, by, &ShelveRequest{Shop: channel, Outer: outer, Reason: sealtest.Boxed(reason)})
		return err
	}
	waits := func(want int) {
		t.Helper()
		if st := h.standing(t); st.Kept != want {
			t.Fatalf("%d wait for a person, want %d: %+v", st.Kept, want, h.kept(t))
		}
	}
	tea := h.sim.Place(shopsim.Order{Buyer: anna, Lines: []shopsim.Line{{Item: "t-1", Qty: 2}}, Forgets: 1})
	h.exchange(t)
	waits(1)
	outer := h.kept(t)[0].Outer
	if err := shelve(outer, ""); fault.Of(err).Code != "shop.no_reason" {
		t.Errorf("put aside for no reason: %v", err)
	}
	must(t, shelve(outer, "the buyer ordered anew"))
	waits(0)
	if err := shelve(outer, "again"); fault.KindOf(err) != fault.Conflict {
		t.Errorf("put aside twice: %v", err)
	}
	if err := shelve("no such", "x"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("put aside what is none: %v", err)
	}

	// The shop says the same once more, and somebody tries its exchange again.
	came := h.kept(t)[0].At
	h.exchange(t)
	waits(0)
	if !h.kept(t)[0].At.Equal(came) {
		t.Error("said again it is younger")
	}
	if k := h.kept(t); len(k) != 1 || sealtest.Unboxed(k[0].Reason.Sealed) != "the buyer ordered anew" {
		t.Fatalf("%+v", k)
	}
	if _, err := h.Replay(t.Context(), h.kept(t)[0].Exchange); fault.KindOf(err) != fault.NotFound {
		t.Errorf("what is shelved was tried with its exchange: %v", err)
	}

	// It is another order by now: somebody should look.
	h.sim.Edit(tea, func(o *shopsim.Order) { o.Lines[0].Qty = 3 })
	h.exchange(t)
	waits(1)
	must(t, shelve(outer, "still nothing"))

	// In vain, and then with the cause mended.
	take := func() {
		t.Helper()
		_, err := TakeKept.Do(t.Context(), h.Door, by, &KeptRequest{Shop: channel, Outer: outer})
		must(t, err)
		h.busy.Lock()
		defer h.busy.Unlock()
		_, err = h.replay(t.Context())
		must(t, err)
	}
	take()
	waits(1)
	if k := h.kept(t)[0]; k.Wish || !k.Reason.IsZero() {
		t.Errorf("it is tried for ever, or says an old reason: %+v", k)
	}
	must(t, shelve(outer, "in summer"))
	h.write(t, func(ctx context.Context, tx *store.Tx) error { // tea is sold by the packet now
		i, err := catalog.Own(tx, h.items["TEA"])
		if err != nil {
			return err
		}
		i.Body.Unit = measure.Piece
		_, err = catalog.Edit.In(ctx, tx, &catalog.EditRequest{ID: i.ID, Version: i.Version, Body: i.Body})
		return err
	})
	take()
	if len(h.kept(t)) != 0 || h.only(t).OuterID != outer {
		t.Errorf("not taken: %+v", h.kept(t))
	}
	if _, err := TakeKept.Do(t.Context(), h.Door, by, &KeptRequest{Shop: channel, Outer: outer}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("taken twice: %v", err)
	}
	h.told(t, ShelvedKind.Name, 3)
	h.told(t, TakenUpKind.Name, 2)
}

// TestShelfOfLarge: an order of which nothing could be kept can be put aside, and
// not be taken; the next of them is news.
func TestShelfOfLarge(t *testing.T) {
	h := newHouse(t, shopsim.Options{})
	keep := func() {
		t.Helper()
		a := h.attempt(Orders)
		must(t, a.keep(t.Context(), nil, nil, fault.New(fault.Limit, "shop.document_large", "limit", maxDocument)))
	}
	keep()
	k := h.kept(t)[0]
	if _, err := TakeKept.Do(t.Context(), h.Door, command.Command{Itself: true}, &KeptRequest{Shop: channel, Outer: k.Outer}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("nothing was taken: %v", err)
	}
	_, err := ShelveKept.Do(t.Context(), h.Door, command.Command{Itself: true}, &ShelveRequest{Shop: channel, Outer: k.Outer, Reason: sealtest.Boxed("seen in the shop")})
	must(t, err)
	if keep(); !h.kept(t)[0].Waits() || h.kept(t)[0].Name() != "" {
		t.Errorf("the second is hidden by the first: %+v", h.kept(t)[0])
	}
}

// told counts the entries of a kind.
func (h *house) told(t *testing.T, kind string, want int) {
	t.Helper()
	n := 0
	h.read(t, func(tx *store.Tx) error {
		head, err := journal.Head(tx)
		for seq := uint64(1); seq <= head && err == nil; seq++ {
			var e *journal.Entry
			if e, err = journal.Get(tx, seq); err == nil && e.Kind == kind {
				n++
			}
		}
		return err
	})
	if n != want {
		t.Errorf("%d entries of %s, want %d", n, kind, want)
	}
}
