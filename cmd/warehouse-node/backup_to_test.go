package main

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store/bolt"
)

// node opens one in a folder of its own; it is closed at the end of the test.
func node(t *testing.T) *Node {
	t.Helper()
	c := defaults()
	c.Node.Data, c.Web.Listen = t.TempDir(), "127.0.0.1:0"
	n, err := Open(t.Context(), c, slog.New(slog.DiscardHandler))
	must(t, err)
	t.Cleanup(func() { must(t, n.Close()) })
	return n
}

// TestBackupTwice: a file that is there is not touched, and the one line of the
// answer says what to do; said to overwrite, the running node puts a verified copy
// in its place, and nothing else is left beside it.
func TestBackupTwice(t *testing.T) {
	ctx := context.Background()
	n := node(t)
	must(t, n.Start(ctx))
	dir := t.TempDir()
	file := filepath.Join(dir, "copy.db")
	backup := func(over bool) error {
		return (&backupCmd{where: where{Data: n.Config.Node.Data}, To: file, Over: over}).Run(ctx, io.Discard)
	}
	must(t, backup(false))
	first, err := os.ReadFile(file)
	must(t, err)
	var said bytes.Buffer
	must(t, n.addUser(ctx, "new", "New", staff.Owner, "en", &said))
	err = backup(false)
	if err == nil || !strings.Contains(err.Error(), file+" is there already") || !strings.Contains(err.Error(), "--overwrite") || strings.Contains(err.Error(), "\n") {
		t.Errorf("over a file that is there: %v", err)
	}
	if now, err := os.ReadFile(file); err != nil || !bytes.Equal(first, now) {
		t.Errorf("the file that was there changed, %v", err)
	}
	must(t, backup(true))
	if now, err := os.ReadFile(file); err != nil || bytes.Equal(first, now) {
		t.Errorf("overwritten, it is as before, %v", err)
	}
	must(t, proveCopy(ctx, file, io.Discard))
	left, err := filepath.Glob(filepath.Join(dir, "copy.db*"))
	if err != nil || len(left) != 1 {
		t.Errorf("beside the copy are %v, %v", left, err)
	}
}

// TestOverwriteKeepsTheOld: a copy that does not come about leaves the old one as
// it was, and no half of itself.
func TestOverwriteKeepsTheOld(t *testing.T) {
	n := node(t)
	dir := t.TempDir()
	to := backupTo{file: filepath.Join(dir, "copy.db"), over: true}
	must(t, os.WriteFile(to.file, []byte("the old one"), 0o600))
	must(t, os.WriteFile(to.file+".half", []byte("cut off by a power failure"), 0o600))
	ended, end := context.WithCancel(t.Context())
	end()
	if err := n.backup(ended, to, io.Discard); err == nil {
		t.Error("a copy that was stopped is called good")
	}
	kept, err := os.ReadFile(to.file)
	if left, _ := os.ReadDir(dir); err != nil || string(kept) != "the old one" || len(left) != 1 {
		t.Errorf("the old copy is %q, %v, and there are %v", kept, err, left)
	}
	n.copying.Lock()
	if err := n.backup(t.Context(), to, io.Discard); err != bolt.ErrCopying {
		t.Errorf("beside another copy: %v", err)
	}
	n.copying.Unlock()
	must(t, n.backup(t.Context(), to, io.Discard))
	must(t, proveCopy(t.Context(), to.file, io.Discard))
}

// TestBackupIntoFolder: into a folder goes a copy a minute, each with its own name,
// and a folder that is not there is not made: its disk may be missing.
func TestBackupIntoFolder(t *testing.T) {
	evening := time.Date(2026, 11, 22, 18, 30, 59, 0, time.Local)
	dir := t.TempDir()
	for _, name := range []string{dir, dir + string(filepath.Separator)} {
		to, err := target(name, evening)
		if want := filepath.Join(dir, "warehouse-2026-11-22T1830.db"); err != nil || to.file != want {
			t.Errorf("%s is %s, %v; want %s", name, to.file, err, want)
		}
	}
	none := filepath.Join(dir, "none") + string(filepath.Separator)
	if _, err := target(none, evening); err == nil || !strings.Contains(err.Error(), "there is no folder "+none) {
		t.Errorf("a folder that is not there: %v", err)
	}
	n := node(t)
	data := n.Config.Node.Data
	for _, to := range []backupTo{{file: filepath.Join(none, "copy.db")}, {file: filepath.Join(data, "node.db"), over: true}, {file: dir, over: true}} {
		if err := n.backup(t.Context(), to, io.Discard); err == nil {
			t.Errorf("a copy was made as %+v", to)
		}
	}
	must(t, n.Start(t.Context()))
	must(t, (&backupCmd{where: where{Data: data}, To: dir}).Run(t.Context(), io.Discard))
	made, err := filepath.Glob(filepath.Join(dir, "warehouse-20??-??-??T????.db"))
	if err != nil || len(made) != 1 {
		t.Fatalf("made %v, %v", made, err)
	}
	must(t, proveCopy(t.Context(), made[0], io.Discard))
}
