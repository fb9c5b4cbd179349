package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/store/bolt"
)

type backupCmd struct {
	where
	To   string `arg:"" help:"File to write, or a folder for one named by the minute, as every evening. Photos and tables go into the folder files beside it, each once for all copies there."`
	Over bool   `name:"overwrite" help:"Let the copy take the place of a file that is there, once it is verified."`
	Keys string `type:"path" help:"Folder for a copy of the keys of personal data and of what handhelds trust; not the one of the file."`
	Days int    `name:"keys-days" default:"7" help:"How many days copies of the keys are kept; older ones in their folder are removed, so that who was forgotten stays it."`
}

func (b *backupCmd) Run(ctx context.Context, out io.Writer) error {
	config, err := b.existing()
	if err != nil {
		return err
	}
	to, err := target(b.To, time.Now())
	if err != nil {
		return err
	}
	to.over = b.Over
	if err := b.apart(to.file, config.Node.Data); err != nil {
		return err
	}
	n, err := openStopped(ctx, config, out)
	if errors.Is(err, bolt.ErrInUse) {
		if err := ask(ctx, config, "backup", to.args(), out); err != nil || b.Keys == "" {
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

// apart refuses to lay keys beside the copy that they open, since such copies are
// kept for years and carried about together, and into the node's own folder.
func (b *backupCmd) apart(to, data string) error {
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
	if node, wrong := filepath.EvalSymlinks(data); err == nil && wrong == nil && keys == node {
		return fmt.Errorf("%s: keep the copies of the keys in another folder than the node's own: with it they would be lost together", keys)
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
	return writeWhole(to, raw)
}

// backup writes a copy of the database beside the node's work, opens it and
// proves it; only then the copy has its name. Then it copies the files that people
// gave, photos and tables: into one folder for all copies that lie together, each file
// once. The keys of personal data are backed up apart: without them a copy tells
// nothing of anybody.
func (n *Node) backup(ctx context.Context, to backupTo, out io.Writer) error {
	if !n.copying.TryLock() {
		return bolt.ErrCopying
	}
	defer n.copying.Unlock()
	if err := to.free(n.Config.Node.Data); err != nil {
		return err
	}
	half := to.file + ".half" // what a copy that was cut off left there is written over
	err := n.copyTo(ctx, half)
	if err == nil {
		err = proveCopy(ctx, half, out)
	}
	if err == nil {
		err = nameWhole(half, to.file)
	}
	if err != nil {
		if _, there := os.Lstat(half); errors.Is(there, fs.ErrNotExist) {
			return err // a folder that takes nothing would only complain once more
		}
		return errors.Join(err, os.RemoveAll(half))
	}
	if err := n.backupFiles(ctx, filesBeside(to.file), out); err != nil {
		return err
	}
	if !n.still {
		if err := n.noteBackup(); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintln(out, "backup  ", to.file)
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
