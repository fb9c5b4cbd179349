package seal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/store"
)

// rewritten is the suffix of the file that will take the place of the ring's.
const rewritten = ".rewrite"

// copyChunk is how many keys a copy writes in one commit.
const copyChunk = 4096

// Forget deletes a subject's key and returns once no file of the ring holds
// its bytes: the store is copied without it and takes the place of the old
// file, because an engine keeps what it has freed. From the deletion on nobody
// can open what was sealed for the subject; that the subject is not known is
// no error. A failure after the deletion is made good by the next Forget or
// Open. Inside a transaction Forget panics.
//
// What lay in the old file is written over before the disk gets it back, as far
// as the file system writes in place; copies of the file elsewhere (backups)
// keep the key for as long as they are kept.
func (k *Keyring) Forget(ctx context.Context, subject warehouse.SubjectID) error {
	if err := k.drop(ctx, subject); err != nil {
		return fmt.Errorf("forget: %w", err)
	}
	if err := k.rewrite(ctx); err != nil {
		return fmt.Errorf("forget: rewrite the keys: %w", err)
	}
	return nil
}

// drop deletes a key and notes that its bytes are still in the file.
func (k *Keyring) drop(ctx context.Context, subject warehouse.SubjectID) error {
	k.writing.RLock()
	defer k.writing.RUnlock()
	if k.broken != nil {
		return k.broken
	}
	return k.db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		key, err := keys.Find(tx, subject)
		if err != nil || key == nil {
			return err
		}
		if err := notes.Put(tx, &note{Name: rewriteNote, Value: []byte{1}}); err != nil {
			return err
		}
		return keys.Delete(tx, subject)
	})
}

// rewrite moves the ring to a fresh file if a deleted key may lie in this one.
// Several who forget at once need one rewrite: it sees all their deletions.
func (k *Keyring) rewrite(ctx context.Context) error {
	k.writing.Lock()
	defer k.writing.Unlock()
	if k.broken != nil {
		return k.broken
	}
	var due *note
	err := k.db.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		due, err = notes.Find(tx, rewriteNote)
		return err
	})
	if err != nil || due == nil {
		return err
	}
	next, err := k.copyTo(ctx, k.fresh())
	if err != nil {
		return err
	}
	return k.replace(next)
}

func (k *Keyring) fresh() string {
	if k.path == "" {
		return ""
	}
	return k.path + rewritten
}

// replace puts next, whose file lies beside ours, in the place of our store.
// Once the rename is done there is no way back: keys go to the new file, and if
// the directory cannot be made durable no key may be added any more.
func (k *Keyring) replace(next *store.DB) error {
	if k.path == "" {
		return k.adopt(next)
	}
	old, err := os.OpenFile(k.path, os.O_WRONLY, 0)
	if err != nil {
		return errors.Join(err, next.Close())
	}
	if err := os.Rename(k.path+rewritten, k.path); err != nil {
		return errors.Join(err, next.Close(), old.Close())
	}
	err = k.adopt(next)
	if sync := store.SyncFolder(filepath.Dir(k.path)); sync != nil {
		k.broken = fmt.Errorf("keyring: the new file may not be durable: %w", sync)
		return errors.Join(err, k.broken, old.Close())
	}
	return errors.Join(err, blank(old), old.Close())
}

// adopt makes next the ring's store and closes the one before, once nobody
// reads it.
func (k *Keyring) adopt(next *store.DB) error {
	k.swap.Lock()
	old := k.db
	k.db = next
	k.swap.Unlock()
	return old.Close()
}

// Copy writes all keys to a new file at path, for the backup of keys, and
// returns once it is durable. A file that is there is an error.
func (k *Keyring) Copy(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("copy keys: %w", errors.Join(err, os.ErrExist))
	}
	k.writing.RLock()
	defer k.writing.RUnlock()
	db, err := k.copyTo(ctx, path)
	if err != nil {
		return fmt.Errorf("copy keys: %w", err)
	}
	return errors.Join(db.Close(), store.SyncFolder(filepath.Dir(path)))
}

// copyTo fills a new store at path with every key and note of ours, but for the
// note that this is due. The caller holds writing.
func (k *Keyring) copyTo(ctx context.Context, path string) (_ *store.DB, err error) {
	if path != "" {
		if err := remove(path); err != nil {
			return nil, err
		}
	}
	next, err := k.open(path)
	if err != nil {
		return nil, err
	}
	err = k.db.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		next.NotBefore(tx.Now())
		if err := copyNotes(ctx, tx, next); err != nil {
			return err
		}
		return copyKeys(ctx, tx, next)
	})
	if err != nil {
		return nil, errors.Join(err, next.Close())
	}
	return next, nil
}

func copyNotes(ctx context.Context, from *store.Tx, next *store.DB) error {
	return next.Write(ctx, func(_ context.Context, to *store.Tx) error {
		for n, err := range notes.All(from) {
			if err == nil && n.Name != rewriteNote {
				err = notes.Put(to, n)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func copyKeys(ctx context.Context, from *store.Tx, next *store.DB) error {
	chunk := make([]*subjectKey, 0, copyChunk)
	flush := func() error {
		defer func() { chunk = chunk[:0] }()
		return next.Write(ctx, func(_ context.Context, to *store.Tx) error {
			for _, key := range chunk {
				if err := keys.Insert(to, key); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for key, err := range keys.All(from) {
		if err != nil {
			return err
		}
		if chunk = append(chunk, key); len(chunk) == copyChunk {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// blank writes zeros over a file that has no name any more.
func blank(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if _, err := io.CopyN(io.NewOffsetWriter(f, 0), zeros{}, info.Size()); err != nil {
		return fmt.Errorf("blank the old keys: %w", err)
	}
	return f.Sync()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}
