package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"slices"
	"testing"

	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/store"
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
	wrong = errors.New("CUP in A-1: 5 by the balance, 4 by the moves")
	for range 2 {
		if err := n.prove(t.Context(), io.Discard); !errors.Is(err, wrong) {
			t.Fatalf("it ended with %v", err)
		}
	}
	was := n.proofs.Failed()
	must(t, n.Close())

	n = open()
	all := n.proofs.Failed()
	if len(all) != 1 || len(was) != 1 || all[0].Name != "ledger" || all[0].Why != wrong.Error() || all[0].Since.Sub(was[0].Since).Abs().Seconds() > 5 {
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
