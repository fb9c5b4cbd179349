package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// A Step brings a file from one version of the program to the next. Steps are
// numbered from 1 without a gap, are never changed once released, and never
// taken away: an old file goes through all that it has not seen, and a new file
// through all there are, over tables that are empty.
type Step struct {
	Number uint64
	Name   string // "ledger: carries have a time"
	Work   Work
}

// Work is what a step does, a slice at a time, each in its own transaction.
// It is given what the slice before it returned, nil at first, and returns nil
// when there is nothing left. A slice and its bookmark commit together, so a
// step that was cut short goes on where it was, and nothing is done twice.
//
// A slice is short: the writer belongs to nobody else meanwhile, and all that
// it writes is held in memory (MaxOperation).
type Work func(tx *Tx, bookmark []byte) (next []byte, err error)

// migrated is a step that this file has gone through, or is going through.
type migrated struct {
	Number   U64
	Name     string
	Bookmark []byte
	Began    time.Time
	Ended    time.Time // zero while it is under way
}

func migratedRow(r *Row, m *migrated) {
	Uint(r, 1, &m.Number)
	Text(r, 2, &m.Name)
	Bytes(r, 3, &m.Bookmark)
	Time(r, 4, &m.Began)
	Time(r, 5, &m.Ended)
}

// Format is how this package lays out rows and index entries. It is raised only
// by a change that an older program would read wrongly.
const Format = 1

// meta is something the store remembers of the file.
type meta struct {
	Name  string
	Value uint64
}

func metaRow(r *Row, m *meta) {
	Text(r, 1, &m.Name)
	Uint(r, 2, &m.Value)
}

const formatMeta = "format"

var (
	migrations = NewTable("store.steps", func(m *migrated) U64 { return m.Number }, migratedRow)
	metas      = NewTable("store.meta", func(m *meta) Str { return Str(m.Name) }, metaRow)
)

// Migrate takes the file through the steps that it has not seen, in order, and
// returns when it is at the last. Call it before anything else reads or writes;
// it is the only one then. A file that has seen steps which are not among these
// is ErrNewer, and nothing is written to it.
func Migrate(ctx context.Context, db *DB, steps []Step) error {
	for i, s := range steps {
		if s.Number != uint64(i+1) || s.Name == "" || s.Work == nil {
			panic(fmt.Sprintf("store: step %d is number %d %q", i+1, s.Number, s.Name))
		}
	}
	at, err := begin(ctx, db, steps)
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	for _, s := range steps[at:] {
		for done := false; !done; {
			if err := ctx.Err(); err != nil {
				return err
			}
			err := db.Write(ctx, func(_ context.Context, tx *Tx) (err error) {
				done, err = s.slice(tx)
				return err
			})
			if err != nil {
				return fmt.Errorf("migrate: step %d, %s: %w", s.Number, s.Name, err)
			}
		}
	}
	return nil
}

// begin says how many steps the file has behind it, when it may go on at all.
func begin(ctx context.Context, db *DB, steps []Step) (at int, err error) {
	signed := false
	err = db.Read(ctx, func(_ context.Context, tx *Tx) error {
		m, err := metas.Find(tx, formatMeta)
		if err != nil {
			return err
		}
		if signed = m != nil; signed && m.Value > Format {
			return fmt.Errorf("%w: its format is %d, this program knows %d", ErrNewer, m.Value, Format)
		}
		at, err = seen(tx, steps)
		return err
	})
	if err != nil || signed {
		return at, err
	}
	return at, db.Write(ctx, func(_ context.Context, tx *Tx) error {
		return metas.Put(tx, &meta{formatMeta, Format})
	})
}

// seen counts the steps that ended, which must be the first of ours.
func seen(tx *Tx, steps []Step) (n int, err error) {
	for m, err := range migrations.All(tx) {
		if err != nil {
			return 0, err
		}
		if m.Number == 0 || uint64(m.Number) > uint64(len(steps)) {
			return 0, fmt.Errorf("%w: it has seen step %d, %s; this program knows %d", ErrNewer, m.Number, m.Name, len(steps))
		}
		if s := steps[m.Number-1]; s.Name != m.Name {
			return 0, fmt.Errorf("%w: its step %d was %q, ours is %q", ErrNewer, m.Number, m.Name, s.Name)
		}
		if !m.Ended.IsZero() {
			n++
		}
	}
	return n, nil
}

// slice does the next part of a step and says whether it was the last.
func (s *Step) slice(tx *Tx) (done bool, err error) {
	m, err := migrations.Find(tx, U64(s.Number))
	if err != nil {
		return false, err
	}
	if m == nil {
		m = &migrated{Number: U64(s.Number), Name: s.Name, Began: tx.Now()}
	}
	if m.Bookmark, err = s.Work(tx, m.Bookmark); err != nil {
		return false, err
	}
	if done = len(m.Bookmark) == 0; done {
		m.Ended = tx.Now()
	}
	return done, migrations.Put(tx, m)
}

// Nothing is the work of a step that only raises the version: a release that an
// older program must not open again.
func Nothing(*Tx, []byte) ([]byte, error) { return nil, nil }

// Rebuild is work that writes every row of a table anew, and gives it exactly
// the index entries that its program says: for a table that gets an index, or
// whose index or row says something else than before. The key of a row stays.
func Rebuild[K Key, V any](t *Table[K, V]) Work {
	return func(tx *Tx, bookmark []byte) ([]byte, error) { return t.rebuild(tx, bookmark) }
}

// Drop is work that empties a bucket which no table of the program owns any
// more: "table", and "table.index" for each index that it had.
func Drop(buckets ...string) Work {
	for _, b := range buckets {
		if b == "" {
			panic("store: a bucket without a name")
		}
	}
	return func(tx *Tx, _ []byte) ([]byte, error) {
		left := sliceRows
		for _, b := range buckets {
			if isDeclared(b) {
				return nil, fmt.Errorf("%s belongs to a table", b)
			}
			if err := tx.empty(b, &left); err != nil {
				return nil, err
			}
			if left == 0 {
				return []byte(b), nil // more may be there: look again
			}
		}
		return nil, nil
	}
}

// empty deletes up to left keys.
func (tx *Tx) empty(bucket string, left *int) (err error) {
	scan := tx.scan(bucket, nil, nil, func(k, _ []byte) bool {
		if *left == 0 {
			return false
		}
		*left--
		err = tx.delete(bucket, k)
		return err == nil
	})
	return errors.Join(err, scan)
}
