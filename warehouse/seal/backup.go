package seal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"warehouse-node/warehouse/store"
)

// A copy of the keys is called by the moment when it was begun, in UTC, so that
// its age is known wherever it was carried.
const (
	copyName = "keys-20060102T150405Z.db"
	copyHalf = ".half" // behind the name of one that is not done
)

// Copied is what Backup did.
type Copied struct {
	Path     string
	Subjects int // whose keys are in it
	Dropped  int // copies that were too old
}

// Backup copies all keys into a new file in a folder, made when it is not there,
// and proves that the copy has what the ring has. Copies of this ring's folder
// that are older than keep are written over and removed, also when the new one
// fails: whoever was forgotten is in none of them by then.
func (k *Keyring) Backup(ctx context.Context, dir string, keep time.Duration) (*Copied, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("backup of keys: %w", err)
	}
	now := k.clock().UTC()
	done := &Copied{Path: filepath.Join(dir, now.Format(copyName))}
	err := k.copyProved(ctx, done)
	var dropErr error
	done.Dropped, dropErr = dropCopies(dir, now.Add(-keep))
	if err = errors.Join(err, dropErr); err != nil {
		return nil, fmt.Errorf("backup of keys: %w", err)
	}
	return done, nil
}

func (k *Keyring) clock() time.Time {
	k.swap.RLock()
	defer k.swap.RUnlock()
	return k.db.Clock()
}

// copyProved gives the file its name when it is whole and proved.
func (k *Keyring) copyProved(ctx context.Context, done *Copied) error {
	if _, err := os.Lstat(done.Path); !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%s: %w", done.Path, errors.Join(err, os.ErrExist))
	}
	half := done.Path + copyHalf
	if err := k.Copy(ctx, half); err != nil {
		return err
	}
	copied, err := k.open(half)
	if err != nil {
		return err
	}
	err = copied.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		hash, err := notes.Find(tx, hashNote)
		if err != nil {
			return err
		}
		if hash == nil || !bytes.Equal(hash.Value, k.hashes) {
			return errors.New("the copy has another key of hashes")
		}
		for _, err := range keys.All(tx) {
			if err != nil {
				return err
			}
			done.Subjects++
		}
		return nil
	})
	if err = errors.Join(err, copied.Close()); err != nil {
		return err
	}
	if err := os.Rename(half, done.Path); err != nil {
		return err
	}
	return store.SyncFolder(filepath.Dir(done.Path))
}

// dropCopies removes the copies in a folder that are older than a moment, and
// those that a crash left half done.
func dropCopies(dir string, before time.Time) (dropped int, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return 0, err
	}
	for _, e := range entries {
		whole, half := strings.CutSuffix(e.Name(), copyHalf)
		at, wrong := time.Parse(copyName, whole)
		if wrong != nil || !e.Type().IsRegular() || !half && !at.Before(before) {
			continue
		}
		if err := dropCopy(filepath.Join(dir, e.Name())); err != nil {
			return dropped, err
		}
		dropped++
	}
	if dropped == 0 {
		return 0, nil
	}
	return dropped, store.SyncFolder(dir)
}

func dropCopy(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(os.Remove(path), blank(f), f.Close())
}

// Newest is the newest copy in a folder of copies.
func Newest(dir string) (string, error) {
	entries, err := os.ReadDir(dir) // by name, which is by age
	if err != nil {
		return "", err
	}
	newest := ""
	for _, e := range entries {
		if _, err := time.Parse(copyName, e.Name()); err == nil {
			newest = filepath.Join(dir, e.Name())
		}
	}
	if newest == "" {
		return "", fmt.Errorf("%s: %w: no copy of keys", dir, os.ErrNotExist)
	}
	return newest, nil
}
