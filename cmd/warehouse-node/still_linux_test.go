package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
)

// nobody is whom no folder of a test belongs to.
const nobody = 65534

// whereNothingIsWritten takes the right to write a folder and what is in it away and
// does something there. Root asks nobody for rights, so the thread that does it goes by
// the rights of another for files, and dies with it.
func whereNothingIsWritten(t *testing.T, dir string, do func() error) {
	t.Helper()
	modes := map[string]fs.FileMode{}
	must(t, filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		modes[path] = info.Mode()
		return err
	}))
	for path, mode := range modes {
		readable := fs.FileMode(0o444)
		if mode.IsDir() {
			readable = 0o555
		}
		must(t, os.Chmod(path, readable))
	}
	defer func() {
		for path, mode := range modes {
			must(t, os.Chmod(path, mode.Perm()))
		}
	}()
	done := make(chan error)
	go func() {
		runtime.LockOSThread() // and never unlocked: the thread ends
		if os.Getuid() == 0 {
			if err := syscall.Setfsuid(nobody); err != nil {
				done <- err
				return
			}
		}
		if err := os.WriteFile(filepath.Join(dir, "probe"), nil, 0o600); !errors.Is(err, fs.ErrPermission) {
			done <- fmt.Errorf("something can be written there: %w", err)
			return
		}
		done <- do()
	}()
	must(t, <-done)
}

// everything is what lies in a folder, to the byte and the moment.
func everything(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	must(t, filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		raw, err := os.ReadFile(path)
		fmt.Fprintf(&all, "%s %v %x\n", path, info.ModTime(), sha256.Sum256(raw))
		return err
	}))
	return all.String()
}

// TestNothingCanBeWritten: a stopped node whose disk is only read, as a failing one
// is mounted again, is proved and copied with its keys, to be restored from; nothing
// changes in its folder, and a node that runs there is still asked.
func TestNothingCanBeWritten(t *testing.T) {
	n := node(t)
	c, dir := n.Config, n.Config.Node.Data
	must(t, n.demo(t.Context()))
	sell(t, n, "1")
	must(t, n.closeStore())
	before := everything(t, dir)

	copies, keys := t.TempDir(), t.TempDir()
	for _, to := range []string{copies, keys, filepath.Dir(copies), filepath.Dir(keys)} {
		must(t, os.Chmod(to, 0o777)) // the thread is nobody there too
	}
	var said bytes.Buffer
	whereNothingIsWritten(t, dir, func() error {
		if err := (&checkCmd{where{Data: dir}}).Run(t.Context(), &said); err != nil {
			return err
		}
		return (&backupCmd{where: where{Data: dir}, To: filepath.Join(copies, "copy.db"), Keys: keys, Days: 7}).Run(t.Context(), &said)
	})
	if strings.Count(said.String(), "holds") != 2*len(proofs) || strings.Count(said.String(), dir+" cannot be written: it is only read") != 2 {
		t.Errorf("got\n%s", said.String())
	}
	if after := everything(t, dir); after != before {
		t.Errorf("the folder was\n%s\nand is\n%s", before, after)
	}
	must(t, (&restoreCmd{where: where{Data: filepath.Join(t.TempDir(), "new")}, From: filepath.Join(copies, "copy.db"), Keys: keys}).Run(t.Context(), io.Discard))

	running, err := bolt.Open(filepath.Join(dir, "node.db"), nil)
	must(t, err)
	whereNothingIsWritten(t, dir, func() error {
		if _, err := openStopped(t.Context(), c, io.Discard); !errors.Is(err, bolt.ErrInUse) {
			return fmt.Errorf("beside a running node: %w", err)
		}
		return nil
	})
	must(t, running.Close())
}

// TestStillNodeWritesNothing: neither its database nor its keys can be written.
func TestStillNodeWritesNothing(t *testing.T) {
	n := node(t)
	must(t, n.demo(t.Context()))
	must(t, n.closeStore())
	still, err := openStill(t.Context(), n.Config)
	must(t, err)
	defer func() { must(t, still.Close()) }()
	if _, err := still.Ring.NewSubject(t.Context()); !errors.Is(err, seal.ErrLooked) {
		t.Errorf("a key was added: %v", err)
	}
	if err := still.DB.Write(t.Context(), func(context.Context, *store.Tx) error { return nil }); err == nil {
		t.Error("the database was written")
	}
}
