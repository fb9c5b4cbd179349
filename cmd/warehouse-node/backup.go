package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
)

type backupCmd struct {
	where
	To   string `arg:"" help:"File to write; it must not exist. Photos and tables go into the folder files beside it, each once for all copies there."`
	Keys string `type:"path" help:"Folder for a copy of the keys of personal data and of what handhelds trust; not the one of the file."`
	Days int    `name:"keys-days" default:"7" help:"How many days copies of the keys are kept; older ones in their folder are removed, so that who was forgotten stays it."`
}

func (b *backupCmd) Run(ctx context.Context, out io.Writer) error {
	config, err := b.existing()
	if err != nil {
		return err
	}
	to, err := filepath.Abs(b.To)
	if err != nil {
		return err
	}
	if err := b.apart(to); err != nil {
		return err
	}
	n, err := Open(ctx, config, slog.New(slog.DiscardHandler))
	if errors.Is(err, bolt.ErrInUse) {
		if err := ask(ctx, config, "backup", []string{to}, out); err != nil || b.Keys == "" {
			return err
		}
		return ask(ctx, config, "backup keys", []string{b.Keys, strconv.Itoa(b.Days)}, out)
	}
	if err != nil {
		return err
	}
	err = n.backup(ctx, to, out)
	if err == nil && b.Keys != "" {
		err = n.backupKeys(ctx, b.Keys, b.Days, out)
	}
	return errors.Join(err, n.Close())
}

// apart refuses to lay keys beside the copy that they open: such copies are kept
// for years, and carried about together.
func (b *backupCmd) apart(to string) error {
	if b.Keys == "" {
		return nil
	}
	if b.Days < 1 {
		return errors.New("copies of the keys are kept for a day at least")
	}
	own, err := filepath.EvalSymlinks(filepath.Dir(to))
	if err != nil {
		return err
	}
	keys, err := filepath.EvalSymlinks(b.Keys)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // it will be made
	}
	if err == nil && keys == own {
		err = fmt.Errorf("%s: keep the keys in another folder than the copy that they open", keys)
	}
	return err
}

// backupKeys copies the keys of personal data, after the database: so the copy
// has the key of everybody of whom the other tells.
func (n *Node) backupKeys(ctx context.Context, dir string, days int, out io.Writer) error {
	done, err := n.Ring.Backup(ctx, dir, time.Duration(days)*24*time.Hour)
	if err != nil {
		return err
	}
	if err := backupAuthority(n.path(authorityFile), filepath.Join(dir, authorityFile)); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "keys     %s, %d people; %d old copies removed\n", done.Path, done.Subjects, done.Dropped)
	return err
}

// backupAuthority copies the authority that handhelds trust, if there is one yet: a
// secret like the keys, so it lies with them.
func backupAuthority(from, to string) error {
	raw, err := os.ReadFile(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	half := to + ".half"
	return errors.Join(os.WriteFile(half, raw, 0o600), os.Rename(half, to))
}

// backup writes a copy of the database beside the node's work, opens it and
// proves it. Then it copies the files that people gave, photos and tables: into one
// folder for all copies that lie together, each file once. The keys of personal data
// are backed up apart: without them a copy tells nothing of anybody.
func (n *Node) backup(ctx context.Context, to string, out io.Writer) (err error) {
	f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = n.engine.Backup(ctx, f, nil)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(to))
	}
	copied, err := bolt.Open(to, &bolt.Options{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("the copy does not open: %w", err)
	}
	db := store.Open(copied)
	if err := errors.Join(prove(ctx, db, out, proofs, nil), db.Close()); err != nil {
		return fmt.Errorf("the copy is not good: %w", err)
	}
	if err := n.backupFiles(ctx, filesBeside(to), out); err != nil {
		return err
	}
	if err := n.noteBackup(); err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, "backup  ", to)
	return err
}

// filesBeside is the folder of files that belongs to a copy of the database.
func filesBeside(backup string) string { return filepath.Join(filepath.Dir(backup), "files") }

// backupFiles copies the files that are not in the folder yet. It comes after the
// database, whose copy then knows of no file that the folder has not.
func (n *Node) backupFiles(ctx context.Context, dir string, out io.Writer) error {
	to, err := catalog.OpenFolder(dir)
	if err != nil {
		return err
	}
	done, err := n.folder.CopyTo(ctx, to)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "files    %s, %d new, %d bytes\n", dir, done.Files, done.Bytes)
	return err
}
