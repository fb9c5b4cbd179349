package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// claimFile says that a folder is being restored into: it names, line by line, what
// there is the restore's own. A node that opens takes it away.
const claimFile = "restoring"

// restored are the names that a restore writes in a data folder.
var restored = []string{"node.db", "node.db.half", "keys.db", "keys.db.new", authorityFile, "files"}

// claimed is a data folder that is restored into.
type claimed struct {
	dir  string
	made bool     // the folder itself is the restore's
	own  []string // of restored, what was not there
}

// claim marks a data folder in which there is no node as one that is restored into,
// and makes it where it is missing. What a restore that was cut short left there is
// taken away first.
func claim(dir string) (*claimed, error) {
	for _, name := range []string{"node.db", claimFile, "keys.db", authorityFile} {
		at := filepath.Join(dir, name)
		switch _, err := os.Lstat(at); {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return nil, err
		case name == claimFile:
			if err := unclaim(dir); err != nil {
				return nil, err
			}
		default:
			return nil, fmt.Errorf("%s is there: restore into an empty data folder", at)
		}
	}
	f := &claimed{dir: dir}
	_, err := os.Lstat(dir)
	f.made = errors.Is(err, fs.ErrNotExist)
	for _, name := range restored {
		if _, err := os.Lstat(filepath.Join(dir, name)); errors.Is(err, fs.ErrNotExist) {
			f.own = append(f.own, name)
		}
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return f, writeWhole(filepath.Join(dir, claimFile), []byte(strings.Join(f.own, "\n")))
}

// unclaim takes away what a restore that was cut short left in a folder.
func unclaim(dir string) error {
	said, err := os.ReadFile(filepath.Join(dir, claimFile))
	if err != nil {
		return err
	}
	f := &claimed{dir: dir}
	for _, name := range strings.Split(string(said), "\n") {
		if slices.Contains(restored, name) {
			f.own = append(f.own, name)
		}
	}
	return f.clear()
}

// clear takes away what the restore made, its claim last.
func (f *claimed) clear() error {
	if f.made {
		return os.RemoveAll(f.dir)
	}
	for _, name := range f.own {
		if err := os.RemoveAll(filepath.Join(f.dir, name)); err != nil {
			return err
		}
	}
	return endClaim(f.dir)
}

// endClaim ends a claim, if there is one.
func endClaim(dir string) error {
	err := os.Remove(filepath.Join(dir, claimFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// claimless refuses a folder in which a restore was cut short: what lies there is
// half a node.
func claimless(dir string) error {
	_, err := os.Lstat(filepath.Join(dir, claimFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = fmt.Errorf("%s: a restore into this folder was cut short: restore once more", dir)
	}
	return err
}
