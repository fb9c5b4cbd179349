package catalog

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Copied is what CopyTo did.
type Copied struct {
	Files int   // that were not there yet
	Bytes int64 // of these
}

// CopyTo copies every file that another folder does not have yet, each read as it
// is written: what is not what its name says is not copied, and is an error that
// names it after all others were copied. Small pictures are left out: they are made
// again.
func (f *Folder) CopyTo(ctx context.Context, other *Folder) (done Copied, err error) {
	var damaged error
	err = filepath.WalkDir(f.dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil || e.IsDir() {
			return err
		}
		hash := filepath.Base(filepath.Dir(path)) + e.Name()
		if !IsHash(hash) {
			return nil
		}
		if _, err := os.Stat(other.path(hash)); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		file, err := os.Open(path)
		if err != nil {
			return err
		}
		defer file.Close()
		count := &counted{File: file}
		got, err := other.putAs(ctx, count, hash)
		if err == nil && got != hash {
			damaged = errors.Join(damaged, fmt.Errorf("%s: what is in it is not what was kept", path))
			return nil
		}
		if err == nil {
			done.Files++
			done.Bytes += count.n
		}
		return err
	})
	if err = errors.Join(err, damaged); err != nil {
		err = fmt.Errorf("copy the files: %w", err)
	}
	return done, err
}

// counted counts what is read of a file.
type counted struct {
	*os.File
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.File.Read(p)
	c.n += int64(n)
	return n, err
}
