package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/journal/journaltest"
	"warehouse-node/warehouse/seal/sealtest"
)

// TestEveryEventHasItsGolden walks all kinds of event of the program: each has
// a golden file in the package that declares it, and none carries personal data
// in plain.
func TestEveryEventHasItsGolden(t *testing.T) {
	kinds := journal.Kinds()
	if len(kinds) < 20 {
		t.Fatalf("only %d kinds are registered", len(kinds))
	}
	for _, k := range kinds {
		home := strings.TrimPrefix(k.Type.PkgPath(), "warehouse-node/")
		if home == "main" || home == "cmd/warehouse-node" {
			home = "cmd/warehouse-node"
		}
		if _, err := os.Stat(filepath.Join("..", "..", home, journaltest.File(k.Name))); err != nil {
			t.Errorf("%s: %v", k.Name, err)
		}
		sealtest.NoPlain(t, k.Type)
	}
	journaltest.Goldens(t, "device.")
	journaltest.Goldens(t, "node.")
}
