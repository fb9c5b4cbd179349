package bolt_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
)

type pallet struct {
	No   store.U64
	Note string
}

var pallets = store.NewTable("pallets", func(p *pallet) store.U64 { return p.No }, func(r *store.Row, p *pallet) {
	store.Uint(r, 1, &p.No)
	store.Text(r, 2, &p.Note)
})

func fill(t *testing.T, e store.Engine, from, to int) {
	t.Helper()
	if err := store.Open(e).Write(context.Background(), func(_ context.Context, tx *store.Tx) error {
		for n := from; n < to; n++ {
			if err := pallets.Put(tx, &pallet{store.U64(n), strings.Repeat("x", 100)}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// count is how many pallets there are, in order from zero.
func count(t *testing.T, e store.Engine) (n int) {
	t.Helper()
	if err := store.Open(e).Read(context.Background(), func(_ context.Context, tx *store.Tx) error {
		for p, err := range pallets.All(tx) {
			if err != nil {
				return err
			}
			if int(p.No) != n {
				return fmt.Errorf("pallet %d in place %d", p.No, n)
			}
			n++
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

func mustOpen(t *testing.T, path string, o *bolt.Options) *bolt.Engine {
	t.Helper()
	e, err := bolt.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

func listing(t *testing.T, dir string) (names []string) {
	t.Helper()
	all, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		names = append(names, e.Name())
	}
	return names
}

// TestFirstFile: what a broken start left does not matter, and nothing of the
// making is left over.
func TestFirstFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "node.db")
	if err := os.WriteFile(path+".new", []byte("half a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	e := mustOpen(t, path, nil)
	if got := listing(t, dir); !slices.Equal(got, []string{"node.db"}) {
		t.Errorf("there are %v", got)
	}
	if info, err := os.Stat(path); err != nil || info.Mode() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if s := e.Stats(); s.FileBytes == 0 || s.FileBytes > 256<<10 {
		t.Errorf("an empty file of %d bytes", s.FileBytes)
	}
	fill(t, e, 0, 10)
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if n := count(t, mustOpen(t, path, nil)); n != 10 {
		t.Errorf("%d pallets", n)
	}
}

// TestFirstFileFails: where a file cannot be made there is none.
func TestFirstFileFails(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "node.db")
	full := errors.New("no space left")
	made := 0
	_, err := bolt.Open(path, &bolt.Options{OpenFile: func(name string, flag int, mode fs.FileMode) (*os.File, error) {
		if made++; name == path {
			t.Errorf("%s was opened before it was whole", name)
		}
		if f, err := os.OpenFile(name, flag, mode); err == nil {
			f.WriteString("half")
			f.Close()
		}
		return nil, full
	}})
	if !errors.Is(err, full) || made != 1 {
		t.Errorf("%v after %d files", err, made)
	}
	if got := listing(t, dir); len(got) > 0 {
		t.Errorf("there are %v", got)
	}
	if _, err := bolt.Open(filepath.Join(dir, "nowhere", "node.db"), nil); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if _, err := bolt.Open(path, &bolt.Options{ReadOnly: true}); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if _, err := bolt.Open(path, &bolt.Options{NoFreelistSync: true}); err == nil {
		t.Error("opened without a synced free list")
	}
}

// refused opens a file that must be left as it is.
func refused(t *testing.T, path string, want error) {
	t.Helper()
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	e, err := bolt.Open(path, nil)
	if err == nil {
		e.Close()
		t.Fatalf("%s: opened", path)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("%v: after %v", err, took)
	}
	if !errors.Is(err, want) || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), path) {
		t.Errorf("got %q, want %v", err, want)
	}
	after, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("%s: changed, %v", path, err)
	}
	if _, err := os.Stat(path + ".new"); err == nil {
		t.Errorf("%s: something was made", path)
	}
}

// TestForeign: no file of another kind is opened or written to.
func TestForeign(t *testing.T) {
	random := make([]byte, 64<<10)
	rand.New(rand.NewSource(1)).Read(random)
	for name, row := range map[string]struct {
		bytes []byte
		want  error
	}{
		"empty":  {nil, bolt.ErrTruncated},
		"text":   {[]byte("Накладная\nстрока\n"), bolt.ErrForeign},
		"letter": {[]byte("a"), bolt.ErrForeign},
		"sqlite": {append([]byte("SQLite format 3\x00\x10\x00\x01\x01"), make([]byte, 8<<10)...), bolt.ErrForeign},
		"zeros":  {make([]byte, 32<<10), bolt.ErrForeign},
		"random": {random, bolt.ErrForeign},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "node.db")
			if err := os.WriteFile(path, row.bytes, 0o600); err != nil {
				t.Fatal(err)
			}
			refused(t, path, row.want)
		})
	}
	if _, err := bolt.Open(t.TempDir(), nil); !errors.Is(err, bolt.ErrForeign) {
		t.Errorf("a folder: %v", err)
	}
}

// TestAnothersBolt: a bbolt file of another program, or of a later one of ours.
func TestAnothersBolt(t *testing.T) {
	make := func(t *testing.T, o *bbolt.Options, marks ...string) string {
		path := filepath.Join(t.TempDir(), "node.db")
		db, err := bbolt.Open(path, 0o600, o)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if err := db.Update(func(tx *bbolt.Tx) error {
			if _, err := tx.CreateBucket([]byte("theirs")); err != nil || len(marks) == 0 {
				return err
			}
			b, err := tx.CreateBucket([]byte(".engine"))
			if err != nil {
				return err
			}
			return errors.Join(b.Put([]byte("made by"), []byte(marks[0])), b.Put([]byte("format"), []byte(marks[1])))
		}); err != nil {
			t.Fatal(err)
		}
		return path
	}
	refused(t, make(t, nil), bolt.ErrForeign)
	refused(t, make(t, &bbolt.Options{NoFreelistSync: true}), bolt.ErrForeign)
	refused(t, make(t, nil, "etcd", "1"), bolt.ErrForeign)
	refused(t, make(t, nil, "warehouse-node", "2"), store.ErrNewer)
	mustOpen(t, make(t, nil, "warehouse-node", "1"), nil)
}

// TestTruncated cuts a file at many lengths: one that lacks anything is
// refused, one that lacks nothing is whole.
func TestTruncated(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "whole.db")
	e, err := bolt.Open(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	const rows = 3000
	for n := 0; n < rows; n += 500 {
		fill(t, e, n, n+500)
	}
	var copied bytes.Buffer
	if _, err := e.Backup(context.Background(), &copied, nil); err != nil {
		t.Fatal(err)
	}
	e.Close()
	need := copied.Len() // bbolt copies what is in use, and no more
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lengths := []int{1, 15, 16, 20, 80, 4095, 4096, 4097, 4176, 8191, 8192, 8193, need - 4096, need - 1, need, need + 1, len(whole) - 1}
	for r := rand.New(rand.NewSource(1)); len(lengths) < 80; {
		lengths = append(lengths, 1+r.Intn(len(whole)-1))
	}
	opened := 0
	for _, n := range lengths {
		path := filepath.Join(dir, fmt.Sprintf("cut-%d.db", n))
		if err := os.WriteFile(path, whole[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		switch {
		case n < 20: // no more than any other file might begin with
			refused(t, path, bolt.ErrForeign)
		case n < need:
			refused(t, path, bolt.ErrTruncated)
		default:
			opened++
			e := mustOpen(t, path, nil)
			if got := count(t, e); got != rows {
				t.Errorf("%d bytes: %d rows", n, got)
			}
			e.Close()
		}
		os.Remove(path)
	}
	if opened < 3 {
		t.Errorf("%d opened, %d bytes of %d needed", opened, need, len(whole))
	}
}

// TestSecondMeta: a file whose first page is gone opens by its second.
func TestSecondMeta(t *testing.T) {
	path := filepath.Join(t.TempDir(), "node.db")
	e := mustOpen(t, path, nil)
	fill(t, e, 0, 10) // the first commit of ours, and one after it
	fill(t, e, 0, 10)
	e.Close()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteAt(make([]byte, 200), 0)
	if err = errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	if n := count(t, mustOpen(t, path, nil)); n != 10 {
		t.Errorf("%d pallets", n)
	}
}

// TestWriterPassesReader: a reader that stays does not stop a file from
// growing, and a small file stays small.
func TestWriterPassesReader(t *testing.T) {
	e := mustOpen(t, filepath.Join(t.TempDir(), "node.db"), &bolt.Options{NoSync: true})
	reader, err := e.Begin(false)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Rollback()
	const rows = 100_000
	for n := 0; n < rows; n += 5000 {
		fill(t, e, n, n+5000)
	}
	s := e.Stats()
	if s.FileBytes < rows*100 || s.FileBytes > rows*100*4 || s.Readers != 1 {
		t.Errorf("%+v", s)
	}
}

// TestDamagedPages: a file with a page turned over, its number, what else stands in
// its head or all of it, is refused, or tells so where the page is read and written;
// it never ends the process, nor hangs it.
func TestDamagedPages(t *testing.T) {
	path := filepath.Join(t.TempDir(), "node.db")
	e := mustOpen(t, path, &bolt.Options{NoSync: true})
	fill(t, e, 0, 2000)
	e.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	noise := make([]byte, page)
	rand.New(rand.NewSource(1)).Read(noise)
	for what, part := range map[string]struct{ from, to int }{"its number": {0, 8}, "the rest of its head": {8, 24}, "all of it": {0, page}} {
		told := 0
		for n := 2; (n+1)*page <= len(whole); n++ {
			b := bytes.Clone(whole)
			for i := part.from; i < part.to; i++ {
				b[n*page+i] ^= noise[i] | 1
			}
			if err := used(saved(t, b)); err != nil {
				told++
				if !errors.Is(err, store.ErrCorrupt) || strings.Contains(err.Error(), "\n") {
					t.Errorf("page %d, %s: %v", n, what, err)
				}
			}
		}
		if told < 50 {
			t.Errorf("told of %d pages, of each %s", told, what)
		}
	}
}

// used reads all that a file holds, both ways, and writes into it.
func used(path string) error {
	e, err := bolt.Open(path, &bolt.Options{NoSync: true, InitialMmapSize: 1 << 24})
	if err != nil {
		return err
	}
	defer e.Close()
	r, err := e.Begin(false)
	if err != nil {
		return err
	}
	defer r.Rollback()
	all, err := r.(store.Lister).Buckets()
	see := func(k, v []byte) bool { return len(bytes.Clone(k))+len(bytes.Clone(v)) > 0 }
	for _, name := range all {
		if err == nil {
			err = r.Scan(name, nil, nil, see)
		}
		if err == nil {
			err = r.ScanBack(name, nil, nil, see)
		}
		if err == nil {
			_, err = r.Get(name, []byte{1})
		}
	}
	if err != nil {
		return err
	}
	w, err := e.Begin(true)
	if err != nil {
		return err
	}
	defer w.Rollback()
	for _, name := range all {
		if err := w.Put(name, []byte("zzz"), []byte("zzz")); err != nil {
			return err
		}
	}
	return w.Commit()
}

// TestGuardLetsOwnPanicsThrough: what a walk's own function panics with is no
// damage of the file.
func TestGuardLetsOwnPanicsThrough(t *testing.T) {
	e := mustOpen(t, filepath.Join(t.TempDir(), "node.db"), &bolt.Options{NoSync: true})
	fill(t, e, 0, 10)
	for name, fn := range map[string]func(){
		"a nil map": func() { none()["x"] = 1 },
		"a nil":     func() { var p *meant; p.n++ },
		"a word":    func() { panic("ours") },
	} {
		t.Run(name, func(t *testing.T) {
			r, err := e.Begin(false)
			if err != nil {
				t.Fatal(err)
			}
			defer r.Rollback()
			all, err := r.(store.Lister).Buckets()
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if recover() == nil {
					t.Error("the panic was lost")
				}
			}()
			for _, b := range all {
				if err := r.Scan(b, nil, nil, func(_, _ []byte) bool { fn(); return true }); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

type meant struct{ n int }

func none() map[string]int { return nil }
