package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
)

// backupTo is where a copy of the database goes.
type backupTo struct {
	file string // absolute
	over bool   // it may take the place of a file that is there
}

// overwrite is what the command line tells a running node of a copy that may.
const overwrite = "overwrite"

// target is the file that a person named, or in the folder that they named one of
// the minute: a copy each evening, and none in the place of another.
func target(name string, now time.Time) (backupTo, error) {
	info, err := os.Stat(name)
	isFolder := err == nil && info.IsDir()
	if name != "" && os.IsPathSeparator(name[len(name)-1]) && !isFolder {
		return backupTo{}, fmt.Errorf("there is no folder %s: make it, or mount the disk that has it", name)
	}
	if isFolder {
		name = filepath.Join(name, now.Format("warehouse-2006-01-02T1504.db"))
	}
	file, err := filepath.Abs(name)
	return backupTo{file: file}, err
}

// args tell a running node of it.
func (to backupTo) args() []string {
	if to.over {
		return []string{to.file, overwrite}
	}
	return []string{to.file}
}

// free refuses a place that a copy may not take: that of the node itself, and that
// of a file that is there, unless it may go.
func (to backupTo) free(data string) error {
	dir, err := os.Stat(filepath.Dir(to.file))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no folder %s: make it, or mount the disk that has it", filepath.Dir(to.file))
	}
	if err != nil {
		return err
	}
	if own, err := os.Stat(data); err != nil || os.SameFile(dir, own) {
		return errors.Join(err, fmt.Errorf("%s is the node's own folder: keep its copies in another", filepath.Dir(to.file)))
	}
	there, err := os.Lstat(to.file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !there.Mode().IsRegular():
		return fmt.Errorf("%s is there and is no file", to.file)
	case !to.over:
		return fmt.Errorf("%s is there already: name another file, or a folder for a new one each time, or say --overwrite", to.file)
	}
	return nil
}

// copyTo writes the database as it is now into a file, down to the disk.
func (n *Node) copyTo(ctx context.Context, file string) error {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = n.engine.Backup(ctx, f, nil)
	return errors.Join(err, f.Sync(), f.Close())
}

// proveCopy opens a copy of the database and proves it.
func proveCopy(ctx context.Context, file string, out io.Writer) error {
	copied, err := bolt.Open(file, &bolt.Options{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("the copy does not open: %w", err)
	}
	db := store.Open(copied)
	if err := errors.Join(prove(ctx, db, out, proofs, nil), db.Close()); err != nil {
		return fmt.Errorf("the copy is not good: %w", err)
	}
	return nil
}
