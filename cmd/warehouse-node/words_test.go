package main

import (
	"log/slog"
	"testing"

	"warehouse-node/ui/locale"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/station"
)

// TestOwnPartsHaveWords: the node's page speaks of the program's own parts, the
// readers of the journal and the jobs for machines, in words of each language.
func TestOwnPartsHaveWords(t *testing.T) {
	c := defaults()
	c.Node.Data = t.TempDir()
	n, err := Open(t.Context(), c, slog.New(slog.DiscardHandler))
	must(t, err)
	t.Cleanup(func() { must(t, n.Close()) })
	if len(n.followers) < 5 || len(spool.Kinds()) < 5 {
		t.Fatalf("%d readers and %d kinds of jobs only", len(n.followers), len(spool.Kinds()))
	}
	names := []string{"shop"} // which is there once a shop is
	for _, f := range n.followers {
		names = append(names, f.Name)
	}
	for _, name := range names {
		if !locale.Has("follower." + name) {
			t.Errorf("the reader %q has no word follower.%s", name, name)
		}
	}
	for _, code := range station.Hints() {
		if !locale.Has("say." + code) {
			t.Errorf("%s has no sentence say.%[1]s", code)
		}
	}
	for _, k := range spool.Kinds() {
		if !locale.Has("spool." + k.Name) {
			t.Errorf("the job %q has no word spool.%s", k.Name, k.Name)
		}
	}
}
