package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/store"
)

// TestRestoreCut: a restore that is killed after whichever of its steps leaves the
// whole node of the next life, whose short numbers are ahead of all that were given
// before, or none: such a folder is served by nobody and restored into once more.
func TestRestoreCut(t *testing.T) {
	ctx := t.Context()
	c := defaults()
	c.Node.Data = t.TempDir()
	n, err := Open(ctx, c, slog.New(slog.DiscardHandler))
	must(t, err)
	next := func(n *Node) (number uint64) {
		t.Helper()
		must(t, n.DB.Write(ctx, func(_ context.Context, tx *store.Tx) (err error) {
			number, err = ident.Next(tx, "order")
			return err
		}))
		return number
	}
	next(n)
	_, err = n.authority()
	must(t, err)
	_, err = n.folder.Put(ctx, strings.NewReader("a photo"))
	must(t, err)
	evening, keys := t.TempDir(), filepath.Join(t.TempDir(), "keys")
	copied := filepath.Join(evening, "copy.db")
	must(t, n.backup(ctx, backupTo{file: copied}, io.Discard))
	must(t, n.backupKeys(ctx, keys, 7, io.Discard))
	given := next(n) // after the backup; it stands on a label
	must(t, n.Close())

	killed, after := t.TempDir(), []string{}
	d := c
	d.Node.Data = filepath.Join(t.TempDir(), "data")
	restore := &restoreCmd{where: where{Data: d.Node.Data}, From: copied, Keys: keys, after: func(step string) {
		after = append(after, step)
		must(t, os.CopyFS(filepath.Join(killed, step), os.DirFS(d.Node.Data)))
	}}
	must(t, restore.Run(ctx, io.Discard))
	if len(after) < 7 {
		t.Fatalf("only %q were looked at", after)
	}
	for _, step := range after {
		d.Node.Data = filepath.Join(killed, step)
		_, err := os.Stat(filepath.Join(d.Node.Data, "node.db"))
		if errors.Is(err, fs.ErrNotExist) {
			if n, err := Open(ctx, d, slog.New(slog.DiscardHandler)); err == nil || !strings.Contains(err.Error(), "restore once more") {
				t.Errorf("killed after %q: opened %v, %v", step, n, err)
				continue
			}
			must(t, (&restoreCmd{where: where{Data: d.Node.Data}, From: copied, Keys: keys}).Run(ctx, io.Discard))
		}
		m, err := Open(ctx, d, slog.New(slog.DiscardHandler))
		must(t, err)
		if number, epoch := next(m), m.DB.Epoch(); number <= given || epoch < 2 {
			t.Errorf("killed after %q: number %d after %d, in life %d", step, number, given, epoch)
		}
		if got := files(t, m.path("files")); len(got) != 1 {
			t.Errorf("killed after %q: %d files", step, len(got))
		}
		if left, err := filepath.Glob(filepath.Join(d.Node.Data, "*.half")); err != nil || len(left) > 0 {
			t.Errorf("killed after %q: it left %v, %v", step, left, err)
		}
		must(t, m.Close())
	}
}
