package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"syscall"

	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
)

// openStopped opens a stopped node for an order that reads: on a disk that cannot
// be written, as a failing one is mounted again, without writing anything, which
// out is told. bolt.ErrInUse says that the node runs, on such a disk too.
func openStopped(ctx context.Context, c Config, out io.Writer) (*Node, error) {
	n, err := Open(ctx, c, slog.New(slog.DiscardHandler))
	if err == nil || !unwritable(err) {
		return n, err
	}
	n, still := openStill(ctx, c)
	if still != nil {
		if errors.Is(still, bolt.ErrInUse) {
			return nil, still
		}
		return nil, errors.Join(err, still)
	}
	_, err = fmt.Fprintf(out, "note     %s cannot be written: it is only read\n", c.Node.Data)
	return n, err
}

// unwritable says whether an error is of a disk or folder that may only be read.
func unwritable(err error) bool {
	return errors.Is(err, syscall.EROFS) || errors.Is(err, fs.ErrPermission)
}

// openStill opens the data folder of a stopped node and writes nothing there, now
// or later: such a node proves and copies itself, and is never started. The lock of
// its file is taken for reading, which a running node does not share.
func openStill(ctx context.Context, c Config) (_ *Node, err error) {
	n := &Node{Config: c, Log: slog.New(slog.DiscardHandler), still: true}
	defer func() {
		if err != nil {
			err = errors.Join(err, n.closeStore())
		}
	}()
	if n.engine, err = bolt.Open(n.path("node.db"), &bolt.Options{ReadOnly: true}); err != nil {
		return nil, err
	}
	n.DB = store.Open(n.engine, store.Options{Node: c.Node.Number})
	if err := journal.Open(ctx, n.DB); err != nil {
		return nil, err
	}
	if err := store.Migrate(ctx, n.DB, steps); err != nil {
		return nil, fmt.Errorf("a database of another release, which cannot be brought to this one where nothing can be written: %w", err)
	}
	if n.Ring, err = seal.Look(ctx, n.path("keys.db"), lookKeys, openKeys); err != nil {
		return nil, err
	}
	return n, n.openFiles()
}

// lookKeys opens the file of keys to be read.
func lookKeys(path string) (*store.DB, error) {
	e, err := bolt.Open(path, &bolt.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	return store.Open(e), nil
}
