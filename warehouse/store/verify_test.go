package store_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
	"warehouse-node/warehouse/store/memory"
)

var (
	racks   = store.NewTable("racks", func(c *crate) store.Str { return store.Str(c.Name) }, rackRow)
	rackNo  = store.NewIndex(racks, "no", func(c *crate) []store.I64 { return []store.I64{store.I64(c.N)} }).Unique()
	rackOdd = store.NewIndex(racks, "odd", func(c *crate) []store.Str {
		if c.N%2 == 0 {
			return nil
		}
		return []store.Str{"odd", store.Str(c.Name[:1])}
	})
)

// rackRow cannot stand a rack of number 666, as a careless codec cannot.
func rackRow(r *store.Row, c *crate) {
	crateRow(r, c)
	if c.N == 666 {
		panic("no such rack")
	}
}

// raw puts bytes where no table would.
func raw(t *testing.T, e store.Engine, fn func(store.EngineTx) error) {
	t.Helper()
	tx, err := e.Begin(true)
	if err == nil {
		err = errors.Join(fn(tx), tx.Commit())
	}
	if err != nil {
		t.Fatal(err)
	}
}

func fillRacks(t *testing.T, e store.Engine, rows int) *store.DB {
	t.Helper()
	db := store.Open(e)
	if err := db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
		for n := range rows {
			if err := racks.Insert(tx, &crate{fmt.Sprintf("r%04d", n), n*2 + n%2}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return db
}

func verify(t *testing.T, db *store.DB) *store.Report {
	t.Helper()
	r, err := store.Verify(context.Background(), db, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestVerifyFinds plants one fault at a time.
func TestVerifyFinds(t *testing.T) {
	no := func(n int) []byte { return store.I64(n).AppendKey(nil) }
	odd := func(s string) []byte { return store.Str(s).AppendKey(nil) }
	pk := func(n int) []byte { return store.Str(fmt.Sprintf("r%04d", n)).AppendKey(nil) }
	size := []byte{byte(len(pk(0)))}
	row := func(name string, n byte) []byte { // name and a number below 24
		return slices.Concat([]byte{0xb8, 2, 1, 0x60 | byte(len(name))}, []byte(name), []byte{2, n})
	}
	for name, plant := range map[string]struct {
		with func(store.EngineTx) error
		want string // of one finding, which must be the only one
	}{
		"nothing":            {func(tx store.EngineTx) error { return tx.Put("racks", pk(5), row("r0005", 11)) }, ""},
		"entry missing":      {func(tx store.EngineTx) error { return tx.Delete("racks.no", slices.Concat(no(15), pk(7))) }, "is missing"},
		"one of two missing": {func(tx store.EngineTx) error { return tx.Delete("racks.odd", slices.Concat(odd("odd"), pk(7))) }, "is missing"},
		"entry to nowhere": {func(tx store.EngineTx) error {
			return tx.Put("racks.odd", slices.Concat(odd("odd"), pk(99)), size)
		}, "leads to no row"},
		"entry of an even": {func(tx store.EngineTx) error {
			return tx.Put("racks.odd", slices.Concat(odd("odd"), pk(8)), size)
		}, "is not what its row says"},
		"entry under a wrong key": {func(tx store.EngineTx) error {
			return tx.Put("racks.odd", slices.Concat(odd("o"), pk(7)), size)
		}, "is not what its row says"},
		"entry of a wrong length": {func(tx store.EngineTx) error {
			return tx.Put("racks.odd", slices.Concat(odd("odd"), pk(8)), []byte{200, 1})
		}, "does not say where"},
		"row garbled":  {func(tx store.EngineTx) error { return tx.Put("racks", pk(8), []byte("garbage")) }, "racks: \"r0008\\x00\\x00\" cannot be read"},
		"row too long": {func(tx store.EngineTx) error { return tx.Put("racks", pk(5), append(row("r0005", 11), 0)) }, "cannot be read"},
		"row cut":      {func(tx store.EngineTx) error { return tx.Put("racks", pk(5), row("r0005", 11)[:6]) }, "cannot be read"},
		"row that panics": {func(tx store.EngineTx) error {
			return tx.Put("racks", pk(5), append(row("r0005", 25), 666>>8, 666&0xff))
		}, "cannot be read: no such rack"},
		"row of another key": {func(tx store.EngineTx) error { return tx.Put("racks", pk(5), row("r0006", 11)) }, "holds the row of another key"},
		"unknown bucket":     {func(tx store.EngineTx) error { return tx.Put("theirs", []byte("k"), nil) }, "theirs: is not of this program"},
		"nothing of theirs": {func(tx store.EngineTx) error {
			return errors.Join(tx.Put("theirs", []byte("k"), []byte{}), tx.Delete("theirs", []byte("k")))
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			e := memory.New()
			db := fillRacks(t, e, 20)
			raw(t, e, plant.with)
			r := verify(t, db)
			if plant.want == "" {
				if r.Err() != nil {
					t.Error(r.Err())
				}
				return
			}
			if r.Bad != 1 || !strings.Contains(r.First[0].String(), plant.want) || !errors.Is(r.Err(), store.ErrCorrupt) {
				t.Errorf("%d findings: %v, want %q", r.Bad, r.First, plant.want)
			}
		})
	}
}

// TestVerifyUnique: a second row under a unique key is found, also where one
// slice ends and the next begins.
func TestVerifyUnique(t *testing.T) {
	e := memory.New()
	const rows = 1200
	db := fillRacks(t, e, rows)
	wrong := 0
	raw(t, e, func(tx store.EngineTx) error {
		for n := 900; n < 1100; n++ { // rows named s in the places of rows named r
			name := fmt.Sprintf("s%04d", n)
			k := store.I64(n*2 + n%2).AppendKey(nil)
			pk := store.Str(name).AppendKey(nil)
			var r []byte
			tx.Scan("racks", store.Str(fmt.Sprintf("r%04d", n)).AppendKey(nil), nil, func(_, v []byte) bool {
				r = slices.Clone(v)
				return false
			})
			r[4] = 's'
			size := []byte{byte(len(pk))}
			if err := errors.Join(tx.Put("racks", pk, r), tx.Put("racks.no", slices.Concat(k, pk), size)); err != nil {
				return err
			}
			if wrong++; n%2 == 1 {
				for _, o := range []string{"odd", "s"} {
					if err := tx.Put("racks.odd", slices.Concat(store.Str(o).AppendKey(nil), pk), size); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
	r := verify(t, db)
	if r.Bad != wrong || len(r.First) != store.MaxFindings {
		t.Errorf("%d of %d, %d told: %v", r.Bad, wrong, len(r.First), r.First[0])
	}
	for _, f := range r.First {
		if !strings.Contains(f.String(), "is the second of a unique key") {
			t.Fatal(f)
		}
	}
}

// TestVerifyWhileWriting: rows that move between two slices are not findings.
func TestVerifyWhileWriting(t *testing.T) {
	e, err := bolt.Open(filepath.Join(t.TempDir(), "db"), &bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	const rows = 2500
	db := fillRacks(t, e, rows)
	ctx := context.Background()
	moved, told := 0, store.Progress{}
	r, err := store.Verify(ctx, db, func(p store.Progress) {
		if p.Done < told.Done || p.Keys < told.Keys || p.Of < p.Done {
			t.Errorf("%+v after %+v", p, told)
		}
		told = p
		if err := db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
			for n := moved % 7; n < rows; n += 7 { // every number goes to another rack
				moved++
				name := fmt.Sprintf("r%04d", n)
				if moved%2 == 0 {
					name = fmt.Sprintf("x%04d", n)
				}
				old, err := rackNo.Find(tx, store.I64(n*2+n%2))
				if err != nil || old == nil {
					return errors.Join(err, errors.New("lost a rack"))
				}
				if err := errors.Join(racks.Delete(tx, store.Str(old.Name)), racks.Put(tx, &crate{name, old.N})); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	})
	if err != nil || r.Err() != nil {
		t.Fatal(err, r.Err())
	}
	if told.Done != told.Of || told.Keys != r.Rows+r.Entries || r.Rows < rows/2 || moved < rows {
		t.Errorf("%+v, %+v, %d moved", told, r, moved)
	}
	t.Logf("%d rows, %d entries, %d moved", r.Rows, r.Entries, moved)
}

// TestWalkOverDamage: a walk that meets what cannot be says so, and one that
// cannot be meant panics.
func TestWalkOverDamage(t *testing.T) {
	e := memory.New()
	db := fillRacks(t, e, 3)
	raw(t, e, func(tx store.EngineTx) error {
		return tx.Delete("racks", store.Str("r0001").AppendKey(nil))
	})
	if err := db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		n := 0
		for c, err := range rackNo.All(tx) {
			if n++; (n == 2) != errors.Is(err, store.ErrCorrupt) || (n == 2) != (c == nil) {
				t.Errorf("%d: %v, %v", n, c, err)
			}
		}
		if _, err := rackNo.Find(tx, 3); !errors.Is(err, store.ErrCorrupt) {
			t.Errorf("Find: %v", err)
		}
		defer func() {
			if recover() == nil {
				t.Error("one of several was found")
			}
		}()
		rackOdd.Find(tx, "odd")
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func TestVerifyCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := store.Verify(ctx, fillRacks(t, memory.New(), 3), nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestRegistry(t *testing.T) {
	i := slices.IndexFunc(store.Tables(), func(i store.Info) bool { return i.Name == "racks" })
	if i < 0 || !slices.Equal(store.Tables()[i].Indexes, []string{"racks.no", "racks.odd"}) {
		t.Errorf("got %+v", store.Tables())
	}
	for what, declare := range map[string]func(){
		"a table": func() { store.NewTable("racks", func(c *crate) store.Str { return "" }, crateRow) },
		"an index": func() {
			store.NewIndex(racks, "no", func(*crate) []store.Str { return nil })
		},
		"a table like an index": func() { store.NewTable("racks.no", func(c *crate) store.Str { return "" }, crateRow) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s was declared twice", what)
				}
			}()
			declare()
		}()
	}
}
