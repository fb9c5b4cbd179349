package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"

	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
)

// numbersAhead is how far short numbers jump at a restore at least: what was given
// after the backup may stand on labels. numbersApart is how many such jumps there are:
// a second restore of the copy mostly takes another, as labels of the first one's
// life lie about too.
const (
	numbersAhead = 1000
	numbersApart = 16
)

type restoreCmd struct {
	where
	From string `arg:"" type:"existingfile" help:"File that backup wrote."`
	Keys string `type:"path" help:"Copy of the keys, or the folder of their copies for the newest; without it nobody in the backup has a name any more."`

	after func(step string) // every step of it, for tests; nil for none
}

// Restored is on the timeline of a node that was restored from a backup.
type Restored struct {
	Epoch uint16 `json:"epoch"` // which life of the node this is
}

var restoredKind = journal.Register("node.restored/1", Restored{2})

// Run makes a data folder of a backup. The node's epoch is raised, so that no id
// given after the backup comes again, nor one of another restore of it, and short
// numbers jump ahead. A folder in which it is killed, at whatever moment, holds the
// whole node or none: such a one is served by nobody, and the next restore into it
// begins anew.
func (r *restoreCmd) Run(ctx context.Context, out io.Writer) error {
	c, err := r.read()
	if err != nil {
		return err
	}
	keys, err := r.keys()
	if err != nil {
		return err
	}
	epoch, err := nextEpoch(ctx, r.From, c.Node.Number) // first, so that what is wrong with the copy is said of the copy
	if errors.Is(err, bolt.ErrTruncated) {
		return fmt.Errorf("the copy is not whole, take it again or take another: %w", err)
	}
	if err != nil {
		return err
	}
	f, err := claim(c.Node.Data)
	if err != nil {
		return err
	}
	if err := r.into(ctx, c, keys, epoch, out); err != nil {
		return cmp.Or(err, f.clear()) // half a node would be in the way of the next try
	}
	_, err = fmt.Fprintf(out, "restored %s, epoch %d\n", filepath.Join(c.Node.Data, "node.db"), epoch)
	return err
}

// did tells a test that a step is done.
func (r *restoreCmd) did(step string) {
	if r.after != nil {
		r.after(step)
	}
}

// into lays the files of a backup into the data folder. The database comes last:
// until it has its name nobody opens this as a node, and then it is one of the new
// life, numbers and all.
func (r *restoreCmd) into(ctx context.Context, c Config, keys string, epoch uint16, out io.Writer) error {
	target := filepath.Join(c.Node.Data, "node.db")
	ours := filepath.Join(c.Node.Data, "keys.db")
	r.did("claim")
	if keys == "" {
		if err := newKeys(ctx, c.Node.Data); err != nil {
			return err
		}
	} else if err := copyFile(ours, keys); err != nil {
		return err
	}
	r.did("keys")
	if err := r.others(ctx, c, out); err != nil {
		return err
	}
	r.did("files")
	half := target + ".half"
	if err := copyFile(half, r.From); err != nil {
		return err
	}
	r.did("copy")
	if err := newLife(ctx, half, c.Node.Number, epoch); err != nil {
		return err
	}
	r.did("new life")
	if err := nameWhole(half, target); err != nil {
		return err
	}
	r.did("name")
	n, err := Open(ctx, c, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	r.did("opened")
	return errors.Join(prove(ctx, n.DB, out, proofs, nil), n.Close())
}

// newLife makes a copy of a database that has no name yet one of the next life of
// its node: it says so on its timeline, and short numbers are ahead of what may
// stand on labels.
func newLife(ctx context.Context, path string, number, epoch uint16) error {
	e, err := bolt.Open(path, nil)
	if err != nil {
		return err
	}
	db := store.Open(e, store.Options{Node: number, Epoch: epoch})
	err = cmp.Or(journal.Open(ctx, db), store.Migrate(ctx, db, steps))
	if err == nil {
		err = db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
			tx.SetOrigin(store.Origin{Device: "restore"})
			if err := ident.Jump(tx, jump()); err != nil {
				return err
			}
			return restoredKind.Record(tx, Restored{epoch})
		})
	}
	return errors.Join(err, db.Close())
}

// others lays the files that people gave into the data folder, from the folder
// beside the backup, and the authority that handhelds trust, from that of the keys.
// Without them the node works, but has no photos, and handhelds are let in anew.
func (r *restoreCmd) others(ctx context.Context, c Config, out io.Writer) error {
	beside := filesBeside(r.From)
	if info, err := os.Stat(beside); err == nil && info.IsDir() {
		from, err := catalog.OpenFolder(beside)
		if err != nil {
			return err
		}
		to, err := catalog.OpenFolder(filepath.Join(c.Node.Data, "files"))
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
	return copyFile(filepath.Join(c.Node.Data, authorityFile), kept)
}

// keys is the copy of the keys to restore from; "" for none.
func (r *restoreCmd) keys() (string, error) {
	if r.Keys == "" {
		return "", nil
	}
	info, err := os.Stat(r.Keys)
	if err != nil {
		return "", err
	}
	path := r.Keys
	if info.IsDir() {
		if path, err = seal.Newest(r.Keys); err != nil {
			return "", err
		}
	}
	return path, isKeys(path)
}

// jump is how far the short numbers of a new life are ahead of the copy's.
func jump() uint64 { return numbersAhead * (1 + rand.N[uint64](numbersApart)) }

// epochPart is the part of all epochs yet to come out of which the next one is taken.
const epochPart = 8

// epochAfter is an epoch above the last one, a random one of those next to it: two
// restores of one copy know nothing of each other, and are to be two lives all the
// same. After the first life they agree once in 8,191 times. A restore takes a
// sixteenth of what is left on average, so a node of a hundred lives has some to come.
func epochAfter(last uint16) (uint16, error) {
	left := math.MaxUint16 - last
	if left == 0 {
		return 0, errors.New("this node has had all its lives: no epoch is left for a restore")
	}
	return last + 1 + rand.N(max(1, left/epochPart)), nil
}

// nextEpoch is one for a new life of a node by its database, as epochAfter takes it.
func nextEpoch(ctx context.Context, path string, number uint16) (uint16, error) {
	e, err := bolt.Open(path, &bolt.Options{ReadOnly: true})
	if err != nil {
		return 0, err
	}
	db := store.Open(e, store.Options{Node: number})
	if err := errors.Join(isNodes(e, path), journal.Open(ctx, db), db.Close()); err != nil {
		return 0, err
	}
	return epochAfter(db.Epoch())
}

// isNodes refuses a database that is no node's. The copy of its keys is one of the
// same format, and would be taken for a node with nothing in it.
func isNodes(e store.Engine, path string) error {
	tables, err := tablesOf(e)
	switch {
	case err != nil:
		return err
	case slices.Contains(tables, seal.RingTable):
		return fmt.Errorf("%s is a copy of the keys, not of the node: name the node's copy first, and this one with --keys", path)
	case !slices.Contains(tables, "store.steps") && !slices.Contains(tables, "journal"): // every node that was ever opened has the first
		return fmt.Errorf("%s is not a copy of a node: take the file that backup wrote", path)
	}
	return nil
}

// isKeys refuses a database that is no copy of the keys.
func isKeys(path string) error {
	e, err := bolt.Open(path, &bolt.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	tables, err := tablesOf(e)
	if err == nil && !slices.Contains(tables, seal.RingTable) {
		err = fmt.Errorf("%s is not a copy of the keys: take a file of the folder that backup --keys named", path)
	}
	return errors.Join(err, e.Close())
}

// tablesOf are the names of a database's tables.
func tablesOf(e store.Engine) (all []string, err error) {
	tx, err := e.Begin(false)
	if err != nil {
		return nil, err
	}
	if l, lists := tx.(store.Lister); lists {
		all, err = l.Buckets()
	}
	tx.Rollback()
	return all, err
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
