package bolt

import (
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"
)

// TestFreeList: the list of free pages is a map, whatever else is asked for, in a
// new file and in one that was there: an array makes every commit slower as the
// file grows. It is synced, and so is the length of the file.
func TestFreeList(t *testing.T) {
	path := filepath.Join(t.TempDir(), "node.db")
	for _, o := range []*Options{nil, {InitialMmapSize: 1 << 20}, nil} {
		e, err := Open(path, o)
		if err != nil {
			t.Fatal(err)
		}
		if db := e.db; db.FreelistType != bbolt.FreelistMapType || db.NoFreelistSync || db.NoSync || db.NoGrowSync {
			t.Errorf("with %+v: a %s, NoFreelistSync %t, NoSync %t, NoGrowSync %t", o, db.FreelistType, db.NoFreelistSync, db.NoSync, db.NoGrowSync)
		}
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Open(path, &Options{FreelistType: bbolt.FreelistArrayType}); err == nil {
		t.Error("a free list in an array was allowed")
	}
}
