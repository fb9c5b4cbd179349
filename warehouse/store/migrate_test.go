package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// A depot as release 1 of a program had it, with an index by its first letter;
// release 2 wants it by city, and no barrels.
type depot struct {
	Name, City string
	Visits     int
}

func depotRow(r *store.Row, d *depot) {
	store.Text(r, 1, &d.Name)
	store.Text(r, 2, &d.City)
	store.Int(r, 3, &d.Visits)
}

var (
	depotName = func(d *depot) store.Str { return store.Str(d.Name) }
	oldDepots = store.Undeclared("depots", depotName, depotRow)
	_         = store.UndeclaredIndex(oldDepots, "city", func(d *depot) []store.Str { return []store.Str{store.Str(d.Name[:1])} })
	oldBarrel = store.Undeclared("barrels", depotName, depotRow)
	_         = store.UndeclaredIndex(oldBarrel, "n", func(d *depot) []store.I64 { return []store.I64{store.I64(d.Visits)} })

	depots      = store.NewTable("depots", depotName, depotRow)
	depotCity   = store.NewIndex(depots, "city", func(d *depot) []store.Str { return []store.Str{store.Str(d.City)} })
	depotVisits = store.NewIndex(depots, "visits", func(d *depot) []store.I64 { return []store.I64{store.I64(d.Visits)} })
)

const manyRows = 2500 // more than two slices

func oldFile(t *testing.T, e store.Engine, rows int) {
	t.Helper()
	db := store.Open(e)
	if err := store.Migrate(context.Background(), db, steps[:1]); err != nil {
		t.Fatal(err)
	}
	if err := db.Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
		for n := range rows {
			d := depot{fmt.Sprintf("d%04d", n), fmt.Sprint("city ", n%3), 0}
			if err := errors.Join(oldDepots.Insert(tx, &d), oldBarrel.Insert(tx, &d)); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

var steps = []store.Step{
	{1, "first release", store.Nothing},
	{2, "depots: by city", store.Rebuild(depots)},
	{3, "depots: somebody came", visit},
	{4, "barrels: nobody has any", store.Drop("barrels", "barrels.n")},
}

// visit is not to be done twice to any depot; its bookmark is the next one.
func visit(tx *store.Tx, bookmark []byte) ([]byte, error) {
	n := 0
	for d, err := range depots.From(tx, store.Str(bookmark)) {
		if err != nil {
			return nil, err
		}
		if n++; n > 700 {
			return []byte(d.Name), nil
		}
		d.Visits++
		if err := depots.Put(tx, d); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

func checkMigrated(t *testing.T, db *store.DB, rows int) {
	t.Helper()
	if err := verify(t, db).Err(); err != nil { // no barrels, no old entries
		t.Error(err)
	}
	if err := db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		n, inCity := 0, 0
		for d, err := range depotVisits.Each(tx, store.I64(1)) {
			if n++; err != nil || d.Visits != 1 {
				return fmt.Errorf("%v, %w", d, err)
			}
		}
		for range depotCity.Each(tx, store.Str("city 1")) {
			inCity++
		}
		if n != rows || inCity != rows/3 {
			t.Errorf("%d depots visited once, %d in city 1", n, inCity)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func TestMigrate(t *testing.T) {
	e := memory.New()
	oldFile(t, e, manyRows)
	db := store.Open(e)
	if verify(t, db).Bad == 0 {
		t.Fatal("the old file has nothing to migrate")
	}
	if err := store.Migrate(context.Background(), db, steps); err != nil {
		t.Fatal(err)
	}
	checkMigrated(t, db, manyRows)
	e.OnCommit = func() error { t.Error("a second time it writes"); return nil }
	if err := store.Migrate(context.Background(), db, steps); err != nil {
		t.Fatal(err)
	}
}

// TestMigrateNewFile takes the same road over empty tables.
func TestMigrateNewFile(t *testing.T) {
	db := store.Open(memory.New())
	if err := store.Migrate(context.Background(), db, steps); err != nil {
		t.Fatal(err)
	}
	if err := verify(t, db).Err(); err != nil {
		t.Error(err)
	}
}

// TestMigrateCutShort loses every commit once, and starts again after each.
func TestMigrateCutShort(t *testing.T) {
	e := memory.New()
	oldFile(t, e, manyRows)
	power := errors.New("power")
	cuts := 0
	for lose := false; ; lose = !lose { // one commit more is kept each time
		kept := 0
		e.OnCommit = func() error {
			if kept++; lose && kept > 1 || kept > 2 {
				return power
			}
			return nil
		}
		err := store.Migrate(context.Background(), store.Open(e), steps)
		if err == nil {
			break
		}
		if !errors.Is(err, power) {
			t.Fatal(err)
		}
		cuts++
	}
	e.OnCommit = nil
	if cuts < 8 {
		t.Errorf("cut short %d times only", cuts)
	}
	checkMigrated(t, store.Open(e), manyRows)
}

// TestMigrateFails: a step that cannot go on says which it is, and what it did
// before stays done.
func TestMigrateFails(t *testing.T) {
	e := memory.New()
	oldFile(t, e, manyRows)
	wrong := errors.New("wrong")
	broken := append([]store.Step(nil), steps...)
	broken[2].Work = func(tx *store.Tx, b []byte) ([]byte, error) {
		if b != nil {
			return nil, wrong
		}
		return visit(tx, b)
	}
	err := store.Migrate(context.Background(), store.Open(e), broken)
	if want := "migrate: step 3, depots: somebody came: wrong"; !errors.Is(err, wrong) || err.Error() != want {
		t.Errorf("got %v", err)
	}
	if err := store.Migrate(context.Background(), store.Open(e), steps); err != nil {
		t.Fatal(err)
	}
	checkMigrated(t, store.Open(e), manyRows)
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	if err := store.Migrate(gone, store.Open(memory.New()), steps); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestMigrateNewer: a file that has been further, or elsewhere, is left alone.
func TestMigrateNewer(t *testing.T) {
	e := memory.New()
	db := store.Open(e)
	if err := store.Migrate(context.Background(), db, steps); err != nil {
		t.Fatal(err)
	}
	e.OnCommit = func() error { t.Error("it was written to"); return nil }
	elsewhere := append([]store.Step(nil), steps...)
	elsewhere[1].Name = "something else"
	for name, steps := range map[string][]store.Step{"older": steps[:3], "no": nil, "another": elsewhere} {
		if err := store.Migrate(context.Background(), db, steps); !errors.Is(err, store.ErrNewer) {
			t.Errorf("%s program: %v", name, err)
		}
	}

	e = memory.New()
	raw(t, e, func(tx store.EngineTx) error { // {1: "format", 2: 2}
		return tx.Put("store.meta", store.Str("format").AppendKey(nil), append([]byte{0xb8, 2, 1, 0x66}, "format\x02\x02"...))
	})
	e.OnCommit = func() error { t.Error("it was written to"); return nil }
	if err := store.Migrate(context.Background(), store.Open(e), steps); !errors.Is(err, store.ErrNewer) {
		t.Errorf("a newer format: %v", err)
	}
}

func TestMigrateRefusesGaps(t *testing.T) {
	for name, steps := range map[string][]store.Step{
		"gap":     {steps[0], steps[2]},
		"order":   {steps[1], steps[0]},
		"no name": {{1, "", store.Nothing}},
		"no work": {{1, "one", nil}},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: taken", name)
				}
			}()
			store.Migrate(context.Background(), store.Open(memory.New()), steps)
		}()
	}
	if err := store.Migrate(context.Background(), store.Open(memory.New()), []store.Step{{1, "bad", store.Drop("depots")}}); err == nil {
		t.Error("a table in use was dropped")
	}
}
