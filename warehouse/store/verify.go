package store

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"time"
)

// A slice of a proof is one short read: a long one would pin pages.
const (
	sliceRows = 1000
	sliceTime = 10 * time.Millisecond
)

// MaxFindings is how many findings a report keeps; it counts them all.
const MaxFindings = 100

// Wrong is what can be wrong with a key of a bucket.
type Wrong string

// What Verify looks for.
const (
	Unreadable Wrong = "unreadable" // a row does not decode
	Astray     Wrong = "astray"     // a row lies under the key of another
	Unlisted   Wrong = "unlisted"   // an index has no entry for a row
	Malformed  Wrong = "malformed"  // an entry does not say where its row's key begins
	Orphan     Wrong = "orphan"     // an entry leads to no row
	Stale      Wrong = "stale"      // an entry is not what its row says
	Twice      Wrong = "twice"      // an entry is the second of a unique key
	Foreign    Wrong = "foreign"    // a bucket is of no table of this program
)

var wrongs = map[Wrong]string{
	Unreadable: "cannot be read", Astray: "holds the row of another key", Unlisted: "is missing",
	Malformed: "does not say where its row's key begins", Orphan: "leads to no row", Stale: "is not what its row says",
	Twice: "is the second of a unique key", Foreign: "is not of this program",
}

// Finding is one thing that is not as it must be.
type Finding struct {
	Bucket string // of a table, an index ("table.index") or unknown
	Key    []byte // nil when the whole bucket is meant
	Wrong  Wrong
	Why    string // an unreadable row is so; "" for all others
}

func (f Finding) String() string {
	what := wrongs[f.Wrong]
	if f.Why != "" {
		what += ": " + f.Why
	}
	if f.Key == nil {
		return f.Bucket + ": " + what
	}
	return fmt.Sprintf("%s: %q %s", f.Bucket, f.Key, what)
}

// Report is what Verify found.
type Report struct {
	Tables, Rows, Entries int // looked at
	Bad                   int // findings, of which the first are here
	First                 []Finding
}

// Err is nil when nothing was found, else an ErrCorrupt that tells the first
// finding and how many there are.
func (r *Report) Err() error {
	if r.Bad == 0 {
		return nil
	}
	return fmt.Errorf("%w: %s (%d in all)", ErrCorrupt, r.First[0], r.Bad)
}

// Progress is how far a proof has come.
type Progress struct {
	Bucket   string // at hand
	Done, Of int    // buckets
	Keys     int    // looked at so far, in all buckets
}

// Verify proves that every row of every declared table decodes, lies under its
// own key and stands in each index exactly as its table says; that no index
// holds anything else; that a unique key has one row; and that the file has no
// bucket that this program does not know.
//
// It reads in short slices while others write: each slice compares one moment
// with itself. progress may be nil; it is called between slices. The error is
// that of the engine or of ctx: what is wrong with the data is in the report.
func Verify(ctx context.Context, db *DB, progress func(Progress)) (*Report, error) {
	v := &verifier{ctx: ctx, db: db, progress: progress, report: &Report{}}
	tables := declaredTables()
	v.now.Of = len(tables)
	for _, t := range tables {
		v.now.Of += len(t.info().Indexes)
	}
	for _, t := range tables {
		if err := v.table(t); err != nil {
			return v.report, err
		}
	}
	return v.report, v.buckets()
}

type verifier struct {
	ctx      context.Context
	db       *DB
	progress func(Progress)
	now      Progress
	report   *Report
}

func (v *verifier) table(t declared) error {
	info := t.info()
	v.report.Tables++
	if err := v.slices(info.Name, &v.report.Rows, t.verifyRows); err != nil {
		return err
	}
	for i, bucket := range info.Indexes {
		err := v.slices(bucket, &v.report.Entries, func(tx *Tx, a *audit, at []byte) error {
			return t.verifyEntries(tx, a, i, at)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// slices looks at one bucket, a slice at a time.
func (v *verifier) slices(bucket string, count *int, look func(tx *Tx, a *audit, at []byte) error) error {
	v.now.Bucket = bucket
	a := &audit{report: v.report}
	for at := []byte(nil); ; {
		if err := v.ctx.Err(); err != nil {
			return err
		}
		a.seen, a.until, a.next = 0, time.Now().Add(sliceTime), nil
		err := v.db.Read(v.ctx, func(_ context.Context, tx *Tx) error { return look(tx, a, at) })
		if err != nil {
			return err
		}
		*count += a.seen
		v.now.Keys += a.seen
		if a.next == nil {
			v.now.Done++
		}
		if v.progress != nil {
			v.progress(v.now)
		}
		if a.next == nil {
			return nil
		}
		at = a.next
	}
}

// buckets looks for what no table of this program owns.
func (v *verifier) buckets() error {
	return v.db.Read(v.ctx, func(_ context.Context, tx *Tx) error {
		l, ok := tx.engine.(Lister)
		if !ok {
			return nil
		}
		all, err := l.Buckets()
		if err != nil {
			return err
		}
		for _, bucket := range all {
			if isDeclared(bucket) {
				continue
			}
			err := tx.scan(bucket, nil, nil, func(_, _ []byte) bool {
				v.report.add(Finding{Bucket: bucket, Wrong: Foreign})
				return false
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (r *Report) add(f Finding) {
	if r.Bad++; len(r.First) < MaxFindings {
		f.Key = slices.Clone(f.Key)
		r.First = append(r.First, f)
	}
}

// audit is one slice at work.
type audit struct {
	report *Report
	seen   int
	until  time.Time
	next   []byte // where the next slice begins, nil when the bucket ended
	last   []byte // index key of the entry before, nil for none
}

// pause says whether the slice has had enough; k is then the first of the next.
func (a *audit) pause(k []byte) bool {
	if a.seen > 0 && (a.seen >= sliceRows || time.Now().After(a.until)) {
		a.next = slices.Clone(k)
		return true
	}
	a.seen++
	return false
}

func (t *Table[K, V]) verifyRows(tx *Tx, a *audit, at []byte) (err error) {
	scan := tx.scan(t.name, at, nil, func(pk, b []byte) bool {
		if a.pause(pk) {
			return false
		}
		v, keys, bad := t.derive(tx, b)
		switch {
		case bad != "":
			a.report.add(Finding{t.name, pk, Unreadable, bad})
			return true
		case !bytes.Equal(bytesOf(t.key(v)), pk):
			a.report.add(Finding{Bucket: t.name, Key: pk, Wrong: Astray})
			return true
		}
		for i, ix := range t.indexes {
			if err = t.hasEntries(tx, a, ix.bucket(), keys[i], pk); err != nil {
				return false
			}
		}
		return true
	})
	if err == nil {
		err = scan
	}
	return err
}

// hasEntries looks up what a row must have in an index.
func (t *Table[K, V]) hasEntries(tx *Tx, a *audit, bucket string, keys [][]byte, pk []byte) error {
	for _, k := range keys {
		n, err := tx.get(bucket, slices.Concat(k, pk))
		if err != nil {
			return err
		}
		if n == nil {
			a.report.add(Finding{Bucket: bucket, Key: slices.Concat(k, pk), Wrong: Unlisted})
		} else if size, read := binary.Uvarint(n); read != len(n) || size != uint64(len(pk)) {
			a.report.add(Finding{Bucket: bucket, Key: slices.Concat(k, pk), Wrong: Malformed})
		}
	}
	return nil
}

// derive makes a row of bytes, and its index keys of the row. What a damaged
// row drives the table's own functions to is a finding too.
func (t *Table[K, V]) derive(tx *Tx, b []byte) (v *V, keys [][][]byte, bad string) {
	defer func() {
		if p := recover(); p != nil {
			bad = cmp.Or(fmt.Sprint(p), "panic")
		}
	}()
	v, err := t.decode(tx, b)
	if err != nil {
		return nil, nil, err.Error()
	}
	t.key(v)
	return v, t.entries(v), ""
}

func (t *Table[K, V]) verifyEntries(tx *Tx, a *audit, index int, at []byte) (err error) {
	ix := t.indexes[index]
	if a.last = nil; ix.alone() && at != nil {
		if err := tx.scanBack(ix.bucket(), nil, at, func(k, n []byte) bool {
			a.last, _, _ = cut(k, n)
			return false
		}); err != nil {
			return err
		}
	}
	scan := tx.scan(ix.bucket(), at, nil, func(k, n []byte) bool {
		if a.pause(k) {
			return false
		}
		var wrong Wrong
		if wrong, err = t.entry(tx, a, index, k, n); wrong != "" {
			a.report.add(Finding{Bucket: ix.bucket(), Key: k, Wrong: wrong})
		}
		return err == nil
	})
	if err == nil {
		err = scan
	}
	return err
}

// entry says what is wrong with an index entry, if anything is. A row that
// cannot be read was found already.
func (t *Table[K, V]) entry(tx *Tx, a *audit, index int, k, n []byte) (wrong Wrong, err error) {
	key, pk, ok := cut(k, n)
	if !ok {
		return Malformed, nil
	}
	twice := t.indexes[index].alone() && a.last != nil && bytes.Equal(a.last, key)
	a.last = key
	b, err := tx.get(t.name, pk)
	if err != nil {
		return "", err
	}
	if b == nil {
		return Orphan, nil
	}
	_, keys, bad := t.derive(tx, b)
	switch {
	case bad != "":
		return "", nil
	case !contains(keys[index], key):
		return Stale, nil
	case twice:
		return Twice, nil
	}
	return "", nil
}
