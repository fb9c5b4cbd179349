package main

import (
	"errors"
	"os"
	"path/filepath"

	"warehouse-node/warehouse/store"
)

// writeWhole writes a small file, down to the disk, so that under its name there is
// never half of it: a crash or a full disk leaves what was there before.
func writeWhole(path string, raw []byte) error {
	half := path + ".half" // what a crash left there is written over
	f, err := os.OpenFile(half, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(raw)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(half))
	}
	return nameWhole(half, path)
}

// nameWhole gives a file that is whole and on the disk its name.
func nameWhole(half, path string) error {
	if err := os.Rename(half, path); err != nil {
		return err
	}
	return store.SyncFolder(filepath.Dir(path))
}
