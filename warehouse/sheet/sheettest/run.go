package sheettest

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"strings"

	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/store"
)

// T is what of a test is needed; a benchmark is one too.
type T interface {
	Helper()
	Fatal(...any)
}

// Drawer keeps the files of a test, by the name that its runs give.
type Drawer map[string]string

// Open is a file of the drawer.
func (d Drawer) Open(name string) (io.ReadSeekCloser, error) {
	text, ok := d[name]
	if !ok {
		return nil, fmt.Errorf("the drawer has no %s: %w", name, fs.ErrNotExist)
	}
	return file{strings.NewReader(text)}, nil
}

type file struct{ io.ReadSeeker }

func (file) Close() error { return nil }

// Work carries a run as far as it goes by itself.
func Work(t T, r *sheet.Runner, id sheet.RunID) (run *sheet.Run) {
	t.Helper()
	for more := true; more; {
		var err error
		if more, err = r.Step(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	read(t, r.Door.DB, func(tx *store.Tx) (err error) { run, err = sheet.GetRun(tx, id); return err })
	return run
}

// Problems are what is wrong with the rows of a run: "3 catalog.no_name".
func Problems(t T, db *store.DB, id sheet.RunID) []string {
	t.Helper()
	return told(t, db, id, sheet.Problems)
}

// Warnings are what is likely wrong with rows that are not refused, likewise.
func Warnings(t T, db *store.DB, id sheet.RunID) []string {
	t.Helper()
	return told(t, db, id, sheet.Warnings)
}

func told(t T, db *store.DB, id sheet.RunID, of func(*store.Tx, sheet.RunID) iter.Seq2[sheet.Problem, error]) (all []string) {
	t.Helper()
	read(t, db, func(tx *store.Tx) error {
		for p, err := range of(tx, id) {
			if err != nil {
				return err
			}
			all = append(all, fmt.Sprintf("%d %s", p.Row, p))
		}
		return nil
	})
	return all
}

func read(t T, db *store.DB, fn func(*store.Tx) error) {
	t.Helper()
	if err := db.Read(context.Background(), func(_ context.Context, tx *store.Tx) error { return fn(tx) }); err != nil {
		t.Fatal(err)
	}
}
