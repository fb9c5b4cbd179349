package catalog

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
)

// Folder keeps files by the SHA-256 of what is in them, in the data folder's
// "files": the same file twice is one, and a file is never changed. It is what
// photos and imported tables are kept in; nothing in it names a person.
type Folder struct{ dir string }

// MaxStored is the largest file that Folder takes, in bytes.
const MaxStored = 64 << 20

// OpenFolder makes a Folder of a directory, which it makes when it is missing.
func OpenFolder(dir string) (*Folder, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	return &Folder{dir}, sweep(dir, time.Now().Add(-maxPut))
}

// maxPut is how long nobody takes to keep one file.
const maxPut = 24 * time.Hour

// sweep takes away what processes left that were killed before then while they kept
// a file.
func sweep(dir string, then time.Time) error {
	for _, unfinished := range []string{newFile, newThumb} {
		left, err := filepath.Glob(filepath.Join(dir, unfinished))
		if err != nil {
			return err
		}
		for _, path := range left {
			info, err := os.Stat(path)
			if err == nil && info.ModTime().Before(then) {
				err = os.Remove(path)
			}
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	return nil
}

// Names of files that are not whole yet.
const (
	newFile  = ".new-*"
	newThumb = ".thumb-*"
)

// path is where a file of a hash lies: "ab/cdef…", so that no directory grows
// without end.
func (f *Folder) path(hash string) string { return filepath.Join(f.dir, hash[:2], hash[2:]) }

// Put keeps a file and returns its hash, when it is safely on the disk. Limit
// when it is larger than MaxStored.
func (f *Folder) Put(ctx context.Context, r io.Reader) (hash string, err error) {
	return f.putAs(ctx, r, "")
}

// putAs keeps a file if it has the hash that is expected of it, any if none is,
// and returns the hash that it has.
func (f *Folder) putAs(ctx context.Context, r io.Reader, expected string) (hash string, err error) {
	temp, err := os.CreateTemp(f.dir, newFile)
	if err != nil {
		return "", fmt.Errorf("keep a file: %w", err)
	}
	defer os.Remove(temp.Name()) // it is gone when it was renamed
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(temp, sum), io.LimitReader(r, MaxStored+1))
	if err == nil && n > MaxStored {
		err = fault.New(fault.Limit, "catalog.file_large", "limit", MaxStored>>20)
	}
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = temp.Sync()
	}
	if closed := temp.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return "", fmt.Errorf("keep a file: %w", err)
	}
	if hash = hex.EncodeToString(sum.Sum(nil)); expected != "" && hash != expected {
		return hash, nil
	}
	return hash, f.settle(temp.Name(), hash)
}

// settle moves a finished file to its place.
func (f *Folder) settle(temp, hash string) error {
	path := f.path(hash)
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	err := os.Mkdir(filepath.Dir(path), 0o755)
	if errors.Is(err, fs.ErrExist) {
		err = nil
	} else if err == nil {
		err = store.SyncFolder(f.dir) // or a power cut takes the new folder with all in it
	}
	if err == nil {
		err = os.Rename(temp, path)
	}
	if err != nil {
		return fmt.Errorf("keep a file: %w", err)
	}
	return store.SyncFolder(filepath.Dir(path))
}

// Open returns the file of a hash; NotFound when there is none.
func (f *Folder) Open(hash string) (io.ReadSeekCloser, error) {
	if !IsHash(hash) {
		return nil, fault.New(fault.NotFound, "catalog.file")
	}
	file, err := os.Open(f.path(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "catalog.file").With(err)
	}
	return file, err
}
