package bolt_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
)

// watched calls before each write to it.
type watched struct {
	bytes.Buffer
	before func()
}

func (w *watched) Write(b []byte) (int, error) {
	w.before()
	return w.Buffer.Write(b)
}

func saved(t *testing.T, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestBackup copies a file that changes under the copy: the copy is the moment
// it began, proved by bbolt and by Verify.
func TestBackup(t *testing.T) {
	e := mustOpen(t, filepath.Join(t.TempDir(), "node.db"), &bolt.Options{NoSync: true})
	const rows = 5000
	fill(t, e, 0, rows)
	writes, told := 0, int64(0)
	w := &watched{before: func() {
		writes++
		fill(t, e, rows+writes*100, rows+writes*100+100)
		if _, err := e.Backup(context.Background(), new(bytes.Buffer), nil); !errors.Is(err, bolt.ErrCopying) {
			t.Errorf("a second copy: %v", err)
		}
	}}
	c, err := e.Backup(context.Background(), w, func(done, of int64) {
		if done <= told || done > of {
			t.Errorf("%d of %d after %d", done, of, told)
		}
		told = done
	})
	if err != nil || c.Bytes != int64(w.Len()) || told != c.Bytes || c.Grew <= 0 || writes < 5 {
		t.Errorf("%+v, %v after %d writes, told %d of %d", c, err, writes, told, w.Len())
	}
	path := saved(t, w.Bytes())
	if err := bolt.CheckFile(path); err != nil {
		t.Fatal(err)
	}
	back := mustOpen(t, path, nil)
	if n := count(t, back); n != rows {
		t.Errorf("%d of %d rows", n, rows)
	}
	r, err := store.Verify(context.Background(), store.Open(back), nil)
	if err != nil || r.Err() != nil {
		t.Error(err, r.Err())
	}
	if _, err := e.Backup(context.Background(), new(bytes.Buffer), nil); err != nil {
		t.Errorf("the next copy: %v", err)
	}
}

func TestBackupStopped(t *testing.T) {
	e := mustOpen(t, filepath.Join(t.TempDir(), "node.db"), &bolt.Options{NoSync: true})
	fill(t, e, 0, 5000)
	ctx, cancel := context.WithCancel(context.Background())
	if _, err := e.Backup(ctx, new(bytes.Buffer), func(_, _ int64) { cancel() }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	full := errors.New("full")
	broken := &watched{before: func() { panic(full) }}
	func() {
		defer func() {
			if recover() != full {
				t.Error("the panic was lost")
			}
		}()
		e.Backup(context.Background(), broken, nil)
	}()
	if _, err := e.Backup(context.Background(), new(bytes.Buffer), nil); err != nil || e.Stats().Readers != 0 {
		t.Errorf("afterwards: %v, %+v", err, e.Stats())
	}
}

// TestCheckFile finds a page that lies where another should.
func TestCheckFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "node.db")
	e := mustOpen(t, path, nil)
	fill(t, e, 0, 2000)
	if err := bolt.CheckFile(path); !errors.Is(err, bolt.ErrInUse) {
		t.Errorf("while open: %v", err)
	}
	e.Close()
	if err := bolt.CheckFile(path); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	const page = 4096
	for n := 2; (n+2)*page <= len(whole); n++ {
		b := bytes.Clone(whole)
		copy(b[n*page:(n+1)*page], whole[(n+1)*page:])
		if err := bolt.CheckFile(saved(t, b)); err != nil {
			found++
			if !errors.Is(err, store.ErrCorrupt) {
				t.Error(err)
			}
		}
	}
	if found < 50 {
		t.Errorf("%d damaged copies were found", found)
	}
	t.Logf("%d of %d", found, len(whole)/page-3)
}
