package main

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
)

// numbersAhead is how far short numbers jump at a restore: what was given after
// the backup may stand on labels.
const numbersAhead = 1000

type restoreCmd struct {
	where
	From string `arg:"" type:"existingfile" help:"File that backup wrote."`
	Keys string `type:"path" help:"Copy of the keys, or the folder of their copies for the newest; without it nobody in the backup has a name any more."`
}

// Restored is on the timeline of a node that was restored from a backup.
type Restored struct {
	Epoch uint16 `json:"epoch"` // which life of the node this is
}

var restoredKind = journal.Register("node.restored/1", Restored{2})

// Run makes a data folder of a backup. The node's epoch is raised, so that no id
// given after the backup comes again, and short numbers jump ahead.
func (r *restoreCmd) Run(ctx context.Context, out io.Writer) error {
	c, err := r.read()
	if err != nil {
		return err
	}
	keys, err := r.keys()
	if err != nil {
		return err
	}
	var made []string
	if _, err := os.Stat(c.Node.Data); errors.Is(err, fs.ErrNotExist) {
		made = append(made, c.Node.Data)
	}
	if err := os.MkdirAll(c.Node.Data, 0o700); err != nil {
		return err
	}
	err = r.into(ctx, c, keys, out, &made)
	for _, name := range made {
		if err != nil { // half a node would be in the way of the next try
			err = cmp.Or(err, os.RemoveAll(name))
		}
	}
	return err
}

// into lays the files of a backup into the data folder, each named in made, and
// begins a new life of the node there.
func (r *restoreCmd) into(ctx context.Context, c Config, keys string, out io.Writer, made *[]string) error {
	epoch, err := nextEpoch(ctx, r.From) // first, so that what is wrong with the copy is said of the copy
	if errors.Is(err, bolt.ErrTruncated) {
		return fmt.Errorf("the copy is not whole, take it again or take another: %w", err)
	}
	if err != nil {
		return err
	}
	target := filepath.Join(c.Node.Data, "node.db")
	ours := filepath.Join(c.Node.Data, "keys.db")
	for _, to := range []string{target, ours} {
		if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s is there: restore into an empty data folder", to)
		}
	}
	*made = append(*made, ours)
	if keys == "" {
		if err := newKeys(ctx, c.Node.Data); err != nil {
			return err
		}
	} else if err := copyFile(ours, keys); err != nil {
		return err
	}
	if err := r.others(ctx, c, out, made); err != nil {
		return err
	}
	life := filepath.Join(c.Node.Data, "epoch")
	*made = append(*made, life)
	if err := writeWhole(life, binary.BigEndian.AppendUint16(nil, epoch)); err != nil {
		return err
	}
	// The database comes last: until it has its name, nobody opens this as a node, and
	// from then on it is one of the new life.
	half := target + ".half"
	*made = append(*made, half, target)
	if err := os.RemoveAll(half); err != nil {
		return err
	}
	if err := copyFile(half, r.From); err != nil {
		return err
	}
	if err := nameWhole(half, target); err != nil {
		return err
	}
	n, err := Open(ctx, c, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	err = n.DB.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		tx.SetOrigin(store.Origin{Device: "restore"})
		if err := ident.Jump(tx, numbersAhead); err != nil {
			return err
		}
		return restoredKind.Record(tx, Restored{epoch})
	})
	if err == nil {
		err = prove(ctx, n.DB, out, proofs, nil)
	}
	if err == nil {
		_, err = fmt.Fprintf(out, "restored %s, epoch %d\n", target, epoch)
	}
	return errors.Join(err, n.Close())
}

// others lays the files that people gave into the data folder, from the folder
// beside the backup, and the authority that handhelds trust, from that of the keys.
// Without them the node works, but has no photos, and handhelds are let in anew.
func (r *restoreCmd) others(ctx context.Context, c Config, out io.Writer, made *[]string) error {
	beside := filesBeside(r.From)
	if info, err := os.Stat(beside); err == nil && info.IsDir() {
		from, err := catalog.OpenFolder(beside)
		if err != nil {
			return err
		}
		ours := filepath.Join(c.Node.Data, "files")
		if _, err := os.Lstat(ours); errors.Is(err, fs.ErrNotExist) {
			*made = append(*made, ours)
		}
		to, err := catalog.OpenFolder(ours)
		if err != nil {
			return err
		}
		done, err := from.CopyTo(ctx, to)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(out, "files    %d, %d bytes\n", done.Files, done.Bytes); err != nil {
			return err
		}
	} else if _, err := fmt.Fprintf(out, "files    none: there is no folder %s, so no photos\n", beside); err != nil {
		return err
	}
	if r.Keys == "" {
		return nil
	}
	kept := filepath.Join(r.Keys, authorityFile)
	if info, err := os.Stat(r.Keys); err != nil || !info.IsDir() {
		kept = filepath.Join(filepath.Dir(r.Keys), authorityFile)
	}
	if _, err := os.Stat(kept); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	to := filepath.Join(c.Node.Data, authorityFile)
	if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is there: restore into an empty data folder", to)
	}
	*made = append(*made, to)
	return copyFile(to, kept)
}

// keys is the copy of the keys to restore from; "" for none.
func (r *restoreCmd) keys() (string, error) {
	if r.Keys == "" {
		return "", nil
	}
	info, err := os.Stat(r.Keys)
	if err != nil || !info.IsDir() {
		return r.Keys, err
	}
	return seal.Newest(r.Keys)
}

// nextEpoch is one more than that of the newest entry in a database.
func nextEpoch(ctx context.Context, path string) (epoch uint16, err error) {
	e, err := bolt.Open(path, &bolt.Options{ReadOnly: true})
	if err != nil {
		return 0, err
	}
	db := store.Open(e)
	err = db.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		head, err := journal.Head(tx)
		if err != nil || head == 0 {
			return err
		}
		last, err := journal.Get(tx, head)
		if err == nil {
			epoch = last.Epoch
		}
		return err
	})
	return epoch + 1, errors.Join(err, db.Close())
}

// copyFile copies a file that must not be there yet, down to the disk.
func copyFile(to, from string) (err error) {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	dst, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(dst, src)
	return errors.Join(err, dst.Sync(), dst.Close())
}
