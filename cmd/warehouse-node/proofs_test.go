package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"

	"warehouse-node/ui/locale"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// TestFailedProofOutlivesStart: a proof that did not hold is known at the next
// start too, since when, until it holds; the timeline has the turn and no more.
func TestFailedProofOutlivesStart(t *testing.T) {
	c := defaults()
	c.Node.Data = t.TempDir()
	var wrong error
	open := func() *Node {
		t.Helper()
		n, err := Open(t.Context(), c, slog.New(slog.DiscardHandler))
		must(t, err)
		must(t, n.recallProofs(t.Context()))
		n.prover.proofs = []proof{{"ledger", func(context.Context, *store.DB) (int64, error) { return 12, wrong }}}
		return n
	}
	n := open()
	must(t, n.prove(t.Context(), io.Discard))
	if all := n.proofs.Failed(); len(all) != 0 {
		t.Fatalf("it holds: %+v", all)
	}
	wrong = fault.Found("ledger.overdrawn", "item", "CUP", "onhand", 2).With(errors.New("by the balance"))
	for range 2 {
		if err := n.prove(t.Context(), io.Discard); !errors.Is(err, wrong) {
			t.Fatalf("it ended with %v", err)
		}
	}
	was := n.proofs.Failed()
	must(t, n.Close())

	n = open()
	all := n.proofs.Failed()
	if len(all) != 1 || len(was) != 1 || all[0].Name != "ledger" || all[0].Why != wrong.Error() || all[0].Found != "ledger.overdrawn" ||
		!maps.Equal(all[0].Args, fault.Args{"item": "CUP", "onhand": "2"}) || all[0].Since.Sub(was[0].Since).Abs().Seconds() > 5 {
		t.Fatalf("after the start %+v, before it %+v", all, was)
	}
	if p := n.proofs.Last("ledger"); p.State != "failed" {
		t.Errorf("the status page says %+v", p)
	}
	wrong = nil
	must(t, n.prove(t.Context(), io.Discard, "ledger"))
	if all := n.proofs.Failed(); len(all) != 0 {
		t.Errorf("it holds again: %+v", all)
	}
	if got, want := entries(t, n.DB, "node.proof"), []string{"node.proof_failed/1", "node.proof_holds/1"}; !slices.Equal(got, want) {
		t.Errorf("the timeline has %v, want %v", got, want)
	}
	must(t, n.Close())
	n = open()
	if all := n.proofs.Failed(); len(all) != 0 {
		t.Errorf("it comes back: %+v", all)
	}
	if _, err := reportProof.Do(t.Context(), n.Door, command.Command{Person: [16]byte{1}}, &proofReport{Name: "ledger"}); fault.KindOf(err) != fault.Denied {
		t.Errorf("a person said how a proof ended: %v", err)
	}
	must(t, n.Close())
}

// TestFailureOfBefore: a row that was written before findings had codes is read.
func TestFailureOfBefore(t *testing.T) {
	db := store.Open(memory.New())
	must(t, db.Write(t.Context(), func(_ context.Context, tx *store.Tx) error {
		return failures.Put(tx, &failure{Name: "ledger", Since: tx.Now(), At: tx.Now(), Why: "item 7"})
	}))
	n := &Node{DB: db, proofs: read.NewProofs("ledger")}
	must(t, n.recallProofs(t.Context()))
	if all := n.proofs.Failed(); len(all) != 1 || all[0].Why != "item 7" || all[0].Found != "" || all[0].Args != nil {
		t.Errorf("%+v", all)
	}
}

// TestFoundInStore: what is wrong with the database is said with the room in which
// it lies, and every table lies in a room that has a name in words.
func TestFoundInStore(t *testing.T) {
	e := memory.New()
	db := store.Open(e)
	must(t, db.Write(t.Context(), func(_ context.Context, tx *store.Tx) error {
		return failures.Put(tx, &failure{Name: "ledger", Since: tx.Now(), At: tx.Now(), Why: "item 7"})
	}))
	raw, err := e.Begin(true)
	must(t, err)
	must(t, errors.Join(raw.Put("node.proofs_failed", []byte("x"), []byte("rubbish")), raw.Commit()))
	var said bytes.Buffer
	err = prove(t.Context(), db, &said, proofs, nil, "store")
	is, ok := errors.AsType[*fault.Finding](err)
	if !ok || is.Code != "store.unreadable" || is.Args["room"] != "node" || is.Args["table"] != "node.proofs_failed" || is.Args["all"] != "1" || !errors.Is(err, store.ErrCorrupt) {
		t.Errorf("found %v", err)
	}
	if want := "store    In “devices and node” a record cannot be read. Damaged in all: 1.\n"; !strings.HasPrefix(said.String(), want) || !strings.Contains(said.String(), `node.proofs_failed: "x"`) {
		t.Errorf("check says %q, want %q", said.String(), want)
	}
	_, err = store.Verify(t.Context(), db, func(p store.Progress) {
		room, _, _ := strings.Cut(p.Bucket, ".")
		if !locale.Has("room." + room) {
			t.Errorf("no word for the room of %s", p.Bucket)
		}
	})
	must(t, err)
	for wrong, code := range wrongs {
		if !locale.Has("proof.found." + code) {
			t.Errorf("%s has no sentence", wrong)
		}
	}
}

// entries are the kinds of the timeline that begin so, the oldest first.
func entries(t *testing.T, db *store.DB, prefix string) (all []string) {
	t.Helper()
	must(t, db.Read(t.Context(), func(_ context.Context, tx *store.Tx) error {
		head, err := journal.Head(tx)
		for seq := uint64(1); seq <= head && err == nil; seq++ {
			var e *journal.Entry
			if e, err = journal.Get(tx, seq); err == nil && len(e.Kind) > len(prefix) && e.Kind[:len(prefix)] == prefix {
				all = append(all, e.Kind)
			}
		}
		return err
	}))
	return all
}
