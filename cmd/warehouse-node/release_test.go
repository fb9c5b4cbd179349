package main

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"warehouse-node/orders"
	"warehouse-node/warehouse/store"
)

// release is the release whose files -update makes: raise it with every release,
// and never change a file that is there.
const release = "1"

// TestReleases opens the data of every release there was, as it was left after one
// order had gone all the way: what this release makes of it proves itself, the
// buyer's sealed name is read, and the node goes on with it.
func TestReleases(t *testing.T) {
	if *update {
		makeRelease(t)
	}
	all, err := filepath.Glob("testdata/releases/*.db.gz")
	if err != nil || len(all) == 0 {
		t.Fatalf("no files of releases: %v", err)
	}
	for _, path := range all {
		name := strings.TrimSuffix(path, ".db.gz")
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			c := defaults()
			c.Node.Data, c.Web.Listen = t.TempDir(), "127.0.0.1:0"
			unpack(t, name+".db.gz", filepath.Join(c.Node.Data, "node.db"))
			unpack(t, name+".keys.gz", filepath.Join(c.Node.Data, "keys.db"))
			ctx := context.Background()
			n, err := Open(ctx, c, slog.New(slog.DiscardHandler))
			must(t, err)
			defer func() { must(t, n.Close()) }()
			must(t, prove(ctx, n.DB, io.Discard, proofs, nil))
			var gone []string // before the node starts, which forgets old buyers
			must(t, n.DB.Read(ctx, func(ctx context.Context, tx *store.Tx) error {
				for o, err := range orders.Newest(tx) {
					if err != nil {
						return err
					}
					buyer, err := n.Ring.Open(ctx, o.Buyer.Name)
					if err != nil {
						return err
					}
					gone = append(gone, string(o.Status)+" "+buyer)
				}
				return nil
			}))
			if len(gone) == 0 || !strings.HasPrefix(gone[0], "gone ") || len(gone[0]) < len("gone x") {
				t.Errorf("its orders are %q", gone)
			}
			must(t, n.Start(ctx))
			sell(t, n, "new")
		})
	}
}

// makeRelease plays one order and keeps the node's files, if this release has none.
func makeRelease(t *testing.T) {
	t.Helper()
	name := "testdata/releases/" + release
	if _, err := os.Stat(name + ".db.gz"); !errors.Is(err, fs.ErrNotExist) {
		return
	}
	script, err := txtar.ParseFile("testdata/day/one-order.txtar")
	must(t, err)
	d := newDay(t, script)
	d.play(nil)
	d.kill()
	for ending, file := range map[string]string{".db.gz": "node.db", ".keys.gz": "keys.db"} {
		in, err := os.Open(filepath.Join(d.dir, "data", file))
		must(t, err)
		out, err := os.Create(name + ending)
		must(t, err)
		zip, err := gzip.NewWriterLevel(out, gzip.BestCompression)
		must(t, err)
		_, err = io.Copy(zip, in)
		must(t, errors.Join(err, zip.Close(), out.Close(), in.Close()))
	}
}

func unpack(t *testing.T, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	must(t, err)
	defer in.Close()
	zip, err := gzip.NewReader(in)
	must(t, err)
	out, err := os.Create(to)
	must(t, err)
	_, err = io.Copy(out, zip)
	must(t, errors.Join(err, out.Close()))
}
