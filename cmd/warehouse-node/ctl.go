package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
)

func joinClose(err error, n *Node) error { return errors.Join(err, n.Close()) }

type checkCmd struct{ where }

// Run proves a stopped node from its file, and a running one by asking it.
func (c *checkCmd) Run(ctx context.Context, out io.Writer) error {
	config, err := c.read()
	if err != nil {
		return err
	}
	n, err := Open(ctx, config, slog.New(slog.DiscardHandler))
	if errors.Is(err, bolt.ErrInUse) {
		return ask(ctx, config, "check", nil, out)
	}
	if err != nil {
		return err
	}
	return errors.Join(prove(ctx, n.DB, out, nil), n.Close())
}

type backupCmd struct {
	where
	To string `arg:"" help:"File to write; it must not exist."`
}

func (b *backupCmd) Run(ctx context.Context, out io.Writer) error {
	config, err := b.read()
	if err != nil {
		return err
	}
	to, err := filepath.Abs(b.To)
	if err != nil {
		return err
	}
	n, err := Open(ctx, config, slog.New(slog.DiscardHandler))
	if errors.Is(err, bolt.ErrInUse) {
		return ask(ctx, config, "backup", []string{to}, out)
	}
	if err != nil {
		return err
	}
	return errors.Join(n.backup(ctx, to, out), n.Close())
}

// backup writes a copy of the database beside the node's work, opens it and
// proves it. The keys of personal data are backed up apart: without them a copy
// tells nothing of anybody.
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
	if err := errors.Join(prove(ctx, db, out, nil), db.Close()); err != nil {
		return fmt.Errorf("the copy is not good: %w", err)
	}
	if err := n.noteBackup(); err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, "backup  ", to)
	return err
}

type userCmd struct {
	Add userAdd `cmd:"" help:"Add a person to a stopped node."`
}

type userAdd struct {
	where
	Login  string `arg:"" help:"Login name."`
	Name   string `required:"" help:"Name, as colleagues see it."`
	Role   string `default:"owner" help:"Role at all warehouses."`
	Locale string `default:"ru" enum:"ru,uk,en" help:"Language."`
}

// Run adds a person with a password that is made here and shown once.
func (u *userAdd) Run(ctx context.Context, out io.Writer) error {
	config, err := u.read()
	if err != nil {
		return err
	}
	n, err := Open(ctx, config, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	password := staff.NewPassword()
	hash, err := n.Gate.HashPassword(ctx, u.Login, password)
	if err == nil {
		_, err = addPerson.Do(ctx, n.Door, command.Command{Itself: true, Device: "command line"}, &staff.AddRequest{
			Name: u.Name, Login: u.Login, Locale: u.Locale, Password: hash, Roles: []staff.RoleAt{{Role: u.Role}},
		})
	}
	if err == nil {
		_, err = fmt.Fprintf(out, "%s may log in with the password %s\n", u.Login, password)
	}
	return errors.Join(err, n.Close())
}
